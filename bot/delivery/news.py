"""What one replica tells the leader of rows that it committed: where to look, not what to say."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.delivery.method import TRANSIENT
from community.reply import Lane
from storage.outbox import Row

EVERYTHING = "*"  # look through the whole table


@dataclass(frozen=True, slots=True)
class News:
    """A chat has something new waiting in a lane, from some time on."""

    chat_id: int
    lane: Lane
    not_before: datetime | None = None


def of_rows(rows: Sequence[Row]) -> list[News]:
    """Say where rows wait; what is transient is sent by whoever made it."""
    return [
        News(row.chat_id, row.lane, row.not_before)
        for row in rows
        if row.chat_id is not None and row.kind not in TRANSIENT
    ]


def write(news: Sequence[News], longest: int) -> str:
    """Write news down, each once; too many become the word to look at everything."""
    words = json.dumps(
        [
            [one.chat_id, one.lane.value, one.not_before and one.not_before.isoformat()]
            for one in dict.fromkeys(news)
        ],
        separators=(",", ":"),
    )
    return words if len(words) <= longest else EVERYTHING


def read(words: str) -> list[News] | None:
    """Read news; None means everything, and so does what another version wrote."""
    try:
        found = [
            News(
                int(chat_id),
                Lane(lane),
                None if not_before is None else datetime.fromisoformat(not_before),
            )
            for chat_id, lane, not_before in json.loads(words)
        ]
    except (ValueError, TypeError):
        return None
    return found or None
