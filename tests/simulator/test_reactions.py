"""Reactions of people and of the bot, and what the bot is told."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.people.talking import NotThere
from simulator.person import Person
from tests.simulator.api import Api

ASKED = {"allowed_updates": ["message_reaction", "message_reaction_count"]}


@pytest.fixture
def sari(api: Api) -> Person:
    """Sari, who has started the bot."""
    return api.simulator.person("Sari", started=True)


async def react(api: Api, person: Person, message: int, emoji: str, **more: Any) -> None:
    """Let somebody react."""
    await api.simulator.people.call(
        "react", user=person.id, message_id=message, emoji=emoji, **more
    )


async def reactions(api: Api, person: Person, **more: Any) -> list[tuple[str, int, bool]]:
    """List the reactions to the newest message as somebody sees them."""
    shown = await api.simulator.people.call("transcript", user=person.id, limit=1, **more)
    return [(one["emoji"], one["count"], one["is_own"]) for one in shown[0]["reactions"]]


async def test_one_reaction_a_person(api: Api, sari: Person) -> None:
    """A second reaction takes the place of the first, and none takes it back."""
    number = await api.send(sari.id)
    seen = []
    for emoji in ("👍", "❤️", ""):
        await react(api, sari, number, emoji)
        seen.append(await reactions(api, sari))

    assert [[("👍", 1, True)], [("❤", 1, True)], []] == seen


async def test_the_bot_is_told_only_when_it_asked(api: Api, sari: Person) -> None:
    """Old and new reaction arrive once the bot asks for them by name."""
    number = await api.send(sari.id)
    await react(api, sari, number, "👍")
    assert [] == await api.updates()

    await api.updates(**ASKED)
    await react(api, sari, number, "🔥")

    (update,) = await api.updates()
    told = update["message_reaction"]
    assert (sari.id, number) == (told["user"]["id"], told["message_id"])
    assert [{"type": "emoji", "emoji": "👍"}] == told["old_reaction"]
    assert [{"type": "emoji", "emoji": "🔥"}] == told["new_reaction"]


async def test_channels_tell_counts_only(api: Api, sari: Person) -> None:
    """Of a channel the bot learns how many reacted, not who."""
    ratna = api.simulator.person("Ratna")
    channel = api.simulator.channel("Kanal", [ratna], [sari])
    number = await api.send(channel.id)
    await api.updates(**ASKED)
    for person in (ratna, sari):
        await react(api, person, number, "👏", chat=channel.id)

    counts = [
        update["message_reaction_count"]["reactions"] for update in await api.updates(offset=-2)
    ]

    clap = {"type": "emoji", "emoji": "👏"}
    assert [
        [{"type": clap, "total_count": 1}],
        [{"type": clap, "total_count": 2}],
    ] == counts
    assert [("👏", 2, True)] == await reactions(api, sari, chat=channel.id)


async def test_a_group_tells_only_admins(api: Api, sari: Person) -> None:
    """A bot that is a plain member learns of no reactions."""
    group = api.simulator.supergroup("Grup", [sari], bot="member")
    said = await sari.at(group).says("/halo")
    await api.updates(**ASKED)
    await api.updates(offset=-1)
    await react(api, sari, said.message_id, "👍", chat=group.id)

    assert ["message"] == [next(iter(u.keys() - {"update_id"})) for u in await api.updates()]


async def test_the_bot_reacts(api: Api, sari: Person) -> None:
    """The bot's reaction is seen, and takes the place of its last one."""
    said = await sari.says("halo")
    target = {"chat_id": sari.id, "message_id": said.message_id}
    seen = []
    for given in (["👀"], ["👍"], []):
        found = [{"type": "emoji", "emoji": one} for one in given]
        await api.call("setMessageReaction", reaction=found, **target)
        seen.append(await reactions(api, sari))

    assert [[("👀", 1, False)], [("👍", 1, False)], []] == seen


async def test_what_is_no_reaction(api: Api, sari: Person) -> None:
    """Unknown signs are refused to the bot and not offered to people."""
    said = await sari.says("halo")
    target = {"chat_id": sari.id, "message_id": said.message_id}
    api.simulator.complaints_expected = True
    refused = [
        (await api.call("setMessageReaction", reaction=found, **target)).refusal
        for found in (
            [{"type": "emoji", "emoji": "🧀"}],
            [{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "🔥"}],
            [{"type": "smell"}],
            ["👍"],
        )
    ]
    with pytest.raises(NotThere, match="no reaction"):
        await react(api, sari, said.message_id, "🧀")
    budi = api.simulator.person("Budi")
    group = api.simulator.group("Grup", [sari])
    greeting = await sari.at(group).says("halo")
    with pytest.raises(NotThere, match="not in the chat"):
        await react(api, budi, greeting.message_id, "👍", chat=group.id)

    assert [
        (400, "Bad Request: REACTION_INVALID"),
        (400, "Bad Request: REACTIONS_TOO_MANY"),
        (400, "Bad Request: can't parse reaction types: invalid reaction type specified"),
        (400, "Bad Request: can't parse reaction types: expected an Object"),
    ] == refused
    assert "👍" in await api.simulator.people.call("reactions")
