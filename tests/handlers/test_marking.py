"""`Bermanfaat` and `Simpan`: toggles below a post, and what its author hears."""

import pytest
from sqlalchemy import update

from community.callback import pack
from community.marking import NOTHING, MarkPost
from community.post_buttons import OpenPost
from community.replicating import Interest, Reach
from community.reply import Lane, Reply, Say
from community.texts import marking as texts
from storage import schema
from storage.unit import Unit
from tests.handlers.driver import Actor, Stage
from tests.handlers.library import takes_back
from tests.handlers.practices import opens, shares
from tests.handlers.test_reminders import member


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """An author who wants to hear things."""
    return await member(stage, "Sari", 11, is_on=True)


@pytest.fixture
async def budi(stage: Stage) -> Actor:
    """A reader."""
    return await stage.person("Budi", 12).joined()


def told(reply: Reply, actor: Actor) -> list[Say]:
    """Return what an update made the bot say to somebody else."""
    return [say for say in reply.says if isinstance(say, Say) and say.chat_id == actor.telegram_id]


async def test_marks_are_toggles_that_are_counted(stage: Stage, sari: Actor, budi: Actor) -> None:
    """A tap marks, another takes it back; others see the number and not the tick."""
    post = await shares(sari)
    await opens(budi, post)
    assert ["Bermanfaat 0", "Simpan", "Akan saya replikasi"] == budi.labels[:3]
    await budi.taps("Bermanfaat")
    await budi.taps("Simpan")
    assert ["✅ Bermanfaat 1", "✅ Tersimpan", "Akan saya replikasi"] == budi.labels[:3]

    wita = await stage.person("Wita", 13).joined()
    await opens(wita, post)
    assert ["Bermanfaat 1", "Simpan"] == wita.labels[:2]

    await budi.taps("Bermanfaat")
    await budi.taps("Tersimpan")
    assert ["Bermanfaat 0", "Simpan"] == budi.labels[:2]


async def test_an_old_button_says_what_it_said_then(sari: Actor, budi: Actor) -> None:
    """Tapped twice on an old screen, a mark is put once and not taken back."""
    post = await shares(sari)
    data = pack(MarkPost(post=post.id, mark="u1"))
    await opens(budi, post)
    await budi.taps_data(data, 1)
    await budi.taps_data(data, 1)

    await opens(budi, post)
    assert "✅ Bermanfaat 1" == budi.labels[0]


async def test_nobody_marks_their_own_post(sari: Actor) -> None:
    """Authors see the numbers and no buttons; a forged button gets a kind word."""
    post = await shares(sari)
    await opens(sari, post)
    assert not any(label.startswith(("Bermanfaat", "Simpan", "Akan")) for label in sari.labels)
    assert "0 anggota menilai bermanfaat, 0 akan mereplikasi." in sari.screen.text

    for mark in ("u1", "s1"):
        await sari.taps_data(pack(MarkPost(post=post.id, mark=mark)), 1)
        assert texts.OWN == sari.toast
    assert "0 anggota menilai bermanfaat" in sari.screen.text


@pytest.mark.parametrize("mark", ["u1", "s1", "x", ""])
async def test_what_cannot_be_read_cannot_be_marked(
    stage: Stage, sari: Actor, budi: Actor, mark: str
) -> None:
    """A hidden post answers as one that is not there, and keeps no mark."""
    waiting = await shares(sari, is_trusted=False)
    for number in (waiting.id, 999):
        await budi.taps_data(pack(MarkPost(post=number, mark=mark)), 0)
        assert f"Tulisan #{number} tidak tersedia" in budi.screen.text
    async with stage.database.snapshot() as unit:
        assert 0 == (await unit.post_marks.of(waiting.id, 1)).useful


async def test_the_first_useful_mark_of_a_day_is_told(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """Silently, once a day for all posts of an author; saving is nobody's business."""
    first, second = await shares(sari, "Klinik <SKP>"), await shares(sari, "Rilis")
    wita = await stage.person("Wita", 13).joined()
    await opens(budi, first)
    assert [] == told(await budi.taps("Simpan"), sari)
    (say,) = told(await budi.taps("Bermanfaat"), sari)
    assert ("Klinik &lt;SKP&gt;" in say.message.text, say.message.silent) == (True, True)
    assert (Lane.BULK, "Asia/Jakarta") == (say.lane, say.zone)
    assert ["Buka tulisan", "Pengaturan"] == [row[0].label for row in say.message.buttons]
    assert "Budi" not in say.message.text

    await budi.taps("Bermanfaat")
    assert [] == told(await budi.taps("Bermanfaat"), sari)
    await opens(wita, second)
    assert [] == told(await wita.taps("Bermanfaat"), sari)
    await stage.reopen()
    stage.passes(days=1)
    await wita.taps("Bermanfaat")
    assert 1 == len(told(await wita.taps("Bermanfaat"), sari))


@pytest.mark.parametrize(
    "choice", [{"is_on": False}, {"is_on": True, "paused_until": "2026-11-23"}]
)
async def test_who_wants_nothing_unasked_is_told_nothing(
    stage: Stage, budi: Actor, choice: dict[str, object]
) -> None:
    """Switched off or paused; the first mark after the pause is told."""
    author = await member(stage, "Wita", 13, **choice)
    post = await shares(author)
    await opens(budi, post)
    assert [] == told(await budi.taps("Bermanfaat"), author)

    stage.passes(days=1)
    await budi.taps("Bermanfaat")
    is_back = bool(choice["is_on"])
    assert int(is_back) == len(told(await budi.taps("Bermanfaat"), author))


async def test_a_post_without_a_name_has_nobody_to_tell(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """It can be marked all the same."""
    post = await shares(sari)

    async def forget(unit: Unit) -> None:
        nameless = update(schema.post).where(schema.post.c.id == post.id).values(person_id=None)
        await unit.connection.execute(nameless)

    await stage.database.write(forget)
    await opens(budi, post)
    assert [] == told(await budi.taps("Bermanfaat"), sari)
    assert "✅ Bermanfaat 1" == budi.labels[0]


async def test_a_withdrawn_post_loses_its_buttons(sari: Actor, budi: Actor) -> None:
    """A tap on a screen from before says only that the post is not available."""
    post = await shares(sari)
    await opens(budi, post)
    await takes_back(sari, post)
    await budi.taps("Bermanfaat")
    assert "tidak tersedia" in budi.screen.text
    assert "Bermanfaat" not in " ".join(budi.labels)


async def test_a_mark_keeps_the_way_back_to_the_list(sari: Actor, budi: Actor) -> None:
    """Also behind the longest name of a topic; a forged one leads nowhere."""
    post = await shares(sari)
    back = OpenPost(post=post.id, kind="topic", place=0, of="kehumasan")
    await budi.taps_data(pack(back), 0)
    around = budi.labels[3:]
    assert "Kembali" in around
    await budi.taps("Simpan")
    assert around == budi.labels[3:]

    await budi.taps_data(pack(MarkPost(post=post.id, mark="s1", opened="x:99999999999:")), 1)
    assert "✅ Tersimpan" in budi.labels


@pytest.mark.parametrize(
    ("of", "expected"), [("penilaian_kinerja_angka_kredit", 3), ("x" * 40, 1), ("x" * 60, 0)]
)
def test_every_list_fits_behind_a_mark(of: str, expected: int) -> None:
    """Where a list has too long a name for 64 bytes, only the way back is lost."""
    back = OpenPost(post=1234567, kind="topic", place=9999, of=of)
    rows = texts.rows(back, NOTHING, Interest(0, Reach(), is_own=False))
    buttons = [one.data or "" for row in rows for one in row]

    assert expected == sum(of in data for data in buttons)
    assert all(":1234567" in data and len(data) <= 64 for data in buttons)
