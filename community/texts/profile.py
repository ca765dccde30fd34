"""Words of the profile and of the topics of interest."""

from collections.abc import Collection, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from community import levels, programme_days, workplace
from community.callback import pack
from community.correcting import CorrectField, MarkInterest, ShowInterests
from community.paging import Page
from community.profile import Profile
from community.reply import Button, Message
from community.texts import dates
from community.texts.common import escape, menu_button
from community.texts.menu import item
from community.topics import Topic

EMPTY = "belum diisi"
_LABELS = {
    "name": "Nama",
    "workplace": "Instansi",
    "unit": "Unit kerja",
    "level": "Jenjang",
    "days": "Hari pengingat",
}


def screen(
    profile: Profile, *, days: int, interests: Sequence[str], zone: ZoneInfo, note: str = ""
) -> Message:
    """Show all fields, and a button to correct each."""
    level = levels.by_code(profile.level or "")
    lines = [
        f"Nama: {escape(profile.name)}",
        f"Instansi: {escape(workplace.name(profile))}",
        f"Unit kerja: {escape(profile.unit or EMPTY)}",
        f"Jenjang: {escape(level.label) if level else EMPTY}",
        f"Hari pengingat: {_days(days)}",
        f"Topik minat: {escape('; '.join(interests)) or EMPTY}",
    ]
    if profile.joined_at is not None:
        lines.append(f"Bergabung: {_joined(profile.joined_at, zone)}")
    text = "<b>Profil</b>\n" + "\n".join(lines)
    edit = [Button(label, pack(CorrectField(field=field))) for field, label in _LABELS.items()]
    return Message(
        f"{note}\n\n{text}" if note else f"{text}\n\nSilakan ketuk yang ingin diubah.",
        (
            (edit[0], edit[1]),
            (edit[2], edit[3]),
            (edit[4], Button("Topik minat", pack(ShowInterests()))),
            (menu_button(),),
        ),
    )


def corrected(field: str) -> str:
    """Confirm that a field was changed."""
    return f"{_LABELS[field]} sudah diperbarui."


def unchanged(field: str) -> str:
    """Say that the answer was what stood there already."""
    return f"{_LABELS[field]} tetap seperti semula."


def choose_interests(page: Page[Topic], marked: Collection[str]) -> Message:
    """Let the member mark topics."""
    rows = tuple(
        (
            Button(
                f"{'✅' if topic.code in marked else '⬜'} {topic.name}",
                pack(
                    MarkInterest(
                        topic=topic.code, wanted=topic.code not in marked, page=page.number
                    )
                ),
            ),
        )
        for topic in page.items
    )
    turn = []
    if page.has_previous:
        turn.append(Button("‹ Sebelumnya", pack(ShowInterests(page=page.number - 1))))
    if page.has_next:
        turn.append(Button("Berikutnya ›", pack(ShowInterests(page=page.number + 1))))
    return Message(
        f"<b>Topik minat</b> ({page.number + 1}/{page.count})\nKetuk topik yang diminati. "
        f"Dipilih: {len(marked)}.",
        (*rows, *((tuple(turn),) if turn else ()), (item("Kembali", "profile"),)),
    )


def _days(days: int) -> str:
    return ", ".join(day.day for day in programme_days.chosen(days)) or "tidak ada"


def _joined(at: datetime, zone: ZoneInfo) -> str:
    return dates.local_day(at, zone)
