"""Whatever fails, in whatever layer: no name, no Telegram id, no token reaches logs or errors."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import aiohttp
import pytest

from simulator.faults import Act, Drop, Fault, RawAnswer, Refuse
from simulator.person import Person
from simulator.server import Simulator
from tests.crash.people import join, shows
from tests.crash.process import BotProcess, bot_process, polling, webhook

NAME = "Wulandarini Tandamata"  # nobody's; easy to search for
NUMBER = 7_713_377_331
MARKED = f"{NAME} {NUMBER}"


@pytest.mark.parametrize("log_format", ["text", "json"])
async def test_no_layer_gives_a_person_away(
    simulator: Simulator, tmp_path: Path, log_format: str
) -> None:
    """Database, handler, library, Bot API and webhook fail on a marked person; logs stay mute."""
    simulator.complaints_expected = True  # the errors are made up, but they count
    path = tmp_path / "cop.db"
    url = f"sqlite:///{path}"
    marked = simulator.person(NAME, id=NUMBER, username="wulandarini_t")
    sari = simulator.person("Sari")
    await join(url, [NUMBER])
    named = webhook(simulator, url, LOG_LEVEL="DEBUG", LOG_FORMAT=log_format)
    async with bot_process(tmp_path, named) as bot:
        await bot.start_and_wait()
        await marked.says(f"/start {NAME}")
        await marked.sees()

        await _make_the_api_fail(simulator, marked, bot)
        await _send_what_nobody_can_read(named)
        await bot.logs("set aside", "Unreadable")
        _make_the_database_fail(path)
        await marked.says("/menu")
        await bot.logs("set aside")
        _mend_the_database(path)
        _poison_a_draft(path)
        await marked.says(NAME)
        await bot.logs("no apology")

        await sari.says("/menu")
        await sari.sees("Menu")
        assert 0 == await bot.stop()
        errors = _errors_kept(path)
        told = "\n".join([*bot.lines, *errors])

    assert len(errors) >= 3
    secrets = [NAME, "Wulandarini", "wulandarini_t", str(NUMBER), simulator.token]
    secrets += [simulator.token.partition(":")[2], named["WEBHOOK_SECRET"]]
    assert [] == [secret for secret in secrets if secret in told]


async def test_a_database_password_is_never_said(simulator: Simulator, tmp_path: Path) -> None:
    """A database that cannot be reached is named without the password in its address."""
    url = "postgresql://pengguna:kata-sandi-rahasia@127.0.0.1:9/cop"
    async with bot_process(tmp_path, polling(simulator, url, LOG_LEVEL="DEBUG")) as bot:
        await bot.start()
        await bot.logs("The database is away", "trying again")

        assert [] == bot.said("kata-sandi-rahasia")


async def _make_the_api_fail(simulator: Simulator, marked: Person, bot: BotProcess) -> None:
    """Let Telegram answer with errors that quote the person."""
    words = f"Bad Request: can't parse entities: {MARKED} {simulator.token}"
    page = RawAnswer(status=502, body=f"<html>{MARKED} {simulator.token}</html>")
    forbidden = Refuse(403, f"Forbidden: {MARKED} {simulator.token}")
    final: tuple[Act, ...] = (Refuse(400, words), forbidden)
    passing: tuple[Act, ...] = (page, Drop(after_act=False))
    for number, act in enumerate((*final, *passing)):
        simulator.faults.add(Fault(act, method="sendMessage", chat_id=NUMBER))
        await marked.says(f"/gagal{number}")
        if act in passing:
            await shows(marked, f"/gagal{number} ")
    await bot.logs("refused")


async def _send_what_nobody_can_read(named: dict[str, str]) -> None:
    """Post an update that the library refuses, and a post that is no update."""
    header = {"X-Telegram-Bot-Api-Secret-Token": named["WEBHOOK_SECRET"]}
    unreadable = {
        "update_id": 1,
        "message": {"message_id": NAME, "date": MARKED, "text": MARKED, "chat": {"id": NUMBER}},
    }
    async with aiohttp.ClientSession(headers=header) as session:
        for body in (unreadable, [MARKED], {"update_id": MARKED}):
            async with session.post(named["WEBHOOK_URL"], json=body) as answer:
                assert 200 == answer.status


def _make_the_database_fail(path: Path) -> None:
    """Let whatever is said fail with an error that quotes the person."""
    _run(
        path,
        f"CREATE TRIGGER marked BEFORE INSERT ON outbox BEGIN SELECT RAISE(ABORT, '{MARKED}'); END",
    )


def _mend_the_database(path: Path) -> None:
    _run(path, "DROP TRIGGER marked")


def _poison_a_draft(path: Path) -> None:
    """Leave a draft that no handler can read, with the name in it."""
    broken = f'{{"name": "{MARKED}'
    _run(
        path,
        "INSERT INTO draft (person_id, form, step, answers, view, is_open, created_at, updated_at)"
        " SELECT person_id, 'join', 'name', ?, '{}', 1, seen_at, seen_at"
        " FROM account WHERE telegram_id = ?",
        (broken, NUMBER),
    )


def _errors_kept(path: Path) -> list[str]:
    """List the errors that the tables keep."""
    with sqlite3.connect(path) as connection:
        found = connection.execute(
            "SELECT error FROM inbox WHERE error IS NOT NULL"
            " UNION ALL SELECT error FROM outbox WHERE error IS NOT NULL"
        ).fetchall()
    connection.close()
    return [str(error) for (error,) in found]


def _run(path: Path, statement: str, values: tuple[str | int, ...] = ()) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement, values)
    connection.close()
