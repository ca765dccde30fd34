"""`/dampak`: practices by how far they went, areas as a table and a chart."""

import pytest

from community import areas
from community.callback import pack
from community.impact import OpenImpact, SendImpactChart
from community.reply import File, Later
from community.roles import State
from handlers import late
from storage.posts import Post
from storage.unit import Unit
from tests.handlers.asker import GROUP, on_duty
from tests.handlers.driver import Actor, Stage
from tests.handlers.library import takes_back
from tests.handlers.practices import promises, shares
from tests.handlers.test_replicating import answers


@pytest.fixture
async def budi(stage: Stage) -> Actor:
    """A moderator."""
    return await on_duty(stage, "Budi", 13)


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """An author in Banyuwangi."""
    return await stage.person("Sari", 11).joined()


async def runs_in(stage: Stage, post: Post, *codes: str) -> None:
    """Let a practice run in these kabupaten and kota."""
    for code in codes:
        actor = await stage.person("Lain", 100 + int(code[-2:])).joined(area=code)
        await promises(actor, post)
        await answers(actor, post, "running")


async def made(stage: Stage, later: Later) -> late.Content:
    """Make late content as delivery does."""
    async with stage.database.snapshot() as unit:
        content = await late.MAKERS[later.kind](unit, later.args, later.person_id)
    return await content() if callable(content) else content


async def test_nothing_yet(budi: Actor) -> None:
    """Without posts every view says so."""
    await budi.says("/dampak")
    assert "Belum ada praktik yang berjalan di instansi lain." in budi.screen.text
    await budi.taps("Wilayah")
    assert "Belum ada tulisan yang terbit." in budi.screen.text
    await budi.taps("Grafik")
    assert "Belum ada tulisan yang terbit." == budi.toast


async def test_the_most_replicated_stand_first(stage: Stage, budi: Actor, sari: Actor) -> None:
    """Ten a page, in place; the number opens the post below."""
    await runs_in(stage, await shares(sari, "Rilis <b>"), "35.01", "35.02")
    await runs_in(stage, await shares(sari, "Klinik"), "35.03")
    gone = await shares(sari, "Hilang")
    await runs_in(stage, gone, "35.01", "35.02", "35.03")
    await takes_back(sari, gone)
    await shares(sari, "Tidak direplikasi")
    await budi.says("/dampak")
    assert [
        "1. <b>Rilis &lt;b&gt;</b>\n🌱 Direplikasi di 2 kabupaten/kota",
        "2. <b>Klinik</b>\n🌱 Direplikasi di 1 kabupaten/kota",
    ] == budi.screen.text.split("\n\n")[1:]

    shown = len(budi.messages)
    await budi.taps("2")
    assert (shown + 1, True) == (len(budi.messages), "<b>Klinik</b>" in budi.screen.text)


async def test_long_lists_have_pages(stage: Stage, budi: Actor, sari: Actor) -> None:
    """A number beyond the list means its last page, also where the list shrank."""
    for number in range(11):
        await runs_in(stage, await shares(sari, f"Praktik {number}"), "35.01")
    await budi.says("/dampak")
    assert "(halaman 1 dari 2)" in budi.screen.text
    await budi.taps("Berikutnya")
    assert ["11", "‹ Sebelumnya", "Wilayah", "Grafik", "Menu"] == budi.labels
    await budi.taps_data(pack(OpenImpact(view="practices", page=99)), 1)
    assert "11. <b>Praktik 0</b>" in budi.screen.text
    await budi.taps_data(pack(OpenImpact(view="forged", page=-1)), 1)
    assert "1. <b>Praktik 10</b>" in budi.screen.text


async def test_areas_stand_in_a_table(stage: Stage, budi: Actor, sari: Actor) -> None:
    """The most active first, one line for all other instansi; the rest of the 38 by name."""
    agency = await stage.person("Ida", 15).joined(area=None, agency="dinkes")
    first, second = await shares(sari, "Satu"), await shares(sari, "Dua")
    await shares(agency, "Tiga")
    await runs_in(stage, first, "35.78", "35.01")
    await runs_in(stage, second, "35.78")
    await promises(agency, first)
    await answers(agency, first, "running")
    await budi.says("/dampak")
    await budi.taps("Wilayah")

    table, _, others = budi.screen.text.partition("<pre>")[2].partition("</pre>")
    assert [
        "Wilayah          Terap  Bagi",
        "Kota Surabaya        2     0",
        "Kab. Pacitan         1     0",
        "Kab. Banyuwangi      0     2",
        "Instansi lain        1     1",
    ] == table.splitlines()
    assert others.startswith(f"\n\nBelum ada dari {len(areas.ALL) - 3} lainnya: Kab. ")
    assert len(areas.ALL) - 3 == others.count("Kab. ") + others.count("Kota ")
    assert "Sari" not in budi.screen.text


async def test_the_chart_is_drawn_late(stage: Stage, budi: Actor, sari: Actor) -> None:
    """A picture with words below it; whose duty ended meanwhile gets none."""
    await runs_in(stage, await shares(sari), "35.78")
    reply = await budi.taps_data(pack(SendImpactChart()), 1)
    (later,) = [say for say in reply.says if isinstance(say, Later)]
    file = await made(stage, later)
    assert isinstance(file, File)
    assert (b"\x89PNG", True) == (file.content[:4], file.is_photo)
    assert "1 kabupaten/kota menerapkan praktik instansi lain, 1 membagikan" in file.caption

    person = await budi.known()

    async def leave(unit: Unit) -> None:
        await unit.people.change_state(
            person.id, was=(State.MEMBER,), becomes=State.LEFT, now=stage.now
        )

    await stage.database.write(leave)
    assert await made(stage, later) is None


async def test_only_moderators_see_it(grouped: Stage, sari: Actor, budi: Actor) -> None:
    """Members are refused; in the moderators' group a button leads to the private chat."""
    await sari.says("/dampak")
    assert "khusus untuk Moderator CoP" in sari.screen.text
    await sari.taps_data(pack(OpenImpact(view="areas", page=0)), 1)
    assert "khusus untuk Moderator CoP" in sari.screen.text

    await budi.says("/dampak", chat=GROUP)
    (button,) = grouped.chats[GROUP.id][-1].message.buttons[0]
    assert "https://t.me/cop_humas_jatim_bot?start=dampak" == button.url
    await budi.says("/start dampak")
    assert "Dampak tulisan" in budi.screen.text
