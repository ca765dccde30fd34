"""What the server does to every text after its markup: control signs, blanks at the ends."""

import re
from bisect import bisect_left
from dataclasses import replace

from simulator.text import links, nesting
from simulator.text.entities import Entity, ordered, utf16_length
from simulator.text.errors import ParseError

_REPLACED = {code: " " for code in range(32) if chr(code) not in "\n\r"}
_REMOVED = {ord("\r"), *range(0x2028, 0x202F), 0x0333, 0x033F, 0x030A}
_TABLE: dict[int, str | None] = {**_REPLACED, **dict.fromkeys(_REMOVED)}
_IRREGULAR = re.compile("[\r\u2028-\u202e\u0333\u033f\u030a\U00010000-\U0010ffff]")
_DIRECTION_MARKS = re.compile("[\u200e\u200f]{2,}")
_SURROGATE = re.compile("[\ud800-\udfff]")
_INVISIBLE = re.compile(
    "[ \n\u00a0\u1680\u180e\u2000-\u200f\u202e\u202f\u205f\u2800\u3000\ufeff\ufffc"
    "\U000e0000-\U000e007f]*"
)
_BLANK = " \n"
_LARGEST = 1_000_000


def clean(text: str) -> str:
    """Make control characters spaces and drop what the server does not let through."""
    text = text.translate(_TABLE)
    return _DIRECTION_MARKS.sub(_keep_last_mark, text)


def is_invisible(text: str) -> bool:
    """Tell whether nothing of a text could be seen."""
    return _INVISIBLE.fullmatch(text) is not None


def fix(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Clean and trim a text together with its entities; an empty text is left to the caller."""
    return _trim(*untrimmed(text, entities))


def untrimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Clean a text and put its entities right."""
    if _SURROGATE.search(text):
        raise ParseError("strings must be encoded in UTF-8")
    entities = [_sound(entity) for entity in entities]
    _check_ranges(entities)
    entities = nesting.fix([entity for entity in entities if entity.length > 0])
    entities = _moved(text, entities)
    entities = nesting.fix([entity for entity in entities if entity.length > 0])
    return clean(text), entities


def _keep_last_mark(match: re.Match[str]) -> str:
    marks = match[0]
    return "\u200c" * (len(marks) - 1) + marks[-1]


def _sound(entity: Entity) -> Entity:
    """Check what an entity carries, as the server does once more before sending."""
    if entity.user_id is not None and not 0 < entity.user_id <= links.LARGEST_USER_ID:
        raise ParseError("user not found")
    if entity.language is not None:
        return replace(entity, language=clean(entity.language))
    if entity.url is None:
        return entity
    url = clean(entity.url)
    try:
        return links.entity(url, entity.offset, entity.length)
    except links.LinkError as error:
        raise ParseError(f"entity URL '{url}' is invalid: {error}") from error


def _check_ranges(entities: list[Entity]) -> None:
    for entity in entities:
        if not 0 <= entity.offset <= _LARGEST:
            raise ParseError(f"receive an entity with incorrect offset {entity.offset}")
        if not 0 <= entity.length <= _LARGEST:
            raise ParseError(f"receive an entity with incorrect length {entity.length}")


def _moved(text: str, entities: list[Entity]) -> list[Entity]:
    """Move the entities to where they are once the removed characters are gone."""
    if not entities:
        return []
    removed: list[int] = []
    middles: set[int] = set()
    for shift, match in _irregular(text):
        if match > "\uffff":
            middles.add(shift + 1)
        else:
            removed.append(shift)
    _check_bounds(text, entities, middles)
    if not removed:
        return entities
    moved = []
    for entity in entities:
        begin = entity.offset - bisect_left(removed, entity.offset)
        end = entity.end - bisect_left(removed, entity.end)
        moved.append(entity.at(begin, end - begin))
    return moved


def _irregular(text: str) -> list[tuple[int, str]]:
    """List the characters that are removed or two units wide, by their UTF-16 offset."""
    found = []
    pairs = 0
    for match in _IRREGULAR.finditer(text):
        found.append((match.start() + pairs, match[0]))
        pairs += match[0] > "\uffff"
    return found


def _check_bounds(text: str, entities: list[Entity], middles: set[int]) -> None:
    if middles:
        _check_middles(text, entities, middles)
    size = utf16_length(text)
    for entity in entities:
        if entity.offset > size:
            raise ParseError(
                f"entity begins after the end of the text at UTF-16 offset {entity.offset}"
            )
    for entity in reversed(entities):
        if entity.end > size:
            raise ParseError(
                f"entity beginning at UTF-16 offset {entity.offset} "
                f"ends after the end of the text at UTF-16 offset {entity.end}"
            )


def _check_middles(text: str, entities: list[Entity], middles: set[int]) -> None:
    """Refuse an entity that would cut a surrogate pair; the first in the text is named."""
    cuts: list[tuple[int, int, int, str]] = []
    for index, entity in enumerate(entities):
        if entity.offset in middles:
            cuts.append((entity.offset, 1, index, "entity begins"))
        if entity.end in middles:
            start = f"entity beginning at UTF-16 offset {entity.offset} ends"
            cuts.append((entity.end, 0, -index, start))
    if cuts:
        offset, _, _, words = min(cuts)
        place = _byte_offset(text, offset + 1)
        raise ParseError(f"{words} in a middle of a UTF-16 symbol at byte offset {place}")


def _byte_offset(text: str, offset: int) -> int:
    return len(text.encode("utf-16-le")[: 2 * offset].decode("utf-16-le").encode())


def _trim(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    text = text.rstrip(_BLANK)
    end = utf16_length(text)
    kept = [
        entity.at(entity.offset, min(entity.end, end) - entity.offset)
        for entity in entities
        if entity.offset < end
    ]
    kept = ordered(kept)
    leading = len(text) - len(text.lstrip(_BLANK))
    if kept:
        leading = min(leading, kept[0].offset)
    if leading:
        kept = [entity.at(entity.offset - leading, entity.length) for entity in kept]
    return text[leading:], kept
