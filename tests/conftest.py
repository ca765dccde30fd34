"""What all tests share: the fixtures that live in files of their own."""

pytest_plugins = ["tests.fixtures_postgres", "tests.fixtures_simulator"]
