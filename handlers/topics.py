"""`/topik`: admins name topics, write their words, add some and put some away."""

from dataclasses import replace

from community import topic_form, topics
from community.folding import fold
from community.form import Answers, Draft, Input
from community.forms import title
from community.paging import page
from community.reply import SILENCE, Lane, OpenThread, Reply
from community.texts import common
from community.texts import topic_editing as texts
from community.topic_editing import (
    FIELDS,
    EditTopic,
    ListTopics,
    OpenTopic,
    SwitchTopic,
    code_of,
    edit_of,
    may_be_put_away,
)
from community.topics import Topic, TopicEdit
from handlers import filling
from handlers.request import Request
from storage.audit import Details


async def open_topics(request: Request) -> Reply:
    """Show the topics."""
    return await list_topics(request, ListTopics(page=0))


async def list_topics(request: Request, data: ListTopics) -> Reply:
    """Turn a page."""
    known = await request.unit.topic_edits.load(is_offered=False)
    edits = await request.unit.topic_edits.edits()
    inactive = {code for code, edit in edits.items() if not edit.is_active}
    return request.show(texts.listed(page(known, data.page, topics.A_PAGE), inactive))


async def open_topic(request: Request, data: OpenTopic) -> Reply:
    """Open one topic."""
    return await _show(request, data.topic)


async def edit_topic(request: Request, data: EditTopic) -> Reply:
    """Ask for a name or for words; another form that was open is kept."""
    topic = await _topic(request, data.topic)
    is_known = data.field == "new" or topic is not None
    if data.field not in FIELDS or not is_known:
        return request.toast(common.OLD_BUTTON) + await open_topics(request)
    begun = topic_form.FORM.begin({"topic": data.topic, "field": data.field})
    now = ""
    if topic is not None:
        now = ", ".join(topic.aliases) if data.field == "aliases" else topic.name
    opened = await filling.open_form(request, replace(begun, view={"now": now}))
    reply = request.show(filling.ask(topic_form.FORM, opened))
    other = request.person.draft
    if other is None or other.form == begun.form:
        return reply
    return filling.with_draft_note(reply, title(other.form))


async def switch_topic(request: Request, data: SwitchTopic) -> Reply:
    """`Nonaktifkan`, `Aktifkan`: whether the topic is offered; questions keep theirs."""
    topic = await _topic(request, data.topic)
    if topic is None:
        return request.toast(texts.GONE) + await open_topics(request)
    if not may_be_put_away(topic.code):
        return request.toast(texts.ALWAYS_THERE, alert=True) + await _show(request, topic.code)
    await _put(request, edit_of(topic, is_active=data.is_active))
    return await _show(request, topic.code, texts.SAVED)


async def fill(request: Request, draft: Draft, given: Input) -> Reply:
    """Take the name or the words."""
    if filling.is_cancelled(given):
        await request.unit.drafts.discard(request.person.id, draft.form)
        return await open_topics(request)
    return await filling.fill(request, topic_form.FORM, draft, given, _save)


async def _save(request: Request, answers: Answers) -> Reply:
    if not await request.unit.drafts.discard(request.person.id, topic_form.FORM.name):
        return await open_topics(request)  # the other tap was faster
    known = await request.unit.topic_edits.load(is_offered=False)
    code, field = str(answers.get("topic", "")), answers.get("field")
    name = fold(str(answers.get("value"))) if field != "aliases" else ""
    if any(fold(one.name) == name and one.code != code for one in known):
        return request.toast(texts.NAME_TAKEN) + (
            await _show(request, code, texts.NAME_TAKEN) if code else await open_topics(request)
        )
    if field == "new":
        code = code_of(str(answers.get("value")), frozenset(one.code for one in known))
        edit = TopicEdit(code, "", (), is_active=True)
    else:
        topic = await _topic(request, code)
        if topic is None:
            return await open_topics(request)
        edit = edit_of(topic, is_active=await _is_active(request, code))
    await _put(request, topic_form.changed(edit, answers))
    return await _show(request, code, texts.SAVED) + await _rename_thread(request, code)


async def _rename_thread(request: Request, code: str) -> Reply:
    """Let the topic's thread in the moderators' forum, if there is one, follow its name."""
    group, topic = request.charter.moderator_chat_id, await _topic(request, code)
    if group is None or topic is None:
        return SILENCE
    chat_id = await request.unit.messages.present_id(group)
    thread = (await request.unit.forum_threads.find([(chat_id, code)])).get((chat_id, code))
    if thread is None or not thread.is_there or thread.name == topic.name:
        return SILENCE
    opening = OpenThread(chat_id=chat_id, topic=code, name=topic.name, lane=Lane.NOTICE)
    return Reply((opening,))


async def _put(request: Request, edit: TopicEdit) -> None:
    """Write a topic down; the trail holds its code, never what was typed."""
    await request.unit.topic_edits.put(edit, request.person.id, request.now)
    is_packaged = topics.by_code(edit.code) is not None
    details: Details = {
        "topic": edit.code if is_packaged else "tambahan",
        "is_active": edit.is_active,
    }
    await request.unit.audit.note("topic_changed", request.person.id, None, details, request.now)


async def _show(request: Request, code: str, note: str = "") -> Reply:
    topic = await _topic(request, code)
    if topic is None:
        return request.toast(texts.GONE) + await open_topics(request)
    return request.show(
        texts.opened(
            topic,
            is_active=await _is_active(request, code),
            can_switch=may_be_put_away(code),
            note=note,
        )
    )


async def _topic(request: Request, code: str) -> Topic | None:
    return topics.by_code(code, await request.unit.topic_edits.load(is_offered=False))


async def _is_active(request: Request, code: str) -> bool:
    edit = (await request.unit.topic_edits.edits()).get(code)
    return edit is None or edit.is_active
