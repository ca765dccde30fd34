"""What handlers say becomes rows of the outbox."""

from datetime import UTC, datetime

from bot import outgoing
from community.reply import Later, Message, Reply, Say

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


def test_the_zone_of_unasked_messages_is_kept() -> None:
    """Delivery learns whose Friday pause and night count; answers have no zone."""
    unasked = Say(chat_id=1, message=Message("Kabar"), zone="Asia/Makassar")
    chart = Later(chat_id=1, kind="chart", zone="Asia/Jayapura")
    answer = Say(chat_id=1, message=Message("Jawaban"))

    rows = outgoing.rows(Reply((unasked, chart, answer)), NOW)

    assert ["Asia/Makassar", "Asia/Jayapura", None] == [row.zone for row in rows]
