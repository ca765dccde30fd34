"""Texts in the MarkdownV2 style of the Bot API, read as TDLib's `parse_markdown_v2` does."""

import re
from dataclasses import dataclass

from simulator.text import links
from simulator.text.entities import Entity, ordered, utf16_length
from simulator.text.errors import PREFIX, ParseError
from simulator.text.markdown import code_head

_PLAIN = re.compile(r"[^_*\[\]()~`>#+\-=|{}.!\n\\]+")
_PLAIN_CODE = re.compile(r"[^`\\]+")
_RESERVED = frozenset("_*[]()~`>#+-=|{}.!\n")
_ESCAPABLE = frozenset(map(chr, range(1, 127)))
_ENDS = {
    "bold": "*",
    "italic": "_",
    "code": "`",
    "pre": "```",
    "text_link": "]",
    "underline": "__",
    "strikethrough": "~",
    "spoiler": "||",
    "custom_emoji": "]",
}
_NAMES = {
    "bold": "Bold",
    "italic": "Italic",
    "code": "Code",
    "pre": "Pre",
    "text_link": "TextUrl",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "custom_emoji": "CustomEmoji",
    "blockquote": "BlockQuote",
}


def parse(text: str) -> tuple[str, list[Entity]]:
    """Read a MarkdownV2 text into the plain text and its entities, or raise a ParseError."""
    return _Reader(text).read()


@dataclass(frozen=True, slots=True)
class _Open:
    """An entity that waits for its end."""

    type: str
    language: str | None
    offset: int
    position: int
    first_piece: int


class _Reader:
    """One walk over one text."""

    def __init__(self, text: str) -> None:
        """Take the text; a NUL after its end spares every look ahead a check."""
        self._size = len(text)
        self._source = text + "\0"
        self._pieces: list[str] = []
        self._offset = 0
        self._open: list[_Open] = []
        self._entities: list[Entity] = []
        self._in_quote = False
        self._may_quote = True

    def read(self) -> tuple[str, list[Entity]]:
        """Walk to the end of the text."""
        position = 0
        while position < self._size:
            position = self._step(position)
        if self._in_quote:
            self._end_quote_at_end()
        if self._open:
            raise self._unended(self._open[-1])
        return "".join(self._pieces), ordered(self._entities)

    def _step(self, position: int) -> int:
        sign = self._source[position]
        in_code = bool(self._open) and self._open[-1].type in {"code", "pre"}
        if sign == "\\" and self._source[position + 1] in _ESCAPABLE:
            return self._escape(position)
        if sign not in ("`" if in_code else _RESERVED):
            return self._plain(position, _PLAIN_CODE if in_code else _PLAIN)
        if self._is_end(position, sign):
            return self._end(position, sign)
        return self._begin(position, sign)

    def _append(self, piece: str) -> None:
        self._pieces.append(piece)
        self._offset += utf16_length(piece)

    def _escape(self, position: int) -> int:
        sign = self._source[position + 1]
        self._append(sign)
        if sign != "\r":
            self._may_quote = sign == "\n"
        return position + 2

    def _plain(self, position: int, pattern: re.Pattern[str]) -> int:
        match = pattern.match(self._source, position, self._size)
        piece = match[0] if match else self._source[position]
        self._append(piece)
        if piece.strip("\r"):
            self._may_quote = False
        return position + len(piece)

    def _is_end(self, position: int, sign: str) -> bool:
        if not self._open:
            return False
        if self._in_quote and sign == "\n":
            return position + 1 == self._size or self._source[position + 1] != ">"
        kind = self._open[-1].type
        if kind == "blockquote":
            return False
        if kind == "italic" and self._source.startswith("__", position):
            return False
        return self._source.startswith(_ENDS[kind], position)

    def _begin(self, position: int, sign: str) -> int:
        if sign == "\n":
            self._append(sign)
            self._may_quote = True
            return position + 1
        if sign == ">" and self._may_quote:
            if not self._in_quote:
                self._in_quote = True
                self._push("blockquote", position)
            return position + 1
        for mark, kind in _MARKS:
            if self._source.startswith(mark, position):
                if kind == "pre":
                    language, after = code_head(self._source, position + 3)
                    self._push(kind, position, language)
                    return after
                self._push(kind, position)
                return position + len(mark)
        raise ParseError(
            f"{PREFIX}Character '{sign}' is reserved and must be escaped with the preceding '\\'"
        )

    def _push(self, kind: str, position: int, language: str | None = None) -> None:
        self._open.append(_Open(kind, language, self._offset, position, len(self._pieces)))

    def _end(self, position: int, sign: str) -> int:
        if sign == "\n":
            return self._end_quote(position)
        ended = self._open.pop()
        length = self._offset - ended.offset
        if ended.type == "text_link":
            return self._end_link(ended, position, length)
        if ended.type == "custom_emoji":
            return self._end_custom(ended, position, length)
        if length:
            entity = Entity(ended.type, ended.offset, length, language=ended.language)
            self._entities.append(entity)
        return position + len(_ENDS[ended.type])

    def _end_quote(self, position: int) -> int:
        """End the quote at a line end; two bars just before it make the quote expandable."""
        ended = self._open.pop()
        kind = "blockquote"
        if ended.type == "spoiler" and self._is_last(ended, position):
            kind = "expandable_blockquote"
            ended = self._open.pop()
        if ended.type != "blockquote":
            raise self._unended(ended)
        self._in_quote = False
        self._append("\n")
        self._may_quote = True
        self._entities.append(Entity(kind, ended.offset, self._offset - ended.offset))
        return position + 1

    def _is_last(self, spoiler: _Open, position: int) -> bool:
        if spoiler.position == position - 2:
            return True
        return spoiler.position == position - 3 and self._source[position - 1] == "\r"

    def _end_quote_at_end(self) -> None:
        kind = "blockquote"
        last = self._open[-1]
        if last.type == "spoiler" and last.position == self._size - 2:
            self._open.pop()
            kind = "expandable_blockquote"
        ended = self._open[-1]
        if ended.type != "blockquote":
            return
        self._open.pop()
        if self._offset > ended.offset:
            self._entities.append(Entity(kind, ended.offset, self._offset - ended.offset))

    def _end_link(self, ended: _Open, position: int, length: int) -> int:
        if self._source[position + 1] == "(":
            url, after = self._url(position + 2)
        else:
            url, after = "".join(self._pieces[ended.first_piece :]), position + 1
        if length:
            self._entities += links.entities(url, ended.offset, length)
        return after

    def _end_custom(self, ended: _Open, position: int, length: int) -> int:
        if self._source[position + 1] != "(":
            raise ParseError(f"{PREFIX}The entity must contain a tg://emoji or tg://time URL")
        url, after = self._url(position + 2)
        emoji = links.custom_emoji_of(url)
        date = links.date_of(url)
        if emoji is not None:
            entity = Entity("custom_emoji", ended.offset, length, custom_emoji_id=emoji)
        elif date is not None:
            moment, wanted = date
            entity = Entity(
                "date_time", ended.offset, length, unix_time=moment, date_time_format=wanted
            )
        else:
            raise ParseError(f"{PREFIX}Invalid tg://emoji or tg://time URL specified")
        if length:
            self._entities.append(entity)
        return after

    def _url(self, begin: int) -> tuple[str, int]:
        signs: list[str] = []
        position = begin
        while position < self._size and (sign := self._source[position]) != ")":
            if sign == "\\" and self._source[position + 1] in _ESCAPABLE:
                position += 1
                sign = self._source[position]
            signs.append(sign)
            position += 1
        if position >= self._size:
            place = self._bytes(begin)
            raise ParseError(f"{PREFIX}Can't find end of a URL at byte offset {place}")
        return "".join(signs), position + 1

    def _unended(self, entity: _Open) -> ParseError:
        name = "PreCode" if entity.language is not None else _NAMES[entity.type]
        place = self._bytes(entity.position)
        return ParseError(f"{PREFIX}Can't find end of {name} entity at byte offset {place}")

    def _bytes(self, position: int) -> int:
        return len(self._source[:position].encode())


_MARKS = (
    ("__", "underline"),
    ("_", "italic"),
    ("*", "bold"),
    ("~", "strikethrough"),
    ("||", "spoiler"),
    ("[", "text_link"),
    ("```", "pre"),
    ("`", "code"),
    ("![", "custom_emoji"),
)
