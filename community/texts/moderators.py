"""Words of `/moderator`: appointing, expertise, the end of a duty."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from community.appointing import Appoint, EndDuty, ListModerators, OpenAppointment, SetExpertise
from community.callback import pack
from community.paging import Page
from community.reply import Button, Message, Rows
from community.texts.common import escape, menu_button
from community.topics import Topic

NO_DUTY = "Tugas ini sudah berakhir."
UPDATED = "Bidang keahlian tersimpan."


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A moderator as the list shows one."""

    person_id: int
    name: str
    topics: tuple[str, ...]


def listed(moderators: Sequence[OnDuty]) -> Message:
    """List who is on duty."""
    how = (
        "\n\nUntuk menugaskan anggota: /moderator diikuti ID Telegram-nya, "
        "misalnya /moderator 123456, atau balas pesannya dengan /moderator."
    )
    if not moderators:
        return Message("<b>Moderator CoP</b>\nBelum ada moderator yang bertugas." + how)
    lines = []
    rows: list[tuple[Button, ...]] = []
    for one in moderators:
        topics = ", ".join(escape(topic) for topic in one.topics) or "semua bidang"
        lines.append(f"• {escape(one.name)}: {topics}")
        rows.append(
            (
                Button(f"Bidang {one.name}"[:64], pack(OpenAppointment(person=one.person_id))),
                Button(f"Akhiri tugas {one.name}"[:64], pack(EndDuty(person=one.person_id))),
            )
        )
    # A screen holds 100 buttons and 4,096 characters; a community has a few dozen moderators.
    return Message("<b>Moderator CoP</b>\n" + "\n".join(lines[:40]) + how, tuple(rows[:40]))


def choose_topics(
    person_id: int, name: str, page: Page[Topic], chosen: Collection[str], *, is_on_duty: bool
) -> Message:
    """Ask for the topics a moderator knows well."""
    toggles = tuple((_toggle(person_id, topic, page.number, chosen),) for topic in page.items)
    turn = []
    if page.has_previous:
        turn.append(_turn("‹ Sebelumnya", person_id, page.number - 1))
    if page.has_next:
        turn.append(_turn("Berikutnya ›", person_id, page.number + 1))
    turns: Rows = (tuple(turn),) if turn else ()
    last: Rows = ((Button("Lanjut", pack(Appoint(person=person_id))),),)
    if is_on_duty:
        last += ((Button("Akhiri tugas", pack(EndDuty(person=person_id))),),)
    return Message(
        f"<b>Bidang keahlian {escape(name)}</b> ({page.number + 1}/{page.count})\n"
        "Ketuk topik yang dikuasai, lalu <b>Lanjut</b>. Tanpa pilihan berarti semua bidang. "
        f"Dipilih: {len(chosen)}.",
        (*toggles, *turns, *last, (Button("Kembali", pack(ListModerators())),)),
    )


def _toggle(person_id: int, topic: Topic, number: int, chosen: Collection[str]) -> Button:
    has = topic.code in chosen
    data = SetExpertise(person=person_id, topic=topic.code, has=not has, page=number)
    return Button(f"{'✅' if has else '⬜'} {topic.name}", pack(data))


def _turn(label: str, person_id: int, number: int) -> Button:
    return Button(label, pack(OpenAppointment(person=person_id, page=number)))


def appointed(name: str) -> Message:
    """Tell the admin that the duty began."""
    return Message(
        f"{escape(name)} kini bertugas sebagai Moderator CoP.",
        ((Button("Daftar moderator", pack(ListModerators())),),),
    )


def you_are_moderator() -> Message:
    """Tell the member that they are on duty from now on."""
    return Message(
        "Bapak/Ibu kini bertugas sebagai Moderator CoP. Terima kasih atas kesediaannya. "
        "Perintah moderator tersedia di menu perintah dan /bantuan.",
        ((menu_button(),),),
    )


def you_were_moderator() -> Message:
    """Thank a moderator whose duty ended."""
    return Message(
        "Tugas Bapak/Ibu sebagai Moderator CoP telah berakhir. "
        "Terima kasih atas waktu dan ilmunya. Keanggotaan Bapak/Ibu tetap berlaku.",
        ((menu_button(),),),
    )


def ended(name: str) -> str:
    """Tell the admin that a duty ended."""
    return f"Tugas {name} sebagai moderator telah berakhir."


def wrong_number() -> Message:
    """Say what `/moderator` accepts."""
    return Message(
        "Mohon sertakan ID Telegram (angka saja), misalnya: /moderator 123456. "
        "ID itu tampil di kartu anggota pada /anggota. "
        "Cara lain: balas pesan anggotanya dengan /moderator."
    )


def join_yourself() -> Message:
    """Say to an admin who appoints themselves that moderators are members."""
    return Message(
        "Moderator harus anggota. Silakan bergabung terlebih dahulu melalui /gabung, "
        "lalu ulangi perintah ini."
    )


def not_a_member(deep_link: str) -> Message:
    """Say that only members can be appointed, and how one becomes a member."""
    return Message(
        "Orang tersebut belum menjadi anggota, sehingga belum dapat ditugaskan. "
        f"Mohon minta yang bersangkutan bergabung dahulu melalui {escape(deep_link)}, "
        "lalu ulangi perintah ini."
    )
