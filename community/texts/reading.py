"""Words of lists of posts: one line a post, number buttons, pages."""

from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from community.callback import pack
from community.menu import OpenMenu
from community.paging import Page
from community.post_buttons import ListPosts, OpenPost
from community.publishing import ListFaq
from community.reading import A_PAGE, ListPostAreas, ListPostTopics, NextPost, PreviousPost
from community.reply import Button, Message, Rows
from community.texts import dates
from community.texts.common import escape, menu_button
from community.texts.post import NAMELESS, Byline
from community.texts.sessions import short

NO_NEXT = "Ini yang terakhir pada daftar ini."
NO_PREVIOUS = "Ini yang pertama pada daftar ini."
_TITLE = 120  # characters of a line
_AGENCY = 60

_NOTHING = {
    "newest": "Belum ada tulisan yang terbit. Silakan menjadi yang pertama berbagi.",
    "topic": "Belum ada tulisan pada topik ini.",
    "area": "Belum ada tulisan dari wilayah ini.",
    "author": "Tidak ada tulisan lain dari penulis ini.",
    "saved": "Belum ada tulisan yang disimpan. Ketuk <b>Simpan</b> pada tulisan yang ingin dibaca "
    "lagi.",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A post of a list."""

    post_id: int
    title: str
    byline: Byline
    topic: str
    on: date | None


def heading(kind: str, name: str) -> str:
    """Name a list; `name` is the topic or area that it is about."""
    match kind:
        case "topic":
            return f"Tulisan: {name}"
        case "area":
            return f"Tulisan dari {name}"
        case "author":
            return "Tulisan lain dari penulis ini"
        case "saved":
            return "Tulisan tersimpan"
        case _:
            return "Tulisan terbaru"


def listed(data: ListPosts, name: str, page: Page[Line], *, has_answers: bool = False) -> Message:
    """Show a page of a list; `has_answers` says that its topic has published answers, too."""
    title = f"<b>{escape(heading(data.kind, name))}</b>"
    if page.number:
        title += f" · halaman {page.number + 1}"
    first = page.number * A_PAGE
    words = [_line(first + place + 1, one) for place, one in enumerate(page.items)]
    numbers = tuple(
        Button(
            str(first + place + 1),
            pack(OpenPost(post=one.post_id, kind=data.kind, place=first + place, of=data.of)),
        )
        for place, one in enumerate(page.items)
    )
    rows = (numbers, turns(page, data), *_around(data, has_answers=has_answers))
    text = "\n\n".join([title, *(words or [_NOTHING.get(data.kind, _NOTHING["newest"])])])
    return Message(text, tuple(row for row in rows if row))


def turns(page: Page[Line], data: ListPosts) -> tuple[Button, ...]:
    """Return the buttons that turn a page."""

    def to(number: int) -> str:
        return pack(ListPosts(kind=data.kind, page=number, of=data.of))

    found = []
    if page.has_previous:
        found.append(Button("‹ Sebelumnya", to(page.number - 1)))
    if page.has_next:
        found.append(Button("Berikutnya ›", to(page.number + 1)))
    return tuple(found)


def topics(page: Page[tuple[str, str, int]]) -> Message:
    """Show the topics (code, name, how many) in which something can be read."""
    rows = tuple(
        (Button(f"{short(name)} ({count})", pack(ListPosts(kind="topic", of=code))),)
        for code, name, count in page.items
    )
    words = "Tulisan tentang apa?" if rows else _NOTHING["newest"]
    turn = _turns(page, ListPostTopics)
    return Message(f"<b>Topik</b>\n{words}", _with_end(rows, turn))


def areas(page: Page[tuple[str, str, int]]) -> Message:
    """Show the kabupaten, kota and agencies (code, name, how many) of what can be read."""
    buttons = [
        Button(f"{short(name, _AGENCY)} ({count})", pack(ListPosts(kind="area", of=code)))
        for code, name, count in page.items
    ]
    rows = tuple(tuple(buttons[place : place + 2]) for place in range(0, len(buttons), 2))
    words = "Tulisan dari mana?" if rows else "Belum ada tulisan yang wilayahnya diketahui."
    turn = _turns(page, ListPostAreas)
    return Message(f"<b>Wilayah</b>\n{words}", _with_end(rows, turn))


# --- around an opened post ----------------------------------------------------------------


def share_button(link: str) -> Button:
    """Return the button that passes a link on, in whatever chat the reader chooses."""
    return Button("Bagikan tautan", url=f"https://t.me/share/url?url={quote(link, safe='')}")


def author_button(post_id: int) -> Button:
    """Return the button that lists what the author of a post wrote besides."""
    return Button("Tulisan lain dari penulis ini", pack(ListPosts(kind="author", of=str(post_id))))


def arrows(post_id: int, back: OpenPost, *, has_previous: bool, has_next: bool) -> Rows:
    """Return the buttons that lead through the list in which a post was opened."""
    found = []
    if has_previous:
        previous = PreviousPost(post=post_id, kind=back.kind, place=back.place, of=back.of)
        found.append(Button("‹ Sebelumnya", pack(previous)))
    if has_next:
        following = NextPost(post=post_id, kind=back.kind, place=back.place, of=back.of)
        found.append(Button("Berikutnya ›", pack(following)))
    return (tuple(found),) if found else ()


def back_button(back: ListPosts) -> Button:
    """Return the button that leads back to the page of a list."""
    return Button("Kembali", pack(back))


# --- parts --------------------------------------------------------------------------------


def _line(number: int, one: Line) -> str:
    author = ", ".join(filter(None, (one.byline.name, short(one.byline.workplace, _AGENCY))))
    about = [author or NAMELESS, one.topic, *([] if one.on is None else [dates.short_day(one.on)])]
    title = escape(short(one.title, _TITLE))
    return f"{number}. <b>{title}</b>\n<i>{escape(' · '.join(about))}</i>"


def _around(data: ListPosts, *, has_answers: bool) -> Rows:
    """Return the ways from one list to the others."""
    topic, area = Button("Topik", pack(ListPostTopics())), Button("Wilayah", pack(ListPostAreas()))
    newest = Button("Tulisan terbaru", pack(ListPosts(kind="newest")))
    saved = Button("Tersimpan", pack(ListPosts(kind="saved")))
    search = Button("Cari", pack(OpenMenu(item="search")))
    share = Button("Berbagi", pack(OpenMenu(item="share")))
    match data.kind:
        case "newest":
            return ((topic, area), (saved, search), (share, menu_button()))
        case "topic":
            answers = (Button("Tanya jawab", pack(ListFaq(topic=data.of))),) if has_answers else ()
            return ((Button("Semua topik", pack(ListPostTopics())), *answers), (menu_button(),))
        case "area":
            every = Button("Semua wilayah", pack(ListPostAreas()))
            return ((every, newest), (menu_button(),))
        case _:
            return ((newest,), (menu_button(),))


def _turns(
    page: Page[tuple[str, str, int]], to: type[ListPostTopics] | type[ListPostAreas]
) -> tuple[Button, ...]:
    found = []
    if page.has_previous:
        found.append(Button("‹ Sebelumnya", pack(to(page=page.number - 1))))
    if page.has_next:
        found.append(Button("Berikutnya ›", pack(to(page=page.number + 1))))
    return tuple(found)


def _with_end(rows: Rows, turn: tuple[Button, ...]) -> Rows:
    newest = Button("Tulisan terbaru", pack(ListPosts(kind="newest")))
    return (*rows, *((turn,) if turn else ()), (newest, menu_button()))
