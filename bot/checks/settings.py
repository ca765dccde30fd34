"""What is missing in settings that are not mistaken."""

from bot.checks.finding import Finding, well, wrong
from bot.config import Settings


def look(settings: Settings) -> list[Finding]:
    """Name what nobody filled in."""
    found = []
    if not settings.admin_ids:
        found.append(
            wrong(
                "ADMIN_IDS belum diisi",
                "Isi dengan ID Telegram admin, misalnya ADMIN_IDS=123456789.",
            )
        )
    if not settings.controller_contact:
        found.append(
            wrong(
                "CONTROLLER_CONTACT belum diisi; pemberitahuan privasi tidak menyebut kontak",
                "Isi dengan alamat surel atau telepon pengelola data.",
            )
        )
    return found or [well("Pengaturan terbaca lengkap")]
