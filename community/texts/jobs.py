"""Words about the jobs of the clock: their titles, and what admins are told of failures."""

from collections.abc import Mapping

from community.reply import Message, Rows
from community.texts.menu import item_below
from community.texts.settings import settings_button

TITLES: Mapping[str, str] = {
    "reminders": "Pengingat harian",
    "reminder_tally": "Rekap pengiriman pengingat",
    "session_news": "Kabar perubahan sesi",
    "session_notices": "Tautan 15 menit sebelum sesi",
    "community": "Pengingat di grup komunitas",
    "digest": "Rangkuman mingguan",
    "post_list": "Daftar tulisan di grup komunitas",
    "empty_thursday": "Peringatan Kamis tanpa sesi",
    "unconfirmed_year": "Peringatan kalender libur belum pasti",
    "questions": "Batas waktu pertanyaan",
    "question_opening": "Pertanyaan dan tulisan baru saat buka",
    "posts": "Batas waktu tinjauan tulisan",
    "unreached": "Jawaban yang belum sampai",
    "question_closing": "Penutupan pertanyaan",
    "proposals": "Usul terbit tanpa jawaban",
    "replications": "Kabar rencana replikasi",
    "empty_desk": "Peringatan moderator jeda",
    "stuck_chats": "Grup yang tidak dapat dikirimi pesan",
    "erasing": "Penuntasan penghapusan data",
    "retention": "Pembersihan data lama",
    "backup": "Cadangan tiap malam",
}
"""What each job of bot/timetable.py is called; a test holds both together."""


def title(job: str) -> str:
    """Name a job."""
    return TITLES.get(job, job)


def unfinished(count: int) -> str:
    """Say how many deletions still have traces."""
    return f"{count} belum selesai" if count else ""


def tidied(count: int) -> str:
    """Say how much was too old."""
    return f"{count} dihapus" if count else ""


def failed(job: str, code: str, grace: str | None) -> Message:
    """Tell an admin that a job began to fail."""
    late = "" if grace is None else f"\nBila terlambat: {grace}."
    return Message(
        f"<b>Pekerjaan terjadwal gagal</b>\n{title(job)} (kode {code}).{late}\n"
        "Bot mencobanya lagi setiap beberapa menit dan memberi tahu sekali lagi setelah pulih. "
        "Rinciannya ada di log dengan kode tersebut.",
        _buttons(),
    )


def recovered(job: str) -> Message:
    """Tell an admin that a job works again."""
    return Message(f"<b>Pekerjaan terjadwal pulih</b>\n{title(job)} berjalan kembali.", _buttons())


def _buttons() -> Rows:
    return ((item_below("Jadwal kerja bot", "jobs"),), (settings_button(),))
