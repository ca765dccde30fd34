"""The entities we find in plain texts beside those TDLib finds."""

import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from simulator.text import automatic_entities
from tests.simulator.text import judge
from tests.simulator.text.comparison import thorough
from tests.simulator.text.writings import ADDRESSES, ODD

# a bot never gets the times of a video, and they push other entities aside
_TIME = re.compile(r"[0-9]:+[0-9]")
_NAMES = ["me", "humas", "humas_jatim", "gif", "abc", "a" * 32, "a" * 33, "x" * 64, "x" * 65]
_HOSTS = [
    "jatimprov.go.id",
    "a.b",
    "a_b.c.com",
    "a.b_c.com",
    "a-.com",
    "a..com",
    ".com",
    "x.Com",
    "x.COM",
    "X.cOm",
    "1.2.3.4",
    "1.2.3.256",
    "1.2.3",
    "01.2.3.4",
    "xn--p1ai.xn--p1ai",
    "x.xn--a",
    "домен.рф",
    "例.世界",
    "teiegram.org",
    "a" * 63 + ".com",
    "a" * 64 + ".com",
    "berkas.pdf",
    "kata.Kata",
    "e.g.",
    "x.co:80",
    "x.co:0",
    "x.co:00080/",
    "x.co:65536",
]
_CARDS = [
    "4111111111111111",
    "4111 1111 1111 1111",
    "4111-1111-1111-1112",
    "5500005555555559",
    "378282246310005",
    "6200000000000005",
    "2200000000000004",
    "+4111111111111111",
    "0000 0000 0000 0000 000",
    "4111111111111111 4111111111111111",
    "4111  1111  1111  1111",
    "4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
    "4  1 1 1 1 1 1 1 1 1 1 1 1 1 1 1",
    "4111111111111111x",
    "4111111111111111-",
]
_SIGNS = ["@", "/", "#", "$", ".", ":", "://", "<", ">", "(", ")", "[", "]", "'", ",", " ", "\n"]
_WHOLE = [
    "/start",
    "/start@humas_bot",
    "/start@a",
    "/" + "x" * 64,
    "/" + "x" * 65,
    "#" + "x" * 256,
    "#" + "x" * 257 + "@abc",
    "#x@" + "y" * 33,
    "#humas",
    "#humas2026@jatim",
    "#1",
    "#1@abc",
    "$USD",
    "$1INCH",
    "$ABCDEFGHI",
    "humas@jatimprov.go.id",
    "mailto:a.b+c@x.co.id",
    "MAILTO:a@b.co",
    "a@b@c.com",
    "u:p@x.com",
    "https://x.com/(a)[b]{c}.",
    "x.com/a?b#c'",
    "x.com?",
    "x.com#y",
    "shttp://x.com",
    "hhttp://x.com",
    "sftp://x.com",
    "tonsite://x.ton/y",
    "TG://resolve?domain=x",
    "tg://atg://b/tg://c",
]
piece = st.one_of(
    st.sampled_from(_SIGNS),
    st.sampled_from([*_WHOLE, *ADDRESSES]),
    st.sampled_from(_NAMES),
    st.sampled_from(_HOSTS),
    st.sampled_from(_CARDS),
    st.sampled_from([sign for sign in ODD if sign.isprintable()]),
    st.text("ab.@/:#$_-~+?1Zé ", max_size=6),
    # letters that are younger than Python's tables are letters for TDLib only
    st.characters(exclude_categories=["Cs", "Cn", "Co"]),
)
texts = st.lists(piece, max_size=8).map("".join)


@pytest.mark.proof
@thorough
@given(texts)
def test_what_tdlib_finds_in_a_text_is_found(text: str) -> None:
    """Commands, mentions, tags, addresses and cards are those TDLib finds."""
    assume(not _TIME.search(text))
    assume(all(unicodedata.category(sign) != "Cn" for sign in text))

    found = [entity for entity in automatic_entities(text) if entity.type != "phone_number"]

    assert judge.automatic(text) == found


@pytest.mark.parametrize("text", [*_WHOLE, *_NAMES, *_HOSTS, *_CARDS])
def test_each_word_alone_is_seen_as_tdlib_sees_it(text: str) -> None:
    """Every word the texts are made of is the same thing to TDLib when it stands alone."""
    found = [entity for entity in automatic_entities(text) if entity.type != "phone_number"]

    assert judge.automatic(text) == found
