"""Words for those who report a post, and for its author."""

from community.callback import pack
from community.menu import CancelForm
from community.post_buttons import OpenPost, OpenPostBelow
from community.question_refusals import Reason
from community.reply import Button, Message
from community.reporting import REASONS, ReportPost, SendReport
from community.texts.common import escape, menu_button
from community.texts.question_card import cut

OWN = "Tulisan sendiri tidak dapat dilaporkan. Untuk menariknya, silakan buka /tulisansaya."
_TITLE = 150


def report_row(post_id: int) -> tuple[Button, ...]:
    """Return the row that leads to a report."""
    return (Button("Laporkan", pack(ReportPost(post=post_id))),)


def choose_reason(post_id: int, title: str) -> Message:
    """Ask why a post is reported."""
    rows = tuple(
        (Button(label, pack(SendReport(post=post_id, reason=code))),)
        for code, label in REASONS.items()
    )
    text = (
        f"<b>Laporkan tulisan #{post_id}</b>\n{escape(cut(title, _TITLE))}\n\n"
        "Apa yang tidak sesuai? Laporan ditinjau Moderator CoP. Nama Bapak/Ibu hanya dapat dibuka "
        "admin, dan setiap pembukaannya dicatat; penulis dan moderator tidak melihatnya."
    )
    return Message(text, (*rows, (Button("Kembali", pack(OpenPost(post=post_id))),)))


def ask_report(form: str, post_id: int) -> Message:
    """Ask in words what is wrong."""
    return Message(
        f"<b>Laporkan tulisan #{post_id}</b>\nMohon jelaskan apa yang tidak sesuai, misalnya: "
        "“Foto kedua memuat nomor telepon warga.”",
        ((Button("Batal", pack(CancelForm(form=form))),),),
    )


def received(post_id: int) -> Message:
    """Confirm a report."""
    return Message(
        f"Laporan atas tulisan #{post_id} sudah diterima dan akan ditinjau Moderator CoP. "
        "Hasilnya kami kabarkan kepada Bapak/Ibu.",
        ((Button("Kembali", pack(OpenPost(post=post_id))), menu_button()),),
    )


def known_already(post_id: int) -> Message:
    """Say that this member's report is there already."""
    return Message(
        f"Laporan Bapak/Ibu atas tulisan #{post_id} sudah kami terima dan sedang ditinjau.",
        ((Button("Kembali", pack(OpenPost(post=post_id))), menu_button()),),
    )


_RESULTS = {
    "kept": "tulisan itu tetap terbit",
    "restored": "tulisan itu diterbitkan kembali",
    "removed": "tulisan itu diturunkan",
    "withdrawn": "tulisan itu sudah ditarik penulisnya",
}


def thanks(post_id: int, outcome: str) -> Message:
    """Thank whoever reported a post, and say what came of it."""
    return Message(
        f"Terima kasih atas laporan Bapak/Ibu tentang tulisan #{post_id}. Setelah ditinjau, "
        f"{_RESULTS[outcome]}.",
        ((menu_button(),),),
    )


# --- to the author ------------------------------------------------------------------------


def hidden(post_id: int, title: str) -> Message:
    """Tell the author that a post is hidden until moderators have looked at it."""
    return Message(
        f"Tulisan Bapak/Ibu #{post_id} “{escape(cut(title, _TITLE))}” untuk sementara "
        "disembunyikan karena beberapa anggota memintanya ditinjau. Moderator CoP akan "
        "memeriksanya, dan hasilnya kami kabarkan. Terima kasih atas pengertiannya.",
        ((menu_button(),),),
    )


def kept(post_id: int, title: str) -> Message:
    """Tell the author that a reported post stays."""
    return Message(
        f"Tulisan Bapak/Ibu #{post_id} “{escape(cut(title, _TITLE))}” diminta ditinjau oleh "
        "anggota. Moderator CoP sudah memeriksanya, dan tulisan tetap terbit.",
        (_read(post_id),),
    )


def restored(post_id: int, title: str) -> Message:
    """Tell the author that a hidden post is back."""
    return Message(
        f"Tulisan Bapak/Ibu #{post_id} “{escape(cut(title, _TITLE))}” sudah ditinjau Moderator "
        "CoP dan diterbitkan kembali. Terima kasih atas kesabarannya.",
        (_read(post_id),),
    )


def removed(post_id: int, title: str, reason: Reason, words: str) -> Message:
    """Tell the author that a post was taken down, and why."""
    first = (
        f"Mohon maaf, tulisan Bapak/Ibu #{post_id} “{escape(cut(title, _TITLE))}” diturunkan "
        "setelah ditinjau Moderator CoP."
    )
    lines = [
        first,
        reason.sentence,
        *([escape(words)] if words else []),
        reason.where,
    ]
    return Message("\n\n".join(lines), ((menu_button(),),))


# --- to moderators, in their private chat -------------------------------------------------


def ask_removal(form: str, post_id: int) -> Message:
    """Ask a moderator for the reason in words."""
    return Message(
        f"<b>Turunkan tulisan #{post_id}</b>\nApa alasannya? Tulisan ini dikirim kepada "
        "penulis atas nama Moderator CoP.",
        ((Button("Batal", pack(CancelForm(form=form))),),),
    )


def removal_done(post_id: int) -> Message:
    """Say that a post was taken down."""
    return Message(
        f"Tulisan #{post_id} sudah diturunkan, dan penulisnya diberi tahu.", ((menu_button(),),)
    )


def _read(post_id: int) -> tuple[Button, ...]:
    return (Button("Buka tulisan", pack(OpenPostBelow(post=post_id))), menu_button())
