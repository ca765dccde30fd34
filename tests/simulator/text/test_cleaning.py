"""Cleaning and putting entities right beside TDLib's."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from simulator.text import Entity, Parsed, ParseError, clean, cleaning, nesting, utf16_length
from tests.simulator.text import judge
from tests.simulator.text.comparison import described, thorough
from tests.simulator.text.writings import ADDRESSES, ODD, SIGNS

# the judge reads the signs of its third Markdown too
_MARKUP = re.compile(r"[\[*_~|`]")
_PLAIN = [
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "code",
    "pre",
    "blockquote",
    "expandable_blockquote",
]

piece = st.one_of(
    st.sampled_from(["kata", "a b", "👍", "x", "\n", "  "]),
    st.sampled_from(ODD),
    st.text(SIGNS, max_size=4),
)
texts = st.lists(piece, max_size=8).map("".join).filter(lambda text: not _MARKUP.search(text))
places = st.integers(0, 14)
entities = st.one_of(
    st.builds(Entity, st.sampled_from(_PLAIN), places, places),
    st.builds(Entity, st.sampled_from(_PLAIN[:5]), places, places),
    st.builds(
        Entity,
        st.just("pre"),
        places,
        places,
        language=st.sampled_from(["py", "a\tb", "\u202ex"]),
    ),
    st.builds(Entity, st.just("text_link"), places, places, url=st.sampled_from(ADDRESSES)),
    st.builds(Entity, st.just("text_mention"), places, places, user_id=st.just(5)),
    st.builds(Entity, st.just("custom_emoji"), places, places, custom_emoji_id=st.just("7")),
)


@pytest.mark.proof
@thorough
@given(texts, st.lists(entities, max_size=7))
def test_entities_are_put_right_as_tdlib_puts_them(text: str, given_ones: list[Entity]) -> None:
    """Crossing, nested and dangling entities end as TDLib ends them, in a text as clean."""
    theirs = judge.fix(text, given_ones)
    # a text without anything to see is answered empty, and trimming is not TDLib's here
    assume(not cleaning.is_invisible(clean(text)))

    assert theirs == _ours(text, given_ones)


def _ours(text: str, given_ones: list[Entity]) -> Parsed | str:
    try:
        cleaned, fixed = cleaning.untrimmed(text, given_ones)
    except ParseError as error:
        return described(error)
    return Parsed(cleaned, tuple(fixed))


@pytest.mark.parametrize(
    "given_ones",
    [
        [Entity("bold", 0, 2), Entity("bold", 2, 2)],
        [Entity("bold", 0, 4), Entity("italic", 1, 1)],
        [Entity("bold", 0, 3), Entity("italic", 2, 3)],
        [Entity("bold", 0, 5), Entity("code", 2, 1)],
        [Entity("blockquote", 0, 5), Entity("code", 2, 1), Entity("bold", 0, 1)],
        [Entity("blockquote", 1, 3), Entity("code", 0, 2), Entity("pre", 3, 2)],
        [Entity("text_link", 0, 4, url="http://a.b/"), Entity("blockquote", 1, 2)],
    ],
)
def test_corners_of_nesting(given_ones: list[Entity]) -> None:
    """The plainest cases of merging, cutting and dropping are TDLib's."""
    assert judge.fix("rapat", given_ones) == _ours("rapat", given_ones)


@pytest.mark.proof
@thorough
@given(texts, st.lists(entities, max_size=7))
def test_trimming_moves_entities_with_their_words(text: str, given_ones: list[Entity]) -> None:
    """An entity covers the same characters after trimming, but for blanks at the end."""
    try:
        before, wide = cleaning.untrimmed(text, given_ones)
        after, narrow = cleaning.fix(text, given_ones)
    except ParseError:
        assume(False)

    covered = [_under(before, entity).rstrip(" \n") for entity in wide]

    assert after == after.rstrip(" \n")
    assert after in before
    assert sorted(filter(None, covered)) == sorted(
        filter(None, (_under(after, entity).rstrip(" \n") for entity in narrow))
    )


def _under(text: str, entity: Entity) -> str:
    units = text.encode("utf-16-le")
    return units[2 * entity.offset : 2 * entity.end].decode("utf-16-le")


def test_control_signs_become_spaces_and_some_signs_vanish() -> None:
    """The list of what the server changes in a text is the list in TDLib's misc.cpp."""
    every = "".join(map(chr, [*range(1, 32), 0x2027, *range(0x2028, 0x2030), 0x333, 0x33F, 0x30A]))

    assert " " * 9 + "\n" + " " * 20 + "\u2027\u202f" == clean(every)


def test_of_several_direction_marks_only_the_last_stays() -> None:
    """A run of direction marks cannot turn a text over."""
    assert "a\u200c\u200c\u200fb\u200e" == clean("a\u200e\u200f\u200fb\u200e")


def test_length_counts_utf16_units() -> None:
    """A character beyond the first plane counts twice."""
    assert utf16_length("a é 👍") == 6


def test_leading_blanks_stay_inside_an_entity() -> None:
    """The server trims in front only up to the first entity."""
    assert (" a", [Entity("bold", 0, 2)]) == cleaning.fix(" \n a  ", [Entity("bold", 2, 9 - 5)])


def test_merging_keeps_given_entities_over_found_ones() -> None:
    """A found entity that touches a link is dropped, one beside it is kept."""
    link = Entity("text_link", 0, 5, url="http://a.b/")
    inside, beside = Entity("url", 2, 3), Entity("hashtag", 6, 2)

    assert [link, beside] == nesting.merge([link], [inside, beside])
