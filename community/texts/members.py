"""Words of `/anggota`: lists, cards, and how a membership is ended."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from community import levels, workplace
from community.callback import pack
from community.profile import Profile
from community.removing import (
    PAGE,
    REASONS,
    AskRemoval,
    ChooseRemoval,
    ListMembers,
    OpenMember,
    Remove,
)
from community.reply import Button, Message, Rows
from community.texts import dates
from community.texts.common import escape, menu_button

NOT_FOUND = "Data anggota ini sudah tidak ada."
NOT_POSSIBLE = "Anggota ini tidak dapat dikeluarkan melalui tombol ini."

Listed = Sequence[tuple[int, Profile]]
"""Person id and profile."""


def page(part: str, listed: Listed, *, number: int, count: int) -> Message:
    """Show a page of members."""
    if count == 0:
        searched = f" dengan nama “{escape(part)}”" if part else ""
        return Message(
            f"<b>Anggota</b>\nBelum ada anggota{searched}. "
            "Coba sebagian nama saja, misalnya: /anggota sari",
            ((menu_button(),),),
        )
    pages = -(-count // PAGE)
    title = f"<b>Anggota</b> “{escape(part)}”" if part else "<b>Anggota</b>"
    lines = [
        f"• {escape(profile.name)}, {escape(workplace.name(profile))}" for _, profile in listed
    ]
    rows: list[tuple[Button, ...]] = [
        (Button(profile.name[:64], pack(OpenMember(person=person_id))),)
        for person_id, profile in listed
    ]
    turns = []
    if number > 0:
        turns.append(Button("‹ Sebelumnya", pack(ListMembers(page=number - 1, part=part))))
    if number + 1 < pages:
        turns.append(Button("Berikutnya ›", pack(ListMembers(page=number + 1, part=part))))
    if turns:
        rows.append(tuple(turns))
    text = f"{title}: {count} orang, halaman {number + 1}/{pages}\n" + "\n".join(lines)
    return Message(text, (*rows, (menu_button(),)))


def card(
    *,
    person_id: int,
    telegram_id: int,
    profile: Profile,
    is_moderator: bool,
    may_remove: bool,
    zone: ZoneInfo,
    sharing: str = "",
    more: Rows = (),
) -> Message:
    """Show a member's card; opening it is written down."""
    lines = [f"<b>{escape(profile.name)}</b>", *particulars(profile)]
    if profile.joined_at is not None:
        lines.append(f"Bergabung: {dates.local_day(profile.joined_at, zone)}")
    if is_moderator:
        lines.append("Bertugas sebagai moderator")
    if sharing:
        lines.append(sharing)
    lines.append(f"ID Telegram: {telegram_id}")
    lines.append("\n<i>Pembukaan kartu ini tercatat dan dapat dilihat anggota.</i>")
    rows: Rows = ((Button("Daftar anggota", pack(ListMembers(page=0, part=""))),),)
    if may_remove:
        rows = ((Button("Keluarkan", pack(ChooseRemoval(person=person_id))),), *rows)
    return Message("\n".join(lines), (*more, *rows))


def particulars(profile: Profile) -> list[str]:
    """Write where somebody works and on which rung, a line each."""
    lines = [f"Instansi: {escape(workplace.name(profile))}"]
    if profile.unit:
        lines.append(f"Unit kerja: {escape(profile.unit)}")
    level = levels.by_code(profile.level or "")
    if level is not None:
        lines.append(f"Jenjang: {escape(level.label)}")
    return lines


def choose_reason(person_id: int, name: str) -> Message:
    """Ask why a member is to be removed."""
    reasons = tuple(
        (Button(words, pack(AskRemoval(person=person_id, reason=code))),)
        for code, words in REASONS.items()
    )
    back = Button("Kembali", pack(OpenMember(person=person_id)))
    return Message(f"Mengapa {escape(name)} dikeluarkan?", (*reasons, (back,)))


def ask_removal(person_id: int, name: str, reason: str) -> Message:
    """Ask once more before a member is removed."""
    return Message(
        f"Keluarkan <b>{escape(name)}</b>?\nAlasan: {REASONS[reason]}.\n"
        "Yang bersangkutan akan diberi tahu.",
        (
            (Button("Ya, keluarkan", pack(Remove(person=person_id, reason=reason))),),
            (Button("Batal", pack(OpenMember(person=person_id))),),
        ),
    )


def removed(name: str) -> Message:
    """Tell the moderator that it is done."""
    return Message(
        f"{escape(name)} telah dikeluarkan dan diberi tahu. Keputusan ini tercatat.",
        ((menu_button(),),),
    )


def you_were_removed(reason: str, contact: str) -> Message:
    """Tell a person kindly that their membership was ended."""
    whom = f" Bila ada pertanyaan, silakan hubungi {escape(contact)}." if contact else ""
    return Message(
        "Dengan hormat, keanggotaan Bapak/Ibu di Community of Practice (CoP) Pranata Humas "
        f"Jawa Timur telah diakhiri. Alasan: {REASONS[reason]}.{whom}\n\n"
        "Bapak/Ibu dapat mendaftar kembali melalui /gabung; pendaftaran akan ditinjau admin. "
        "Data Bapak/Ibu dapat dilihat atau dihapus melalui /datasaya."
    )


def in_private(bot_username: str) -> Message:
    """Say that members' data are opened in private only."""
    return Message(
        "Demi kerahasiaan, data anggota dibuka di obrolan pribadi dengan bot.",
        ((Button("Buka bot", url=f"https://t.me/{bot_username}"),),),
    )
