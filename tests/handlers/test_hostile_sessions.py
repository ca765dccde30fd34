"""Hostile words in each field of a session: refused or kept harmlessly, and never lost."""

import asyncio
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.handlers.driver import Stage
from tests.handlers.planner import ANSWERS, moderator, sessions

HOSTILE = {
    "a paste": "a" * 4096,
    "HTML": "<b>tebal</b> <a href='tg://user?id=1'>x</a> & <",
    "right to left": "\u202eترحيب\u202e kebalik \u2066x",
    "emoji": "😀" * 60,
    "SQL": "'; DROP TABLE session; --",
    "spaces": "  \u00a0\u3000\n\t ",
    "zeros": "\u200b\u200d\ufeff",
    "NUL": "a\u0000b\u0000c",
    "marks": "z" + "\u0301" * 500,
    "format": "{0} %s %(x)s ${y}",
    "a callback": "1f:session:title:x",
}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
async def test_hostile_words_in_each_field_leave_a_session_that_can_be_sent(
    stage: Stage, words: str
) -> None:
    """Each step is asked with them first; then the usual answer, if they were refused."""
    budi = await moderator(stage)
    await budi.says("/program")
    await budi.taps("Tambah sesi")
    person = await budi.known()
    for step, answer in ANSWERS.items():
        await budi.says(words)
        stage.passes(seconds=5)
        draft = (await budi.known()).draft
        assert draft is not None
        if draft.step == step:
            await budi.says(answer)
    draft = (await budi.known()).draft
    assert draft is not None
    assert "preview" == draft.step
    await budi.taps("Simpan")

    (kept,) = await sessions(stage)
    assert person.id == (await budi.known()).id
    for text in (kept.title, kept.speaker, kept.notes):
        assert not set("\u202e\u2066\u200b\u0000") & set(text)
        assert len(text) <= 1000
    shown = budi.screen.text
    assert "tg://" not in [button.url for row in budi.screen.buttons for button in row]
    assert "<a href" not in shown
    assert len(shown) <= 4096


async def test_hostile_words_below_the_preview_save_nothing(stage: Stage) -> None:
    """Only `Simpan` saves."""
    budi = await moderator(stage)
    await budi.says("/program")
    await budi.taps("Tambah sesi")
    for answer in ANSWERS.values():
        await budi.says(answer)
    for words in HOSTILE.values():
        await budi.says(words)
        stage.passes(seconds=5)

    assert [] == await sessions(stage)
    await budi.says("simpan")
    assert 1 == len(await sessions(stage))


async def play(words: list[str], path: Path) -> None:
    """Type anything at all into the form, a restart in between."""
    stage = await Stage.open(path)
    try:
        budi = await moderator(stage)
        await budi.says("/program")
        await budi.taps("Tambah sesi")
        for place, typed in enumerate(words):
            if not typed.startswith("/"):
                await budi.says(typed)
            if place == 1:
                await stage.reopen()
        for found in await sessions(stage):
            assert 3 <= len(found.title) <= 200
            assert found.starts_at < found.ends_at
    finally:
        await stage.database.close()


PIECES = st.sampled_from([*ANSWERS.values(), *HOSTILE.values(), "Lewati", "simpan", "ubah", "ya"])


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(words=st.lists(PIECES | st.text(max_size=20), max_size=14))
def test_whatever_is_typed_no_odd_session_comes_of_it(words: list[str]) -> None:
    """Each unit ends with an answer, and what is kept keeps the rules."""
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(words, Path(folder) / "cop.db"))
