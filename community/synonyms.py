"""What means the same in this trade (keluhan, aduan) and what people shorten in a chat (yg)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from community import packaged
from community.folding import fold
from community.stems import STOP_WORDS, stem, tokens

Phrase = tuple[str, ...]
"""Stems that stand one after another; most phrases are one stem."""


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of a text that the table knows, or one word that it does not."""

    words: tuple[str, ...]
    group: int | None


class Synonyms:
    """A table of words that mean the same, asked by their stems."""

    __slots__ = ("_chat", "_groups", "_longest", "_of_phrase")

    def __init__(self, groups: Iterable[Sequence[str]], chat: Mapping[str, str]) -> None:
        self._chat = {short: tokens(means) for short, means in chat.items()}
        self._groups: list[tuple[Phrase, ...]] = []
        self._of_phrase: dict[Phrase, int] = {}
        for number, group in enumerate(groups):
            phrases = tuple(dict.fromkeys(filter(None, map(phrase_of, group))))
            self._groups.append(phrases)
            for phrase in phrases:  # what stands in two groups belongs to the first
                self._of_phrase.setdefault(phrase, number)
        self._longest = max(map(len, self._of_phrase), default=1)

    def written_out(self, words: Iterable[str]) -> list[str]:
        """Return the words with chat abbreviations replaced by what they stand for."""
        return [long for word in words for long in self._chat.get(word, (word,))]

    def alternatives(self, group: int) -> tuple[Phrase, ...]:
        """Return the phrases of a group."""
        return self._groups[group]

    def spans(self, words: Sequence[str]) -> Iterator[Span]:
        """Part content words into what the table knows (the longest first) and single words."""
        start = 0
        while start < len(words):
            span = self._longest_at(words, start)
            yield span
            start += len(span.words)

    def _longest_at(self, words: Sequence[str], start: int) -> Span:
        ahead = tuple(words[start : start + self._longest])
        stems = tuple(map(stem, ahead))
        for length in range(len(ahead), 0, -1):
            group = self._of_phrase.get(stems[:length])
            if group is not None:
                return Span(ahead[:length], group)
        return Span(ahead[:1], None)


def phrase_of(text: str) -> Phrase:
    """Return the stems of a text's content words."""
    return tuple(stem(word) for word in tokens(text) if word not in STOP_WORDS)


NOTHING = Synonyms((), {})
"""An empty table."""


Groups = Mapping[str, tuple[str, ...]]
"""Words that mean the same, by the key under which admins edit them."""


def key_of(words: Sequence[str]) -> str:
    """Return the key of a group: its first word, whatever stands around it."""
    return fold(words[0])


@lru_cache(maxsize=1)
def packaged_groups() -> Groups:
    """Return the groups that come with the program."""
    entries = packaged.entries("synonyms")
    groups = [tuple(entry["same"]) for entry in entries if "same" in entry]
    return {key_of(group): group for group in groups}


def edited_groups(edits: Groups) -> Groups:
    """Return the groups as admins left them: changed, taken out (no words), added."""
    return {key: words for key, words in {**packaged_groups(), **edits}.items() if words}


@lru_cache(maxsize=2)
def _built(edits: tuple[tuple[str, tuple[str, ...]], ...]) -> Synonyms:
    entries = packaged.entries("synonyms")
    chat = {entry["chat"]: entry["means"] for entry in entries if "chat" in entry}
    return Synonyms(edited_groups(dict(edits)).values(), chat)


def edited(edits: Groups) -> Synonyms:
    """Return the table with what admins changed; the same edits are built once."""
    return _built(tuple(edits.items()))


def from_package() -> Synonyms:
    """Return the table that comes with the program."""
    return edited({})
