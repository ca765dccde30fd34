"""Words of `/topik`."""

from collections.abc import Collection, Mapping

from community.callback import pack
from community.menu import CancelForm
from community.paging import Page
from community.reply import Button, Message
from community.texts.common import escape, menu_button
from community.topic_editing import EditTopic, ListTopics, OpenTopic, SwitchTopic
from community.topics import Topic

TYPE_IT = "Mohon ketik teksnya."
EXAMPLE = "Komunikasi krisis dan isu"
SAVED = "Topik sudah diperbarui."
GONE = "Topik ini tidak ditemukan."
NAME_TAKEN = "Nama topik ini sudah ada."
ALWAYS_THERE = "Topik ini selalu ada, untuk pertanyaan di luar daftar."
_LABEL = 60
_QUESTIONS: Mapping[str, str] = {
    "name": "Silakan ketik nama topik yang baru.",
    "new": "Silakan ketik nama topik yang ditambahkan.",
    "aliases": "Silakan ketik kata kuncinya, dipisahkan koma. Kata kunci membantu bot "
    "menyarankan topik dari isi pertanyaan.",
}


def listed(shown: Page[Topic], inactive: Collection[str]) -> Message:
    """Show the topics, each with the button that opens it."""
    rows: list[tuple[Button, ...]] = [
        (
            Button(
                (f"{one.name} (nonaktif)" if one.code in inactive else one.name)[:_LABEL],
                pack(OpenTopic(topic=one.code)),
            ),
        )
        for one in shown.items
    ]
    turns = []
    if shown.has_previous:
        turns.append(Button("‹ Sebelumnya", pack(ListTopics(page=shown.number - 1))))
    if shown.has_next:
        turns.append(Button("Berikutnya ›", pack(ListTopics(page=shown.number + 1))))
    add = Button("Tambah topik", pack(EditTopic(topic="", field="new")))
    rows += [tuple(turns), (add,), (menu_button(),)]
    return Message(
        "<b>Topik</b>\nDipakai saat bertanya; topik yang nonaktif tidak ditawarkan lagi.",
        tuple(row for row in rows if row),
    )


def opened(topic: Topic, *, is_active: bool, can_switch: bool, note: str = "") -> Message:
    """Show a topic, and what may be done with it."""
    words = escape(", ".join(topic.aliases)) or "–"
    state = "aktif" if is_active else "nonaktif"
    text = f"<b>{escape(topic.name)}</b> ({state})\nKata kunci: {words}"
    code = topic.code
    rows: list[tuple[Button, ...]] = [
        (Button("Ubah nama", pack(EditTopic(topic=code, field="name"))),),
        (Button("Ubah kata kunci", pack(EditTopic(topic=code, field="aliases"))),),
    ]
    if can_switch:
        label = "Nonaktifkan" if is_active else "Aktifkan"
        rows.append((Button(label, pack(SwitchTopic(topic=code, is_active=not is_active))),))
    rows.append((Button("Kembali", pack(ListTopics(page=0))),))
    return Message(f"{note}\n\n{text}" if note else text, tuple(rows))


def ask(form: str, field: str, now: str) -> Message:
    """Ask for a name or for words; what stands there now can be copied and corrected."""
    words = _QUESTIONS.get(field, TYPE_IT)
    if now:
        words += f" Yang sekarang:\n\n<code>{escape(now)}</code>"
    return Message(words, ((Button("Batal", pack(CancelForm(form=form))),),))


def aliases_needed(most: int, length: tuple[int, int]) -> str:
    """Say what is accepted."""
    return (
        f"Paling banyak {most} kata kunci, masing-masing {length[0]}–{length[1]} karakter, "
        "dipisahkan koma, misalnya: krisis, isu, sentimen."
    )
