"""LOG_FORMAT=json in a real process: every line it writes is an object that a collector reads."""

import json
import re
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from simulator.server import Simulator
from tests.crash.process import BotProcess, bot_process, polling

NAME = "Sari-Wulandari-3578"


def objects(process: BotProcess) -> list[dict[str, Any]]:
    """Read all lines; fails at the first that is no object with what every line must have."""
    found = []
    for line in process.lines:
        one = json.loads(line)
        assert {"time", "level", "logger", "event"} <= set(one)
        assert datetime.fromisoformat(one["time"]).tzinfo is not None
        found.append(one)
    return found


async def test_a_whole_life_is_json(simulator: Simulator, tmp_path: Path) -> None:
    """From the start to the stop, with words of other libraries, and nobody's name in it."""
    settings = polling(
        simulator, f"sqlite:///{tmp_path}/cop.db", LOG_FORMAT="json", LOG_LEVEL="DEBUG"
    )
    sari = simulator.person(NAME)
    async with bot_process(tmp_path, settings) as process:
        await process.start_and_wait()
        await sari.says("/start")
        await sari.sees("Selamat datang")
        assert 0 == await process.stop()

    events = [one["event"] for one in objects(process)]
    assert any(event.startswith("ready as @") for event in events)
    assert "stopping" in events
    assert not re.search(f"{NAME}|{simulator.token}", "".join(process.lines))


async def test_an_incident_has_a_field_and_an_end_has_its_error(
    simulator: Simulator, tmp_path: Path
) -> None:
    """A table that is gone: what is set aside has its number, and the last line says why."""
    settings = polling(simulator, f"sqlite:///{tmp_path}/cop.db", LOG_FORMAT="json")
    sari = simulator.person(NAME)
    async with bot_process(tmp_path, settings) as process:
        await process.start_and_wait()
        with closing(sqlite3.connect(tmp_path / "cop.db")) as connection:
            connection.execute("ALTER TABLE outbox RENAME TO gone")
        await sari.says("/start")
        await process.logs("update set aside")
        await process.stop()

    lines = objects(process)
    aside = next(one for one in lines if one["event"].startswith("update set aside"))
    assert re.fullmatch("[0-9A-F]{4}", aside["incident"])
    assert aside["incident"] in aside["event"]
    assert "ERROR" == aside["level"]
    assert NAME not in "".join(process.lines)


async def test_what_ends_the_process_is_json(simulator: Simulator, tmp_path: Path) -> None:
    """An error that nobody expected is one line too, without a traceback that quotes values."""
    settings = polling(simulator, f"sqlite:///{tmp_path}/cop.db", LOG_FORMAT="json")
    with closing(sqlite3.connect(tmp_path / "cop.db")) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.execute("INSERT INTO alembic_version VALUES ('0001')")
        connection.commit()
    async with bot_process(tmp_path, settings) as process:
        await process.start()
        assert 1 == await process.ends()

    last = objects(process)[-1]
    assert ("CRITICAL", "stopped by an unexpected error") == (last["level"], last["event"])
    assert "storage/" in last["error"]
