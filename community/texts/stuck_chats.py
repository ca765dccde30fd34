"""Words about groups that take nothing from the bot."""

from community.reply import Message
from community.texts.settings import settings_button

MODERATORS = "Grup moderator"
COMMUNITY = "Grup komunitas"
ANOTHER = "Sebuah grup"

_CAUSES = (
    ("kicked", "bot dikeluarkan dari grup"),
    ("not a member", "bot bukan lagi anggota grup"),
    ("deleted", "grup sudah dihapus"),
    ("upgraded", "grup berganti nomor"),
    ("chat not found", "grup tidak ditemukan"),
    ("CHANNEL_PRIVATE", "bot tidak lagi dapat membuka grup"),
    ("TOPIC_CLOSED", "topik General ditutup"),
)


def stuck(name: str, reason: str, waiting: int) -> Message:
    """Tell an admin that a group takes nothing, why, and that nothing is lost."""
    return Message(
        f"<b>{name} tidak dapat dikirimi pesan</b>\n"
        f"Penyebab: {_cause(reason)}. {waiting} pesan menunggu dan tidak ada yang hilang; "
        "pesan yang ada batas waktunya gugur bila terlambat.\n"
        "Mohon masukkan kembali bot ke grup dan izinkan menulis. Sesudah itu bot mencoba lagi "
        "sendiri, paling lambat dalam satu jam.",
        ((settings_button(),),),
    )


def told(count: int) -> str:
    """Say for the timetable how many groups the admins were told of."""
    return f"{count} grup dilaporkan"


def _cause(reason: str) -> str:
    known = (words for sign, words in _CAUSES if sign in reason)
    return next(known, "bot tidak diizinkan menulis di grup")
