"""The settings of the bot, read once from the environment and `.env` into one frozen object."""

import difflib
import io
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import time, timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from dotenv.parser import parse_stream

from bot import setting_values as values
from bot.secret import Secret
from bot.setting_values import Address, JoinApproval, LogFormat

__all__ = [
    "Address",
    "JoinApproval",
    "LogFormat",
    "Problem",
    "Secret",
    "Settings",
    "SettingsRefused",
    "load",
]

T = TypeVar("T")

PUBLIC_API = "https://api.telegram.org"
WEBHOOK_PORTS = (443, 80, 88, 8443)
FREE_RATE = 30
PAID_RATE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything an operator may decide, checked; product.md section 8 is the contract."""

    bot_token: Secret | None
    admin_ids: tuple[int, ...]
    moderator_chat_id: int | None
    community_chat_id: int | None
    controller_name: str
    controller_contact: str
    database_url: Secret
    telegram_api_url: str
    timezone: ZoneInfo
    reminder_time: time
    reminder_grace: timedelta
    join_approval: JoinApproval
    sla_hours: int
    claim_hours: int
    max_questions_per_day: int
    max_posts_per_day: int
    send_rate: int
    paid_broadcast: bool
    webhook_url: str | None
    webhook_listen: Address
    webhook_secret: Secret | None
    health_listen: Address | None
    log_level: str
    log_format: LogFormat
    backup_dir: Path
    backup_keep: int


NAMES = tuple(one.name.upper() for one in fields(Settings))


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake in the settings, in words for the operator."""

    setting: str
    wrong: str
    mend: str

    def __str__(self) -> str:
        """Write the mistake and its mend in one line."""
        return f"{self.setting}: {self.wrong}. {self.mend}"


class SettingsRefused(Exception):
    """The settings cannot be used; holds all mistakes at once and never a setting's text."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        """Keep the mistakes."""
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def load(
    environ: Mapping[str, str], dotenv: Path | None = None, *, require: Collection[str] = ()
) -> Settings:
    """Read all settings, the environment before `.env`; refuse with every mistake at once."""
    written, problems = _read_dotenv(dotenv) if dotenv else ({}, [])
    texts = {name: environ.get(name, "").strip() or written.get(name, "") for name in NAMES}
    reader = _Reader(texts=texts, problems=problems)
    settings = _read(reader)
    reader.check(settings, require)
    if problems:
        raise SettingsRefused(tuple(problems))
    return settings


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads settings one by one and gathers what is wrong."""

    texts: Mapping[str, str]
    problems: list[Problem]
    failed: set[str] = field(default_factory=set)

    def read(self, name: str, parse: Callable[[str], T], default: T) -> T:
        """Return the parsed setting, or the default when it is unset or mistaken."""
        text = self.texts[name]
        if not text:
            return default
        try:
            return parse(text)
        except values.Mistaken as mistake:
            self.note(name, mistake.wrong, mistake.mend)
            return default

    def note(self, name: str, wrong: str, mend: str) -> None:
        """Remember a mistake."""
        self.failed.add(name)
        self.problems.append(Problem(name, wrong, mend))

    def check(self, settings: Settings, require: Collection[str]) -> None:
        """Notice what is missing and what does not fit together."""
        for name in require:
            if not self.texts[name]:
                self.note(name, "belum diisi", MENDS_OF_MISSING.get(name, "Isi di berkas .env."))
        if settings.send_rate > FREE_RATE and not settings.paid_broadcast:
            self._note_fresh(
                "SEND_RATE",
                f"di atas {FREE_RATE} pesan per detik tanpa siaran berbayar",
                f"Turunkan sampai {FREE_RATE}, atau tulis PAID_BROADCAST=on.",
            )
        if settings.moderator_chat_id and settings.moderator_chat_id == settings.community_chat_id:
            self.note(
                "COMMUNITY_CHAT_ID",
                "sama dengan MODERATOR_CHAT_ID, sehingga kartu moderator terbaca semua anggota",
                "Isi dengan nomor grup komunitas, bukan grup moderator.",
            )
        self._check_webhook(settings)

    def _check_webhook(self, settings: Settings) -> None:
        """Notice a webhook that nobody could call, or anybody could."""
        if self.texts["WEBHOOK_URL"] and not settings.webhook_secret:
            self._note_fresh(
                "WEBHOOK_SECRET",
                "belum diisi, padahal WEBHOOK_URL dipakai",
                "Isi dengan kata acak yang panjang.",
            )
        if not settings.webhook_url:
            return
        url = urlsplit(settings.webhook_url)
        port = url.port if url.port is not None else 443
        # api.telegram.org refuses other ports; a Bot API server of one's own takes any
        if settings.telegram_api_url == PUBLIC_API and port not in WEBHOOK_PORTS:
            self._note_fresh(
                "WEBHOOK_URL",
                "memakai port yang tidak dipanggil Telegram",
                "Pakai port 443, 80, 88, atau 8443.",
            )

    def _note_fresh(self, name: str, wrong: str, mend: str) -> None:
        """Remember a mistake, unless the setting is already known to be mistaken."""
        if name not in self.failed:
            self.note(name, wrong, mend)


MENDS_OF_MISSING = {
    "BOT_TOKEN": "Minta token kepada @BotFather di Telegram, lalu isi di berkas .env.",
    "ADMIN_IDS": "Isi nomor ID Telegram Bapak/Ibu di berkas .env, misalnya ADMIN_IDS=123456789.",
}


def _read(reader: _Reader) -> Settings:
    """Read every setting with its default: the one page to look them up."""
    read = reader.read
    hours = partial(values.whole, lowest=1, highest=200)
    per_day = partial(values.whole, lowest=1, highest=1000)
    rate = partial(values.whole, lowest=0, highest=PAID_RATE)
    return Settings(
        bot_token=read("BOT_TOKEN", values.token, None),
        admin_ids=read("ADMIN_IDS", values.person_ids, ()),
        moderator_chat_id=read("MODERATOR_CHAT_ID", values.chat_id, None),
        community_chat_id=read("COMMUNITY_CHAT_ID", values.chat_id, None),
        controller_name=read(
            "CONTROLLER_NAME", values.line, "Pengelola CoP Pranata Humas Jawa Timur"
        ),
        controller_contact=read("CONTROLLER_CONTACT", values.line, ""),
        database_url=read("DATABASE_URL", values.database_url, Secret("sqlite:///data/cop.db")),
        telegram_api_url=read("TELEGRAM_API_URL", values.api_url, PUBLIC_API),
        timezone=read("TIMEZONE", values.zone, ZoneInfo("Asia/Jakarta")),
        reminder_time=read("REMINDER_TIME", values.reminder_time, time(7, 30)),
        reminder_grace=read("REMINDER_GRACE", values.grace, timedelta(hours=4)),
        join_approval=read("JOIN_APPROVAL", values.join_approval, JoinApproval.OPEN),
        sla_hours=read("SLA_HOURS", hours, 8),
        claim_hours=read("CLAIM_HOURS", hours, 8),
        max_questions_per_day=read("MAX_QUESTIONS_PER_DAY", per_day, 10),
        max_posts_per_day=read("MAX_POSTS_PER_DAY", per_day, 5),
        send_rate=read("SEND_RATE", rate, FREE_RATE),
        paid_broadcast=read("PAID_BROADCAST", values.switch, default=False),
        webhook_url=read("WEBHOOK_URL", values.webhook_url, None),
        webhook_listen=read("WEBHOOK_LISTEN", values.address, Address("127.0.0.1", 8443)),
        webhook_secret=read("WEBHOOK_SECRET", values.webhook_secret, None),
        health_listen=read("HEALTH_LISTEN", values.address, None),
        log_level=read("LOG_LEVEL", values.log_level, "INFO"),
        log_format=read("LOG_FORMAT", values.log_format, LogFormat.TEXT),
        backup_dir=read("BACKUP_DIR", values.folder, Path("backups")),
        backup_keep=read("BACKUP_KEEP", partial(values.whole, lowest=1, highest=365), 7),
    )


def _read_dotenv(path: Path) -> tuple[dict[str, str], list[Problem]]:
    """Read the settings written in a file, if there is one, and the lines that cannot be meant.

    The parser is used instead of `dotenv_values` because that only logs the lines it cannot read,
    and fills in `${NAME}`, which breaks passwords that hold a dollar sign.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}, []
    except OSError:
        return {}, [Problem(".env", "tidak dapat dibuka", "Periksa izin berkasnya.")]
    except UnicodeDecodeError:
        return {}, [Problem(".env", "tidak terbaca", "Simpan ulang sebagai teks UTF-8.")]
    written: dict[str, str] = {}
    problems: list[Problem] = []
    for binding in parse_stream(io.StringIO(text)):
        if binding.error or (binding.key and binding.value is None):
            place = f".env baris {binding.original.line}"
            problems.append(Problem(place, "tidak terbaca", "Tulis NAMA=nilai dalam satu baris."))
        elif binding.key:
            written[binding.key] = (binding.value or "").strip()
    return written, [*problems, *_find_typos(written)]


def _find_typos(written: Iterable[str]) -> list[Problem]:
    """Report names that look like a setting of ours and are none; others belong to others."""
    problems = []
    for name in written:
        meant = difflib.get_close_matches(name.upper(), NAMES, n=1, cutoff=0.8)
        if name not in NAMES and meant:
            problems.append(Problem(name, "tidak dikenal", f"Maksud Anda {meant[0]}?"))
    return problems
