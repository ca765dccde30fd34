"""What somebody typed, as the search asks it: concepts, each with what may stand for it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from community.stems import STOP_WORDS, stem, tokens
from community.synonyms import Phrase, Synonyms, phrase_of

MOST_CONCEPTS = 32
"""More words than this make a search slow and no better."""

_QUOTED = re.compile(r'["“”«»]([^"“”«»]+)["“”«»]')
_STARRED = re.compile(r"(\w{3,})\*")


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that is looked for: any of the phrases will do."""

    word: str
    phrases: tuple[Phrase, ...]
    loose: tuple[Phrase, ...] = ()
    """Parts of a longer phrase: they count when not everything has to be found."""
    is_open: bool = False
    """Whether the word may be the beginning of a longer one."""


def concepts(text: str, synonyms: Synonyms) -> tuple[Concept, ...]:
    """Return what a search looks for; nothing when only stop words were typed."""
    found = [*_quoted(text), *_words(_QUOTED.sub(" ", text), synonyms)]
    unique = {concept.phrases: concept for concept in found}
    return tuple(unique.values())[:MOST_CONCEPTS]


def _quoted(text: str) -> Iterator[Concept]:
    for quoted in _QUOTED.findall(text):
        phrase = phrase_of(quoted)
        if phrase:
            yield Concept(" ".join(phrase), (phrase,))


def _words(text: str, synonyms: Synonyms) -> Iterator[Concept]:
    starred = {word for found in _STARRED.findall(text) for word in tokens(found)}
    typed = synonyms.written_out(tokens(text))
    words = [word for word in typed if word not in STOP_WORDS]
    last = words[-1] if words and words[-1] == typed[-1] else None
    for span in synonyms.spans(words):
        is_open = len(span.words) == 1 and (span.words[0] in starred or span.words[0] == last)
        same = synonyms.alternatives(span.group) if span.group is not None else ()
        yield _concept(span.words, same, is_open=is_open)


def _concept(words: Sequence[str], same: Sequence[Phrase], *, is_open: bool) -> Concept:
    own = tuple(map(stem, words))
    return Concept(
        word=" ".join(words),
        phrases=tuple(dict.fromkeys((own, *same))),
        loose=tuple((part,) for part in own) if len(own) > 1 else (),
        is_open=is_open and len(words[0]) > 2,
    )
