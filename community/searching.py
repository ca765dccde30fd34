"""Searching: its words, its form of one question, and the buttons below what was found."""

from community import lines
from community.callback import callback
from community.form import Draft, Form, Input, Keep, Picked, Step, Verdict, Wrong
from community.reply import Message
from community.roles import Access
from community.texts import searching as texts

LONGEST = 200
"""Characters that are searched for; what is longer is a text, and its beginning will do."""
A_PAGE = 5
MOST = 100
"""Results in all: who has turned twenty pages needs other words."""
TOPICS_A_PAGE = 8


@callback("cs")
class SearchAbout:
    """`Cari` below an answer to free text, which is carried into the search."""

    message: int


@callback("cl")
class ListFound:
    """A page of what was found."""

    search: int
    page: int = 0


@callback("co")
class OpenFound:
    """Open a published answer in place; posts are opened as from any list."""

    question: int
    search: int
    place: int


@callback("cn")
class NextFound:
    """`Berikutnya ›` below something found: what follows it by now."""

    is_post: bool
    number: int
    search: int
    place: int


@callback("cp")
class PreviousFound:
    """`‹ Sebelumnya` below something found."""

    is_post: bool
    number: int
    search: int
    place: int


@callback("ck")
class NarrowKind:
    """`Semua`, `Tanya jawab`, `Tulisan`: the same words, of that kind."""

    search: int
    kind: str


@callback("ct")
class NarrowTopic:
    """The same words in a topic; none means everywhere."""

    search: int
    topic: str


@callback("cc")
class ChooseFoundTopic:
    """`Topik`: in which topic to search."""

    search: int
    page: int = 0


@callback("ca")
class AskSearched:
    """`Bertanya` where nothing helps: the words go along."""

    search: int


def words_in(text: str) -> str:
    """Return what is searched for of a text; empty where there is nothing to search for."""
    words = lines.clean(text[: LONGEST * 4])[:LONGEST].strip()
    return words if any(char.isalnum() for char in words) else ""


def _ask(_draft: Draft) -> Message:
    return texts.ask()


def _take(_draft: Draft, given: Input) -> Verdict:
    if isinstance(given, Picked) or not words_in(given.text):
        return Wrong(texts.WORDS_NEEDED)
    return Keep({"words": given.text, "message": given.message_id})


FORM = Form("search", texts.TITLE, Access.MEMBER, (Step("words", _ask, _take),))
