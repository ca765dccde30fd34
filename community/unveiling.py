"""A text as its reader sees it, every sign with the place it came from.

Digits of any script become 0 to 9, dashes and blanks their plain kin, HTML entities the signs that
they stand for; what is not seen (zero width, direction, accents) is left out.
"""

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

GAP = "\0"
"""Stands where something was taken out: no digit, no letter, no blank."""

_ENTITY = re.compile(
    r"&(?:amp;)*+"  # escaped twice and more
    r"(#[0-9]{1,7}(?![0-9])|#[xX][0-9a-fA-F]{1,6}(?![0-9a-fA-F])|[A-Za-z][A-Za-z0-9]{1,30}(?=;));?"
)
_UNSEEN = ("Mn", "Me", "Cf")
_KIN = {
    **dict.fromkeys("\t\r\v\f\u2800\u3164\uffa0\u115f\u1160", " "),
    **dict.fromkeys("\u2212\u2010\u00af", "-"),
    **dict.fromkeys("\u00b7\u2022\u2219\u22c5\u30fb\u3002\uff61\u2024\u2027", "."),
}


@dataclass(frozen=True, slots=True)
class Span:
    """A part of a text, its end not included."""

    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Unveiled:
    """What is seen, and for each sign of it where it stands in the original."""

    text: str
    begins: tuple[int, ...]
    ends: tuple[int, ...]

    def whole(self, span: Span) -> Span:
        """Widen a part so that it ends nowhere inside a sign of the original (½ is "1⁄2")."""
        begin, end = span.begin, span.end
        while begin and self.begins[begin - 1] == self.begins[begin]:
            begin -= 1
        while end < len(self.text) and self.begins[end] == self.begins[end - 1]:
            end += 1
        return Span(begin, end)

    def origin(self, span: Span) -> Span:
        """Return the part of the original that a part of the seen text came from."""
        return Span(self.begins[span.begin], self.ends[span.end - 1])


def unveil(text: str) -> Unveiled:
    """Return what a reader sees of a text, in small letters."""
    seen: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    for sign, begin, end in _signs(text):
        shown = _shown(sign)
        if not shown and ends:
            ends[-1] = end  # what is not seen belongs to the sign before it
        for one in shown:
            seen.append(one)
            begins.append(begin)
            ends.append(end)
    return Unveiled("".join(seen), tuple(begins), tuple(ends))


def blank(text: str, spans: Iterable[Span]) -> str:
    """Put gaps where the spans are; everything else keeps its place."""
    kept, at = [], 0
    for span in sorted(spans, key=lambda one: one.begin):
        begin = max(span.begin, at)
        if span.end <= begin:
            continue
        kept += [text[at:begin], GAP * (span.end - begin)]
        at = span.end
    return "".join([*kept, text[at:]])


def _signs(text: str) -> Iterable[tuple[str, int, int]]:
    """Walk through a text sign by sign, an entity being the signs it stands for."""
    at = 0
    for found in _ENTITY.finditer(text):
        yield from ((text[place], place, place + 1) for place in range(at, found.start()))
        at = found.end()
        for sign in html.unescape(f"&{found[1]};"):
            yield sign, found.start(), at
    yield from ((text[place], place, place + 1) for place in range(at, len(text)))


@lru_cache(maxsize=4096)
def _shown(sign: str) -> str:
    """Return what a sign looks like, nothing for what is not seen."""
    if sign in _KIN:
        return _KIN[sign]
    if sign.isascii():
        return sign.lower()
    category = unicodedata.category(sign)
    if category in _UNSEEN:
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if category == "Pd":
        return "-"
    if category in ("Zs", "Zl", "Zp"):
        return " "
    plain = unicodedata.normalize("NFKD", sign).casefold()
    return "".join(one for one in plain if unicodedata.category(one) not in _UNSEEN)
