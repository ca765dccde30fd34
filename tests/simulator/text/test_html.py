"""Our reading of HTML beside TDLib's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.text import html
from tests.simulator.text.comparison import assert_same, thorough
from tests.simulator.text.writings import address, language, plain, spoiled

MARKS = [
    "<",
    ">",
    "</",
    "/>",
    "<b>",
    "</b>",
    "<B >",
    "</ b>",
    "</>",
    "<br>",
    "<p>",
    "<!-- x -->",
    "<i",
    "<a href=",
    "</code></pre>",
    "<span>",
    '<span class="tg-spoiler" class=x>',
    "<blockquote expandable='no' x>",
    "<blockquote expandable=>",
    "<tg-time unix=-5>",
    "<é>",
    "'",
    '"',
    "=",
    "&",
    "&amp",
    "&amp;",
    "&ltx;",
    "&#60;",
    "&#x3C",
    "&#x1F600;",
    "&#128512",
    "&#xd83d;",
    "&#xD83D;&#xDE00;",
    "&#0;",
    "&#1114111;",
    "&#1114110;",
    "&#00000065;",
    "&#x0000041;",
    "&#xg;",
    "&#;",
    "&nbsp;",
    "&apos;",
    "&quot;",
    "&LT;",
]
SIMPLE = ["b", "strong", "i", "EM", "u", "ins", "s", "strike", "DEL", "tg-spoiler", "pre", "code"]
MOMENTS = ["0", "1", "-1", "1700000000", "2147483647", "2147483648", "-2147483648", "9x", "x"]
EMOJIS = ["5368324170671202286", "0", "-1", "x", "9223372036854775808", "01"]

quote = st.sampled_from(["'", '"', ""])
blank = st.sampled_from(["", "", " ", "\n", "\t ", "\0"])
escape = st.sampled_from([mark for mark in MARKS if mark.startswith("&")])


@st.composite
def attributes(draw: st.DrawFn, name: str, value: st.SearchStrategy[str]) -> str:
    """Write one attribute as loosely as HTML allows, sometimes with a second one."""
    mark = draw(quote)
    equals = draw(blank) + "=" + draw(blank)
    second = draw(st.sampled_from(["", "", " x", " class=tg-x", f" {name}", f" {name}=y", "/"]))
    return f" {name}{equals}{mark}{draw(value)}{mark}{second}"


@st.composite
def element(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    """Write one element around other text."""
    name = draw(st.sampled_from([*SIMPLE, "a", "a", "span", "code", "pre", "blockquote", "tg-"]))
    fields = ""
    if name == "a":
        fields = draw(st.one_of(st.just(""), attributes("href", address)))
    elif name == "span":
        fields = draw(attributes("class", st.sampled_from(["tg-spoiler", "x", "tg-x"])))
    elif name == "code":
        value = language.map("language-".__add__)
        fields = draw(st.one_of(st.just(""), attributes("class", value)))
    elif name == "blockquote":
        fields = draw(st.sampled_from(["", " expandable", "\nexpandable=''", " x=y"]))
    elif name == "tg-":
        name, fields = draw(
            st.one_of(
                st.tuples(st.just("tg-emoji"), attributes("emoji-id", st.sampled_from(EMOJIS))),
                st.tuples(st.just("tg-time"), attributes("unix", st.sampled_from(MOMENTS))),
                st.tuples(
                    st.just("tg-time"),
                    st.tuples(
                        attributes("unix", st.sampled_from(MOMENTS)),
                        attributes("format", st.text("tTdDwWrR", max_size=3)),
                    ).map("".join),
                ),
            )
        )
    close = draw(st.sampled_from([f"</{name}>", f"</{name}>", f"</{name.upper()} >", "</>"]))
    return f"<{name}{fields}{draw(blank)}>{draw(inner)}{close}"


def sequence(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Write a few pieces one after another."""
    return st.lists(st.one_of(inner, element(inner)), max_size=4).map("".join)


pieces = st.one_of(plain.map(lambda text: text.replace("<", "&lt;")), escape)
texts = st.recursive(pieces, sequence, max_leaves=8)


@pytest.mark.proof
@thorough
@given(texts)
def test_written_html_reads_as_tdlib_reads_it(text: str) -> None:
    """HTML as a bot writes it gives TDLib's text, entities or error."""
    assert_same(html.parse, text, "HTML")


@pytest.mark.proof
@thorough
@given(spoiled(texts, MARKS))
def test_spoiled_html_reads_as_tdlib_reads_it(text: str) -> None:
    """HTML with holes and stray marks gives TDLib's text, entities or error."""
    assert_same(html.parse, text, "HTML")


@pytest.mark.proof
@thorough
@given(st.lists(st.one_of(st.sampled_from(MARKS), plain), max_size=9).map("".join))
def test_rubble_of_html_reads_as_tdlib_reads_it(text: str) -> None:
    """Marks in no order at all give TDLib's text, entities or error."""
    assert_same(html.parse, text, "HTML")


@pytest.mark.proof
@thorough
@given(address)
def test_addresses_are_kept_as_tdlib_keeps_them(url: str) -> None:
    """The address of a link is accepted, rewritten or dropped as TDLib does."""
    assert_same(html.parse, f"<a href='{url}'>x</a>", "HTML")


@pytest.mark.parametrize(
    "text",
    [
        "<pre><code class=LANGUAGE-SQL>x</code></pre>",
        "<code class='language-py'><pre>x</pre></code>",
        "<code class='language-py'>x</code>",
        "<a href='http://a.b:65535'>x</a><a href='http://a.b:65536'>y</a>",
        "<a>example.com</a>",
        "<a href='&#x61;.&#98;'>x</a>",
        "<tg-time unix=-2147483648 format=w>x</tg-time>",
        "<TG-SPOILER>x</tg-spoiler><span class='tg-spoiler'>y</>",
        "<blockquote>a<blockquote expandable>b</blockquote></blockquote>",
        "\0<b\0>x</b>",
    ],
)
def test_corners_of_html(text: str) -> None:
    """Texts that chance finds seldom read as TDLib reads them."""
    assert_same(html.parse, text, "HTML")
