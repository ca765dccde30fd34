"""A user's standing in a group or channel: status and rights."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from simulator.state.users import User

PERMISSIONS = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)

ADMIN_RIGHTS = (  # everywhere; the others belong to one kind of chat
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics")
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")

NOT_GIVEN_BY_DEFAULT = frozenset(
    {
        "can_promote_members",
        "can_post_stories",
        "can_edit_stories",
        "can_manage_direct_messages",
    }
)


def all_permissions() -> dict[str, bool]:
    """Allow members what a new group allows."""
    return dict.fromkeys(PERMISSIONS, True) | {"can_manage_topics": False, "can_edit_tag": False}


def admin_rights(kind: str, chosen: dict[str, bool] | None = None) -> dict[str, bool]:
    """Give an admin what the apps tick by default in this kind of chat, then what was chosen."""
    names = ADMIN_RIGHTS + (CHANNEL_RIGHTS if kind == "channel" else GROUP_RIGHTS)
    unknown = (chosen or {}).keys() - set(names)
    if unknown:
        raise ValueError(f"a {kind} has no rights {sorted(unknown)}")
    return {name: name not in NOT_GIVEN_BY_DEFAULT for name in names} | (chosen or {})


@dataclass(slots=True, eq=False)
class Member:
    """One user in one chat; replaced, not changed, when the standing changes."""

    user: User
    status: str  # creator, administrator, member, restricted, left, kicked
    rights: dict[str, bool] = field(default_factory=dict)
    until_date: int = 0
    is_in: bool = True  # for `restricted`: still inside
    is_anonymous: bool = False

    @property
    def is_inside(self) -> bool:
        """Tell whether the user is in the chat now."""
        if self.status == "restricted":
            return self.is_in
        return self.status not in {"left", "kicked"}

    @property
    def is_admin(self) -> bool:
        """Tell whether the user runs the chat."""
        return self.status in {"creator", "administrator"}

    def may(self, right: str) -> bool:
        """Tell whether an admin right was given."""
        return self.status == "creator" or (
            self.status == "administrator" and self.rights.get(right, False)
        )

    def as_json(self) -> dict[str, Any]:
        """Render as ChatMember."""
        shown: dict[str, Any] = {"user": self.user.card, "status": self.status}
        if self.status == "creator":
            shown["is_anonymous"] = self.is_anonymous
        elif self.status == "administrator":
            shown |= {"can_be_edited": False, "is_anonymous": self.is_anonymous}
            shown |= dict.fromkeys(ADMIN_RIGHTS, False) | self.rights
        elif self.status == "restricted":
            shown |= {"is_member": self.is_in, "until_date": self.until_date}
            shown |= dict.fromkeys(PERMISSIONS, False) | self.rights
        elif self.status == "kicked":
            shown["until_date"] = self.until_date
        return shown
