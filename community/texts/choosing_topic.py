"""Words of choosing a topic, in whatever form."""

from collections.abc import Sequence

from community import paging
from community.callback import pack
from community.menu import CancelForm, FormPick
from community.reply import Button, Message
from community.texts.sessions import short
from community.topics import A_PAGE

TAP_TOPIC = "Mohon ketuk salah satu topik, atau <b>Topik lain</b> untuk melihat semuanya."


def ask(form: str, heading: str, question: str, suggested: Sequence[tuple[str, str]]) -> Message:
    """Offer the likeliest topics."""
    rows = tuple((_pick(form, short(name), code),) for code, name in suggested)
    other = (_pick(form, "Topik lain", "page:0"),)
    return Message(f"<b>{heading}</b>\n{question}", (*rows, other, _cancel(form)))


def ask_other(form: str, heading: str, topics: Sequence[tuple[str, str]], number: int) -> Message:
    """Show all topics, a page at a time."""
    page = paging.page(topics, number, A_PAGE)
    rows = tuple((_pick(form, short(name), code),) for code, name in page.items)
    turn = []
    if page.has_previous:
        turn.append(_pick(form, "‹ Sebelumnya", f"page:{page.number - 1}"))
    if page.has_next:
        turn.append(_pick(form, "Berikutnya ›", f"page:{page.number + 1}"))
    back = (_pick(form, "Kembali", "likely"),)
    text = f"<b>{heading}</b>\nPilih topik (halaman {page.number + 1} dari {page.count}):"
    return Message(text, (*rows, *((tuple(turn),) if turn else ()), back, _cancel(form)))


def _pick(form: str, label: str, value: str) -> Button:
    return Button(label, pack(FormPick(form=form, step="topic", value=value)))


def _cancel(form: str) -> tuple[Button, ...]:
    return (Button("Batal", pack(CancelForm(form=form))),)
