"""Texts to try: written by a grammar, then spoiled as a hostile or careless hand would."""

from hypothesis import strategies as st

SIGNS = st.characters(exclude_categories=["Cs"])
ODD = [
    " ",
    "\n",
    "\r",
    "\r\n",
    "\t",
    "\0",
    "\v",
    "\u00a0",
    "\u200b",
    "\u200e",
    "\u200f\u200e",
    "\u2028",
    "\u202e",
    "\u0333",
    "a\u030a",
    "é",
    "İ",
    "\u212a",
    "ß",
    "कि",
    "👩‍👧",
    "🇮🇩",
    "\U0010ffff",
    "\ufffd",
]
ADDRESSES = [
    "https://jatimprov.go.id/a?b=c&d=e#f",
    "HTTP://Example.COM",
    "example.com",
    "example",
    "ftp://example.com",
    "//example.com",
    "http://",
    "http://a.b:0",
    "http://a.b:080/x y",
    "http://a.b:70000",
    "http://user:pw@a.b",
    "http://u%2@a.b",
    "http://u%20@a.b:1",
    "http://[::1]/x",
    "http://[::1]:80",
    "http://[:::]/",
    "http://a b.c",
    "http://é.id/ü",
    "http://./",
    "tg://user?id=42",
    "TG:user?id=42",
    "tg://user/?x=1&id=7#z",
    "tg://user?id=0",
    "tg://user?id=007",
    "tg://user?id=1099511627776",
    "tg://user?id=1099511627775",
    "tg://user?id=99999999999999999999",
    "tg://users?id=5",
    "tg://resolve?domain=x",
    "tg://emoji?id=5368324170671202286",
    "tg://emoji?id=0",
    "tg:emoji/?a&id=-3",
    "tg://time?unix=1647531900&format=wDT",
    "tg://time?unix=1647531900",
    "tg://time?unix=0",
    "tg://time?unix=1&format=r",
    "tg://time?unix=1&format=x",
    "TG://Time?unix=2147483647&format=tTdD",
    "ton://abc",
    "ton:abc/d",
    "tonsite://a.b/c",
    "tg:http://x",
    "tg://a.b",
    "tg://u@x",
    "mailto:a@b.co",
    "javascript:alert(1)",
]

plain = st.one_of(
    st.text(SIGNS, max_size=6),
    st.sampled_from(ODD),
    st.sampled_from(["kata", "Rapat jam 9", "x", "", "a_b", "1 < 2", "&", "R&D", "!", ".", "-"]),
)
address = st.one_of(
    st.sampled_from(ADDRESSES),
    st.tuples(st.sampled_from(ADDRESSES), plain).map("".join),
    st.text(st.sampled_from("htgp:/.@?#[]%20azAZ é&=-_~"), max_size=14),
)
language = st.sampled_from(["python", "c++", "", "a b", "é", "SQL", "x`y"])


def spoiled(text: st.SearchStrategy[str], marks: list[str]) -> st.SearchStrategy[str]:
    """Return the texts with a few stretches cut out and marks pushed in."""
    damage = st.lists(
        st.tuples(
            st.integers(0, 60),
            st.integers(0, 3),
            st.one_of(st.sampled_from(["", *marks]), plain),
        ),
        max_size=3,
    )
    return st.builds(_spoil, text, damage)


def _spoil(text: str, damage: list[tuple[int, int, str]]) -> str:
    for place, lost, pushed in damage:
        at = place % (len(text) + 1)
        text = text[:at] + pushed + text[at + lost :]
    return text
