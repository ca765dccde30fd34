"""Words for those who come to a session: it begins soon, it was changed, it was cancelled."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from community.callback import pack
from community.links import label
from community.programme_days import ProgrammeDay
from community.reply import Button, Message, Rows
from community.sessions import SeeSession, Session
from community.texts import dates, numbers
from community.texts import sessions as words
from community.texts.common import escape
from community.texts.settings import settings_button


def begins(
    session: Session, zone: ZoneInfo, days: Collection[ProgrammeDay], now: datetime
) -> Message:
    """Send the link shortly before the start, or shortly after it."""
    head = "Sebentar lagi" if now < session.starts_at else "Sudah dimulai"
    lines = [f"{head}: {words.name(session, days)}", words.brief(session, zone)]
    if not session.links:
        lines.append("Tautan sesi ini belum diisi penyelenggara.")
    return Message("\n".join(lines), (*words.link_buttons(session), *_below(session)))


def changed(session: Session, told: Mapping[str, Any], zone: ZoneInfo) -> Message | None:
    """Tell what is different from what was told before; None when nothing is."""
    if session.is_cancelled:
        if told.get("is_cancelled"):
            return None
        return Message(
            "Sesi yang Bapak/Ibu ikuti <b>dibatalkan</b>. Mohon maaf atas perubahan ini.\n\n"
            f"{_dated(session, zone)}",
            _below(session),
        )
    lines = _differences(session, told, zone)
    if not lines:
        return None
    head = "Ada perubahan pada sesi yang Bapak/Ibu ikuti."
    is_moved = (session.starts_at, session.ends_at) != _hours_before(told)
    about = words.heading(session) if is_moved else _dated(session, zone)
    return Message(
        "\n".join([head, "", about, "", *lines]),
        (*words.link_buttons(session), *_below(session)),
    )


def _dated(session: Session, zone: ZoneInfo) -> str:
    """Tell of a session with the day on which it is, or was to be."""
    return f"{dates.local_day(session.starts_at, zone)}\n{words.brief(session, zone)}"


def _differences(session: Session, told: Mapping[str, Any], zone: ZoneInfo) -> list[str]:
    lines = []
    if told.get("is_cancelled"):
        lines.append("• Sesi ini jadi dilaksanakan.")
    begin, end = _hours_before(told)
    if (begin, end) != (session.starts_at, session.ends_at):
        lines.append(f"• Waktu semula: {_when(begin, end, zone)}")
        lines.append(f"• Waktu baru: {_when(session.starts_at, session.ends_at, zone)}")
    if told["title"] != session.title:
        lines.append(f"• Judul semula: {escape(str(told['title']))}")
    if told["speaker"] != session.speaker:
        lines.append(f"• Narasumber: {escape(session.speaker) or 'belum ditentukan'}")
    if tuple(told["links"]) != session.links:
        lines.append(f"• Tautan baru: {_links(session.links)}")
    return lines


def _hours_before(told: Mapping[str, Any]) -> tuple[datetime, datetime]:
    begin, end = str(told["starts_at"]), str(told["ends_at"])
    return datetime.fromisoformat(begin), datetime.fromisoformat(end)


def _when(begin: datetime, end: datetime, zone: ZoneInfo) -> str:
    return f"{dates.local_day(begin, zone)}, {dates.hours(begin, end, zone)}"


def _links(links: Sequence[str]) -> str:
    return ", ".join(escape(label(url)) for url in links) or "tidak ada"


def _below(session: Session) -> Rows:
    return (
        (Button("Lihat sesi", pack(SeeSession(session=session.id))),),
        (settings_button(),),
    )


def notices_result(people: int) -> str:
    """Sum up the notices sent, for `/jadwalbot`."""
    return f"{numbers.whole(people)} orang dikirimi tautan" if people else ""


def news_result(sessions: int, people: int) -> str:
    """Sum up the changes told, for `/jadwalbot`."""
    if not sessions:
        return ""
    return f"{sessions} perubahan sesi, {numbers.whole(people)} orang dikabari"
