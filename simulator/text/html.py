"""Texts in the HTML style of the Bot API, read as TDLib's `parse_html` reads them."""

import re
from dataclasses import dataclass, replace

from simulator.text import links
from simulator.text.ascii import ascii_lower
from simulator.text.entities import Entity, ordered, utf16_length
from simulator.text.errors import PREFIX, ParseError

_PLAIN = re.compile(r"[^<&]+")
_TAG_NAME = re.compile(r"[^ \t\r\n\0\v>]*")
_SPACES = re.compile(r"[ \t\r\n\v]*")
_ATTRIBUTE_NAME = re.compile(r"[^ \t\r\n\0\v=>/\"']*")
_NAME_TOKEN = re.compile(r"[A-Za-z0-9.\-]*")
_AFTER_VALUE = " \t\r\n\0\v>"
_ESCAPE = re.compile(r"(&(?:#x(?P<hex>[0-9A-Fa-f]*)|#(?P<decimal>[0-9]*)|(?P<name>[A-Za-z]*)));?")
_SURROGATE = re.compile("[\ud800-\udfff]")
_LENIENT_INTEGER = re.compile(r"(-?)([0-9]*)")

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
_TAGS = frozenset(_TYPES) | {"a", "tg-emoji", "tg-time", "pre", "code", "blockquote"}


def parse(text: str) -> tuple[str, list[Entity]]:
    """Read an HTML text into the plain text and its entities, or raise a ParseError."""
    return _Reader(text).read()


@dataclass(frozen=True, slots=True)
class _Tag:
    """A start tag that waits for its end tag."""

    name: str
    attributes: dict[str, str]
    offset: int
    first_piece: int


class _Reader:
    """One walk over one text."""

    def __init__(self, text: str) -> None:
        """Take the text; a NUL after its end spares every look ahead a check."""
        self._size = len(text)
        self._source = text + "\0"
        self._pieces: list[str] = []
        self._offset = 0
        self._open: list[_Tag] = []
        self._entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        """Walk to the end of the text."""
        position = 0
        while position < self._size:
            sign = self._source[position]
            if sign == "<" and self._source[position + 1] == "/":
                position = self._end_tag(position)
            elif sign == "<":
                position = self._start_tag(position)
            elif sign == "&":
                position = self._escape(position)
            else:
                position = self._plain(position)
        if self._open:
            name = self._open[-1].name
            raise ParseError(f'{PREFIX}Can\'t find end tag corresponding to start tag "{name}"')
        result = "".join(self._pieces)
        if _SURROGATE.search(result):
            raise ParseError(
                f"{PREFIX}Text contains invalid Unicode characters after decoding HTML entities, "
                "check for unmatched surrogate code units"
            )
        return result, ordered(_without_stray_language(entity) for entity in self._entities)

    def _plain(self, position: int) -> int:
        match = _PLAIN.match(self._source, position, self._size)
        piece = match[0] if match else ""
        self._append(piece)
        return position + len(piece)

    def _append(self, piece: str) -> None:
        self._pieces.append(piece)
        self._offset += utf16_length(piece)

    def _escape(self, position: int) -> int:
        sign, after = _decode(self._source, position)
        self._append(sign or "&")
        return after

    def _start_tag(self, begin: int) -> int:
        position = _after(_TAG_NAME, self._source, begin + 1)
        if self._source[position] == "\0":
            raise ParseError(f"{PREFIX}Unclosed start tag at byte offset {self._bytes(begin)}")
        name = ascii_lower(self._source[begin + 1 : position])
        if name not in _TAGS:
            raise ParseError(
                f'{PREFIX}Unsupported start tag "{name}" at byte offset {self._bytes(begin)}'
            )
        attributes: dict[str, str] = {}
        while self._source[position] != ">":
            position = _after(_SPACES, self._source, position)
            if self._source[position] != ">":
                position = self._attribute(position, begin, name, attributes)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise ParseError(
                f'{PREFIX}Tag "span" must have class "tg-spoiler" '
                f"at byte offset {self._bytes(begin)}"
            )
        self._open.append(_Tag(name, attributes, self._offset, len(self._pieces)))
        return position + 1

    def _attribute(self, position: int, begin: int, tag: str, attributes: dict[str, str]) -> int:
        start = position
        position = _after(_ATTRIBUTE_NAME, self._source, start)
        name = self._source[start:position]
        if not name:
            raise ParseError(
                f'{PREFIX}Empty attribute name in the tag "{tag}" '
                f"at byte offset {self._bytes(begin)}"
            )
        position = _after(_SPACES, self._source, position)
        if self._source[position] == "=":
            position = _after(_SPACES, self._source, position + 1)
            self._demand_more(position, begin, tag)
            value, position = self._value(position)
            if self._source[position] == "\0":
                raise ParseError(f"{PREFIX}Unclosed start tag at byte offset {self._bytes(begin)}")
        else:
            self._demand_more(position, begin, tag)
            if (tag, name) != ("blockquote", "expandable"):
                return position
            value = ""
        _keep(tag, name, value, attributes)
        return position

    def _demand_more(self, position: int, begin: int, tag: str) -> None:
        if self._source[position] == "\0":
            raise ParseError(
                f'{PREFIX}Unclosed start tag "{tag}" at byte offset {self._bytes(begin)}'
            )

    def _value(self, position: int) -> tuple[str, int]:
        quote = self._source[position]
        if quote not in "'\"":
            end = _after(_NAME_TOKEN, self._source, position)
            if self._source[end] not in _AFTER_VALUE:
                raise ParseError(
                    f"{PREFIX}Unexpected end of name token at byte offset {self._bytes(position)}"
                )
            return ascii_lower(self._source[position:end]), end
        pieces: list[str] = []
        position += 1
        while (sign := self._source[position]) not in (quote, "\0"):
            after = position + 1
            if sign == "&":
                decoded, after = _decode(self._source, position)
                sign = decoded or sign
            pieces.append(sign)
            position = after
        return "".join(pieces), position + (sign == quote)

    def _end_tag(self, begin: int) -> int:
        if not self._open:
            raise ParseError(f"{PREFIX}Unexpected end tag at byte offset {self._bytes(begin)}")
        position = _after(_TAG_NAME, self._source, begin + 1)
        name = ascii_lower(self._source[begin + 2 : position])
        position = _after(_SPACES, self._source, position)
        if self._source[position] != ">":
            raise ParseError(f"{PREFIX}Unclosed end tag at byte offset {self._bytes(begin)}")
        tag = self._open.pop()
        if name and name != tag.name:
            raise ParseError(
                f"{PREFIX}Unmatched end tag at byte offset {self._bytes(begin)}, "
                f'expected "</{tag.name}>", found "</{name}>"'
            )
        if self._offset > tag.offset:
            self._close(tag)
        return position + 1

    def _close(self, tag: _Tag) -> None:
        length = self._offset - tag.offset
        if tag.name in _TYPES:
            self._entities.append(Entity(_TYPES[tag.name], tag.offset, length))
        elif tag.name == "a":
            self._close_link(tag, length)
        elif tag.name in {"pre", "code"}:
            self._close_code(tag, length)
        elif tag.name == "blockquote":
            kind = "expandable_blockquote" if "expandable" in tag.attributes else "blockquote"
            self._entities.append(Entity(kind, tag.offset, length))
        elif tag.name == "tg-emoji":
            emoji = links.custom_emoji_id(tag.attributes.get("emoji-id", ""))
            if emoji is None:
                raise ParseError(f"{PREFIX}Invalid custom emoji identifier specified")
            self._entities.append(Entity("custom_emoji", tag.offset, length, custom_emoji_id=emoji))
        else:
            self._close_time(tag, length)

    def _close_link(self, tag: _Tag, length: int) -> None:
        url = tag.attributes.get("href") or "".join(self._pieces[tag.first_piece :])
        self._entities += links.entities(url, tag.offset, length)

    def _close_code(self, tag: _Tag, length: int) -> None:
        """Make `<pre>` and `<code class="language-…">` over the same stretch one entity."""
        language = tag.attributes.get("class", "").removeprefix("language-") or None
        last = self._entities[-1] if self._entities else None
        same = last is not None and (last.offset, last.length) == (tag.offset, length)
        if last and same and tag.name == "pre" and last.type == "code" and last.language:
            self._entities[-1] = replace(last, type="pre")
        elif last and same and language and last.type == "pre" and not last.language:
            self._entities[-1] = replace(last, language=language)
        else:
            self._entities.append(Entity(tag.name, tag.offset, length, language=language))

    def _close_time(self, tag: _Tag, length: int) -> None:
        date_format = links.read_date_format(tag.attributes.get("format", ""))
        if date_format is None:
            raise ParseError(f"{PREFIX}Invalid date format used")
        moment = _lenient_integer(tag.attributes.get("unix", ""))
        if moment > 0:
            self._entities.append(
                Entity(
                    "date_time",
                    tag.offset,
                    length,
                    unix_time=moment,
                    date_time_format=date_format,
                )
            )

    def _bytes(self, position: int) -> int:
        return len(self._source[:position].encode())


def _keep(tag: str, name: str, value: str, attributes: dict[str, str]) -> None:
    """Remember an attribute that means something; one without meaning replaces nothing."""
    if tag == "code" and name == "class" and not value.startswith("language-"):
        return
    if tag == "span" and name == "class" and not value.startswith("tg-"):
        return
    if tag != "pre":
        attributes[name] = value


def _after(pattern: re.Pattern[str], source: str, position: int) -> int:
    match = pattern.match(source, position)
    return match.end() if match else position


def _decode(source: str, position: int) -> tuple[str, int]:
    """Return the character an escape stands for and the place after it; none for a bare `&`."""
    match = _ESCAPE.match(source, position)
    if match is None:
        return "", position + 1
    name = match["name"]
    if name is not None:
        sign = _NAMED.get(name, "")
        return sign, match.end() if sign else position + 1
    code = _code(match)
    if code == 0:
        return "", position + 1
    return chr(code), match.end()


def _code(match: re.Match[str]) -> int:
    """Return the number of a numeric escape, zero if the server would not accept it."""
    if len(match[1]) >= 10:
        return 0
    digits, base = (match["decimal"], 10) if match["hex"] is None else (match["hex"], 16)
    code = int(digits, base) if digits else 0
    return code if code < 0x10FFFF else 0


def _lenient_integer(text: str) -> int:
    """Read a number as the server does: leading digits only, wrapped to 32 bits."""
    match = _LENIENT_INTEGER.match(text)
    sign, digits = match.groups() if match else ("", "")
    value = 0
    for digit in digits:
        value = (value * 10 + int(digit)) % (1 << 32)
    if value >= 1 << 31:
        value -= 1 << 32
    if value == -(1 << 31):
        return value
    return -value if sign else value


def _without_stray_language(entity: Entity) -> Entity:
    """Drop the language of a `<code>` that no `<pre>` holds."""
    if entity.type == "code" and entity.language is not None:
        return replace(entity, language=None)
    return entity
