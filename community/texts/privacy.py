"""Words of the privacy notice and of the answers to it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from community import keeping
from community.callback import pack
from community.keeping import length
from community.menu import FormPick, Join
from community.privacy import NOTICE_VERSION, AcceptNotice, DeclineNotice, Notice
from community.reply import Button, Message, Rows
from community.texts import dates
from community.texts.common import escape, menu_button


def body(notice: Notice) -> str:
    """Tell who is responsible, which data, why, how long, which rights; one screen."""
    contact = f" ({escape(notice.controller_contact)})" if notice.controller_contact else ""
    return (
        f"<b>Pemberitahuan privasi</b> (versi {NOTICE_VERSION})\n\n"
        f"<b>Penanggung jawab:</b> {escape(notice.controller_name)}{contact}.\n"
        "<b>Data:</b> ID Telegram, nama, instansi, unit kerja, jenjang, topik minat, hari "
        "pengingat, sesi yang diikuti, kata yang dicari, serta pertanyaan dan tulisan Bapak/Ibu. "
        "NIP, NIK, tanggal lahir, dan nomor telepon tidak pernah diminta.\n"
        "<b>Tujuan:</b> keanggotaan, pengingat, tanya jawab, dan berbagi praktik di komunitas "
        "ini.\n"
        f"<b>Lama simpan:</b> selama menjadi anggota dan {length(keeping.LEFT.span)} sesudahnya, "
        f"atau sampai dihapus; draf dan pencarian {length(keeping.DRAFTS.span)}; pesan dari bot "
        f"{length(keeping.MESSAGES_OUT.span)}; yang ditolak {length(keeping.REFUSED.span)}; "
        f"catatan kegiatan {length(keeping.TRAIL.span)}. Salinan cadangan terhapus dalam "
        f"{notice.backup_nights} malam.\n"
        "<b>Hak Bapak/Ibu</b> (UU 27/2022): melihat, menyalin, dan menghapus data (/datasaya), "
        "memperbaikinya (/profil), menarik persetujuan (/keluar), serta mematikan pengingat "
        "(/pengaturan)."
    )


def ask(notice: Notice) -> Message:
    """Ask a guest for consent before anything is asked."""
    return Message(
        f"{body(notice)}\n\nSebelum Bapak/Ibu menyetujui, yang tersimpan hanya ID Telegram, draf, "
        f"dan pengaturan, paling lama {length(keeping.GUESTS.span)}.",
        (
            (
                _pick("Setuju", str(NOTICE_VERSION)),
                _pick("Tidak setuju", "no"),
            ),
        ),
    )


def ask_anew(notice: Notice) -> Message:
    """Ask a member who agreed to an older version."""
    return Message(
        f"Pemberitahuan privasi diperbarui. Mohon dibaca dan dijawab sebelum melanjutkan; pesan "
        f"tadi belum diproses.\n\n{body(notice)}\n\n"
        "<i>Tidak setuju</i> berarti keluar dari keanggotaan.",
        (
            (
                Button("Setuju", pack(AcceptNotice(version=NOTICE_VERSION))),
                Button("Tidak setuju", pack(DeclineNotice(version=NOTICE_VERSION))),
            ),
        ),
    )


def shown(
    notice: Notice, agreed_version: int | None, at: datetime | None, zone: ZoneInfo
) -> Message:
    """Show the notice in force, and what the person agreed to and when."""
    if agreed_version is None or at is None:
        state = "Bapak/Ibu belum memberikan persetujuan."
    else:
        state = f"Bapak/Ibu menyetujui versi {agreed_version} pada {dates.moment(at, zone)}."
    return Message(f"{body(notice)}\n\n{state}", _back())


def declined() -> Message:
    """Respect a guest's no."""
    return Message(
        "Baik, kami menghormati keputusan Bapak/Ibu. Draf pendaftaran sudah dihapus dan tidak ada "
        "data lain yang diminta. Bila berubah pikiran, silakan ketuk Gabung.",
        ((Button("Gabung", pack(Join())),), (menu_button(),)),
    )


def thanks() -> Message:
    """Thank a member who agreed to the new version."""
    return Message(
        "Terima kasih, persetujuan Bapak/Ibu sudah dicatat. Silakan melanjutkan; bila tadi "
        "mengirim pesan, mohon dikirim sekali lagi.",
        _back(),
    )


NOT_AN_ANSWER = "Mohon ketuk <b>Setuju</b> atau <b>Tidak setuju</b> di bawah pemberitahuan ini."


def _pick(label: str, value: str) -> Button:
    return Button(label, pack(FormPick(form="join", step="notice", value=value)))


def _back() -> Rows:
    return ((menu_button(),),)
