"""Words of `/dampak`: the practices that were replicated, areas as a table and as a chart."""

from collections.abc import Sequence
from datetime import date

from community.areas import Area
from community.callback import pack
from community.impact import (
    A_PAGE,
    AREAS,
    PRACTICES,
    InArea,
    OpenImpact,
    Practice,
    SendImpactChart,
    Spread,
)
from community.paging import Page
from community.picture import Picture, Stack
from community.post_buttons import OpenPostBelow
from community.reply import Button, Message, Rows
from community.texts import dates
from community.texts.common import escape, menu_button
from community.texts.marking import reach_line
from community.texts.numbers import whole

TITLE = "Dampak tulisan"
NOTHING = "Belum ada tulisan yang terbit."
CHART_FILE = "dampak.png"
BARS = 10
WHAT = (
    "Diterapkan: praktik dari instansi lain yang kata anggotanya sudah berjalan di sana. "
    "Dibagikan: tulisan terbit dari sana."
)
_NAME = 16  # letters of the longest kabupaten as it is written here
_A_ROW = 5


def practices(page: Page[Practice]) -> Message:
    """Show the practices that run in most places."""
    head = f"<b>{TITLE}</b>\nPraktik yang paling banyak direplikasi"
    if page.count > 1:
        head += f" (halaman {page.number + 1} dari {page.count})"
    first = page.number * A_PAGE + 1
    lines = [_practice(place, one) for place, one in enumerate(page.items, first)]
    body = "\n\n".join(lines) or "Belum ada praktik yang berjalan di instansi lain."
    return Message(f"{head}\n\n{body}", (*_numbers(page, first), *_turns(page), _ways(AREAS)))


def _practice(place: int, one: Practice) -> str:
    return f"{place}. <b>{escape(one.title)}</b>\n{reach_line(one.reach)}"


def _numbers(page: Page[Practice], first: int) -> Rows:
    buttons = [
        Button(str(place), pack(OpenPostBelow(post=one.post_id)))
        for place, one in enumerate(page.items, first)
    ]
    return tuple(tuple(buttons[at : at + _A_ROW]) for at in range(0, len(buttons), _A_ROW))


def _turns(page: Page[Practice]) -> Rows:
    turns = []
    if page.has_previous:
        turns.append(_to("‹ Sebelumnya", PRACTICES, page.number - 1))
    if page.has_next:
        turns.append(_to("Berikutnya ›", PRACTICES, page.number + 1))
    return (tuple(turns),) if turns else ()


def _to(label: str, view: str, page: int = 0) -> Button:
    return Button(label, pack(OpenImpact(view=view, page=page)))


def _ways(other: str) -> tuple[Button, ...]:
    label = "Wilayah" if other == AREAS else "Praktik"
    return (_to(label, other), Button("Grafik", pack(SendImpactChart())), menu_button())


def areas(found: Spread) -> Message:
    """Show the kabupaten and kota that did something as a table, and name all others."""
    head = f"<b>{TITLE}</b>\n<i>{WHAT}</i>"
    if found.is_empty:
        return Message(f"{head}\n\n{NOTHING}", (_ways(PRACTICES),))
    rows = [("Wilayah", "Terap", "Bagi")]
    active = [one for one in found.areas if one.adopted + one.shared]
    rows += [(name(one.area), whole(one.adopted), whole(one.shared)) for one in active]
    elsewhere = whole(found.adopted_elsewhere), whole(found.shared_elsewhere)
    rows.append(("Instansi lain", *elsewhere))
    table = "\n".join(f"{row[0]:<{_NAME}}{row[1]:>6}{row[2]:>6}" for row in rows)
    text = f"{head}\n\n<pre>{escape(table)}</pre>"
    others = [name(one.area) for one in found.areas if one not in active]
    if others:
        text += f"\n\nBelum ada dari {len(others)} lainnya: {escape(', '.join(others))}."
    return Message(text, (_ways(PRACTICES),))


def name(area: Area) -> str:
    """Name an area in few letters: "Kab. Malang", "Kota Malang"."""
    return f"{'Kota' if area.kind == 'kota' else 'Kab.'} {area.short}"


def picture(found: Spread, *, on: date) -> Picture | None:
    """Describe the chart of the areas that do most; None where there is nothing to show."""
    shown = [one for one in found.areas if one.adopted + one.shared][:BARS]
    if not shown:
        return None
    return Picture(
        title="Praktik baik menurut wilayah",
        subtitle=_subtitle(len(shown), on),
        bars=tuple(name(one.area).replace(" ", "\n", 1) for one in shown),
        above=tuple(f"{whole(one.adopted)} + {whole(one.shared)}" for one in shown),
        stacks=(
            Stack("Diterapkan dari instansi lain", 2, tuple(one.adopted for one in shown)),
            Stack("Dibagikan", 0, tuple(one.shared for one in shown)),
        ),
        note="Di atas batang: diterapkan + dibagikan",
    )


def _subtitle(count: int, on: date) -> str:
    return f"{count} wilayah teratas, hingga {on.day} {dates.MONTHS[on.month - 1]} {on.year}"


def caption(found: Sequence[InArea]) -> str:
    """Say below the chart what is counted, and how much in all."""
    adopting = sum(one.adopted > 0 for one in found)
    sharing = sum(one.shared > 0 for one in found)
    return (
        f"<b>{TITLE}</b>\n{adopting} kabupaten/kota menerapkan praktik instansi lain, "
        f"{sharing} membagikan praktiknya.\n{WHAT}"
    )


def not_drawn() -> Message:
    """Say kindly that the chart could not be made."""
    return Message(
        "Mohon maaf, grafiknya belum dapat dibuat. Angkanya tetap dapat dilihat melalui "
        "/dampak, <b>Wilayah</b>.",
        ((_to("Wilayah", AREAS),),),
    )
