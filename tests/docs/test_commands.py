"""Commands in documents: each exists, and each guide tells its readers of theirs and no others."""

import argparse
import re

import pytest

from bot import __main__ as command_line
from community.roles import Access
from handlers.routes import COMMANDS
from tests.docs.documents import document, documents

BOTFATHER = {"newbot", "setinline", "revoke"}
HTTP = {"healthz", "metrics"}
GUIDES = {
    "docs/panduan-anggota.md": {Access.ANYONE, Access.OUTSIDER, Access.MEMBER},
    "docs/panduan-moderator.md": {Access.MODERATOR},
    "docs/panduan-admin.md": {Access.ADMIN},
}
BELOW = {  # whose commands the readers of a guide have as well
    "docs/panduan-anggota.md": set[Access](),
    "docs/panduan-moderator.md": {Access.ANYONE, Access.OUTSIDER, Access.MEMBER},
    "docs/panduan-admin.md": set(Access),
}


def of(access: set[Access]) -> set[str]:
    """Name the commands that ask for one of these."""
    return {name for name, route in COMMANDS.items() if route.access in access}


def test_every_command_in_a_document_is_in_the_route_table() -> None:
    """No page names a command that the bot does not know."""
    unknown = {
        (page.name, name)
        for page in documents()
        for name in page.commands() - COMMANDS.keys() - BOTFATHER - HTTP
    }

    assert set() == unknown


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_tells_of_every_command_of_its_readers(guide: str) -> None:
    """Whatever members, moderators or admins may send is explained to them."""
    assert set() == of(GUIDES[guide]) - document(guide).commands()


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_tells_of_no_command_that_its_readers_may_not_use(guide: str) -> None:
    """A command told to members works for members; and so on."""
    told = document(guide).commands() - BOTFATHER - HTTP

    assert set() == told - of(GUIDES[guide] | BELOW[guide])


def test_every_command_line_in_a_document_is_understood() -> None:
    """`cop-humas something`, in whichever page or compose file, is a command of the program."""
    said = {
        (page.name, word)
        for page in documents()
        for word in re.findall(r"cop-humas ([a-z]+(?:-[a-z]+)*)\b", page.text())
    }

    assert set() == {(page, word) for page, word in said if word not in subcommands()}


def test_what_compose_runs_in_a_document_is_understood() -> None:
    """`docker compose run --rm bot something` hands a command of the program over."""
    said = {
        (page.name, word)
        for page in documents()
        for word in re.findall(r"compose run --rm bot ([a-z]+(?:-[a-z]+)*)", page.text())
    }

    assert said
    assert set() == {(page, word) for page, word in said if word not in subcommands()}


def subcommands() -> set[str]:
    """Name what `cop-humas` understands."""
    parser = command_line._parser()
    (choices,) = (
        action.choices
        for action in parser._actions
        if isinstance(action, argparse._SubParsersAction)
    )
    return set(choices)
