"""`cop-humas check`: each thing that can be wrong outside is named with its mend."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.check import Finding, check, findings
from bot.config import Settings, load
from simulator.server import Simulator

ADMIN = 7001


def _settings(simulator: Simulator, folder: Path, **changes: str) -> Settings:
    usual: Mapping[str, str] = {
        "BOT_TOKEN": simulator.token,
        "ADMIN_IDS": str(ADMIN),
        "CONTROLLER_CONTACT": "humas@contoh.go.id",
        "DATABASE_URL": f"sqlite:///{folder}/cop.db",
        "TELEGRAM_API_URL": simulator.url,
    }
    return load({**usual, **changes})


async def _wrong(settings: Settings) -> list[Finding]:
    return [finding async for finding in findings(settings) if not finding.is_well]


async def test_all_is_well(
    simulator: Simulator, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With everything in place the check ends with 0 and counts the moderators' group."""
    ratna, budi = simulator.person("Ratna"), simulator.person("Budi")
    group = simulator.supergroup("Moderator CoP", [ratna, budi])
    settings = _settings(simulator, tmp_path, MODERATOR_CHAT_ID=str(group.id))

    assert await check(settings) == 0

    said = capsys.readouterr().out
    assert "Grup moderator berisi 2 orang, 0 moderator terdaftar" in said
    assert "Semua siap." in said


async def test_a_refused_token_is_named(simulator: Simulator, tmp_path: Path) -> None:
    """A wrong token is told apart from a network that is away; the exit code is 1."""
    wrong = "123456789:" + "A" * 35

    settings = _settings(simulator, tmp_path, BOT_TOKEN=wrong)
    [finding] = await _wrong(settings)
    assert "BOT_TOKEN ditolak" in finding.words
    assert await check(settings) == 1


async def test_inline_mode_that_is_off_is_named(simulator: Simulator, tmp_path: Path) -> None:
    """Only @BotFather can turn it on: the check says with which command."""
    simulator.world.is_inline = False

    [finding] = await _wrong(_settings(simulator, tmp_path))

    assert "inline" in finding.words
    assert "/setinline" in finding.mend


async def test_a_network_that_is_away_is_named(simulator: Simulator, tmp_path: Path) -> None:
    """Nobody answers at the address: the check says where to look."""
    await simulator.stop()
    [finding] = await _wrong(_settings(simulator, tmp_path))

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

    [finding] = await _wrong(_settings(simulator, tmp_path, MODERATOR_CHAT_ID=str(group.id)))

    assert words in finding.words
    assert "MODERATOR_CHAT_ID" in finding.mend


async def test_the_right_to_let_people_in_is_checked(simulator: Simulator, tmp_path: Path) -> None:
    """An admin without the right to invite cannot accept requests to the community's group."""
    ratna = simulator.person("Ratna")
    group = simulator.supergroup("Komunitas", [ratna])
    settings = _settings(simulator, tmp_path, COMMUNITY_CHAT_ID=str(group.id))
    assert [] == await _wrong(settings)

    await group.promotes(None, by=ratna, rights={"can_invite_users": False})
    [finding] = await _wrong(settings)

    assert "tidak dapat menerima permintaan masuk" in finding.words
    assert "mengundang anggota" in finding.mend


async def test_the_right_to_open_topics_is_checked(simulator: Simulator, tmp_path: Path) -> None:
    """In a forum of moderators the bot opens a topic for each subject; it must be allowed to."""
    ratna = simulator.person("Ratna")
    forum = simulator.forum("Moderator CoP", [ratna])
    settings = _settings(simulator, tmp_path, MODERATOR_CHAT_ID=str(forum.id))
    assert [] == await _wrong(settings)

    await forum.promotes(None, by=ratna, rights={"can_manage_topics": False})
    [finding] = await _wrong(settings)

    assert "tidak dapat membuka topik" in finding.words
    assert "mengelola topik" in finding.mend


async def test_a_database_out_of_reach_is_named(simulator: Simulator, tmp_path: Path) -> None:
    """A path that is a folder cannot be opened as a database."""
    (tmp_path / "map").mkdir()
    url = f"sqlite:///{tmp_path}/map"

    [finding] = await _wrong(_settings(simulator, tmp_path, DATABASE_URL=url))

    assert "Basis data tidak dapat dibuka" in finding.words


async def test_what_is_missing_is_named(simulator: Simulator, tmp_path: Path) -> None:
    """Admins, contact and token that nobody filled in are three lines, each with its mend."""
    settings = _settings(simulator, tmp_path, ADMIN_IDS="", CONTROLLER_CONTACT="", BOT_TOKEN="")

    found = await _wrong(settings)

    assert [finding.words.split()[0] for finding in found] == [
        "ADMIN_IDS",
        "CONTROLLER_CONTACT",
        "BOT_TOKEN",
    ]
    assert all(finding.mend for finding in found)
