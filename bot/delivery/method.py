"""What delivery must know of Bot API methods."""

from bot.outgoing import SEARCH_INLINE
from community.reply import Lane

TRANSIENT = frozenset({"answerCallbackQuery", "answerInlineQuery", SEARCH_INLINE})
"""Sent first and at once; worthless soon after."""

UNORDERED = frozenset({"approveChatJoinRequest", "declineChatJoinRequest"})
"""Keep no order with what is said in the same chat."""

WITHOUT_CHAT = TRANSIENT | {"setMyCommands", "deleteMyCommands"}
"""Take no `chat_id` of their own."""

REPEATABLE = (
    TRANSIENT
    | UNORDERED
    | {
        "deleteMessage",
        "deleteMessages",
        "deleteMyCommands",
        "editForumTopic",
        "editMessageCaption",
        "editMessageMedia",
        "editMessageReplyMarkup",
        "editMessageText",
        "getChat",
        "pinChatMessage",
        "sendChatAction",
        "setMessageReaction",
        "setMyCommands",
        "unpinChatMessage",
    }
)
"""Done twice is the same as done once."""

OPEN_THREAD = "createForumTopic"
RENAME_THREAD = "editForumTopic"
ASK_CHAT = "getChat"

SPEAKING = ("send", "edit", OPEN_THREAD, "later:")
"""Begins what a group takes only from those who may write in it."""

LATER = "later:"
"""Begins the kind of a row whose content is made when it is sent."""


def is_counted(kind: str) -> bool:
    """Say whether Telegram counts it against the limits: sends and edits, nothing else."""
    if kind == "sendChatAction":
        return False
    return kind.startswith(("send", "edit", "copy", "forward", LATER))


def overtakes(chat_id: int, lane: Lane) -> bool:
    """Say whether a row goes before cards of its chat: answers to people in groups do."""
    return chat_id < 0 and lane is Lane.REPLY
