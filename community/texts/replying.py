"""What moderators read back to their replies: held, refused, sent, corrected, taken back."""

from community.answering import DropHeld, EditHeld, KeepAnswer, RetractAnswer, SendHeld
from community.callback import pack
from community.question_card import AnswerPrivately
from community.questions import State
from community.reply import Button, Message
from community.texts.answer_forms import kinds
from community.texts.answering import cut
from community.texts.common import escape, menu_button
from community.texts.numbers import whole

NOT_SENT = "Baik, balasan tidak dikirim."
HELD_GONE = "Balasan ini sudah tidak ada."
AUTHOR_ONLY = "Hanya penulis balasan yang dapat memilih."
NO_ANSWER_OF_YOURS = "Tidak ada jawaban Anda yang dapat ditarik."
GONE_ALREADY = "Jawaban ini sudah ditarik."
ASKER_GONE = "Penanya sudah menghapus datanya; jawaban tidak dapat dikirim."
CHANGED_MEANWHILE = "Pertanyaan ini baru saja berubah. Mohon lihat kartunya."


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


def held_too_long(number: int, held_id: int, length: int, most: int) -> Message:
    """Say that a reply was not sent, and how it is."""
    return Message(
        f"Balasan untuk #{number} <b>belum terkirim</b>: paling banyak {whole(most)} karakter; "
        f"yang ini {whole(length)}. Silakan sunting pesannya, atau bagi menjadi dua balasan.",
        ((Button("Bukan jawaban", pack(DropHeld(held=held_id))),),),
    )


def edit_held(number: int, held_id: int) -> Message:
    """Say how a held reply is changed."""
    return Message(
        f"Silakan sunting pesan balasan Anda untuk #{number} hingga tidak memuat data pribadi.",
        ((Button("Bukan jawaban", pack(DropHeld(held=held_id))),),),
    )


def not_sent(why: str) -> str:
    """Say of a reply why it goes nowhere."""
    return f"{why} Balasan ini tidak dikirim."


def held_still(number: int, held_id: int, why: str) -> Message:
    """Say why a reply cannot go yet; it is kept."""
    question = held(number, held_id)
    return Message(
        f"{why} Balasan Anda <b>belum terkirim</b> dan tetap disimpan.", question.buttons
    )


def reply_to_card(number: int) -> Message:
    """Say to the holder that a line of ours was answered, not the card."""
    return Message(f"Balasan ini tidak dikirim. Untuk menjawab #{number}, mohon balas kartunya.")


def held_by(number: int, name: str) -> str:
    """Say kindly who holds a question."""
    return f"Pertanyaan #{number} sedang ditangani {escape(name)}."


def answered_by(number: int, name: str) -> str:
    """Say kindly who answered a question."""
    return f"Pertanyaan #{number} sudah dijawab {escape(name)}."


def card_over(number: int, state: State) -> str:
    """Say that a card is no more to be answered."""
    what = "sudah ditarik penanya" if state is State.WITHDRAWN else "sudah ditolak"
    return f"Pertanyaan #{number} {what}."


def own_question(number: int) -> str:
    """Say that nobody answers their own question."""
    return f"Pertanyaan #{number} Bapak/Ibu ajukan sendiri, jadi dijawab moderator lain."


def anonymous_admin(number: int) -> Message:
    """Tell an anonymous admin of the group how to answer."""
    return Message(
        f"Balasan untuk #{number} belum terkirim karena ditulis sebagai admin anonim. Mohon "
        "matikan mode anonim, lalu balas kartu dengan nama sendiri."
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


def sent(number: int) -> str:
    """Say that an answer went out."""
    return f"Terkirim sebagai jawaban #{number}."


def sent_privately(number: int) -> Message:
    """Say that an answer that was written in private went out, and how it is put right."""
    return Message(
        f"{sent(number)} Untuk memperbaikinya, sunting pesan Anda di atas.",
        (
            (Button("Tarik jawaban", pack(RetractAnswer(question=number, is_sure=False))),),
            (menu_button(),),
        ),
    )


def corrected(number: int) -> str:
    """Say that a correction went out."""
    return f"Jawaban #{number} diperbaiki."


def confirm_retracting(number: int, entry: int, words: str) -> Message:
    """Ask once more before an answer is taken back."""
    quote = f"<blockquote>{escape(cut(words, 300))}</blockquote>" if words else "Berupa lampiran."
    sure = RetractAnswer(question=number, is_sure=True, entry=entry)
    return Message(
        f"<b>Tarik jawaban #{number}?</b>\n{quote}",
        ((Button("Ya, tarik", pack(sure)),), (Button("Kembali", pack(KeepAnswer())),)),
    )


def retracted(number: int, *, has_old_files: bool = False) -> str:
    """Say that an answer was taken back, and what of it the asker still sees."""
    told = f"Jawaban #{number} ditarik; penanya diberi tahu."
    if not has_old_files:
        return told
    return (
        f"{told} Lampirannya sudah lebih dari dua hari, sehingga <b>tidak dapat dihapus</b> dari "
        "obrolan penanya; penanya diminta mengabaikannya."
    )


def holder_told(number: int, words: str, *, is_edited: bool = False) -> Message:
    """Tell the holder what the asker says to the answer; a reply to it is an answer, too."""
    quote = f"\n<blockquote>{escape(cut(words, 3_500))}</blockquote>" if words else ""
    what = "Penanya menambahkan" if words else "Penanya menandai belum terjawab"
    if is_edited:
        what = "Penanya mengubah pertanyaannya"
    return Message(
        f"<b>Pertanyaan #{number}</b>\n{what}.{quote}",
        ((Button("Jawab", pack(AnswerPrivately(question=number))),),),
    )
