"""Service messages in words: who came and went, what was pinned, which topic began."""

from __future__ import annotations

from simulator.state.messages import Message


def words(message: Message) -> str:
    """Say what a service message tells; empty for what people and bots wrote."""
    who, content = message.sender.full_name, message.content
    match message.kind:
        case "new_chat_members":
            return _came(message)
        case "left_chat_member":
            if content["id"] == message.sender.id:
                return f"{who} keluar dari grup"
            return f"{who} mengeluarkan {_name(content)}"
        case "migrate_to_chat_id" | "migrate_from_chat_id":
            return "Grup ini menjadi supergrup"
        case "pinned_message":
            return f"{who} menyematkan {_pinned(content)}"
    return _of_topic(message)


def _came(message: Message) -> str:
    names = [_name(card) for card in message.content if card["id"] != message.sender.id]
    if not names:
        return f"{message.sender.full_name} bergabung"
    return f"{message.sender.full_name} menambahkan {', '.join(names)}"


def _of_topic(message: Message) -> str:
    who = message.sender.full_name
    match message.kind:
        case "forum_topic_created":
            return f"{who} membuat topik “{message.content['name']}”"
        case "forum_topic_edited":
            if "name" in message.content:
                return f"{who} mengganti nama topik menjadi “{message.content['name']}”"
            return f"{who} mengganti ikon topik"
        case "forum_topic_closed":
            return f"{who} menutup topik"
        case "forum_topic_reopened":
            return f"{who} membuka kembali topik"
        case "general_forum_topic_hidden":
            return f"{who} menyembunyikan topik General"
        case "general_forum_topic_unhidden":
            return f"{who} menampilkan topik General"
    return ""


def _name(card: dict[str, str]) -> str:
    return f"{card['first_name']} {card.get('last_name', '')}".strip()


def _pinned(card: dict[str, str]) -> str:
    line = (card.get("text") or card.get("caption") or "").partition("\n")[0]
    if not line:
        return "sebuah pesan"
    return f"“{line}”" if len(line) <= 40 else f"“{line[:39]}…”"
