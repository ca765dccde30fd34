"""What all tests share: the fixtures that live in files of their own, and how chance is used."""

import os

from hypothesis import settings

pytest_plugins = ["tests.fixtures_postgres", "tests.fixtures_simulator"]

# In CI the same examples each time, so that a red run is the change's doing; elsewhere new ones,
# and in `make proofs` many, so that rare ones are found.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
