"""Words to admins about a kind of error, without anything that people wrote."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from community.faults import Fault, Part
from community.reply import Message
from community.texts import dates
from community.texts.common import escape, menu_button
from community.texts.numbers import whole

PARTS: Mapping[Part, str] = {
    Part.UPDATES: "pesan atau ketukan yang tidak dapat diolah",
    Part.JOBS: "pekerjaan terjadwal",
    Part.DELIVERY: "pesan keluar yang tidak dapat dikirim",
    Part.PROGRAM: "program bot berhenti sendiri",
}
"""What each part is called; a test holds both together."""


def told(fault: Fault, zone: ZoneInfo) -> Message:
    """Tell an admin of a kind of error that is new, or ten times as frequent as they know."""
    title = "Gangguan baru" if fault.told_seen == 0 else "Gangguan berulang"
    return Message(
        f"<b>{title}</b> (kode {escape(fault.incident)})\n"
        f"Bagian: {PARTS[fault.part]}\n"
        f"Jenis: <code>{escape(fault.kind)}</code>\n"
        f"Sejauh ini: {whole(fault.seen)} kali sejak {dates.moment(fault.since, zone)}\n\n"
        "Rinciannya ada di log dengan kode tersebut, tanpa nama dan isi pesan anggota. Mohon "
        "teruskan pesan ini kepada pengelola server. Jenis yang sama diberitahukan lagi bila "
        "menjadi sepuluh kali lebih sering, atau muncul kembali setelah sehari tenang.",
        ((menu_button(),),),
    )
