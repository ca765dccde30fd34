"""Indonesian telephone numbers in an unveiled text: 08..., +62..., (031) ..., and wa.me links."""

import re

from community.digit_groups import Row, rows
from community.unveiling import Span

_HOUR = r"(?:[01][0-9]|2[0-3])[.:][0-5][0-9]"
_HOURS = re.compile(rf"{_HOUR}(?:[ \-]{{1,3}}{_HOUR})+")
_DECIMAL = re.compile(r"0\.[0-9]{6,}")
_THOUSANDS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_PLUS = re.compile(r"\(?\+ ?\(?$")

_IN_LINK = re.compile(r"(?:wa\.me/|[?&](?:phone|telp|tel|hp|wa)=)(?:\+|%2b)?((?:62|0)[0-9]{8,12})")
_NAMED = re.compile(
    r"(?<![a-z])(?:wa|whatsapp|hp|telp|telepon|tlp|kontak|cp|hubungi)"
    r"[ :=.\-]{0,4}(?:(?:no|nomor)[ :.]{0,3})?(8[1-9][0-9]{7,10})(?![0-9])"
)


def find_phones(text: str, outside_links: str) -> list[Span]:
    """Return the telephone numbers of a text."""
    matches = [*_IN_LINK.finditer(text), *_NAMED.finditer(text)]
    found = [Span(*match.span(1)) for match in matches]
    for row in rows(outside_links):
        first = 0
        while first < len(row.groups):
            last = _last_group(row, first)
            if last is not None:
                found.append(_with_signs(row.text, row.span(first, last)))
            first = first + 1 if last is None else last + 1
    return found


def _last_group(row: Row, first: int) -> int | None:
    """Return the group with which the number that begins at a group ends."""
    reached = row.reach(first, 15)
    if not reached:
        return None
    has_plus = _has_plus(row.text, row.groups[first].begin)
    size = len(reached[0][1])
    if not _may_begin(row, first, size, has_plus=has_plus):
        return None
    fitting = [
        last
        for last, digits in reached
        if _is_phone(digits, size, is_spread=last - first + 1 == len(digits), has_plus=has_plus)
    ]
    if not fitting:
        return None
    last = fitting[0] if fitting[0] == first else fitting[-1]
    longest = row.span(first, reached[-1][0])
    for span in (longest, row.span(first, last)):
        if _is_something_else(row.text[span.begin : span.end], has_plus=has_plus):
            return None
    return last


def _has_plus(text: str, at: int) -> bool:
    return _PLUS.search(text, max(0, at - 4), at) is not None


def _may_begin(row: Row, first: int, size: int, *, has_plus: bool) -> bool:
    """Whether a number may begin here: not in the middle of a date or of a decimal."""
    between = row.before(first)
    if not between or has_plus or " " in between or "(" in between:
        return True
    before = row.groups[first - 1]
    return size >= 10 and row.text[before.begin : before.end] != "0"


def _is_phone(digits: str, size: int, *, is_spread: bool, has_plus: bool) -> bool:
    """Whether digits, the first group of them `size` long, are a number that can be called."""
    count = len(digits)
    if digits.startswith("62") and (has_plus or size == 2 or size >= 11 or is_spread):
        national = digits[2:].removeprefix("0")
        if national.startswith("8"):
            return 9 <= len(national) <= 12
        return has_plus and national[:1] in tuple("2345679") and 8 <= len(national) <= 11
    if digits.startswith("628") and 3 <= size <= 10:
        return 11 <= count <= 14
    if digits.startswith("08") and digits[2:3] not in ("", "0"):
        return 10 <= count <= 13
    if not digits.startswith("0") or digits[1:2] in ("", "0", "1", "8"):
        return False
    return 9 <= count <= 12 and (size in (3, 4) or size >= 9 or is_spread)


def _is_something_else(written: str, *, has_plus: bool) -> bool:
    """Whether it is hours, a decimal, or a number with dots at the thousands."""
    if has_plus:
        return False
    others = (_DECIMAL, _HOURS, _THOUSANDS)
    return any(other.fullmatch(written) is not None for other in others)


def _with_signs(text: str, span: Span) -> Span:
    """Take the plus and an opened bracket before a number with it."""
    signs = _PLUS.search(text, max(0, span.begin - 4), span.begin)
    begin = span.begin if signs is None else signs.start()
    if begin and text[begin - 1] == "(" and ")" in text[span.begin : span.end]:
        begin -= 1
    return Span(begin, span.end)
