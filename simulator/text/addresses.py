"""Addresses in running text: links with and without a scheme, and electronic mail."""

import re
from collections.abc import Iterator

from simulator.text.ascii import ascii_lower
from simulator.text.domains import TOP_LEVEL

_BLANK = "\u0020\u00a0\u1680\u2000-\u200b\u200e\u200f\u2016-\u206f\u3000"
_PATH = re.compile(f'[^{_BLANK}\n<>"«»]*')
_USER_SIGN = re.compile(f"[^{_BLANK}\n/\\[\\]{{}}()'`<>\"@«»]")
_DOMAIN_SIGNS = (
    r".A-Za-z0-9_~\-"
    "\u00c0-\u167f\u1681-\u1fff\u200c\u200d\u2010-\u2015\u2070-\u2fff\u3001-\U0010ffff"
)
_DOMAIN_SIGN = re.compile(f"[{_DOMAIN_SIGNS}]")
_DOMAIN_AND_USERS = re.compile(f"[{_DOMAIN_SIGNS}@]*")
_SCHEME_SIGN = re.compile(
    "[A-Za-z0-9+\\-\u0080-\u009f\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e"
    "\u2030-\u205e\u2060-\u2fff\u3001-\U0010ffff]"
)
_WORD_OR_JOINT = re.compile(r"[\w/#@]")
_PORT = re.compile(r":0*([1-9][0-9]{0,4})(?![0-9])")
_INTERNAL = re.compile(
    r"(?:(?<=tg)|(?<=ton)|(?<=tonsite))://[A-Za-z0-9_-]{1,253}", re.IGNORECASE | re.ASCII
)
_SCHEMES = ("http://", "https://", "ftp://", "tonsite://")
_WRONG_END = ".:;,('?!`"
_BRACKETS = {"(": 0, "[": 1, "{": 2}
_CLOSING = {")": 0, "]": 1, "}": 2}
_USER_PART = re.compile(r"[A-Za-z0-9_-]*")
_HOST_PART = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,28}[A-Za-z0-9])?")
_LAST_PART = re.compile(r"[A-Za-z]{2,8}")
_ALPHANUMERIC = re.compile(r"[A-Za-z0-9]*")


def internal_links(text: str) -> Iterator[tuple[int, int]]:
    """Find the `tg://` and `ton://` addresses, as pairs of begin and end."""
    position = 0
    # TDLib looks no further when fewer bytes are left than the shortest address has
    while len(text[position : position + 6].encode()) > 5:
        match = _INTERNAL.search(text, position)
        if match is None:
            return
        position = _path_end(text, match.end())
        # of `tonsite://` TDLib keeps the last three letters of the scheme too
        scheme = 2 if text[match.start() - 1] in "gG" else 3
        yield match.start() - scheme, position


def links(text: str) -> Iterator[tuple[int, int]]:
    """Find the web addresses."""
    for begin, end in _candidates(text):
        if not _is_mail(_without_mailto(text[begin:end])):
            length = _link_length(text[begin:end])
            if length:
                yield begin, begin + length


def mails(text: str) -> Iterator[tuple[int, int]]:
    """Find the addresses of electronic mail."""
    for begin, end in _candidates(text):
        mail = _without_mailto(text[begin:end])
        if _is_mail(mail):
            yield end - len(mail), end


def _without_mailto(address: str) -> str:
    return address if _is_mail(address) else address.removeprefix("mailto:")


def _candidates(text: str) -> Iterator[tuple[int, int]]:
    """Find all that is built like an address, around one dot after the other."""
    start = 0
    while (dot := text.find(".", start)) >= 0 and dot + 1 < len(text):
        if text[dot + 1] == " ":
            start = dot + 2
            continue
        begin, domain_end = _domain(text, start, dot)
        has_user = text.rfind("@", dot, domain_end) >= 0
        end = _path_end(text, _port_end(text, domain_end))
        while end > dot + 1 and text[end - 1] == ".":
            end -= 1
        full = _begin(text, start, begin, has_user=has_user)
        if full is None:
            while text[end - 1] != ".":
                end -= 1
        else:
            if end > dot + 1:
                yield full, end
            while text.startswith(".", end):
                end += 1
        start = max(end, dot + 1)


def _domain(text: str, start: int, dot: int) -> tuple[int, int]:
    begin = _back(_DOMAIN_SIGN, text, start, dot)
    match = _DOMAIN_AND_USERS.match(text, dot)
    end = match.end() if match else dot
    if text.rfind("@", dot, end) >= 0:
        begin = _back(_USER_SIGN, text, start, begin)
    return begin, end


def _back(sign: re.Pattern[str], text: str, start: int, position: int) -> int:
    while position > start and sign.match(text, position - 1):
        position -= 1
    return position


def _port_end(text: str, position: int) -> int:
    match = _PORT.match(text, position)
    return match.end() if match and int(match[1]) <= 65535 else position


def _path_end(text: str, position: int) -> int:
    if not text.startswith(("/", "?", "#"), position):
        return position
    match = _PATH.match(text, position + 1)
    end = match.end() if match else position + 1
    while end > position + 1 and text[end - 1] in _WRONG_END:
        end -= 1
    return end if text[position] == "/" or end > position + 1 else position


def _begin(text: str, start: int, begin: int, *, has_user: bool) -> int | None:
    """Return where the whole address begins, nothing if what stands before forbids it."""
    if begin > start and text[begin - 1] == "@":
        user = _back(_USER_SIGN, text, start, begin - 1)
        if has_user or user == begin - 1:
            return None
        begin = user
    if begin == start:
        return begin
    if text.endswith("://", start, begin):
        length = _scheme_length(text, start, begin - 3)
        return begin - length if length else None
    return None if _WORD_OR_JOINT.match(text, begin - 1) else begin


def _scheme_length(text: str, start: int, end: int) -> int:
    """Return how many signs of a known scheme stand before, `://` included."""
    scheme = ascii_lower(text[_back(_SCHEME_SIGN, text, start, end) : end])
    if scheme.endswith("http") and scheme != "shttp":
        return 7
    if scheme.endswith("https"):
        return 8
    if scheme.endswith("ftp") and scheme not in {"tftp", "sftp"}:
        return 6
    return 10 if scheme.endswith("tonsite") else 0


def _is_mail(address: str) -> bool:
    user, _, domain = address.partition("@")
    *firsts, last = re.split(r"[.+]", user)
    if len(firsts) >= 11 or not 1 <= len(last) <= 35:
        return False
    if any(len(part) >= 27 for part in firsts) or not _USER_PART.fullmatch("".join(firsts) + last):
        return False
    *hosts, top = domain.split(".")
    if not 1 <= len(hosts) <= 6 or not _LAST_PART.fullmatch(top):
        return False
    return all(_HOST_PART.fullmatch(part) for part in hosts)


def _link_length(address: str) -> int:
    """Return how much of an address the server takes for a link, zero for none of it."""
    has_scheme = ascii_lower(address[:10]).startswith(_SCHEMES)
    host_begin = address.find(":") + 3 if has_scheme else 0
    ends = (address.find(sign, host_begin) for sign in "/?#")
    host_end = min((end for end in ends if end >= 0), default=len(address))
    domain = address[host_begin:host_end]
    if "@" in domain:
        domain = domain.partition("@")[2]
    if ":" in domain:
        domain = domain.rpartition(":")[0]
    if not _is_domain(domain, has_scheme=has_scheme):
        return 0
    return host_end + _path_length(address[host_end:])


def _path_length(path: str) -> int:
    """Return how much of a path remains without unopened brackets and a sentence's end."""
    balance = [0, 0, 0]
    length = len(path)
    for position, sign in enumerate(path):
        if sign in _BRACKETS:
            balance[_BRACKETS[sign]] += 1
        elif sign in _CLOSING:
            balance[_CLOSING[sign]] -= 1
            if min(balance) < 0:
                length = position
                break
    while length and path[length - 1] in _WRONG_END:
        length -= 1
    return length


def _is_domain(domain: str, *, has_scheme: bool) -> bool:
    parts = domain.split(".")
    if ascii_lower(domain) == "teiegram.org" or len(parts) == 1:
        return False
    if any(not 0 < len(part.encode()) < 64 or part.endswith("-") for part in parts):
        return False
    if all(part.isascii() and part.isdigit() for part in parts):
        return len(parts) == 4 and all(map(_is_octet, parts))
    if "_" in parts[-2]:
        return False
    return _is_top(parts[-1], has_scheme=has_scheme)


def _is_octet(part: str) -> bool:
    return len(part) <= 3 and int(part) <= 255 and (part == "0" or part[0] != "0")


def _is_top(name: str, *, has_scheme: bool) -> bool:
    if len(name) <= 1:
        return False
    if name.startswith("xn--"):
        return len(name) > 5 and _ALPHANUMERIC.fullmatch(name, 4) is not None
    if "_" in name or "-" in name:
        return False
    return has_scheme or _is_known(name)


def _is_known(name: str) -> bool:
    """Tell whether a top level domain exists; one capital in front begins a new sentence."""
    lower = "".join(sign.lower()[0] for sign in name)
    if lower != name and lower[1:] == name[1:]:
        return False
    return lower in TOP_LEVEL
