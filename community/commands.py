"""The command lists that Telegram shows behind its menu button, one for each scope."""

from collections.abc import Mapping

from community.charter import Charter

Commands = tuple[tuple[str, str], ...]
Scope = Mapping[str, str | int]

EVERYONE: Commands = (
    ("start", "Mulai dan buka menu"),
    ("hariini", "Program hari ini"),
    ("tanya", "Ajukan pertanyaan"),
    ("berbagi", "Bagikan praktik baik"),
    ("cari", "Cari jawaban dan tulisan"),
    ("profil", "Lihat dan ubah profil"),
    ("pengaturan", "Atur pengingat"),
    ("bantuan", "Bantuan"),
)
"""Fixed by the contract, in this order."""

MODERATORS: Commands = (
    *EVERYONE,
    ("antrean", "Pertanyaan, tulisan, laporan menunggu"),
    ("catatan", "Catatan moderator pada pertanyaan"),
    ("templat", "Templat jawaban"),
    ("aturan", "Aturan rujukan dan tinjauan jawaban"),
    ("anggota", "Cari anggota"),
    ("program", "Kelola sesi program"),
    ("statistik", "Seri, jangkauan, dan waktu jawab"),
    ("dampak", "Praktik yang direplikasi"),
)

ADMINS: Commands = (
    *MODERATORS,
    ("moderator", "Tugaskan moderator"),
    ("libur", "Atur hari libur"),
    ("jadwalbot", "Jadwal kerja bot"),
    ("audit", "Jejak perbuatan"),
    ("programhari", "Atur teks program harian"),
    ("topik", "Atur topik pertanyaan"),
    ("sinonim", "Atur padanan kata pencarian"),
)

MODERATOR_CHAT: Commands = (
    ("antrean", "Pertanyaan, tulisan, laporan menunggu"),
    ("catatan", "Catatan moderator pada pertanyaan"),
    ("templat", "Templat jawaban (dibuka di obrolan pribadi)"),
    ("aturan", "Aturan rujukan (dibuka di obrolan pribadi)"),
    ("anggota", "Cari anggota (dibuka di obrolan pribadi)"),
    ("program", "Kelola sesi program"),
    ("statistik", "Seri, jangkauan, dan waktu jawab"),
    ("dampak", "Praktik yang direplikasi (dibuka di obrolan pribadi)"),
    ("moderator", "Daftar dan penugasan moderator (admin)"),
    ("bantuan", "Bantuan"),
)


def scopes(charter: Charter) -> tuple[tuple[Scope, Commands], ...]:
    """Return the lists to publish at start, each with its scope as the Bot API names it.

    Moderators get theirs when they are appointed; an admin who never wrote to the bot has no chat
    yet, so Telegram may refuse that one (dispatch publishes it when they first write).
    """
    chats = [(admin, ADMINS) for admin in sorted(charter.admin_ids)]
    if charter.moderator_chat_id is not None:
        chats.append((charter.moderator_chat_id, MODERATOR_CHAT))
    everyone: tuple[Scope, Commands] = ({"type": "all_private_chats"}, EVERYONE)
    return (everyone, *((_chat(chat_id), listed) for chat_id, listed in chats))


def _chat(chat_id: int) -> Scope:
    return {"type": "chat", "chat_id": chat_id}
