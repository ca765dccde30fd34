"""Words of the warnings: a Thursday without a session, a year whose calendar nobody confirmed."""

from collections.abc import Sequence
from datetime import date

from community.reply import Button, Message
from community.texts import dates
from community.texts.common import escape
from community.texts.menu import item_below
from community.texts.settings import settings_button

NO_ONE = "belum ada yang dapat diberi tahu"
GROUP = "grup moderator diberi tahu"


def empty_thursday(thursday: date, programme: str) -> Message:
    """Warn a moderator in private."""
    buttons = ((item_below("Tambah sesi", "program"),), (settings_button(),))
    return Message(_empty(thursday, programme), buttons)


def empty_thursday_in_group(thursday: date, programme: str, link: str) -> Message:
    """Warn the moderators' group; its button leads to the bot."""
    return Message(_empty(thursday, programme), ((Button("Tambah sesi", url=link),),))


def unconfirmed(years: Sequence[int]) -> Message:
    """Ask the admins to compare a year with the decree."""
    named = " dan ".join(str(year) for year in years)
    return Message(
        f"<b>Kalender {named} belum dipastikan</b>\n"
        "Mohon bandingkan hari libur dan cuti bersama di /libur dengan SKB 3 Menteri, "
        "koreksi bila berbeda, lalu pastikan. Pengingat mengikuti kalender ini.",
        ((item_below("Buka kalender", "calendar"),), (settings_button(),)),
    )


def moderators_told(count: int) -> str:
    """Say for the timetable how many moderators were warned."""
    return f"{count} moderator diberi tahu"


def admins_told(count: int) -> str:
    """Say for the timetable how many admins were told."""
    return f"{count} admin diberi tahu"


def _empty(thursday: date, programme: str) -> str:
    return (
        f"<b>Belum ada sesi {dates.day(thursday)}</b>\n"
        f"Program hari itu: {escape(programme)}. Mohon Bapak/Ibu Moderator menambahkan sesinya "
        "bila ada; tanpa sesi, anggota hanya menerima pengingat singkat."
    )
