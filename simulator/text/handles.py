"""Words with a sign before them: mentions, commands, hashtags, cashtags."""

import re
import unicodedata
from collections.abc import Iterator

from simulator.text.ascii import ascii_lower

_SHORT_NAMES = frozenset({"gif", "nft", "pic", "ufc", "vid"})
_MENTION = re.compile(r"(?<!\w)@([A-Za-z0-9_]{2,32}+)(?!\w)")
_COMMAND = re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}+(?:@[A-Za-z0-9_]{3,32}+|(?!@))(?![\w/<>])")
_TICKER = re.compile(r"1INCH|[A-Z]*")
_NAME = re.compile(r"[A-Za-z0-9_]*")
_LONGEST_HASHTAG = 256


def mentions(text: str) -> Iterator[tuple[int, int]]:
    """Find the `@name`s, as pairs of begin and end."""
    for match in _MENTION.finditer(text):
        if len(match[1]) >= 4 or ascii_lower(match[1]) in _SHORT_NAMES:
            yield match.span()


def commands(text: str) -> Iterator[tuple[int, int]]:
    """Find the `/command`s, also of another bot: `/command@name`."""
    for match in _COMMAND.finditer(text):
        yield match.span()


def hashtags(text: str) -> Iterator[tuple[int, int]]:
    """Find the `#tag`s; one needs a letter and no second `#` behind it."""
    position = text.find("#")
    while position >= 0:
        begin = position
        position = begin + 1
        if begin == 0 or not _is_tag_sign(text[begin - 1]):
            while position < len(text) and _is_tag_sign(text[position]):
                position += 1
            end = min(position, begin + 1 + _LONGEST_HASHTAG)
            is_tag = any(unicodedata.category(sign)[0] == "L" for sign in text[begin + 1 : end])
            if end == position and end > begin + 1:
                end = position = _with_name(text, end)
            if is_tag and not text.startswith("#", position):
                yield begin, end
        position = text.find("#", position)


def cashtags(text: str) -> Iterator[tuple[int, int]]:
    """Find the `$TICKER`s of one to eight capitals."""
    position = text.find("$")
    while position >= 0:
        begin = position
        position = begin + 1
        if begin == 0 or not _is_cash_sign(text[begin - 1]):
            position = _after(_TICKER, text, position)
            if 1 <= position - begin - 1 <= 8:
                end = _with_short_name(text, position)
                if end == len(text) or not _is_cash_sign(text[end]):
                    yield begin, end
                position = end
        position = text.find("$", position)


def _is_tag_sign(sign: str) -> bool:
    if sign in "_\u200c\u00b7" or "\u0d80" <= sign <= "\u0dff":
        return True
    category = unicodedata.category(sign)
    return category[0] == "L" or category == "Nd"


def _is_cash_sign(sign: str) -> bool:
    return sign == "$" or _is_tag_sign(sign)


def _with_name(text: str, end: int) -> int:
    """Return where a tag ends together with `@name`, of which 32 signs are read."""
    if not text.startswith("@", end):
        return end
    name_end = min(_after(_NAME, text, end + 1), end + 33)
    return name_end if name_end - end - 1 >= 3 else end


def _with_short_name(text: str, end: int) -> int:
    """Return where a tag ends together with `@name`, if that has 3 to 32 signs."""
    if not text.startswith("@", end):
        return end
    name_end = _after(_NAME, text, end + 1)
    return name_end if 3 <= name_end - end - 1 <= 32 else end


def _after(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position
