"""Words of what moderators decide on posts, and what their authors are told of it."""

from community import post_refusals, reporting
from community.callback import pack
from community.menu import CancelForm
from community.post_buttons import OpenPostBelow
from community.post_card import RefusePost, ShowPostCard, TakePostDown
from community.posts import NAMES, Event, State
from community.question_refusals import Reason
from community.reply import Button, Message
from community.sharing_buttons import RevisePost
from community.texts.common import escape, menu_button
from community.texts.post_card import EVENTS
from community.texts.question_card import cut

GONE = "Tulisan ini tidak ditemukan."
OWN = "Tulisan sendiri ditinjau oleh moderator lain."
NOT_NOW = "Langkah ini tidak berlaku pada keadaan tulisan sekarang."
REPORTED = "Tulisan ini sedang dilaporkan. Mohon diputuskan pada kartu laporannya."
CHANGED = "Kartu ini baru saja berubah. Silakan lihat keadaannya sekarang."


def newer(number: int, version: int) -> str:
    """Say that another version came: it has to be read first."""
    return f"Tulisan #{number} baru saja diubah penulisnya. Silakan baca versi {version} dahulu."


def decided(number: int, event: Event, by: str | None) -> str:
    """Say who decided what."""
    name = f" oleh {cut(by, 100)}" if by else ""
    return f"Tulisan #{number}: {EVENTS[event]}{name}."


def over(number: int, state: State) -> str:
    """Say where a post stands by now."""
    return f"Tulisan #{number} sudah {NAMES[state]}."


def choose_reason(number: int, version: int, card: str) -> Message:
    """Ask why a post is refused, below its card."""
    rows = tuple(
        (Button(one.label, pack(RefusePost(post=number, version=version, reason=one.code))),)
        for one in post_refusals.ALL
    )
    return Message(f"{card}\n\nAlasan penolakan?", (*rows, (_back(number),)))


def choose_taking_down(number: int, version: int, card: str) -> Message:
    """Ask why a post is taken down, below its card."""
    rows = tuple(
        (Button(one.label, pack(TakePostDown(post=number, version=version, reason=one.code))),)
        for one in reporting.REMOVALS
    )
    return Message(f"{card}\n\nMengapa diturunkan?", (*rows, (_back(number),)))


def ask_comment(form: str, number: int) -> Message:
    """Ask what the author is to improve."""
    return Message(
        f"<b>Minta perbaikan tulisan #{number}</b>\nApa yang perlu diperbaiki? Penulis membacanya "
        "sebagai tulisan Moderator CoP.",
        (_cancel(form),),
    )


def ask_reason(form: str, number: int) -> Message:
    """Ask for a reason in the moderator's own words."""
    return Message(
        f"<b>Tolak tulisan #{number}</b>\nTuliskan alasannya; penulis membacanya sebagai tulisan "
        "Moderator CoP.",
        (_cancel(form),),
    )


def sent_back(number: int, comment: str) -> Message:
    """Say that the author was asked, and what exactly they read: it may have been masked."""
    return Message(
        f"Permintaan perbaikan tulisan #{number} sudah dikirim. Penulis membaca:\n"
        f"<blockquote>{escape(comment)}</blockquote>",
        ((menu_button(),),),
    )


def refused(number: int, words: str) -> Message:
    """Say that the author was told, and what exactly."""
    return Message(
        f"Tulisan #{number} ditolak. Penulis membaca:\n<blockquote>{escape(words)}</blockquote>",
        ((menu_button(),),),
    )


def told_published(number: int, title: str) -> Message:
    """Tell the author that everybody may read it."""
    return Message(
        f"Tulisan Bapak/Ibu sudah terbit: {_named(number, title)}. "
        "Terima kasih telah berbagi dengan rekan-rekan Pranata Humas.",
        ((_open(number),), (menu_button(),)),
    )


def told_revised(number: int, title: str, *, is_visible: bool) -> Message:
    """Tell the author that the new version is what everybody reads."""
    if not is_visible:
        return Message(
            f"Perubahan tulisan {_named(number, title)} sudah disetujui. Tulisan ini masih "
            "disembunyikan sementara karena laporan yang sedang ditinjau.",
            ((menu_button(),),),
        )
    return Message(
        f"Perubahan tulisan Bapak/Ibu sudah terbit: {_named(number, title)}.",
        ((_open(number),), (menu_button(),)),
    )


def told_to_improve(number: int, title: str, comment: str, *, is_revision: bool) -> Message:
    """Tell the author what is to be improved."""
    what = "perubahan tulisan" if is_revision else "tulisan"
    stays = "\nVersi yang sudah terbit tetap dapat dibaca." if is_revision else ""
    return Message(
        f"Moderator CoP meminta perbaikan untuk {what} {_named(number, title)}:\n"
        f"<blockquote>{escape(comment)}</blockquote>{stays}",
        ((Button("Perbaiki", pack(RevisePost(post=number))),), (menu_button(),)),
    )


def told_refused(
    number: int, title: str, reason: Reason, own_words: str, *, is_revision: bool
) -> Message:
    """Tell the author kindly why not, and where to go."""
    what = "perubahan tulisan" if is_revision else "tulisan"
    why = escape(own_words) if own_words else reason.sentence
    stays = "\n\nVersi yang sudah terbit tetap dapat dibaca." if is_revision else ""
    return Message(
        f"<b>Belum dapat diterbitkan: {what} #{number}</b>\n“{escape(cut(title, 150))}”\n\n"
        f"{why}\n\n{reason.where}{stays}",
        ((menu_button(),),),
    )


def no_such(number: int) -> Message:
    """Say that there is no post of that number."""
    return Message(f"Tulisan #{number} tidak ditemukan. Daftar yang menunggu: /antrean")


def _named(number: int, title: str) -> str:
    return f"“{escape(cut(title, 150))}” (#{number})"


def _back(number: int) -> Button:
    return Button("Kembali", pack(ShowPostCard(post=number)))


def _open(number: int) -> Button:
    return Button("Buka tulisan", pack(OpenPostBelow(post=number)))


def _cancel(form: str) -> tuple[Button, ...]:
    return (Button("Batal", pack(CancelForm(form=form))),)
