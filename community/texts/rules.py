"""Words of `/aturan`: the rules that answers cite, and the answers to review."""

from community.callback import pack
from community.menu import CancelForm, FormPick
from community.paging import Page
from community.reply import Button, Message, Rows
from community.ruling import (
    AddRule,
    Confirm,
    EditPublished,
    ListReview,
    ListRules,
    OpenRule,
    ReplaceRule,
    ReviewPublished,
    Unpublish,
)
from community.texts.common import escape, menu_button
from community.texts.sessions import short

EXAMPLE = "PermenPANRB Nomor 1 Tahun 2023"
TYPE_IT = "Mohon ketik nama aturannya."
TAP_SAVE = "Mohon ketuk <b>Simpan</b> bila sudah sesuai, atau <b>Batal</b>."
ONE_RULE = "Mohon ketik satu aturan saja, tanpa titik koma."
SAME_RULE = "Aturan penggantinya sama dengan yang diganti. Mohon ketik aturan yang baru."
ADDED = "Aturan sudah ditambahkan."
KNOWN = "Aturan itu sudah ada di daftar."
GONE = "Aturan ini sudah tidak ada."
REPLACED_ALREADY = "Aturan ini sudah ditandai diganti."
CONFIRMED = "Dicatat: masih berlaku. Ditinjau lagi setahun kemudian."
UNPUBLISHED = "Sudah dicabut dari tanya jawab."


def listed(page: Page[tuple[int, str, bool]], to_review: int, note: str = "") -> Message:
    """Show the rules (id, name, whether it was replaced)."""
    rows = tuple(
        (Button(short(f"{'🔁 ' if replaced else ''}{name}"), pack(OpenRule(rule=number))),)
        for number, name, replaced in page.items
    )
    words = "Aturan dan surat edaran yang dirujuk jawaban di tanya jawab; 🔁 sudah diganti."
    if not page.items:
        words = "Belum ada aturan yang dirujuk."
    return Message(
        f"{_noted(note)}<b>Aturan rujukan</b>\n{words}",
        (
            *rows,
            *_turns(page.number, page.count, ListRules),
            (Button("Tambah aturan", pack(AddRule())),),
            (Button(f"Perlu ditinjau ({to_review})", pack(ListReview())), menu_button()),
        ),
    )


def opened(number: int, name: str, replaced_by: str | None, citing: int, note: str = "") -> Message:
    """Show a rule and how many published answers cite it."""
    words = f"{_noted(note)}<b>{escape(name)}</b>\nDirujuk {citing} jawaban di tanya jawab."
    rows: Rows = ((Button("Tandai diganti", pack(ReplaceRule(rule=number))),),)
    if replaced_by is not None:
        words += f"\nDiganti: {escape(replaced_by)}"
        rows = ((Button("Perlu ditinjau", pack(ListReview())),),)
    return Message(words, (*rows, (Button("Kembali", pack(ListRules())),)))


def ask_name(form: str, old: str) -> Message:
    """Ask for the name of a rule."""
    what = f"Aturan apa yang menggantikan <b>{escape(old)}</b>?" if old else "Apa nama aturannya?"
    return Message(f"{what} Misalnya <i>{EXAMPLE}</i>.", (_cancel(form),))


def preview(form: str, name: str, old: str, citing: int) -> Message:
    """Ask once more, with what follows."""
    save = (Button("Simpan", pack(FormPick(form, "preview", "save"))),)
    words = f"Aturan baru: <b>{escape(name)}</b>"
    if old:
        words = (
            f"<b>{escape(old)}</b> diganti <b>{escape(name)}</b>.\n{citing} jawaban yang "
            "merujuknya akan menampilkan bahwa aturannya telah diganti, dan masuk daftar tinjauan."
        )
    return Message(words, (save, _cancel(form)))


def review(page: Page[tuple[int, str]], note: str = "") -> Message:
    """Show the published answers that have to be looked at again."""
    rows = tuple(
        (Button(short(f"#{number} {title}"), pack(ReviewPublished(question=number))),)
        for number, title in page.items
    )
    words = "Rujukannya diganti, atau tanggal peninjauannya tiba."
    if not page.items:
        words = "Tidak ada jawaban yang perlu ditinjau."
    return Message(
        f"{_noted(note)}<b>Perlu ditinjau</b>\n{words}",
        (
            *rows,
            *_turns(page.number, page.count, ListReview),
            (Button("Aturan rujukan", pack(ListRules())), menu_button()),
        ),
    )


def reviewed(number: int, body: str, review_on: str, *, is_asked: bool) -> Message:
    """Show a published answer with what may be done about it."""
    words = f"#{number}\n\n{body}\n\nTanggal peninjauan: {review_on}"
    if is_asked:
        words += "\nPerubahannya menunggu izin penanya."
    return Message(
        words,
        (
            (Button("Masih berlaku", pack(Confirm(question=number))),),
            (
                Button("Ubah", pack(EditPublished(question=number))),
                Button("Cabut", pack(Unpublish(question=number))),
            ),
            (Button("Kembali", pack(ListReview())),),
        ),
    )


def confirm_unpublishing(number: int) -> Message:
    """Ask once more."""
    sure = pack(Unpublish(question=number, is_sure=True))
    return Message(
        f"<b>Cabut #{number} dari tanya jawab?</b>\nPenanya akan diberi tahu.",
        (
            (Button("Ya, cabut", sure),),
            (Button("Kembali", pack(ReviewPublished(question=number))),),
        ),
    )


def _turns(number: int, count: int, to: type[ListRules] | type[ListReview]) -> Rows:
    turns = []
    if number > 0:
        turns.append(Button("‹ Sebelumnya", pack(to(page=number - 1))))
    if number + 1 < count:
        turns.append(Button("Berikutnya ›", pack(to(page=number + 1))))
    return (tuple(turns),) if turns else ()


def _noted(note: str) -> str:
    return f"{note}\n\n" if note else ""


def _cancel(form: str) -> tuple[Button, ...]:
    return (Button("Batal", pack(CancelForm(form=form))),)
