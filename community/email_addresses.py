"""E-mail addresses in an unveiled text, also written "nama (at) contoh . go . id"."""

import re

from community.unveiling import Span

_LOCAL = r"(?<![\w.+%'\-])[\w.+%'\-]++"
_LABEL = r"[\w\-]++"
_DOT = (
    r"(?:\.| \. ?|\. (?=(?:com|co|go|ac|sch|or|net|org|desa|id)\b)| ?[(\[{](?:dot|titik)[)\]}] ?)"
)
_DOMAIN = rf"{_LABEL}(?:{_DOT}{_LABEL})*+"

_PATTERNS = tuple(
    re.compile(rf"({_LOCAL}){sign}({domain})")
    for sign, domain in (
        ("@ ?", _DOMAIN),
        (r"(?: @ | ?[(\[{<] ?(?:at|et) ?[)\]}>] ?)", _DOMAIN),
        (" at ", rf"{_LABEL}(?: (?:dot|titik) {_LABEL})++"),
        # "ikuti kami di @humas.jatim" is no address; at a provider of mail it is one
        (" @", rf"(?:gmail|yahoo|ymail|outlook|hotmail|icloud|proton)\.{_DOMAIN}"),
    )
)
_BETWEEN_LABELS = re.compile(r" (?:dot|titik) |[ .()\[\]{}]+(?:(?:dot|titik)[)\]}] ?)?")
_LAST_LABEL = re.compile(r"[^\W\d_]{2}")


def find_emails(text: str) -> list[Span]:
    """Return the addresses of a text."""
    return [
        Span(*match.span())
        for pattern in _PATTERNS
        for match in pattern.finditer(text)
        if _is_address(match[1], match[2])
    ]


def _is_address(local: str, domain: str) -> bool:
    """Whether there is a name, and a domain of two parts that ends in letters."""
    labels = [label for label in _BETWEEN_LABELS.split(domain) if label]
    return (
        any(sign.isalnum() for sign in local)
        and len(labels) >= 2
        and _LAST_LABEL.match(labels[-1]) is not None
    )
