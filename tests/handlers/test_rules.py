"""`/aturan`: rules that are replaced, and the answers that have to be reviewed."""

import pytest

from community.ruling import Confirm, ListReview, ReviewPublished, Unpublish
from tests.handlers.asker import on_duty
from tests.handlers.driver import Actor, Stage
from tests.handlers.publisher import (
    ANSWER,
    RULE,
    answered,
    finds,
    opens,
    proposes,
    publication,
    published,
)

NEW_RULE = "PermenPANRB Nomor 7 Tahun 2026"
UNDER_REVIEW = "Aturan rujukan telah diganti; sedang ditinjau"


@pytest.fixture
async def budi(stage: Stage) -> Actor:
    """A moderator."""
    return await on_duty(stage, "Budi", 13)


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """A member who asks."""
    return await stage.person("Sari", 11).joined()


async def replaces(budi: Actor) -> None:
    """Mark the rule replaced."""
    await budi.says("/aturan")
    await budi.taps(RULE)
    await budi.taps("Tandai diganti")
    await budi.says(NEW_RULE)
    await budi.taps("Simpan")


async def reads(actor: Actor, number: int) -> str:
    """Return what a published question reads."""
    await actor.says(f"/start q_{number}")
    return actor.screen.text


async def test_a_replaced_rule_marks_what_cites_it(stage: Stage, sari: Actor, budi: Actor) -> None:
    """What cites another source is left alone; the trail names the rule's number only."""
    citing = await published(sari, budi)
    other = await answered(sari, budi)
    await proposes(budi, other.id, source="Praktik; https://jdih.example.go.id/a")
    await sari.taps("Izinkan")
    assert UNDER_REVIEW not in await reads(sari, citing)

    await replaces(budi)

    assert UNDER_REVIEW in await reads(sari, citing)
    assert f"{RULE} (diganti: {NEW_RULE})" in await reads(sari, citing)
    assert UNDER_REVIEW not in await reads(sari, other.id)
    await opens(budi, ListReview())
    assert budi.labels[0].startswith(f"#{citing} ")
    assert "Aturan rujukan" == budi.labels[1]
    person = await budi.known()
    async with stage.database.snapshot() as unit:
        trail = [entry.action for entry in await unit.audit.list_about(person.id)]
    assert "rule_replaced" in trail


async def test_a_rule_is_replaced_once(sari: Actor, budi: Actor) -> None:
    """The second try is told."""
    await published(sari, budi)
    await replaces(budi)

    await budi.says("/aturan")
    await budi.taps(RULE)

    assert "Tandai diganti" not in budi.labels
    assert f"Diganti: {NEW_RULE}" in budi.screen.text


async def test_a_rule_that_was_replaced_twice_shows_what_holds_now(
    sari: Actor, budi: Actor
) -> None:
    """The answer cites the first; readers are told the newest, not one that is gone as well."""
    number = await published(sari, budi)
    await replaces(budi)
    await budi.says("/aturan")
    await budi.taps(NEW_RULE)
    await budi.taps("Tandai diganti")
    await budi.says("PermenPANRB Nomor 9 Tahun 2028")
    await budi.taps("Simpan")

    assert f"{RULE} (diganti: PermenPANRB Nomor 9 Tahun 2028)" in await reads(sari, number)


async def test_rules_that_replace_each_other_are_no_endless_way(sari: Actor, budi: Actor) -> None:
    """A mistake of moderators (the new one replaced by the old one) is still shown."""
    number = await published(sari, budi)
    await replaces(budi)
    await budi.says("/aturan")
    await budi.taps(NEW_RULE)
    await budi.taps("Tandai diganti")
    await budi.says(RULE)
    if "Simpan" in budi.labels:
        await budi.taps("Simpan")

    assert f"{RULE} (diganti: {NEW_RULE})" in await reads(sari, number)


async def test_what_still_holds_leaves_the_list(stage: Stage, sari: Actor, budi: Actor) -> None:
    """`Masih berlaku` takes the mark away and puts the next review off by a year."""
    number = await published(sari, budi)
    await replaces(budi)

    await opens(budi, ReviewPublished(question=number))
    await budi.taps("Masih berlaku")

    assert "Tidak ada jawaban yang perlu ditinjau" in budi.screen.text
    assert UNDER_REVIEW not in await reads(sari, number)
    stage.passes(days=364)
    await opens(budi, ListReview())
    assert "Tidak ada jawaban yang perlu ditinjau" in budi.screen.text
    stage.passes(days=1)
    await opens(budi, ListReview())
    assert budi.labels[0].startswith(f"#{number} ")


async def test_a_moderator_takes_an_answer_down(stage: Stage, sari: Actor, budi: Actor) -> None:
    """After a second tap it is found no more, and its asker is told."""
    number = await published(sari, budi)
    await opens(budi, ReviewPublished(question=number))
    await budi.taps("Cabut")
    assert [number] == await finds(stage)

    await budi.taps("Ya, cabut")

    assert [] == await finds(stage)
    assert f"#{number} dari tanya jawab" in sari.screen.text
    assert ANSWER not in await reads(sari, number)


async def test_a_changed_answer_with_the_new_rule_needs_no_review(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """`Ubah` writes it anew; once it cites what holds, the note goes."""
    number = await published(sari, budi)
    await replaces(budi)

    await opens(budi, ReviewPublished(question=number))
    await budi.taps("Ubah")
    await budi.taps("Pakai teks ini")
    await budi.taps("Pakai teks ini")
    await budi.taps(NEW_RULE)
    await budi.taps("1 tahun")
    assert "langsung berlaku" in budi.screen.text
    await budi.taps("Kirim")

    assert UNDER_REVIEW not in await reads(sari, number)
    assert f"Sumber: {NEW_RULE}" in await reads(sari, number)
    assert not (await publication(stage, number)).is_under_review


async def test_nobody_decides_on_their_own_answer(stage: Stage, budi: Actor) -> None:
    """A moderator who asked leaves the review to others."""
    cici = await on_duty(stage, "Cici", 15)
    number = await published(budi, cici)

    for data in (Confirm(question=number), Unpublish(question=number, is_sure=True)):
        await opens(budi, data)
        assert "ajukan sendiri" in budi.screen.text

    assert [number] == await finds(stage)


@pytest.mark.parametrize("typed", [RULE, RULE.upper()])
async def test_a_rule_is_listed_once(budi: Actor, typed: str) -> None:
    """However it is written."""
    for name in (RULE, typed):
        await budi.says("/aturan")
        await budi.taps("Tambah aturan")
        await budi.says(name)
        await budi.taps("Simpan")

    await budi.says("/aturan")

    assert 1 == sum(label.upper() == RULE.upper() for label in budi.labels)
