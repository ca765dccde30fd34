"""Words of the forms of a question's card, and what each side is told."""

from collections.abc import Mapping

from community import question_refusals
from community.callback import pack
from community.menu import CancelForm, FormPick
from community.question_card import AnswerPrivately, Explain, RefuseQuestion
from community.question_refusals import Reason
from community.reply import Button, Message
from community.texts.common import escape, menu_button
from community.texts.numbers import whole
from community.texts.question_card import cut
from community.texts.question_steps import back

TYPE_IT = "Mohon ketik jawabannya."
REFERENCE_NEEDED = (
    "Mohon tuliskan nomor pertanyaan yang sudah terbit, misalnya #12, atau satu tautan lengkap, "
    "misalnya https://contoh.go.id/panduan."
)
NUMBER_OF_ITSELF = "Itu nomor pertanyaan ini sendiri. Mohon tuliskan nomor atau tautan lain."
LINK_INSIDE = (
    "Tautan itu hanya dapat dibuka anggota grupnya, bukan penanya. Mohon tuliskan nomor "
    "pertanyaan yang sudah terbit atau tautan lain."
)
LINK_PERSONAL = "Tautan itu memuat data pribadi. Mohon tuliskan nomor atau tautan lain."
LINK_OPENS_NO_ANSWER = (
    "Tautan bot itu tidak membuka jawaban yang sudah terbit. Mohon tuliskan nomor atau tautan lain."
)
IN_PRIVATE = "Silakan lanjutkan di obrolan pribadi dengan bot."
WORDS_ONLY = "Pertanyaan ini anonim: mohon jelaskan dengan teks, tanpa lampiran."
LEFT = "Baik, tidak ada yang dikirim."
LATE = "Isian ini sudah selesai atau dibatalkan."
NOT_YOURS = "Tombol ini untuk penanyanya."
NOBODY_WAITS = "Pertanyaan ini sudah selesai; tidak ada penjelasan yang ditunggu."
NOT_ANONYMOUS = "Pertanyaan ini tidak anonim; penanyanya tertulis di kartu."
ASKER_ERASED = "Data penanya sudah dihapus, sehingga penanyanya tidak dapat dilihat lagi."
_QUOTE = 1_500
_LABEL = 60


def bad_length(least: int, most: int, length: int) -> str:
    """Say how long a text may be, and how long this one is."""
    return (
        f"Teks terdiri atas {whole(least)}–{whole(most)} karakter; yang ini {whole(length)}. "
        "Mohon sesuaikan."
    )


def ask_request(form: str, number: int) -> Message:
    """Ask the holder what the asker is to explain."""
    return Message(
        f"<b>Minta penjelasan #{number}</b>\nApa yang perlu dijelaskan penanya? "
        "Tulisan ini dikirim kepada penanya atas nama Moderator CoP.",
        (_cancel(form),),
    )


def requested(number: int) -> Message:
    """Say that the asker was asked."""
    return Message(
        f"Permintaan penjelasan #{number} terkirim. Waktu jawab berhenti sampai penanya menjawab.",
        ((menu_button(),),),
    )


def asked_to_explain(number: int, question: str, words: str) -> Message:
    """Ask the asker for an explanation."""
    return Message(
        f"Moderator CoP memerlukan penjelasan untuk pertanyaan #{number}:\n"
        f"<blockquote expandable>{escape(cut(question, _QUOTE))}</blockquote>\n{escape(words)}",
        ((Button("Jawab penjelasan", pack(Explain(question=number))),),),
    )


def ask_explanation(
    form: str, number: int, words: str, *, files: int, takes_files: bool
) -> Message:
    """Ask for the explanation, in words or with files."""
    lines = [
        f"<b>Penjelasan #{number}</b>",
        "Silakan ketik penjelasannya, atau kirim lampiran lalu ketuk <b>Kirim</b>."
        if takes_files
        else "Silakan ketik penjelasannya. Pertanyaan ini anonim, jadi tanpa lampiran.",
    ]
    if words:
        lines.append(f"Keterangan: {escape(cut(words, 2_000))}")
    if not files:
        return Message("\n".join(lines), (_cancel(form),))
    lines.append(f"Lampiran: {files} berkas")
    send = Button("Kirim", pack(FormPick(form=form, step="content", value="send")))
    return Message("\n".join(lines), ((send,), _cancel(form)))


def explained(number: int) -> Message:
    """Thank the asker."""
    return Message(
        f"Terima kasih, penjelasan #{number} sudah diteruskan kepada Moderator CoP.",
        ((menu_button(),),),
    )


def explanation_came(number: int, words: str) -> Message:
    """Tell the holder what the asker explained."""
    said = escape(cut(words, 3_500)) or "Lihat lampiran."
    return Message(
        f"Penanya menjelaskan pertanyaan #{number}:\n\n{said}",
        ((Button("Jawab", pack(AnswerPrivately(question=number))),), (menu_button(),)),
    )


def choose_reason(number: int, card: str) -> Message:
    """Ask why a question is refused, below its card."""
    rows = tuple(
        (Button(one.label, pack(RefuseQuestion(question=number, reason=one.code))),)
        for one in question_refusals.ALL
    )
    return Message(f"{card}\n\nAlasan penolakan?", (*rows, (back(number),)))


def not_published(number: int) -> str:
    """Say that a number opens nothing for the asker."""
    return (
        f"Jawaban #{number} belum terbit di tanya jawab, sehingga penanya tidak dapat membukanya. "
        "Mohon tuliskan nomor atau tautan lain."
    )


def ask_reference(form: str, number: int, offered: Mapping[int, str]) -> Message:
    """Ask where the question was answered already; `offered` are titles of published questions."""
    rows = tuple(
        (
            Button(
                cut(f"#{one} {title}", _LABEL),
                pack(FormPick(form=form, step="number", value=str(one))),
            ),
        )
        for one, title in offered.items()
    )
    hint = "Yang serupa ada di bawah ini. " if rows else ""
    return Message(
        f"<b>Tolak #{number}: sudah dijawab</b>\nTuliskan nomor pertanyaan yang sudah terbit "
        f"(misalnya #12) atau tautan jawabannya. {hint}Penanya mendapat tombol untuk membukanya.",
        (*rows, _cancel(form)),
    )


def ask_reason(form: str, number: int) -> Message:
    """Ask for a reason in the moderator's own words."""
    return Message(
        f"<b>Tolak #{number}</b>\nTuliskan alasannya; penanya membacanya sebagai tulisan "
        "Moderator CoP.",
        (_cancel(form),),
    )


def refused(number: int) -> Message:
    """Say that the asker was told."""
    return Message(f"Pertanyaan #{number} ditolak; penanya sudah diberi tahu.", ((menu_button(),),))


def told_refused(
    number: int, question: str, reason: Reason, own_words: str, link: str | None
) -> Message:
    """Tell the asker kindly why not, and where to go."""
    why = escape(own_words) if own_words and link is None else reason.sentence
    rows = [] if link is None else [(Button("Buka jawaban", url=link),)]
    return Message(
        f"<b>Belum dapat diproses: pertanyaan #{number}</b>\n"
        f"<blockquote expandable>{escape(cut(question, _QUOTE))}</blockquote>\n"
        f"{why}\n\n{reason.where}",
        (*rows, (menu_button(),)),
    )


def ask_why(form: str, number: int) -> Message:
    """Ask an admin why they must know who asked."""
    return Message(
        f"<b>Lihat penanya #{number}</b>\nPertanyaan ini anonim. Tuliskan alasan melihat "
        "penanyanya; setiap kali dicatat dan terlihat oleh penanya di /datasaya.",
        (_cancel(form),),
    )


def asker(number: int, name: str, workplace: str) -> Message:
    """Tell an admin who asked."""
    return Message(
        f"Penanya #{number}: {escape(name)}, {escape(workplace)}. Mohon jaga kerahasiaannya.",
        ((menu_button(),),),
    )


def asker_erased(number: int) -> Message:
    """Take back who asked, once their data are deleted."""
    return Message(f"Pertanyaan #{number}: {ASKER_ERASED}", ((menu_button(),),))


def left() -> Message:
    """Say that nothing was done."""
    return Message(LEFT, ((menu_button(),),))


def late() -> Message:
    """Answer a tap on a form that is gone."""
    return Message(LATE, ((menu_button(),),))


def _cancel(form: str) -> tuple[Button, ...]:
    return (Button("Batal", pack(CancelForm(form=form))),)
