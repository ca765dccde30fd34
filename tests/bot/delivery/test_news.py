"""What replicas tell each other of rows: written, read, and never misread."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.delivery import news
from bot.delivery.news import EVERYTHING, News
from community.reply import Lane
from storage.outbox import Row

AT = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
NEWS = st.builds(
    News,
    st.integers(-(2**53), 2**53),
    st.sampled_from(Lane),
    st.none() | st.datetimes(timezones=st.just(UTC)),
)


@given(st.lists(NEWS, min_size=1, max_size=20))
def test_what_is_written_is_read(said: list[News]) -> None:
    """Each piece of news comes through once, in the order in which it first was said."""
    assert list(dict.fromkeys(said)) == news.read(news.write(said, 100_000))


def test_too_much_becomes_one_word() -> None:
    """What would not fit into a notification means: look at everything."""
    many = [News(chat_id, Lane.REPLY) for chat_id in range(1_000)]

    words = news.write(many, 7_900)

    assert EVERYTHING == words
    assert news.read(words) is None


@pytest.mark.parametrize(
    "words", ["", "*", "{}", "[[1]]", '[["x","reply",null]]', '[[1,"?",null]]']
)
def test_strange_words_mean_everything(words: str) -> None:
    """What another version wrote costs a look too many, never one too few."""
    assert news.read(words) is None


def test_transient_rows_are_no_news() -> None:
    """Whoever handles a tap ends its spinner; the leader hears of the rest."""
    rows = [_row("answerCallbackQuery", None), _row("sendMessage", 7), _row("sendMessage", 7)]

    assert [News(7, Lane.REPLY, AT)] * 2 == news.of_rows(rows)


def _row(kind: str, chat_id: int | None) -> Row:
    return Row(1, chat_id, Lane.REPLY, kind, {}, None, None, None, AT, None, None, None, None)
