"""The topics of questions, posts, interests and expertise."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from community import packaged


@dataclass(frozen=True, slots=True)
class Topic:
    """A subject the community talks about; aliases help to suggest it."""

    code: str
    name: str
    about: str
    group: str
    aliases: tuple[str, ...]


ALL = tuple(
    Topic(entry["code"], entry["name"], entry["about"], entry["group"], tuple(entry["aliases"]))
    for entry in packaged.entries("topics")
)
A_PAGE = 8
"""Topics on a screen on which they are chosen."""


ADDED = "tambahan"
"""The group of topics that admins added."""


@dataclass(frozen=True, slots=True)
class TopicEdit:
    """What admins say of a topic, one of the package or one that they added."""

    code: str
    name: str
    aliases: tuple[str, ...]
    is_active: bool


def by_code(code: str, among: Iterable[Topic] = ALL) -> Topic | None:
    """Return the topic of that code."""
    return next((topic for topic in among if topic.code == code), None)


def edited(edits: Mapping[str, TopicEdit], *, is_offered: bool) -> tuple[Topic, ...]:
    """Return the topics as admins edited them; `is_offered` leaves out those put away.

    What admins added stands before the last one, which is for everything else.
    """
    known = {topic.code for topic in ALL}
    added = [
        Topic(edit.code, edit.name, "", ADDED, edit.aliases)
        for edit in edits.values()
        if edit.code not in known
    ]
    packaged_ones = [
        replace(topic, name=edits[topic.code].name, aliases=edits[topic.code].aliases)
        if topic.code in edits
        else topic
        for topic in ALL
    ]
    everything = (*packaged_ones[:-1], *added, packaged_ones[-1])
    if not is_offered:
        return everything
    return tuple(one for one in everything if one.code not in edits or edits[one.code].is_active)
