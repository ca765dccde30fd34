"""`/hariini`, `/jadwal`, the session's screen and the calendar files."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar
from sqlalchemy import update

from community import schedule
from community.attending import Viewer
from community.callback import pack
from community.programme_days import ALL
from community.reminder_choice import UNTOUCHED
from community.reply import File, Later, Reply
from community.roles import State
from community.schedule import Day
from community.sessions import OpenSession, OpenWeek, SendCalendar, SendWeek, Session
from community.texts import schedule as texts
from handlers import late
from storage import schema
from storage.unit import Unit
from tests.handlers.driver import Actor, Stage
from tests.sessions import a_session, at, enter

TITLE = "Menulis rilis yang dibaca"


async def given(stage: Stage, *sessions: Session) -> None:
    """Let there be sessions."""

    async def unit(unit: Unit) -> None:
        for session in sessions:
            await enter(unit, session)

    await stage.database.write(unit)


async def lives_in(actor: Actor, zone: str) -> None:
    """Let somebody have chosen a zone."""
    person = await actor.known()
    table = schema.reminder_setting

    async def unit(unit: Unit) -> None:
        chosen = update(table).where(table.c.person_id == person.id).values(zone=zone)
        await unit.connection.execute(chosen)

    await actor.stage.database.write(unit)


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """A member."""
    return await stage.person("Sari", 11).joined()


# --- /hariini -----------------------------------------------------------------------------


async def test_a_member_sees_the_programme_of_the_day_and_its_way_to_take_part(
    stage: Stage, sari: Actor
) -> None:
    """Monday invites to share, Tuesday to ask, other days to neither."""
    await sari.says("/hariini")
    assert sari.screen.text.startswith(
        "<b>Senin, 23 November 2026</b>\n<b>Forum ASN Berbagi Ilmu</b>\n"
    )
    assert ALL[0].about in sari.screen.text
    assert ALL[0].call in sari.screen.text
    assert ["Berbagi", "Jadwal", "Menu"] == sari.labels

    stage.passes(days=1)
    await sari.says("/hariini")
    assert ["Bertanya", "Jadwal", "Menu"] == sari.labels

    stage.passes(days=1)
    await sari.says("/hariini")
    assert ["Jadwal", "Menu"] == sari.labels


async def test_the_texts_that_an_admin_changed_are_shown(stage: Stage, sari: Actor) -> None:
    """The screen asks the database, and escapes what stands there."""
    changed = replace(ALL[0], name="Forum <b> & Kawan")
    await stage.database.write(lambda unit: unit.programme_days.change(changed, 1, stage.now))

    await sari.says("/hariini")
    assert "<b>Forum &lt;b&gt; &amp; Kawan</b>" in sari.screen.text

    stage.now = at(28, 9)
    await sari.says("/hariini")
    assert "30 November 2026, Forum &lt;b&gt; &amp; Kawan." in sari.screen.text


async def test_a_session_of_today_is_told_with_all_its_buttons(stage: Stage, sari: Actor) -> None:
    """Title, speaker, hour, JP with its note; link, `Saya ikut`, `Kalender`, details."""
    stage.now = at(26, 8)
    await given(stage, a_session(number=12))

    await sari.says("/hariini")

    assert (
        f"ASN Belajar seri 12\n<b>{TITLE}</b>\nIr. Wahyu\nPukul 09.00–11.00 WIB\n"
        "2 JP (JP resmi mengikuti sertifikat penyelenggara)"
    ) in sari.screen.text
    assert ["Zoom", "Saya ikut", "Kalender", "Rincian", "Jadwal", "Menu"] == sari.labels


async def test_two_sessions_have_buttons_of_their_own(stage: Stage, sari: Actor) -> None:
    """The labels say which session they belong to, links too."""
    stage.now = at(26, 8)
    await given(
        stage,
        a_session(),
        a_session(id=57, title="Foto", starts_at=at(26, 13), ends_at=at(26, 15)),
    )

    await sari.says("/hariini")

    titled = [
        f"{word}: {title}"
        for title in (TITLE, "Foto")
        for word in ("Zoom", "Saya ikut", "Kalender", "Rincian")
    ]
    assert [*titled, "Jadwal", "Menu"] == sari.labels


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (
            datetime.fromisoformat("2026-12-25T01:00+00:00"),
            (
                "Hari ini libur: Hari Raya Natal. "
                "Program berikutnya: Senin, 28 Desember 2026, Forum ASN Berbagi Ilmu."
            ),
        ),
        (
            datetime.fromisoformat("2026-12-24T01:00+00:00"),
            (
                "Hari ini libur: Cuti Bersama Hari Raya Natal. "
                "Program berikutnya: Senin, 28 Desember 2026, Forum ASN Berbagi Ilmu."
            ),
        ),
        (
            at(28, 9),
            (
                "Hari ini Sabtu, tidak ada program. "
                "Program berikutnya: Senin, 30 November 2026, Forum ASN Berbagi Ilmu."
            ),
        ),
    ],
)
async def test_a_day_off_says_which_and_what_comes_next(
    stage: Stage, sari: Actor, now: datetime, words: str
) -> None:
    """Holidays by their name, weekends by theirs; a session of that day is shown all the same."""
    stage.now = now
    await given(stage, a_session(starts_at=now, ends_at=now + timedelta(hours=1)))

    await sari.says("/hariini")

    assert words in sari.screen.text
    assert TITLE in sari.screen.text
    assert "Saya ikut" in sari.labels


async def test_a_guest_sees_the_day_and_is_offered_to_join(stage: Stage) -> None:
    """`Gabung` in place of `Saya ikut`, and nothing that only members may do."""
    tamu = stage.person("Tamu", 12)
    await tamu.says("/hariini")
    assert ["Gabung", "Jadwal", "Menu"] == tamu.labels

    stage.now = at(26, 8)
    await given(stage, a_session())
    await tamu.says("/hariini")

    assert ["Zoom", "Kalender", "Rincian", "Gabung", "Jadwal", "Menu"] == tamu.labels
    await tamu.taps("Gabung")
    await tamu.taps("Setuju")
    person = await tamu.known()
    assert person.draft is not None
    assert "s_56" == person.draft.answers["target"]


async def test_a_session_that_ended_or_was_cancelled_has_no_yes(stage: Stage, sari: Actor) -> None:
    """It still says what became of it."""
    stage.now = at(26, 12)
    await given(
        stage,
        a_session(),
        a_session(id=57, title="Foto", is_cancelled=True, starts_at=at(26, 15), ends_at=at(26, 16)),
    )

    await sari.says("/hariini")

    assert "Sesi ini sudah selesai." in sari.screen.text
    assert "Sesi ini <b>dibatalkan</b>." in sari.screen.text
    assert not [label for label in sari.labels if label.startswith(("Saya ikut", "Kalender"))]


async def test_the_day_and_the_hours_are_those_where_the_member_is(
    stage: Stage, sari: Actor
) -> None:
    """At 22.30 WIB it is half past midnight of the next day in WIT."""
    stage.now = at(25, 22, 30)
    await given(stage, a_session())
    await lives_in(sari, "Asia/Jayapura")

    await sari.says("/hariini")

    assert "Kamis, 26 November 2026" in sari.screen.text
    assert "Pukul 11.00–13.00 WIT" in sari.screen.text


# --- /jadwal ------------------------------------------------------------------------------


async def test_the_week_lists_each_day_and_turns_in_place(stage: Stage, sari: Actor) -> None:
    """Programmes, sessions with hour, title and speaker, what ended, what was cancelled."""
    stage.now = at(26, 12)
    await given(
        stage,
        a_session(),
        a_session(id=57, title="Foto", is_cancelled=True, starts_at=at(27, 9), ends_at=at(27, 11)),
        a_session(id=58, title="Lomba", starts_at=at(28, 9), ends_at=at(28, 11), speaker=""),
        a_session(
            id=59, title="Suara", starts_at=at(30, 9), ends_at=at(30, 11), speaker="Tim <IT>"
        ),
    )

    await sari.says("/jadwal")

    assert sari.screen.text.startswith(
        "<b>Jadwal pekan ini</b>\nSenin, 23 November s.d. Jumat, 27 November 2026. "
        "Waktu dalam WIB.\n\n<b>Senin, 23 November</b>\nForum ASN Berbagi Ilmu\n\n"
    )
    assert (
        "<b>Kamis, 26 November</b> (hari ini)\nASN Belajar\n"
        f"• 09.00 {TITLE} (Ir. Wahyu), selesai\n\n"
        "<b>Jumat, 27 November</b>\nASN Sehat dan Bugar\n"
        "• 09.00 Foto (Ir. Wahyu), <b>dibatalkan</b>\n\n"
        "<b>Sabtu, 28 November</b>\n• 09.00 Lomba"
    ) in sari.screen.text
    assert [
        f"Kamis 09.00 {TITLE}",
        "Jumat 09.00 Foto",
        "Sabtu 09.00 Lomba",
        "Kalender pekan ini",
        "Pekan depan",
        "Hari ini",
        "Menu",
    ] == sari.labels

    await sari.taps("Pekan depan")
    assert 1 == len(sari.messages)
    assert "Jadwal pekan depan</b>\nSenin, 30 November s.d. Jumat, 4 Desember" in sari.screen.text
    assert "• 09.00 Suara (Tim &lt;IT&gt;)" in sari.screen.text
    assert "Pekan ini" in sari.labels
    await sari.taps("Pekan ini")
    assert "Jadwal pekan ini" in sari.screen.text


async def test_a_week_with_holidays_names_them(stage: Stage, sari: Actor) -> None:
    """Christmas stands where the programme would."""
    stage.now = datetime.fromisoformat("2026-12-21T01:00+00:00")

    await sari.says("/jadwal")

    assert (
        "<b>Kamis, 24 Desember</b>\nLibur: Cuti Bersama Hari Raya Natal\n\n"
        "<b>Jumat, 25 Desember</b>\nLibur: Hari Raya Natal"
    ) in sari.screen.text
    assert "Kalender pekan ini" not in sari.labels


async def test_on_saturday_this_week_is_the_coming_one(stage: Stage, sari: Actor) -> None:
    """The heading says which days it is about."""
    stage.now = at(28, 9)

    await sari.says("/jadwal")

    assert "Senin, 30 November s.d. Jumat, 4 Desember 2026" in sari.screen.text
    assert "23 November" not in sari.screen.text


# --- a session ----------------------------------------------------------------------------


async def test_a_session_opens_from_the_week_and_leads_back_to_it(
    stage: Stage, sari: Actor
) -> None:
    """All that members may know, and `Kembali` to the week in which it lies."""
    await given(
        stage,
        a_session(
            number=12, notes="Sandi: 1 < 2", starts_at=at(30, 9), ends_at=at(30, 11), programme=4
        ),
    )
    await sari.says("/jadwal")
    await sari.taps("Pekan depan")

    await sari.taps(f"Senin 09.00 {TITLE}")

    assert (
        f"ASN Belajar seri 12\nSenin, 30 November 2026\n<b>{TITLE}</b>\nIr. Wahyu\n"
        "Pukul 09.00–11.00 WIB\n2 JP (JP resmi mengikuti sertifikat penyelenggara)\n\n"
        "Sandi: 1 &lt; 2"
    ) == sari.screen.text
    assert ["Zoom", "Saya ikut", "Kalender", "Kembali", "Menu"] == sari.labels
    await sari.taps("Kembali")
    assert "Jadwal pekan depan" in sari.screen.text
    assert 1 == len(sari.messages)


async def test_a_deep_link_opens_the_session_for_a_member(stage: Stage, sari: Actor) -> None:
    """`s_56` is session 56; a number that is none gets a kind answer."""
    await given(stage, a_session())

    await sari.says("/start s_56")
    assert TITLE in sari.screen.text
    await sari.says("/start s_57")
    assert "Sesi ini tidak ditemukan" in sari.screen.text


@pytest.mark.parametrize(
    ("payload", "words"), [("hariini", "Forum ASN Berbagi Ilmu"), ("jadwal", "Jadwal pekan ini")]
)
async def test_links_of_the_community_chat_open_for_everyone(
    stage: Stage, sari: Actor, payload: str, words: str
) -> None:
    """Members and guests alike, and a form in the middle is kept."""
    tamu = stage.person("Tamu", 12)

    await sari.says(f"/start {payload}")
    await tamu.says(f"/start {payload}")
    assert words in sari.screen.text
    assert words in tamu.screen.text

    await tamu.says("/gabung")
    await tamu.taps("Setuju")
    await tamu.says(f"/start {payload}")
    assert words in tamu.screen.text
    assert "tersimpan" in tamu.screen.text
    assert "Lanjutkan draf" in tamu.labels


# --- calendar files -----------------------------------------------------------------------


async def file_of(stage: Stage, reply: Reply) -> File:
    """Make the file that a reply promises."""
    (wanted,) = [say for say in reply.says if isinstance(say, Later)]
    async with stage.database.snapshot() as unit:
        file = await late.MAKERS[wanted.kind](unit, wanted.args, wanted.person_id)
    assert isinstance(file, File)
    return file


async def test_the_calendar_of_a_session_is_made_when_it_is_sent(stage: Stage) -> None:
    """Also for guests; it tells of the session as it is by then."""
    stage.now = at(26, 8)
    tamu = stage.person("Tamu", 12)
    await given(stage, a_session())
    await tamu.says("/hariini")

    reply = await tamu.taps("Kalender")
    table = schema.session
    moved = update(table).values(sequence=1, starts_at=at(27, 9), ends_at=at(27, 11))
    await stage.database.write(lambda unit: unit.connection.execute(moved))
    file = await file_of(stage, reply)

    (event,) = Calendar.from_ical(file.content).events
    assert "sesi-56.ics" == file.name
    assert "session-56@cop_humas_jatim_bot" == event["uid"]
    assert 1 == event["sequence"]
    assert at(27, 9) == event.decoded("dtstart")
    assert "https://t.me/cop_humas_jatim_bot?start=s_56" == event["url"]


async def test_the_calendar_of_a_week_holds_cancelled_sessions_too(
    stage: Stage, sari: Actor
) -> None:
    """One file for all sessions of the week that is shown, named by its Monday."""
    await given(
        stage,
        a_session(),
        a_session(id=57, is_cancelled=True, sequence=2, starts_at=at(28, 9), ends_at=at(28, 10)),
        a_session(id=58, starts_at=at(30, 9), ends_at=at(30, 11)),
    )
    await sari.says("/jadwal")

    file = await file_of(stage, await sari.taps("Kalender pekan ini"))

    events = Calendar.from_ical(file.content).events
    assert "dahar-ngopi-2026-11-23.ics" == file.name
    assert ["CONFIRMED", "CANCELLED"] == [event["status"] for event in events]
    await sari.taps("Pekan depan")
    following = await file_of(stage, await sari.taps("Kalender pekan depan"))
    assert "dahar-ngopi-2026-11-30.ics" == following.name


async def test_the_calendar_of_a_week_holds_the_days_of_where_the_member_is(
    stage: Stage, sari: Actor
) -> None:
    """Late on Sunday in WIB is Monday in WIT; the file gives the hour in WIB all the same."""
    await given(stage, a_session(starts_at=at(29, 22, 30), ends_at=at(29, 23, 30)))
    await lives_in(sari, "Asia/Jayapura")
    await sari.says("/jadwal")
    assert "Kalender pekan ini" not in sari.labels

    await sari.taps("Pekan depan")
    file = await file_of(stage, await sari.taps("Kalender pekan depan"))

    assert b"DTSTART;TZID=Asia/Jakarta:20261129T223000" in file.content


async def test_a_file_without_content_is_not_promised(stage: Stage, sari: Actor) -> None:
    """Old or forged buttons get a kind answer, and a session that is gone makes no file."""
    for data in (SendCalendar(session=99), SendWeek(week=0), OpenSession(session=99)):
        reply = await sari.taps_data(pack(data))
        assert [] == [say for say in reply.says if isinstance(say, Later)]
        assert "Jadwal" in sari.labels

    async with stage.database.snapshot() as unit:
        assert await late.MAKERS["calendar"](unit, {"session": 99}, None) is None


async def test_a_forged_week_opens_one_of_the_two(stage: Stage, sari: Actor) -> None:
    """A number that no button carries breaks nothing."""
    del stage
    await sari.taps_data(pack(OpenWeek(week=10**17)))
    assert "Jadwal pekan depan" in sari.screen.text


# --- long words ---------------------------------------------------------------------------


def longest(**changes: Any) -> Session:
    """Return a session in which every text is as long as it may be, and grows when escaped."""
    return a_session(
        title="&" * 200,
        speaker="<" * 200,
        notes="&" * 1000,
        links=tuple(f"https://host{place}.example/x" for place in range(6)),
        **changes,
    )


def test_screens_full_of_long_words_fit_a_message(stage: Stage) -> None:
    """4,096 characters and 100 buttons are Telegram's limits; what is left out is counted."""
    many = tuple(longest(id=number) for number in range(30))
    zone = stage.charter.zone
    day = Day(at(26, 8).date(), None, replace(ALL[3], about="a" * 600, call="b" * 300), many)
    viewer = Viewer(
        state=State.MEMBER,
        zone=zone,
        now=at(26, 8),
        choice=UNTOUCHED,
        attends=frozenset(range(30)),
    )
    week = schedule.week(viewer.today, schedule.THIS_WEEK)

    shown = [
        texts.today(day, viewer, ALL, (at(27, 8).date(), ALL[4])),
        texts.schedule(week, [day], viewer),
        texts.card(many[0], viewer, ALL),
    ]

    for message in shown:
        plain = message.text.replace("&amp;", "&").replace("&lt;", "<")
        assert len(plain) <= 4096
        assert sum(len(row) for row in message.buttons) <= 100
        assert max(len(button.label) for row in message.buttons for button in row) <= 64
    assert "dan 27 sesi lain" in shown[0].text
    assert "dan 12 sesi lain" in shown[1].text
