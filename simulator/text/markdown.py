"""Texts in the first Markdown style of the Bot API, read as TDLib's `parse_markdown` does."""

import re

from simulator.text import links
from simulator.text.entities import Entity, utf16_length
from simulator.text.errors import PREFIX, ParseError

_PLAIN = re.compile(r"[^_*`\[\\]+")
_LANGUAGE = re.compile(r"[^ \t\r\n\0\v`]*")
_TYPES = {"_": "italic", "*": "bold", "`": "code"}


def parse(text: str) -> tuple[str, list[Entity]]:
    """Read a legacy Markdown text into the plain text and its entities, or raise a ParseError."""
    return _Reader(text).read()


def code_head(source: str, position: int) -> tuple[str | None, int]:
    """Read the language and the line end after three backticks: the language, where code begins."""
    match = _LANGUAGE.match(source, position)
    end = match.end() if match else position
    language = None
    if position != end and end < len(source) - 1 and source[end] != "`":
        language = source[position:end]
        position = end
    if source[position] in "\r\n":
        second = source[position + 1]
        position += 2 if second in "\r\n" and second != source[position] else 1
    return language, position


class _Reader:
    """One walk over one text; nothing nests in this style."""

    def __init__(self, text: str) -> None:
        """Take the text; a NUL after its end spares every look ahead a check."""
        self._size = len(text)
        self._source = text + "\0"
        self._pieces: list[str] = []
        self._offset = 0
        self._entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        """Walk to the end of the text."""
        position = 0
        while position < self._size:
            sign = self._source[position]
            if sign == "\\":
                position = self._escape(position)
            elif sign in "_*`[":
                position = self._entity(position)
            else:
                match = _PLAIN.match(self._source, position, self._size)
                piece = match[0] if match else sign
                self._append(piece)
                position += len(piece)
        return "".join(self._pieces), self._entities

    def _append(self, piece: str) -> None:
        self._pieces.append(piece)
        self._offset += utf16_length(piece)

    def _escape(self, position: int) -> int:
        following = self._source[position + 1]
        is_escape = following in "_*`["
        self._append(following if is_escape else "\\")
        return position + 1 + is_escape

    def _entity(self, begin: int) -> int:
        sign = self._source[begin]
        if self._source.startswith("```", begin):
            return self._preformatted(begin)
        end = self._end(begin, begin + 1, "]" if sign == "[" else sign)
        content = self._source[begin + 1 : end]
        if sign == "[":
            return self._link(begin, end, content)
        self._keep(_TYPES[sign], content)
        return end + 1

    def _preformatted(self, begin: int) -> int:
        language, start = code_head(self._source, begin + 3)
        end = self._end(begin, start, "```")
        self._keep("pre", self._source[start:end], language)
        return end + 3

    def _end(self, begin: int, start: int, mark: str) -> int:
        end = self._source.find(mark, start, self._size)
        if end < 0:
            place = len(self._source[:begin].encode())
            raise ParseError(
                f"{PREFIX}Can't find end of the entity starting at byte offset {place}"
            )
        return end

    def _keep(self, kind: str, content: str, language: str | None = None) -> None:
        offset = self._offset
        self._append(content)
        if self._offset > offset:
            entity = Entity(kind, offset, self._offset - offset, language=language)
            self._entities.append(entity)

    def _link(self, begin: int, end: int, content: str) -> int:
        if not content:
            return end + 1
        if self._source[end + 1] == "(":
            close = self._source.find(")", end + 2, self._size)
            close = close if close >= 0 else self._size
            url = self._source[end + 2 : close]
            after = close + 1
        else:
            url = self._overwritten(begin, content)
            after = end + 1
        offset = self._offset
        self._append(content)
        self._entities += links.entities(url, offset, self._offset - offset)
        return after

    def _overwritten(self, begin: int, content: str) -> str:
        """Return the address of `[address]`, garbled as the server's parser garbles it.

        TDLib writes the plain text over its source before it reads the address back, so the
        last bytes come twice and the first are lost.
        """
        written = len("".join(self._pieces).encode())
        shift = len(self._source[: begin + 1].encode()) - written
        original = content.encode()
        if shift >= len(original):
            return content
        return (original[shift:] + original[-shift:]).decode(errors="surrogateescape")
