"""Words of `/keluar`."""

from community.applications import WithdrawApplication
from community.callback import pack
from community.keeping import LEFT, length
from community.leaving import Leave
from community.menu import OpenMenu
from community.reply import Button, Message
from community.texts.menu import item

NOT_A_MEMBER = "Bapak/Ibu bukan anggota saat ini."


def ask() -> Message:
    """Ask once more before somebody leaves."""
    return Message(
        "<b>Keluar dari komunitas</b>\n"
        "Pengingat akan berhenti. Pertanyaan Bapak/Ibu yang masih terbuka tetap dijawab, "
        "dan tulisan yang sudah terbit tetap ada. Bapak/Ibu dapat bergabung lagi kapan saja; data "
        f"Bapak/Ibu dihapus {length(LEFT.span)} setelah keluar.",
        (
            (Button("Ya, keluar", pack(Leave())),),
            (Button("Batal", pack(OpenMenu())),),
        ),
    )


def left() -> Message:
    """Say goodbye to somebody who left."""
    return Message(
        "Bapak/Ibu telah keluar dari komunitas. Terima kasih atas kebersamaannya.\n\n"
        "Bila berkenan, Bapak/Ibu dapat bergabung lagi kapan saja. "
        "Data Bapak/Ibu dapat dilihat atau dihapus sekarang melalui /datasaya, dan terhapus "
        f"dengan sendirinya setelah {length(LEFT.span)}.",
        ((item("Gabung", "join"),), (item("Data saya", "my_data"),)),
    )


def waits() -> Message:
    """Tell an applicant that there is no membership yet, and how the application is taken back."""
    return Message(
        "Pendaftaran Bapak/Ibu masih ditinjau, jadi belum ada keanggotaan yang perlu diakhiri. "
        "Bila berubah pikiran, silakan ketuk <b>Tarik permohonan</b>.",
        ((Button("Tarik permohonan", pack(WithdrawApplication())),), (item("Menu", ""),)),
    )


def not_a_member() -> Message:
    """Say that there is no membership to leave."""
    return Message(NOT_A_MEMBER, ((item("Menu", ""),),))
