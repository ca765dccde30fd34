"""Words that could not be sent."""

import asyncio

import pytest
from playwright.async_api import Route, expect

from bot.demo.cast import CAST
from tests.browser.windows import Windows

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_they_return_above_what_was_typed_meanwhile(windows: Windows) -> None:
    """Neither the one nor the other is lost."""
    tried, typed = asyncio.Event(), asyncio.Event()

    async def refuse(route: Route) -> None:
        tried.set()
        await typed.wait()
        await route.fulfill(json={"ok": False, "error": "not now"})

    lina = await windows.open(CAST.lina)
    await lina.page.route("**/sim/say", refuse)
    await lina.says("satu")
    await tried.wait()
    await lina.field.fill("dua")
    typed.set()

    await expect(lina.field).to_have_value("satu\ndua")
    await expect(lina.toast("tidak dapat dilakukan")).to_be_visible()
