"""Taps: one answer each, in time, with a toast or an alert."""

from __future__ import annotations

import pytest

from simulator.clock import VirtualClock
from simulator.people.talking import NotThere
from tests.simulator.api import Api

TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"
KEYBOARD = {
    "inline_keyboard": [
        [{"text": "✅ Gabung", "callback_data": "g"}, {"text": "Batal", "callback_data": "b"}]
    ]
}


async def tapped(api: Api) -> str:
    """Let Sari tap a button and give the id of her query."""
    sari = api.simulator.person("Sari", started=True)
    await api.send(sari.id, reply_markup=KEYBOARD)
    await sari.taps("Gabung")
    updates = await api.updates()
    return str(updates[-1]["callback_query"]["id"])


async def test_a_tap_arrives_with_its_message(api: Api) -> None:
    """The update names person, data and the whole message."""
    sari = api.simulator.person("Sari", started=True)
    message_id = await api.send(sari.id, reply_markup=KEYBOARD)

    await sari.taps("Gabung")
    query = (await api.updates())[-1]["callback_query"]

    assert "g" == query["data"]
    assert sari.id == query["from"]["id"]
    assert message_id == query["message"]["message_id"]
    assert KEYBOARD == query["message"]["reply_markup"]
    await api.call("answerCallbackQuery", callback_query_id=query["id"], text="Siap")
    assert "Siap" == await sari.is_told("Siap")


async def test_a_tap_is_answered_once(api: Api) -> None:
    """The second answer is too late, and a complaint."""
    api.simulator.complaints_expected = True
    query_id = await tapped(api)

    first = await api.call("answerCallbackQuery", callback_query_id=query_id)
    second = await api.call("answerCallbackQuery", callback_query_id=query_id)

    assert True is first.result
    assert (400, TOO_OLD) == second.refusal
    assert "a tap was answered twice" in [found.words for found in api.simulator.complaints()]


async def test_late_answers_are_refused(still: Api, clock: VirtualClock) -> None:
    """After 150 s the query is gone; after 15 s there is a complaint already."""
    still.simulator.complaints_expected = True
    query_id = await tapped(still)

    before = len(still.simulator.complaints())
    await clock.advance(16)
    complaints = len(still.simulator.complaints())
    await clock.advance(135)
    late = await still.call("answerCallbackQuery", callback_query_id=query_id)

    assert (0, 1) == (before, complaints)
    assert (400, TOO_OLD) == late.refusal


async def test_taps_on_deleted_messages_name_them_only(api: Api) -> None:
    """A tap that was under way when the message went carries an inaccessible message."""
    sari = api.simulator.person("Sari", started=True)
    message_id = await api.send(sari.id, reply_markup=KEYBOARD)
    await api.call("deleteMessage", chat_id=sari.id, message_id=message_id)

    await sari.sends_data(message_id, "palsu")
    query = (await api.updates())[-1]["callback_query"]
    await api.call("answerCallbackQuery", callback_query_id=query["id"])

    assert {"chat", "message_id", "date"} == query["message"].keys()
    assert 0 == query["message"]["date"]
    assert "palsu" == query["data"]


@pytest.mark.parametrize(
    ("wanted", "data"),
    [("Bermanfaat", "u"), ("Anonim", "a"), ("Cari", "c"), ("Cari lagi", "d"), ("Hari", "h")],
)
async def test_buttons_are_found_by_their_word(api: Api, wanted: str, data: str) -> None:
    """Emoji before and counters after the word do not matter, but other words do."""
    api.simulator.complaints_expected = True  # nobody answers the tap
    sari = api.simulator.person("Sari", started=True)
    labels = {
        "👍 Bermanfaat 3": "u",
        "Anonim: tidak": "a",
        "Harian": "x",
        "🔍 Cari": "c",
        "🔍 Cari lagi": "d",
        "Hari: Sen": "h",
    }
    rows = [[{"text": text, "callback_data": value}] for text, value in labels.items()]
    await api.send(sari.id, reply_markup={"inline_keyboard": rows})

    await sari.taps(wanted)

    assert data == (await api.updates())[-1]["callback_query"]["data"]


async def test_reply_keyboards_and_deep_links(api: Api) -> None:
    """A reply keyboard's button says its word; a deep link sends /start with its payload."""
    sari = api.simulator.person("Sari", started=True)
    await api.send(sari.id, reply_markup={"keyboard": [[{"text": "Menu"}]]})
    link = "https://t.me/cop_humas_jatim_bot?start=q_12"
    await api.send(sari.id, reply_markup={"inline_keyboard": [[{"text": "Buka", "url": link}]]})

    await sari.taps("Menu")
    await sari.taps("Buka")

    texts = [update["message"]["text"] for update in await api.updates()]
    assert ["Menu", "/start q_12"] == texts


async def test_who_is_not_there_cannot_be_tapped(api: Api) -> None:
    """Operations on what does not exist say so."""
    with pytest.raises(NotThere):
        api.simulator.people.tap(1, "Gabung")
