"""`/sinonim`: admins say which words mean the same to the search."""

from dataclasses import replace

from community.form import Answers, Draft, Input
from community.paging import page
from community.reply import Reply
from community.synonym_editing import (
    A_PAGE,
    EditSynonym,
    ListSynonyms,
    OpenSynonym,
    RemoveSynonym,
    RestoreSynonym,
    taken,
)
from community.synonym_form import FORM
from community.synonyms import Groups, edited_groups, key_of, packaged_groups
from community.texts import synonyms as texts
from handlers import filling
from handlers.request import Request


async def open_synonyms(request: Request) -> Reply:
    """Show the groups of words."""
    return await _list(request, 0)


async def list_synonyms(request: Request, data: ListSynonyms) -> Reply:
    """Turn a page."""
    return await _list(request, data.page)


async def open_synonym(request: Request, data: OpenSynonym) -> Reply:
    """Open one group."""
    return await _show(request, data.key)


async def edit_synonym(request: Request, data: EditSynonym) -> Reply:
    """`Ubah`, `Tambah`: ask for the words."""
    if not data.key:
        return await filling.begin(request, FORM.begin({"key": ""}))
    groups = await _groups(request)
    if data.key not in groups:
        return await _gone(request)
    draft = replace(FORM.begin({"key": data.key}), view={"now": " = ".join(groups[data.key])})
    return await filling.begin(request, draft)


async def remove_synonym(request: Request, data: RemoveSynonym) -> Reply:
    """`Hapus`: a packaged group is kept as taken out, any other is forgotten."""
    key, order = data.key, sorted(await _groups(request))
    if key not in order:
        return await _gone(request)
    if key in packaged_groups():
        await request.unit.synonym_edits.put(key, (), request.person.id, request.now)
    else:
        await request.unit.synonym_edits.drop(key)
    await _note(request, "removed")
    return await _list(request, order.index(key) // A_PAGE, texts.REMOVED)


async def restore_synonym(request: Request, data: RestoreSynonym) -> Reply:
    """`Kembalikan`: the packaged words hold again."""
    if data.key not in packaged_groups():
        return await _gone(request)
    await request.unit.synonym_edits.drop(data.key)
    await _note(request, "restored")
    return await _show(request, data.key, texts.RESTORED)


async def fill(request: Request, draft: Draft, given: Input) -> Reply:
    """Take the words."""
    if filling.is_cancelled(given):
        await request.unit.drafts.discard(request.person.id, draft.form)
        return await open_synonyms(request)
    return await filling.fill(request, FORM, draft, given, _save)


async def _save(request: Request, answers: Answers) -> Reply:
    words = tuple(map(str, answers["words"])) if isinstance(answers["words"], list) else ()
    key = str(answers.get("key", "")) or None
    groups = await _groups(request)
    double = taken(words, groups, key)
    if double is not None:
        draft = request.person.draft or FORM.begin(answers)
        again = filling.ask(FORM, draft)
        sentence = texts.word_taken(double)
        return request.show(replace(again, text=f"{sentence}\n\n{again.text}"))
    if not await request.unit.drafts.discard(request.person.id, FORM.name):
        return await open_synonyms(request)  # the other tap was faster
    key = key or key_of(words)
    await request.unit.synonym_edits.put(key, words, request.person.id, request.now)
    await _note(request, "changed")
    return await _show(request, key, texts.SAVED)


async def _list(request: Request, number: int, note: str = "") -> Reply:
    groups = await _groups(request)
    rows = sorted(groups.items())
    return request.show(texts.listed(page(rows, number, A_PAGE), note))


async def _show(request: Request, key: str, note: str = "") -> Reply:
    edits = await request.unit.synonym_edits.edits()
    groups = edited_groups(edits)
    if key not in groups:
        return await _gone(request)
    return request.show(
        texts.opened(
            key,
            groups[key],
            is_packaged=key in packaged_groups(),
            is_changed=key in edits,
            note=note,
        )
    )


async def _gone(request: Request) -> Reply:
    return request.toast(texts.GONE) + await _list(request, 0, texts.GONE)


async def _groups(request: Request) -> Groups:
    return edited_groups(await request.unit.synonym_edits.edits())


async def _note(request: Request, what: str) -> None:
    """Write a change down; the trail never holds what was typed."""
    details: dict[str, str | int | bool | None] = {"what": what}
    await request.unit.audit.note("synonym_changed", request.person.id, None, details, request.now)
