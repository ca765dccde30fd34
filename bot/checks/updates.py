"""How updates come: webhook or polling, whether they do, and whether somebody else takes them."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from telegram.error import Conflict

from bot.api import Api
from bot.checks.finding import Finding, note, well, wrong
from bot.config import Settings
from bot.logs import Scrubber, secrets_of

MANY = 100  # updates that wait with Telegram
FRESH = timedelta(hours=1)  # an error that long ago is over
MOST_WORDS = 120


async def look(
    settings: Settings, api: Api, now: datetime, *, is_running: bool, patience: int
) -> AsyncIterator[Finding]:
    """Look at the webhook, or listen for another program that polls."""
    known: dict[str, Any] = await api.call("getWebhookInfo")
    wanted = settings.webhook_url or ""
    if known.get("url", "") != wanted:
        yield _other(wanted)
        return
    if wanted:
        yield _error(settings, known, now) or well("Webhook terpasang")
    elif is_running or patience == 0:
        yield well("Pembaruan diambil dengan polling")
    else:
        yield await _listen(api, patience)
    waiting = int(known.get("pending_update_count", 0))
    if waiting > MANY:
        mend = "Jalankan bot; bila sudah berjalan, lihat log-nya."
        yield note(f"{waiting} pembaruan menunggu di Telegram", mend)


def _other(wanted: str) -> Finding:
    if not wanted:
        return wrong(
            "Telegram masih menyimpan webhook lama",
            "Jalankan `cop-humas run`; webhook lama dilepas saat bot mulai.",
        )
    return wrong(
        "Webhook belum terpasang", "Jalankan `cop-humas run`; webhook dipasang saat bot mulai."
    )


def _error(settings: Settings, known: Mapping[str, Any], now: datetime) -> Finding | None:
    """Name the last error of the webhook if it is fresh, in Telegram's words."""
    at = int(known.get("last_error_date", 0))
    if now.timestamp() - at > FRESH.total_seconds():
        return None
    said = str(known.get("last_error_message", ""))[:MOST_WORDS]
    words = f"Telegram gagal memanggil webhook: {Scrubber(secrets_of(settings))(said)}"
    return wrong(words, _mend(said.casefold()))


def _mend(said: str) -> str:
    if "ssl" in said or "certificate" in said:
        return "Pasang sertifikat lengkap dengan rantainya (fullchain), bukan buatan sendiri."
    if "403" in said:
        return "WEBHOOK_SECRET tidak cocok: jalankan ulang bot agar dipasang lagi."
    if "refused" in said or "timed out" in said or "timeout" in said:
        return "Pastikan bot berjalan dan alamat itu terbuka dari internet ke WEBHOOK_LISTEN."
    return "Periksa proksi di depan bot dan log bot."


async def _listen(api: Api, patience: int) -> Finding:
    """Poll for some seconds, confirming nothing: another poller cuts that off."""
    asked = {"timeout": patience, "limit": 1}
    try:
        await api.call("getUpdates", asked, pool="polling", read_timeout=patience + 10)
    except Conflict:
        return wrong(
            "Program lain sedang mengambil pembaruan dengan token ini",
            "Hentikan bot yang lain, atau ganti token di @BotFather bila bukan milik Anda.",
        )
    return well("Pembaruan diambil dengan polling; tidak ada program lain yang mengambilnya")
