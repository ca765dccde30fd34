"""Words of `/pengaturan`."""

from collections.abc import Sequence
from datetime import date, timedelta

from community import settings
from community.callback import pack
from community.menu import CancelForm
from community.programme_days import EVERY_DAY, NAMES, ProgrammeDay
from community.reminder_choice import HOURS, ZONES
from community.reply import Button, Message, Rows
from community.settings import (
    AskPause,
    EndPause,
    OpenSettings,
    Pause,
    SetDay,
    SetDigest,
    SetHour,
    Settings,
    SetZone,
    ShowSettings,
    SwitchReminders,
)
from community.texts import dates
from community.texts.common import menu_button

TURNED_ON = "Pengingat dinyalakan."
TURNED_OFF = "Pengingat dimatikan."
OVER = "Tanggal itu sudah lewat."
HOURS_A_ROW = 5
LABEL = 64  # characters of a button that a phone still shows

_STOPPED = (
    "Pengingat harian, rangkuman, serta tautan dan kabar perubahan sesi yang diikuti tidak dikirim."
)
_STILL_SENT = (
    "Jawaban atas pertanyaan Bapak/Ibu sendiri, keputusan atas tulisan sendiri, dan hak atas data "
    "pribadi (/datasaya) tetap kami layani."
)


def settings_button() -> Button:
    """Return the button that every unasked message carries; the message itself stays."""
    return Button("Pengaturan", pack(OpenSettings()))


# --- the screen ---------------------------------------------------------------------------


def screen(found: Settings, note: str = "") -> Message:
    """Show what holds, and a button with its present value for each setting."""
    text = f"<b>Pengaturan</b>\n{_state(found)}"
    return Message(f"{note}\n\n{text}" if note else text, (*_choices(found), (menu_button(),)))


def _choices(found: Settings) -> Rows:
    digest = found.choice.digest
    return (
        (_to(f"Hari: {_days(found.choice.days)}", settings.DAYS),),
        (
            _to(f"Jam: {dates.hour(found.hour)}", settings.HOUR),
            _to(f"Zona waktu: {dates.zone_name(found.now, found.zone)}", settings.ZONE),
        ),
        (_to(f"Jeda: {_pause(found)}", settings.PAUSE),),
        (Button(f"Rangkuman: {_on(is_on=digest)}", pack(SetDigest(on=not digest))),),
        (_switch(is_on=found.choice.is_on),),
    )


def _state(found: Settings) -> str:
    lead = "Pengingat Dahar Ngopi"
    if not found.choice.is_on:
        return f"{lead} <b>mati</b>. {_STOPPED} {_STILL_SENT}"
    if not found.choice.days:
        return (
            f"{lead} <b>belum berjalan</b> karena belum ada hari yang dipilih. Silakan ketuk "
            "<b>Hari</b>."
        )
    when = f"{_days_in_words(found.choice.days)} pukul {dates.hour(found.hour)} "
    when += dates.zone_name(found.now, found.zone)
    if found.paused_until is not None:
        until = dates.day(found.paused_until)
        return (
            f"{lead} <b>dijeda</b> sampai {until}, hari itu termasuk. Sesudahnya pengingat datang "
            f"lagi: {when}."
        )
    return (
        f"{lead} <b>menyala</b>: {when}, kecuali hari libur. Bapak/Ibu dapat mematikannya kapan "
        "saja."
    )


def _switch(*, is_on: bool) -> Button:
    label = "Matikan" if is_on else "Nyalakan"
    return Button(label, pack(SwitchReminders(on=not is_on)))


def _pause(found: Settings) -> str:
    until = found.paused_until
    return "tidak" if until is None else f"sampai {dates.day(until)}"


def _days(days: int) -> str:
    if days == EVERY_DAY:
        return "semua"
    return ", ".join(_names(days)) or "belum dipilih"


def _days_in_words(days: int) -> str:
    if days == EVERY_DAY:
        return "Senin sampai Jumat"
    *first, last = _names(days)
    commas = "," if len(first) > 1 else ""
    return f"{', '.join(first)}{commas} dan {last}" if first else last


def _names(days: int) -> list[str]:
    return [name for place, name in enumerate(NAMES) if days >> place & 1]


def _on(*, is_on: bool) -> str:
    return "menyala" if is_on else "mati"


def _to(label: str, screen_name: str) -> Button:
    return Button(label[:LABEL], pack(ShowSettings(screen=screen_name)))


def _back() -> tuple[Button, ...]:
    return (_to("Kembali", settings.MAIN),)


# --- the screens behind it ----------------------------------------------------------------


def choose_days(found: Settings, days: Sequence[ProgrammeDay], note: str = "") -> Message:
    """Let the person choose weekdays, each with its programme."""
    chosen = found.choice.days
    toggles = tuple(
        (
            Button(
                f"{'✅' if chosen & day.bit else '⬜'} {day.label}"[:LABEL],
                pack(SetDay(weekday=day.weekday, on=not chosen & day.bit)),
            ),
        )
        for day in days
    )
    text = "<b>Hari</b>\nKetuk hari untuk menyalakan atau mematikannya; semua boleh dipilih."
    if not chosen:
        text += "\n\nBelum ada hari yang dipilih, jadi tidak ada pengingat."
    text += _while_off(found)
    return Message(f"{note}\n\n{text}" if note else text, (*toggles, _back()))


def choose_hour(found: Settings) -> Message:
    """Let the person choose an hour, or follow the community's."""
    buttons = [
        Button(
            _marked(dates.hour(hour), is_chosen=hour == found.choice.hour),
            pack(SetHour(hour=hour.isoformat("minutes"))),
        )
        for hour in HOURS
    ]
    rows = tuple(
        tuple(buttons[place : place + HOURS_A_ROW]) for place in range(0, len(buttons), HOURS_A_ROW)
    )
    usual = Button(
        _marked(f"Bawaan ({dates.hour(found.usual_hour)})", is_chosen=found.choice.hour is None),
        pack(SetHour(hour="")),
    )
    return Message(
        f"<b>Jam</b>\nPukul berapa ({dates.zone_name(found.now, found.zone)}) Bapak/Ibu ingin "
        "diingatkan? Bila jam itu hari ini sudah lewat, jam baru berlaku mulai hari kerja "
        f"berikutnya.{_while_off(found)}",
        (*rows, (usual,), _back()),
    )


def choose_zone(found: Settings) -> Message:
    """Let the person choose one of the three zones."""
    buttons = tuple(
        Button(
            _marked(dates.zone_name(found.now, zone), is_chosen=zone.key == found.zone.key),
            pack(SetZone(zone=zone.key)),
        )
        for zone in ZONES
    )
    return Message(
        "<b>Zona waktu</b>\nHari, jam, dan jeda mengikuti zona ini, dan waktu sesi ditulis "
        "menurut zona ini.",
        (buttons, _back()),
    )


def choose_pause(found: Settings, note: str = "", *, is_on_duty: bool = False) -> Message:
    """Let the person choose the last day without reminders; moderators lose what they hold."""
    quick = tuple(
        (Button(f"{label}: {dates.day(until)}", pack(Pause(until=until.isoformat()))),)
        for label, until in settings.quick_pauses(found.today)
    )
    other = (Button("Tanggal lain", pack(AskPause())),)
    text = "<b>Jeda</b>\nSampai kapan pengingat dijeda? Hari yang dipilih ikut dijeda."
    end: Rows = ()
    if found.paused_until is not None:
        text += f"\n\nSekarang dijeda sampai {dates.day(found.paused_until)}."
        end = ((Button("Akhiri jeda", pack(EndPause())),),)
    text += _while_off(found)
    if is_on_duty:
        text += f"\n\n{DUTY_PAUSES}"
    return Message(f"{note}\n\n{text}" if note else text, (*end, *quick, other, _back()))


def _while_off(found: Settings) -> str:
    if found.choice.is_on:
        return ""
    return "\n\nPengingat sedang mati; pilihan ini berlaku setelah dinyalakan."


def _marked(label: str, *, is_chosen: bool) -> str:
    return f"✅ {label}" if is_chosen else label


# --- a pause that is typed ----------------------------------------------------------------

DUTY_PAUSES = (
    "Selama jeda Bapak/Ibu tidak menerima pertanyaan; yang sedang dipegang kembali ke antrean."
)
TYPE_A_DAY = "Mohon ketik tanggalnya sebagai teks."


def ask_pause(form: str, today: date) -> Message:
    """Ask for the last day of the pause."""
    return Message(
        "<b>Jeda</b>\nSampai tanggal berapa pengingat dijeda? Hari itu ikut dijeda. "
        f"{_example(today)}",
        ((Button("Batal", pack(CancelForm(form=form))),),),
    )


def no_such_day(today: date) -> str:
    """Say how a day is typed."""
    return f"Tanggal itu belum kami pahami. {_example(today)}"


def day_is_over(until: date) -> str:
    """Refuse a day in the past."""
    return f"{dates.day(until)} sudah lewat. Mohon ketik tanggal yang akan datang."


def day_is_too_far(until: date) -> str:
    """Refuse a pause of more than a year."""
    return (
        f"{dates.day(until)} terlalu jauh; jeda paling lama satu tahun. Bila ingin lebih lama, "
        "pengingat dapat dimatikan."
    )


def _example(today: date) -> str:
    on = today + timedelta(days=7)
    return (
        f"Contoh: <i>{on.day}-{on.month}-{on.year}</i> atau "
        f"<i>{on.day} {dates.MONTHS[on.month - 1]} {on.year}</i>."
    )


# --- one tap below a reminder -------------------------------------------------------------


def day_skipped(weekday: int) -> str:
    """Confirm in a toast that a weekday is off."""
    return f"Pengingat hari {NAMES[weekday - 1]} dimatikan."


def day_was_skipped(weekday: int) -> str:
    """Say in a toast that a weekday was off already."""
    return f"Pengingat hari {NAMES[weekday - 1]} sudah mati."


def skipped(weekday: int) -> Message:
    """Say that a weekday is off, and where it is turned on again."""
    return Message(
        f"Pengingat hari {NAMES[weekday - 1]} dimatikan dan tidak akan dikirim lagi. Hari itu "
        "dapat dipilih kembali lewat <b>Pengaturan</b>, <b>Hari</b>.",
        ((settings_button(),),),
    )
