"""What handlers say becomes rows of the outbox."""

from datetime import UTC, datetime

from bot import outgoing
from community.reply import Attached, Later, Message, OpenThread, Reply, Rewrite, Say, SendFiles

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)


def test_the_zone_of_unasked_messages_is_kept() -> None:
    """Delivery learns whose Friday pause and night count; answers have no zone."""
    unasked = Say(chat_id=1, message=Message("Kabar"), zone="Asia/Makassar")
    chart = Later(chat_id=1, kind="chart", zone="Asia/Jayapura")
    answer = Say(chat_id=1, message=Message("Jawaban"))

    rows = outgoing.rows(Reply((unasked, chart, answer)), NOW)

    assert ["Asia/Makassar", "Asia/Jayapura", None] == [row.zone for row in rows]


def test_threads_and_answers_are_named_for_delivery() -> None:
    """Topic and subject stand in names that are delivery's own; the order is kept."""
    words = Message("Kartu")
    says = (
        OpenThread(chat_id=-5, topic="skp", name="x" * 200),
        Say(chat_id=-5, message=words, thread_topic="skp", reply_to_subject="question:1"),
        SendFiles(chat_id=-5, files=(Attached("photo", "a"),) * 2, thread_topic="skp"),
        Rewrite(chat_id=-5, message=words, subject="question:1", thread_topic="skp"),
    )

    thread, card, album, edit = outgoing.rows(Reply(says), NOW)

    assert ["createForumTopic", "sendMessage", "sendMediaGroup", "editMessageText"] == [
        row.kind for row in (thread, card, album, edit)
    ]
    assert {"name": "x" * 128, "_topic": "skp"} == thread.payload
    assert ["skp"] * 3 == [(row.payload or {})["_topic"] for row in (card, album, edit)]
    assert "question:1" == (card.payload or {})["_reply_to"]
