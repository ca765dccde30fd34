"""Members with settings as in life: most follow the community's hour, some have their own."""

import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.population import ACCOUNT, MOMENT, PERSON, create
from tests.benchmarks.traffic import BULK_CHAT

USUAL_SHARE = 0.8
ATTENDING_SHARE = 0.01
ZONES = (None, None, None, "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura")
HOURS = (None, *(f"{half // 2:02}:{half % 2 * 30:02}" for half in range(10, 35)))
SETTING = "INSERT INTO reminder_setting (person_id, days, is_on, hour, zone) VALUES (?, ?, 1, ?, ?)"
SESSION = (
    "INSERT INTO session (id, starts_at, ends_at, programme, year, title, links, created_at,"
    " changed_at) VALUES (1, '2026-11-23 02:00:00.000000', '2026-11-23 04:00:00.000000', 1, 2026,"
    " 'Menulis rilis', '[\"https://zoom.us/j/123\"]', ?, ?)"
)
ATTENDANCE = "INSERT INTO attendance (session_id, person_id, at) VALUES (1, ?, ?)"


def fill(path: Path, count: int) -> str:
    """Make a database with so many members, a session on Monday, and who comes to it."""
    url = create(path)
    rng = random.Random(7)
    numbers = list(_numbers(rng, count))
    accounts = ((BULK_CHAT + place, number, MOMENT) for place, number in enumerate(numbers))
    with sqlite3.connect(path) as connection:
        connection.executemany(PERSON, ((one, "member", MOMENT, MOMENT) for one in numbers))
        connection.executemany(ACCOUNT, accounts)
        connection.executemany(SETTING, ((one, *_choice(rng)) for one in numbers))
        connection.execute(SESSION, (MOMENT, MOMENT))
        coming = numbers[: int(count * ATTENDING_SHARE)]
        connection.executemany(ATTENDANCE, ((one, MOMENT) for one in coming))
    connection.close()
    return url


def _numbers(rng: random.Random, count: int) -> Iterator[int]:
    """Give random person numbers, as people.py does: neighbours in one table are far in another."""
    given: set[int] = set()
    while len(given) < count:
        number = rng.getrandbits(53)
        if number not in given:
            given.add(number)
            yield number


def _choice(rng: random.Random) -> tuple[int, str | None, str | None]:
    if rng.random() < USUAL_SHARE:
        return 31, None, None
    return rng.choice((31, 31, 27, 11)), rng.choice(HOURS), rng.choice(ZONES)
