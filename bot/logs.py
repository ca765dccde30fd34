"""Log lines without secrets and without what people wrote, as text or as JSON.

Only our own packages speak below WARNING: other libraries write parameters, names and tokens there.
An error is logged as its type and our file and line, never as its message.
"""

import asyncio
import json
import logging
import re
import secrets
import sys
import threading
import traceback
from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, tzinfo
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, TextIO
from urllib.parse import unquote, urlsplit

from bot.config import LogFormat, Settings

if TYPE_CHECKING:  # the name exists for type checkers only
    from sys import UnraisableHookArgs

logger = logging.getLogger(__name__)

OUR_PACKAGES = ("bot", "handlers", "storage", "community", "simulator")
ROOT = Path(__file__).resolve().parent.parent
TOKEN = re.compile(r"[0-9]{3,}(?::|%3A)[A-Za-z0-9_-]{30,}", re.IGNORECASE)
PASSWORD_IN_URL = re.compile(r"(?<=://)([^/\s:@]*):\S+@")
STANDARD_FIELDS = frozenset(logging.makeLogRecord({}).__dict__) | {"message", "asctime", "taskName"}
DEEPEST_CAUSE = 4


def describe(error: BaseException) -> str:
    """Name an error by its type and the innermost line of ours, never by its message."""
    return _describe(error, depth=0)


def incident_number() -> str:
    """Make a number by which a person's report and a log line find each other."""
    return secrets.token_hex(2).upper()


def set_up(settings: Settings, stream: TextIO | None = None) -> None:
    """Send all logs of this process through one scrubbing handler, stderr unless said otherwise."""
    scrub = Scrubber(secrets_of(settings))
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        JsonFormatter(scrub, settings.timezone)
        if settings.log_format is LogFormat.JSON
        else TextFormatter(scrub, settings.timezone)
    )
    level = logging.getLevelNamesMapping()[settings.log_level]
    logging.basicConfig(level=max(level, logging.WARNING), handlers=[handler], force=True)
    for package in OUR_PACKAGES:
        logging.getLogger(package).setLevel(level)
    logging.captureWarnings(capture=True)  # of Python, which would write lines of its own
    logging.raiseExceptions = False  # a failing handler would print the record's raw arguments
    sys.excepthook = _log_uncaught
    sys.unraisablehook = _log_unraisable
    threading.excepthook = _log_uncaught_in_thread


def log_loop_problem(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log what the event loop complains of; asyncio's own way shows arguments and messages."""
    error = context.get("exception")
    if isinstance(error, BaseException):
        logger.error("unhandled error in the event loop", exc_info=error)
        return
    logger.error("the event loop complains: %s", str(context.get("message")).partition("<")[0])


class Scrubber:
    """Takes tokens and passwords out of a text."""

    def __init__(self, secret_texts: Collection[str] = ()) -> None:
        """Remember the secrets that are known; the longest goes first, it may hold another."""
        self._secrets = sorted((one for one in secret_texts if one), key=len, reverse=True)

    def __call__(self, text: str) -> str:
        """Return the text without secrets."""
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return PASSWORD_IN_URL.sub(r"\1:***@", TOKEN.sub("***", text))


class TextFormatter(logging.Formatter):
    """One line for people: time, level, logger, event, fields, error."""

    def __init__(self, scrub: Scrubber, zone: tzinfo) -> None:
        """Keep what takes secrets out and the zone in which the operator lives."""
        super().__init__()
        self._scrub = scrub
        self._zone = zone

    def format(self, record: logging.LogRecord) -> str:
        """Write the record as one line."""
        moment = datetime.fromtimestamp(record.created, self._zone).isoformat(" ", "milliseconds")
        words = [moment, record.levelname, record.name, _message(record)]
        words += [f"{name}={value}" for name, value in _fields(record)]
        words += [f"error={error}" for error in _errors(record)]
        line = self._scrub(" ".join(words))
        # a line break in a message could pass for a line of its own
        return line.replace("\r", "\\r").replace("\n", "\\n")


class JsonFormatter(TextFormatter):
    """One JSON object a line, for collectors."""

    def format(self, record: logging.LogRecord) -> str:
        """Write the record as one JSON object."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, self._zone).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "event": self._scrub(_message(record)),
        }
        for name, value in _fields(record):
            line[name] = value if isinstance(value, int | float) else self._scrub(str(value))
        for error in _errors(record):
            line["error"] = self._scrub(error)
        return json.dumps(line, ensure_ascii=False)


def _describe(error: BaseException, *, depth: int) -> str:
    """Name an error and what it came from, a few deep."""
    words = f"{type(error).__name__} {_place(error.__traceback__)}"
    if depth == DEEPEST_CAUSE:
        return words
    if isinstance(error, BaseExceptionGroup):
        inner = ", ".join(_describe(one, depth=depth + 1) for one in error.exceptions[:5])
        words += f" ({inner})"
    cause = error.__cause__
    return f"{words} from {_describe(cause, depth=depth + 1)}" if cause else words


def _place(trace: TracebackType | None) -> str:
    """Name the innermost line of ours in a traceback."""
    place = "outside our code"
    for frame, line in traceback.walk_tb(trace):
        path = Path(frame.f_code.co_filename)
        if not path.is_relative_to(ROOT):
            continue
        relative = path.relative_to(ROOT)
        if relative.parts[0] in OUR_PACKAGES:
            place = f"at {relative.as_posix()}:{line}"
    return place


def _message(record: logging.LogRecord) -> str:
    """Fill in a record's message, with errors among its arguments named, not quoted."""
    if isinstance(record.msg, BaseException):
        return describe(record.msg)
    arguments: object = record.args
    if isinstance(arguments, tuple):
        arguments = tuple(_tame(one) for one in arguments)
    elif isinstance(arguments, Mapping):
        arguments = {name: _tame(one) for name, one in arguments.items()}
    template = str(record.msg)
    try:
        return template % arguments if arguments else template
    except (TypeError, ValueError, KeyError):  # logging itself would print all arguments
        return f"{template} (arguments do not fit)"


def _fields(record: logging.LogRecord) -> Iterator[tuple[str, object]]:
    """Give the fields that the caller added with `extra`."""
    for name, value in record.__dict__.items():
        if name not in STANDARD_FIELDS:
            yield name, _tame(value)


def _errors(record: logging.LogRecord) -> Iterator[str]:
    """Give the description of the error that belongs to a record, if there is one."""
    if record.exc_info and record.exc_info[1]:
        yield describe(record.exc_info[1])


def _tame(value: object) -> object:
    """Name an error instead of quoting it; leave everything else."""
    return describe(value) if isinstance(value, BaseException) else value


def secrets_of(settings: Settings) -> set[str]:
    """Gather the texts that must never be seen."""
    password = urlsplit(settings.database_url.reveal()).password or ""
    found = {password, unquote(password)}
    found.update(one.reveal() for one in (settings.bot_token, settings.webhook_secret) if one)
    return found


def _log_uncaught(
    _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
) -> None:
    """Log what ends the process, unless it is the operator's Ctrl-C."""
    if not isinstance(error, KeyboardInterrupt):
        logger.critical("stopped by an unexpected error", exc_info=error)


def _log_unraisable(args: "UnraisableHookArgs") -> None:
    """Log an error that had nowhere to go, for instance in a destructor."""
    logger.error("error with nowhere to go", exc_info=args.exc_value)


def _log_uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    """Log what ends a thread."""
    logger.error("a thread was stopped by an error", exc_info=args.exc_value)
