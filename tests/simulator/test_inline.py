"""Inline mode: people type behind the bot's name, the bot lists results, the chosen one is sent."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram import Bot as AiogramBot
from aiogram import types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest

from simulator.clock import VirtualClock
from simulator.people.talking import NotThere
from simulator.person import Person
from simulator.remote import Remote
from tests.simulator.api import Api

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
BUTTON = "Bad Request: can't parse inline query results button: "
INSIDE = "Bad Request: can't parse inline query result: "
TEXT = {"message_text": "<b>Isi</b>", "parse_mode": "HTML"}


@pytest.fixture
def sari(api: Api) -> Person:
    """Sari, who types behind the bot's name."""
    return api.simulator.person("Sari", started=True)


def article(number: str = "a", **changes: Any) -> dict[str, Any]:
    """Make an InlineQueryResultArticle."""
    usual = {"type": "article", "id": number, "title": "Judul", "input_message_content": TEXT}
    return {key: value for key, value in {**usual, **changes}.items() if value is not None}


def ask(api: Api, person: Person, text: str = "skp", **more: Any) -> str:
    """Let somebody type, without waiting for the answer."""
    return api.simulator.people.inline.ask_inline(person.id, text, **more)


async def test_a_query_arrives_with_its_words(api: Api, sari: Person) -> None:
    """The update names person, words, offset and kind of chat; words end after 256 characters."""
    api.simulator.complaints_expected = True  # nobody answers
    group = api.simulator.group("Komunitas", [sari])
    ask(api, sari, "s" * 300, offset="10")
    ask(api, sari, chat=group.id)

    first, second = [update["inline_query"] for update in await api.updates()]

    assert ("s" * 256, "10", "sender") == (first["query"], first["offset"], first["chat_type"])
    assert (sari.id, "group") == (second["from"]["id"], second["chat_type"])


async def test_a_chosen_result_is_a_message_via_the_bot(api: Api, sari: Person) -> None:
    """Whoever chooses sends it; entities and buttons are the bot's, and the bot is named."""
    query = ask(api, sari)
    keyboard = {"inline_keyboard": [[{"text": "Buka", "url": "https://t.me/bot?start=p_1"}]]}
    await api.call(
        "answerInlineQuery",
        inline_query_id=query,
        results=[article(reply_markup=keyboard, description="Cuplikan")],
        next_offset="10",
        button={"text": "Bertanya", "start_parameter": "tanya"},
    )

    found = await sari.asks_inline("skp")
    sent = await sari.chooses(found, "Judul")
    update = (await api.updates())[-1]["message"]

    assert ("10", "Bertanya", "tanya") == (found.next_offset, found.button, found.start)
    assert ["Cuplikan"] == [choice.description for choice in found.choices]
    assert ("Isi", "cop_humas_jatim_bot", ["Buka"]) == (sent.text, sent.via, sent.labels)
    assert "cop_humas_jatim_bot" == update["via_bot"]["username"]
    assert [{"type": "bold", "offset": 0, "length": 3}] == update["entities"]
    assert keyboard == update["reply_markup"]


async def test_the_bot_sees_its_results_in_groups(api: Api, sari: Person) -> None:
    """Privacy mode hides what people say, but not what they send via the bot."""
    group = api.simulator.group("Komunitas", [sari], bot="member")
    at_group = sari.at(group)
    await api.call("answerInlineQuery", inline_query_id=ask(api, sari), results=[article()])

    await at_group.says("permisi")
    await at_group.chooses(await at_group.asks_inline("skp"), "Judul")

    texts = [
        one["message"]["text"] for one in await api.updates() if "text" in one.get("message", {})
    ]
    assert ["Isi"] == texts


async def test_a_tap_below_a_result_names_no_chat(api: Api, sari: Person) -> None:
    """What was sent via the bot is known by an inline_message_id only."""
    keyboard = {"inline_keyboard": [[{"text": "Suka", "callback_data": "s"}]]}
    results = [article(reply_markup=keyboard)]
    await api.call("answerInlineQuery", inline_query_id=ask(api, sari), results=results)
    await sari.chooses(await sari.asks_inline("skp"), "Judul")

    await sari.taps("Suka")
    query = (await api.updates())[-1]["callback_query"]
    await api.call("answerCallbackQuery", callback_query_id=query["id"])

    assert "message" not in query
    assert query["inline_message_id"]


async def test_the_server_keeps_answers(still: Api, clock: VirtualClock) -> None:
    """The same words again are not asked of the bot, for as long as it said; others are."""
    sari, budi = still.simulator.person("Sari"), still.simulator.person("Budi")
    first = ask(still, sari)
    details = {"results": [article()], "cache_time": 30}
    await still.call("answerInlineQuery", inline_query_id=first, is_personal=True, **details)

    again = await sari.asks_inline("skp")
    other = ask(still, budi)
    await still.call("answerInlineQuery", inline_query_id=other, **details)
    ratna = await still.simulator.person("Ratna").asks_inline("skp")
    await clock.advance(31)
    late = ask(still, sari)
    await still.call("answerInlineQuery", inline_query_id=late, results=[])

    assert again.is_cached
    assert ratna.is_cached
    assert [] == (await sari.asks_inline("skp")).titles


async def test_queries_wait_half_a_minute(still: Api, clock: VirtualClock) -> None:
    """After 15 s there is a complaint, after 30 s neither update nor answer counts."""
    still.simulator.complaints_expected = True
    query = ask(still, still.simulator.person("Sari"))

    await clock.advance(16)
    complaints = [one.method for one in still.simulator.complaints()]
    await clock.advance(15)
    late = await still.call("answerInlineQuery", inline_query_id=query, results=[])

    assert ["answerInlineQuery"] == complaints
    assert (400, TOO_OLD) == late.refusal
    assert [] == await still.updates()


async def test_a_query_is_answered_once(api: Api, sari: Person) -> None:
    """The second answer, and one to a query that never was, come too late."""
    api.simulator.complaints_expected = True
    query = ask(api, sari)
    await api.call("answerInlineQuery", inline_query_id=query, results=[])

    second = await api.call("answerInlineQuery", inline_query_id=query, results=[])
    unknown = await api.call("answerInlineQuery", inline_query_id="1", results=[])

    assert (400, TOO_OLD) == second.refusal
    assert (400, TOO_OLD) == unknown.refusal
    complaints = [one.words for one in api.simulator.complaints()]
    assert ["an inline query was answered twice"] == complaints


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"results": {}}, "Bad Request: expected an Array of inline query results"),
        ({"results": [article()] * 51}, "Bad Request: too many inline query results specified"),
        ({"results": [7]}, f"{INSIDE}Inline query result must be an object"),
        ({"results": [article(id=None)]}, f'{INSIDE}Can\'t find field "id"'),
        ({"results": [article(title=None)]}, f'{INSIDE}Can\'t find field "title"'),
        ({"results": [article(title="")]}, "Bad Request: ARTICLE_TITLE_EMPTY"),
        ({"results": [article(id="")]}, "Bad Request: RESULT_ID_INVALID"),
        ({"results": [article("ä" * 33)]}, "Bad Request: RESULT_ID_INVALID"),
        ({"results": [article(), article()]}, "Bad Request: RESULT_ID_DUPLICATE"),
        (
            {"results": [article(type="hologram")]},
            f'{INSIDE}type "hologram" is unsupported for the inline query result',
        ),
        (
            {"results": [article(input_message_content={})]},
            f"{INSIDE}Input message content is not specified",
        ),
        (
            {"results": [article(input_message_content=None)]},
            f'{INSIDE}Can\'t find field "message_text"',
        ),
        (
            {"results": [article(input_message_content=TEXT | {"message_text": "<b>"})]},
            f"{INSIDE}Can't parse entities: Can't find end tag corresponding to start tag \"b\"",
        ),
        (
            {"results": [article(input_message_content={"message_text": "a" * 4097})]},
            f"{INSIDE}MESSAGE_TOO_LONG",
        ),
        ({"next_offset": "1" * 65}, "Bad Request: NEXT_OFFSET_INVALID"),
        (
            {"button": {"text": "Gabung"}},
            f"{BUTTON}InlineQueryResultsButton must have exactly one optional field",
        ),
        (
            {"button": {"text": "Gabung", "start_parameter": ""}},
            "Bad Request: can't use empty start_parameter",
        ),
        (
            {"button": {"text": "Gabung", "start_parameter": "a b"}},
            "Bad Request: unallowed characters in start_parameter are used",
        ),
        (
            {"button": {"text": "Gabung", "start_parameter": "a" * 65}},
            "Bad Request: too long start_parameter specified",
        ),
    ],
)
async def test_wrong_answers_are_refused(
    api: Api, sari: Person, wrong: dict[str, Any], words: str
) -> None:
    """What the server refuses, in its own words; the query can still be answered."""
    api.simulator.complaints_expected = True
    query = ask(api, sari)

    refused = await api.call(
        "answerInlineQuery", inline_query_id=query, **{"results": [article()], **wrong}
    )
    accepted = await api.call("answerInlineQuery", inline_query_id=query, results=[article("b")])

    assert (400, words) == refused.refusal
    assert True is accepted.result


async def test_only_what_is_listed_can_be_chosen(api: Api, sari: Person) -> None:
    """Neither another's list nor another id sends anything."""
    budi = api.simulator.person("Budi", started=True)
    await api.call("answerInlineQuery", inline_query_id=ask(api, sari), results=[article()])
    found = await sari.asks_inline("skp")

    with pytest.raises(NotThere):
        await budi.chooses(found, "Judul")
    with pytest.raises(LookupError):
        await sari.chooses(found, "Lain")


async def test_people_elsewhere_ask_too(api: Api) -> None:
    """The same driver works over HTTP."""
    async with Remote(api.simulator.url) as remote:
        sari = await remote.person("Sari", started=True)
        query = await remote.call("ask_inline", user=sari.id, text="skp")
        await api.call("answerInlineQuery", inline_query_id=query, results=[article()])

        sent = await sari.chooses(await sari.asks_inline("skp"), "Judul")

    assert "Isi" == sent.text


async def test_aiogram_answers_queries(api: Api, sari: Person) -> None:
    """A client that is not ours reads queries, lists an article, knows the refusal."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(api.simulator.url))
    bot = AiogramBot(api.simulator.token, session=session)
    query_id = ask(api, sari, "ak")
    me = await bot.get_me()
    (update,) = await bot.get_updates()
    content = types.InputTextMessageContent(message_text="Angka kredit")
    result = types.InlineQueryResultArticle(id="1", title="AK", input_message_content=content)

    assert update.inline_query is not None
    assert (query_id, "ak") == (update.inline_query.id, update.inline_query.query)
    await bot.answer_inline_query(query_id, [result], cache_time=5, is_personal=True)
    sent = await sari.chooses(await sari.asks_inline("ak"), "AK")
    (received,) = await bot.get_updates(offset=update.update_id + 1)
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_inline_query("7", [result])
    await session.close()

    assert me.supports_inline_queries
    assert "Angka kredit" == sent.text
    assert received.message is not None
    assert received.message.via_bot is not None
    assert me.id == received.message.via_bot.id
