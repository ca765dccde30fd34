"""The buttons of `/program`: the list of sessions, one session, and those who come."""

from datetime import date, datetime, timedelta

from community.callback import callback
from community.programme_days import MENGAJI
from community.sessions import Session

DAYS_A_PAGE = 14
LAST_PAGE = 60  # of the list ahead: further than a session may be planned
MOST_LISTED = 40  # sessions on a screen of two weeks
PAST_A_PAGE = 8
PEOPLE_A_PAGE = 20


@callback("po")
class ListProgramme:
    """The list of sessions: two weeks from today, or `page` times two weeks later."""

    page: int = 0


@callback("pp")
class ListPast:
    """`Sesi lampau`: sessions that are over, newest first."""

    page: int = 0


@callback("pm")
class ManageSession:
    """Open a session as moderators see it."""

    session: int


@callback("pa")
class AddSession:
    """`Tambah sesi`; `anew` where a half-filled one is to be thrown away."""

    anew: bool = False


@callback("pu")
class ChooseField:
    """`Ubah`: show the fields of a session."""

    session: int


@callback("pf")
class ChangeField:
    """Answer one field anew; `move` is day and hours together (`Pindahkan`)."""

    session: int
    field: str


@callback("px")
class AskCancelling:
    """`Batalkan`: ask once more."""

    session: int


@callback("py")
class CancelSession:
    """The second tap; it counts for the session as it stood on the screen."""

    session: int
    sequence: int


@callback("pl")
class ListParticipants:
    """`Peserta`: those who said `Saya ikut`."""

    session: int
    page: int = 0


@callback("pc")
class SendParticipants:
    """Send the list of those who come as a file."""

    session: int


def shows_names(session: Session) -> bool:
    """Say whether moderators may see who comes; of ASN Mengaji they see a count only."""
    return session.programme != MENGAJI


def nearest_page(page: int) -> int:
    """Return the page of the list ahead that is nearest to the one asked for."""
    return min(max(page, 0), LAST_PAGE)


def days_of_page(today: date, page: int) -> tuple[date, ...]:
    """Return the two weeks of a page of the list."""
    first = today + timedelta(days=DAYS_A_PAGE * page)
    return tuple(first + timedelta(days=day) for day in range(DAYS_A_PAGE))


def may_change(session: Session) -> bool:
    """Say whether a session can still be changed."""
    return not session.is_cancelled


def may_move(session: Session, now: datetime) -> bool:
    """Say whether a session can still be moved or cancelled."""
    return not session.is_cancelled and session.ends_at > now


def may_record_reach(session: Session, now: datetime) -> bool:
    """Say whether a session has people to count."""
    return not session.is_cancelled and session.starts_at <= now
