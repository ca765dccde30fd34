"""Words of the menu, of free text outside a form, and of features that come later."""

from community.applications import WithdrawApplication
from community.callback import pack
from community.menu import DiscardDraft, OpenBelow, OpenMenu, ResumeDraft
from community.reply import Button, Message, Rows
from community.roles import State
from community.texts.common import escape, menu_button

DRAFT_GONE = "Draf ini sudah tidak ada."
DRAFT_DISCARDED = "Draf dihapus."


def item(label: str, name: str) -> Button:
    """Return the button of a menu item."""
    return Button(label, pack(OpenMenu(item=name)))


def item_below(label: str, name: str) -> Button:
    """Return the button of a menu item under a message that is to stay as it is."""
    return Button(label, pack(OpenBelow(item=name)))


_MEMBER: Rows = (
    (item("Hari ini", "today"), item("Bertanya", "ask")),
    (item("Berbagi", "share"), item("Cari", "search")),
    (item("Pertanyaan saya", "questions"), item("Tulisan saya", "posts")),
    (item("Jadwal", "schedule"), item("Profil", "profile")),
    (item("Pengaturan", "settings"), item("Bantuan", "help")),
)
_OUTSIDER: Rows = (
    (item("Hari ini", "today"), item("Jadwal", "schedule")),
    (item("Pengaturan", "settings"), item("Bantuan", "help")),
)
_JOIN: Rows = ((item("Gabung", "join"),),)


def buttons(state: State) -> Rows:
    """Return the menu's items for somebody in this state."""
    if state is State.MEMBER:
        return _MEMBER
    if state is State.PENDING:
        return ((Button("Tarik permohonan", pack(WithdrawApplication())),), *_OUTSIDER)
    return _JOIN + _OUTSIDER


def screen(state: State, name: str | None) -> Message:
    """Show the menu."""
    return Message(f"<b>Menu</b>\n{_greeting(state, name)}", buttons(state))


def screen_with_draft(state: State, name: str | None, form: str, title: str) -> Message:
    """Show the menu to somebody whose half-filled form waits."""
    text = f"<b>Menu</b>\n{_greeting(state, name)}"
    text += f"\n\nIsian {escape(title)} Bapak/Ibu masih tersimpan."
    return Message(text, (*draft_buttons(form), *buttons(state)))


def draft_buttons(form: str) -> Rows:
    """Return the two buttons that a kept draft is offered with, for that form only."""
    return (
        (
            Button("Lanjutkan draf", pack(ResumeDraft(form=form))),
            Button("Hapus draf", pack(DiscardDraft(form=form))),
        ),
    )


def begun_before(title: str, form: str, anew: Button) -> Message:
    """Offer what was begun in a form before the same form is begun for something else."""
    return Message(
        f"Isian {escape(title)} belum selesai dan masih tersimpan. Ingin melanjutkannya, atau "
        "menulis yang baru? Bila menulis yang baru, isian lama dihapus.",
        (*draft_buttons(form), (anew,), (menu_button(),)),
    )


def _greeting(state: State, name: str | None) -> str:
    if state is State.MEMBER and name:
        return f"Bapak/Ibu {escape(name)}, silakan pilih yang ingin dibuka."
    if state is State.MEMBER:
        return "Silakan pilih yang ingin dibuka."
    if state is State.PENDING:
        return (
            "Pendaftaran Bapak/Ibu sedang ditinjau Moderator CoP. "
            "Kabarnya kami kirim melalui obrolan ini."
        )
    if state is State.REMOVED:
        return (
            "Keanggotaan Bapak/Ibu telah diakhiri. Bila ingin mendaftar kembali, "
            "pendaftaran akan ditinjau admin."
        )
    return (
        "Selamat datang di Community of Practice (CoP) Pranata Humas Jawa Timur. "
        "Silakan bergabung; hanya beberapa menit."
    )


def offers(search: Button, ask: Button, share: Button) -> Rows:
    """Return what a member's free text may be meant for; each carries it along."""
    return ((search, ask, share), (menu_button(),))


def typed_outside(rows: Rows) -> Message:
    """Answer free text that belongs to no form."""
    return Message(
        "Terima kasih atas pesannya. Agar dapat kami bantu, silakan pilih dari tombol berikut.",
        rows,
    )


def typed_beside_draft(rows: Rows, form: str, title: str) -> Message:
    """Answer free text of somebody whose half-filled form waits: it may be an answer to it."""
    return Message(
        f"Isian {escape(title)} Bapak/Ibu masih tersimpan, tetapi sedang tidak terbuka. "
        "Untuk meneruskan, ketuk <b>Lanjutkan draf</b>, lalu kirim lagi jawabannya. "
        "Untuk hal lain, silakan pilih dari tombol berikut.",
        (*draft_buttons(form), *rows),
    )
