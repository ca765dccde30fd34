"""The piece of a text that shows why it was found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.snippets import marked, snippet
from community.stems import stem, tokens


@pytest.mark.parametrize(
    ("text", "term", "shown"),
    [
        ("Cara menulis rilis", "tulis", "Cara <b>menulis</b> rilis"),
        ("Kami menyapu aula", "sapu", "Kami <b>menyapu</b> aula"),
        ("Bagan, pengaduan.", "adu", "Bagan, <b>pengaduan.</b>"),
        ("R\u200bilis", "rilis", "<b>R\u200bilis</b>"),
        ("a <b & RILIS>", "rilis", "a &lt;b &amp; <b>RILIS&gt;</b>"),
        ("tidak ada", "rilis", "tidak ada"),
    ],
)
def test_marks_hits(text: str, term: str, shown: str) -> None:
    """Words with the stem that was looked for are bold, in a title and in a snippet."""
    assert shown == marked(text, {term})
    assert shown == snippet(text, {term})


@given(
    st.lists(st.sampled_from(["menulis", "rilis", "<b>", "pemuatan", "&amp;", "12"]), min_size=1)
)
def test_same_hits_as_by_all_stems(words: list[str]) -> None:
    """Asking few words for their stems marks what asking all of them would."""
    terms = {"tulis", "muat", "12"}
    wanted = [any(token in terms or stem(token) in terms for token in tokens(one)) for one in words]

    shown = marked(" ".join(words), terms).split(" ")

    assert wanted == [word.startswith("<b>") and word.endswith("</b>") for word in shown]


def test_shows_the_hit_of_a_long_text() -> None:
    """Of a long text the part with the hit is shown, no longer than a few lines."""
    shown = snippet("awal " * 600 + "webinar " + "akhir " * 100, {"webinar"})

    assert shown.startswith("… <b>webinar</b> akhir")
    assert shown.endswith(" …")
    assert len(shown) < 200
