"""Words about groups that take nothing from the bot."""

from enum import Enum

from community.reply import Message
from community.texts.settings import settings_button


class Group(Enum):
    """Which group it is: what it is called, and the setting that names it."""

    MODERATORS = "Grup moderator", "MODERATOR_CHAT_ID"
    COMMUNITY = "Grup komunitas", "COMMUNITY_CHAT_ID"
    ANOTHER = "Sebuah grup", ""


_BACK = "masukkan kembali bot ke grup dan izinkan menulis"
_ALLOW = "izinkan bot menulis di grup itu"
_OPEN = "buka kembali topik General"
_NO_GROUP = ""  # nothing can be done in the group: it is gone, or never was

_CAUSES = (
    ("kicked", "bot dikeluarkan dari grup, atau grupnya dihapus", _BACK),
    ("not a member", "bot bukan lagi anggota grup", _BACK),
    ("deleted", "grup sudah dihapus", _NO_GROUP),
    ("upgraded", "grup berganti nomor", _NO_GROUP),
    ("chat not found", "grup tidak ditemukan", _NO_GROUP),
    ("CHANNEL_PRIVATE", "bot tidak lagi dapat membuka grup", _BACK),
    ("TOPIC_CLOSED", "topik General ditutup", _OPEN),
)
_IS_ALLOWED = "bot tidak diizinkan menulis di grup", _ALLOW
_MAY_BE_GONE = frozenset({_BACK, _NO_GROUP})


def stuck(group: Group, reason: str, waiting: int) -> Message:
    """Tell an admin that a group takes nothing, why, what helps, and that nothing is lost."""
    name, setting = group.value
    cause, mend = _cause(reason)
    lines = [
        f"<b>{name} tidak dapat dikirimi pesan</b>",
        (
            f"Penyebab: {cause}. {waiting} pesan menunggu dan tidak ada yang hilang; "
            "pesan yang ada batas waktunya gugur bila terlambat."
        ),
    ]
    if mend:
        lines.append(
            f"Mohon {mend}. Sesudah itu bot mencoba lagi sendiri, paling lambat dalam satu jam."
        )
    if setting and mend in _MAY_BE_GONE:
        lines.append(_set_anew(setting, has_mend=bool(mend)))
    if group is Group.MODERATORS:
        lines.append("Sementara itu pertanyaan tetap ada di /antrean.")
    return Message("\n".join(lines), ((settings_button(),),))


def for_moderators() -> Message:
    """Tell a moderator that the group takes nothing, and where the questions are meanwhile."""
    return Message(
        f"<b>{Group.MODERATORS.value[0]} sudah lebih dari satu jam tidak dapat dikirimi pesan</b>\n"
        "Sementara itu, pertanyaan yang menunggu dapat dibuka dengan /antrean di sini, dan "
        "pengingatnya dikirim ke sini. Admin diminta memeriksa grup.",
        ((settings_button(),),),
    )


def told(count: int) -> str:
    """Say for the timetable how many groups the admins were told of."""
    return f"{count} grup dilaporkan"


def _cause(reason: str) -> tuple[str, str]:
    """Return why a group takes nothing, and what helps there."""
    known = ((words, mend) for sign, words, mend in _CAUSES if sign in reason)
    return next(known, _IS_ALLOWED)


def _set_anew(setting: str, *, has_mend: bool) -> str:
    start = (
        "Bila grupnya sudah tidak ada atau nomornya keliru, perbaiki" if has_mend else "Perbaiki"
    )
    return (
        f"{start} {setting}, lalu nyalakan ulang bot; <code>cop-humas check</code> menunjukkan "
        "hasilnya."
    )
