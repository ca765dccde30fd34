"""Hostile hands: forged buttons, odd words and odd places never break a unit."""

import asyncio
import tempfile
from dataclasses import fields
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community import callback
from community.incoming import Chat, ChatKind, Edited, Event, Nothing, Text
from community.roles import State
from handlers.routes import COMMANDS
from tests.handlers.driver import Actor, Stage

MODERATORS = Chat(-500, ChatKind.SUPERGROUP)
FOREIGN = Chat(-600, ChatKind.GROUP)

ODD = st.text(
    st.characters(exclude_categories=["Cs"])
    | st.sampled_from("<>&\"'%_\u200b\u202e\u0000\ud7ff:/@"),
    max_size=30,
)


@st.composite
def forged(draw: st.DrawFn, people: list[int]) -> str:
    """Make a button's data: a known kind with any values that fit in, or nonsense."""
    cls = draw(st.sampled_from(sorted(callback._codes, key=lambda cls: cls.__name__)))
    numbers = st.sampled_from([*people, 0, 1, -1, 2**62])
    made: dict[object, st.SearchStrategy[Any]] = {
        int: numbers,
        bool: st.booleans(),
        str: ODD | st.sampled_from(["join", "name", "pindah", "data", "media_sosial", "1"]),
    }
    code = "1" + callback._codes[cls]
    parts = [str(draw(made[field.type])) for field in fields(cls)]
    parts = ["1" if part == "True" else "0" if part == "False" else part for part in parts]
    return draw(st.sampled_from([":".join([code, *parts]), draw(ODD)]))


async def play(data: st.DataObject, path: Path) -> None:
    """Let somebody of each kind do a few odd things."""
    stage = await Stage.open(path, moderator_chat_id=MODERATORS.id, community_chat_id=FOREIGN.id)
    try:
        await _play(data, stage)
    finally:
        await stage.database.close()


async def _play(data: st.DataObject, stage: Stage) -> None:
    admin = await stage.person("Ani", 9001).joined()
    sari = await stage.person("Sari", 11).joined()
    budi = await stage.person("Budi", 13).joined()
    await admin.says("/moderator 13")
    await admin.taps("Lanjut")
    actors: list[Actor] = [admin, sari, budi, stage.person("Tamu", 12)]
    people = [(await actor.known()).id for actor in (admin, sari, budi)]
    for _ in range(6):
        actor = data.draw(st.sampled_from(actors))
        chat = data.draw(st.sampled_from([actor.chat, actor.chat, MODERATORS, FOREIGN]))
        what = data.draw(st.integers(0, 3))
        if what == 0:
            name = data.draw(st.sampled_from(sorted(COMMANDS)))
            await actor.says(f"/{name} {data.draw(ODD)}", chat=chat)
        elif what == 1:
            words = data.draw(ODD)
            events: list[Event] = [Text(words, 1), Edited(words, 1), Nothing("poll")]
            event = data.draw(st.sampled_from(events))
            await actor.does(event, chat=chat)
        else:
            await actor.taps_data(data.draw(forged(people)), 1, chat=chat)
    person = await sari.found()
    assert person is None or person.state in State


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_odd_words_and_forged_buttons_break_nothing(data: st.DataObject) -> None:
    """Whatever people do, each unit ends with an answer or with silence."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(data, Path(folder) / "cop.db"))
