"""Links of sessions: which are accepted, and what a button that opens one is called.

Telegram refuses a whole message for one odd link, so only plain web addresses pass.
"""

import re
import string
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, urlsplit

from community import lines

MOST = 6
LONGEST = 500
# The last label has letters only, which keeps numeric addresses out.
_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})"
)
_ODD = frozenset('<>"\\^`{|}')


class Flaw(StrEnum):
    """What is wrong with a link."""

    NONE_GIVEN = "none_given"
    TOO_MANY = "too_many"
    TOO_LONG = "too_long"
    SPACES = "spaces"
    SCHEME = "scheme"
    HOST = "host"
    PASSWORD = "password"  # noqa: S105 # user:password@host is the flaw's name, no secret
    SIGNS = "signs"


@dataclass(frozen=True, slots=True)
class Broken:
    """The link at `place` (from 1) cannot be taken."""

    flaw: Flaw
    place: int
    link: str


HOSTS = {
    "zoom.us": "Zoom",
    "zoom.com": "Zoom",
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "meet.google.com": "Google Meet",
    "teams.microsoft.com": "Teams",
    "teams.live.com": "Teams",
    "instagram.com": "Instagram",
    "facebook.com": "Facebook",
    "tiktok.com": "TikTok",
    "t.me": "Telegram",
    "docs.google.com": "Google Docs",
    "forms.gle": "Google Forms",
    "drive.google.com": "Google Drive",
}


def label(url: str) -> str:
    """Name a link by its host: the name people know, else the host itself."""
    host = (urlsplit(url).hostname or url).removeprefix("www.")
    for known, name in HOSTS.items():
        if host == known or host.endswith("." + known):
            return name
    return host


def read(text: str) -> tuple[str, ...] | Broken:
    """Read links, one a line; the first that cannot be taken is named."""
    typed = [line for line in map(lines.clean, text.splitlines()) if line]
    found: list[str] = []
    for place, line in enumerate(typed, 1):
        flaw = _flaw(line)
        if flaw is not None:
            return Broken(flaw, place, line)
        link = quote(line, safe=string.punctuation)
        if len(link) > LONGEST:
            return Broken(Flaw.TOO_LONG, place, line)
        if link not in found:
            found.append(link)
    return _counted(found)


def _counted(found: Sequence[str]) -> tuple[str, ...] | Broken:
    if not found:
        return Broken(Flaw.NONE_GIVEN, 1, "")
    return Broken(Flaw.TOO_MANY, MOST + 1, found[MOST]) if len(found) > MOST else tuple(found)


def _flaw(line: str) -> Flaw | None:
    if len(line) > LONGEST:
        return Flaw.TOO_LONG
    if " " in line:
        return Flaw.SPACES
    try:
        parts = urlsplit(line)
        port_is_good = parts.port is None or parts.port > 0
    except ValueError:  # brackets of IPv6, ports that are no numbers
        return Flaw.HOST
    if parts.scheme not in ("http", "https") or not line[len(parts.scheme) :].startswith("://"):
        return Flaw.SCHEME
    if "@" in parts.netloc:
        return Flaw.PASSWORD
    if not port_is_good or _HOST.fullmatch(parts.hostname or "") is None:
        return Flaw.HOST
    return Flaw.SIGNS if _ODD & set(line) else None
