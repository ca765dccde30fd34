"""`/cari`: from the words to what is found, through it, and on to a question."""

from dataclasses import replace

from community import searching, suggesting
from community.carrying import Carried, of_text
from community.form import Answers, Draft, Input
from community.incoming import Command, Text
from community.own_questions import AskAbout
from community.paging import page as page_of
from community.post_buttons import OpenPost
from community.reply import Message, Reply
from community.searching import (
    FORM,
    AskSearched,
    ChooseFoundTopic,
    ListFound,
    NarrowKind,
    NarrowTopic,
    NextFound,
    OpenFound,
    PreviousFound,
    SearchAbout,
    words_in,
)
from community.texts import found as texts
from community.texts import reading
from community.texts import searching as form_texts
from community.texts.found import Place, Search
from handlers import asking, cancelling, faq, filling, found, post_screens
from handlers.found import Kept
from handlers.question_writing import topic_name, topics_of
from handlers.request import Request
from storage.kept_searches import Wanted
from storage.search import POST

# --- beginning ----------------------------------------------------------------------------


async def search(request: Request) -> Reply:
    """`/cari`, `Cari`: search for what stands behind the command, or ask for words."""
    event = request.incoming.event
    if isinstance(event, Command) and event.argument.strip():
        typed = Text(event.argument, event.message_id)
        await request.unit.drafts.carry(request.person.id, of_text(typed), request.now)
        return await _search_for(request, typed)
    return await _ask(request)


async def search_about(request: Request, data: SearchAbout) -> Reply:
    """`Cari` below an answer to free text: search for what was typed."""
    typed = await request.unit.drafts.carried(request.person.id, data.message)
    return await _ask(request) if typed is None else await _search_for(request, typed)


async def fill(request: Request, draft: Draft, given: Input) -> Reply:
    """Take the words."""
    if filling.is_cancelled(given):
        return await cancelling.cancel_form(request, draft.form)
    return await filling.fill(request, FORM, draft, given, _finish)


async def late(request: Request) -> Reply:
    """Answer a tap below a form that is gone."""
    return await _ask(request)


async def _ask(request: Request, sentence: str = "") -> Reply:
    question = filling.ask(FORM, await filling.open_form(request, FORM.begin()))
    if sentence:
        question = replace(question, text=f"{sentence}\n\n{question.text}")
    return request.show(question)


async def _finish(request: Request, answers: Answers) -> Reply:
    await request.unit.drafts.discard(request.person.id, FORM.name)
    text, message_id = answers.get("words"), answers.get("message")
    typed = Text(
        text if isinstance(text, str) else "", message_id if isinstance(message_id, int) else 0
    )
    await request.unit.drafts.carry(request.person.id, of_text(typed), request.now)
    return await _search_for(request, typed)


async def _search_for(request: Request, typed: Text | Carried) -> Reply:
    words = words_in(typed.text)
    if not words:
        return await _ask(request, form_texts.WORDS_NEEDED)
    return await _begin(request, Wanted(words=words, message_id=typed.message_id))


async def _begin(request: Request, wanted: Wanted) -> Reply:
    number = await request.unit.kept_searches.keep(request.person.id, wanted, request.now)
    return request.show(await _screen(request, Kept(number, wanted), 0))


# --- what was found -----------------------------------------------------------------------


async def list_found(request: Request, data: ListFound) -> Reply:
    """Turn a page, or come back to it."""
    known = await found.kept(request, data.search)
    if known is None:
        return _too_old(request)
    return request.show(await _screen(request, known, data.page))


async def narrow_kind(request: Request, data: NarrowKind) -> Reply:
    """`Semua`, `Tanya jawab`, `Tulisan`: search for the same words in that kind."""
    known = await found.kept(request, data.search)
    if known is None or data.kind not in texts.KINDS:
        return _too_old(request)
    return await _begin(request, replace(known.wanted, kind=data.kind))


async def choose_topic(request: Request, data: ChooseFoundTopic) -> Reply:
    """`Topik`: show the topics in which something can be found."""
    known = await found.kept(request, data.search)
    if known is None:
        return _too_old(request)
    filled = await _filled(request)
    listed = [(one.code, one.name) for one in await topics_of(request.unit) if one.code in filled]
    shown = page_of(listed, data.page, searching.TOPICS_A_PAGE)
    return request.show(texts.choose_topic(await _told(request, known), shown))


async def narrow_topic(request: Request, data: NarrowTopic) -> Reply:
    """Search for the same words in a topic, or everywhere."""
    known = await found.kept(request, data.search)
    topics = {one.code for one in await topics_of(request.unit)}
    if known is None or (data.topic and data.topic not in topics):
        return _too_old(request)
    return await _begin(request, replace(known.wanted, topic=data.topic))


async def _screen(request: Request, known: Kept, number: int) -> Message:
    shown = await found.page(request, known.wanted, number)
    told = await _told(request, known)
    if shown.items:
        return texts.results(told, shown)
    return texts.nothing(told, await _near(request, known.wanted.words))


async def _told(request: Request, known: Kept) -> Search:
    wanted = known.wanted
    topic = await topic_name(request.unit, wanted.topic) if wanted.topic else ""
    return Search(known.number, wanted.words, wanted.kind, topic)


async def _filled(request: Request) -> dict[str, tuple[int, bool]]:
    """Return the topics in which something can be read: how much, and whether they are posts."""
    answers = await request.unit.publications.list_topics()
    posts = await request.unit.post_lists.topics()
    return {
        **{code: (count, False) for code, count in answers.items()},
        **{code: (count, True) for code, count in posts.items()},
    }


async def _near(request: Request, words: str) -> list[tuple[str, str, int, bool]]:
    """Return the topics that words may belong to and in which something can be read."""
    filled = await _filled(request)
    among = [one for one in await topics_of(request.unit) if one.code in filled]
    return [(one.code, one.name, *filled[one.code]) for one in suggesting.near(words, among)]


# --- something opened ---------------------------------------------------------------------


async def open_found(request: Request, data: OpenFound) -> Reply:
    """Open a published answer in place, with the way through what was found."""
    return await _open(request, data.search, Place(texts.FAQ, data.question, data.place))


async def open_next(request: Request, data: NextFound) -> Reply:
    """`Berikutnya ›`: open what follows by now."""
    return await _move(request, data, 1)


async def open_previous(request: Request, data: PreviousFound) -> Reply:
    """`‹ Sebelumnya`: open what stands before by now."""
    return await _move(request, data, -1)


async def _move(request: Request, data: NextFound | PreviousFound, by: int) -> Reply:
    known = await found.kept(request, data.search)
    seen = Place(texts.POST if data.is_post else texts.FAQ, data.number, data.place)
    if known is None:
        return _too_old(request)
    beside = await found.beside(request, known.wanted, seen, by)
    if beside is None:
        toast = request.toast(reading.NO_NEXT if by > 0 else reading.NO_PREVIOUS)
        return toast + await _open(request, data.search, seen)
    return await _open(request, data.search, beside)


async def _open(request: Request, search: int, seen: Place) -> Reply:
    if seen.kind == POST:
        data = OpenPost(post=seen.number, kind="search", place=seen.at, of=str(search))
        return await post_screens.open_post(request, data)
    screen = await faq.screen(request, request.person.id, seen.number)
    rows = await found.around(request, search, seen)
    return request.show(replace(screen, buttons=(*screen.buttons, *rows)))


# --- on to a question ---------------------------------------------------------------------


async def ask_searched(request: Request, data: AskSearched) -> Reply:
    """`Bertanya` where nothing helps: carry what was typed into a question."""
    known = await found.kept(request, data.search)
    if known is None:
        return await asking.ask_about(request, AskAbout(message=0))
    message_id, drafts = known.wanted.message_id, request.unit.drafts
    carried = await drafts.carried(request.person.id, message_id)
    if carried is None or words_in(carried.text) != known.wanted.words:
        typed = Text(known.wanted.words, message_id)
        await drafts.carry(request.person.id, of_text(typed), request.now)
    return await asking.ask_about(request, AskAbout(message=message_id))


def _too_old(request: Request) -> Reply:
    return request.toast(texts.TOO_OLD) + request.show(texts.too_old())
