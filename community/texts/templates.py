"""Words of `/templat`: canned answers."""

from collections.abc import Sequence

from community.answering import ListTemplates, OpenTemplate, RemoveTemplate, WriteTemplate
from community.callback import pack
from community.menu import CancelForm
from community.paging import Page
from community.reply import Button, Message
from community.texts.common import escape, menu_button
from community.texts.numbers import whole

TYPE_IT = "Mohon ketik teksnya."
PERSONAL = "Templat tidak boleh memuat NIK, NIP, nomor telepon, atau alamat surel."
SAVED = "Templat disimpan."
REMOVED = "Templat dihapus."
GONE = "Templat ini sudah tidak ada."
LABEL = 40  # characters of a title on its button


def listed(titles: Page[tuple[int, str]], note: str = "") -> Message:
    """Show a page of the canned answers, each with the button that opens it."""
    text = "<b>Templat jawaban</b>\n"
    text += "Pilih untuk melihat." if titles.items else "Belum ada templat."
    rows = [
        (Button(title[:LABEL], pack(OpenTemplate(template=number))),)
        for number, title in titles.items
    ]
    turns: Sequence[tuple[bool, str, int]] = (
        (titles.has_previous, "Sebelumnya", titles.number - 1),
        (titles.has_next, "Berikutnya", titles.number + 1),
    )
    turn = tuple(
        Button(label, pack(ListTemplates(page=page))) for applies, label, page in turns if applies
    )
    add = (Button("Tambah", pack(WriteTemplate(template=0))),)
    pages = (turn,) if turn else ()
    return Message(f"{note}\n\n{text}" if note else text, (*rows, *pages, add, (menu_button(),)))


def opened(number: int, title: str, text: str) -> Message:
    """Show one, and what may be done with it."""
    return Message(
        f"<b>{escape(title)}</b>\n\n{escape(text)}",
        (
            (Button("Ubah", pack(WriteTemplate(template=number))),),
            (Button("Hapus", pack(RemoveTemplate(template=number, is_sure=False))),),
            (Button("Kembali", pack(ListTemplates(page=0))),),
        ),
    )


def confirm_removing(number: int, title: str) -> Message:
    """Ask once more before one is deleted."""
    return Message(
        f"Hapus templat <b>{escape(title)}</b>?",
        (
            (Button("Ya, hapus", pack(RemoveTemplate(template=number, is_sure=True))),),
            (Button("Kembali", pack(OpenTemplate(template=number))),),
        ),
    )


def ask_title(form: str) -> Message:
    """Ask what it is called."""
    return Message("<b>Templat jawaban</b>\nSilakan ketik judulnya.", (_cancel(form),))


def ask_text(form: str, title: str, most: int) -> Message:
    """Ask for the answer itself."""
    return Message(
        f"<b>{escape(title)}</b>\nSilakan ketik isi templat, paling banyak {whole(most)} karakter.",
        (_cancel(form),),
    )


def bad_length(length: int, most: int) -> str:
    """Say how long one may be."""
    return f"Mohon tulis 1–{whole(most)} karakter; yang ini {whole(length)}."


def _cancel(form: str) -> tuple[Button, ...]:
    return (Button("Batal", pack(CancelForm(form=form))),)
