"""How much two questions ask the same: shared concepts, weighed by how much each says."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from community.stems import content_words, question_class, stem
from community.synonyms import Synonyms

OTHER_CLASS = 0.8
"""What is left of the likeness when one asks when and the other how."""
TOLD_BESIDES = 0.35
"""What counts of words that only the asker uses: people tell about themselves, too. A word that
only the answered question has counts whole, for it asks something else then."""
OFFERED_FROM = 0.3
"""Questions less alike than this are not offered (chosen on the labelled set, docs/search.md)."""
_COURTESY = """
assalamualaikum bapak ibu pak bu min admin kak mas mbak mohon tolong dong ya sih nih kah saya kami
kita aku anda tanya bertanya nanya izin terima kasih selamat pagi siang sore malam bantuan
pencerahan bisa boleh harus kalau jika ada itu agar supaya apabila saat ketika tentang lalu terus
sudah belum masih juga saja para secara akan bagi hal
"""
COURTESY = frozenset(_COURTESY.split())
"""Words that a question is put with, not what it is about."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a question is about: keys of concepts, each with the terms that count how rare it is."""

    about: dict[str, tuple[str, ...]]
    asks: str


def read(text: str, synonyms: Synonyms) -> Question:
    """Return what a question is about."""
    words = synonyms.written_out(content_words(text))
    about: dict[str, tuple[str, ...]] = {}
    for span in synonyms.spans([word for word in words if word not in COURTESY]):
        stems = tuple(map(stem, span.words))
        key = f"={span.group}" if span.group is not None else stems[0]
        about.setdefault(key, stems)
    return Question(about, question_class(text))


def likeness(one: Question, other: Question, rarity: Callable[[Iterable[str]], float]) -> float:
    """Return from 0 (nothing in common) to 1 (the same) how much `one` asks what `other` asks."""
    mine = {key: rarity(terms) for key, terms in one.about.items()}
    theirs = {key: rarity(terms) for key, terms in other.about.items()}
    shared = sum(min(mine[key], theirs[key]) for key in mine.keys() & theirs.keys())
    asked, known = sum(mine.values()), sum(theirs.values())
    if not shared:
        return 0.0
    alike = shared / (shared + TOLD_BESIDES * (asked - shared) + (known - shared))
    is_other = one.asks and other.asks and one.asks != other.asks
    return alike * OTHER_CLASS if is_other else alike
