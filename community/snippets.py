"""The piece of a text that shows why it was found, its hits in bold."""

import re
from collections.abc import Collection, Sequence
from html import escape

from community.stems import stem, tokens

LONGEST_SNIPPET = 160
_WORD = re.compile(r"\S+")


def snippet(text: str, terms: Collection[str]) -> str:
    """Return the part of a text with the most different hits, as HTML."""
    words = _words(text)
    hits = _hits(text, words, terms)
    first, last = _window(words, hits)
    if first == last:
        return ""
    shown = (_shown(text[slice(*words[at])], is_hit=at in hits) for at in range(first, last))
    before = "… " if first else ""
    after = " …" if last < len(words) else ""
    return before + " ".join(shown) + after


def marked(text: str, terms: Collection[str]) -> str:
    """Return a whole text as HTML, its hits in bold."""
    words = _words(text)
    hits = _hits(text, words, terms)
    return " ".join(_shown(text[slice(*one)], is_hit=at in hits) for at, one in enumerate(words))


def _words(text: str) -> list[tuple[int, int]]:
    return [(found.start(), found.end()) for found in _WORD.finditer(text)]


def _hits(text: str, words: Sequence[tuple[int, int]], terms: Collection[str]) -> dict[int, str]:
    """Return which words were looked for, and as what."""
    looked_for = [(term, term[1:]) for term in terms]
    found = ((at, _hit(text[slice(*one)], looked_for)) for at, one in enumerate(words))
    return {at: term for at, term in found if term}


def _hit(word: str, looked_for: Collection[tuple[str, str]]) -> str:
    """Return the term of a word that was looked for; empty when it was not.

    Stems are costly: only words that hold a term, but for the first letter that prefixes change
    (menulis, tulis), are asked for theirs.
    """
    if word.isascii() and not any(rest in word.lower() for _, rest in looked_for):
        return ""  # so it is with most
    for token in tokens(word):
        near = [term for term, rest in looked_for if rest in token]
        if token in near:
            return token
        if near and (root := stem(token)) in near:
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
