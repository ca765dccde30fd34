"""Words of asking a question, from the first line to the receipt."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from community.callback import pack
from community.menu import CancelForm, FormPick
from community.own_questions import AskAbout, AskAnew
from community.privacy_guard import Kind
from community.reply import Attached, Button, Message, Rows
from community.texts import attachments, dates
from community.texts.common import escape, listing, menu_button
from community.texts.menu import draft_buttons, item
from community.texts.numbers import whole

FORM = "question"
HEADING = "Bertanya"
_EXAMPLE = "Bagaimana cara menghitung angka kredit dari konversi predikat kinerja?"
_KINDS = {
    Kind.NIP: "NIP",
    Kind.NIK: "NIK",
    Kind.EMAIL: "alamat surel",
    Kind.PHONE: "nomor telepon",
}

# --- the steps ----------------------------------------------------------------------------


def ask_text(
    shown: str, files: Sequence[Attached], *, is_replaced: bool, has_topic: bool
) -> Message:
    """Ask for the question; show what there is of it, personal data masked."""
    if not shown and not files:
        return Message(
            "<b>Bertanya</b>\nApa yang ingin Bapak/Ibu tanyakan? Silakan ketik pertanyaannya, "
            "3–3.000 karakter. Foto, dokumen, pesan suara, atau video boleh disertakan.\n\n"
            f"Contoh: <i>{_EXAMPLE}</i>",
            (_cancel(),),
        )
    rows: list[tuple[Button, ...]] = [(_pick("text", "Selesai", "done"),)] if shown else []
    tools = [_pick("text", "Tulis ulang", "anew")] if shown and not is_replaced else []
    if shown and has_topic:
        tools.append(_pick("text", "Ganti topik", "topic"))
    if files:
        tools.append(_pick("text", "Hapus lampiran", "nofiles"))
    if tools:
        rows.append(tuple(tools))
    parts = ["<b>Bertanya</b>"]
    parts.append(quoted(shown) if shown else "Pertanyaan: <i>belum ditulis</i>")
    if files:
        parts.append(f"Lampiran: {attachments.counted(files)}")
    parts.append(_what_next(bool(shown), is_replaced=is_replaced))
    return Message("\n\n".join(parts), (*rows, _cancel()))


def _what_next(has_text: bool, *, is_replaced: bool) -> str:
    if not has_text:
        return "Silakan ketik pertanyaannya, 3–3.000 karakter."
    if is_replaced:
        return (
            "Silakan kirim teks pengganti, atau ketuk <b>Selesai</b> bila teksnya tetap. "
            "Lampiran dapat ditambahkan."
        )
    return (
        "Masih ada tambahan? Silakan kirim teks, foto, dokumen, pesan suara, atau video. "
        "Bila cukup, ketuk <b>Selesai</b>."
    )


def ask_similar(similar: Sequence[tuple[int, str]]) -> Message:
    """Show published questions that may hold the answer already."""
    lines = "\n".join(f"• #{number} {escape(title)}" for number, title in similar)
    rows = tuple(
        (_pick("similar", f"Ini sudah menjawab: #{number}", f"read:{number}"),)
        for number, _ in similar
    )
    if len(similar) == 1:
        rows = ((_pick("similar", "Ini sudah menjawab", f"read:{similar[0][0]}"),),)
    return Message(
        f"<b>Mungkin sudah pernah ditanyakan</b>\n{lines}\n\nSilakan buka yang sesuai. "
        "Bila belum menjawab, ketuk <b>Tetap kirim</b>.",
        (*rows, (_pick("similar", "Tetap kirim", "send"),), _cancel()),
    )


def similar_rows() -> Rows:
    """Return what can be done below a published question that somebody was about to ask."""
    return ((_pick("similar", "Ya, terjawab", "solved"), _pick("similar", "Tetap kirim", "send")),)


def solved() -> Message:
    """Thank whoever found the answer without asking."""
    return Message(
        "Baik, pertanyaan ini tidak dikirim. Senang jawabannya sudah ada.", ((menu_button(),),)
    )


def ask_guard(masked: str, kinds: Sequence[Kind]) -> Message:
    """Say that something personal was found, and how the text reads without it."""
    found = listing([_KINDS[kind] for kind in kinds])
    return Message(
        f"<b>Ada data pribadi</b>\nPertanyaan Bapak/Ibu tampaknya memuat {found}. "
        f"Bila disamarkan, isinya menjadi:\n\n{quoted(masked)}",
        (
            (_pick("guard", "Samarkan", "mask"),),
            (_pick("guard", "Kirim apa adanya", "keep"), _pick("guard", "Ubah", "change")),
            _cancel(),
        ),
    )


def preview(
    text: str,
    *,
    topic: str,
    files: Sequence[Attached],
    is_anonymous: bool,
    is_undecided: bool,
    leaves_voice: bool,
) -> Message:
    """Show the question as it will be sent."""
    parts = [f"<b>Pratinjau pertanyaan</b>\nTopik: {escape(topic)}", quoted(text)]
    if files:
        parts.append(f"Lampiran: {attachments.counted(files)}")
    if is_anonymous:
        parts.append(
            "<b>Anonim</b>: Moderator CoP tidak melihat nama, instansi, unit, atau jenjang "
            "Bapak/Ibu. Admin hanya dapat membukanya dengan alasan tertulis yang tercatat."
        )
    if leaves_voice:
        parts.append("Pesan suara tidak disertakan karena suara dapat dikenali.")
    if is_undecided:
        parts.append(
            "Lampiran dapat menunjukkan siapa Bapak/Ibu (isi, nama berkas, kop surat). "
            "Tetap disertakan?"
        )
    return Message("\n\n".join(parts), _preview_rows(is_anonymous, is_undecided))


def _preview_rows(is_anonymous: bool, is_undecided: bool) -> Rows:
    files = (
        _pick("preview", "Tetap sertakan", "files"),
        _pick("preview", "Tanpa lampiran", "nofiles"),
    )
    toggle = _pick(
        "preview",
        f"Anonim: {'ya' if is_anonymous else 'tidak'}",
        "named" if is_anonymous else "anonymous",
    )
    send = (_pick("preview", "Kirim", "send"), _pick("preview", "Ubah", "change"))
    return (*((files,) if is_undecided else ()), send, (toggle,), _cancel())


# --- what is accepted ---------------------------------------------------------------------

TEXT_FIRST = (
    f"Mohon ketik pertanyaannya dahulu; lampiran saja belum cukup. Contoh: <i>{_EXAMPLE}</i>"
)
TAP_SIMILAR = "Mohon ketuk <b>Ini sudah menjawab</b> atau <b>Tetap kirim</b>."
TAP_GUARD = "Mohon ketuk <b>Samarkan</b>, <b>Kirim apa adanya</b>, atau <b>Ubah</b>."
TAP_PREVIEW = "Mohon ketuk <b>Kirim</b>; untuk mengganti isinya, ketuk <b>Ubah</b>."
TAP_FILES = "Mohon pilih dahulu: <b>Tetap sertakan</b> atau <b>Tanpa lampiran</b>."
TOO_MANY_FILES = "Lampiran paling banyak 10 berkas; berkas ini tidak kami simpan."


def too_long(count: int) -> str:
    """Refuse a question that is too long, with its count."""
    return (
        f"Pertanyaan paling panjang 3.000 karakter; yang dikirim {whole(count)}. "
        "Mohon diringkas; uraian panjang dapat dilampirkan sebagai dokumen."
    )


def too_short(count: int) -> str:
    """Refuse a question that is none."""
    return (
        "Mohon tulis pertanyaannya dengan kata-kata, 3–3.000 karakter; yang dikirim "
        f"{whole(count)}. Contoh: <i>{_EXAMPLE}</i>"
    )


# --- around the form ----------------------------------------------------------------------


def sent(number: int, deadline: datetime, zone: ZoneInfo) -> Message:
    """Confirm that the question is on its way."""
    return Message(
        f"Pertanyaan #{number} terkirim. Perkiraan dijawab paling lambat "
        f"{dates.moment(deadline, zone)}.\n\nJawabannya kami kirim di sini. Bila ada yang keliru, "
        "sunting saja pesan pertanyaannya, atau buka <b>Pertanyaan saya</b>.",
        ((item("Pertanyaan saya", "questions"), menu_button()),),
    )


SENT_ALREADY = "Pertanyaan ini sudah terkirim. Lihat <b>Pertanyaan saya</b>."


def nothing_to_send() -> Message:
    """Answer a tap below a form that is over."""
    return Message(SENT_ALREADY, ((item("Pertanyaan saya", "questions"), menu_button()),))


def limit_reached(most: int, again: datetime, zone: ZoneInfo, *, is_kept: bool) -> Message:
    """Say that today's questions are used up, and when the next may come."""
    kept = " Isian Bapak/Ibu tersimpan dan dapat dikirim besok." if is_kept else ""
    rows: Rows = draft_buttons(FORM) if is_kept else ()
    return Message(
        f"Bapak/Ibu sudah mengirim {most} pertanyaan hari ini, sesuai batas untuk satu hari. "
        f"Pertanyaan berikutnya dapat dikirim mulai {dates.moment(again, zone)}.{kept}",
        (*rows, (item("Pertanyaan saya", "questions"), menu_button())),
    )


def kept_draft(anew: Button) -> Message:
    """Offer the question that was begun before another is."""
    return Message(
        "Masih ada pertanyaan yang belum selesai ditulis. Ingin melanjutkannya, atau menulis "
        "yang baru? Bila menulis yang baru, isian lama dihapus.",
        (*draft_buttons(FORM), (anew,), (menu_button(),)),
    )


def file_came(rows: Rows) -> Message:
    """Answer a file that came outside a form."""
    return Message(
        "Lampiran diterima. Untuk menanyakannya, ketuk <b>Bertanya</b>; untuk membagikannya "
        "sebagai tulisan, ketuk <b>Berbagi</b>.",
        rows,
    )


def ask_about(message_id: int) -> Button:
    """Return `Bertanya`, which carries what was typed in that message."""
    return Button("Bertanya", pack(AskAbout(message=message_id)))


def ask_anew(message_id: int) -> Button:
    """Return the button that throws the half-filled question away."""
    return Button("Tulis baru", pack(AskAnew(message=message_id)))


# --- parts --------------------------------------------------------------------------------


def quoted(text: str) -> str:
    """Quote a person's words; long ones fold."""
    return f"<blockquote expandable>{escape(text)}</blockquote>"


def _pick(step: str, label: str, value: str) -> Button:
    return Button(label, pack(FormPick(form=FORM, step=step, value=value)))


def _cancel() -> tuple[Button, ...]:
    return (Button("Batal", pack(CancelForm(form=FORM))),)
