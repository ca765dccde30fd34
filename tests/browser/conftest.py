"""One demo and one browser for all tests of the page; every window is watched until it closes."""

import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, async_playwright

from simulator.remote import Remote
from tests.bot.demo.hosting import ADDRESS, host
from tests.browser.windows import PATIENCE, Windows

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, NAMES)), None)
ARGUMENTS = (
    "--no-sandbox",  # in a container there is no other user to become
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def pytest_runtest_setup() -> None:
    """Skip all tests of this folder, in one line of the summary, where there is no browser."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this computer (Debian's package is `chromium`)")


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def browser() -> AsyncIterator[Browser]:
    """Give this computer's Chromium."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=ARGUMENTS, timeout=PATIENCE
        )
        yield browser
        await browser.close()


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def demo(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    """Start the demo as `make demo` does, and tell where its page is."""
    assert browser.is_connected()  # without a browser nobody looks at the page
    async with host(tmp_path_factory.mktemp("demo")) as process:
        await process.says(ADDRESS)
        yield process.url


@pytest_asyncio.fixture(loop_scope="package")
async def windows(browser: Browser, demo: str) -> AsyncIterator[Windows]:
    """Give windows of the page; at the end none may have complained, or asked anybody else."""
    async with Remote(demo) as remote:
        windows = Windows(browser, remote, demo)
        try:
            yield windows
        finally:
            await windows.close()
    assert [] == windows.complaints
