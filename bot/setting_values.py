"""How the text of one setting becomes a value; every mistake is told without repeating the text.

The text is never repeated because a token is easily pasted into the wrong line.
"""

import ipaddress
import re
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

from bot.secret import Secret

# Telegram ids stay below 52 bits ("at most 52 significant bits", Bot API).
HIGHEST_ID = 2**52
TOKEN = re.compile(r"[0-9]{3,}:[A-Za-z0-9_-]{30,}")
WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
INDONESIAN_ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")


class Mistaken(ValueError):
    """The text of a setting cannot be used; says what is wrong and how to mend it."""

    def __init__(self, wrong: str, mend: str) -> None:
        """Keep both sentences for the operator."""
        super().__init__(wrong)
        self.wrong = wrong
        self.mend = mend


class JoinApproval(StrEnum):
    """Whether a moderator looks at each application to join."""

    OPEN = "open"
    MODERATED = "moderated"


class LogFormat(StrEnum):
    """How a log line is written."""

    TEXT = "text"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Address:
    """A place to listen on this computer."""

    host: str
    port: int

    def __str__(self) -> str:
        """Write the address as host:port, with brackets around an IPv6 host."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def token(text: str) -> Secret:
    """Read the token that @BotFather gave."""
    if not TOKEN.fullmatch(text):
        raise Mistaken(
            "bentuknya bukan token bot",
            "Salin token utuh dari @BotFather: angka, titik dua, lalu 35 huruf atau angka.",
        )
    return Secret(text)


def line(text: str) -> str:
    """Read a line of words as it stands."""
    return text


def person_ids(text: str) -> tuple[int, ...]:
    """Read Telegram user ids separated by commas, each once, in the order written."""
    mend = "Tulis nomor ID orang, dipisah koma, misalnya ADMIN_IDS=123456789,987654321."
    ids: dict[int, None] = {}
    for place, part in enumerate(text.split(","), start=1):
        entry = part.strip()
        if not entry:
            continue
        if re.fullmatch(r"-[0-9]+", entry):
            raise Mistaken(f"isian ke-{place} adalah nomor grup, bukan nomor orang", mend)
        if not re.fullmatch(r"[0-9]{1,16}", entry) or not 0 < int(entry) < HIGHEST_ID:
            raise Mistaken(f"isian ke-{place} bukan nomor ID Telegram", mend)
        ids[int(entry)] = None
    if not ids:
        raise Mistaken("tidak berisi satu nomor pun", mend)
    return tuple(ids)


def chat_id(text: str) -> int:
    """Read the id of a group or channel, a negative number."""
    mend = "Tulis nomor ID grup yang diawali tanda minus, misalnya -1001234567890."
    if text.startswith("@") or "t.me/" in text:
        raise Mistaken("berisi nama atau tautan grup, bukan nomornya", mend)
    if re.fullmatch(r"[0-9]+", text):
        raise Mistaken("berisi nomor tanpa tanda minus; itu nomor orang, bukan grup", mend)
    if not re.fullmatch(r"-[0-9]{1,16}", text) or not -HIGHEST_ID < int(text) < 0:
        raise Mistaken("bukan nomor ID grup", mend)
    return int(text)


def database_url(text: str) -> Secret:
    """Read where the database is; the whole of it is secret because it may hold a password."""
    mend = "Tulis sqlite:///data/cop.db atau postgresql://pengguna:sandi@host/nama_basis_data."
    if text.startswith("sqlite:///"):
        path = text.removeprefix("sqlite:///")
        if not path or path.endswith("/") or ":memory:" in path or "?" in path:
            raise Mistaken("tidak menyebut satu berkas SQLite", mend)
        return Secret(text)
    address = _split(text, mend)
    if address.scheme != "postgresql":
        raise Mistaken("jenis basis datanya tidak dikenal", mend)
    if not address.hostname or not address.path.strip("/"):
        raise Mistaken("host atau nama basis datanya belum ditulis", mend)
    return Secret(text)


def api_url(text: str) -> str:
    """Read the address of the Bot API server, without a slash at its end."""
    mend = "Tulis alamatnya saja, misalnya https://api.telegram.org, tanpa token."
    address = _split(text, mend)
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise Mistaken("bukan alamat http atau https", mend)
    if address.query or address.fragment or address.username or TOKEN.search(text):
        raise Mistaken("berisi lebih dari sekadar alamat", mend)
    return text.rstrip("/")


def zone(text: str) -> ZoneInfo:
    """Read a time zone by its IANA name."""
    if text.upper() in INDONESIAN_ZONES:
        raise Mistaken(
            "memakai singkatan", f"Tulis nama lengkapnya: {INDONESIAN_ZONES[text.upper()]}."
        )
    try:
        return ZoneInfo(text)
    except (LookupError, ValueError, OSError):  # unknown; not a zone's name; a folder of zones
        raise Mistaken(
            "bukan zona waktu yang dikenal", "Tulis tepat seperti ini: Asia/Jakarta."
        ) from None


def reminder_time(text: str) -> time:
    """Read an hour of the day from 05.00 to 17.00, in half hours."""
    found = re.fullmatch(r"([0-9]{1,2})[.:]([0-9]{2})", text)
    hour, minute = (int(found[1]), int(found[2])) if found else (0, 0)
    if minute not in {0, 30} or not (5, 0) <= (hour, minute) <= (17, 0):
        raise Mistaken(
            "bukan jam antara 05.00 dan 17.00 yang genap setengah jam", "Tulis misalnya 07:30."
        )
    return time(hour, minute)


def grace(text: str) -> timedelta:
    """Read how late a reminder may still be sent: a minute, for the clock ticks, up to a day."""
    found = re.fullmatch(r"(?:([0-9]{1,4})h)?(?:([0-9]{1,4})m)?", text.lower())
    length = timedelta(hours=int(found[1] or 0), minutes=int(found[2] or 0)) if found else None
    if length is None or not timedelta(minutes=1) <= length <= timedelta(days=1):
        raise Mistaken("bukan lama waktu antara 1 menit dan 24 jam", "Tulis misalnya 4h atau 90m.")
    return length


def address(text: str) -> Address:
    """Read host:port."""
    found = re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+):([0-9]{1,5})", text)
    if not found or int(found[2]) > 65535:
        raise Mistaken("bukan host dan nomor port", "Tulis misalnya 127.0.0.1:8443.")
    return Address(host=found[1].strip("[]"), port=int(found[2]))


def webhook_url(text: str) -> str:
    """Read the public address that Telegram calls; plain http only to this computer."""
    mend = "Tulis alamat publik bot ini, misalnya https://bot.contoh.go.id/telegram."
    url = _split(text, mend)
    if not url.hostname or url.scheme not in {"http", "https"} or url.fragment or url.username:
        raise Mistaken("bukan alamat https", mend)
    if url.scheme == "http" and not _is_loopback(url.hostname):
        raise Mistaken("memakai http; Telegram hanya mengirim lewat https", mend)
    return text


def webhook_secret(text: str) -> Secret:
    """Read the word by which a webhook call proves that it comes from Telegram."""
    if not WEBHOOK_SECRET.fullmatch(text):
        raise Mistaken(
            "berisi huruf yang ditolak Telegram atau terlalu panjang",
            "Tulis 1 sampai 256 huruf, angka, garis bawah, atau tanda hubung.",
        )
    return Secret(text)


def switch(text: str) -> bool:
    """Read on or off."""
    if text.lower() not in {"on", "off"}:
        raise Mistaken("bukan on atau off", "Tulis on atau off.")
    return text.lower() == "on"


def join_approval(text: str) -> JoinApproval:
    """Read how people are admitted."""
    try:
        return JoinApproval(text.lower())
    except ValueError:
        raise Mistaken("bukan open atau moderated", "Tulis open atau moderated.") from None


def log_format(text: str) -> LogFormat:
    """Read how log lines are written."""
    try:
        return LogFormat(text.lower())
    except ValueError:
        raise Mistaken("bukan text atau json", "Tulis text atau json.") from None


def log_level(text: str) -> str:
    """Read from which level on log lines are written."""
    if text.upper() not in LOG_LEVELS:
        raise Mistaken("bukan tingkat log", "Tulis DEBUG, INFO, WARNING, ERROR, atau CRITICAL.")
    return text.upper()


def whole(text: str, *, lowest: int, highest: int) -> int:
    """Read a whole number within its range."""
    if not re.fullmatch(r"[0-9]{1,9}", text) or not lowest <= int(text) <= highest:
        raise Mistaken(
            f"bukan bilangan bulat dari {lowest} sampai {highest}", "Tulis angkanya saja."
        )
    return int(text)


def folder(text: str) -> Path:
    """Read the path of a folder."""
    return Path(text)


def _split(text: str, mend: str) -> SplitResult:
    """Split a URL, telling a malformed one apart."""
    try:
        parts = urlsplit(text)
        _ = parts.port  # read now because a bad port is only noticed when it is read
    except ValueError:
        raise Mistaken("alamatnya tidak terbaca", mend) from None
    return parts


def _is_loopback(host: str) -> bool:
    """Tell whether a host name means this computer."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
