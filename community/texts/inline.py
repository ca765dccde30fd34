"""Words of inline mode: what is listed behind the bot's name, and what choosing it sends."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

from community.posts import Content
from community.reply import Button, InlineAnswer, InlineResult, Message
from community.texts import post as post_texts
from community.texts.answering import MOST, cut
from community.texts.common import escape
from community.texts.post import Byline
from community.texts.sessions import short

TITLE = 120  # characters; apps show a line or two
DESCRIPTION = 200
JOIN, ASK = "gabung", "tanya"
"""What `/start` is given by the buttons above a list."""

_TAG = re.compile(r"</?[a-z][^>]*>")


def post(
    number: int,
    content: Content,
    topic: str,
    byline: Byline,
    *,
    on: date | None,
    snippet: str,
    link: str,
) -> InlineResult:
    """List a post; choosing it sends the post as everybody reads it, cut where it is too long."""
    label = "Buka di bot"
    words = post_texts.post(content, topic, byline, on=on)
    over = excess(words)
    if over > 0:
        label = "Baca selengkapnya"
        content = replace(content, body=shortened(content.body, over))
        words = post_texts.post(content, topic, byline, on=on)
    author = byline.name or post_texts.NAMELESS
    return InlineResult(
        f"p_{number}",
        short(content.title, TITLE),
        _description(f"Tulisan · {author}", snippet or escape(content.body)),
        Message(words, ((Button(label, url=link),),)),
    )


def answer(number: int, question: str, words: str, *, snippet: str, link: str) -> InlineResult:
    """List a published answer; it names nobody."""
    return InlineResult(
        f"q_{number}",
        short(question, TITLE),
        _description("Tanya jawab", snippet),
        Message(words, ((Button("Buka di bot", url=link),),)),
    )


def nothing(query: str, link: str) -> InlineAnswer:
    """Say that nothing was found, and lead to asking."""
    about = f" tentang “{escape(short(query, TITLE))}”" if query else ""
    found = InlineResult(
        "kosong",
        "Tidak ditemukan",
        "Coba kata lain, atau ajukan pertanyaan kepada Moderator CoP.",
        Message(
            f"Belum ada tulisan atau tanya jawab{about} di CoP Pranata Humas Jawa Timur. "
            "Silakan ajukan pertanyaan.",
            ((Button("Bertanya", url=link),),),
        ),
    )
    return InlineAnswer(results=(found,), button=("Bertanya", ASK))


def join_first(link: str) -> InlineAnswer:
    """Invite whoever is no member: nothing of what the community knows is listed."""
    message = Message(
        "CoP Pranata Humas Jawa Timur: tempat pranata humas saling belajar, bertanya, dan berbagi "
        "praktik. Silakan bergabung; hanya beberapa menit.",
        ((Button("Gabung", url=link),),),
    )
    about = "Pencarian ini untuk anggota CoP Pranata Humas Jawa Timur."
    result = InlineResult("gabung", "Bergabung dahulu", about, message)
    return InlineAnswer(results=(result,), button=("Gabung", JOIN))


def agree_first(link: str) -> InlineAnswer:
    """Ask a member to answer the new privacy notice first, which is shown in private."""
    message = Message(
        "CoP Pranata Humas Jawa Timur: tempat pranata humas saling belajar.",
        ((Button("Buka di bot", url=link),),),
    )
    about = "Mohon dibaca dan dijawab dahulu di obrolan dengan bot."
    result = InlineResult("setuju", "Pemberitahuan privasi diperbarui", about, message)
    return InlineAnswer(results=(result,), button=("Buka di bot", JOIN))


def excess(words: str) -> int:
    """Return by how much an HTML text is too long for a message, in UTF-16 units to be safe."""
    return _units(unescape(_TAG.sub("", words))) - MOST


def shortened(text: str, over: int) -> str:
    """Cut a text visibly by so many units."""
    return cut(text, _units(text) - over)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _description(head: str, snippet: str) -> str:
    """Write a line below a title, which knows no bold: `snippet` is HTML."""
    shown = " ".join(unescape(_TAG.sub("", snippet)).split())
    return short(f"{head}: {shown}" if shown else head, DESCRIPTION)
