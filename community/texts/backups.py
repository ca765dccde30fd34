"""Words about backups: for `/jadwalbot` and for the command line."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from community.texts import dates

BY_PG_DUMP = "PostgreSQL: dicadangkan dengan pg_dump (lihat `cop-humas backup`)"

NO_SPACE = "Ruang disk tidak cukup. Kosongkan ruang, lalu jalankan lagi."
NOT_WRITABLE = "Folder tujuan tidak dapat ditulis. Periksa folder dan izinnya."
DATABASE_DAMAGED = (
    "Basis data rusak, sehingga salinannya pun rusak. Pulihkan cadangan terakhir dengan "
    "`cop-humas restore BERKAS`."
)
NOT_COPIED = "Basis data tidak dapat disalin. Periksa berkas, izin, dan ruang disk."
NO_DATABASE = "Basis data belum ada: bot belum pernah dijalankan dengan DATABASE_URL ini."

FILE_MISSING = "Berkas cadangan tidak ditemukan atau tidak dapat dibaca."
NOT_A_DATABASE = "Berkas itu bukan cadangan bot: bukan basis data SQLite."
NOT_OURS = "Berkas itu basis data SQLite, tetapi bukan milik bot ini."
FILE_DAMAGED = "Berkas cadangan itu rusak. Pakai cadangan malam lain."
FILE_TOO_NEW = "Cadangan itu dibuat oleh versi bot yang lebih baru; pasang versi terbaru dahulu."
SAME_FILE = "Berkas itu basis data yang sedang dipakai, bukan cadangannya."
BOT_RUNS = "Bot sedang berjalan dengan basis data ini. Hentikan dahulu, lalu pulihkan."
DATABASE_BUSY = "Proses lain sedang membuka basis data. Tutup dahulu, lalu jalankan lagi."
PG_RESTORE = (
    "PostgreSQL dipulihkan dengan pg_restore: hentikan bot, buat basis data kosong, lalu\n"
    "  pg_restore --no-owner --dbname=NAMA BERKAS.dump"
)

_NOUNS: Mapping[str, str] = {
    "account": "akun",
    "profile": "profil",
    "session": "sesi",
    "question": "pertanyaan",
    "post": "tulisan",
}


def made(name: str, size: int, removed: int) -> str:
    """Say which backup was made and how many old ones went."""
    gone = f", {removed} yang lama dihapus" if removed else ""
    return f"{name} ({megabytes(size)}){gone}"


def megabytes(size: int) -> str:
    """Write a number of bytes as people read it: "0,4 MB", "312 MB", "1,2 GB"."""
    unit, amount = ("GB", size / 1e9) if size >= 1_000_000_000 else ("MB", size / 1e6)
    shown = f"{amount:.1f}" if amount < 10 else f"{amount:.0f}"
    return f"{shown.replace('.', ',')} {unit}"


def age(span: timedelta) -> str:
    """Write how long ago something was: "3 hari 4 jam", "12 menit"."""
    minutes = max(0, round(span.total_seconds() / 60))
    days, hours = minutes // 1440, minutes % 1440 // 60
    parts = [f"{days} hari"] if days else []
    if hours:
        parts.append(f"{hours} jam")
    return " ".join(parts) if parts else f"{minutes} menit"


def exists(path: str) -> str:
    """Refuse to write over a file."""
    return f"{path} sudah ada. Tulis nama lain, supaya tidak ada cadangan yang tertimpa."


def no_folder(path: str) -> str:
    """Refuse a folder that is not there: it may be a disk that is not mounted."""
    return f"Folder {path} tidak ada. Periksa penulisannya, atau apakah disknya sudah terpasang."


def backed_up(path: str, size: int, until: datetime | None, zone: ZoneInfo) -> str:
    """Say which backup was made and what it holds."""
    return (
        f"Cadangan dibuat: {path} ({megabytes(size)}). {_known(until, zone)}\n"
        "Berkas ini memuat data pribadi dan tidak dihapus otomatis: hapus bila tidak diperlukan."
    )


def pg_dump(options: str, name: str, day: date) -> str:
    """Say how PostgreSQL is backed up; never with a password."""
    file = f"cop-humas-{day.isoformat()}.dump"
    return (
        "PostgreSQL dicadangkan dengan programnya sendiri:\n"
        f"  pg_dump --format=custom --file={file} {options} {name}\n"
        "Kata sandi ditanyakan, atau diambil dari ~/.pgpass. Jalankan tiap malam dengan cron."
    )


def restored(
    name: str,
    *,
    database: str,
    until: datetime | None,
    now: datetime,
    zone: ZoneInfo,
    revision: str,
    lost: Mapping[str, int],
    kept: str | None,
    unsent: int,
    erased: int | None,
) -> str:
    """Say what a restore did, what is lost, and what happens at the next start."""
    old = f" ({age(now - until)} yang lalu)" if until is not None else ""
    known = f"{_known(until, zone).rstrip('.')}{old}."
    lines = [f"Dipulihkan dari {name} ke {database}, revisi {revision}. {known}"]
    missing = ", ".join(f"{count} {_NOUNS[table]}" for table, count in lost.items())
    lines.append(f"Yang terjadi sesudahnya tidak ada lagi{f': {missing}' if missing else ''}.")
    if kept is not None:
        lines.append(
            f"Basis data lama disimpan sebagai {kept}; "
            "hapus bila tidak diperlukan lagi, karena memuat data pribadi."
        )
    if erased is None:
        lines.append(
            "Basis data lama tidak terbaca: penghapusan data sesudah cadangan tidak dapat diulang. "
            "Ulangi dari catatan Anda."
        )
    elif erased:
        lines.append(f"Penghapusan data sesudah cadangan diulang untuk {erased} orang.")
    lines.append(
        f"{unsent} pesan yang sudah waktunya dianggap terkirim dan tidak dikirim lagi, "
        "termasuk pengingat hari ini."
        if unsent
        else "Tidak ada pesan lama yang akan terkirim lagi."
    )
    lines.append("Jalankan `cop-humas check`, lalu `cop-humas run`.")
    return "\n".join(lines)


def _known(until: datetime | None, zone: ZoneInfo) -> str:
    if until is None:
        return "Belum ada kejadian di dalamnya."
    return f"Memuat kejadian sampai {dates.moment(until, zone)}."
