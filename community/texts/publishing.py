"""Words of `Terbitkan`: what the moderator fills in, and what the asker is asked."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from community import questions
from community.callback import pack
from community.menu import CancelForm, FormPick
from community.own_questions import OpenOwn
from community.publishing import (
    ANSWER_LENGTH,
    QUESTION_LENGTH,
    Consent,
    Content,
    Decline,
    OpenConsent,
    OpenPublished,
    Publish,
    Revoke,
)
from community.reply import Button, Message, Rows
from community.ruling import ReviewPublished
from community.texts import dates, faq
from community.texts.common import escape, menu_button
from community.texts.numbers import whole
from community.texts.sessions import short

TYPE_IT = "Mohon ketik teksnya."
TAP_SEND = "Mohon ketuk <b>Kirim</b> bila sudah sesuai, atau <b>Batal</b>."
HOLDS_IDENTITY = "Yang diterbitkan tidak boleh memuat NIK atau NIP. Mohon hapus nomornya."
BAD_REVIEW = "Mohon ketik tanggal peninjauan, misalnya <i>1 Juni 2027</i>, atau ketuk pilihannya."
REVIEW_OUT_OF_REACH = "Tanggal peninjauan paling cepat seminggu dan paling lama lima tahun lagi."
GONE = "Pertanyaan ini sudah tidak ada."
OWN = "Pertanyaan ini Bapak/Ibu ajukan sendiri, jadi diputuskan moderator lain."
NOT_ANSWERED = "Pertanyaan ini sedang menunggu jawaban, jadi belum dapat diterbitkan."
KEPT_PRIVATE = "Penanya memilih pertanyaan ini tetap pribadi."
NO_ASKER = "Data penanya sudah dihapus, jadi izinnya tidak dapat diminta lagi."
CHANGED_MEANWHILE = "Pertanyaan ini baru saja berubah. Silakan ulangi."
IN_PRIVATE = "Penerbitan dilanjutkan di obrolan pribadi dengan bot."
NAMES_ASKER = "Teks ini memuat nama atau instansi penanya. Mohon hapus bila tidak perlu."
MAY_NAME_ASKER = "Teks ini mungkin memuat nama atau tempat kerja penanya. Mohon periksa."
ANONYMOUS = (
    "Pertanyaan ini anonim: pastikan teks tidak memuat nama, instansi, atau keterangan yang "
    "menunjuk penanyanya."
)
HOLDS_CONTACT = "Teks ini memuat nomor telepon atau alamat surel. Mohon pastikan itu kontak kantor."


class Answered(Protocol):
    """What the card's row needs to know of a question."""

    @property
    def id(self) -> int:
        """Its number."""
        ...

    @property
    def state(self) -> questions.State:
        """Where it stands."""
        ...


def publish_rows(question: Answered, *, is_kept_private: bool) -> Rows:
    """Return `Terbitkan` for the card of a question that can be proposed."""
    if is_kept_private or questions.after(question.state, questions.Event.PROPOSE) is None:
        return ()
    return ((Button("Terbitkan", pack(Publish(question=question.id))),),)


def bad_length(what: str, least: int, most: int, count: int) -> str:
    """Say how long a text may be, and how long this one is."""
    return (
        f"{what} terdiri atas {least}–{whole(most)} karakter; yang dikirim {whole(count)}. "
        "Mohon sesuaikan."
    )


def no_letters(what: str) -> str:
    """Say that a text says nothing."""
    return f"{what} belum berisi kata. Mohon ketik kembali."


# --- what the moderator fills in ------------------------------------------------------------


def ask_question(form: str, number: int, offered: str) -> Message:
    """Ask for the question as everybody will read it."""
    least, most = QUESTION_LENGTH
    return Message(
        f"<b>Terbitkan #{number}: pertanyaan</b>\nSilakan ketik pertanyaannya secara ringkas dan "
        "umum, tanpa nama, instansi, atau hal yang menunjuk penanya "
        f"({least}–{whole(most)} karakter). Aslinya:\n\n<code>{escape(offered)}</code>",
        (*_keep(form, "question", offered, QUESTION_LENGTH), _cancel(form)),
    )


def ask_answer(form: str, offered: str) -> Message:
    """Ask for the answer as everybody will read it."""
    least, most = ANSWER_LENGTH
    shown = offered if len(offered) <= most else f"{offered[: most - 1]}…"
    return Message(
        f"<b>Jawaban</b>\nSilakan ketik jawaban yang diterbitkan ({least}–{whole(most)} karakter). "
        f"Jawaban kepada penanya:\n\n<code>{escape(shown)}</code>",
        (*_keep(form, "answer", offered, ANSWER_LENGTH), _cancel(form)),
    )


def ask_source(form: str, offered: str, rules: Sequence[tuple[int, str]]) -> Message:
    """Ask where the answer is taken from."""
    picks = tuple(
        (Button(short(name), pack(FormPick(form, "source", str(number)))),)
        for number, name in rules
    )
    kept: Rows = ()
    if offered:
        label = short(f"Tetap: {offered}")
        kept = ((Button(label, pack(FormPick(form, "source", "keep"))),),)
    practice = (Button("Praktik", pack(FormPick(form, "source", "praktik"))),)
    return Message(
        "<b>Sumber</b>\nApa rujukan jawabannya? Ketik aturan, surat edaran, atau tautan, misalnya "
        "<i>PermenPANRB Nomor 1 Tahun 2023</i>; beberapa sumber dipisahkan titik koma. Bila dari "
        "pengalaman, ketuk <b>Praktik</b>.",
        (*kept, *picks, practice, _cancel(form)),
    )


def ask_review(form: str, terms: Mapping[str, int]) -> Message:
    """Ask when the answer is to be looked at again."""
    picks = tuple(
        Button(label, pack(FormPick(form, "review", str(days)))) for label, days in terms.items()
    )
    return Message(
        "<b>Tanggal peninjauan</b>\nKapan jawaban ini diperiksa kembali? Ketuk pilihannya, atau "
        "ketik tanggalnya.",
        (picks, _cancel(form)),
    )


def preview(
    form: str, number: int, content: Content, warnings: Sequence[str], *, asks: bool
) -> Message:
    """Show how it will look; `asks` where the asker has to allow it first."""
    warned = "".join(f"⚠️ {one}\n" for one in warnings)
    review = "" if content.review_on is None else f"Ditinjau: {dates.day(content.review_on)}\n"
    then = (
        "Penanya akan diminta izinnya; tanpa jawaban dalam 14 hari, tetap pribadi."
        if asks
        else "Perubahan ini langsung berlaku."
    )
    send = Button("Kirim", pack(FormPick(form, "preview", "send")))
    return Message(
        f"Beginilah #{number} akan dibaca anggota:\n\n"
        f"{faq.body(content, replaced={}, is_under_review=False)}\n\n{review}{warned}{then}",
        ((send,), _cancel(form)),
    )


def proposed(number: int) -> Message:
    """Say that the asker is asked now."""
    return Message(
        f"Permintaan izin menerbitkan #{number} sudah dikirim kepada penanya.", ((menu_button(),),)
    )


def waiting(number: int, content: Content, since: str) -> Message:
    """Say that the asker has not answered yet; a new text takes the place of the old one."""
    return Message(
        f"Izin menerbitkan #{number} sedang diminta sejak {since}, dengan teks ini:\n\n"
        f"{faq.body(content, replaced={}, is_under_review=False)}\n\n"
        "Bila teksnya ditulis ulang, izinnya diminta kembali.",
        (
            (Button("Tulis ulang", pack(Publish(question=number, is_anew=True))),),
            (menu_button(),),
        ),
    )


def write_anew(number: int) -> Button:
    """Return the button that throws the half-filled form away."""
    return Button(f"Tulis baru #{number}", pack(Publish(question=number, is_anew=True)))


def told_allowed(number: int) -> Message:
    """Tell who proposed it that the asker allowed it."""
    return Message(
        f"Penanya mengizinkan: pertanyaan #{number} sudah terbit di tanya jawab.",
        (_open(number), (menu_button(),)),
    )


def told_declined(number: int, *, stays: bool) -> Message:
    """Tell who proposed it that the asker said no."""
    then = "teks yang terbit tetap seperti semula" if stays else "pertanyaan ini tetap pribadi"
    return Message(f"Penanya tidak mengizinkan penerbitan #{number}; {then}.", ((menu_button(),),))


def told_lapsed(number: int) -> Message:
    """Tell who proposed it that the asker said nothing."""
    return Message(
        f"Izin menerbitkan #{number} tidak dijawab dalam 14 hari, jadi tidak diterbitkan. Bila "
        "perlu, izinnya dapat diminta lagi melalui <b>Terbitkan</b>.",
        ((menu_button(),),),
    )


def changed(number: int) -> Message:
    """Say that a published text was changed."""
    return Message(f"#{number} sudah diperbarui.", (_open(number), _review(number)))


def left(sentence: str = "Penerbitan dibatalkan.") -> Message:
    """Say that nothing is published by this form (any more)."""
    return Message(sentence, ((menu_button(),),))


# --- what the asker reads -------------------------------------------------------------------


def ask_consent(number: int, version: int, content: Content, *, names: int) -> Message:
    """Ask the asker; `names` says how clearly (community.anonymity.Mention) the text names them.

    What plainly names somebody who asked anonymously (2) cannot be allowed.
    """
    intro = (
        f"Jawaban atas pertanyaan Bapak/Ibu <b>#{number}</b> dapat membantu anggota lain. "
        "Bolehkah diterbitkan di tanya jawab, tanpa nama dan instansi, seperti ini?"
    )
    no = Button("Tidak, tetap pribadi", pack(Decline(question=number, version=version)))
    yes = Button("Izinkan", pack(Consent(question=number, version=version)))
    warning = ""
    if names == 1:
        warning = "\n\n⚠️ Teks ini mungkin memuat nama atau tempat kerja Bapak/Ibu. Mohon periksa."
    if names > 1:
        warning = (
            "\n\n⚠️ Teks ini memuat nama atau instansi Bapak/Ibu, padahal pertanyaannya anonim. "
            "Karena itu tidak dapat diterbitkan seperti ini."
        )
    end = "\n\nTanpa jawaban dalam 14 hari, pertanyaan ini tetap pribadi."
    body = faq.body(content, replaced={}, is_under_review=False)
    rows: Rows = ((no,),) if names > 1 else ((yes,), (no,))
    return Message(f"{intro}\n\n{body}{warning}{end}", rows)


def own_rows(number: int, *, is_published: bool, is_asked: bool) -> Rows:
    """Return what the asker can decide, for the screen of their own question."""
    asked = (Button("Lihat permintaan izin", pack(OpenConsent(question=number))),)
    revoke = (Button("Cabut izin", pack(Revoke(question=number))),)
    return (*((asked,) if is_asked else ()), *((revoke,) if is_published else ()))


def allowed(number: int) -> Message:
    """Thank the asker; what was allowed can be taken back."""
    return Message(
        f"Terima kasih. Pertanyaan #{number} sudah diterbitkan tanpa nama Bapak/Ibu. Izin dapat "
        "dicabut kapan saja.",
        (_open(number), (Button("Cabut izin", pack(Revoke(question=number))),)),
    )


def declined(number: int) -> Message:
    """Confirm that it stays private."""
    return Message(f"Baik, pertanyaan #{number} tetap pribadi.", ((menu_button(),),))


def kept_as_it_was(number: int) -> Message:
    """Confirm that the new text is not published, and the old one stays."""
    return Message(
        f"Baik, perubahannya tidak diterbitkan. Pertanyaan #{number} tetap tampil seperti semula.",
        (_open(number), (Button("Cabut izin", pack(Revoke(question=number))),)),
    )


def confirm_revoking(number: int) -> Message:
    """Ask once more."""
    sure = pack(Revoke(question=number, is_sure=True))
    return Message(
        f"<b>Cabut izin #{number}?</b>\nPertanyaan ini tidak akan tampil lagi di tanya jawab dan "
        "pencarian.",
        ((Button("Ya, cabut izin", sure),), (Button("Kembali", pack(OpenOwn(question=number))),)),
    )


def revoked(number: int) -> Message:
    """Confirm that it is gone."""
    return Message(
        f"Izin dicabut. Pertanyaan #{number} tidak tampil lagi di tanya jawab dan pencarian.",
        (_own(number),),
    )


def nothing_to_decide(number: int) -> Message:
    """Say that a button came too late."""
    return Message(
        f"Permintaan izin untuk #{number} sudah tidak berlaku.",
        ((menu_button(),),),
    )


def unpublished_for_you(number: int) -> Message:
    """Tell the asker that moderators took it down."""
    return Message(
        f"Moderator CoP mencabut pertanyaan Bapak/Ibu #{number} dari tanya jawab. Jawaban untuk "
        "Bapak/Ibu tetap tersimpan.",
        ((menu_button(),),),
    )


def lapsed(count: int) -> str:
    """Say in the job's log how many proposals ended unanswered."""
    return f"{count} permintaan izin menerbitkan berakhir tanpa jawaban." if count else ""


def _keep(form: str, step: str, offered: str, length: tuple[int, int]) -> Rows:
    if not length[0] <= len(offered) <= length[1]:
        return ()
    return ((Button("Pakai teks ini", pack(FormPick(form, step, "keep"))),),)


def _cancel(form: str) -> tuple[Button, ...]:
    return (Button("Batal", pack(CancelForm(form=form))),)


def _own(number: int) -> tuple[Button, ...]:
    return (Button("Lihat pertanyaan", pack(OpenOwn(question=number))), menu_button())


def _open(number: int) -> tuple[Button, ...]:
    return (Button("Buka", pack(OpenPublished(question=number))),)


def _review(number: int) -> tuple[Button, ...]:
    return (Button("Tinjau", pack(ReviewPublished(question=number))), menu_button())
