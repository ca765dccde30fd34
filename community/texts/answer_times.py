"""Words of the answer times in `/statistik`: median and 90th percentile, in hours of work."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from community.answer_times import Figures, OpenTimes, Row, SendTimesChart
from community.callback import pack
from community.picture import Picture, Stack
from community.reply import Button, Message
from community.texts import dates
from community.texts.common import escape
from community.texts.menu import item
from community.texts.numbers import whole
from community.texts.short_numbers import short

TITLE = "Waktu jawab pertanyaan"
NOTHING = "Belum ada pertanyaan dalam 12 bulan terakhir."
CHART_FILE = "waktu-jawab.png"
WHAT = (
    "Jam kerja sejak ditanyakan, tanpa waktu menunggu penanya. "
    "Selesai: sampai jawaban terakhir dari pertanyaan yang sudah ditutup."
)
_HEAD = f"<b>{TITLE}</b>\n<i>{WHAT}</i>"
_ROWS = 30  # of topics; a message holds 4,096 characters
_MINUTE = timedelta(minutes=1)


def open_button() -> Button:
    """Return the button that opens the answer times."""
    return Button("Waktu jawab", pack(OpenTimes(by_topic=False)))


def screen(total: Row, rows: Sequence[Row], names: Mapping[str, str], *, by_topic: bool) -> Message:
    """Show the figures of the last twelve months; `names` are those of topics."""
    back = (item("Seri dan jangkauan", "statistics"),)
    if not total.asked:
        return Message(f"{_HEAD}\n\n{NOTHING}", (back,))
    shown = rows[:_ROWS] if by_topic else rows
    blocks = [_block(one, names.get(one.name, month(one.name))) for one in shown]
    other = Button("Per bulan" if by_topic else "Per topik", pack(OpenTimes(by_topic=not by_topic)))
    chart = Button("Grafik", pack(SendTimesChart()))
    text = "\n\n".join((_HEAD, _block(total, "12 bulan terakhir"), *blocks))
    return Message(text, ((other, chart), back))


def _block(one: Row, name: str) -> str:
    lines = [f"<b>{escape(name)}</b>: {whole(one.asked)} pertanyaan"]
    if one.first is not None:
        lines.append(f"Jawaban pertama: {_figures(one.first)}")
    if one.resolved is not None:
        lines.append(f"Selesai: {_figures(one.resolved)}")
    return "\n".join(lines)


def _figures(one: Figures) -> str:
    return (
        f"separuhnya dalam {hours(one.median)} jam, 9 dari 10 dalam {hours(one.ninetieth)} jam "
        f"({whole(one.count)} pertanyaan)"
    )


def hours(time: timedelta) -> str:
    """Write hours with one decimal, half a tenth rounded up: "3,5"."""
    tenths = int((time / timedelta(hours=1) * 20 + 1) // 2)
    return f"{whole(tenths // 10)},{tenths % 10}"


def month(name: str) -> str:
    """Write "2026-11" as "November 2026"; anything else stays."""
    year, dash, number = name.partition("-")
    if not dash or not (year + number).isdecimal():
        return name
    return f"{dates.MONTHS[int(number) - 1]} {year}"


def picture(months: Sequence[Row], *, on: date) -> Picture | None:
    """Describe the chart of the months; None where there is nothing to show."""
    known = {one.name: one for one in months}
    if not any(one.first for one in months):
        return None
    span = _months(min(known), f"{on:%Y-%m}")
    first = [known[name].first if name in known else None for name in span]
    asked = [known[name].asked if name in known else 0 for name in span]
    return Picture(
        title="Waktu jawaban pertama per bulan",
        subtitle=f"Jam kerja: separuhnya / 9 dari 10 pertanyaan, hingga {on.day} "
        f"{dates.MONTHS[on.month - 1]} {on.year}",
        bars=tuple(
            f"{dates.MONTHS[int(name[5:]) - 1][:3]} {name[2:4]}\n{short(count)}"
            for name, count in zip(span, asked, strict=True)
        ),
        above=tuple(
            "–" if one is None else f"{hours(one.median)} / {hours(one.ninetieth)}" for one in first
        ),
        stacks=(
            Stack(
                "Separuhnya", 3, tuple(0 if one is None else _minutes(one.median) for one in first)
            ),
            Stack(
                "9 dari 10",
                0,
                tuple(
                    0 if one is None else _minutes(one.ninetieth) - _minutes(one.median)
                    for one in first
                ),
            ),
        ),
        note="Di bawah bulan: jumlah pertanyaan",
        per=60,
    )


def _months(first: str, last: str) -> list[str]:
    begin, end = (int(name[:4]) * 12 + int(name[5:]) - 1 for name in (first, last))
    return [f"{number // 12}-{number % 12 + 1:02}" for number in range(begin, end + 1)]


def _minutes(time: timedelta) -> int:
    return round(time / _MINUTE)


def caption(total: Row, at: datetime, zone: ZoneInfo) -> str:
    """Say below the chart what is counted."""
    return f"{_HEAD}\n\n{_block(total, '12 bulan terakhir')}\n{dates.moment(at, zone)}"


def not_drawn() -> Message:
    """Say kindly that the chart could not be made."""
    return Message(
        "Mohon maaf, grafiknya belum dapat dibuat. Angkanya tetap dapat dilihat melalui "
        "/statistik, <b>Waktu jawab</b>.",
        ((open_button(),),),
    )
