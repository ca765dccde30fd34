"""Words of `/jadwalbot`: every job with its last and next run, then the reminders' log."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from community.callback import pack
from community.job_run import JobRun, ReminderDay
from community.menu import OpenMenu
from community.reply import Button, Message
from community.texts import dates
from community.texts.common import escape, menu_button
from community.texts.jobs import TITLES, title
from community.texts.numbers import whole

RESULTS = (80, 56, 40, 24, 12, 6)  # characters of a result: as many as fit one message
ROOM = 2_900  # characters of all jobs; a message holds 4,096, and the log stands below
REASONS = 3  # of a day, so that the log fits

OUTCOMES: Mapping[str, str] = {
    "sent": "terkirim",
    "unreachable": "tidak terjangkau",
    "refused": "ditolak Telegram",
    "unknown": "tidak pasti",
    "expired": "kedaluwarsa",
    "dropped": "dibatalkan",
}
"""What became of a reminder's message, by the state of its outbox row."""


def screen(
    runs: Sequence[JobRun], days: Sequence[ReminderDay], *, now: datetime, zone: ZoneInfo
) -> Message:
    """Show all jobs, and what became of the reminders of the last working days."""
    order = list(TITLES)
    known = [run for run in runs if run.job in TITLES]
    known.sort(key=lambda run: order.index(run.job))
    written = ["\n".join(_job(run, now, zone, most) for run in known) for most in RESULTS]
    jobs = next((text for text in written if len(text) <= ROOM), written[-1])
    log = "\n".join(_day(day) for day in days)
    text = f"<b>Jadwal kerja bot</b> ({_moment(now, now, zone)})\n\n{jobs}"
    text += f"\n\n<b>Pengingat, {len(days)} hari kerja terakhir</b>\n{log}"
    refresh = Button("🔄 Segarkan", pack(OpenMenu(item="jobs")))
    return Message(text, ((refresh,), (menu_button(),)))


def _job(run: JobRun, now: datetime, zone: ZoneInfo, most: int) -> str:
    lines = [f"<b>{title(run.job)}</b>: {_last(run, now, zone, most)}"]
    if run.failed_at is not None:
        since = _moment(run.failed_at, now, zone)
        lines.append(f"⚠️ gagal sejak {since} (kode {escape(run.incident)})")
    if run.next_at is not None:
        is_soon = run.next_at <= now
        lines.append(f"berikutnya {'segera' if is_soon else _moment(run.next_at, now, zone)}")
    return "\n".join(lines)


def _last(run: JobRun, now: datetime, zone: ZoneInfo, most: int) -> str:
    if run.ran_at is None:
        return "belum pernah berjalan"
    result = escape(run.result[:most]) or "tidak ada yang perlu dikerjakan"
    return f"{_moment(run.ran_at, now, zone)}, {_duration(run.milliseconds)}, {result}"


def _duration(milliseconds: int) -> str:
    if milliseconds < 1000:
        return f"{milliseconds} milidetik"
    return f"{milliseconds / 1000:.1f} detik".replace(".", ",")


def _moment(at: datetime, now: datetime, zone: ZoneInfo) -> str:
    """Write a moment; its day only when it is not today."""
    there = at.astimezone(zone)
    hour = f"pukul {there:%H.%M} {dates.zone_name(at, zone)}"
    if there.date() == now.astimezone(zone).date():
        return hour
    return f"{dates.short_day(there.date())} {hour}"


def _day(day: ReminderDay) -> str:
    if not day.made and not day.missed:
        return f"{dates.short_day(day.day)}: tidak ada"
    parts = [f"{whole(day.made)} dibuat"]
    parts += [
        f"{whole(count)} {OUTCOMES[state]}"
        for state, count in day.outcomes.items()
        if count and state in OUTCOMES
    ]
    missed = f"{whole(day.missed)} terlewat"
    if day.reasons:
        missed += f" ({escape('; '.join(day.reasons[:REASONS]))})"
    return f"{dates.short_day(day.day)}: {', '.join([*parts, missed])}"
