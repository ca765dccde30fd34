"""Words as the search sees them."""

import pytest

from community.search_query import concepts
from community.stems import question_class, stem, tokens
from community.synonyms import from_package


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("mengusulkan", "usul"),
        ("pengaduan", "adu"),
        ("menyebarluaskan", "sebarluas"),
        ("penilaian", "nilai"),
        ("ppid", "ppid"),
        ("2026", "2026"),
    ],
)
def test_stems(word: str, root: str) -> None:
    """Words of the trade come to their roots."""
    assert root == stem(word)


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Kapan ukom?", "kapan"),
        ("Cara melapor, di mana?", "di mana"),
        ("Gimana caranya", "bagaimana"),
        ("Apa itu PPID?", "apa itu"),
        ("Apakah wajib?", "apa"),
        ("Surat edaran", ""),
    ],
)
def test_question_class(question: str, asks: str) -> None:
    """A question says what it asks for, the most telling word first."""
    assert asks == question_class(question)


def test_tokens_are_bounded() -> None:
    """A word of 4,096 letters is cut, signs part words, accents do not count."""
    assert ["x" * 40, "sp4n", "lapor", "cafe"] == tokens("X" * 4_096 + " SP4N-LAPOR! café")


def test_concepts_know_longer_names() -> None:
    """Words that belong together are one concept, with what else they are called."""
    (concept,) = concepts("perangkat daerah", from_package())

    assert ("opd",) in concept.phrases
    assert (("perangkat",), ("daerah",)) == concept.loose


def test_only_stop_words() -> None:
    """A question of stop words alone looks for nothing."""
    assert () == concepts("apa itu yang di mana?", from_package())
