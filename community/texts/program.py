"""Words of `/program`: the list of sessions, and one session, as moderators see them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from community.calendar import OffDay, OffKind
from community.callback import pack
from community.paging import Page
from community.programme_days import ProgrammeDay
from community.programming import (
    LAST_PAGE,
    MOST_LISTED,
    AddSession,
    AskCancelling,
    CancelSession,
    ChangeField,
    ChooseField,
    ListParticipants,
    ListPast,
    ListProgramme,
    ManageSession,
    may_change,
    may_move,
    may_record_reach,
)
from community.reply import Button, Message, Rows
from community.sessions import RecordReach, Session
from community.texts import dates, numbers, sessions
from community.texts.common import escape, menu_button
from community.texts.menu import draft_buttons
from community.texts.planning import FIELDS

GONE = "Sesi ini tidak ditemukan."
CLOSED = "Sesi ini sudah dibatalkan, jadi tidak dapat diubah lagi."
OVER = "Sesi ini sudah selesai, jadi tidak dapat dibatalkan atau dipindahkan lagi."
STAYS_HIDDEN = (
    "Sesi ASN Mengaji yang sudah ada pesertanya tidak dapat dipindahkan ke program lain, supaya "
    "nama peserta tetap tidak ditampilkan."
)
CHANGED_MEANWHILE = (
    "Sesi ini baru saja diubah moderator lain, jadi perubahan Bapak/Ibu belum disimpan. "
    "Berikut keadaan terbarunya; silakan diulangi bila masih perlu."
)
ADDED = "Sesi tersimpan."
UNCHANGED = "Tidak ada yang berubah."
CANCELLED = "Sesi dibatalkan."
WILL_BE_TOLD = "Yang mengetuk Saya ikut akan diberi tahu."
_LINE = 70  # characters of a session's line in a list


# --- lists --------------------------------------------------------------------------------


def programme(
    listed: Mapping[date, Sequence[Session]],
    off: Mapping[date, OffDay],
    *,
    page: int,
    days: Sequence[ProgrammeDay],
    zone: ZoneInfo,
    note: str = "",
) -> Message:
    """List two weeks: sessions, days off by name, and working days that have none."""
    shown = _shown(listed)
    rows = [(Button("Tambah sesi", pack(AddSession())),)]
    rows += [(_session_button(one, zone),) for one in shown]
    return Message(_listing(listed, off, days, zone, note), (*rows, *_turns(page)))


def in_group(
    listed: Mapping[date, Sequence[Session]],
    off: Mapping[date, OffDay],
    *,
    days: Sequence[ProgrammeDay],
    zone: ZoneInfo,
    link: str,
) -> Message:
    """List two weeks in the moderators' group; the form is filled in in private."""
    text = _listing(listed, off, days, zone, "")
    text += "\n\nSesi ditambah dan diubah di obrolan pribadi dengan bot."
    return Message(text, ((Button("Kelola program", url=link),),))


def _listing(
    listed: Mapping[date, Sequence[Session]],
    off: Mapping[date, OffDay],
    days: Sequence[ProgrammeDay],
    zone: ZoneInfo,
    note: str,
) -> str:
    span = list(listed)
    shown = _shown(listed)
    head = f"<b>Program</b>, {dates.short_day(span[0])} s.d. {dates.day(span[-1])}"
    told = [f"{note}\n\n{head}" if note else head]
    for day, found in listed.items():
        block = _day(day, [one for one in found if one in shown], off.get(day), days, zone)
        told += [block] if block else []
    hidden = sum(map(len, listed.values())) - len(shown)
    if hidden:
        told.append(f"… dan {hidden} sesi lain pada dua pekan ini.")
    return "\n".join(told)


def _shown(listed: Mapping[date, Sequence[Session]]) -> list[Session]:
    return [one for found in listed.values() for one in found][:MOST_LISTED]


def _day(
    day: date,
    found: Sequence[Session],
    off: OffDay | None,
    days: Sequence[ProgrammeDay],
    zone: ZoneInfo,
) -> str:
    """Tell of a day; a weekend without sessions is not worth a line."""
    is_weekend = off is not None and off.kind is OffKind.WEEKEND
    if is_weekend and not found:
        return ""
    head = f"<b>{dates.short_day(day)}</b>"
    if off is not None and not is_weekend:
        head += f": libur, {escape(_short(off.name))}"
    elif not found:
        head += ": belum ada sesi"
    return "\n".join([head, *(f"• {_line(one, days, zone)}" for one in found)])


def _line(session: Session, days: Sequence[ProgrammeDay], zone: ZoneInfo) -> str:
    programme = next((day.name for day in days if day.weekday == session.programme), "")
    series = "" if session.number is None else f" seri {session.number}"
    hour = f"{session.starts_at.astimezone(zone):%H.%M}"
    line = escape(_short(f"{hour} {session.title} ({programme}{series})"))
    return f"<s>{line}</s> dibatalkan" if session.is_cancelled else line


def _short(words: str) -> str:
    return words if len(words) <= _LINE else f"{words[: _LINE - 1].rstrip()}…"


def _session_button(session: Session, zone: ZoneInfo) -> Button:
    there = session.starts_at.astimezone(zone)
    mark = "❌ " if session.is_cancelled else ""
    label = f"{mark}{there:%d/%m} {there:%H.%M} {session.title}"
    return Button(sessions.short(label), pack(ManageSession(session=session.id)))


def _turns(page: int) -> Rows:
    turns = []
    if page > 0:
        turns.append(Button("‹ Sebelumnya", pack(ListProgramme(page=page - 1))))
    if page < LAST_PAGE:
        turns.append(Button("Berikutnya ›", pack(ListProgramme(page=page + 1))))
    return (tuple(turns), (Button("Sesi lampau", pack(ListPast())), menu_button()))


def past(shown: Page[Session], days: Sequence[ProgrammeDay], zone: ZoneInfo) -> Message:
    """List sessions of earlier days, newest first."""
    back = (Button("Kembali", pack(ListProgramme())), menu_button())
    if not shown.items:
        return Message("<b>Sesi lampau</b>\nBelum ada sesi yang lampau.", (back,))
    lines = [
        f"• {dates.local_day(one.starts_at, zone)}, {_line(one, days, zone)}" for one in shown.items
    ]
    rows: list[tuple[Button, ...]] = [(_session_button(one, zone),) for one in shown.items]
    turns = []
    if shown.has_previous:
        turns.append(Button("‹ Lebih baru", pack(ListPast(page=shown.number - 1))))
    if shown.has_next:
        turns.append(Button("Lebih lama ›", pack(ListPast(page=shown.number + 1))))
    if turns:
        rows.append(tuple(turns))
    head = f"<b>Sesi lampau</b>, halaman {shown.number + 1}/{shown.count}"
    return Message("\n".join([head, *lines]), (*rows, back))


# --- one session --------------------------------------------------------------------------


def session(
    one: Session,
    *,
    coming: int,
    days: Sequence[ProgrammeDay],
    zone: ZoneInfo,
    now: datetime,
    note: str = "",
) -> Message:
    """Show a session with all its fields, and what can be done with it."""
    told = [part for part in (note, _standing(one, now), sessions.card(one, days, zone)) if part]
    told.append(
        f"Yang ikut: {numbers.whole(coming)} orang\n"
        f"Terakhir diubah: {dates.moment(one.changed_at, zone)}"
    )
    return Message("\n\n".join(told), (*sessions.link_buttons(one), *_actions(one, now)))


def _standing(one: Session, now: datetime) -> str:
    if one.is_cancelled:
        return "<b>Dibatalkan</b>"
    if one.ends_at <= now:
        return "<b>Sudah selesai</b>"
    return "<b>Sedang berlangsung</b>" if one.starts_at <= now else ""


def _actions(one: Session, now: datetime) -> Rows:
    rows: list[tuple[Button, ...]] = []
    changing = []
    if may_change(one):
        changing.append(Button("Ubah", pack(ChooseField(session=one.id))))
    if may_move(one, now):
        changing.append(Button("Pindahkan", pack(ChangeField(session=one.id, field="move"))))
        changing.append(Button("Batalkan", pack(AskCancelling(session=one.id))))
    if changing:
        rows.append(tuple(changing))
    counting = [Button("Peserta", pack(ListParticipants(session=one.id)))]
    if may_record_reach(one, now):
        counting.append(Button("Catat jangkauan", pack(RecordReach(session=one.id))))
    return (*rows, tuple(counting), (Button("Kembali", pack(ListProgramme())), menu_button()))


def choose_field(one: Session, now: datetime) -> Message:
    """Let a moderator pick the field to change."""
    fields = [field for field in FIELDS if field != "move" or may_move(one, now)]
    buttons = [
        Button(FIELDS[name], pack(ChangeField(session=one.id, field=name))) for name in fields
    ]
    pairs = tuple(tuple(buttons[place : place + 2]) for place in range(0, len(buttons), 2))
    return Message(
        f"Bagian mana dari sesi “{escape(one.title)}” yang ingin diubah?",
        (*pairs, (_back(one),)),
    )


def ask_cancelling(one: Session, coming: int, zone: ZoneInfo) -> Message:
    """Ask once more before a session is cancelled."""
    told = f" {numbers.whole(coming)} orang yang ikut akan diberi tahu." if coming else ""
    return Message(
        f"Batalkan sesi ini?{told} Pembatalan tidak dapat ditarik kembali.\n\n"
        f"{dates.local_day(one.starts_at, zone)}\n{sessions.brief(one, zone)}",
        (
            (Button("Ya, batalkan", pack(CancelSession(session=one.id, sequence=one.sequence))),),
            (_back(one),),
        ),
    )


def changed(field: str, *, will_be_told: bool) -> str:
    """Say what was changed, and whether those who come will hear of it."""
    told = f" {WILL_BE_TOLD}" if will_be_told else ""
    return f"{FIELDS.get(field, 'Sesi')} sudah diubah.{told}"


def kept_draft() -> Message:
    """Offer the half-filled session before a new one is begun."""
    return Message(
        "Isian sesi baru yang belum selesai masih tersimpan. Lanjutkan, atau mulai dari awal?",
        (
            *draft_buttons("session"),
            (Button("Mulai dari awal", pack(AddSession(anew=True))),),
            (Button("Kembali", pack(ListProgramme())),),
        ),
    )


def _back(one: Session) -> Button:
    return Button("Kembali", pack(ManageSession(session=one.id)))
