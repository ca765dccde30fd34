"""`/sinonim`: admins say which words mean the same; the buttons, and what is accepted."""

import re

from community.callback import callback
from community.folding import fold
from community.lines import clean
from community.synonyms import Groups, phrase_of

A_PAGE = 8
MOST_WORDS = 15
WORD_LENGTH = (2, 50)  # bytes: the first one is in the data of buttons


@callback("ys")
class ListSynonyms:
    """The groups, at a page."""

    page: int


@callback("yo")
class OpenSynonym:
    """One group."""

    key: str


@callback("ye")
class EditSynonym:
    """`Ubah`; without a key it is `Tambah`."""

    key: str


@callback("yr")
class RemoveSynonym:
    """`Hapus`: these words are the same no more."""

    key: str


@callback("yt")
class RestoreSynonym:
    """`Kembalikan`: as it came with the program."""

    key: str


def read(text: str) -> tuple[str, ...]:
    """Read words that mean the same: parted by `=`, commas or lines, each once."""
    words = [clean(one) for one in re.split(r"[=,\n]", text)]
    by_folded = {fold(word): word for word in words if word}
    return tuple(by_folded.values())


def is_acceptable(words: tuple[str, ...]) -> bool:
    """Say whether words can be a group: two to fifteen, none of which says nothing."""
    least, most = WORD_LENGTH
    return 2 <= len(words) <= MOST_WORDS and all(
        least <= len(word.encode()) <= most and phrase_of(word) for word in words
    )


def taken(words: tuple[str, ...], groups: Groups, but: str | None) -> str | None:
    """Return the first word that stands in another group already."""
    known = {phrase_of(word) for key, group in groups.items() if key != but for word in group}
    return next((word for word in words if phrase_of(word) in known), None)
