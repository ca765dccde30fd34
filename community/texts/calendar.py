"""Words of `/libur`: its screens, and what became of a change; lists are in days_off.py."""

from datetime import date

from community.calendar import Calendar, ListedDay, OffKind, Ramadan, packaged
from community.calendar_changes import NAME, RAMADAN_DAYS, YEARS_AHEAD, Change, Refusal
from community.calendar_changes import coming_ramadans as coming
from community.callback import pack
from community.correcting_days import (
    ConfirmYear,
    DropRamadan,
    ExplainAdding,
    OpenCalendar,
    OpenDay,
    OpenYear,
    PickDay,
    RestoreDay,
    TakeDay,
)
from community.paging import Page
from community.reply import Button, Message, Rows
from community.texts import dates, days_off
from community.texts.common import escape, menu_button

LABEL = 64  # characters of a button that a phone still shows
DECREE = "SKB 3 Menteri"

_BACK = Button("Kembali", pack(OpenCalendar()))
_ADD = Button("Tambah libur", pack(ExplainAdding()))

EXAMPLES = (
    "/libur 12-10-2027 Hari jadi daerah – menambah libur\n"
    "/libur hapus 12-10-2027 – menjadikannya hari kerja\n"
    "/libur kembalikan 12-10-2027 – kembali ke daftar asal\n"
    "/libur pindah 10-3-2027 11-3-2027 – memindahkan hari raya\n"
    "/libur ramadan 8-2-2027 9-3-2027 – mengisi Ramadan\n"
    "/libur ramadan hapus – menghapus Ramadan\n"
    "/libur 2027 – daftar satu tahun\n"
    "/libur pastikan 2027 – setelah dibandingkan dengan SKB 3 Menteri"
)

SAVED = "Tersimpan."
AS_IT_IS = "Sudah demikian; tidak ada yang berubah."
_REFUSALS = {
    Refusal.PAST: "Tanggal itu sudah lewat. Mohon pilih hari ini atau sesudahnya.",
    Refusal.FAR: f"Tanggal itu terlalu jauh. Kalender dapat diatur hingga {YEARS_AHEAD} tahun.",
    Refusal.NAME: f"Mohon sertakan nama hari libur, 2 sampai {NAME} karakter.",
    Refusal.WEEKEND: "Hari itu akhir pekan, jadi sudah libur.",
    Refusal.ALREADY_OFF: "Hari itu sudah libur.",
    Refusal.NOT_OFF: "Hari itu bukan hari libur dalam daftar, jadi tidak ada yang diubah.",
    Refusal.SAME_DAY: "Kedua tanggal sama. Mohon sebutkan tanggal asal, lalu tanggal barunya.",
    Refusal.LENGTH: (
        f"Ramadan berlangsung {RAMADAN_DAYS[0]} sampai {RAMADAN_DAYS[1]} hari. Mohon periksa "
        "tanggal pertama dan terakhirnya, misalnya /libur ramadan 8-2-2027 9-3-2027"
    ),
    Refusal.NO_RAMADAN: "Tidak ada Ramadan mendatang yang dapat dihapus.",
    Refusal.MANY_RAMADANS: "Ada beberapa Ramadan. Silakan pilih yang dihapus di bawah ini.",
}


def front(calendar: Calendar, today: date, headline: str = "") -> Message:
    """Show the year ahead, Ramadan, which years are confirmed, and the way to each year."""
    last = _year_ahead(today)
    parts = days_off.pages(calendar.listed(today, last))
    listed = days_off.by_month(parts[0])
    if len(parts) > 1:
        listed += "\n… Selengkapnya ada di daftar per tahun."
    text = (
        f"{_headline(headline)}<b>Hari libur 12 bulan ke depan</b>\n{listed}\n\n"
        f"{_ramadans(calendar, today)}\n{_confirmed(calendar, today)}"
    )
    years = range(today.year, today.year + YEARS_AHEAD + 1)
    row = tuple(
        Button(
            f"✅ {year}" if calendar.is_confirmed(year) else f"{year}",
            pack(OpenYear(year=year, page=0)),
        )
        for year in years
    )
    ramadans: Rows = tuple((_drop(month),) for month in coming(calendar, today))
    return Message(
        text, (row, (_ADD,), *_comparisons(calendar, today), *ramadans, (menu_button(),))
    )


def year(calendar: Calendar, of: int, number: int, today: date, headline: str = "") -> Message:
    """Show one year, to be compared with the decree."""
    parts = days_off.pages(calendar.listed(date(of, 1, 1), date(of, 12, 31)))
    number = min(max(number, 0), len(parts) - 1)
    place = f" ({number + 1}/{len(parts)})" if len(parts) > 1 else ""
    listed = days_off.by_month(parts[number])
    text = f"{_headline(headline)}<b>Hari libur {of}</b>{place}\n{listed}\n\n"
    if not any(one.kind is OffKind.COLLECTIVE for one in packaged(of).values()):
        text += f"Cuti bersama {of} belum ada dalam daftar bawaan. "
    rows: list[tuple[Button, ...]] = [_turns(of, number, len(parts)), _neighbours(of, today)]
    rows.append((Button("Ubah hari", pack(PickDay(year=of, page=0))), _ADD))
    if calendar.is_confirmed(of):
        text += f"Kalender {of} sudah dipastikan sesuai {DECREE}."
    else:
        text += (
            f"Kalender {of} belum dipastikan. Mohon bandingkan dengan {DECREE}, "
            "koreksi bila berbeda, lalu pastikan."
        )
        rows.append((Button(_confirm_label(of), pack(ConfirmYear(year=of))),))
    rows.append((_BACK,))
    return Message(text, tuple(row for row in rows if row))


def pick(of: int, page: Page[ListedDay]) -> Message:
    """Offer the days of a year as buttons."""
    rows: list[tuple[Button, ...]] = [
        (
            Button(
                f"{dates.short_day(entry.day)}: {entry.name}"[:LABEL],
                pack(OpenDay(on=entry.day.isoformat())),
            ),
        )
        for entry in page.items
    ]
    turns = []
    if page.has_previous:
        turns.append(Button("‹ Sebelumnya", pack(PickDay(year=of, page=page.number - 1))))
    if page.has_next:
        turns.append(Button("Berikutnya ›", pack(PickDay(year=of, page=page.number + 1))))
    rows += [tuple(turns)] if turns else []
    rows.append((Button("Kembali", pack(OpenYear(year=of, page=0))),))
    words = "Silakan pilih hari yang akan diubah." if page.items else "Tidak ada hari mendatang."
    place = f" ({page.number + 1}/{page.count})" if page.count > 1 else ""
    return Message(f"<b>Ubah hari {of}</b>{place}\n{words}", tuple(rows))


def day(calendar: Calendar, on: date, today: date, headline: str = "") -> Message:
    """Show what holds for one day, and what can be changed about it."""
    listed = calendar.listed_on(on)
    text = f"{_headline(headline)}<b>{dates.day(on)}</b>\n"
    if listed is not None:
        text += f"{days_off.described(listed)}."
        if listed.is_worked and on.weekday() >= 5:
            text += " Harinya akhir pekan, jadi tetap libur."
    elif on.weekday() >= 5:
        text += "Akhir pekan."
    else:
        text += (
            "Hari kerja. Untuk menjadikannya libur: "
            f"/libur {on.day}-{on.month}-{on.year} diikuti nama hari liburnya."
        )
    rows: list[tuple[Button, ...]] = []
    if on >= today and listed is not None and not listed.is_worked:
        is_ours = listed.kind is OffKind.ADDED and listed.instead_of is None
        label = "Hapus" if is_ours else "Jadikan hari kerja"
        rows.append((Button(label, pack(TakeDay(on=on.isoformat()))),))
    if on >= today and listed is not None and (listed.is_worked or listed.instead_of is not None):
        rows.append((Button("Kembalikan ke daftar asal", pack(RestoreDay(on=on.isoformat()))),))
    rows.append((Button("Kembali", pack(OpenYear(year=on.year, page=0))),))
    return Message(text, tuple(rows))


def explain_adding() -> Message:
    """Say how a day off is added."""
    return Message(
        "<b>Tambah libur</b>\nSilakan kirim /libur diikuti tanggal dan nama hari liburnya, "
        "misalnya:\n/libur 12-10-2027 Hari jadi daerah\n\n"
        "Tanggal boleh ditulis 12-10-2027, 12/10/2027, atau 12 Oktober 2027.",
        ((_BACK,),),
    )


def usage() -> Message:
    """Say what `/libur` understands."""
    return Message(
        "Mohon maaf, kalimat atau tanggalnya belum dapat dipahami. Contoh yang dapat dipakai:\n"
        f"{EXAMPLES}",
        ((_BACK,),),
    )


def year_out_of_reach(today: date) -> str:
    """Say which years there are."""
    return f"Kalender tersedia untuk {today.year} sampai {today.year + YEARS_AHEAD}."


def refused(why: Refusal) -> str:
    """Say why a change is not made."""
    return _REFUSALS[why]


def done(change: Change) -> str:
    """Say what a change did."""
    match change.action:
        case "holiday_added":
            return f"{SAVED} Hari itu kini libur."
        case "holiday_removed" if change.puts:
            return f"{SAVED} Hari libur ini kini menjadi hari kerja."
        case "holiday_removed":
            return f"{SAVED} Libur tambahan ini dihapus; harinya kembali menjadi hari kerja."
        case "holiday_restored":
            return f"{SAVED} Koreksi hari ini dihapus; daftar asal kembali berlaku."
        case "ramadan_set" if change.begins is not None:
            instead = f", menggantikan {days_off.spans(change.ends)}" if change.ends else ""
            return f"{SAVED} Ramadan: {days_off.span(change.begins)}{instead}."
        case "ramadan_removed":
            return f"{SAVED} Ramadan {days_off.spans(change.ends)} dihapus."
        case "year_confirmed":
            return f"{SAVED} Kalender {change.year} dipastikan sesuai {DECREE}."
    return SAVED


def moved(before: Calendar, was: date, becomes: date, name: str) -> str:
    """Say what moving a feast did, also to what stood on its new day."""
    words = f"{SAVED} {name} pindah dari {dates.day(was)} ke {dates.day(becomes)}."
    there = before.listed_on(becomes)
    if there is None or there.is_worked or there.name == name:
        return words
    return f"{words} Sebelumnya pada hari itu: {there.name}."


def _year_ahead(today: date) -> date:
    if (today.month, today.day) == (2, 29):
        return date(today.year + 1, 2, 28)
    return today.replace(year=today.year + 1)


def _headline(words: str) -> str:
    return f"{escape(words)}\n\n" if words else ""


def _ramadans(calendar: Calendar, today: date) -> str:
    months = coming(calendar, today)
    if not months:
        return "Ramadan: belum diisi (/libur ramadan 8-2-2027 9-3-2027)."
    return f"Ramadan: {days_off.spans(months)}."


def _confirmed(calendar: Calendar, today: date) -> str:
    years = range(today.year, today.year + YEARS_AHEAD + 1)
    known = ", ".join(str(one) for one in years if calendar.is_confirmed(one)) or "belum ada"
    return f"Kalender yang sudah dipastikan: {known}."


def _comparisons(calendar: Calendar, today: date) -> Rows:
    """Return the way to the lists that wait to be compared; the button there confirms them."""
    waiting = (one for one in (today.year, today.year + 1) if not calendar.is_confirmed(one))
    return tuple(
        (Button(_confirm_label(one), pack(OpenYear(year=one, page=0))),) for one in waiting
    )


def _confirm_label(of: int) -> str:
    return f"Pastikan kalender {of}"


def _drop(month: Ramadan) -> Button:
    return Button(
        f"Hapus Ramadan {days_off.span(month)}"[:LABEL],
        pack(DropRamadan(first=month.first.isoformat())),
    )


def _turns(of: int, number: int, count: int) -> tuple[Button, ...]:
    turns = []
    if number > 0:
        turns.append(Button("‹ Sebelumnya", pack(OpenYear(year=of, page=number - 1))))
    if number + 1 < count:
        turns.append(Button("Berikutnya ›", pack(OpenYear(year=of, page=number + 1))))
    return tuple(turns)


def _neighbours(of: int, today: date) -> tuple[Button, ...]:
    row = []
    if of > today.year:
        row.append(Button(f"‹ {of - 1}", pack(OpenYear(year=of - 1, page=0))))
    if of < today.year + YEARS_AHEAD:
        row.append(Button(f"{of + 1} ›", pack(OpenYear(year=of + 1, page=0))))
    return tuple(row)
