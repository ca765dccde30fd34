"""Words of `/audit`: the trail, newest first, in words that people understand."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from community import applications, removing, reporting
from community.auditing import ANONYMOUS, OpenTrail, TrailLine, TrailPage
from community.callback import pack
from community.reply import Button, Message
from community.texts import dates
from community.texts.common import escape, menu_button
from community.texts.held import ACTIONS, KEYS

VALUE = 60  # characters of a detail, so that ten lines fit one message
DETAILS: Mapping[str, str] = {
    "application": "permohonan",
    "field": "isian",
    "from": "dari",
    "last": "sampai",
    "number": "jumlah",
    "own": "permohonan sendiri",
    "people": "orang",
    "post": "tulisan",
    "question": "pertanyaan",
    "rule": "aturan",
    "session": "sesi",
    "to": "ke",
}
"""What details are called that no table has as a column."""
REASONS: Mapping[str, Mapping[str, str]] = {
    "removed": removing.REASONS,
    "post_removed": {reason.code: reason.label for reason in reporting.REMOVALS},
    "application_refused": applications.REASONS,
}
"""What the codes of a reason mean, by the action."""


def wrong_number() -> Message:
    """Say what to write behind the command."""
    return Message(
        "Tuliskan nomor orang seperti yang tertera di jejak, misalnya: /audit 4182093517. "
        "Tanpa nomor, seluruh jejak ditampilkan.",
        ((menu_button(),),),
    )


def page(shown: TrailPage, zone: ZoneInfo) -> Message:
    """Show a page of the trail."""
    title = "<b>Jejak perbuatan</b>"
    if shown.person:
        title += f" orang <code>{shown.person}</code>"
    if not shown.lines:
        return Message(f"{title}\nBelum ada jejak.", _rows(shown))
    lines = "\n\n".join(_line(line, zone) for line in shown.lines)
    return Message(f"{title}, terbaru di atas\n\n{lines}", _rows(shown))


def _rows(shown: TrailPage) -> tuple[tuple[Button, ...], ...]:
    turns = []
    if shown.has_older:
        older = OpenTrail(person=shown.person, before=shown.lines[-1].id, after=0)
        turns.append(Button("‹ Lebih lama", pack(older)))
    if shown.has_newer:
        newer = OpenTrail(person=shown.person, before=0, after=shown.lines[0].id)
        turns.append(Button("Lebih baru ›", pack(newer)))
    return (tuple(turns), (menu_button(),)) if turns else ((menu_button(),),)


def _line(line: TrailLine, zone: ZoneInfo) -> str:
    words = [
        f"{dates.moment(line.at, zone)}\n<b>{escape(ACTIONS.get(line.action, line.action))}</b>"
    ]
    if line.actor is None:
        words.append("oleh bot")
    else:
        words.append(f"oleh {_who(line.actor, line.actor_name)}")
    if line.action in ANONYMOUS:
        words.append("tentang penanya anonim")
    elif line.subject is not None and line.subject != line.actor:
        words.append(f"tentang {_who(line.subject, line.subject_name)}")
    words += [_detail(line.action, name, value) for name, value in line.details.items()]
    return "; ".join(words)


def _who(number: int, name: str | None) -> str:
    """Name a person by number and, while it is known, by name."""
    code = f"<code>{number}</code>"
    return code if name is None else f"{escape(name)} ({code})"


def _detail(action: str, name: str, value: str | int | bool | None) -> str:
    label = DETAILS.get(name) or KEYS.get(name, name)
    if isinstance(value, bool):
        return f"{label}: {'ya' if value else 'tidak'}"
    words = REASONS.get(action, {}).get(str(value), str(value)) if name == "reason" else str(value)
    if name == "field":
        words = KEYS.get(words, words)
    return f"{escape(label.replace('_', ' '))}: {escape(words.replace('_', ' ')[:VALUE])}"
