"""Words of the form of a post: each step, and what is not accepted."""

from collections.abc import Sequence

from community.callback import pack
from community.menu import CancelForm, FormPick
from community.posts import BODY_LENGTH, CAPTION_LENGTH, MOST_FILES, TITLE_LENGTH
from community.reply import Attached, Button, Message, Rows
from community.texts import attachments
from community.texts.answer_forms import kinds
from community.texts.answering import cut
from community.texts.common import escape
from community.texts.numbers import whole

HEADING = "Berbagi"
TOPIC_QUESTION = "Tulisan ini tentang apa?"
_EXAMPLE = "Layanan informasi keliling di pasar desa"
_LINK_EXAMPLE = "https://ppid.jatimprov.go.id"
_SHOWN = 3_600  # characters of the body on a screen, which masks may make longer than it is

FIELDS = {"title": "Judul", "body": "Isi", "topic": "Topik", "link": "Tautan"}
"""What `Ubah` offers, each with the step that asks for it."""


# --- the steps ----------------------------------------------------------------------------


def ask_title(
    form: str, title: str, *, call: str, body: str, files: Sequence[Attached], is_change: bool
) -> Message:
    """Ask for the title, with the day's prompt and what was carried into the form."""
    parts = [f"<b>{HEADING}</b>"]
    if call:
        parts.append(f"<i>{escape(call)}</i>")
    if is_change:
        parts.append(f"Judul sekarang: <b>{escape(title)}</b>")
    elif body:
        parts.append(f"Isi tulisan sudah kami simpan:\n{_quoted(cut(body, 600))}")
    if files and not is_change:
        parts.append(f"Lampiran: {attachments.counted(files)}")
    least, most = TITLE_LENGTH
    if is_change:
        parts.append(f"Silakan ketik judul baru, {least}–{most} karakter.")
    else:
        parts.append(
            f"Praktik apa yang ingin dibagikan? Silakan ketik judulnya, {least}–{most} karakter."
        )
        parts.append(f"Contoh: <i>{_EXAMPLE}</i>")
    return Message("\n\n".join(parts), (*_back(form, "title", is_change=is_change), _cancel(form)))


def ask_body(
    form: str,
    shown: str,
    length: int,
    files: Sequence[Attached],
    *,
    is_replaced: bool,
    has_enough: bool,
    over: int,
) -> Message:
    """Ask for the body; show what there is of it, personal data masked, and how long it is."""
    parts = [f"<b>{HEADING}</b>"]
    if over:
        parts.append(too_long_together(over))
    if shown:
        parts.append(_quoted(cut(shown, _SHOWN)))
    told = f"{whole(length)} dari {whole(BODY_LENGTH[1])} karakter" if shown else ""
    counted = f"Lampiran: {attachments.counted(files)}" if files else ""
    if told or counted:
        parts.append("\n".join(filter(None, (told, counted))))
    parts.append(_what_next(bool(shown or files), has_enough=has_enough, is_replaced=is_replaced))
    rows: list[tuple[Button, ...]] = [(_pick(form, "body", "Selesai", "done"),)]
    tools = [_pick(form, "body", "Tulis ulang", "anew")] if shown and not is_replaced else []
    if files:
        tools.append(_pick(form, "body", "Hapus lampiran", "nofiles"))
    begun = (*rows, *((tuple(tools),) if tools else ())) if shown or files else ()
    return Message("\n\n".join(parts), (*begun, _cancel(form)))


def _what_next(is_begun: bool, *, has_enough: bool, is_replaced: bool) -> str:
    least, most = BODY_LENGTH
    if not is_begun:
        return (
            f"Silakan ketik isinya, {least}–{whole(most)} karakter: apa yang dikerjakan, "
            "bagaimana caranya, apa hasilnya. Foto, dokumen, video, pesan suara, atau album boleh "
            "disertakan."
        )
    if is_replaced:
        return (
            "Silakan kirim teks pengganti, atau ketuk <b>Selesai</b> bila teksnya tetap. "
            "Lampiran dapat ditambahkan."
        )
    if not has_enough:
        return f"Silakan ketik isinya, {least}–{whole(most)} karakter."
    return (
        "Masih ada tambahan? Silakan kirim teks, foto, dokumen, video, atau pesan suara. "
        "Bila cukup, ketuk <b>Selesai</b>."
    )


def ask_link(form: str, link: str, *, is_change: bool) -> Message:
    """Ask for one web address, which may be left out."""
    now = f"\nTautan sekarang: {escape(link)}" if link else ""
    skip = "Tanpa tautan" if link and is_change else "Lewati"
    rows = ((_pick(form, "link", skip, "skip"),), *_back(form, "link", is_change=is_change))
    return Message(
        f"<b>{HEADING}</b>{now}\nAdakah tautan yang perlu dibuka pembaca (satu alamat web)? "
        f"Bila tidak ada, ketuk <b>{skip}</b>.\n\nContoh: <i>{_LINK_EXAMPLE}</i>",
        (*rows, _cancel(form)),
    )


def ask_change(form: str) -> Message:
    """Ask what is to be changed."""
    fields = [_pick(form, "change", label, field) for field, label in FIELDS.items()]
    return Message(
        f"<b>{HEADING}</b>\nBagian mana yang ingin diubah? Lampiran diubah melalui <b>Isi</b>.",
        (
            tuple(fields[:2]),
            tuple(fields[2:]),
            (_pick(form, "change", "Kembali", "back"),),
            _cancel(form),
        ),
    )


def ask_guard(form: str, found: Sequence[str], masked: Sequence[str], *, is_firm: bool) -> Message:
    """Say that something personal was found, and how the texts read without it.

    What holds a NIK or NIP cannot go as it is (`is_firm`).
    """
    quotes = "\n".join(_quoted(cut(text, 3_000 // len(masked))) for text in masked)
    never = " Tulisan yang memuat NIK atau NIP tidak dapat diterbitkan." if is_firm else ""
    change = _pick(form, "guard", "Ubah", "change")
    keep = () if is_firm else (_pick(form, "guard", "Kirim apa adanya", "keep"),)
    return Message(
        f"<b>Ada data pribadi</b>\nTulisan Bapak/Ibu tampaknya memuat {_found(found)}.{never} "
        f"Bila disamarkan, isinya menjadi:\n\n{quotes}",
        (
            (_pick(form, "guard", "Samarkan", "mask"),),
            (*keep, change),
            _cancel(form),
        ),
    )


LINK_GOES = "(tautan dihapus)"
"""What masking makes of a link that holds something personal."""


def _found(texts: Sequence[str]) -> str:
    return kinds("\n\n".join(texts))


def preview(form: str, post: str, *, files: int, number: int) -> Message:
    """Show a post exactly as everybody will read it; `post` is HTML."""
    send = (_pick(form, "preview", "Kirim", "send"), _pick(form, "preview", "Ubah", "change"))
    look = ((_pick(form, "preview", f"Lampiran {files}", "files"),),) if files else ()
    return Message(f"{preview_head(number)}\n\n{post}", (*look, send, _cancel(form)))


def preview_head(number: int) -> str:
    """Return what stands above the preview; a number where a post is written anew."""
    return f"<b>Pratinjau tulisan{f' #{number}' if number else ''}</b>"


# --- what is not accepted -----------------------------------------------------------------

TYPE_TITLE = "Mohon ketik judulnya."
TAP_BODY = "Mohon kirim isinya, atau ketuk <b>Selesai</b> bila sudah cukup."
TAP_CHANGE = "Mohon ketuk <b>Judul</b>, <b>Isi</b>, <b>Topik</b>, <b>Tautan</b>, atau Kembali."
TAP_GUARD = "Mohon ketuk salah satu tombol di bawah ini."
TAP_PREVIEW = "Mohon ketuk <b>Kirim</b>; untuk mengganti isinya, ketuk <b>Ubah</b>."
TOO_MANY_FILES = f"Lampiran paling banyak {MOST_FILES} berkas; berkas ini tidak kami simpan."
WITHOUT_CAPTION = "Berkasnya tersimpan tanpa keterangan itu."
BAD_LINK = (
    "Mohon kirim satu alamat web yang utuh, atau ketuk <b>Lewati</b>. "
    f"Contoh: <i>{_LINK_EXAMPLE}</i>"
)


def bad_title(count: int) -> str:
    """Refuse a title that is too long or none."""
    least, most = TITLE_LENGTH
    return (
        f"Judul ditulis dengan kata-kata, {least}–{most} karakter; yang dikirim {whole(count)}. "
        f"Contoh: <i>{_EXAMPLE}</i>"
    )


def too_long(count: int) -> str:
    """Refuse a body that is too long, with its count."""
    return (
        f"Isi paling panjang {whole(BODY_LENGTH[1])} karakter; bersama kiriman terakhir menjadi "
        f"{whole(count)}, sehingga kiriman itu tidak kami simpan. Mohon diringkas; uraian panjang "
        "dapat dilampirkan sebagai dokumen."
    )


def too_short(count: int) -> str:
    """Refuse a body that is none yet."""
    least, most = BODY_LENGTH
    return (
        f"Isi ditulis dengan kata-kata, {least}–{whole(most)} karakter; sekarang baru "
        f"{whole(count)}. Silakan tambahkan."
    )


def caption_too_long(place: int, count: int) -> str:
    """Refuse what was written below a file."""
    return (
        f"Keterangan berkas paling panjang {whole(CAPTION_LENGTH)} karakter; pada lampiran ke-"
        f"{place} {whole(count)}."
    )


def too_long_together(over: int) -> str:
    """Say that a post does not fit one message, together with who wrote it."""
    return (
        "Bersama judul, nama, dan instansi, tulisan ini tidak muat dalam satu pesan. "
        f"Mohon ringkas isinya sedikitnya {whole(over)} karakter."
    )


def files_kept(files: Sequence[Attached]) -> str:
    """Say, at a step that asks for something else, that files were taken."""
    return f"Lampiran tersimpan: {attachments.counted(files)}."


# --- parts --------------------------------------------------------------------------------


def _quoted(text: str) -> str:
    return f"<blockquote expandable>{escape(text)}</blockquote>"


def _pick(form: str, step: str, label: str, value: str) -> Button:
    return Button(label, pack(FormPick(form=form, step=step, value=value)))


def _back(form: str, step: str, *, is_change: bool) -> Rows:
    return ((_pick(form, step, "Kembali", "back"),),) if is_change else ()


def _cancel(form: str) -> tuple[Button, ...]:
    return (Button("Batal", pack(CancelForm(form=form))),)
