"""Content that takes long is made when its snapshot is given back."""

from pathlib import Path
from typing import Any

from bot.delivery.sender import Afterwards
from community.reply import File, Lane
from storage.database import Database
from storage.outbox import NewRow
from storage.unit import Unit
from tests.bot.delivery.post import open_post


async def test_long_work_holds_no_snapshot(tmp_path: Path) -> None:
    """While a chart is drawn no snapshot is open, so all of them are there for others."""
    opened: list[Database] = []
    free: list[bool] = []

    async def draw() -> File:
        async with opened[0].snapshot(), opened[0].snapshot():  # as many as there are
            free.append(True)
        return File("grafik.txt", b"gambar")

    async def make(unit: Unit, args: dict[str, Any], person_id: int | None) -> Afterwards:
        await unit.messages.aliases()
        return draw

    async with open_post(tmp_path, makers={"chart": make}) as post:
        opened.append(post.database)
        sari = post.simulator.person("Sari", started=True)
        row = NewRow(chat_id=sari.id, lane=Lane.REPLY, kind="later:chart", payload={})
        rows = await post.say(row)

        assert ["sent"] == await post.settle(rows)
        assert [True] == free
        assert b"gambar" == await sari.downloads(await sari.receives("grafik.txt"))
