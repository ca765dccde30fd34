"""The demo's terminal: somebody asks, a moderator takes the card and answers, by what is typed."""

import pytest

from bot.demo.stage import Stage
from bot.demo.terminal import Terminal

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_question_is_asked_and_answered_by_a_reply(
    shared: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    """The main way to answer can be tried; the link of `Jawab` opens the private chat."""
    terminal, group = Terminal(shared), shared.tono.at(shared.moderators)
    await terminal.hear(":lina")
    await terminal.hear("/tanya Bagaimana menghitung angka kredit?")
    await shared.lina.sees("Bagaimana menghitung angka kredit?")
    await shared.lina.taps("Selesai")
    await shared.lina.taps("Penilaian kinerja dan angka kredit")
    await shared.lina.taps("Kirim")
    sent = await shared.lina.sees("Pertanyaan #", "terkirim")
    name = " ".join(sent.text.split()[:2])  # "Pertanyaan #1", or whatever its number is

    await terminal.hear(":grup")
    card = await group.sees(name, "Lina Hartati")
    await terminal.print_news()
    assert f"· {card.message_id}" in capsys.readouterr().out
    await terminal.hear(":balas 987 tidak ada")
    assert "pesan 987 tidak ada" in capsys.readouterr().out
    await terminal.hear("1")
    await group.sees(name, "dipegang Tono Wijaya")
    await terminal.hear(f":balas {card.message_id} Dihitung setiap tahun.")
    await shared.lina.sees(f"Jawaban untuk {name.lower()}", "Dihitung setiap tahun.")


async def test_a_link_to_the_bot_is_followed(
    shared: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the group it leads to one's own private chat; other links are shown."""
    terminal, group = Terminal(shared), shared.tono.at(shared.moderators)
    await terminal.hear(":grup")

    await terminal.hear("/templat")
    shown = await group.sees("pribadi")
    await terminal.hear(str(len(shown.labels)))

    assert "Anda sekarang Tono Wijaya (tono)" in capsys.readouterr().out
    assert "tautan:" not in capsys.readouterr().out
    await shared.tono.sees("emplat")


async def test_the_clock_is_moved_and_the_bot_killed_by_typing(
    shared: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    """A reminder comes when its hour is typed; the bot answers after its restart."""
    terminal = Terminal(shared)
    await terminal.hear("jam senin 07.30")
    assert "sekarang Senin, 23 November 07.30 WIB" in capsys.readouterr().out
    await shared.lina.sees("Selamat belajar")

    await terminal.hear(":jam 23-11-2026 07.00")
    assert "jam demo hanya maju" in capsys.readouterr().out

    await terminal.hear(":ulang")
    assert "bot dinyalakan ulang" in capsys.readouterr().out
    await terminal.hear("/start")
    await shared.sari.sees("Selamat datang")


async def test_only_short_numbers_are_buttons(
    shared: Stage, capsys: pytest.CaptureFixture[str]
) -> None:
    """What else looks like a number is an answer to the bot, and ends nothing."""
    terminal = Terminal(shared)
    for words in ("²", "199001012015011001", "99"):
        await terminal.hear(words)

    said = [one.text for one in await shared.sari.transcript()]
    assert "²" in said
    assert "199001012015011001" in said
    assert "99" not in said
    assert "tombol 99 tidak ada" in capsys.readouterr().out
