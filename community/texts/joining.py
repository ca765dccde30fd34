"""Words of joining: the welcome, waiting, the end; the seven questions stand in entry.py."""

from community.callback import pack
from community.menu import Join
from community.reply import Button, Message, Rows
from community.roles import State
from community.texts import menu
from community.texts.common import escape, menu_button
from community.texts.entry import LAST_STEP

STALE = "Langkah itu sudah terjawab. Ini langkah yang sekarang."
ALREADY = "Bapak/Ibu sudah menjadi anggota."


def welcome(state: State, target: str) -> Message:
    """Greet whoever is not a member, and offer to join."""
    opening = "Selamat datang di Community of Practice (CoP) Pranata Humas Jawa Timur."
    if state is State.REMOVED:
        rest = (
            "Keanggotaan Bapak/Ibu telah diakhiri. Bila ingin mendaftar kembali, pendaftaran akan "
            "ditinjau admin."
        )
    elif state is State.LEFT:
        rest = "Senang berjumpa kembali. Silakan bergabung lagi; hanya beberapa menit."
    elif state is State.REFUSED:
        rest = "Pendaftaran yang lalu belum dapat diterima. Bapak/Ibu dapat mendaftar kembali."
    else:
        rest = (
            "Di sini pranata humas saling belajar: bertanya, berbagi praktik, dan mengikuti Dahar "
            "Ngopi setiap hari kerja. Silakan bergabung; hanya beberapa menit."
        )
    return Message(
        f"{opening}\n\n{rest}{_landing(target)}",
        ((Button("Gabung", pack(Join(target=target))),), *_outside()),
    )


def _landing(target: str) -> str:
    """Promise that a deep link is not forgotten."""
    return "\n\nTautan tadi dibuka setelah Bapak/Ibu bergabung." if target else ""


def _outside() -> Rows:
    return ((menu.item("Bantuan", "help"), menu.item("Menu", "")),)


def waits() -> Message:
    """Tell an applicant that a moderator has yet to decide."""
    return Message(
        "Pendaftaran Bapak/Ibu sudah kami terima dan sedang ditinjau Moderator CoP. Kabarnya "
        "kami kirim melalui obrolan ini.",
        menu.buttons(State.PENDING),
    )


def kept(number: int, target: str) -> Message:
    """Offer the half-filled application again."""
    return Message(
        "Selamat datang kembali di CoP Pranata Humas Jawa Timur.\n\n"
        f"Isian pendaftaran Bapak/Ibu masih tersimpan (Langkah {number}/{LAST_STEP}). "
        f"Silakan dilanjutkan, atau dihapus untuk memulai dari awal.{_landing(target)}",
        menu.draft_buttons("join"),
    )


def joined(name: str) -> Message:
    """Welcome a new member, with the menu."""
    return Message(
        f"Selamat datang, Bapak/Ibu {escape(name)}! Pendaftaran sudah lengkap. "
        "Silakan pilih dari menu berikut.",
        menu.buttons(State.MEMBER),
    )


def greeted(name: str | None) -> Message:
    """Greet a member who starts the bot again."""
    whom = f", Bapak/Ibu {escape(name)}," if name else ""
    return Message(
        f"Selamat datang kembali{whom} di CoP Pranata Humas Jawa Timur. "
        "Silakan pilih yang ingin dibuka.",
        menu.buttons(State.MEMBER),
    )


def cancelled(title: str) -> Message:
    """Confirm that a form was left."""
    return Message(
        f"Pengisian {escape(title)} dibatalkan. Isiannya sudah dihapus.", ((menu_button(),),)
    )


def nothing_open() -> Message:
    """Say that there is nothing to cancel."""
    return Message(
        "Tidak ada isian yang sedang terbuka, jadi tidak ada yang perlu dibatalkan.",
        ((menu_button(),),),
    )


def only_kept(form: str, title: str) -> Message:
    """Say that nothing is open, and offer what was kept."""
    return Message(
        f"Tidak ada isian yang sedang terbuka. Isian {escape(title)} masih tersimpan.",
        menu.draft_buttons(form),
    )
