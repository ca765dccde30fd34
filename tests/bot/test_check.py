"""`cop-humas check`: each thing that can be wrong outside is named with its mend."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from bot.api import Api
from bot.check import check
from bot.clock import ShiftedClock
from simulator.server import Simulator
from tests.bot.checking import found, noted, settings_for, wrong
from tests.crash.process import BotProcess, webhook


async def test_all_is_well(
    simulator: Simulator, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With everything in place the check ends with 0 and counts the moderators' group."""
    ratna, budi = simulator.person("Ratna"), simulator.person("Budi")
    group = simulator.supergroup("Moderator CoP", [ratna, budi])
    settings = settings_for(simulator, tmp_path, MODERATOR_CHAT_ID=str(group.id))

    assert await check(settings, patience=0) == 0

    said = capsys.readouterr().out
    assert "Grup moderator berisi 2 orang, 0 moderator terdaftar" in said
    assert "Semua siap." in said


async def test_a_refused_token_is_named(simulator: Simulator, tmp_path: Path) -> None:
    """A wrong token is told apart from a network that is away; the exit code is 1."""
    refused = "123456789:" + "A" * 35

    settings = settings_for(simulator, tmp_path, BOT_TOKEN=refused)
    [finding] = await wrong(settings)
    assert "BOT_TOKEN ditolak" in finding.words
    assert await check(settings, patience=0) == 1


async def test_inline_mode_that_is_off_is_named(simulator: Simulator, tmp_path: Path) -> None:
    """Only @BotFather can turn it on: the check says with which command."""
    simulator.world.is_inline = False

    [finding] = await wrong(settings_for(simulator, tmp_path))

    assert "inline" in finding.words
    assert "/setinline" in finding.mend


async def test_a_network_that_is_away_is_named(simulator: Simulator, tmp_path: Path) -> None:
    """Nobody answers at the address: the check says where to look."""
    await simulator.stop()
    [finding] = await wrong(settings_for(simulator, tmp_path))

    assert "tidak dapat dihubungi" in finding.words
    await simulator.start()


@pytest.mark.parametrize(
    ("standing", "words"),
    [("member", "bot bukan admin"), ("", "bot tidak dapat melihat grup")],
)
async def test_rights_in_a_chat_are_checked(
    simulator: Simulator, tmp_path: Path, standing: str, words: str
) -> None:
    """A bot that is no admin of its group, or not in it, is told so."""
    group = simulator.supergroup("Moderator CoP", [simulator.person("Ratna")], bot=standing)

    [finding] = await wrong(settings_for(simulator, tmp_path, MODERATOR_CHAT_ID=str(group.id)))

    assert words in finding.words
    assert "MODERATOR_CHAT_ID" in finding.mend


async def test_the_right_to_let_people_in_is_checked(simulator: Simulator, tmp_path: Path) -> None:
    """An admin without the right to invite cannot accept requests to the community's group."""
    ratna = simulator.person("Ratna")
    group = simulator.supergroup("Komunitas", [ratna])
    settings = settings_for(simulator, tmp_path, COMMUNITY_CHAT_ID=str(group.id))
    assert [] == await wrong(settings)

    await group.promotes(None, by=ratna, rights={"can_invite_users": False})
    [finding] = await wrong(settings)

    assert "tidak dapat menerima permintaan masuk" in finding.words
    assert "mengundang anggota" in finding.mend


async def test_the_right_to_open_topics_is_checked(simulator: Simulator, tmp_path: Path) -> None:
    """In a forum of moderators the bot opens a topic for each subject; it must be allowed to."""
    ratna = simulator.person("Ratna")
    forum = simulator.forum("Moderator CoP", [ratna])
    settings = settings_for(simulator, tmp_path, MODERATOR_CHAT_ID=str(forum.id))
    assert [] == await wrong(settings)

    await forum.promotes(None, by=ratna, rights={"can_manage_topics": False})
    [finding] = await wrong(settings)

    assert "tidak dapat membuka topik" in finding.words
    assert "mengelola topik" in finding.mend


async def test_a_database_out_of_reach_is_named(simulator: Simulator, tmp_path: Path) -> None:
    """A path that is a folder cannot be opened as a database."""
    (tmp_path / "map").mkdir()
    url = f"sqlite:///{tmp_path}/map"

    [finding] = await wrong(settings_for(simulator, tmp_path, DATABASE_URL=url))

    assert "Basis data tidak dapat dibuka" in finding.words


async def test_what_is_missing_is_named(simulator: Simulator, tmp_path: Path) -> None:
    """Admins, contact and token that nobody filled in are three lines, each with its mend."""
    settings = settings_for(simulator, tmp_path, ADMIN_IDS="", CONTROLLER_CONTACT="", BOT_TOKEN="")

    missing = await wrong(settings)

    assert [finding.words.split()[0] for finding in missing] == [
        "ADMIN_IDS",
        "CONTROLLER_CONTACT",
        "BOT_TOKEN",
    ]
    assert all(finding.mend for finding in missing)


async def test_the_right_to_post_in_a_channel_is_checked(
    simulator: Simulator, tmp_path: Path
) -> None:
    """In a channel an admin writes only with the right to."""
    ratna = simulator.person("Ratna")
    channel = simulator.channel("Kabar CoP", [ratna], rights={"can_post_messages": False})

    [finding] = await wrong(settings_for(simulator, tmp_path, COMMUNITY_CHAT_ID=str(channel.id)))

    assert "tidak dapat menulis di “Kabar CoP”" in finding.words


async def test_cards_cannot_go_to_a_channel(simulator: Simulator, tmp_path: Path) -> None:
    """Nobody can answer cards in a channel: the moderators need a group."""
    channel = simulator.channel("Kabar CoP", [simulator.person("Ratna")])

    [finding] = await wrong(settings_for(simulator, tmp_path, MODERATOR_CHAT_ID=str(channel.id)))

    assert "bukan grup" in finding.words


async def test_a_clock_that_is_wrong_is_named(simulator: Simulator, tmp_path: Path) -> None:
    """Ten minutes ahead of Telegram, or behind it, is told; half a minute is the limit."""
    settings = settings_for(simulator, tmp_path)

    [ahead] = await wrong(settings, clock=ShiftedClock(timedelta(minutes=10)))
    [behind] = await wrong(settings, clock=ShiftedClock(timedelta(minutes=-10)))

    assert "lebih cepat 10 menit" in ahead.words
    assert "terlambat 10 menit" in behind.words
    assert [] == await wrong(settings, clock=ShiftedClock(timedelta(seconds=20)))


async def test_another_poller_is_heard(simulator: Simulator, tmp_path: Path) -> None:
    """While another program polls with the token, the check says so; alone it hears nobody."""
    settings = settings_for(simulator, tmp_path)
    other = Api(simulator.token, simulator.url)
    await other.start()

    async def poll() -> None:
        await simulator.until_polled()
        await other.call("getUpdates", {"timeout": 1}, pool="polling")

    polling = asyncio.create_task(poll())
    [finding] = await wrong(settings, patience=5)
    await polling
    await other.stop()

    assert "Program lain" in finding.words
    assert [] == await wrong(settings, patience=1)


async def test_updates_are_not_taken_by_listening(simulator: Simulator, tmp_path: Path) -> None:
    """What people wrote stays with Telegram until the bot has it."""
    await simulator.person("Sari").says("/start")

    await found(settings_for(simulator, tmp_path), patience=1)

    assert 1 == simulator.pending_updates


async def test_a_webhook_that_cannot_be_called_is_named(
    simulator: Simulator, tmp_path: Path
) -> None:
    """Telegram's last error is shown with its mend, and what is secret in it is not."""
    settings = settings_for(simulator, tmp_path, **_hook(simulator))
    api = Api(simulator.token, simulator.url)
    await api.start()
    await api.call("setWebhook", {"url": settings.webhook_url, "secret_token": "rahasia"})
    await simulator.person("Sari").says("/start")
    version = simulator.people.version()
    while "last_error_message" not in await api.call("getWebhookInfo"):
        version = await simulator.people.wait(version=version, limit=0.01)

    [finding] = await wrong(settings)

    assert "gagal memanggil webhook" in finding.words
    assert "WEBHOOK_LISTEN" in finding.mend
    await api.call("deleteWebhook")
    await api.stop()


def _hook(simulator: Simulator) -> dict[str, str]:
    given = webhook(simulator, "sqlite:///unused.db")
    return {name: value for name, value in given.items() if name.startswith("WEBHOOK")}


async def test_a_running_bot_is_left_alone(simulator: Simulator, tmp_path: Path) -> None:
    """Beside its own bot the check neither polls nor counts as another one."""
    settings = settings_for(simulator, tmp_path)
    bot = BotProcess(tmp_path, _environment(simulator, tmp_path))
    await bot.start_and_wait()

    words = [finding.words for finding in await found(settings, patience=5)]

    assert "Bot sedang berjalan dengan basis data ini" in words
    assert "Pembaruan diambil dengan polling" in words
    assert 0 == await bot.stop()
    assert [] == bot.said("409")


def _environment(simulator: Simulator, folder: Path) -> dict[str, str]:
    return {
        "BOT_TOKEN": simulator.token,
        "ADMIN_IDS": "7001",
        "DATABASE_URL": f"sqlite:///{folder}/cop.db",
        "TELEGRAM_API_URL": simulator.url,
    }


async def test_the_token_is_never_shown(
    simulator: Simulator, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever goes wrong, no line holds the token or a part of it."""
    await simulator.stop()

    await check(settings_for(simulator, tmp_path), patience=0)

    assert simulator.token.partition(":")[2] not in capsys.readouterr().out
    await simulator.start()
    assert [] == await wrong(settings_for(simulator, tmp_path))


async def test_a_fresh_install_has_notes_only(simulator: Simulator, tmp_path: Path) -> None:
    """Before the first start nothing is wrong, and the check made nothing."""
    settings = settings_for(simulator, tmp_path)

    assert [] == await noted(settings)
    assert [] == list(tmp_path.iterdir())  # noqa: ASYNC240 # a test may wait for a folder
