"""The reasons for which a question is refused (`Tolak`), and where each sends the asker."""

from dataclasses import dataclass
from enum import StrEnum


class Needs(StrEnum):
    """What the moderator gives along with a reason."""

    NOTHING = "nothing"
    QUESTION = "question"  # which answered question, or a link
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason: its button, what the asker reads, and where they are sent."""

    code: str
    label: str
    sentence: str
    where: str
    needs: Needs = Needs.NOTHING


ALL = (
    Reason(
        "ranah",
        "Bukan ranah CoP",
        "Pertanyaan Bapak/Ibu berada di luar bidang kehumasan yang dilayani CoP Pranata Humas.",
        "Untuk keluhan layanan, silakan gunakan SP4N-LAPOR! (lapor.go.id); untuk permohonan "
        "informasi publik, PPID instansi terkait; untuk urusan kepegawaian, BKD/BKPSDM setempat.",
    ),
    Reason(
        "jelas",
        "Kurang jelas",
        "Kami belum dapat memahami pertanyaan Bapak/Ibu dengan baik.",
        "Silakan bertanya kembali melalui /tanya dan sertakan keadaan, aturan, atau contoh yang "
        "dimaksud.",
    ),
    Reason(
        "sudah",
        "Sudah dijawab",
        "Pertanyaan serupa sudah pernah dijawab.",
        "Silakan membaca jawaban berikut. Bila belum sesuai, silakan bertanya kembali melalui "
        "/tanya dan jelaskan perbedaannya.",
        Needs.QUESTION,
    ),
    Reason(
        "pribadi",
        "Memuat data pribadi",
        "Pertanyaan Bapak/Ibu memuat data pribadi yang tidak boleh diproses di sini.",
        "Silakan bertanya kembali melalui /tanya tanpa nama, NIK, NIP, nomor telepon, atau data "
        "pribadi lain.",
    ),
    Reason(
        "lain",
        "Lainnya",
        "Pertanyaan Bapak/Ibu belum dapat diproses.",
        "Silakan bertanya kembali melalui /tanya bila ada hal lain yang ingin disampaikan.",
        Needs.TEXT,
    ),
)

_BY_CODE = {reason.code: reason for reason in ALL}


def by_code(code: str) -> Reason | None:
    """Return the reason of that code."""
    return _BY_CODE.get(code)
