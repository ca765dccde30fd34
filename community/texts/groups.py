"""Words for those who ask to be let into the community's group."""

from community.reply import Button, Message
from community.texts.common import escape


def let_in(name: str | None) -> Message:
    """Greet a member who was let in."""
    whom = f", Bapak/Ibu {escape(name)}" if name else ""
    return Message(f"Selamat datang di grup komunitas{whom}.")


def waits() -> Message:
    """Tell an applicant that the group opens with the membership."""
    return Message(
        "Terima kasih atas minat Bapak/Ibu. Pendaftaran Bapak/Ibu masih ditinjau Moderator CoP. "
        "Setelah disetujui, silakan kirim ulang permintaan masuk grup."
    )


def join_first(deep_link: str) -> Message:
    """Tell somebody who is no member how to become one."""
    return Message(
        "Terima kasih atas minat Bapak/Ibu. Grup ini untuk anggota Community of Practice "
        "(CoP) Pranata Humas Jawa Timur. Silakan bergabung dahulu melalui tombol berikut, "
        "lalu kirim ulang permintaan masuk grup.",
        ((Button("Gabung", url=deep_link),),),
    )
