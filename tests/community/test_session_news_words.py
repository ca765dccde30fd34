"""The words for those who come to a session that was changed."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from community import plan
from community.reply import Message
from community.sessions import Session
from community.texts import session_news as texts
from tests.sessions import a_session

WIB = ZoneInfo("Asia/Jakarta")
BEFORE = a_session()


def changed(after: Session) -> Message:
    """Return what those who come are told."""
    message = texts.changed(after, plan.as_told(BEFORE), WIB)
    assert message is not None
    return message


def test_news_name_the_day_of_the_session() -> None:
    """A session of next week is not taken for today's, also when it is cancelled."""
    for changes in ({"title": "Menulis takarir"}, {"is_cancelled": True}):
        assert "Kamis, 26 November 2026\n<b>" in changed(a_session(**changes)).text


def test_a_new_hour_is_said_once() -> None:
    """Hour before and hour after stand below the title, and nowhere else."""
    hour = timedelta(hours=1)
    text = changed(a_session(starts_at=BEFORE.starts_at + hour, ends_at=BEFORE.ends_at + hour)).text

    assert "• Waktu semula: Kamis, 26 November 2026, pukul 09.00–11.00 WIB" in text
    assert 1 == text.count("10.00–12.00")
