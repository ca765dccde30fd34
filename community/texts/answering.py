"""Words around an answer: what the asker reads and may tap, what moderators read back."""

from collections.abc import Sequence
from typing import Protocol

from community.answering import (
    RATINGS,
    AcceptAnswer,
    DropHeld,
    EditHeld,
    FollowUp,
    MissAnswer,
    RateAnswer,
    RetractAnswer,
    SendHeld,
)
from community.callback import pack
from community.menu import CancelForm, FormPick
from community.privacy_guard import MASKS, find, mask
from community.question_card import AnswerPrivately
from community.questions import ANSWERED, CLOSED, FINAL, State
from community.reply import Button, Message, Rows
from community.texts.common import escape, menu_button
from community.texts.numbers import whole

MOST = 4_096  # characters of a message, Bot API: sendMessage, counted in UTF-16 units
DISCLAIMER = "<i>Jawaban ini bukan keputusan resmi instansi.</i>"
ATTACHED = "<i>Jawaban ada pada lampiran di bawah ini.</i>"
BELOW = "<i>Lampiran ada di bawah ini.</i>"
TYPE_IT = "Mohon ketik teksnya."
TYPE_AGAIN = "Silakan ketik teks pengganti tanpa data pribadi."
NOTHING_YET = "Mohon ketik jawaban atau kirim lampiran terlebih dahulu."
TEMPLATES_SHOWN = 30
NO_TEMPLATES = "Belum ada templat. Tambahkan melalui /templat."
TITLE_LENGTH = 40  # characters of a template's title on its button


class Asked(Protocol):
    """What the buttons below an answer go by."""

    @property
    def id(self) -> int:
        """The number."""

    @property
    def state(self) -> State:
        """Where it stands."""

    @property
    def rating(self) -> int | None:
        """What its asker gave."""


def answer(
    asked: Asked,
    question: str,
    words: str,
    follow_ups: Sequence[str] = (),
    *,
    has_files: bool = False,
) -> Message:
    """Show an answer to the asker below what it answers; the quotes give way where all is long."""
    title = f"<b>Jawaban untuk pertanyaan #{asked.id}</b>"
    body = _body(words, has_files=has_files)
    tail = f"{DISCLAIMER}\n\n{_next_words(asked.state)}"
    room = MOST - 80 - _units(title + words + ATTACHED + BELOW + tail)
    asked_on = "\n\n".join(follow_ups)
    later = cut(asked_on, max(room - _units(question), room // 2)) if asked_on else ""
    quote = _quote(cut(question, room - _units(later)))
    if later:
        quote += f"\n<i>Pertanyaan lanjutan:</i>\n{_quote(later)}"
    return Message(f"{title}\n{quote}\n{body}\n\n{tail}", answer_rows(asked))


def addition(asked: Asked, words: str, *, has_files: bool = False) -> Message:
    """Show to the asker what was added to an answer."""
    title = f"<b>Tambahan jawaban untuk pertanyaan #{asked.id}</b>"
    tail = f"{DISCLAIMER}\n\n{_next_words(asked.state)}"
    body = _body(words, has_files=has_files)
    return Message(f"{title}\n\n{body}\n\n{tail}", answer_rows(asked))


def _body(words: str, *, has_files: bool) -> str:
    if not words:
        return ATTACHED
    return f"{escape(words)}\n\n{BELOW}" if has_files else escape(words)


def _quote(words: str) -> str:
    return f"<blockquote expandable>{escape(words)}</blockquote>"


def answer_rows(asked: Asked) -> Rows:
    """Return what the asker may do with an answered question."""
    rows: list[tuple[Button, ...]] = []
    if asked.state is ANSWERED:
        rows.append((Button("Sudah terjawab", pack(AcceptAnswer(question=asked.id))),))
    if asked.state in (ANSWERED, CLOSED):
        rows.append((Button("Belum terjawab", pack(MissAnswer(question=asked.id))),))
    if asked.state not in FINAL:
        rows.append((Button("Tanya lanjutan", pack(FollowUp(question=asked.id, message=0))),))
    if asked.state in (ANSWERED, CLOSED):
        rows.append(
            tuple(
                Button(
                    f"✅ {stars}" if stars == asked.rating else str(stars),
                    pack(RateAnswer(question=asked.id, rating=stars)),
                )
                for stars in RATINGS
            )
        )
    return tuple(rows)


def continue_button(number: int, message_id: int) -> Button:
    """Return the button that adds what was typed in that message to an answered question."""
    return Button(f"Lanjutkan #{number}", pack(FollowUp(question=number, message=message_id)))


def retract_row(number: int) -> tuple[Button, ...]:
    """Return the button of an answered card that takes one's own answer back."""
    return (Button("Tarik jawaban", pack(RetractAnswer(question=number, is_sure=False))),)


def _next_words(state: State) -> str:
    match state:
        case State.ANSWERED:
            return (
                "Apakah sudah terjawab? Nilai jawaban ini dari 1 (belum membantu) sampai 5 "
                "(sangat membantu)."
            )
        case State.CLOSED:
            return "Pertanyaan ini sudah ditutup. Bapak/Ibu tetap dapat menanggapinya."
        case State.REFUSED | State.WITHDRAWN:
            return "Pertanyaan ini sudah selesai."
        case _:
            return "Pertanyaan ini sedang ditangani kembali oleh Moderator CoP."


def cut(text: str, room: int) -> str:
    """Cut a text visibly to what there is room for."""
    if _units(text) <= room:
        return text
    kept = text.encode("utf-16-le")[: 2 * max(room - 1, 0)].decode("utf-16-le", "ignore")
    return f"{kept}…"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


# --- what the asker reads back -------------------------------------------------------------


def accepted(number: int) -> str:
    """Thank for `Sudah terjawab`."""
    return f"Terima kasih. Pertanyaan #{number} ditutup."


def rated(rating: int) -> str:
    """Thank for a rating."""
    return f"Terima kasih atas nilai {rating}."


FOLLOW_UP_LEFT = "Baik, tidak ada yang dikirim."
FOLLOW_UP_LATE = "Pertanyaan lanjutan ini sudah terkirim atau dibatalkan."
RATE_LATER = "Nilai dapat diberikan setelah pertanyaan dijawab."
NOT_YOURS = "Tombol ini milik penanya."


def over(number: int, state: State) -> str:
    """Say kindly that nothing more can happen to a question."""
    what = "sudah ditarik" if state is State.WITHDRAWN else "belum dapat diproses"
    return f"Pertanyaan #{number} {what}. Silakan ajukan pertanyaan baru melalui /tanya."


def still_open(number: int) -> str:
    """Say that moderators have the question."""
    return f"Pertanyaan #{number} sedang ditangani Moderator CoP."


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


def follow_up_sent(number: int) -> Message:
    """Say that what was added has reached the moderators."""
    text = f"Sudah disampaikan kepada Moderator CoP pada pertanyaan #{number}."
    return Message(text, ((menu_button(),),))


def retracted_answer(number: int) -> Message:
    """Stand where an answer stood."""
    return Message(f"<i>Jawaban untuk pertanyaan #{number} ditarik oleh Moderator CoP.</i>")


def told_retracted(number: int, *, is_open: bool) -> Message:
    """Tell the asker that an answer was taken back."""
    after = " Pertanyaan akan dijawab kembali." if is_open else ""
    return Message(
        f"Salah satu jawaban untuk pertanyaan #{number} ditarik oleh Moderator CoP.{after}"
    )


# --- what moderators read back -------------------------------------------------------------


def held(number: int, held_id: int) -> Message:
    """Ask whether a reply to an unclaimed card is meant as the answer."""
    return Message(
        f"Kirim sebagai jawaban #{number}?",
        (
            (Button("Kirim jawaban", pack(SendHeld(held=held_id, how=""))),),
            (Button("Bukan jawaban", pack(DropHeld(held=held_id))),),
        ),
    )


def held_guard(number: int, held_id: int, words: str) -> Message:
    """Ask what becomes of personal data in a reply; the reply itself was not sent."""
    return Message(
        f"Balasan untuk #{number} <b>belum terkirim</b>: memuat {kinds(words)}.",
        (
            (Button("Samarkan", pack(SendHeld(held=held_id, how="mask"))),),
            (Button("Kirim apa adanya", pack(SendHeld(held=held_id, how="raw"))),),
            (Button("Ubah", pack(EditHeld(held=held_id))),),
            (Button("Bukan jawaban", pack(DropHeld(held=held_id))),),
        ),
    )


def edit_held(number: int, held_id: int) -> Message:
    """Say how a held reply is changed."""
    return Message(
        f"Silakan sunting pesan balasan Anda untuk #{number} hingga tidak memuat data pribadi.",
        ((Button("Bukan jawaban", pack(DropHeld(held=held_id))),),),
    )


def held_by(number: int, name: str) -> str:
    """Say kindly who holds a question."""
    return f"Pertanyaan #{number} sedang ditangani {escape(name)}. Balasan ini tidak dikirim."


def answered_by(number: int, name: str) -> str:
    """Say kindly who answered a question."""
    return f"Pertanyaan #{number} sudah dijawab {escape(name)}. Balasan ini tidak dikirim."


def card_over(number: int, state: State) -> str:
    """Say that a card is no more to be answered."""
    what = "sudah ditarik penanya" if state is State.WITHDRAWN else "sudah ditolak"
    return f"Pertanyaan #{number} {what}. Balasan ini tidak dikirim."


def own_question(number: int) -> str:
    """Say that nobody answers their own question."""
    return f"Pertanyaan #{number} Bapak/Ibu ajukan sendiri, jadi dijawab moderator lain."


def anonymous_admin(number: int) -> Message:
    """Tell an anonymous admin of the group how to answer."""
    return Message(
        f"Balasan untuk #{number} belum terkirim karena ditulis sebagai admin anonim. Mohon "
        "matikan mode anonim, lalu balas kartu dengan nama sendiri."
    )


def too_long(length: int, most: int) -> str:
    """Say how long an answer may be."""
    return (
        f"Jawaban paling banyak {whole(most)} karakter; yang ini {whole(length)}. "
        "Mohon dipersingkat atau dibagi menjadi dua balasan."
    )


def held_too_long(number: int, held_id: int, length: int, most: int) -> Message:
    """Say that a reply was not sent, and how it is."""
    return Message(
        f"Balasan untuk #{number} <b>belum terkirim</b>: paling banyak {whole(most)} karakter; "
        f"yang ini {whole(length)}. Silakan sunting pesannya, atau bagi menjadi dua balasan.",
        ((Button("Bukan jawaban", pack(DropHeld(held=held_id))),),),
    )


def edit_too_long(number: int, length: int, most: int) -> Message:
    """Say that a correction is too long; the asker still reads what was sent before."""
    return Message(
        f"Perubahan jawaban #{number} <b>belum terkirim</b>: paling banyak {whole(most)} "
        f"karakter; yang ini {whole(length)}. Silakan sunting kembali."
    )


def caption_too_long(number: int, length: int, most: int) -> Message:
    """Say that a file went along with an answer, but not its caption."""
    return Message(
        f"Lampiran untuk #{number} terkirim tanpa keterangannya: jawaban paling banyak "
        f"{whole(most)} karakter; dengan keterangan itu {whole(length)}."
    )


def bad_length(length: int, least: int, most: int) -> str:
    """Say how long a follow-up may be."""
    return f"Mohon tulis {least}–{whole(most)} karakter; yang ini {whole(length)}."


def sent(number: int) -> str:
    """Say that an answer went out."""
    return f"Terkirim sebagai jawaban #{number}."


def corrected(number: int) -> str:
    """Say that a correction went out."""
    return f"Jawaban #{number} diperbaiki."


SYSTEM = "sistem"
UNREACHED = "Jawaban belum sampai: penanya memblokir bot atau menutup akunnya."


def unreached(count: int) -> str:
    """Say for the timetable how many answers did not arrive."""
    return f"{count} jawaban belum sampai" if count else ""


NOT_SENT = "Baik, balasan tidak dikirim."
HELD_GONE = "Balasan ini sudah tidak ada."
AUTHOR_ONLY = "Hanya penulis balasan yang dapat memilih."
NO_ANSWER_OF_YOURS = "Tidak ada jawaban Anda yang dapat ditarik."
ASKER_GONE = "Penanya sudah menghapus datanya; jawaban tidak dapat dikirim."
CHANGED_MEANWHILE = "Pertanyaan ini baru saja berubah. Mohon lihat kartunya."


def confirm_retracting(number: int, entry: int, words: str) -> Message:
    """Ask once more before an answer is taken back."""
    quote = f"<blockquote>{escape(cut(words, 300))}</blockquote>" if words else "Berupa lampiran."
    sure = RetractAnswer(question=number, is_sure=True, entry=entry)
    return Message(
        f"<b>Tarik jawaban #{number}?</b>\n{quote}", ((Button("Ya, tarik", pack(sure)),),)
    )


def retracted(number: int) -> str:
    """Say that an answer was taken back."""
    return f"Jawaban #{number} ditarik; penanya diberi tahu."


def holder_told(number: int, words: str) -> Message:
    """Tell the holder what the asker says to the answer; a reply to it is an answer, too."""
    quote = f"\n<blockquote>{escape(cut(words, 3_500))}</blockquote>" if words else ""
    what = "Penanya menambahkan" if words else "Penanya menandai belum terjawab"
    return Message(
        f"<b>Pertanyaan #{number}</b>\n{what}.{quote}",
        ((Button("Jawab", pack(AnswerPrivately(question=number))),),),
    )


# --- the forms -----------------------------------------------------------------------------


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
