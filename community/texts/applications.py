"""Words about applications to join: cards, decisions, what the applicant reads."""

from datetime import datetime
from zoneinfo import ZoneInfo

from community.applications import (
    REASONS,
    AcceptApplication,
    ChooseRefusal,
    RefuseApplication,
    ShowApplication,
    WithdrawApplication,
)
from community.callback import pack
from community.profile import Profile
from community.reply import Button, Message
from community.roles import State
from community.texts import dates
from community.texts.common import escape, menu_button
from community.texts.members import particulars
from community.texts.menu import buttons, item

GONE = "Data pemohon dihapus."
OWN = "Permohonan sendiri diputuskan oleh orang lain."
ADMINS_ONLY = "Permohonan ini diputuskan oleh admin."
WITHDRAWN = "Permohonan ini sudah ditarik."
ADMIN, MODERATOR = "Admin CoP", "Moderator CoP"
NOTHING_WAITS = "Tidak ada permohonan yang menunggu."


def facts(profile: Profile | None, *, removed_before: bool) -> str:
    """Write what a card tells about an applicant."""
    lines = []
    if profile is not None:
        lines = [f"Nama: {escape(profile.name)}", *particulars(profile)]
    if removed_before:
        lines.append("Catatan: pernah dikeluarkan; diputuskan oleh admin.")
    return "\n".join(lines)


def card(application_id: int, about: str, applied_at: datetime, zone: ZoneInfo) -> Message:
    """Show an application that waits."""
    return Message(
        f"<b>Permohonan bergabung #{application_id}</b>\n{about}\n"
        f"Diajukan: {dates.moment(applied_at, zone)}",
        (
            (
                Button("Setujui", pack(AcceptApplication(application=application_id))),
                Button("Tolak", pack(ChooseRefusal(application=application_id))),
            ),
        ),
    )


def choose_reason(application_id: int, about: str) -> Message:
    """Ask why an application is refused."""
    reasons = tuple(
        (Button(words, pack(RefuseApplication(application=application_id, reason=code))),)
        for code, words in REASONS.items()
    )
    back = Button("Kembali", pack(ShowApplication(application=application_id)))
    return Message(
        f"<b>Permohonan bergabung #{application_id}</b>\n{about}\n\nAlasan penolakan?",
        (*reasons, (back,)),
    )


def accepted_card(application_id: int, about: str, by: str) -> Message:
    """Show an application that was accepted, and by whom."""
    return Message(
        f"<b>Permohonan bergabung #{application_id}</b>\n{about}\nDisetujui oleh {escape(by)}."
    )


def refused_card(application_id: int, about: str, by: str, reason: str | None) -> Message:
    """Show an application that was refused, by whom and why."""
    why = REASONS.get(reason or "", "")
    return Message(
        f"<b>Permohonan bergabung #{application_id}</b>\n{about}\n"
        f"Ditolak oleh {escape(by)}." + (f" {why}." if why else "")
    )


def withdrawn_card(application_id: int, about: str) -> Message:
    """Show an application that its applicant took back."""
    return Message(f"<b>Permohonan bergabung #{application_id}</b>\n{about}\nDitarik oleh pemohon.")


def gone_card(application_id: int) -> Message:
    """Show an application whose applicant's data were deleted."""
    return Message(f"<b>Permohonan bergabung #{application_id}</b>\n{GONE}")


def decided_already(by: str) -> str:
    """Tell the slower of two moderators who decided."""
    return f"Sudah diputuskan oleh {by}."[:200]


def received() -> Message:
    """Tell the applicant that the application waits for a moderator."""
    return Message(
        "Terima kasih, pendaftaran Bapak/Ibu sudah kami terima dan akan ditinjau "
        "Moderator CoP. Kabarnya kami kirim melalui obrolan ini.",
        ((Button("Tarik permohonan", pack(WithdrawApplication())),),),
    )


def accepted(name: str | None) -> Message:
    """Welcome somebody who was let in."""
    whom = f", Bapak/Ibu {escape(name)}" if name else ""
    return Message(
        f"Selamat datang{whom}! Pendaftaran Bapak/Ibu telah disetujui. "
        "Silakan pilih dari menu berikut.",
        buttons(State.MEMBER),
    )


def refused(reason: str) -> Message:
    """Tell an applicant kindly why not, and that they may apply again."""
    return Message(
        "Mohon maaf, pendaftaran Bapak/Ibu belum dapat kami terima. "
        f"Alasan: {REASONS[reason]}.\n\nBapak/Ibu dapat mendaftar kembali kapan saja.",
        ((item("Gabung", "join"),), (item("Menu", ""),)),
    )


def withdrawn() -> Message:
    """Confirm that the application was taken back."""
    return Message(
        "Permohonan Bapak/Ibu telah ditarik. Bapak/Ibu dapat mendaftar kembali kapan saja.",
        ((item("Gabung", "join"),), (item("Menu", ""),)),
    )


def nothing_waits(state: State) -> Message:
    """Say that there is no application to take back (any more), with the way on."""
    return Message(
        f"{NOTHING_WAITS} Mungkin sudah ditarik atau diputuskan. Silakan pilih dari menu berikut.",
        buttons(state),
    )


def not_again(contact: str) -> Message:
    """Tell somebody who was removed and refused afterwards that there is no third time here."""
    where = f" ({escape(contact)})" if contact else ""
    return Message(
        "Permohonan Bapak/Ibu untuk bergabung kembali sudah ditinjau dan belum dapat diterima. "
        f"Bila ada pertanyaan, silakan hubungi pengelola CoP{where}.",
        ((menu_button(),),),
    )
