"""What a log line shows, and what it must never show."""

import json
import logging
import subprocess
import sys
from datetime import UTC
from pathlib import Path

import pytest

from bot import setting_values
from bot.logs import JsonFormatter, Scrubber, TextFormatter, describe, incident_number

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "8123456789:AAabcdefghijklmnopqrstuvwxyz_012345"
NAME = "Sari Wulandari"


def broken_setting() -> Exception:
    """Return an error that was raised in a file of ours, below a frame of the test."""
    try:
        setting_values.whole(NAME, lowest=1, highest=2)
    except setting_values.Mistaken as error:
        return error
    raise AssertionError


def raised(error: BaseException, cause: BaseException | None = None) -> BaseException:
    """Return the error after it was raised, here or because of another."""
    try:
        raise error from cause
    except type(error) as caught:
        return caught


def record(event: str, *args: object, **more: object) -> logging.LogRecord:
    """Make a log record as a logger does."""
    exc_info = more.pop("exc_info", None)
    made = logging.LogRecord("bot.worker", logging.ERROR, "worker.py", 1, event, args, None)
    if isinstance(exc_info, BaseException):
        made.exc_info = (type(exc_info), exc_info, exc_info.__traceback__)
    made.__dict__.update(more)
    return made


def text(made: logging.LogRecord, *secret_texts: str) -> str:
    """Write a record as text."""
    return TextFormatter(Scrubber(secret_texts), UTC).format(made)


def test_an_error_is_named_by_type_and_innermost_line_of_ours() -> None:
    """The description has type, file and line, and nothing of the message."""
    described = describe(broken_setting())

    kind, at, place = described.split(" ")
    path, line = place.split(":")
    assert ("Mistaken", "at", "bot/setting_values.py") == (kind, at, path)
    assert "raise Mistaken(" in (ROOT / path).read_text().splitlines()[int(line) - 1]


def test_an_error_that_never_touched_our_code_says_so() -> None:
    """Without a frame of ours there is the type alone."""
    assert "ValueError outside our code" == describe(raised(ValueError(NAME)))


def test_causes_and_groups_are_named_without_their_messages() -> None:
    """What an error came from, and what it holds, is named the same way."""
    caused = describe(raised(RuntimeError(NAME), cause=broken_setting()))
    group = describe(ExceptionGroup(NAME, [broken_setting(), OSError(NAME)]))

    assert caused.startswith("RuntimeError outside our code from Mistaken at bot/setting_values.py")
    assert group.startswith("ExceptionGroup outside our code (Mistaken at bot/setting_values.py")
    assert group.endswith("OSError outside our code)")
    assert NAME not in caused + group


@pytest.mark.parametrize("formatter", [TextFormatter, JsonFormatter])
def test_no_message_of_an_error_reaches_a_line(formatter: type[TextFormatter]) -> None:
    """Neither as exc_info, message, argument or field, nor by a cached traceback."""
    error = raised(ValueError(NAME))
    cached = record("failed", exc_info=error)
    logging.Formatter().format(cached)
    lines = [
        formatter(Scrubber(), UTC).format(one)
        for one in (
            cached,
            record("failed: %s", error),
            record("failed: %(error)s", {"error": error}),
            record(error),  # type: ignore[arg-type] # what careless libraries do
            record("failed", reason=error),
            record("failed %d %d", NAME),
        )
    ]

    assert NAME in str(cached.exc_text)
    assert [] == [line for line in lines if NAME in line]
    assert 5 == sum("ValueError outside our code" in line for line in lines)


def test_tokens_and_passwords_are_scrubbed() -> None:
    """A token bare, in a URL or quoted, and a password in a URL, are never in a line."""
    line = text(
        record(
            "POST http://127.0.0.1/bot%s/sendMessage %s bot%s postgresql://cop:p@ss/w@host/cop",
            TOKEN,
            f"'{TOKEN}'",
            TOKEN.replace(":", "%3A"),
        )
    )

    assert "AAabcdef" not in line
    assert "p@ss/w" not in line
    assert "/bot***/sendMessage" in line
    assert "postgresql://cop:***@host/cop" in line


def test_known_secrets_are_scrubbed_wherever_they_stand() -> None:
    """A webhook word has no shape to be known by, so it is known by itself."""
    assert "rahasiaku" not in text(record("got %s", "x-rahasiaku-y"), "rahasia", "rahasiaku")


def test_a_text_line_holds_fields_and_stays_one_line() -> None:
    """Fields follow the event; a line break cannot begin a false line."""
    line = text(record("question queued\nERROR", question_id=12))

    assert line.endswith("+00:00 ERROR bot.worker question queued\\nERROR question_id=12")


def test_a_json_line_is_one_object() -> None:
    """Collectors find time, level, logger, event, fields and error under their names."""
    made = record("unit failed", incident="7F3A", seq=12, exc_info=broken_setting())

    line = json.loads(JsonFormatter(Scrubber(), UTC).format(made))

    assert ("ERROR", "bot.worker", "unit failed") == (line["level"], line["logger"], line["event"])
    assert ("7F3A", 12) == (line["incident"], line["seq"])
    assert line["error"].startswith("Mistaken at bot/setting_values.py:")
    assert line["time"].endswith("+00:00")


def test_an_incident_number_is_four_hexadecimal_digits() -> None:
    """People read it out on the telephone."""
    number = incident_number()

    assert 4 == len(number)
    assert set(number) <= set("0123456789ABCDEF")


SCRIPT = f"""
import asyncio, logging, sys, threading
from bot import logs
from bot.config import load

settings = load({{
    "BOT_TOKEN": "{TOKEN}",
    "LOG_LEVEL": "DEBUG",
    "DATABASE_URL": "postgresql://cop:sangatrahasia@host/cop",
    "WEBHOOK_SECRET": "katawebhook",
}})
logs.set_up(settings)
for name in ("httpx", "aiosqlite", "apscheduler.scheduler", "telegram.Bot", "sqlalchemy.engine"):
    logging.getLogger(name).info("{NAME}")
logging.getLogger("bot.worker").debug("ours is heard")
logging.getLogger("httpx").warning("theirs: %s sangatrahasia katawebhook", "{TOKEN}")

class Unraisable:
    def __del__(self):
        raise ValueError("{NAME}")

def fail(*_):
    raise ValueError("{NAME}")

async def main():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(logs.log_loop_problem)
    loop.call_soon(fail, "{NAME}")
    loop.call_exception_handler({{"message": "something odd <{NAME}>"}})
    await asyncio.sleep(0)

asyncio.run(main())
thread = threading.Thread(target=fail)
thread.start()
thread.join()
Unraisable()
fail()
"""


def test_a_whole_process_leaks_nothing() -> None:
    """Loop, threads, destructors and the end of the process log errors without their messages."""
    ran = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, check=False
    )

    lines = ran.stderr.splitlines()
    assert 1 == ran.returncode
    assert [] == [
        line
        for line in lines
        if NAME in line or "AAabc" in line or "sangatrahasia" in line or "katawebhook" in line
    ]
    assert [
        "DEBUG bot.worker ours is heard",
        "WARNING httpx theirs: *** *** ***",
        "ERROR bot.logs the event loop complains: something odd ",
        "ERROR bot.logs unhandled error in the event loop error=ValueError outside our code",
        "ERROR bot.logs a thread was stopped by an error error=ValueError outside our code",
        "ERROR bot.logs error with nowhere to go error=ValueError outside our code",
        "CRITICAL bot.logs stopped by an unexpected error error=ValueError outside our code",
    ] == [line.split(" ", 2)[2] for line in lines]
