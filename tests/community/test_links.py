"""Links that people type: the plain ones pass, the odd ones are named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import links
from community.links import Broken, Flaw


@pytest.mark.parametrize(
    "typed",
    [
        "https://us02web.zoom.us/j/123456?pwd=aB%20c",
        "http://bpsdm.jatimprov.go.id",
        "https://youtu.be:443/watch?v=a_b-c&t=10#bagian",
        "HTTPS://Zoom.us/J/1",
        "https://t.me/cop_humas/12",
    ],
)
def test_plain_links_are_kept_as_typed(typed: str) -> None:
    """A web address passes unchanged."""
    assert (typed,) == links.read(typed)


@pytest.mark.parametrize(
    ("typed", "flaw"),
    [
        ("", Flaw.NONE_GIVEN),
        (" \n\u200b", Flaw.NONE_GIVEN),
        ("zoom.us/j/1", Flaw.SCHEME),
        ("javascript:alert(1)", Flaw.SCHEME),
        ("tg://user?id=1", Flaw.SCHEME),
        ("https:zoom.us", Flaw.SCHEME),
        ("ftp://zoom.us/a", Flaw.SCHEME),
        ("https://", Flaw.HOST),
        ("https://zoom", Flaw.HOST),
        ("https://127.0.0.1/a", Flaw.HOST),
        ("https://[::1]/a", Flaw.HOST),
        ("https://0x7f.1/", Flaw.HOST),
        ("https://zoom..us/", Flaw.HOST),
        ("https://-a.id/", Flaw.HOST),
        ("https://zoom.us:x/", Flaw.HOST),
        ("https://zoom.us:99999/", Flaw.HOST),
        ("https://zоom.us/", Flaw.HOST),  # the Cyrillic o is the point
        ("https://sari:rahasia@zoom.us/", Flaw.PASSWORD),
        ("https://zoom.us/j 1", Flaw.SPACES),
        ("https://zoom.us/<b>", Flaw.SIGNS),
        ("https://zoom.us\\@jahat.id/", Flaw.PASSWORD),
        ("https://zoom.us/" + "a" * 500, Flaw.TOO_LONG),
        ("https://zoom.us/" + "é" * 300, Flaw.TOO_LONG),
    ],
)
def test_odd_links_are_refused_for_what_is_wrong(typed: str, flaw: Flaw) -> None:
    """Each flaw has its own name, so that the answer can say what to mend."""
    found = links.read(typed)

    assert isinstance(found, Broken)
    assert flaw is found.flaw


def test_several_links_stand_one_a_line_and_the_broken_one_is_named() -> None:
    """Doubles and empty lines fall away; the place counts what was typed."""
    good = "https://zoom.us/j/1\n\n https://youtu.be/x \nhttps://zoom.us/j/1"

    assert ("https://zoom.us/j/1", "https://youtu.be/x") == links.read(good)
    assert Broken(Flaw.SCHEME, 2, "zoom") == links.read("https://zoom.us/j/1\nzoom")


def test_there_are_six_links_at_most() -> None:
    """The seventh is named."""
    typed = [f"https://zoom.us/j/{number}" for number in range(7)]

    assert tuple(typed[:6]) == links.read("\n".join(typed[:6]))
    assert Broken(Flaw.TOO_MANY, 7, typed[6]) == links.read("\n".join(typed))


def test_letters_beyond_ascii_are_written_as_a_browser_sends_them() -> None:
    """Telegram refuses some of them raw."""
    assert ("https://a.id/kaf%C3%A9?q=%D8%A7",) == links.read("https://a.id/kafé?q=ا")


@given(st.text(max_size=80))
def test_whatever_is_typed_gives_links_or_a_reason(words: str) -> None:
    """Nothing raises, and what passes is printable ASCII."""
    for typed in (words, f"https://a.id/{words}", f"https://{words}"):
        found = links.read(typed)
        if not isinstance(found, Broken):
            assert all(link.isascii() and link.isprintable() for link in found)
