"""How well the search finds: `python -m tests.search` prints the tables of docs/search.md."""
