"""Which topics a text is likely about: three are offered before `Topik lain`.

Aliases of a topic weigh most, then the words of its name, then those of its description. Words
are compared without their affixes, plainly: the search has real stems, this needs no more.
"""

import re
from collections.abc import Sequence
from itertools import product

from community import topics
from community.folding import fold
from community.topics import Topic

OFFERED = 3
OTHER = "lainnya"

_ALIAS, _NAME, _ABOUT = 6, 3, 1
_SHORTEST = 3
_EVERYWHERE = frozenset(
    (
        *("dan", "di", "ke", "dari", "yang", "untuk", "dengan", "atau", "pada"),
        *("publik", "jabatan", "instansi", "pengelolaan", "baik"),
    )
)
"""Words that say nothing about a topic."""
_POLITE = re.compile(r"\b(?:(?:mohon|minta|terima) )+(?:saran|kasih|petunjuk|bantuan)(?:nya)?\b")
_CAPITALS_ONLY = frozenset({"pak"})
"""Penetapan Angka Kredit, and how one addresses a man."""
_SHOUTED = re.compile(r"\b[A-Z]+\b")

# With what the consonant that an affix swallowed was: menulis from tulis.
_PREFIXES = (
    *(("meng", ""), ("meng", "k"), ("meny", "s"), ("men", ""), ("men", "t"), ("mem", "")),
    *(("mem", "p"), ("me", ""), ("peng", ""), ("peng", "k"), ("peny", "s"), ("pen", "")),
    *(("pen", "t"), ("pem", ""), ("pem", "p"), ("pe", ""), ("di", ""), ("ber", ""), ("ter", "")),
    *(("per", ""), ("ke", ""), ("se", "")),
)
_SUFFIXES = ("kannya", "annya", "nya", "kan", "an", "i", "lah", "kah")


def suggest(
    text: str, among: Sequence[Topic] = topics.ALL, usual: Sequence[str] = ()
) -> tuple[Topic, ...]:
    """Return the three likeliest topics; places that stay free go to `usual` codes, then in order.

    "Lainnya" is not among them: see `offered`.
    """
    scored = _scores(text, among)
    places = {code: place for place, code in enumerate(usual)}

    def order(place: int) -> tuple[int, int, int]:
        topic = among[place]
        return -scored[place], places.get(topic.code, len(places)), place

    ranked = sorted(range(len(among)), key=order)
    return tuple(among[place] for place in ranked if among[place].code != OTHER)[:OFFERED]


def near(text: str, among: Sequence[Topic]) -> tuple[Topic, ...]:
    """Return at most three topics that a text names or nearly names; none for nonsense."""
    scored = dict(zip((one.code for one in among), _scores(text, among), strict=True))
    return tuple(one for one in suggest(text, among) if scored[one.code])


def offered(
    text: str, among: Sequence[Topic] = topics.ALL, usual: Sequence[str] = ()
) -> tuple[Topic, ...]:
    """Return three topics to tap; where nothing fits, one's usual ones and "Lainnya" first."""
    if any(_scores(text, among)):
        return suggest(text, among, usual)
    own = [one for code in usual for one in among if one.code == code != OTHER]
    other = [one for one in among if one.code == OTHER]
    first = (*own[: OFFERED - 1], *other)
    rest = [one for one in suggest(text, among, usual) if one not in first]
    return (*first, *rest)[:OFFERED]


def _scores(text: str, among: Sequence[Topic]) -> list[int]:
    """Return how much of each topic is in a text."""
    words = _POLITE.sub(" ", fold(text)).split()
    shouted = set() if text.isupper() else set(fold(" ".join(_SHOUTED.findall(text))).split())
    words = [word for word in words if word not in _CAPITALS_ONLY or word in shouted]
    stems = [_stems(word) for word in words]
    places: dict[str, list[int]] = {}
    for place, found in enumerate(stems):
        for stem in found:
            places.setdefault(stem, []).append(place)
    return [_score(topic, stems, places) for topic in among]


def _score(topic: Topic, stems: list[frozenset[str]], places: dict[str, list[int]]) -> int:
    """Weigh each alias, and each other word of a topic, once."""
    score, known = 0, set[str]()
    for alias in dict.fromkeys(fold(alias) for alias in topic.aliases):
        words = alias.split()
        known.update(words)
        if _holds(words, stems, places):
            score += _ALIAS * len(words)
    for weight, written in ((_NAME, topic.name), (_ABOUT, topic.about)):
        for word in dict.fromkeys(fold(written).split()):
            if word in known or word in _EVERYWHERE or word in _CAPITALS_ONLY:
                continue
            known.add(word)
            score += weight * _holds([word], stems, places)
    return score


def _holds(words: list[str], stems: list[frozenset[str]], places: dict[str, list[int]]) -> bool:
    """Say whether a text has some words in a row."""
    wanted = [_stems(word) for word in words]
    if not wanted:
        return False
    begins = {place for stem in wanted[0] for place in places.get(stem, ())}
    return any(
        place + len(wanted) <= len(stems)
        and all(one & stems[place + further] for further, one in enumerate(wanted))
        for place in begins
    )


def _stems(word: str) -> frozenset[str]:
    """Return a word and what may be its stem: a few forms, of which one or another fits."""
    if len(word) <= _SHORTEST:
        return frozenset({word})
    starts = [
        word,
        *(
            kept + word.removeprefix(prefix)
            for prefix, kept in _PREFIXES
            if word.startswith(prefix)
        ),
    ]
    found = {word}
    for start, suffix in product(starts, ("", *_SUFFIXES)):
        stem = start.removesuffix(suffix)
        # Without a prefix the stem must be longer: "sari" is no "saran".
        if start.endswith(suffix) and len(stem) > _SHORTEST - (start is not word):
            found.add(stem)
    return frozenset(found)
