"""Links inside entities: which addresses the server accepts, and how it rewrites them."""

import re
import socket

from simulator.text.ascii import ascii_lower
from simulator.text.entities import Entity
from simulator.text.errors import ParseError

_INTEGER = re.compile(r"0|-?[1-9][0-9]*")
_AUTHORITY_END = re.compile(r"[/?#]")
_SCHEME = re.compile(r"[^:/?#@\[\]]*")
_HOST = re.compile(r"(?:[A-Za-z0-9.\-_!$,~*'();&+=\x80-\U0010ffff]|%[0-9A-Fa-f]{2})*")
_USER_INFORMATION = re.compile(r"(?:[A-Za-z0-9.\-_!$,~*'();&+=:\x80-\U0010ffff]|%[0-9A-Fa-f]{2})*")
_INTERNAL = re.compile(r"(tg|ton|tonsite):(?://)?", re.IGNORECASE | re.ASCII)
_INTERNAL_HOST = re.compile(r"[A-Za-z0-9_-]*")
_INTERNAL_SITE = re.compile(r"[A-Za-z0-9_.-]*")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACES = " \t\r\n\0\v"
LARGEST_USER_ID = (1 << 40) - 1


class LinkError(Exception):
    """An address the server does not accept; `str()` says why in its words."""


def integer(text: str, bits: int) -> int | None:
    """Read a plain decimal number of so many bits, or nothing."""
    if _INTEGER.fullmatch(text) is None:
        return None
    number = int(text) if len(text) < 25 else 1 << 80
    return number if -(1 << (bits - 1)) <= number < 1 << (bits - 1) else None


def user_of(url: str) -> int | None:
    """Return the user that a `tg://user?id=` address names."""
    query = _internal_query(ascii_lower(url), "user")
    if query is None:
        return None
    for key, value in _parameters(query):
        if key == "id":
            user_id = integer(value, 64)
            return user_id if user_id is not None and 0 < user_id <= LARGEST_USER_ID else None
    return None


def custom_emoji_of(url: str) -> str | None:
    """Return the custom emoji that a `tg://emoji?id=` address names."""
    query = _internal_query(url, "emoji")
    if query is None:
        return None
    for key, value in _parameters(query):
        if key == "id":
            return custom_emoji_id(value)
    return None


def custom_emoji_id(text: str) -> str | None:
    """Return a valid custom emoji identifier as it is, or nothing."""
    return text if integer(text, 64) else None


def date_of(url: str) -> tuple[int, str] | None:
    """Return the moment and the format that a `tg://time?unix=` address names."""
    query = _internal_query(url, "time")
    if query is None:
        return None
    moment = 0
    wanted = ""
    for key, value in _parameters(query):
        if key == "unix":
            number = integer(value, 32)
            if number is None or number <= 0:
                return None
            moment = number
        if key == "format":
            wanted = value
    date_format = read_date_format(wanted)
    if moment == 0 or date_format is None:
        return None
    return moment, date_format


def read_date_format(text: str) -> str | None:
    """Return a date format in the server's spelling, or nothing if it has unknown letters."""
    if text in {"r", "R"}:
        return "r"
    if not set(text) <= set("tTdDwW"):
        return None
    weekday = "w" if "w" in text or "W" in text else ""
    date = "d" if "d" in text else "D" if "D" in text else ""
    time = "t" if "t" in text else "T" if "T" in text else ""
    return weekday + date + time


def checked(url: str) -> str:
    """Return the address as the server keeps it, or raise a LinkError."""
    internal = _INTERNAL.match(url)
    if internal is not None:
        return _checked_internal(internal[1].lower(), url[internal.end() :])
    scheme, user_information, host, port, query = _parts(url)
    if "." not in host and not host.startswith("["):
        raise LinkError("Wrong HTTP URL")
    user = f"{user_information}@" if user_information else ""
    number = f":{port}" if port else ""
    return f"{scheme}://{user}{host}{number}{query}"


def entity(url: str, offset: int, length: int) -> Entity:
    """Return the entity of a linked stretch of text, or raise a LinkError."""
    user_id = user_of(url)
    if user_id is not None:
        return Entity("text_mention", offset, length, user_id=user_id)
    address = checked(url)
    if _SURROGATE.search(address):
        raise ParseError("messageEntityTextUrl.url must be encoded in UTF-8")
    return Entity("text_link", offset, length, url=address)


def entities(url: str, offset: int, length: int) -> list[Entity]:
    """Return the entity of a linked stretch, none when its address is bad: markup is lenient."""
    try:
        return [entity(url, offset, length)]
    except LinkError:
        return []


def _checked_internal(name: str, link: str) -> str:
    scheme, user_information, host, port, query = _parts(link)
    is_web = scheme == "https" or ascii_lower(link[:7]) == "http://"
    if is_web or user_information or port or host.startswith("["):
        raise LinkError("Wrong tg URL" if name == "tg" else "Wrong ton URL")
    allowed = _INTERNAL_SITE if name == "tonsite" else _INTERNAL_HOST
    if allowed.fullmatch(host) is None:
        raise LinkError("Unallowed characters in URL host")
    return f"{name}://{host}{query[1:] if query.startswith('/?') else query}"


def _parts(url: str) -> tuple[str, str, str, int, str]:
    """Split an address into scheme, user information, host, port (0: none given) and query."""
    scheme, rest = _scheme(url)
    boundary = _AUTHORITY_END.search(rest)
    authority = rest[: boundary.start()] if boundary else rest
    query = rest[len(authority) :].rstrip(_SPACES)
    authority, port = _port(authority)
    user_information, _, host = authority.rpartition("@")
    host = _checked_host(host, user_information)
    if not query.startswith("/"):
        query = "/" + query
    query = "".join(f"%{ord(sign):02X}" if sign <= " " else sign for sign in query)
    return scheme, user_information, host, port, query


def _scheme(url: str) -> tuple[str, str]:
    end = _SCHEME.match(url).end()  # type: ignore[union-attr]  # the pattern matches nothing too
    if not url.startswith("://", end):
        return "http", url
    scheme = ascii_lower(url[:end])
    if scheme not in {"http", "https"}:
        raise LinkError("Unsupported URL protocol")
    return scheme, url[end + 3 :]


def _port(authority: str) -> tuple[str, int]:
    colon = len(authority) - 1
    while colon > 0 and authority[colon] not in ":]@":
        colon -= 1
    if colon <= 0 or authority[colon] != ":":
        return authority, 0
    digits = authority[colon + 1 :]
    port = integer(digits.lstrip("0") or digits[-1:], 32)
    if port is None or not 0 < port <= 65535:
        raise LinkError("Wrong port number specified in the URL")
    return authority[:colon], port


def _checked_host(host: str, user_information: str) -> str:
    is_address = host.startswith("[") and host.endswith("]")
    if is_address and not _is_ipv6(host):
        raise LinkError("Wrong IPv6 address specified in the URL")
    if not host:
        raise LinkError("URL host is empty")
    if host == ".":
        raise LinkError("Host is invalid")
    host = ascii_lower(host)
    if not is_address:
        _check_part(_HOST, host, "host")
        _check_part(_USER_INFORMATION, user_information, "userinfo")
    return host


def _is_ipv6(host: str) -> bool:
    address = host[1:-1] if len(host) > 2 else host
    try:
        socket.inet_pton(socket.AF_INET6, address)
    except (OSError, ValueError):
        return False
    return True


def _check_part(allowed: re.Pattern[str], part: str, name: str) -> None:
    match = allowed.match(part)
    end = match.end() if match else 0
    if end == len(part):
        return
    if part[end] == "%":
        raise LinkError(f"Wrong percent-encoded symbol in URL {name}")
    raise LinkError(f"Disallowed character in URL {name}")


def _internal_query(url: str, host: str) -> str | None:
    """Return what follows `tg://host?`, up to a fragment."""
    if ascii_lower(url[:3]) != "tg:":
        return None
    rest = url[3:].removeprefix("//")
    if ascii_lower(rest[: len(host)]) != host:
        return None
    rest = rest[len(host) :].removeprefix("/")
    if not rest.startswith("?"):
        return None
    return rest[1:].partition("#")[0]


def _parameters(query: str) -> list[tuple[str, str]]:
    pairs = (part.partition("=") for part in query.split("&"))
    return [(key, value) for key, _, value in pairs]
