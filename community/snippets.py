"""The piece of a text that shows why it was found, its hits in bold."""

import re
from collections.abc import Collection
from html import escape

from community.stems import stem, tokens

LONGEST_SNIPPET = 160
_WORD = re.compile(r"\S+")


def snippet(text: str, terms: Collection[str]) -> str:
    """Return the part of a text with the most different hits, as HTML."""
    words = [(found.start(), found.end()) for found in _WORD.finditer(text)]
    hits = {
        at: found
        for at, (start, end) in enumerate(words)
        if (found := _hit(text[start:end], terms))
    }
    first, last = _window(words, hits)
    if first == last:
        return ""
    shown = (_shown(text[slice(*words[at])], is_hit=at in hits) for at in range(first, last))
    before = "… " if first else ""
    after = " …" if last < len(words) else ""
    return before + " ".join(shown) + after


def _hit(word: str, terms: Collection[str]) -> str:
    """Return the stem of a word that was looked for; empty when it was not."""
    for token in tokens(word):
        root = stem(token)
        if token in terms or root in terms:
            return root
    return ""


def _window(words: list[tuple[int, int]], hits: dict[int, str]) -> tuple[int, int]:
    """Return the first word to show and the one behind the last."""
    best, best_first = 0, 0
    for first in hits:
        last = _fits(words, first)
        different = len({root for at, root in hits.items() if first <= at < last})
        if different > best:
            best, best_first = different, first
    start = best_first if best_first > 3 else 0  # a short beginning is shown, not cut
    return start, _fits(words, start)


def _fits(words: list[tuple[int, int]], first: int) -> int:
    last = first
    while last < len(words) and words[last][1] - words[first][0] <= LONGEST_SNIPPET:
        last += 1
    return last


def _shown(word: str, *, is_hit: bool) -> str:
    return f"<b>{escape(word, quote=False)}</b>" if is_hit else escape(word, quote=False)
