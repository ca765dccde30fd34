"""Words of `/statistik`: series and reach by programme and year, and the chart of them."""

from collections.abc import Collection, Sequence
from datetime import date

from community.callback import pack
from community.picture import Picture, Stack
from community.programme_days import ProgrammeDay
from community.reach import (
    ImportHistory,
    SendChart,
    SendReach,
    YearReach,
    grown_from,
    mean,
    total,
)
from community.reply import Button, Message, Rows
from community.texts import answer_times, dates
from community.texts.common import escape, menu_button
from community.texts.numbers import whole
from community.texts.recording import WHAT
from community.texts.short_numbers import short, signed_percent

TITLE = "Seri dan jangkauan"
NOTHING = "Belum ada seri atau jangkauan yang tercatat."
MAKING = "Sedang dibuat, segera dikirim."
CHART_FILE, EXPORT_FILE = "jangkauan.png", "jangkauan.csv"
YEARS_IN_FULL = 5
BARS = 15
_HEAD = f"<b>{TITLE}</b>\n<i>{WHAT}</i>"
_ROOM = 9  # bars beside which whole numbers still fit
_LEGEND = 42  # letters of a programme and its number, two a row
_LONGEST = 3_800  # a message holds 4,096


def screen(
    years: Sequence[YearReach],
    days: Collection[ProgrammeDay],
    *,
    this_year: int,
    may_import: bool,
    is_private: bool,
) -> Message:
    """Show the figures; where they are many, fewer years stand alone."""
    texts = (_text(years, days, this_year, in_full) for in_full in range(YEARS_IN_FULL, 0, -1))
    text = next((text for text in texts if len(text) <= _LONGEST), _brief(years))
    return Message(
        text, _buttons(has_figures=bool(years), may_import=may_import, is_private=is_private)
    )


def _text(
    years: Sequence[YearReach], days: Collection[ProgrammeDay], this_year: int, in_full: int
) -> str:
    blocks = []
    for day in days:
        its = [one for one in years if one.programme == day.weekday]
        if its:
            blocks.append(_programme(day, its, this_year, in_full))
    if len(blocks) > 1:
        blocks.append(f"<b>Semua program</b>\n{_sum(total(years))}")
    body = "\n\n".join(blocks) or NOTHING
    return f"{_HEAD}\n\n{body}"


def _brief(years: Sequence[YearReach]) -> str:
    """Show the sum only; the rest is in the file."""
    return f"{_HEAD}\n\n{_sum(total(years))}. Rinciannya ada di <b>Ekspor</b>."


def _buttons(*, has_figures: bool, may_import: bool, is_private: bool) -> Rows:
    rows: list[tuple[Button, ...]] = []
    if has_figures:
        rows.append((Button("Grafik", pack(SendChart())), Button("Ekspor", pack(SendReach()))))
    rows.append((answer_times.open_button(),))
    if may_import and is_private:
        rows.append((Button("Impor riwayat", pack(ImportHistory())),))
    if is_private:
        rows.append((menu_button(),))
    return tuple(rows)


def _programme(day: ProgrammeDay, years: Sequence[YearReach], this_year: int, in_full: int) -> str:
    older, shown = years[:-in_full], years[-in_full:]
    lines = [f"<b>{escape(day.name)}</b>"]
    if older:
        span = f"{older[0].year}–{older[-1].year}" if len(older) > 1 else f"{older[0].year}"
        lines.append(f"{span}: {_figures(total(older))}")
    lines += [_year(one, years, this_year) for one in shown]
    if len(years) > 1:
        lines.append(_sum(total(years)))
    return "\n".join(lines)


def _year(year: YearReach, years: Sequence[YearReach], this_year: int) -> str:
    before = grown_from(year, years, this_year=this_year)
    growth = (
        f", {signed_percent(year.people - before.people, before.people)} dari {before.year}"
        if before
        else ""
    )
    line = f"{year.year}: {_figures(year)}{growth}"
    if year.periods:
        line += f"\n   <i>riwayat: {escape(_listed(year.periods))}</i>"
    return line


def _listed(periods: Sequence[str]) -> str:
    rest = f" dan {len(periods) - 3} lainnya" if len(periods) > 3 else ""
    return "; ".join(periods[:3]) + rest


def _sum(all_years: YearReach) -> str:
    return f"Jumlah: {_figures(all_years)}"


def _figures(year: YearReach) -> str:
    words = f"{whole(year.series)} seri, {whole(year.people)} jangkauan"
    each = mean(year.people, year.recorded)
    if each is not None:
        words += f", rata-rata {whole(each)} per seri"
    missing = year.series - year.recorded
    return words + (f" ({whole(missing)} seri belum dicatat)" if missing else "")


def picture(
    years: Sequence[YearReach], days: Collection[ProgrammeDay], *, on: date
) -> Picture | None:
    """Describe the chart of the last years; None where there is nothing to show."""
    if not years:
        return None
    last = max(one.year for one in years)
    first = max(min(one.year for one in years), last - BARS + 1)
    span = range(first, last + 1)
    shown = [one for one in years if one.year >= first]
    sums = [total([one for one in shown if one.year == year]) for year in span]
    partial = {one.year for one in shown if one.periods or one.year == on.year}
    write = whole if len(span) <= _ROOM and max(one.people for one in sums) < 10**9 else short
    return Picture(
        title="Jangkauan per tahun",
        subtitle=f"Dahar Ngopi, hingga {on.day} {dates.MONTHS[on.month - 1]} {on.year}",
        bars=tuple(
            f"{year}{'*' if year in partial else ''}\n{whole(one.series)} seri"
            for year, one in zip(span, sums, strict=True)
        ),
        above=tuple(write(one.people) for one in sums),
        stacks=tuple(_stack(day, shown, span) for day in days if _has(day, shown)),
        note="* belum setahun penuh" if partial else "",
    )


def _has(day: ProgrammeDay, years: Sequence[YearReach]) -> bool:
    return any(one.programme == day.weekday for one in years)


def _stack(day: ProgrammeDay, years: Sequence[YearReach], span: range) -> Stack:
    people = {one.year: one.people for one in years if one.programme == day.weekday}
    reached = whole(sum(people.values()))
    room = _LEGEND - len(reached)
    name = day.name if len(day.name) <= room else f"{day.name[: room - 1].rstrip()}…"
    values = tuple(people.get(year, 0) for year in span)
    return Stack(f"{name}: {reached}", day.weekday - 1, values)


def caption(years: Sequence[YearReach]) -> str:
    """Say below the chart what is counted."""
    return f"<b>{TITLE}</b>\n{_sum(total(years))}.\n{WHAT}"


def export_caption() -> str:
    """Say below the file what it is good for."""
    return (
        "Berkas ini dapat diimpor kembali; baris “sesi di bot” dihitung dari sesinya sendiri "
        f"dan dilewati saat impor.\n{WHAT}"
    )


def not_drawn() -> Message:
    """Say kindly that the chart could not be made."""
    return Message(
        "Mohon maaf, grafiknya belum dapat dibuat. Angkanya tetap dapat dilihat melalui "
        "/statistik; silakan coba <b>Grafik</b> lagi nanti."
    )
