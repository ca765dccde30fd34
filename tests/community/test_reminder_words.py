"""The words of the day's reminder: short, within Telegram's limits, and safe."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import programme_days
from community.callback import pack
from community.charter import Charter
from community.programme_days import ProgrammeDay
from community.reminding import Agenda
from community.reply import Message
from community.sessions import REMINDER, Attend, Session, SkipDay
from community.texts import reminders as texts
from tests.handlers.driver import charter
from tests.sessions import a_session, at

ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
WIB = ZoneInfo(ZONES["WIB"])
MOST_TEXT = 4096  # code points, after the markup was read
MOST_LABEL = 64
MOST_DATA = 64  # bytes of what a button carries
HOSTILE = '<b>"&\'</b><a href="https://x.id">\u202e👍&lt;'


def agenda(weekday: int, *sessions: Session) -> Agenda:
    """Return what is on, on a day of the week of 23 November 2026."""
    programme = programme_days.ALL[weekday - 1]
    return Agenda(date(2026, 11, 22 + weekday), programme, tuple(sessions))


def session(key: int, weekday: int, title: str = "", **changes: object) -> Session:
    """Return a session on a day of that week."""
    begin = at(22 + weekday, 8 + key % 4)
    usual = {"id": key, "programme": weekday, "title": title or f"Sesi {key}"}
    times = {"starts_at": begin, "ends_at": begin + timedelta(hours=2)}
    return a_session(**{**usual, **times, **changes})


def labels(message: Message) -> list[str]:
    """Return the words on all buttons, in order."""
    return [button.label for row in message.buttons for button in row]


def read(message: Message) -> str:
    """Return a text as people see it."""
    return unescape(re.sub(r"</?[bi]>", "", message.text))


INVITED = {1: ["Berbagi"], 2: ["Bertanya"], 3: [], 4: [], 5: []}
WAYS_OUT = {
    1: ["Pengaturan"],
    2: ["Pengaturan"],
    3: ["Lewati hari Rabu", "Pengaturan"],
    4: ["Pengaturan"],
    5: ["Pengaturan"],
}


@pytest.mark.parametrize("weekday", [1, 2, 3, 4, 5])
@pytest.mark.parametrize("zone", ZONES.values())
def test_a_day_without_session_is_short_and_silent(weekday: int, zone: str) -> None:
    """Four lines at most, no sound, no `Saya ikut`; the day's invitation stands below."""
    message = texts.reminder(agenda(weekday), ZoneInfo(zone))

    assert len(message.text.splitlines()) <= 4
    assert message.silent
    assert [*INVITED[weekday], *WAYS_OUT[weekday]] == labels(message)
    assert programme_days.ALL[weekday - 1].name in read(message)
    assert programme_days.ALL[weekday - 1].call in read(message)


@pytest.mark.parametrize("weekday", [1, 2, 3, 4, 5])
@pytest.mark.parametrize(("attends", "joins"), [(False, "Saya ikut"), (True, "Batal ikut")])
def test_a_day_with_a_session_invites_to_it(weekday: int, attends: bool, joins: str) -> None:
    """Title, speaker, hour, link and `Saya ikut`, afterwards `Batal ikut`; it makes a sound."""
    one = session(9, weekday, "Foto jurnalistik")
    message = texts.reminder(agenda(weekday, one), WIB, {9} if attends else ())

    assert not message.silent
    assert ["Zoom", joins, *INVITED[weekday], *WAYS_OUT[weekday]] == labels(message)
    for words in ("Foto jurnalistik", "Ir. Wahyu", "Pukul 09.00–11.00 WIB"):
        assert words in read(message)
    data = next(b.data for row in message.buttons for b in row if b.label == joins)
    assert pack(Attend(session=9, on=not attends, screen=REMINDER)) == data


@pytest.mark.parametrize(
    ("name", "shown"), [("WIB", "09.00–11.00"), ("WITA", "10.00–12.00"), ("WIT", "11.00–13.00")]
)
def test_hours_are_those_of_the_members_zone(name: str, shown: str) -> None:
    """The same session, by everybody's own clock."""
    message = texts.reminder(agenda(4, session(9, 4)), ZoneInfo(ZONES[name]))

    assert f"Pukul {shown} {name}" in read(message)


@pytest.mark.parametrize("count", [2, 3])
def test_several_sessions_have_a_named_button_each(count: int) -> None:
    """The title tells them apart; who comes to one of them sees that."""
    sessions = [session(number, 4) for number in range(1, count + 1)]
    shown = labels(texts.reminder(agenda(4, *sessions), WIB, {2}))

    joins = [label for label in shown if "ikut" in label]
    assert ["Saya ikut: Sesi 1", "Batal ikut: Sesi 2", "Saya ikut: Sesi 3"][:count] == joins
    links = [label for label in shown if label.startswith("Zoom")]
    assert ["Zoom: Sesi 1", "Zoom: Sesi 2", "Zoom: Sesi 3"][:count] == links


@pytest.mark.parametrize("count", [4, 7])
def test_many_sessions_stand_behind_one_button(count: int) -> None:
    """From four on the message names them, and `Hari ini` shows them with their buttons."""
    message = texts.reminder(
        agenda(4, *(session(number, 4) for number in range(1, count + 1))), WIB
    )

    assert ["Hari ini", "Pengaturan"] == labels(message)
    assert not message.silent
    assert min(count, 6) == read(message).count("Sesi ")
    assert (count > 6) is ("dan 1 sesi lain" in read(message))


def test_wednesday_can_be_left_out_with_one_tap() -> None:
    """`Lewati hari Rabu` stands under every reminder of a Wednesday, and only there."""
    for weekday in range(1, 6):
        for sessions in ((), (session(1, weekday),)):
            message = texts.reminder(agenda(weekday, *sessions), WIB)
            skips = [b.data for row in message.buttons for b in row if "Lewati" in b.label]
            assert ([pack(SkipDay(weekday=3))] if weekday == 3 else []) == skips


def test_a_session_of_another_programme_is_named() -> None:
    """A Thursday's series on a Tuesday says what it is, by the name that admins gave it."""
    days = [
        ProgrammeDay(d.weekday, f"{d.name} & kawan", d.about, d.call) for d in programme_days.ALL
    ]
    on = Agenda(date(2026, 11, 24), days[1], (session(1, 2, programme=4, number=12),), tuple(days))

    assert "ASN Belajar & kawan seri 12" in read(texts.reminder(on, WIB))
    assert "ASN Belajar &amp; kawan seri 12" in texts.reminder(on, WIB).text


# --- limits -------------------------------------------------------------------------------

LINES = st.text(
    st.one_of(st.sampled_from("<>&\"'👍é"), st.characters(exclude_categories=("C", "Z"))),
    min_size=2,
    max_size=200,
)
LONG = st.one_of(LINES, st.just("&" * 200), st.just("👍" * 200), st.just(HOSTILE * 4))
HOSTS = st.sampled_from(["zoom.us", "youtu.be", f"{'a' * 63}.{'b' * 63}.{'c' * 63}.example.id"])


@st.composite
def agendas(draw: st.DrawFn) -> Agenda:
    """Draw days at the limits of what can be entered."""
    weekday = draw(st.integers(1, 5))
    count = draw(st.sampled_from([0, 1, 2, 3, 4, 6, 7, 12]))
    sessions = [
        session(
            10**15 + number,
            weekday,
            draw(LONG),
            speaker=draw(LONG),
            programme=draw(st.integers(1, 5)),
            number=draw(st.none() | st.just(99_999)),
            links=tuple(
                f"https://{draw(HOSTS)}/{place}"
                for place in range(draw(st.sampled_from([0, 1, 6])))
            ),
            ends_at=at(22 + weekday, 23) + timedelta(hours=draw(st.sampled_from([0, 9]))),
        )
        for number in range(count)
    ]
    days = [
        ProgrammeDay(day.weekday, draw(LONG)[:100], day.about, draw(st.just("&" * 300) | LINES))
        for day in programme_days.ALL
    ]
    return Agenda(date(2026, 11, 22 + weekday), days[weekday - 1], tuple(sessions), tuple(days))


def within_limits(message: Message) -> None:
    """Check what Telegram refuses a whole message for."""
    assert 0 < len(read(message)) <= MOST_TEXT
    assert re.fullmatch(r"(?:[^<>&]|</?b>|&(?:lt|gt|amp|quot|#x?\d+);)*", message.text)
    buttons = [button for row in message.buttons for button in row]
    assert len(buttons) <= 100
    for button in buttons:
        assert 0 < len(button.label) <= MOST_LABEL
        assert (button.data is None) is not (button.url is None)
        assert len((button.data or "").encode()) <= MOST_DATA


@given(agendas(), st.sampled_from(list(ZONES.values())))
def test_the_longest_words_stay_within_the_limits(on: Agenda, zone: str) -> None:
    """Six sessions with the longest titles, hosts and names, hostile ones among them."""
    attended = [one.id for one in on.sessions[::2]]

    within_limits(texts.reminder(on, ZoneInfo(zone), attended))
    within_limits(texts.community_post(on, charter()))


def test_the_longest_reminder_of_all_fits() -> None:
    """Seven sessions past midnight, every field as long as forms allow, each sign escaped."""
    sessions = [
        session(
            key,
            3,
            "&" * 200,
            speaker="&" * 200,
            programme=4,
            number=99_999,
            links=tuple(f"https://{'a' * 63}.{'b' * 63}.id/{place}" for place in range(6)),
            ends_at=at(25, 23) + timedelta(hours=9),
        )
        for key in range(7)
    ]
    days = [ProgrammeDay(day.weekday, "&" * 100, "", "&" * 300) for day in programme_days.ALL]
    on = Agenda(date(2026, 11, 25), days[2], tuple(sessions), tuple(days))

    message = texts.reminder(on, ZoneInfo(ZONES["WITA"]))
    within_limits(message)
    assert len(read(message)) > 3_700
    within_limits(texts.community_post(on, charter()))


@given(LINES, LINES)
def test_what_moderators_typed_is_shown_as_they_typed_it(title: str, speaker: str) -> None:
    """Signs of markup in a title are words, in private and in the community's chat."""
    on = agenda(4, session(1, 4, title, speaker=speaker))

    for message in (texts.reminder(on, WIB), texts.community_post(on, charter())):
        assert title in unescape(message.text)
        assert 2 == message.text.count("<b>")
        assert speaker in unescape(message.text)


# --- the community's chat -----------------------------------------------------------------


def urls(message: Message, run: Charter) -> Sequence[str]:
    """Return where the buttons lead, the bot's own links shortened."""
    own = run.deep_link("")
    return [(button.url or "").removeprefix(own) for row in message.buttons for button in row]


@pytest.mark.parametrize("weekday", [1, 2, 3, 4, 5])
def test_buttons_in_the_community_are_links(weekday: int) -> None:
    """Whoever reads there opens the bot; nobody's `Saya ikut` is tapped for all to see."""
    run = charter()
    empty = texts.community_post(agenda(weekday), run)
    full = texts.community_post(agenda(weekday, session(7, weekday)), run)

    assert (["hariini"], True) == (list(urls(empty, run)), empty.silent)
    assert ["s_7", "https://us02web.zoom.us/j/1", "hariini"] == list(urls(full, run))
    assert not full.silent
