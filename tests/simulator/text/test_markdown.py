"""Our reading of the two Markdown styles beside TDLib's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.text import markdown, markdown_v2
from tests.simulator.text.comparison import assert_same, thorough
from tests.simulator.text.writings import address, language, plain, spoiled

MARKS = [
    "*",
    "_",
    "__",
    "___",
    "~",
    "|",
    "||",
    "`",
    "``",
    "```",
    "```py\n",
    "```py `",
    "```\r\n",
    "```\n\n",
    "[",
    "]",
    "](",
    ")",
    "(",
    "![",
    "!",
    "](tg://emoji?id=5368324170671202286)",
    "](tg://time?unix=5&format=wDT)",
    ">",
    "\n>",
    "\n",
    "\r",
    "\r\n",
    "||\n",
    "||\r\n",
    "**>",
    "\n**>",
    "\\",
    "\\*",
    "\\\n",
    "\\\r",
    "\\)",
    "\\é",
    ".",
    "-",
    "#",
    "{",
]
SURROUNDINGS = ["*", "_", "__", "~", "||", "`"]

escaped = st.sampled_from(["\\_", "\\*", "\\[", "\\`", "\\.", "\\!", "\\>", "\\\\", "\\-"])
words = st.one_of(
    st.sampled_from(["kata", "Rapat", "é", "👍🏽", "a b", "x\n", "\r", ""]), escaped, plain
)


@st.composite
def surrounded(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    """Write one entity around other text."""
    content = draw(inner)
    kind = draw(st.integers(0, 6))
    if kind == 0:
        return f"[{content}]({draw(address)})"
    if kind == 1:
        return f"[{draw(address)}]{content}"
    if kind == 2:
        return f"![{content}]({draw(address)})"
    if kind == 3:
        return f"```{draw(language)}\n{content}```"
    if kind == 4:
        end = draw(st.sampled_from(["\n", "||\n", "||", "\r\n", "||\r\n"]))
        return "\n>" + content.replace("\n", "\n>") + end
    mark = draw(st.sampled_from(SURROUNDINGS))
    return mark + content + mark


def sequence(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Write a few pieces one after another."""
    return st.lists(st.one_of(inner, surrounded(inner)), max_size=4).map("".join)


texts = st.recursive(words, sequence, max_leaves=8)
rubble = st.lists(st.one_of(st.sampled_from(MARKS), plain), max_size=9).map("".join)


@pytest.mark.proof
@thorough
@given(texts)
def test_written_markdown_v2_reads_as_tdlib_reads_it(text: str) -> None:
    """MarkdownV2 as a bot writes it gives TDLib's text, entities or error."""
    assert_same(markdown_v2.parse, text, "MarkdownV2")


@pytest.mark.proof
@thorough
@given(spoiled(texts, MARKS))
def test_spoiled_markdown_v2_reads_as_tdlib_reads_it(text: str) -> None:
    """MarkdownV2 with holes and stray marks gives TDLib's text, entities or error."""
    assert_same(markdown_v2.parse, text, "MarkdownV2")


@pytest.mark.proof
@thorough
@given(rubble)
def test_rubble_of_markdown_v2_reads_as_tdlib_reads_it(text: str) -> None:
    """Marks in no order at all give TDLib's text, entities or error."""
    assert_same(markdown_v2.parse, text, "MarkdownV2")


@pytest.mark.proof
@thorough
@given(spoiled(texts, MARKS))
def test_spoiled_markdown_reads_as_tdlib_reads_it(text: str) -> None:
    """Legacy Markdown, whole or broken, gives TDLib's text, entities or error."""
    assert_same(markdown.parse, text, "Markdown")


@pytest.mark.proof
@thorough
@given(rubble)
def test_rubble_of_markdown_reads_as_tdlib_reads_it(text: str) -> None:
    """Marks in no order at all give TDLib's text, entities or error."""
    assert_same(markdown.parse, text, "Markdown")


@pytest.mark.parametrize(
    "text",
    [
        "\\\r>x\n",
        "\r>x",
        ">x\n>y\nz",
        ">x\n>y||\r\nz",
        ">x||",
        ">*x\n",
        ">||x\n",
        ">`x\n>y`\n",
        "||x\n||",
        "[telegram.org] x",
        "*a* [telegram.org]",
        "___x_ y__",
        "```py\r\nx``````",
    ],
)
def test_corners_of_markdown(text: str) -> None:
    """Texts that chance finds seldom read as TDLib reads them."""
    assert_same(markdown_v2.parse, text, "MarkdownV2")
    assert_same(markdown.parse, text, "Markdown")
