"""The settings that rules and words depend on; made once at start from the configuration."""

from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Charter:
    """How this community runs its bot."""

    bot_username: str
    admin_ids: frozenset[int]
    controller_name: str
    controller_contact: str
    moderator_chat_id: int | None = None
    community_chat_id: int | None = None
    is_joining_moderated: bool = False
    zone: ZoneInfo
    reminder_time: time
    reminder_grace: timedelta = timedelta(hours=4)
    backup_nights: int = 7
    backup_folder: Path | None = None  # none: no nightly backup
    sla_hours: int = 8
    claim_hours: int = 8
    max_questions_a_day: int = 10
    max_posts_a_day: int = 5

    def deep_link(self, payload: str) -> str:
        """Return the link that opens the bot at `payload` (q_12, p_34, s_56)."""
        return f"https://t.me/{self.bot_username}?start={payload}"
