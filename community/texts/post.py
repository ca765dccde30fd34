"""A post as everybody reads it; previews and cards show the same words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from community.links import label
from community.posts import Content
from community.texts import dates
from community.texts.attachments import counted
from community.texts.common import escape

NAMELESS = "Anggota CoP"
"""Whose posts were kept without a name."""


@dataclass(frozen=True, slots=True)
class Byline:
    """Who wrote a post; both are empty where it is kept without a name. Never the jenjang."""

    name: str = ""
    workplace: str = ""


def post(
    content: Content,
    topic: str,
    byline: Byline,
    *,
    on: date | None = None,
    more: Sequence[str] = (),
) -> str:
    """Write a post as HTML; `more` are lines below it, HTML already."""
    author = ", ".join(filter(None, (byline.name, byline.workplace))) or NAMELESS
    head = [f"<b>{escape(content.title)}</b>", f"<i>{escape(author)}</i>"]
    about = [escape(topic), *([] if on is None else [dates.day(on)])]
    head.append(f"<i>{' · '.join(about)}</i>")
    parts = ["\n".join(head), escape(content.body)]
    if content.link:
        parts.append(f'🔗 <a href="{escape(content.link)}">{escape(label(content.link))}</a>')
    if content.media:
        parts.append(f"📎 {counted(content.media)}")
    return "\n\n".join([*parts, *(["\n".join(more)] if more else [])])
