"""Words around the form of a post: drafts that wait, the receipt, what cannot be sent."""

from datetime import datetime
from zoneinfo import ZoneInfo

from community.callback import pack
from community.posts import HIDDEN, NAMES, PUBLISHED, State
from community.reply import Button, Message, Rows
from community.sharing_buttons import RevisePost, ShareAbout, ShareAnew
from community.texts import dates
from community.texts.common import menu_button
from community.texts.menu import draft_buttons, item


def share_about(message_id: int) -> Button:
    """Return `Berbagi`, which carries what was typed in that message."""
    return Button("Berbagi", pack(ShareAbout(message=message_id)))


def kept_draft(form: str, message_id: int) -> Message:
    """Offer the post that was begun before another is."""
    return Message(
        "Masih ada tulisan yang belum selesai. Ingin melanjutkannya, atau menulis yang baru? "
        "Bila menulis yang baru, isian lama dihapus.",
        (
            *draft_buttons(form),
            (Button("Tulis baru", pack(ShareAnew(message=message_id))),),
            (menu_button(),),
        ),
    )


def kept_revision(form: str, begun: int, wanted: int) -> Message:
    """Offer the half-written version of a post before one of another is begun."""
    anew = Button(f"Perbaiki #{wanted}", pack(RevisePost(post=wanted, anew=True)))
    return Message(
        f"Masih ada perbaikan tulisan #{begun} yang belum selesai. Ingin melanjutkannya? "
        f"Bila memperbaiki #{wanted}, isian itu dihapus.",
        (*draft_buttons(form), (anew,), (menu_button(),)),
    )


def sent(number: int, deadline: datetime, zone: ZoneInfo) -> Message:
    """Confirm that a new post is on its way."""
    return Message(
        f"Tulisan #{number} terkirim. {_by(deadline, zone)}\n\n"
        "Kabarnya kami kirim di sini; lihat juga <b>Tulisan saya</b>.",
        _rows(),
    )


def sent_again(number: int, state: State, deadline: datetime, zone: ZoneInfo) -> Message:
    """Confirm that another version is on its way, and what is read until then."""
    return Message(
        f"Perubahan tulisan #{number} terkirim. {_by(deadline, zone)}{_UNTIL.get(state, '')}",
        _rows(),
    )


_UNTIL = {
    PUBLISHED: "\n\nVersi yang sudah terbit tetap dapat dibaca sampai versi baru disetujui.",
    HIDDEN: "\n\nTulisan ini masih disembunyikan sementara sampai Moderator CoP memutuskannya.",
}


def _by(deadline: datetime, zone: ZoneInfo) -> str:
    return f"Moderator CoP meninjaunya paling lambat {dates.moment(deadline, zone)}."


def published(number: int) -> Message:
    """Tell a trusted author that everybody may read the post."""
    return Message(f"Tulisan #{number} sudah terbit. Terima kasih sudah berbagi.", _rows())


def published_again(number: int) -> Message:
    """Tell a trusted author that everybody reads the new version."""
    return Message(f"Versi baru tulisan #{number} sudah terbit.", _rows())


SENT_ALREADY = "Tulisan ini sudah terkirim. Lihat Tulisan saya."


def nothing_to_send() -> Message:
    """Answer a tap below a form that is over."""
    return Message(SENT_ALREADY, _rows())


UNCHANGED = (
    "Belum ada yang diubah dari versi sebelumnya. Ketuk <b>Ubah</b>, atau sunting pesan yang "
    "sudah dikirim."
)
GONE = "Tulisan ini tidak ditemukan di antara tulisan Bapak/Ibu."


def not_found() -> Message:
    """Say that there is no such post of this person's."""
    return Message(GONE, _rows())


def cannot_revise(number: int, state: State) -> Message:
    """Say that a post takes no further version."""
    return Message(
        f"Tulisan #{number} {NAMES[state]}, sehingga tidak dapat diubah lagi. "
        "Bapak/Ibu dapat menulis yang baru.",
        ((item("Berbagi", "share"),), *_rows()),
    )


def becomes_new(number: int, state: State) -> str:
    """Say that what was written about a post that is over can be sent as a new one."""
    return (
        f"Tulisan #{number} {NAMES[state]}, sehingga tidak dapat diubah lagi. "
        "Isian Bapak/Ibu tersimpan dan dapat dikirim sebagai tulisan baru."
    )


def limit_reached(
    form: str, most: int, again: datetime, zone: ZoneInfo, *, is_kept: bool
) -> Message:
    """Say that today's posts are used up, and when the next may come."""
    kept = " Isian Bapak/Ibu tersimpan dan dapat dikirim besok." if is_kept else ""
    rows: Rows = draft_buttons(form) if is_kept else ()
    return Message(
        f"Bapak/Ibu sudah mengirim {most} tulisan hari ini, sesuai batas untuk satu hari. "
        f"Tulisan berikutnya dapat dikirim mulai {dates.moment(again, zone)}.{kept}",
        (*rows, *_rows()),
    )


def _rows() -> Rows:
    return ((item("Tulisan saya", "posts"), menu_button()),)
