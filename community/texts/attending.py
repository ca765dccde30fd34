"""Words of `Saya ikut`: what stands under a session, the buttons, and what a tap is answered."""

from dataclasses import replace

from community.attending import Answer, Viewer, is_link_due
from community.callback import pack
from community.menu import Join
from community.reply import Button, Message, Rows
from community.schedule import Phase
from community.sessions import SendCalendar, Session
from community.texts import dates, sessions
from community.texts.common import escape, menu_button
from community.texts.menu import item
from community.texts.settings import settings_button

ANSWERS = {
    Answer.COMES: "Terima kasih, Bapak/Ibu tercatat ikut.",
    Answer.STAYS_AWAY: "Bapak/Ibu tidak tercatat ikut.",
    Answer.CANCELLED: "Mohon maaf, sesi ini dibatalkan.",
    Answer.ENDED: "Sesi ini sudah selesai.",
}
SEEN_BY_BUTTON = frozenset({ANSWERS[Answer.COMES], ANSWERS[Answer.STAYS_AWAY]})
"""What a screen says without words: its button turned into the other one."""

_PHASES = {
    Phase.RUNNING: "Sedang berlangsung.",
    Phase.ENDED: "Sesi ini sudah selesai.",
    Phase.CANCELLED: "Sesi ini <b>dibatalkan</b>.",
}


def standing(session: Session, viewer: Viewer) -> list[str]:
    """Tell where a session stands, whether the viewer comes, and whether the link is sent."""
    phase = viewer.phase(session)
    told = [_PHASES[phase]] if phase in _PHASES else []
    if not viewer.comes(session) or phase in (Phase.ENDED, Phase.CANCELLED):
        return told
    # From here on whoever comes has the link: it was sent, or stands in a fresh reminder.
    is_near = phase is Phase.RUNNING or is_link_due(session, viewer.now)
    promise = "" if is_near else f" {_promise(session, viewer)}"
    return [*told, f"Bapak/Ibu ikut.{promise}"]


def _promise(session: Session, viewer: Viewer) -> str:
    if not viewer.is_sent_link(session):
        return no_link(viewer)
    if not session.links:
        return "Tautannya menyusul."
    return "Tautannya kami kirim sebelum sesi dimulai."


def no_link(viewer: Viewer) -> str:
    """Say honestly that nothing is sent unasked."""
    until = viewer.choice.paused_until
    if viewer.choice.is_on and until is not None:
        paused = f"dijeda sampai {dates.day(until)}"
    else:
        paused = "mati"
    return f"Pengingat Bapak/Ibu {paused}, jadi tautannya tidak terkirim dengan sendirinya."


def rows(session: Session, viewer: Viewer, *, screen: str, with_title: bool) -> Rows:
    """Return a session's buttons: links, `Saya ikut` for members, `Kalender`."""
    phase = viewer.phase(session)
    if phase is Phase.CANCELLED:
        return ()
    opening = sessions.link_buttons(session, with_title=with_title)
    if phase is Phase.ENDED:
        return opening
    buttons = [_calendar_button(session, with_title=with_title)]
    if viewer.is_member:
        attends = viewer.comes(session)
        buttons.insert(
            0,
            sessions.attend_button(session, attends=attends, screen=screen, with_title=with_title),
        )
    if with_title:
        return (*opening, *((button,) for button in buttons))
    return (*opening, tuple(buttons))


def _calendar_button(session: Session, *, with_title: bool) -> Button:
    label = f"Kalender: {session.title}" if with_title else "Kalender"
    return Button(sessions.short(label), pack(SendCalendar(session=session.id)))


def join_rows(viewer: Viewer, session: Session | None) -> Rows:
    """Return `Gabung` for who may; after joining they land on the session."""
    if not viewer.may_join:
        return ()
    if session is None:
        return ((item("Gabung", "join"),),)
    return ((Button("Gabung", pack(Join(target=f"s_{session.id}"))),),)


def settings_rows(viewer: Viewer, *shown: Session) -> Rows:
    """Return `Pengaturan` where a session is told to come without its link."""
    awaited = [one for one in shown if viewer.comes(one) and viewer.phase(one) is Phase.COMING]
    if all(viewer.is_sent_link(one) for one in awaited):
        return ()
    return ((settings_button(),),)


def noticed(screen: Message, notice: str) -> Message:
    """Say above a screen what a toast said."""
    return replace(screen, text=f"<i>{notice}</i>\n\n{screen.text}") if notice else screen


def aside(notice: str) -> Message:
    """Say beside a reminder what does not stand on it."""
    return Message(notice, ((settings_button(), menu_button()),))


def link_now(session: Session, viewer: Viewer) -> Message:
    """Hand out the link of a session that is about to begin, or is running."""
    hours = dates.hours(session.starts_at, session.ends_at, viewer.zone)
    begins = "sedang berlangsung" if viewer.phase(session) is Phase.RUNNING else "segera dimulai"
    return Message(
        f"<b>{escape(session.title)}</b> {begins} ({hours}). Silakan masuk melalui tombol berikut.",
        sessions.link_buttons(session),
    )
