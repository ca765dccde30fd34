"""`cop-humas check`: what is wrong with settings, database, token and chats, and its mend."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.api import Api
from bot.config import Settings
from bot.logs import describe
from storage import migrations
from storage.database import Database, Unavailable
from storage.unit import Unit


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the check: all is well, or what is wrong and how to mend it."""

    is_well: bool
    words: str
    mend: str = ""

    def __str__(self) -> str:
        """Write the line for the terminal."""
        if self.is_well:
            return f"✓ {self.words}"
        return f"✗ {self.words}\n  → {self.mend}"


async def check(settings: Settings) -> int:
    """Print one line a finding; 0 when all is well, 1 otherwise."""
    found = [finding async for finding in findings(settings)]
    for finding in found:
        print(finding)
    wrong = sum(not finding.is_well for finding in found)
    print(f"\n{wrong} hal perlu diperbaiki." if wrong else "\nSemua siap.")
    return 1 if wrong else 0


async def findings(settings: Settings) -> AsyncIterator[Finding]:
    """Look at everything, one part after another."""
    for finding in _settings(settings):
        yield finding
    moderators = None
    async for finding, counted in _database(settings):
        moderators = counted if counted is not None else moderators
        yield finding
    async for finding in _telegram(settings, moderators):
        yield finding


def _settings(settings: Settings) -> list[Finding]:
    found = []
    if not settings.admin_ids:
        found.append(
            Finding(
                False,
                "ADMIN_IDS belum diisi",
                "Isi dengan ID Telegram admin, misalnya ADMIN_IDS=123456789.",
            )
        )
    if not settings.controller_contact:
        found.append(
            Finding(
                False,
                "CONTROLLER_CONTACT belum diisi; pemberitahuan privasi tidak menyebut kontak",
                "Isi dengan alamat surel atau telepon pengelola data.",
            )
        )
    return found or [Finding(True, "Pengaturan terbaca lengkap")]


async def _database(settings: Settings) -> AsyncIterator[tuple[Finding, int | None]]:
    try:
        database = await Database.open(settings.database_url.reveal())
    except Unavailable:
        mend = "Periksa DATABASE_URL, izin berkas, ruang disk, dan apakah servernya berjalan."
        yield Finding(False, "Basis data tidak dapat dibuka", mend), None
        return
    except migrations.TooNew:
        mend = "Pasang versi bot yang terbaru, atau pulihkan cadangan yang sesuai."
        yield Finding(False, "Basis data dibuat oleh versi bot yang lebih baru", mend), None
        return
    try:

        async def write(unit: Unit) -> int:
            return len(await unit.moderators.list_active())

        moderators = await database.write(write)
        yield Finding(True, f"Basis data siap (revisi {migrations.HEAD})"), moderators
    except Unavailable:
        mend = "Periksa izin berkas, ruang disk, dan apakah proses lain menguncinya."
        yield Finding(False, "Basis data tidak dapat ditulis", mend), None
    finally:
        await database.close()


async def _telegram(settings: Settings, moderators: int | None) -> AsyncIterator[Finding]:
    if settings.bot_token is None:
        yield Finding(False, "BOT_TOKEN belum diisi", "Salin token dari @BotFather ke .env.")
        return
    api = Api(settings.bot_token.reveal(), settings.telegram_api_url)
    await api.start()
    try:
        me = await api.call("getMe", {}, pool="replies")
        yield Finding(True, f"Token diterima: @{me.get('username')}")
        if not me.get("supports_inline_queries"):
            mend = "Kirim /setinline kepada @BotFather, misalnya dengan teks “cari tulisan …”."
            yield Finding(False, "Pencarian inline belum aktif", mend)
        yield await _updates(settings, api)
        for name, chat_id in (
            ("MODERATOR_CHAT_ID", settings.moderator_chat_id),
            ("COMMUNITY_CHAT_ID", settings.community_chat_id),
        ):
            if chat_id is not None:
                yield await _chat(api, name, chat_id, int(me["id"]), moderators)
    except InvalidToken:
        yield Finding(False, "BOT_TOKEN ditolak Telegram", "Salin ulang token dari @BotFather.")
    except TelegramError as exc:
        mend = "Periksa sambungan internet dan TELEGRAM_API_URL, lalu jalankan lagi."
        yield Finding(False, f"Telegram tidak dapat dihubungi ({describe(exc)})", mend)
    finally:
        await api.stop()


async def _updates(settings: Settings, api: Api) -> Finding:
    """Compare the webhook that Telegram knows with the settings."""
    known = (await api.call("getWebhookInfo", {}, pool="replies")).get("url", "")
    wanted = settings.webhook_url or ""
    if known == wanted:
        return Finding(True, "Webhook terpasang" if wanted else "Pembaruan diambil dengan polling")
    if not wanted:
        mend = "Jalankan `cop-humas run`; webhook lama dilepas saat bot mulai."
        return Finding(False, "Telegram masih menyimpan webhook lama", mend)
    mend = "Jalankan `cop-humas run`; webhook dipasang saat bot mulai."
    return Finding(False, "Webhook belum terpasang", mend)


async def _chat(api: Api, name: str, chat_id: int, bot_id: int, moderators: int | None) -> Finding:
    mend = f"Tambahkan bot ke grup itu sebagai admin, lalu periksa {name}."
    try:
        chat: dict[str, Any] = await api.call("getChat", {"chat_id": chat_id}, pool="replies")
        asked = {"chat_id": chat_id, "user_id": bot_id}
        standing: dict[str, Any] = await api.call("getChatMember", asked, pool="replies")
        people = await api.call("getChatMemberCount", {"chat_id": chat_id}, pool="replies")
    except (BadRequest, Forbidden):
        return Finding(False, f"{name}: bot tidak dapat melihat grup {chat_id}", mend)
    title = chat.get("title", "")
    if standing.get("status") not in ("administrator", "creator"):
        return Finding(False, f"{name}: bot bukan admin di “{title}”", mend)
    if name == "COMMUNITY_CHAT_ID" and not standing.get("can_invite_users"):
        words = f"{name}: bot tidak dapat menerima permintaan masuk di “{title}”"
        return Finding(False, words, "Beri bot izin admin untuk mengundang anggota di grup itu.")
    if name == "MODERATOR_CHAT_ID" and chat.get("is_forum") and not _may_open(standing):
        words = f"{name}: bot tidak dapat membuka topik di “{title}”"
        return Finding(False, words, "Beri bot izin admin untuk mengelola topik di grup itu.")
    if name == "MODERATOR_CHAT_ID" and moderators is not None:
        # The bot itself sits in the group too.
        words = f"Grup moderator berisi {people - 1} orang, {moderators} moderator terdaftar"
        return Finding(True, words)
    return Finding(True, f"{name}: bot admin di “{title}”")


def _may_open(standing: dict[str, Any]) -> bool:
    """Say whether the bot may open topics; who made the group may do everything."""
    return standing.get("status") == "creator" or bool(standing.get("can_manage_topics"))
