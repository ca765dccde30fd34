"""Words that every feature uses: escaping, refusals, what to say when something goes wrong."""

from collections.abc import Sequence
from html import escape as _escape

from community.callback import pack
from community.menu import OpenMenu, ResumeDraft
from community.reply import Button, Message
from community.roles import Access, State

OLD_BUTTON = "Tombol ini sudah tidak berlaku. Silakan gunakan menu."


def escape(words: str) -> str:
    """Make what a person wrote safe inside HTML text."""
    return _escape(words, quote=False)


def menu_button() -> Button:
    """Return the button that opens the menu."""
    return Button("Menu", pack(OpenMenu()))


def unknown_command(name: str) -> Message:
    """Say that there is no such command."""
    return Message(
        f"Perintah /{escape(name[:32])} belum dikenal. Silakan pilih dari menu.",
        ((menu_button(),),),
    )


UNSUPPORTED = "Mohon maaf, jenis pesan ini belum didukung. Silakan kirim berupa teks."


def unsupported() -> Message:
    """Say that this kind of content is of no use here; the state stays."""
    return Message(UNSUPPORTED, ((menu_button(),),))


def in_private(link: str) -> Message:
    """Say, in the moderators' group, that a part is opened in private; the button does it."""
    return Message(
        "Bagian ini dibuka di obrolan pribadi dengan bot.", ((Button("Buka", url=link),),)
    )


def failure(code: str) -> Message:
    """Say that something broke on our side, with the incident number."""
    return Message(f"Maaf, terjadi gangguan (kode {code}). Isian Bapak/Ibu tersimpan.")


def draft_kept(title: str) -> str:
    """Say, below another screen, that a half-filled form is kept."""
    return f"\n\n<i>Isian {escape(title)} tersimpan.</i>"


def resume_button() -> Button:
    """Return the button that goes on with a kept draft."""
    return Button("Lanjutkan draf", pack(ResumeDraft()))


def not_allowed(access: Access, state: State) -> Message:
    """Say kindly why a route is closed to this person, and what opens it."""
    if access is Access.ADMIN:
        return Message("Bagian ini khusus untuk admin CoP.", ((menu_button(),),))
    if access is Access.MODERATOR:
        return Message("Bagian ini khusus untuk Moderator CoP.", ((menu_button(),),))
    if access is Access.OUTSIDER:
        return Message("Bapak/Ibu sudah menjadi anggota.", ((menu_button(),),))
    if state is State.PENDING:
        return Message(
            "Pendaftaran Bapak/Ibu sedang ditinjau Moderator CoP. "
            "Fitur ini terbuka setelah disetujui.",
            ((menu_button(),),),
        )
    return Message(
        "Fitur ini untuk anggota. Silakan bergabung terlebih dahulu; hanya beberapa menit.",
        ((Button("Gabung", pack(OpenMenu(item="join"))),),),
    )


def not_done(why: str, written: str = "") -> Message:
    """Say why nothing was done, and give back what was written for it."""
    quote = f"\n\nTulisan Bapak/Ibu:\n<blockquote>{escape(written)}</blockquote>" if written else ""
    return Message(f"{why}{quote}", ((menu_button(),),))


def listing(words: Sequence[str]) -> str:
    """Write a list as a sentence has it: "A", "A dan B", "A, B, dan C"."""
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"
