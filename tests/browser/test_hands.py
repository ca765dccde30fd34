"""The panel: what the hands of the demo do to the bot, its network and its clock."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.async_api import expect

from bot.demo.cast import CAST
from tests.browser.windows import Windows

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_who_blocked_the_bot_may_let_it_in_again(windows: Windows) -> None:
    """Nothing can be written to a blocked bot; a button takes it back, and the bot answers."""
    budi = await windows.open(CAST.budi)
    await budi.button("Blokir bot").click()
    unblock = budi.page.get_by_role("main").get_by_role("button", name="Buka blokir bot")
    await expect(unblock).to_be_visible()
    await expect(budi.field).to_be_hidden()

    await unblock.click()
    await budi.says("/menu")

    await budi.sees("Bapak/Ibu Budi Santoso, silakan pilih")
    await expect(budi.button("Blokir bot")).to_be_visible()


async def test_what_is_written_while_the_network_is_broken_is_answered_later(
    windows: Windows,
) -> None:
    """The panel tells of the break; the bot comes back by itself and has lost nothing."""
    ratna = await windows.open(CAST.ratna)
    state = ratna.panel.get_by_role("status")

    await ratna.button("Putus jaringan 10 detik").click()
    await expect(state).to_contain_text("jaringan putus")
    await ratna.says("/bantuan")
    await windows.demo.call("network_break", seconds=1)  # nobody waits for the other nine

    await ratna.sees("/tanya")
    await expect(state).to_contain_text("berjalan")


async def test_a_bot_that_was_stopped_answers_once_it_runs(windows: Windows) -> None:
    """The panel stops and starts it; what was written meanwhile is not lost."""
    ratna = await windows.open(CAST.ratna)
    state = ratna.panel.get_by_role("status")

    await ratna.button("Hentikan bot").click()
    await expect(state).to_have_text("berhenti")
    await ratna.says("/menu")
    await ratna.button("Jalankan bot").click()

    await ratna.sees("Bapak/Ibu Ratna Dewi, silakan pilih")
    await expect(state).to_contain_text("berjalan")


async def test_the_clock_runs_fast_and_steps_ahead(windows: Windows) -> None:
    """×60 is a minute each second until it is pressed again; a step shows a later hour."""
    ratna = await windows.open(CAST.ratna)
    face = ratna.panel.locator(".clock-hour")
    fast = ratna.panel.get_by_role("button", name="×")

    await fast.click()
    begun = await face.inner_text()
    await expect(face).not_to_have_text(begun)
    await fast.click()
    await expect(fast).to_be_enabled()
    before = (await windows.demo.call("clock"))["now"]
    shown = await face.inner_text()
    await ratna.button("→ +15 menit").click()
    await expect(face).not_to_have_text(shown)
    after = await windows.demo.call("clock")

    assert 1 == after["rate"]
    passed = datetime.fromisoformat(after["now"]) - datetime.fromisoformat(before)
    assert passed >= timedelta(minutes=15)


async def test_the_log_shows_what_the_bot_calls(windows: Windows) -> None:
    """Each call with its code and its words; polling only when asked for."""
    ratna = await windows.open(CAST.ratna)
    await ratna.says("/audit")
    await ratna.sees("Menu")
    calls = ratna.panel.get_by_role("listitem")

    await expect(calls.filter(has_text="sendMessage").first).to_contain_text("200")
    polls = calls.filter(has_text=re.compile(r"200\s*getUpdates"))
    await expect(polls).to_have_count(0)
    await ratna.panel.get_by_role("checkbox", name="getUpdates").check()
    await expect(polls.first).to_be_visible()
