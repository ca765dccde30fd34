"""Words of the list of those who come to a session, and of its file."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from community import workplace
from community.callback import pack
from community.profile import Profile
from community.programming import (
    PEOPLE_A_PAGE,
    ListParticipants,
    ManageSession,
    SendParticipants,
)
from community.reply import Button, Message
from community.sessions import Session
from community.texts import dates, numbers
from community.texts.common import escape

SENT = "Berkas peserta sedang dikirim."
COUNT_ONLY = "Untuk ASN Mengaji hanya jumlah peserta yang ditampilkan."
_NAME, _WORKPLACE = 60, 80  # characters of them in the list
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def page(session: Session, people: Sequence[Profile], *, number: int, count: int) -> Message:
    """Show a page of those who come; looking is written down."""
    head = f"<b>Peserta</b> “{escape(session.title)}”: {numbers.whole(count)} orang"
    if not count:
        return Message(f"{head}\nBelum ada yang mengetuk Saya ikut.", (_back(session),))
    pages = -(-count // PEOPLE_A_PAGE)
    first = number * PEOPLE_A_PAGE + 1
    lines = [f"{place}. {_person(profile)}" for place, profile in enumerate(people, first)]
    note = "<i>Pembukaan daftar ini tercatat.</i>"
    text = "\n".join([f"{head}, halaman {number + 1}/{pages}", *lines, "", note])
    rows: list[tuple[Button, ...]] = []
    turns = _turns(session, number, pages)
    if turns:
        rows.append(turns)
    rows.append((Button("Unduh CSV", pack(SendParticipants(session=session.id))),))
    return Message(text, (*rows, _back(session)))


def count_only(session: Session, count: int) -> Message:
    """Show how many come, and no names."""
    return Message(
        f"<b>Peserta</b> “{escape(session.title)}”: {numbers.whole(count)} orang\n{COUNT_ONLY}",
        (_back(session),),
    )


def file_name(session: Session) -> str:
    """Name the file."""
    return f"peserta-sesi-{session.id}.csv"


def caption(session: Session, at: datetime, zone: ZoneInfo) -> str:
    """Say what the file is."""
    return f"Peserta “{escape(session.title)}”, {dates.moment(at, zone)}"


def table(people: Sequence[Profile]) -> bytes:
    """Write name and instansi of all, as spreadsheets in Indonesia read them."""
    written = io.StringIO()
    rows = csv.writer(written, delimiter=";", lineterminator="\r\n")
    rows.writerow(("nama", "instansi"))
    rows.writerows((_cell(one.name), _cell(workplace.name(one))) for one in people)
    return written.getvalue().encode("utf-8-sig")


def _cell(words: str) -> str:
    """Keep a spreadsheet from taking somebody's name for a formula."""
    return f"'{words}" if words.startswith(_FORMULA) else words


def _person(profile: Profile) -> str:
    return f"{escape(profile.name[:_NAME])}, {escape(workplace.name(profile)[:_WORKPLACE])}"


def _turns(session: Session, number: int, pages: int) -> tuple[Button, ...]:
    turns = []
    if number > 0:
        before = ListParticipants(session=session.id, page=number - 1)
        turns.append(Button("‹ Sebelumnya", pack(before)))
    if number + 1 < pages:
        after = ListParticipants(session=session.id, page=number + 1)
        turns.append(Button("Berikutnya ›", pack(after)))
    return tuple(turns)


def _back(session: Session) -> tuple[Button, ...]:
    return (Button("Kembali", pack(ManageSession(session=session.id))),)
