"""Updates that nobody would send, and some that everybody does; made by hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from community import callback
from simulator.state import content

Json = dict[str, Any]

BIGGEST_ID = 2**52  # Bot API: ids have at most 52 significant bits; hostile ones have more
ENORMOUS = st.sampled_from([2**52, 2**62, 2**63 - 1, 2**63, 2**64 + 1, -(2**63), 10**30])
ODD = (
    "\u202e", "\u200b", "\u200d", "\x00", "\x07", "\ufeff", "\u2028", "\ud83d", "\udc00", "é",
    "e\u0301\u0301\u0301", "👨‍👩‍👧‍👦", "🇮🇩", "ا", "</b>", "<b>", "<a href='x'>", "&amp;", "&", "<",
    "%s", "{0}", "\\", "'", '"', ";--", "\n\n", "/", "@", "#", "_*[]()~`>#+-=|{}.!",
)  # fmt: skip
COMMANDS = (
    "start", "gabung", "menu", "bantuan", "profil", "keluar", "datasaya", "dataku", "privasi",
    "pengaturan", "berhenti", "batal", "moderator", "anggota", "tanya", "hariini", "cari", "audit",
)  # fmt: skip
SERVICE: tuple[Json, ...] = (
    {"new_chat_members": [{"id": 5, "is_bot": False, "first_name": "Baru"}]},
    {"left_chat_member": {"id": 5, "is_bot": True, "first_name": "Bot"}},
    {"new_chat_title": "<b>Judul"},
    {"delete_chat_photo": True},
    {"group_chat_created": True},
    {"migrate_to_chat_id": -1001234567890},
    {"migrate_to_chat_id": 10**30},
    {"migrate_from_chat_id": -1234},
    {"message_auto_delete_timer_changed": {"message_auto_delete_time": 60}},
    {"web_app_data": {"data": "x" * 4096, "button_text": "<i>"}},
    {"forum_topic_created": {"name": "Topik", "icon_color": 7322096}, "is_topic_message": True},
    {"users_shared": {"request_id": 1, "users": [{"user_id": 10**18}]}},
    {"story": {"chat": {"id": -100, "type": "channel"}, "id": 1}},
    {"paid_media": {"star_count": 1, "paid_media": []}},
    {"giveaway": {}},
    {"a_field_of_tomorrow": {"with": ["anything"]}},
    {},
)

odd_text = st.one_of(
    st.lists(st.one_of(st.sampled_from(ODD), st.text(max_size=8)), max_size=12).map("".join),
    st.text(st.characters(), max_size=200),
    st.sampled_from(["a" * 4096, "<" * 4096, "👍" * 2048, "\u0301" * 4096, " " * 100]),
)
commands = st.builds(
    "/{}{}{}".format,
    st.sampled_from(COMMANDS),
    st.sampled_from(["", "@cop_humas_jatim_bot", "@another_bot", "@"]),
    st.one_of(st.just(""), odd_text.map(" {}".format), st.sampled_from([" q_12", " 99999999999"])),
)
texts = st.one_of(odd_text, commands)
json_values: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), odd_text),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)


def updates(people: list[int], groups: list[int]) -> st.SearchStrategy[Any]:
    """Make updates from these people and strangers, in these groups and unknown ones."""
    honest = _honest(people, groups)
    return st.one_of(honest, honest, _spoilt(honest), json_values)


def _honest(people: list[int], groups: list[int]) -> st.SearchStrategy[Json]:
    user = _users(people)
    message = _messages(user, groups)
    kinds: dict[str, st.SearchStrategy[Any]] = {
        "message": message,
        "edited_message": message,
        "channel_post": message,
        "edited_channel_post": message,
        "callback_query": _taps(user, message),
        "my_chat_member": _standings(user, groups),
        "chat_member": _standings(user, groups),
        "chat_join_request": st.fixed_dictionaries(
            {
                "chat": _chats(groups),
                "from": user,
                "user_chat_id": st.one_of(st.sampled_from(people), ENORMOUS),
                "date": _dates(),
            }
        ),
        "inline_query": st.fixed_dictionaries(
            {"id": st.text(max_size=9), "from": user, "query": odd_text, "offset": st.just("")}
        ),
        "poll_answer": st.fixed_dictionaries(
            {"poll_id": st.just("1"), "user": user, "option_ids": st.just([0])}
        ),
        "an_update_of_tomorrow": json_values,
    }
    weighted = [*kinds, "message", "message", "message", "callback_query", "callback_query"]
    return st.sampled_from(weighted).flatmap(
        lambda kind: kinds[kind].map(lambda payload: {kind: payload})
    )


def _users(people: list[int]) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries(
        {
            "id": _often(st.sampled_from(people), st.one_of(ENORMOUS, st.integers(1, BIGGEST_ID))),
            "is_bot": _often(st.just(False), st.booleans()),
            "first_name": odd_text,
        },
        optional={"last_name": odd_text, "username": st.text(max_size=8)},
    )


def _chats(groups: list[int]) -> st.SearchStrategy[Json]:
    number = st.one_of(st.sampled_from(groups), st.integers(-(2**52), -1), ENORMOUS)
    kind = st.sampled_from(["group", "supergroup", "channel", "secret"])
    return st.fixed_dictionaries({"id": number, "type": kind, "title": odd_text})


def _messages(user: st.SearchStrategy[Json], groups: list[int]) -> st.SearchStrategy[Json]:
    head = st.fixed_dictionaries(
        {"message_id": _often(st.integers(1, 10**9), ENORMOUS), "date": _dates(), "from": user},
        optional={
            "edit_date": _dates(),
            "message_thread_id": st.integers(),
            "is_topic_message": st.booleans(),
            "media_group_id": st.text(max_size=8),
            "sender_chat": _chats(groups),
            "reply_to_message": st.just({"message_id": 1, "date": 0, "chat": {"id": 1}}),
        },
    )
    group = _chats(groups)

    def in_chat(parts: tuple[Json, Json, Json | None]) -> Json:
        message, body, chat = parts
        private = {"id": message["from"]["id"], "type": "private", "first_name": "x"}
        return {**message, "chat": chat or private, **body}

    return st.tuples(head, _bodies(), _often(st.none(), group)).map(in_chat)


def _bodies() -> st.SearchStrategy[Json]:
    file = {"file_id": "x" * 40, "file_unique_id": "y", "file_size": 10**12}
    attached: list[Json] = [
        {kind: [{**file, "width": 1, "height": 1}] if kind == "photo" else {**file, **_SHAPE}}
        for kind in content.NAMES
    ]
    others = [{kind: content.sample(kind, 1)} for kind in _SAMPLES]
    texted = texts.map(lambda text: {"text": text})
    captioned = st.tuples(st.sampled_from(attached), odd_text).map(
        lambda parts: {**parts[0], "caption": parts[1]}
    )
    return st.one_of(texted, texted, texted, captioned, st.sampled_from([*others, *SERVICE]))


_SAMPLES = ("location", "venue", "contact", "dice", "poll")
_SHAPE: Json = {
    "width": 1, "height": 1, "length": 1, "duration": 10**9, "type": "regular",
    "is_animated": False, "is_video": False,
}  # fmt: skip


def _taps(
    user: st.SearchStrategy[Json], message: st.SearchStrategy[Json]
) -> st.SearchStrategy[Json]:
    gone = st.just({"chat": {"id": 1, "type": "private"}, "message_id": 1, "date": 0})
    return st.fixed_dictionaries(
        {
            "id": st.integers(1, 2**62).map(str),
            "from": user,
            "chat_instance": st.just("1"),
            "data": forged_data(),
        },
        optional={"message": st.one_of(message, gone), "inline_message_id": st.just("x")},
    ).map(_in_own_chat)


def _in_own_chat(tap: Json) -> Json:
    """Put most taps where the person is, as honest apps do."""
    message = tap.get("message")
    if isinstance(message, dict) and message.get("chat", {}).get("type") == "private":
        message = {**message, "chat": {"id": tap["from"]["id"], "type": "private"}}
        return {**tap, "message": message}
    return tap


def forged_data() -> st.SearchStrategy[str]:
    """Make callback data: of every known code with any fields, and of none."""
    codes = sorted(callback._by_code)  # the registry has no other readers
    field = st.one_of(st.integers().map(str), ENORMOUS.map(str), odd_text, st.sampled_from(_FIELDS))
    fitting = st.sampled_from(codes).flatmap(
        lambda code: st.lists(field, max_size=4).map(lambda parts: ":".join([f"1{code}", *parts]))
    )
    return st.one_of(fitting, fitting, odd_text, st.just("1f:join:name:"))


_FIELDS = (
    "", "0", "1", "-1", "join", "profile", "name", "area", "agency", "unit", "level", "days",
    "menu", "members", "moderators", "commit", "offered", "next", "page", "2", "3578", "31",
)  # fmt: skip


def _standings(user: st.SearchStrategy[Json], groups: list[int]) -> st.SearchStrategy[Json]:
    statuses = ["member", "administrator", "creator", "left", "kicked", "restricted", "tomorrow"]
    member = st.fixed_dictionaries(
        {"user": user, "status": st.sampled_from(statuses), "until_date": st.integers(-1, 2**33)}
    )
    return st.fixed_dictionaries(
        {
            "chat": st.one_of(_chats(groups), user.map(lambda one: {**one, "type": "private"})),
            "from": user,
            "date": _dates(),
            "old_chat_member": member,
            "new_chat_member": member,
        }
    )


def _dates() -> st.SearchStrategy[int]:
    return _often(st.integers(1_700_000_000, 1_800_000_000), st.integers(-(2**40), 2**63))


def _often(usual: st.SearchStrategy[Any], odd: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(usual, usual, usual, usual, odd)


@st.composite
def _spoilt(draw: st.DrawFn, honest: st.SearchStrategy[Json]) -> Json:
    """Take a field out of an update, somewhere inside, or put something else there."""
    update: Json = _copy(draw(honest))
    place = update
    key = draw(st.sampled_from(sorted(place)))
    while isinstance(place[key], dict) and place[key] and draw(st.booleans()):
        place = place[key]
        key = draw(st.sampled_from(sorted(place)))
    if draw(st.booleans()):
        del place[key]
    else:
        place[key] = draw(json_values)
    return update


def _copy(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _copy(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_copy(inner) for inner in value]
    return value
