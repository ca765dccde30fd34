"""Words of `Akan saya replikasi`: where, how it goes, and what the author hears."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from community.callback import pack
from community.menu import CancelForm, FormPick
from community.post_buttons import OpenPost, OpenPostBelow
from community.replicating import Answer, AnswerReplication, CancelReplication, State
from community.reply import Button, Message, Rows
from community.texts import dates
from community.texts.common import escape, menu_button
from community.texts.sessions import short
from community.texts.settings import settings_button

TYPE_IT = "Mohon ketik tempatnya, misalnya: Puskesmas Waru, atau Kabupaten Gresik."
CANCELLED = "Rencana replikasi dibatalkan."
NOT_THERE = "Rencana replikasi ini sudah tidak tercatat."
LABELS = {
    Answer.RUNNING: "Sudah berjalan",
    Answer.PLANNED: "Masih rencana",
    Answer.DROPPED: "Tidak jadi",
    Answer.SILENT: "Jangan tanya lagi",
}
_STATES = {
    State.PLANNED: "masih rencana",
    State.RUNNING: "sudah berjalan",
    State.DROPPED: "tidak jadi",
}
_THANKS = {
    Answer.RUNNING: "Terima kasih, luar biasa! Kami catat sudah berjalan.",
    Answer.PLANNED: "Terima kasih. Kami catat masih rencana; semoga segera berjalan.",
    Answer.DROPPED: "Terima kasih atas kabarnya. Kami catat tidak jadi.",
    Answer.SILENT: "Baik, kami tidak menanyakannya lagi.",
}


def ask_where(form: str, number: int, own: str) -> Message:
    """Ask where a practice is to be replicated; one's own instansi is a tap away.

    The post is named by its number: a form may be kept for longer than its words are published.
    """
    rows: list[tuple[Button, ...]] = []
    if own:
        rows.append((Button(short(own), pack(FormPick(form=form, step="where", value="own"))),))
    rows.append((Button("Batal", pack(CancelForm(form=form))),))
    way = "Silakan pilih, atau ketik tempat lain" if own else "Silakan ketik tempatnya"
    return Message(
        f"<b>Akan saya replikasi</b>\nTulisan #{number}\n\nDi mana praktik ini akan Bapak/Ibu "
        f"terapkan? {way}, misalnya: Puskesmas Waru, atau Kabupaten Gresik.\n\n"
        "<i>Bila kelak sudah berjalan di instansi lain, tempat ini disampaikan kepada penulisnya; "
        "nama Bapak/Ibu tidak.</i>",
        tuple(rows),
    )


def which(names: Sequence[str]) -> str:
    """Ask for the kabupaten or the kota where both have that name."""
    named = " atau ".join(name.removeprefix("Pemerintah ") for name in names)
    return f"Nama itu dimiliki beberapa daerah. Mohon ketik {escape(named)}."


def promised(where: str) -> str:
    """Thank for a promise, and say when it is asked about; stands above the post."""
    return (
        f"Terima kasih. Tercatat: akan direplikasi di {escape(where)}. Kami menanyakan kabarnya "
        "30 dan 90 hari lagi."
    )


def thanks(answer: Answer) -> str:
    """Thank for an answer."""
    return _THANKS[answer]


def follow_up(post_id: int, title: str, where: str, at: datetime, zone: ZoneInfo) -> Message:
    """Ask, unasked, how a replication goes."""
    return Message(
        f"Pada {dates.local_day(at, zone)} Bapak/Ibu berencana mereplikasi "
        f"“{escape(title)}” di {escape(where)}. Bagaimana kabarnya?",
        (
            (_answer(post_id, Answer.RUNNING), _answer(post_id, Answer.PLANNED)),
            (_answer(post_id, Answer.DROPPED), _answer(post_id, Answer.SILENT)),
            (Button("Buka tulisan", pack(OpenPostBelow(post=post_id))), settings_button()),
        ),
    )


def standing(
    post_id: int,
    title: str,
    where: str,
    state: State,
    *,
    ask_on: datetime | None,
    zone: ZoneInfo,
    back: OpenPost,
    note: str = "",
) -> Message:
    """Show somebody's own promise; everything about it can be changed here."""
    lines = [f"<b>Replikasi Bapak/Ibu</b>\n“{escape(title)}”"]
    lines.append(f"Tempat: {escape(where)}\nKeadaan: <b>{_STATES[state]}</b>")
    if ask_on is not None:
        lines.append(f"Kabarnya kami tanyakan sekitar {dates.local_day(ask_on, zone)}.")
    if note:
        lines.insert(0, note)
    return Message("\n\n".join(lines), _choices(post_id, state, back, may_silence=bool(ask_on)))


def _choices(post_id: int, state: State, back: OpenPost, *, may_silence: bool) -> Rows:
    others = (Answer.RUNNING, Answer.PLANNED, Answer.DROPPED)
    rows = [tuple(_answer(post_id, one) for one in others if one.value != state.value)]
    last = [Button("Batalkan", pack(CancelReplication(post=post_id)))]
    if may_silence:
        last.insert(0, _answer(post_id, Answer.SILENT))
    return (*rows, tuple(last), (Button("Buka tulisan", pack(back)), menu_button()))


def not_there(post_id: int) -> Message:
    """Say that nothing is promised (any more)."""
    return Message(
        NOT_THERE, ((Button("Buka tulisan", pack(OpenPost(post=post_id))), menu_button()),)
    )


def runs_elsewhere(post_id: int, title: str, where: str, reach: str) -> Message:
    """Tell an author that an instansi is the first time said to practise it."""
    return Message(
        f"Kabar baik: praktik Bapak/Ibu “{escape(title)}” kini berjalan di {escape(where)}."
        + (f"\n\n{reach}" if reach else ""),
        ((Button("Buka tulisan", pack(OpenPostBelow(post=post_id))),), (settings_button(),)),
    )


def _answer(post_id: int, answer: Answer) -> Button:
    return Button(LABELS[answer], pack(AnswerReplication(post=post_id, answer=answer.value)))


def asked(people: int, left_out: int) -> str:
    """Sum up what the job did, for `/jadwalbot`."""
    parts = [f"{people} ditanyai"] if people else []
    return ", ".join([*parts, f"{left_out} dilewati"] if left_out else parts)
