"""What is accepted at each step of planning a session, said when an answer was none."""

from datetime import date, datetime, time

from community import plan_view
from community.form import Draft
from community.links import LONGEST, MOST, Broken, Flaw
from community.texts import dates, numbers
from community.texts.common import escape

TITLE_EXAMPLE = "Menulis Siaran Pers yang Dibaca Warga"
SPEAKER_EXAMPLE = "Dr. Siti Rahmawati (BPSDM Jawa Timur)"
NOTES_EXAMPLE = "Mohon mengisi presensi di akhir sesi"
DATE_EXAMPLES = "<i>26-11-2026</i>, <i>26/11/2026</i>, <i>26 November 2026</i>, <i>kamis</i>"
_SHOWN = 80  # characters that an answer repeats of a link

BAD_DATE = "Tanggal itu belum dapat dibaca atau tidak ada."
BAD_PROGRAMME = "Program itu tidak ada dalam daftar."
BAD_JP = "JP ditulis dengan angka 1–20. Bila tidak ada, ketuk <b>Lewati</b>."
TOO_LONG = (
    "Sesi paling lama 12 jam. Mohon ketik jam selesai yang lebih awal, misalnya <i>16.00</i>."
)
TAP_SAVE = "Mohon ketuk <b>Simpan</b>, <b>Ubah</b>, atau <b>Batal</b>."
PAST_START = (
    "Waktu mulai sesi ini sudah lewat. Ketuk <b>Ubah</b>, lalu <b>Hari dan jam</b>, untuk memilih "
    "waktu yang akan datang."
)


def past_date(on: date, today: date) -> str:
    """Say that a day is over."""
    return (
        f"{dates.day(on)} sudah lewat. Mohon pilih hari ini ({dates.short_day(today)}) atau "
        "sesudahnya."
    )


def far_date(on: date) -> str:
    """Say that a day is too far away to be meant."""
    return f"{dates.day(on)} lebih dari dua tahun lagi. Mohon periksa tahunnya."


def bad_number(proposed: int) -> str:
    """Say how a number in the series is written."""
    return (
        f"Nomor seri ditulis dengan angka 1–9999, misalnya <i>{proposed}</i>, atau <b>Lewati</b>."
    )


def taken_number(number: int, proposed: int) -> str:
    """Say that a number belongs to another session of that year."""
    return (
        f"Nomor seri {number} sudah dipakai sesi lain pada program dan tahun itu. Nomor "
        f"berikutnya: <i>{proposed}</i>."
    )


def bad_hour(draft: Draft) -> str:
    """Say how an hour is written."""
    return f"Jam itu belum dapat dibaca. Jam ditulis dalam {_zone(draft)}, antara 00.00 dan 23.59."


def past_hour(draft: Draft, hour: time, now: datetime) -> str:
    """Say that an hour of today is over."""
    return (
        f"Pukul {dates.hour(hour)} hari ini sudah lewat; sekarang pukul {now:%H.%M} "
        f"{_zone(draft)}. Mohon ketik jam yang akan datang, atau ketuk <b>Batal</b> untuk "
        "memilih hari lain."
    )


def end_before_start(draft: Draft, begin: datetime) -> str:
    """Say that a session ends after it begins."""
    return (
        f"Jam selesai harus sesudah jam mulai (pukul {begin:%H.%M} {_zone(draft)}). Mohon ketik "
        "jam selesai, atau ketuk usulannya."
    )


def notes_too_long(count: int) -> str:
    """Say how long notes may be."""
    written = numbers.whole(count)
    return f"Catatan paling banyak 1.000 karakter; yang dikirim {written}. Mohon diringkas."


def broken_link(broken: Broken) -> str:
    """Say which link cannot be taken, and why."""
    if broken.flaw is Flaw.NONE_GIVEN:
        return "Belum ada tautan dalam jawaban itu."
    if broken.flaw is Flaw.TOO_MANY:
        return f"Paling banyak {MOST} tautan dalam satu sesi. Mohon pilih yang terpenting."
    shown = broken.link if len(broken.link) <= _SHOWN else f"{broken.link[:_SHOWN]}…"
    return (
        f"Tautan ke-{broken.place} (<code>{escape(shown)}</code>) belum dapat diterima: "
        f"{_FLAWS[broken.flaw]}."
    )


_FLAWS = {
    Flaw.TOO_LONG: f"panjangnya lebih dari {LONGEST} karakter",
    Flaw.SPACES: "memuat spasi; satu baris untuk satu tautan",
    Flaw.SCHEME: "tautan diawali https:// atau http://",
    Flaw.HOST: "alamat situsnya tidak lengkap atau berupa angka",
    Flaw.PASSWORD: "tautan tidak boleh memuat nama pengguna atau kata sandi",
    Flaw.SIGNS: "memuat tanda yang tidak lazim dalam tautan",
}


def _zone(draft: Draft) -> str:
    return dates.zone_name(plan_view.now(draft), plan_view.zone_of(draft))
