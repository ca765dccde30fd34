"""Words of `/faq`: the topics, the questions of a topic, and one published answer."""

from collections.abc import Mapping, Sequence

from community.callback import pack
from community.menu import OpenMenu
from community.paging import Page
from community.publishing import Content, ListFaq, OpenFaq, OpenPublished, Revoke, is_link, parts_of
from community.reply import Button, Message, Rows
from community.texts.common import escape, menu_button
from community.texts.sessions import short

UNDER_REVIEW = "Aturan rujukan telah diganti; sedang ditinjau"
NOT_A_DECISION = "Jawaban ini bukan keputusan resmi instansi"


def topics(counts: Sequence[tuple[str, str, int]]) -> Message:
    """Show the topics (code, name, how many) in which something is published."""
    if not counts:
        return Message(
            "<b>Tanya jawab</b>\nBelum ada jawaban yang diterbitkan. Silakan bertanya: jawabannya "
            "dapat membantu anggota lain.",
            ((Button("Bertanya", pack(OpenMenu(item="ask"))),), (menu_button(),)),
        )
    rows = tuple(
        (Button(short(f"{name} ({count})"), pack(ListFaq(topic=code))),)
        for code, name, count in counts
    )
    return Message(
        "<b>Tanya jawab</b>\nPertanyaan yang sudah dijawab dan diterbitkan atas izin penanyanya. "
        "Silakan pilih topik.",
        (*rows, (menu_button(),)),
    )


def listed(code: str, name: str, page: Page[tuple[int, str]]) -> Message:
    """Show the questions of a topic."""
    rows = tuple(
        (Button(short(title), pack(OpenPublished(question=number, topic=code, page=page.number))),)
        for number, title in page.items
    )
    turns = []
    if page.has_previous:
        turns.append(Button("‹ Sebelumnya", pack(ListFaq(topic=code, page=page.number - 1))))
    if page.has_next:
        turns.append(Button("Berikutnya ›", pack(ListFaq(topic=code, page=page.number + 1))))
    where = f" (halaman {page.number + 1} dari {page.count})" if page.count > 1 else ""
    words = "" if page.items else "\nBelum ada jawaban yang diterbitkan pada topik ini."
    return Message(
        f"<b>Tanya jawab: {escape(name)}</b>{where}{words}",
        (*rows, *((tuple(turns),) if turns else ()), _to_topics()),
    )


def body(content: Content, *, replaced: Mapping[str, str], is_under_review: bool) -> str:
    """Write what is published; `replaced` names what holds in place of a rule it cites."""
    words = [f"<b>{escape(content.question)}</b>"]
    if is_under_review:
        words.append(f"⚠️ <i>{UNDER_REVIEW}.</i>")
    words.append(escape(content.answer))
    if content.source:
        words.append(
            f"Sumber: {'; '.join(_part(one, replaced) for one in parts_of(content.source))}"
        )
    return "\n\n".join(words) + f"\n\n<i>{NOT_A_DECISION}.</i>"


def published(
    number: int, topic: str, words: str, *, back: ListFaq | None, is_own: bool, link: str
) -> Message:
    """Show a published question, to its asker with the way to take it back."""
    own: Rows = ()
    if is_own:
        own = ((Button("Cabut izin", pack(Revoke(question=number))),),)
    rows: Rows = ((Button("Kembali", pack(back)),) if back else _to_topics(),)
    text = f"#{number} · {escape(topic)}\n\n{words}\n\n<i>Tautan: {link}</i>"
    return Message(text, (*own, *rows))


def not_published(number: int) -> Message:
    """Say that a number opens nothing: not there, not answered, not allowed, all the same."""
    return Message(
        f"<b>Pertanyaan #{number}</b>\nPertanyaan ini tidak tersedia di tanya jawab.",
        (
            (Button("Pertanyaan saya", pack(OpenMenu(item="questions"))),),
            (*_to_topics(), menu_button()),
        ),
    )


def _part(part: str, replaced: Mapping[str, str]) -> str:
    if is_link(part):
        return escape(part)
    new = replaced.get(part)
    return escape(part) if new is None else f"{escape(part)} (diganti: {escape(new)})"


def _to_topics() -> tuple[Button, ...]:
    return (Button("Semua topik", pack(OpenFaq())),)
