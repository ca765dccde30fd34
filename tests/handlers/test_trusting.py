"""Whose posts are published at once, and what moderators do with those."""

from community.callback import pack
from community.posts import State
from community.trusting import SetTrust
from tests.handlers.asker import GROUP, on_duty
from tests.handlers.cards import labels
from tests.handlers.driver import Actor, Stage
from tests.handlers.reviewer import card_of, content, events_of, post_of, sends, told


async def _approved(stage: Stage, budi: Actor, sari: Actor, count: int) -> None:
    for place in range(count):
        await sends(sari, content(f"Praktik baik ke-{place}"))
        await budi.taps("Setujui", chat=GROUP)


async def _is_trusted(stage: Stage, actor: Actor) -> bool:
    person = await actor.known()
    async with stage.database.snapshot() as unit:
        return await unit.trusted_authors.has(person.id)


async def _actions(stage: Stage) -> list[str]:
    async with stage.database.snapshot() as unit:
        return [one.action for one in await unit.audit.list_newest(20)][::-1]


async def test_an_author_is_trusted_after_three_approved_posts(grouped: Stage) -> None:
    """The button is on the card in `/anggota`; it is written down, and they are told once."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari Utami", 12).joined()
    await _approved(grouped, budi, sari, 2)
    await budi.says("/anggota sari")
    await budi.taps("Sari Utami")
    assert "Tulisan terbit: 2" in budi.screen.text
    assert "Percayai" not in budi.labels
    await _approved(grouped, budi, sari, 1)
    await budi.says("/anggota sari")
    await budi.taps("Sari Utami")

    await budi.taps("Percayai")

    assert await _is_trusted(grouped, sari)
    assert "penulis tepercaya" in budi.screen.text
    assert "Cabut kepercayaan" in budi.labels
    assert 1 == told(sari, "tulisan Bapak/Ibu terbit langsung")
    await budi.taps("Cabut kepercayaan")
    assert not await _is_trusted(grouped, sari)
    assert 1 == told(sari, "kembali ditinjau Moderator CoP")
    actions = [one for one in await _actions(grouped) if one.startswith("author")]
    assert ["author_trusted", "author_distrusted"] == actions


async def test_a_second_tap_tells_nobody_twice(grouped: Stage) -> None:
    """Two moderators at once: one line in the trail, one message."""
    budi = await on_duty(grouped, "Budi", 13)
    cici = await on_duty(grouped, "Cici", 15)
    sari = await grouped.person("Sari", 12).joined()
    await _approved(grouped, budi, sari, 3)
    data = pack(SetTrust(person=(await sari.known()).id, has=True))

    await budi.taps_data(data)
    await cici.taps_data(data)

    assert 1 == told(sari, "terbit langsung")
    assert 1 == (await _actions(grouped)).count("author_trusted")


async def test_trust_has_its_limits(grouped: Stage) -> None:
    """Not before three posts, and never oneself, whatever a button says."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()

    await budi.taps_data(pack(SetTrust(person=(await sari.known()).id, has=True)))
    assert "Penulis dapat dipercaya setelah 3 tulisannya disetujui." == budi.toast
    await budi.taps_data(pack(SetTrust(person=(await budi.known()).id, has=True)))
    assert "Kepercayaan kepada diri sendiri diputuskan moderator lain." == budi.toast

    assert not await _is_trusted(grouped, sari)
    assert not await _is_trusted(grouped, budi)


async def test_whoever_is_removed_is_trusted_no_longer(grouped: Stage) -> None:
    """Should they come back, their posts are reviewed as everybody's."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    await _approved(grouped, budi, sari, 3)
    await budi.taps_data(pack(SetTrust(person=(await sari.known()).id, has=True)))

    await budi.says("/anggota sari")
    await budi.taps("Sari")
    await budi.taps("Keluarkan")
    await budi.taps("Menyebarkan hoaks")
    await budi.taps("Ya, keluarkan")

    assert not await _is_trusted(grouped, sari)
    assert 0 == told(sari, "kembali ditinjau")


async def test_what_was_published_at_once_is_taken_down_for_a_reason(grouped: Stage) -> None:
    """Nobody reads it any more; the author hears why, the trail keeps who and why."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    post = await sends(sari, is_trusted=True)
    assert ["Sudah ditinjau", "Turunkan"] == labels(card_of(grouped, post.id))

    await budi.taps("Turunkan", chat=GROUP)
    await budi.taps("Lainnya", chat=GROUP)
    await budi.says("Fotonya memuat dokumen internal.")

    assert State.REMOVED is (await post_of(grouped, post.id)).state
    assert 1 == told(sari, "diturunkan setelah ditinjau Moderator CoP")
    assert "Fotonya memuat dokumen internal." in sari.screen.text
    card = card_of(grouped, post.id)
    assert "<b>diturunkan</b>; diturunkan oleh Budi" in card.text
    assert "Alasan: Fotonya memuat dokumen internal." in card.text
    assert () == card.buttons
    assert "post_removed" == (await _actions(grouped))[-1]


async def test_what_is_reported_is_decided_with_its_reports(grouped: Stage) -> None:
    """A case of reports is open: `Turunkan` on the post's own card points there."""
    budi = await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 12).joined()
    post = await sends(sari, is_trusted=True)
    await grouped.database.write(lambda unit: unit.report_cases.open(post.id, grouped.now))

    await budi.taps("Turunkan", chat=GROUP)

    assert "Tulisan ini sedang dilaporkan." in budi.toast
    assert 1 == len(await events_of(grouped, post.id))
