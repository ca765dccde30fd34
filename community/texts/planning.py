"""Words of the form in which moderators plan or change a session."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from community import plan_view, programme_days
from community.callback import pack
from community.form import Draft
from community.links import MOST
from community.menu import CancelForm, FormPick
from community.programme_days import ProgrammeDay
from community.reply import Button, Message, Rows
from community.sessions import Session
from community.texts import dates, sessions
from community.texts.common import escape
from community.texts.planning_refusals import (
    DATE_EXAMPLES,
    NOTES_EXAMPLE,
    SPEAKER_EXAMPLE,
    TITLE_EXAMPLE,
)

FIELDS = {
    "programme": "Program",
    "number": "Nomor seri",
    "title": "Judul",
    "speaker": "Narasumber",
    "jp": "JP",
    "links": "Tautan",
    "notes": "Catatan",
    "move": "Hari dan jam",
}
_SHOWN = 80  # characters that an answer repeats of what was typed
_ORDER = (
    "date",
    "programme",
    "number",
    "title",
    "speaker",
    "start",
    "jp",
    "end",
    "links",
    "notes",
)


# --- the steps ----------------------------------------------------------------------------


def ask_date(draft: Draft, days: Sequence[date]) -> Message:
    """Ask for the day; the next working days are offered."""
    buttons = [_pick(draft, "date", dates.short_day(day), day.isoformat()) for day in days]
    return _step(
        draft,
        "date",
        "Kapan sesi ini diadakan? Ketuk harinya, atau ketik tanggalnya, misalnya "
        f"{DATE_EXAMPLES}, atau <i>besok</i>.",
        _pairs(buttons),
    )


def ask_programme(draft: Draft, days: Sequence[ProgrammeDay], proposed: int) -> Message:
    """Ask for the programme; the day's own is proposed and stands first."""
    first = sorted(days, key=lambda day: day.weekday != proposed)
    rows = tuple((_programme(draft, day, proposed),) for day in first)
    question = "Termasuk program mana? Ketuk salah satu, atau ketik namanya, misalnya "
    question += "<i>ASN Belajar</i>."
    if proposed:
        question += " Yang bertanda ✅ adalah program hari itu."
    return _step(draft, "programme", question, rows)


def _programme(draft: Draft, day: ProgrammeDay, proposed: int) -> Button:
    label = f"✅ {day.label}" if day.weekday == proposed else day.label
    return _pick(draft, "programme", label[: sessions.LABEL], str(day.weekday))


def ask_number(draft: Draft, programme: str, year: int, proposed: int) -> Message:
    """Ask for the number in the series of the year; the next one is proposed."""
    return _step(
        draft,
        "number",
        f"Seri ke berapa dari {escape(programme)} tahun {year}? Ketuk usulan, atau ketik angkanya, "
        f"misalnya <i>{proposed}</i>. Boleh dilewati.",
        (
            (
                _pick(draft, "number", f"Pakai: {proposed}", str(proposed)),
                _pick(draft, "number", "Lewati", "skip"),
            ),
        ),
    )


def ask_title(draft: Draft) -> Message:
    """Ask for the title."""
    return _step(
        draft,
        "title",
        "Apa judul sesinya? Silakan ketik, 3–200 karakter, misalnya "
        f"<i>{TITLE_EXAMPLE}</i>.{_so_far(draft, 'title')}",
        (),
    )


def ask_speaker(draft: Draft) -> Message:
    """Ask who speaks."""
    return _step(
        draft,
        "speaker",
        "Siapa narasumbernya? Silakan ketik, 2–200 karakter, misalnya "
        f"<i>{SPEAKER_EXAMPLE}</i>. Boleh dilewati.{_so_far(draft, 'speaker')}",
        (_skip(draft, "speaker"),),
    )


def ask_start(draft: Draft, on: date) -> Message:
    """Ask when it begins that day."""
    buttons = [_pick(draft, "start", hour, hour) for hour in ("09.00", "10.00", "13.00")]
    return _step(
        draft,
        "start",
        f"{dates.day(on)}: mulai pukul berapa? Ketuk atau ketik jamnya dalam {_zone(draft)}, "
        "misalnya <i>09.00</i> atau <i>13.30</i>.",
        (tuple(buttons),),
    )


def ask_jp(draft: Draft) -> Message:
    """Ask for the JP."""
    buttons = [_pick(draft, "jp", f"{jp} JP", str(jp)) for jp in (2, 3, 4)]
    return _step(
        draft,
        "jp",
        "Berapa JP (jam pelajaran) sesi ini? Ketuk, atau ketik angka 1–20, misalnya <i>3</i>. "
        "Boleh dilewati.",
        (tuple(buttons), _skip(draft, "jp")),
    )


def ask_end(draft: Draft, begin: datetime, usual: datetime) -> Message:
    """Ask when it ends; the usual end is offered."""
    return _step(
        draft,
        "end",
        f"Mulai pukul {begin:%H.%M} {_zone(draft)}; selesai pukul berapa? Ketuk usulan, atau ketik "
        "jamnya, misalnya <i>11.30</i>. Paling lama 12 jam.",
        ((_pick(draft, "end", f"Pukul {usual:%H.%M}", "usual"),),),
    )


def ask_links(draft: Draft) -> Message:
    """Ask for the links."""
    return _step(
        draft,
        "links",
        "Apa tautannya? Silakan tempel, satu tautan satu baris, paling banyak "
        f"{MOST}, misalnya\n<code>https://zoom.us/j/123456\nhttps://youtu.be/abc</code>\n"
        "Boleh dilewati.",
        (_skip(draft, "links"),),
    )


def ask_notes(draft: Draft) -> Message:
    """Ask for notes."""
    return _step(
        draft,
        "notes",
        "Ada catatan bagi peserta? Silakan ketik, paling banyak 1.000 karakter, misalnya "
        f"<i>{NOTES_EXAMPLE}</i>. Boleh dilewati.",
        (_skip(draft, "notes"),),
    )


# --- the preview --------------------------------------------------------------------------


def preview(draft: Draft, session: Session, zone: ZoneInfo) -> Message:
    """Show the session as members will see it, and what is worth knowing before it is saved."""
    notes = _warnings(draft, session, zone)
    card = sessions.card(session, plan_view.days_of(draft), zone)
    text = f"<b>Pratinjau</b>, seperti yang dilihat anggota:\n\n{card}"
    if notes:
        text += "\n\n" + "\n".join(f"⚠️ {note}" for note in notes)
    save = ("Tetap simpan", "keep") if draft.view.get("twin") else ("Simpan", "save")
    return Message(
        text,
        (
            *sessions.link_buttons(session),
            (_pick(draft, "preview", *save), _pick(draft, "preview", "Ubah", "change")),
            _cancel(draft),
        ),
    )


def _warnings(draft: Draft, session: Session, zone: ZoneInfo) -> list[str]:
    notes = []
    old = draft.view.get("renumbered")
    if old is not None:
        notes.append(
            f"Nomor seri {old} baru saja dipakai sesi lain, jadi diusulkan nomor "
            f"{session.number}. Mohon diperiksa, lalu simpan lagi."
        )
    off = draft.view.get("off")
    if off:
        notes.append(
            f"{dates.local_day(session.starts_at, zone)} adalah hari libur "
            f"({escape(str(off))}): pada hari itu tidak ada pengingat yang dikirim."
        )
    elif session.day(zone).weekday() >= 5:
        notes.append("Sesi ini jatuh pada akhir pekan, saat tidak ada pengingat yang dikirim.")
    if draft.view.get("twin"):
        notes.append("Sudah ada sesi dengan judul dan jam mulai yang sama. Tetap simpan?")
    return notes


def choose_again(draft: Draft) -> Message:
    """Let the moderator pick what to answer anew before saving."""
    fields = [name for name in FIELDS if "session" not in draft.answers or name == "move"]
    buttons = [_pick(draft, "preview", FIELDS[name], f"field:{name}") for name in fields]
    return Message(
        "Bagian mana yang ingin diubah?",
        (*_pairs(buttons), (_pick(draft, "preview", "Kembali", "back"),), _cancel(draft)),
    )


# --- parts --------------------------------------------------------------------------------


def programme_name(draft: Draft, programme: int) -> str:
    """Name a programme; not escaped."""
    day = programme_days.by_weekday(programme, plan_view.days_of(draft))
    return "" if day is None else day.name


def _step(draft: Draft, step: str, question: str, rows: Rows) -> Message:
    head = ""
    if "field" not in draft.answers:
        head = f"<b>Tambah sesi</b> · Langkah {_ORDER.index(step) + 1}/{len(_ORDER)}\n\n"
    elif "session" in draft.answers:
        title = str(draft.answers.get("title", ""))[:_SHOWN]
        head = f"<b>Ubah sesi</b> “{escape(title)}”\n\n"
    return Message(head + question, (*rows, _cancel(draft)))


def _so_far(draft: Draft, key: str) -> str:
    """Repeat what stands there so far, where it is being changed, so that it can be copied."""
    value = draft.answers.get(key)
    return f"\n\nSaat ini: <code>{escape(str(value))}</code>" if value else ""


def _pick(draft: Draft, step: str, label: str, value: str) -> Button:
    return Button(label, pack(FormPick(form=draft.form, step=step, value=value)))


def _skip(draft: Draft, step: str) -> tuple[Button, ...]:
    return (_pick(draft, step, "Lewati", "skip"),)


def _cancel(draft: Draft) -> tuple[Button, ...]:
    return (Button("Batal", pack(CancelForm(form=draft.form))),)


def _pairs(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[place : place + 2]) for place in range(0, len(buttons), 2))


def _zone(draft: Draft) -> str:
    return dates.zone_name(plan_view.now(draft), plan_view.zone_of(draft))
