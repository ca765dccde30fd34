"""Words of the forms in which an answer is given in private and an asker asks on."""

from community.callback import pack
from community.menu import CancelForm, FormPick
from community.privacy_guard import MASKS, find, mask
from community.reply import Button, Message
from community.texts.answering import MOST, cut
from community.texts.common import escape
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


def quoted(number: int, question: str) -> Message:
    """Show what is to be answered, above the form."""
    room = MOST - 100
    quote = f"<blockquote expandable>{escape(cut(question, room))}</blockquote>"
    return Message(f"<b>Pertanyaan #{number}</b>\n{quote}")


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
    return ", ".join(names) or "data pribadi"


def _pick(form: str, step: str, value: str) -> str:
    return pack(FormPick(form=form, step=step, value=value))


def _cancel(form: str) -> tuple[Button, ...]:
    return (Button("Batal", pack(CancelForm(form=form))),)
