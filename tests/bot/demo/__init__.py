"""The demo: its stage with a real child process, the hands of its page, its terminal."""
