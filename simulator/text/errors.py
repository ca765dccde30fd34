"""What goes wrong while a text is read; the words are the server's own."""

PREFIX = "can't parse entities: "


class ParseError(Exception):
    """A text the server refuses; `str()` is the description after `Bad Request: `."""


class TooLongError(ParseError):
    """A text that is longer than a message or a caption may be."""
