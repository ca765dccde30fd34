"""`/audit`: admins read who did what to whom."""

import ast
from pathlib import Path

from community.texts.held import ACTIONS
from storage.unit import Unit
from tests.handlers.driver import Actor, Stage

ROOT = Path(__file__).resolve().parents[2]


async def admin(stage: Stage) -> Actor:
    """Return the admin."""
    return await stage.person("Ani", 9001).joined()


async def note(stage: Stage, count: int, actor: int | None = None) -> None:
    """Write lines that can be told apart by their number."""

    async def unit(unit: Unit) -> None:
        for number in range(1, count + 1):
            await unit.audit.note("left", actor, actor, {"session": number}, stage.now)

    await stage.database.write(unit)


def numbers(actor: Actor) -> list[int]:
    """List the numbers of the lines on the screen."""
    lines = actor.screen.text.splitlines()
    return [int(line.rpartition("sesi: ")[2]) for line in lines if "sesi: " in line]


async def test_a_line_says_who_did_what_to_whom_in_words(stage: Stage) -> None:
    """Names stand beside our numbers, codes are told in words, what people wrote is escaped."""
    ani = await admin(stage)
    sari = await stage.person("Sari <b>", 11).joined()
    actor, subject = await ani.known(), await sari.known()

    async def unit(unit: Unit) -> None:
        details: dict[str, str | bool] = {"reason": "pindah", "own": True}
        await unit.audit.note("removed", actor.id, subject.id, details, stage.now)

    await stage.database.write(unit)
    await ani.says("/audit")

    assert (
        "<b>Jejak perbuatan</b>, terbaru di atas\n\n"
        "Senin, 23 November 2026 pukul 08.00 WIB\n"
        f"<b>dikeluarkan dari komunitas</b>; oleh Ani (<code>{actor.id}</code>); "
        f"tentang Sari &lt;b&gt; (<code>{subject.id}</code>); "
        "alasan: Tidak lagi bertugas di bidang kehumasan; permohonan sendiri: ya"
    ) == ani.screen.text


async def test_pages_turn_both_ways_and_miss_nothing(stage: Stage) -> None:
    """Ten a page, newest first; what is added meanwhile moves no page."""
    ani = await admin(stage)
    await note(stage, 25)

    await ani.says("/audit")
    assert [*range(25, 15, -1)] == numbers(ani)
    assert ["‹ Lebih lama", "Menu"] == ani.labels
    await ani.taps("‹ Lebih lama")
    await note(stage, 3)
    await ani.taps("‹ Lebih lama")
    assert [*range(5, 0, -1)] == numbers(ani)
    assert ["Lebih baru ›", "Menu"] == ani.labels

    await ani.taps("Lebih baru ›")
    assert [*range(15, 5, -1)] == numbers(ani)
    await ani.taps("Lebih baru ›")
    assert [*range(25, 15, -1)] == numbers(ani)
    await ani.taps("Lebih baru ›")

    assert [3, 2, 1, *range(25, 18, -1)] == numbers(ani)
    assert ["‹ Lebih lama", "Menu"] == ani.labels
    assert 1 == len(ani.messages)


async def test_a_person_number_narrows_the_trail(stage: Stage) -> None:
    """Also of somebody whose data are deleted, of whom only the number is left."""
    ani = await admin(stage)
    await note(stage, 12, actor=4_182_093_517)
    await note(stage, 3)

    await ani.says("/audit 4182093517")
    assert [*range(12, 2, -1)] == numbers(ani)
    assert "orang <code>4182093517</code>" in ani.screen.text
    assert "oleh <code>4182093517</code>;" in ani.screen.text
    await ani.taps("‹ Lebih lama")
    assert [2, 1] == numbers(ani)
    await ani.says("/audit 77")
    assert "Belum ada jejak." in ani.screen.text


async def test_a_person_number_does_not_tell_who_asked_anonymously(stage: Stage) -> None:
    """The look is found by who looked; by the number of who asked it would name them."""
    ani = await admin(stage)
    sari = await stage.person("Sari", 11).joined()
    looked, asked = await ani.known(), await sari.known()

    async def unit(unit: Unit) -> None:
        await unit.audit.note("left", asked.id, asked.id, {"session": 4}, stage.now)
        await unit.audit.note("asker_looked_up", looked.id, asked.id, {"question": 1}, stage.now)

    await stage.database.write(unit)

    await ani.says(f"/audit {asked.id}")
    about_asked = ani.screen.text
    await ani.says(f"/audit {looked.id}")

    assert "sesi: 4" in about_asked
    assert "pertanyaan: 1" not in about_asked
    assert "pertanyaan: 1" in ani.screen.text


async def test_what_is_no_number_is_told_kindly(stage: Stage) -> None:
    """Names, negative and endless numbers get an example of what is accepted."""
    ani = await admin(stage)

    for words in ("sari", "-4", "0", "9" * 30, "0" * 25 + "7", "٣"):
        await ani.says(f"/audit {words}")
        assert "misalnya: /audit 4182093517" in ani.screen.text


async def test_looking_leaves_no_line(stage: Stage) -> None:
    """Reading the trail is not part of it; a forged page shows the newest lines."""
    ani = await admin(stage)
    await note(stage, 1)

    for data in ("1tr:0:0:0", "1tr:0:1:0", "1tr:0:0:-5", "1tr:-1:-1:-1"):
        await ani.taps_data(data)

    async with stage.database.snapshot() as unit:
        assert 1 == len(await unit.audit.list_newest(50))


def test_every_action_of_the_trail_has_words() -> None:
    """Whoever notes a new action says what it is called."""
    noted = {
        call.args[0].value
        for path in (ROOT / "handlers").glob("*.py")
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "note"
        and len(call.args) > 1
        and isinstance(call.args[0], ast.Constant)
    }

    assert {"joined", "removed"} <= noted
    assert set() == noted - set(ACTIONS)
