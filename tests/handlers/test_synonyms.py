"""`/sinonim`: admins say which words mean the same, and the search follows at once."""

from storage.search import POST
from storage.unit import Unit
from tests.handlers.driver import Actor, Stage


async def admin(stage: Stage) -> Actor:
    """Return an admin before the list."""
    ani = stage.person("Ani", 9001)
    await ani.says("/sinonim")
    return ani


async def found(stage: Stage, query: str) -> list[int]:
    """Return the numbers of the posts that a query finds."""
    async with stage.database.snapshot() as unit:
        return [hit.number for hit in await unit.search.find(query)]


async def put(stage: Stage, number: int, title: str) -> None:
    """Make a text findable."""

    async def write(unit: Unit) -> None:
        await unit.search.put(POST, number, title=title, body="Isinya.")

    await stage.database.write(write)


async def test_words_that_an_admin_adds_find_each_other_at_once(stage: Stage) -> None:
    """A text about one is found by the other; the trail does not hold what was typed."""
    await put(stage, 7, "Merawat batik daerah")
    assert [] == await found(stage, "wastra")

    ani = await admin(stage)
    await ani.taps("Tambah")
    await ani.says("batik = wastra, kain daerah")

    assert "batik = wastra = kain daerah" in ani.screen.text
    assert [7] == await found(stage, "wastra")
    async with stage.database.snapshot() as unit:
        trail = await unit.audit.list_newest(1)
    assert {"what": "changed"} == dict(trail[0].details)


async def test_packaged_words_are_taken_out_and_come_back(stage: Stage) -> None:
    """`Hapus` and `Kembalikan`, of what comes with the program."""
    await put(stage, 7, "Menjawab keluhan warga")
    assert [7] == await found(stage, "komplain")
    ani = await admin(stage)
    await open_group(ani, "keluhan = ")

    await ani.taps("Ubah")
    await ani.says("keluhan = aduan")
    assert [] == await found(stage, "komplain")
    await ani.taps("Kembalikan")
    assert [7] == await found(stage, "komplain")
    await ani.taps("Hapus")
    assert "sudah dihapus" in ani.screen.text
    assert [] == await found(stage, "komplain")


async def open_group(ani: Actor, begin: str) -> None:
    """Turn the pages until a group is there, and open it."""
    for _ in range(40):
        label = next(
            (one.label for row in ani.screen.buttons for one in row if one.label.startswith(begin)),
            None,
        )
        if label is not None:
            await ani.taps(label)
            return
        await ani.taps("Berikutnya ›")
    raise AssertionError(begin)


async def test_wrong_words_are_told_what_is_accepted(stage: Stage) -> None:
    """One word, only stop words, too many, a word of another group: nothing is lost."""
    ani = await admin(stage)
    await ani.taps("Tambah")
    for typed in ("batik", "yang = dan", "a" * 60 + " = b", " = ".join(map(str, range(20, 50)))):
        await ani.says(typed)
        assert "dua sampai 15 kata" in ani.screen.text, typed
    await ani.says("batik = komplain")
    assert "“komplain” sudah ada pada padanan lain" in ani.screen.text
    await ani.says("batik = wastra")
    assert "Padanan kata sudah diperbarui" in ani.screen.text
