"""Words of what a search found: the list, its filters, and what helps where it is empty."""

from collections.abc import Sequence
from dataclasses import dataclass

from community.callback import pack
from community.menu import OpenMenu
from community.paging import Page
from community.post_buttons import ListPosts, OpenPost
from community.publishing import ListFaq
from community.reply import Button, Message, Rows
from community.searching import (
    A_PAGE,
    AskSearched,
    ChooseFoundTopic,
    ListFound,
    NarrowKind,
    NarrowTopic,
    NextFound,
    OpenFound,
    PreviousFound,
    SearchAbout,
)
from community.texts.common import escape, menu_button
from community.texts.sessions import short

FAQ, POST = "faq", "post"
KINDS = {"": "Semua", FAQ: "Tanya jawab", POST: "Tulisan"}
TOO_OLD = "Pencarian ini sudah tidak tersimpan. Silakan cari sekali lagi."
_WORDS, _TITLE = 80, 120  # characters that are repeated of the words, shown of a title


@dataclass(frozen=True, slots=True)
class Search:
    """A kept search, by its number; `topic` is the name of the topic that narrows it."""

    number: int
    words: str
    kind: str
    topic: str

    @property
    def is_narrowed(self) -> bool:
        """Whether something may be left out."""
        return bool(self.kind or self.topic)


@dataclass(frozen=True, slots=True)
class Line:
    """Something found; `snippet` is HTML. `place` is its place among all that was found."""

    kind: str
    number: int
    place: int
    title: str
    topic: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Place:
    """Something opened from what was found, and its place in it."""

    kind: str
    number: int
    at: int


def results(search: Search, page: Page[Line]) -> Message:
    """Show a page of what was found."""
    title = f"Hasil pencarian “<b>{escape(short(search.words, _WORDS))}</b>”"
    if page.number:
        title += f" · halaman {page.number + 1}"
    numbers = tuple(Button(str(one.place + 1), _open(search, one)) for one in page.items)
    turn = []
    if page.has_previous:
        turn.append(
            Button("‹ Sebelumnya", pack(ListFound(search=search.number, page=page.number - 1)))
        )
    if page.has_next:
        turn.append(
            Button("Berikutnya ›", pack(ListFound(search=search.number, page=page.number + 1)))
        )
    rows = (numbers, tuple(turn), *_filters(search), (_again(), menu_button()))
    return Message("\n\n".join([title, *map(_line, page.items)]), tuple(row for row in rows if row))


def nothing(search: Search, topics: Sequence[tuple[str, str, int, bool]]) -> Message:
    """Say that nothing was found; `topics` (code, name, how many, are they posts) are near."""
    head = f"Belum ada yang cocok dengan “<b>{escape(short(search.words, _WORDS))}</b>”"
    if search.is_narrowed:
        where = " · ".join(filter(None, (KINDS[search.kind] if search.kind else "", search.topic)))
        head += f" pada saringan {escape(where)}"
    head += ". Silakan coba kata lain, atau ajukan pertanyaan kepada Moderator CoP."
    if topics:
        head += "\n\nTopik yang mungkin dekat:"
    near: Rows = tuple(
        (
            Button(
                f"{short(name)} ({count})",
                pack(ListPosts(kind="topic", of=code)) if is_post else pack(ListFaq(topic=code)),
            ),
        )
        for code, name, count, is_post in topics
    )
    ask = (Button("Bertanya", pack(AskSearched(search=search.number))),)
    filters = _filters(search) if search.is_narrowed else ()
    return Message(head, (ask, *near, *filters, (_again(), menu_button())))


def choose_topic(search: Search, page: Page[tuple[str, str]]) -> Message:
    """Ask in which topic (code, name) to search."""
    rows: list[tuple[Button, ...]] = [
        (Button(short(name), pack(NarrowTopic(search=search.number, topic=code))),)
        for code, name in page.items
    ]
    turn = []
    if page.has_previous:
        data = ChooseFoundTopic(search=search.number, page=page.number - 1)
        turn.append(Button("‹ Sebelumnya", pack(data)))
    if page.has_next:
        data = ChooseFoundTopic(search=search.number, page=page.number + 1)
        turn.append(Button("Berikutnya ›", pack(data)))
    every = Button("Semua topik", pack(NarrowTopic(search=search.number, topic="")))
    rows += [tuple(turn), (every,), (back_button(search.number),)]
    return Message(
        f"Cari “<b>{escape(short(search.words, _WORDS))}</b>” pada topik apa?",
        tuple(row for row in rows if row),
    )


def search_about(message_id: int) -> Button:
    """Return the button that searches for free text, typed in that message."""
    return Button("Cari", pack(SearchAbout(message=message_id)))


def too_old() -> Message:
    """Say that the words behind an old button are kept no longer."""
    return Message(TOO_OLD, ((_again(), menu_button()),))


# --- around something opened --------------------------------------------------------------


def arrows(search: int, seen: Place, *, has_previous: bool, has_next: bool) -> Rows:
    """Return the buttons that lead through what was found, and back to it."""
    turn = []
    is_post = seen.kind == POST
    if has_previous:
        previous = PreviousFound(is_post, seen.number, search, seen.at)
        turn.append(Button("‹ Sebelumnya", pack(previous)))
    if has_next:
        following = NextFound(is_post, seen.number, search, seen.at)
        turn.append(Button("Berikutnya ›", pack(following)))
    back = back_button(search, max(seen.at, 0) // A_PAGE)
    return (*((tuple(turn),) if turn else ()), (back,))


def back_button(search: int, page: int = 0) -> Button:
    """Return the button that leads back to what was found."""
    return Button("Kembali ke hasil", pack(ListFound(search=search, page=page)))


def again_row() -> tuple[Button, ...]:
    """Return the row below what was found by a search that is kept no longer."""
    return (_again(),)


# --- parts --------------------------------------------------------------------------------


def _open(search: Search, one: Line) -> str:
    if one.kind == POST:
        return pack(
            OpenPost(post=one.number, kind="search", place=one.place, of=str(search.number))
        )
    return pack(OpenFound(question=one.number, search=search.number, place=one.place))


def _line(one: Line) -> str:
    about = f"<i>{escape(f'{KINDS[one.kind]} · {one.topic}')}</i>"
    parts = [f"{one.place + 1}. <b>{escape(short(one.title, _TITLE))}</b>", about, one.snippet]
    return "\n".join(part for part in parts if part)


def _filters(search: Search) -> Rows:
    """Return the filters, those in force with a tick."""
    kinds = tuple(
        Button(
            f"✅ {label}" if kind == search.kind else label,
            pack(NarrowKind(search=search.number, kind=kind)),
        )
        for kind, label in KINDS.items()
    )
    chosen = f"✅ Topik: {short(search.topic)}" if search.topic else "Topik"
    return (kinds, (Button(chosen, pack(ChooseFoundTopic(search=search.number))),))


def _again() -> Button:
    return Button("Cari lagi", pack(OpenMenu(item="search")))
