"""How long each kind of data is kept: the one page of retention.

The job `retention` obeys it (handlers/retention.py), docs/privacy.md repeats it, tests hold all
three together. What stands nowhere here is kept as long as its person is a member.
"""

from dataclasses import dataclass
from datetime import timedelta

DAY = timedelta(days=1)
YEAR = 365 * DAY


@dataclass(frozen=True, slots=True)
class Rule:
    """What is kept for how long, counted from when, and how it goes; in words for the notice."""

    name: str
    span: timedelta
    what: str
    since: str
    how: str


ROW = "baris dihapus"
WHOLE = "semua datanya dihapus; yang sudah terbit tetap ada tanpa nama"

GUESTS = Rule(
    "guests",
    7 * DAY,
    "tamu yang tidak pernah menyetujui pemberitahuan privasi",
    "terakhir menyapa bot",
    WHOLE,
)
UNFINISHED = Rule(
    "unfinished",
    14 * DAY,
    "tamu yang setuju tetapi tidak jadi mendaftar",
    "terakhir menyapa bot",
    WHOLE,
)
LEFT = Rule(
    "left",
    30 * DAY,
    "data orang yang keluar atau menarik pendaftaran",
    "keluar, setelah pertanyaannya selesai",
    WHOLE,
)
REMOVED = Rule(
    "removed",
    YEAR,
    "data orang yang dikeluarkan moderator",
    "dikeluarkan",
    WHOLE,
)
REFUSED = Rule(
    "refused",
    YEAR,
    "data orang yang pendaftarannya ditolak",
    "ditolak",
    WHOLE,
)
DRAFTS = Rule(
    "drafts",
    14 * DAY,
    "isian yang belum selesai",
    "terakhir diisi",
    ROW,
)
GUEST_DRAFTS = Rule(
    "guest_drafts",
    7 * DAY,
    "isian orang yang belum menyetujui pemberitahuan privasi",
    "terakhir diisi",
    ROW,
)
HELD_REPLIES = Rule(
    "held_replies",
    14 * DAY,
    "balasan pada kartu pertanyaan yang belum dipastikan sebagai jawaban",
    "ditulis",
    ROW,
)
SEARCHES = Rule(
    "searches",
    14 * DAY,
    "kata yang dicari, untuk tombol di bawah hasilnya",
    "dicari",
    ROW,
)
UPDATE_IDS = Rule(
    "update_ids",
    timedelta(hours=48),
    "nomor pembaruan dari Telegram (isinya dikosongkan begitu diolah)",
    "diolah",
    ROW,
)
SET_ASIDE = Rule(
    "set_aside",
    7 * DAY,
    "pesan yang gagal diolah, beserta isinya",
    "disisihkan",
    ROW,
)
MESSAGES_OUT = Rule(
    "messages_out",
    30 * DAY,
    "pesan bot yang terkirim atau gagal, beserta isinya",
    "ditulis",
    ROW,
)
UNREACHED = Rule(
    "unreached",
    YEAR,
    "catatan (tanpa isi) jawaban yang belum sampai kepada penanya",
    "ditulis",
    ROW,
)
MASS_TEXTS = Rule(
    "mass_texts",
    30 * DAY,
    "isi pesan untuk banyak orang",
    "ditulis",
    ROW,
)
REMINDED_MESSAGES = Rule(
    "reminded_messages",
    40 * DAY,
    "nomor pesan pengingat di ruang obrolan",
    "hari pengingat",
    ROW,
)
REMINDED = Rule(
    "reminded",
    7 * DAY,
    "siapa diingatkan pada hari apa",
    "hari pengingat",
    ROW,
)
REMINDER_LOG = Rule(
    "reminder_log",
    YEAR,
    "jumlah pengingat per jam (tanpa nama)",
    "hari pengingat",
    ROW,
)
APPLICATIONS = Rule(
    "applications",
    YEAR,
    "permohonan yang ditolak atau ditarik",
    "diputuskan",
    ROW,
)
QUESTIONS = Rule(
    "questions",
    YEAR,
    "pertanyaan yang ditolak atau ditarik, dengan seluruh percakapannya",
    "ditolak atau ditarik",
    ROW,
)
POSTS = Rule(
    "posts",
    YEAR,
    "tulisan yang ditolak",
    "ditolak",
    ROW,
)
TRAIL = Rule(
    "trail",
    5 * YEAR,
    "catatan kegiatan (jejak audit): nomor acak, perbuatan, waktu",
    "terjadi",
    ROW,
)
ERASURES = Rule(
    "erasures",
    400 * DAY,  # longer than the oldest backup, for BACKUP_KEEP is 365 at most
    "nomor acak orang yang datanya dihapus, agar pemulihan cadangan tidak mengembalikannya",
    "dihapus tuntas",
    ROW,
)
OCCASIONS = Rule(
    "occasions",
    400 * DAY,
    "penanda hal yang hanya diberitahukan sekali",
    "terjadi",
    ROW,
)
FAULTS = Rule(
    "faults",
    YEAR,
    "jenis gangguan dan jumlahnya (tanpa data pribadi)",
    "terakhir terjadi",
    ROW,
)

RULES = (
    GUESTS,
    UNFINISHED,
    LEFT,
    REMOVED,
    REFUSED,
    DRAFTS,
    GUEST_DRAFTS,
    HELD_REPLIES,
    SEARCHES,
    UPDATE_IDS,
    SET_ASIDE,
    MESSAGES_OUT,
    UNREACHED,
    MASS_TEXTS,
    REMINDED_MESSAGES,
    REMINDED,
    REMINDER_LOG,
    APPLICATIONS,
    QUESTIONS,
    POSTS,
    TRAIL,
    ERASURES,
    OCCASIONS,
    FAULTS,
)


def length(span: timedelta) -> str:
    """Write how long as people say it: "48 jam", "14 hari", "5 tahun"."""
    if span < 7 * DAY:
        return f"{span // timedelta(hours=1)} jam"
    if span % YEAR:
        return f"{span.days} hari"
    return f"{span // YEAR} tahun"


def table() -> str:
    """Write the table of docs/privacy.md."""
    lines = [
        "| data | paling lama | sejak | cara dihapus | aturan |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {rule.what} | {length(rule.span)} | {rule.since} | {rule.how} | `{rule.name}` |"
        for rule in RULES
    ]
    return "\n".join(lines)
