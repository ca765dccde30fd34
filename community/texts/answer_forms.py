"""Words of the forms in which an answer is given in private and an asker asks on."""

from collections.abc import Sequence

from community.answering import AnswerAnew
from community.callback import pack
from community.menu import CancelForm, FormPick
from community.privacy_guard import MASKS, find, mask
from community.reply import Button, Message, Rows
from community.texts.answering import MOST, cut
from community.texts.common import OLD_BUTTON, escape, listing, menu_button
from community.texts.menu import draft_buttons
from community.texts.numbers import whole

TYPE_IT = "Mohon ketik teksnya."
TYPE_AGAIN = "Silakan ketik teks pengganti tanpa data pribadi."
NOTHING_YET = "Mohon ketik jawaban atau kirim lampiran terlebih dahulu."
TEMPLATES_SHOWN = 30
NO_TEMPLATES = "Belum ada templat. Tambahkan melalui /templat."
TITLE_LENGTH = 40  # characters of a template's title on its button


def ask_follow_up(form: str, number: int, *, is_missing: bool) -> Message:
    """Ask what is missing, or what the asker wants to know beside it."""
    if is_missing:
        text = (
            f"Pertanyaan #{number} kembali ke Moderator CoP. Apa yang masih kurang? "
            "Silakan ketik penjelasannya."
        )
    else:
        text = f"<b>Tanya lanjutan #{number}</b>\nSilakan ketik pertanyaan lanjutan Bapak/Ibu."
    return Message(text, (_cancel(form),))


def quoted(number: int, question: str, said: Sequence[str] = (), *, note: str = "") -> Message:
    """Show what is to be answered, with what the asker said since, above the form."""
    room = MOST - 150 - len(note)
    later = cut("\n\n".join(said), room if len(question) <= room // 2 else room // 2)
    first = cut(question, room - len(later.encode("utf-16-le")) // 2)
    lines = [f"<b>Pertanyaan #{number}</b>", _quote(first)]
    if later:
        lines += ["<i>Kata penanya kemudian:</i>", _quote(later)]
    return Message("\n".join([*([note, ""] if note else []), *lines]))


def changed(number: int) -> str:
    """Say that a question reads otherwise than when its answer was begun."""
    return (
        f"Jawaban <b>belum terkirim</b>: pertanyaan #{number} baru saja diubah penanya. Mohon "
        "periksa kembali sebelum mengirim."
    )


def not_sent(why: str, words: str, files: int, rows: Rows) -> Message:
    """Say why an answer was not sent, and give its words back; a tap on them copies them."""
    lines = [f"{why} Jawaban Anda <b>belum terkirim</b>."]
    if words:
        lines.append(f"Ketuk teksnya untuk menyalin:\n<code>{escape(cut(words, 3_500))}</code>")
    if files:
        lines.append(f"Lampiran: {files}")
    return Message("\n\n".join(lines), rows)


def try_again_rows(form: str) -> Rows:
    """Return what can be done with an answer that could not be sent yet."""
    return ((Button("Kirim", _pick(form, "content", "send")),), _cancel(form))


def kept_answer(form: str, number: int, anew: int) -> Message:
    """Offer the answer that was begun before another is."""
    what = "yang lain" if number == anew else f"untuk #{anew}"
    return Message(
        f"Masih ada jawaban untuk #{number} yang belum dikirim. Ingin melanjutkannya, atau "
        f"menulis jawaban {what}? Bila menulis yang baru, isian lama dihapus.",
        (*draft_buttons(form), (Button("Tulis baru", pack(AnswerAnew(question=anew))),)),
    )


def no_question() -> Message:
    """Say that a button or link leads to no question."""
    return Message(OLD_BUTTON, ((menu_button(),),))


def compose(
    form: str,
    number: int,
    words: str,
    *,
    files: int,
    templates: tuple[tuple[int, str], ...] = (),
) -> Message:
    """Ask for an answer in private, and show it as it is so far."""
    lines = [f"<b>Jawaban untuk #{number}</b>"]
    if words:
        lines += [escape(words), ""]
    if files:
        lines += [f"Lampiran: {files}", ""]
    if words or files:
        lines.append("Ketuk <b>Kirim</b>, atau ketik ulang untuk mengganti teksnya.")
    else:
        lines.append("Silakan ketik jawaban (paling banyak 3.500 karakter) atau kirim lampiran.")
    rows: list[tuple[Button, ...]] = [
        (Button(cut(title, TITLE_LENGTH), _pick(form, "content", f"template:{number_}")),)
        for number_, title in templates
    ]
    if words or files:
        rows.append((Button("Kirim", _pick(form, "content", "send")),))
    if not templates:
        rows.append((Button("Templat", _pick(form, "content", "templates")),))
    return Message("\n".join(lines), (*rows, _cancel(form)))


def too_long(length: int, most: int) -> str:
    """Say how long an answer may be."""
    return (
        f"Jawaban paling banyak {whole(most)} karakter; yang ini {whole(length)}. "
        "Mohon dipersingkat atau dibagi menjadi dua balasan."
    )


def bad_length(length: int, least: int, most: int) -> str:
    """Say how long a follow-up may be."""
    return f"Mohon tulis {least}–{whole(most)} karakter; yang ini {whole(length)}."


def guard(form: str, number: int, words: str) -> Message:
    """Ask what becomes of personal data in a text that is about to go."""
    return Message(
        f"Teks untuk #{number} memuat {kinds(words)}. Bila disamarkan, terbaca:\n"
        f"<blockquote expandable>{escape(cut(mask(words), 3_500))}</blockquote>",
        (
            (Button("Samarkan", _pick(form, "guard", "mask")),),
            (Button("Kirim apa adanya", _pick(form, "guard", "raw")),),
            (Button("Ubah", _pick(form, "guard", "edit")),),
            _cancel(form),
        ),
    )


def kinds(words: str) -> str:
    """Name what the privacy guard found."""
    found = {finding.kind for finding in find(words)}
    names = [
        text[1:-1].removesuffix(" disamarkan") for kind, text in MASKS.items() if kind in found
    ]
    return listing(names) or "data pribadi"


def _quote(words: str) -> str:
    return f"<blockquote expandable>{escape(words)}</blockquote>"


def _pick(form: str, step: str, value: str) -> str:
    return pack(FormPick(form=form, step=step, value=value))


def _cancel(form: str) -> tuple[Button, ...]:
    return (Button("Batal", pack(CancelForm(form=form))),)
