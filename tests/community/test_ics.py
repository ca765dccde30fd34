"""Calendar files: read back by the library, and looked at byte by byte."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from community import ics
from community.lines import clean
from community.programme_days import ALL
from community.sessions import Session
from community.texts import session_files as texts
from tests.sessions import WROTE, a_session

WIB = ZoneInfo("Asia/Jakarta")
BOT = "Cop_Humas_Bot"


def written(*sessions: Session, zone: ZoneInfo = WIB) -> bytes:
    """Write a file of these sessions."""
    entries = [
        ics.Entry(
            session=one,
            summary=texts.summary(one, ALL),
            description=texts.description(one),
            location=texts.location(one),
            url=f"https://t.me/{BOT}?start=s_{one.id}",
        )
        for one in sessions
    ]
    return ics.write(entries, BOT, zone, texts.NAME)


def event_of(session: Session, zone: ZoneInfo = WIB) -> Event:
    """Return the event that a calendar reads."""
    event = Calendar.from_ical(written(session, zone=zone)).events[0]
    assert isinstance(event, Event)
    return event


def word(event: Event, name: str) -> str:
    """Return a property as the text that it is."""
    return str(event[name])


def test_a_session_is_read_back_as_it_was_written() -> None:
    """Every property that calendars show stands in the file."""
    calendar = Calendar.from_ical(written(a_session(sequence=3)))
    event = calendar.events[0]

    assert ("PUBLISH", "2.0") == (calendar["method"], calendar["version"])
    assert "session-56@cop_humas_bot" == event["uid"]
    assert 3 == event["sequence"]
    assert "CONFIRMED" == event["status"]
    assert "ASN Belajar: Menulis rilis yang dibaca" == event["summary"]
    assert "Zoom" == event["location"]
    assert "https://t.me/Cop_Humas_Bot?start=s_56" == event["url"]
    assert (
        "Narasumber: Ir. Wahyu\nZoom: https://us02web.zoom.us/j/1\n"
        "2 JP (JP resmi mengikuti sertifikat penyelenggara)"
    ) == event["description"]
    assert (WROTE, WROTE) == (event.decoded("dtstamp"), event.decoded("last-modified"))
    assert timedelta(minutes=-15) == event.walk("VALARM")[0].decoded("trigger")


@pytest.mark.parametrize(
    ("zone", "name", "offset", "local"),
    [
        ("Asia/Jakarta", "WIB", "+0700", "090000"),
        ("Asia/Makassar", "WITA", "+0800", "100000"),
        ("Asia/Jayapura", "WIT", "+0900", "110000"),
    ],
)
def test_each_zone_names_the_same_moment(zone: str, name: str, offset: str, local: str) -> None:
    """The local hour differs, the moment does not; the zone is explained in the file."""
    session = a_session()
    lines = written(session, zone=ZoneInfo(zone)).decode().split("\r\n")
    event = event_of(session, ZoneInfo(zone))

    assert f"DTSTART;TZID={zone}:20261126T{local}" in lines
    assert {"BEGIN:VTIMEZONE", f"TZID:{zone}", f"TZNAME:{name}", f"TZOFFSETTO:{offset}"} <= set(
        lines
    )
    assert datetime(2026, 11, 26, 2, tzinfo=UTC) == event.decoded("dtstart").astimezone(UTC)
    assert datetime(2026, 11, 26, 4, tzinfo=UTC) == event.decoded("dtend").astimezone(UTC)


def test_a_moved_session_moves_in_the_calendar() -> None:
    """The same UID, a higher SEQUENCE, a later stamp."""
    before = a_session()
    moved = replace(
        before,
        starts_at=before.starts_at + timedelta(days=1),
        ends_at=before.ends_at + timedelta(days=1),
        sequence=before.sequence + 1,
        changed_at=before.changed_at + timedelta(hours=1),
    )

    old, new = event_of(before), event_of(moved)

    assert old["uid"] == new["uid"]
    assert old.sequence < new.sequence
    assert old.decoded("dtstamp") < new.decoded("dtstamp")
    assert timedelta(days=1) == new.decoded("dtstart") - old.decoded("dtstart")


def test_a_cancelled_session_stays_in_the_file_without_an_alarm() -> None:
    """So that it vanishes from calendars, or at least says so."""
    event = event_of(a_session(is_cancelled=True, sequence=1))

    assert "CANCELLED" == event["status"]
    assert word(event, "summary").startswith("Dibatalkan: ")
    assert [] == event.walk("VALARM")


def test_a_week_holds_its_sessions_and_one_zone() -> None:
    """Each session is an event of its own; the zone is explained once."""
    file = written(a_session(), a_session(id=57, title="Foto"), a_session(id=58, links=()))

    uids = [event["uid"] for event in Calendar.from_ical(file).events]

    assert [f"session-{number}@cop_humas_bot" for number in (56, 57, 58)] == uids
    assert 1 == file.count(b"BEGIN:VTIMEZONE")


@settings(deadline=None, max_examples=50)  # a file takes 5 to 50 ms
@given(
    title=st.text(max_size=200),
    speaker=st.text(max_size=200),
    notes=st.text(max_size=300),
)
def test_whatever_people_write_is_folded_and_escaped(title: str, speaker: str, notes: str) -> None:
    """No line is longer than 75 bytes, none ends without CRLF, none adds a property."""
    plain = written(a_session(title="x", speaker="x", notes="x"))
    file = written(a_session(title=title, speaker=speaker, notes=notes))

    assert b"" == file.replace(b"\r\n", b"").translate(None, _allowed())
    assert max(len(line) for line in file.split(b"\r\n")) <= 75
    assert Calendar.from_ical(plain).events[0].keys() == Calendar.from_ical(file).events[0].keys()
    (event,) = Calendar.from_ical(file).events
    assert clean(f"ASN Belajar: {title}") == event["summary"]


def _allowed() -> bytes:
    """Return every byte that may stand in a line: no control sign."""
    return bytes(byte for byte in range(256) if byte >= 32 and byte != 127)


@pytest.mark.parametrize(
    "title",
    [
        "Koma, titik koma; garis \\ miring: selesai",
        "👩‍💻 Menulis 🎤🎶 " * 12,
        "BEGIN:VEVENT",
        "Kutip \"ganda\" dan 'tunggal'",
        "Humas: é ñ ü Ꝏ ﷺ",
    ],
)
def test_signs_of_the_format_are_only_signs(title: str) -> None:
    """Commas, semicolons, backslashes, colons and emoji come back unharmed."""
    assert clean(f"ASN Belajar: {title}") == event_of(a_session(title=title))["summary"]
