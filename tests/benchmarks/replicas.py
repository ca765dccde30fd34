"""Replicas by webhook: how long an answer takes through the leader, how many updates a second.

This process is Telegram: it posts updates, each chat's one after another, to the replicas in turn,
and takes what they send.
"""

import asyncio
import contextlib
import os
import socket
import sys
import time
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import insert

from storage.database import Database
from storage.schema import account, person
from storage.unit import Unit
from tests.benchmarks import population, processes, workload
from tests.benchmarks.contestants import WEBHOOK_SECRET, webhook_environment
from tests.benchmarks.fake_api import Connection, FakeApi
from tests.benchmarks.scale import Scale
from tests.benchmarks.sliding import percentiles
from tests.benchmarks.table import Table, middle
from tests.benchmarks.traffic import FIRST_CHAT, Load, Traffic
from tests.search.server import NewDatabase, postgres

DELAY = 0.06
LANES = 40  # posts at once, as max_connections
RATES = (5, 50, 200, 0)  # a second; 0 is all at once
PATIENCE_SECONDS = 120.0
READY = "ready as @"


def measure(scale: Scale) -> list[Table]:
    """Measure SQLite, and PostgreSQL with one replica and with three."""
    with postgres() as new_database:
        return [_measure(scale, new_database)]


def _measure(scale: Scale, new_database: NewDatabase | None) -> Table:
    setups = [("SQLite", 1)]
    if new_database is not None:
        setups += [("PostgreSQL", 1), ("PostgreSQL", 3)]
    rows: list[tuple[object, ...]] = []
    for name, replicas in setups:
        runs = []
        for _ in range(scale.repeats):
            with processes.folder() as folder:
                url = f"sqlite:///{folder}/ours.sqlite3"
                if name != "SQLite" and new_database is not None:
                    url = new_database()
                runs.append(asyncio.run(_run(url, folder, replicas, scale)))
        for place, rate in enumerate(RATES):
            of_rate = [run[place] for run in runs]
            figures = [middle([one[key] for one in of_rate], 1) for key in ("p50", "p95", "p99")]
            per_second = middle([one["per_second"] for one in of_rate]) if rate == 0 else ""
            faults = "/".join(
                str(int(max(one[key] for one in of_rate)))
                for key in ("missing", "surplus", "out_of_order")
            )
            rows.append((name, replicas, rate or "all at once", *figures, per_second, faults))
    columns = (
        *("database", "replicas", "updates/s", "p50 ms", "p95 ms", "p99 ms", "answers/s"),
        "lost/doubled/out of order",
    )
    return Table("Webhooks: from an update's post to its answer, API delay 60 ms", columns, rows)


async def _run(url: str, folder: Path, replicas: int, scale: Scale) -> list[dict[str, float]]:
    """Let the bots warm up, then measure at each rate."""
    await _fill(url)
    loop = asyncio.get_running_loop()
    api = FakeApi(delay=DELAY, jitter=DELAY / 6, limit=0)
    server = await loop.create_server(lambda: Connection(api), "127.0.0.1", 0, backlog=1024)
    counts = [int(rate * scale.seconds) or scale.updates for rate in RATES]
    loads = [(min(200, scale.updates), 100), *zip(counts, RATES, strict=True)]
    reports = []
    first = 1
    async with server:
        api_url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        async with _bots(url, folder, api_url, replicas) as ports:
            for count, rate in loads:
                load = Load(count=count, chats=workload.PEOPLE, rate=rate, text=workload.COMMAND)
                traffic = Traffic(load, first, int(time.time()))
                first += count
                await _post(api, ports, traffic)
                reports.append(_report(traffic))
    return reports[1:]


def _report(traffic: Traffic) -> dict[str, float]:
    report = traffic.report()
    seconds = traffic.answered_at[-1] - traffic.available_at[0] if traffic.answered_at else 1.0
    return {
        **percentiles(traffic.latencies),
        "per_second": len(traffic.answered_at) / seconds,
        **{name: report[name] for name in ("missing", "surplus", "out_of_order")},
    }


async def _fill(url: str) -> None:
    database = await Database.open(url)
    numbers = range(FIRST_CHAT, FIRST_CHAT + workload.PEOPLE)
    at = datetime.fromisoformat(population.MOMENT).replace(tzinfo=UTC)

    async def unit(unit: Unit) -> None:
        people = [
            {"id": one, "state": "member", "created_at": at, "state_at": at} for one in numbers
        ]
        accounts = [{"telegram_id": one, "person_id": one, "seen_at": at} for one in numbers]
        await unit.connection.execute(insert(person), people)
        await unit.connection.execute(insert(account), accounts)

    await database.write(unit)
    await database.close()


@contextlib.asynccontextmanager
async def _bots(url: str, folder: Path, api_url: str, replicas: int) -> AsyncIterator[list[int]]:
    ports = [_free_port() for _ in range(replicas)]
    bots = []
    try:
        for port in ports:
            bot = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.benchmarks.ours", "--simple"),
                cwd=folder,
                env={
                    **os.environ,
                    "PYTHONPATH": str(processes.ROOT),
                    **webhook_environment(api_url, url, port),
                },
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
            )
            bots.append(bot)
            await _until_ready(bot)
        yield ports
    finally:
        for bot in bots:
            bot.terminate()
            await bot.communicate()


async def _until_ready(bot: asyncio.subprocess.Process) -> None:
    assert bot.stdout is not None
    said = b""
    async for line in bot.stdout:
        said += line
        if READY.encode() in line:
            return
    raise processes.Broken(said.decode()[-2000:])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


async def _post(api: FakeApi, ports: Sequence[int], traffic: Traffic) -> None:
    """Post all updates of a load and wait for their answers."""
    api._traffic = traffic
    lanes: list[asyncio.Queue[int]] = [asyncio.Queue() for _ in range(LANES)]
    posting = [
        asyncio.create_task(_lane(lane, place, ports, traffic)) for place, lane in enumerate(lanes)
    ]
    loop = asyncio.get_running_loop()
    begun = loop.time()
    for number in range(traffic.load.count):
        if traffic.load.rate:
            await asyncio.sleep(begun + number / traffic.load.rate - loop.time())
        now = time.monotonic()
        traffic.release(number, now)
        traffic.delivered_at.append(now)
        lanes[number % traffic.load.chats % LANES].put_nowait(number)
    over = loop.time() + PATIENCE_SECONDS
    while not traffic.is_over() and loop.time() < over:  # noqa: ASYNC110 # it tells nobody
        await asyncio.sleep(0.05)
    for task in posting:
        if task.done():
            task.result()  # it only ends by a refused post
        task.cancel()
    await asyncio.gather(*posting, return_exceptions=True)


async def _lane(
    numbers: asyncio.Queue[int], place: int, ports: Sequence[int], traffic: Traffic
) -> None:
    """Post one update after another, to each replica in turn."""
    lines = [await asyncio.open_connection("127.0.0.1", port) for port in ports]
    try:
        while True:
            number = await numbers.get()
            place += 1
            reader, writer = lines[place % len(lines)]
            body = traffic.updates[number]
            writer.write(
                b"POST /telegram HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                b"X-Telegram-Bot-Api-Secret-Token: %b\r\nContent-Length: %d\r\n\r\n%b"
                % (WEBHOOK_SECRET.encode(), len(body), body)
            )
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200"), head
            length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
            await reader.readexactly(length)
    finally:
        for _, writer in lines:
            writer.close()
