"""`/topik`: admins name topics, add some and put some away; the buttons."""

import re

from community.callback import callback
from community.folding import fold
from community.topics import ALL, Topic, TopicEdit

FIELDS = ("name", "aliases", "new")
_CODE = 32  # characters of a code that is made from a name; the column holds 40


@callback("tl")
class ListTopics:
    """The topics, at a page."""

    page: int


@callback("to")
class OpenTopic:
    """One topic."""

    topic: str


@callback("te")
class EditTopic:
    """`Ubah nama`, `Ubah kata kunci`; `new` without a topic is `Tambah topik`."""

    topic: str
    field: str


@callback("ts")
class SwitchTopic:
    """`Nonaktifkan`, `Aktifkan`."""

    topic: str
    is_active: bool


def may_be_put_away(code: str) -> bool:
    """Say whether a topic may be put away: where nothing else fits, one must be left."""
    return code != ALL[-1].code


def code_of(name: str, taken: frozenset[str]) -> str:
    """Make the code of a new topic from its name; one that is taken is counted on."""
    base = re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")[:_CODE] or "topik"
    number, code = 2, base
    while code in taken:
        code, number = f"{base}_{number}", number + 1
    return code


def edit_of(topic: Topic, *, is_active: bool) -> TopicEdit:
    """Return what admins would say of a topic as it is."""
    return TopicEdit(topic.code, topic.name, topic.aliases, is_active)
