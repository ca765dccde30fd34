"""Words of `Catat jangkauan`: channels, numbers, what was recorded."""

from collections.abc import Collection, Mapping, Sequence
from zoneinfo import ZoneInfo

from community.callback import pack
from community.menu import CancelForm, FormPick
from community.programme_days import ProgrammeDay
from community.programming import ManageSession
from community.reply import Button, Message
from community.sessions import RecordReach, Session
from community.texts import dates, sessions
from community.texts.common import escape, menu_button
from community.texts.menu import item
from community.texts.numbers import whole

WHAT = (
    "Jangkauan menjumlahkan yang hadir dan yang menonton di semua kanal, bukan jumlah orang "
    "yang berbeda."
)
TAP_CHANNEL = "Silakan ketuk kanalnya, atau ketik namanya."
NAME_NEEDED = "Mohon ketik nama kanalnya, 2–40 karakter, misalnya <i>Facebook</i>."
NUMBER_NEEDED = (
    "Mohon ketik angka bulat 0 sampai 100.000.000, misalnya <i>1234</i> atau <i>1.234</i>."
)
GONE = "Sesi ini sudah tidak ada."
CANCELLED = "Sesi ini dibatalkan, jadi jangkauannya tidak dicatat."
NOT_BEGUN = "Sesi ini belum dimulai. Jangkauan dapat dicatat setelah sesi dimulai."


def too_many(most: int) -> str:
    """Say that a session has enough channels."""
    return f"Satu sesi memuat paling banyak {most} kanal. Silakan pilih kanal yang sudah ada."


def session_name(session: Session, days: Collection[ProgrammeDay], zone: ZoneInfo) -> str:
    """Name the session at the top of each screen."""
    when = dates.local_day(session.starts_at, zone)
    return f"<b>{escape(session.title)}</b>\n{sessions.name(session, days)}, {when}"


def ask_channel(
    form: str, name: str, recorded: Mapping[str, int], channels: Sequence[tuple[str, str]]
) -> Message:
    """Ask for a channel; those that have a number show it and can be corrected."""
    buttons = [
        Button(_labelled(channel, recorded.get(channel)), pack(FormPick(form, "channel", code)))
        for channel, code in channels
    ]
    buttons.append(Button("Lainnya", pack(FormPick(form, "channel", "other"))))
    pairs = tuple(tuple(buttons[place : place + 2]) for place in range(0, len(buttons), 2))
    last = (Button("Selesai", pack(FormPick(form, "channel", "done"))), _cancel(form))
    question = (
        "Kanal mana yang dicatat?" if not recorded else "Kanal mana lagi? Atau <b>Selesai</b>."
    )
    return Message(f"{name}\n\n{table(recorded)}{question}\n\n<i>{WHAT}</i>", (*pairs, last))


def ask_name(form: str, name: str) -> Message:
    """Ask for the name of a channel that is not listed."""
    return Message(
        f"{name}\n\nApa nama kanalnya? Ketik 2–40 karakter, misalnya <i>Facebook</i>.",
        ((_back(form, "named"), _cancel(form)),),
    )


def ask_number(form: str, name: str, channel: str, before: int | None) -> Message:
    """Ask for a channel's number; the one that stands is replaced."""
    stands = "" if before is None else f" Tercatat {whole(before)}; angka baru menggantikannya."
    return Message(
        f"{name}\n\nBerapa jangkauan <b>{escape(channel)}</b>?{stands}\n"
        "Ketik angkanya, misalnya <i>1.234</i>.",
        ((_back(form, "number"), _cancel(form)),),
    )


def table(recorded: Mapping[str, int]) -> str:
    """List what was recorded with its total; empty where nothing was."""
    if not recorded:
        return ""
    listed = "\n".join(
        f"{escape(channel)}: {whole(number)}" for channel, number in recorded.items()
    )
    return f"{listed}\n<b>Jumlah: {whole(sum(recorded.values()))}</b>\n\n"


def finished(name: str, session: int, recorded: Mapping[str, int]) -> Message:
    """Show what stands now."""
    words = table(recorded) or "Belum ada jangkauan yang dicatat.\n\n"
    return Message(
        f"{name}\n\n{words}<i>{WHAT}</i>",
        (
            (
                Button("Catat jangkauan", pack(RecordReach(session=session))),
                Button("Buka sesi", pack(ManageSession(session=session))),
            ),
            (item("Seri dan jangkauan", "statistics"), menu_button()),
        ),
    )


def refused(sentence: str) -> Message:
    """Say why nothing can be recorded."""
    return Message(sentence, ((item("Seri dan jangkauan", "statistics"), menu_button()),))


def noted(channel: str, number: int) -> str:
    """Confirm one number, above the next question."""
    return f"Tercatat: {escape(channel)} {whole(number)}."


def left() -> Message:
    """Say that the form was left, and what stays."""
    return refused("Pencatatan ditinggalkan. Angka yang sudah dicatat tetap tersimpan.")


def late() -> Message:
    """Say that the form was finished or left."""
    return refused("Pencatatan ini sudah selesai. Silakan buka sesinya untuk mencatat lagi.")


def _labelled(channel: str, number: int | None) -> str:
    return channel if number is None else f"{channel}: {whole(number)}"


def _back(form: str, step: str) -> Button:
    return Button("Kanal lain", pack(FormPick(form, step, "back")))


def _cancel(form: str) -> Button:
    return Button("Batal", pack(CancelForm(form)))
