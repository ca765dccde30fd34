"""The demo's terminal: somebody asks, a moderator takes the card and answers, by what is typed."""

from collections.abc import AsyncIterator

import pytest

from bot.demo.stage import Stage
from bot.demo.terminal import Terminal


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    """Give the demo's stage, prepared as for a talk."""
    async with Stage() as stage:
        await stage.prepare()
        yield stage


async def test_a_question_is_asked_and_answered_by_a_reply(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    """The main way to answer can be tried; the link of `Jawab` opens the private chat."""
    terminal, group = Terminal(stage), stage.tono.at(stage.moderators)
    await terminal.hear(":lina")
    await terminal.hear("/tanya Bagaimana menghitung angka kredit?")
    await stage.lina.sees("Bagaimana menghitung angka kredit?")
    await stage.lina.taps("Selesai")
    await stage.lina.taps("Penilaian kinerja dan angka kredit")
    await stage.lina.taps("Kirim")
    await stage.lina.sees("Pertanyaan #1 terkirim")

    await terminal.hear(":grup")
    card = await group.sees("Pertanyaan #1", "Lina Hartati")
    await terminal.print_news()
    assert f"· {card.message_id}" in capsys.readouterr().out
    await terminal.hear(":balas 987 tidak ada")
    assert "pesan 987 tidak ada" in capsys.readouterr().out
    await terminal.hear("1")
    await group.sees("Pertanyaan #1", "dipegang Tono Wijaya")
    await terminal.hear(f":balas {card.message_id} Dihitung setiap tahun.")
    await stage.lina.sees("Jawaban untuk pertanyaan #1", "Dihitung setiap tahun.")


async def test_a_link_to_the_bot_is_followed(
    stage: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the group it leads to one's own private chat; other links are shown."""
    terminal, group = Terminal(stage), stage.tono.at(stage.moderators)
    await terminal.hear(":grup")

    await terminal.hear("/templat")
    shown = await group.sees("pribadi")
    await terminal.hear(str(len(shown.labels)))

    assert "Anda sekarang Tono Wijaya (tono)" in capsys.readouterr().out
    assert "tautan:" not in capsys.readouterr().out
    await stage.tono.sees("emplat")
