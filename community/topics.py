"""The topics of questions, posts, interests and expertise."""

from dataclasses import dataclass

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

_BY_CODE = {topic.code: topic for topic in ALL}


def by_code(code: str) -> Topic | None:
    """Return the topic of that code."""
    return _BY_CODE.get(code)
