"""Words of `/sinonim`."""

from collections.abc import Sequence

from community.callback import pack
from community.menu import CancelForm
from community.paging import Page
from community.reply import Button, Message
from community.synonym_editing import (
    EditSynonym,
    ListSynonyms,
    OpenSynonym,
    RemoveSynonym,
    RestoreSynonym,
)
from community.texts.common import escape, menu_button
from community.texts.sessions import short

TYPE_IT = "Mohon ketik kata-katanya."
SAVED = "Padanan kata sudah diperbarui; pencarian langsung memakainya."
REMOVED = "Padanan kata sudah dihapus."
RESTORED = "Padanan kata kembali seperti semula."
GONE = "Padanan kata ini tidak ditemukan."


def listed(shown: Page[tuple[str, Sequence[str]]], note: str = "") -> Message:
    """Show the groups (key, words), each with the button that opens it."""
    rows: list[tuple[Button, ...]] = [
        (Button(short(" = ".join(words)), pack(OpenSynonym(key=key))),)
        for key, words in shown.items
    ]
    turns = []
    if shown.has_previous:
        turns.append(Button("‹ Sebelumnya", pack(ListSynonyms(page=shown.number - 1))))
    if shown.has_next:
        turns.append(Button("Berikutnya ›", pack(ListSynonyms(page=shown.number + 1))))
    rows += [tuple(turns), (Button("Tambah", pack(EditSynonym(key=""))),), (menu_button(),)]
    head = f"{note}\n\n" if note else ""
    return Message(
        f"{head}<b>Padanan kata</b>\nKata yang bagi pencarian sama artinya "
        f"(halaman {shown.number + 1} dari {shown.count}).",
        tuple(row for row in rows if row),
    )


def opened(
    key: str, words: Sequence[str], *, is_packaged: bool, is_changed: bool, note: str = ""
) -> Message:
    """Show one group, and what may be done with it."""
    rows: list[tuple[Button, ...]] = [
        (
            Button("Ubah", pack(EditSynonym(key=key))),
            Button("Hapus", pack(RemoveSynonym(key=key))),
        )
    ]
    if is_packaged and is_changed:
        rows.append((Button("Kembalikan", pack(RestoreSynonym(key=key))),))
    rows.append((Button("Kembali", pack(ListSynonyms(page=0))),))
    head = f"{note}\n\n" if note else ""
    origin = "bawaan" if is_packaged else "ditambahkan"
    state = "bawaan, sudah diubah" if is_packaged and is_changed else origin
    return Message(f"{head}{escape(' = '.join(words))}\n<i>{state}</i>", tuple(rows))


def ask(form: str, now: str) -> Message:
    """Ask for the words; what stands there now can be copied and corrected."""
    words = "Silakan ketik kata-kata yang sama artinya, dipisahkan tanda sama dengan atau koma."
    words += (
        f" Yang sekarang:\n\n<code>{escape(now)}</code>"
        if now
        else " Contoh:\n\n<code>keluhan = aduan = pengaduan</code>"
    )
    return Message(words, ((Button("Batal", pack(CancelForm(form=form))),),))


def words_needed(most: int) -> str:
    """Say what is accepted."""
    return (
        f"Mohon ketik dua sampai {most} kata atau istilah (masing-masing 2–50 karakter), "
        "misalnya: keluhan = aduan = pengaduan."
    )


def word_taken(word: str) -> str:
    """Say that a word stands in another group."""
    return f"“{escape(word)}” sudah ada pada padanan lain. Mohon ubah padanan itu."
