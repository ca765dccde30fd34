"""Entities the server finds in a text by itself: commands, mentions, addresses and the like.

All but telephone numbers follow TDLib; those only Telegram's closed server finds, and its rule
is guessed here: a plus and seven to fifteen digits. Letters that came into Unicode after
Python's own tables are no letters here. Times of a video are left out: a bot never gets them.
"""

from collections.abc import Callable, Iterator

from simulator.text import addresses, handles, nesting, numbers
from simulator.text.entities import Entity, ordered, utf16_length

_Finder = Callable[[str], Iterator[tuple[int, int]]]

# each finder with the sign without which it finds nothing
_FINDERS: tuple[tuple[str, str, _Finder], ...] = (
    ("@", "mention", handles.mentions),
    ("/", "bot_command", handles.commands),
    ("#", "hashtag", handles.hashtags),
    ("$", "cashtag", handles.cashtags),
    ("", "bank_card_number", numbers.cards),
    (":", "url", addresses.internal_links),
    ("@", "email", addresses.mails),
    (".", "url", addresses.links),
)


def find(text: str) -> list[Entity]:
    """Find every automatic entity of a text, in order and without overlaps."""
    found = []
    for sign, kind, finder in _FINDERS:
        if sign in text:
            found += [Entity(kind, begin, end - begin) for begin, end in finder(text)]
    found = nesting.without_overlaps(ordered(found))
    found = ordered([*found, *_telephones(text, found)])
    return found if text.isascii() else [_in_utf16(text, entity) for entity in found]


def _telephones(text: str, found: list[Entity]) -> list[Entity]:
    """Find telephone numbers where nothing else was found."""
    return [
        Entity("phone_number", begin, end - begin)
        for begin, end in numbers.telephones(text)
        if all(entity.end <= begin or end <= entity.offset for entity in found)
    ]


def _in_utf16(text: str, entity: Entity) -> Entity:
    length = utf16_length(text[entity.offset : entity.end])
    return entity.at(utf16_length(text[: entity.offset]), length)
