"""Settings in documents: all are told of, and none that is not there."""

import re

from bot.config import NAMES
from tests.docs.documents import ROOT, document, documents

# names in capitals that are no settings of ours
OTHERS = {
    "POSTGRES_PASSWORD",  # of the database beside the bot, compose.postgres.yaml
    "COMPOSE_FILE",  # of docker compose itself
    "CRASH_SEED",  # of the tests that kill the bot
}


def test_the_guide_for_admins_tells_of_every_setting() -> None:
    """An operator finds each setting in the guide, beside the example file."""
    assert set() == set(NAMES) - document("docs/panduan-admin.md").fragments() - split_fragments()


def split_fragments() -> set[str]:
    """Return settings that share their backticks with a value."""
    return {
        found
        for fragment in document("docs/panduan-admin.md").fragments()
        for found in re.findall(r"^([A-Z_]+)=", fragment)
    }


def test_no_document_tells_of_a_setting_that_is_not_there() -> None:
    """`NAME=value` in a page is a setting of the program."""
    pages = [page for page in documents() if page.name != "CHANGELOG.md"]
    said = {
        (page.name, name)
        for page in pages
        for name in re.findall(r"\b([A-Z]+_[A-Z_]+)=", page.text())
    }
    constants = make_variables() | OTHERS

    assert set() == {(page, name) for page, name in said if name not in constants | set(NAMES)}


def make_variables() -> set[str]:
    """Return the variables of the Makefile, which are no settings of the bot."""
    return set(re.findall(r"^([A-Z]+) :=", (ROOT / "Makefile").read_text(), re.MULTILINE))
