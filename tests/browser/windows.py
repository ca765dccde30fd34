"""Windows of the chat page, and what somebody does in one."""

from __future__ import annotations

import re
from typing import Literal
from urllib.parse import urlsplit

from playwright.async_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    expect,
)

from bot.demo.cast import CAST, Player
from simulator.remote import Remote

PATIENCE = 30_000.0  # milliseconds after which waiting counts as failed
DESK = (1280, 800)
PHONE = (390, 844)
CONVERSATION = (1108, 700)  # the conversation is 700 wide

Theme = Literal["light", "dark"]

expect.set_options(timeout=PATIENCE)


class Windows:
    """Several windows of one demo; what any of them complains about is kept."""

    def __init__(self, browser: Browser, demo: Remote, url: str) -> None:
        self.demo = demo
        self.url = url
        self.complaints: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []

    async def open(
        self,
        who: Player,
        chat: int | None = None,
        *,
        topic: int | None = None,
        size: tuple[int, int] = DESK,
        theme: Theme = "light",
        scale: float = 1,
    ) -> Window:
        """Open a window as somebody, in their chat with the bot or in another one."""
        context = await self._browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme=theme,
            device_scale_factor=scale,
            reduced_motion="reduce",
            locale="id-ID",
            timezone_id="Asia/Jakarta",
        )
        self._contexts.append(context)
        context.set_default_timeout(PATIENCE)
        await context.add_init_script("localStorage.setItem('hint-read', 'yes')")
        page = await context.new_page()
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._look)
        window = Window(page, self.url, who)
        await window.goes_to(who.id if chat is None else chat, topic=topic)
        return window

    async def chat(self, title: str) -> int:
        """Find a group or channel by its title, as the admin sees it."""
        chats = await self.demo.call("chats", user=CAST.ratna.id)
        return int(next(one["id"] for one in chats if one["title"] == title))

    async def close(self) -> None:
        """Close all windows."""
        for context in self._contexts:
            await context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"{message.type}: {message.text}")

    def _look(self, request: Request) -> None:
        parts = urlsplit(request.url)
        is_inside = parts.scheme in ("data", "blob")
        if not is_inside and f"{parts.scheme}://{parts.netloc}" != self.url:
            self.complaints.append(f"asked {request.url}")


class Window:
    """One window: somebody looks into one chat at a time."""

    def __init__(self, page: Page, url: str, who: Player) -> None:
        self.page = page
        self.who = who
        self.url = url
        self.log = page.get_by_role("log", name="Pesan")
        self.panel = page.get_by_role("complementary", name="Panel demo")
        self.field = page.get_by_role("textbox", name="Tulis pesan")

    async def goes_to(self, chat: int | None, *, topic: int | None = None) -> None:
        """Open the address of a chat, or of the list of chats."""
        place = f"#as={self.who.id}"
        place += f"&chat={chat}" if chat is not None else ""
        place += f"&topic={topic}" if topic is not None else ""
        await self.page.goto(f"{self.url}/{place}")
        await expect(self.page.locator("body[data-ready]")).to_be_attached()
        if chat is not None:
            await expect(self.chat(chat)).to_have_attribute("aria-current", "page")
            await expect(self.page.locator("#log:not([aria-busy])")).to_be_attached()

    async def says(self, words: str) -> None:
        """Write something and send it."""
        await self.field.fill(words)
        await self.field.press("Enter")

    async def sees(self, *words: str) -> Locator:
        """Await that the newest message has these words; gives its item of the log."""
        newest = self.log.locator(".item").last
        for one in words:
            await expect(newest).to_contain_text(one)
        return newest

    async def taps(self, label: str) -> None:
        """Tap the newest button of that name."""
        await self.log.get_by_role("button", name=label, exact=True).last.click()

    async def buttons(self) -> list[Locator]:
        """List the buttons below the newest message."""
        newest = self.log.locator(".item").last
        return await newest.get_by_role("group", name="Tombol pesan").get_by_role("button").all()

    async def answers(self, *steps: tuple[str, str]) -> None:
        """Tap one button after another; after each the newest message has those words."""
        for label, words in steps:
            await self.taps(label)
            await self.sees(words)

    async def replies(self, words: str, answer: str) -> None:
        """Answer the newest message with these words."""
        await self.message(words).get_by_role("article").click(button="right")
        await self.page.get_by_role("menuitem", name="Balas").click()
        await self.says(answer)

    def message(self, words: str | re.Pattern[str]) -> Locator:
        """Point at the newest message with these words, wherever it stands."""
        return self.log.locator(".item").filter(has_text=words).last

    def toast(self, words: str) -> Locator:
        """Point at words that are shown for a moment."""
        return self.page.locator(".toast").filter(has_text=words)

    def chat(self, number: int) -> Locator:
        """Point at a chat of the list at the left."""
        return self.page.locator(f"[data-chat='{number}']")

    def button(self, name: str) -> Locator:
        """Point at a button of the page."""
        return self.page.get_by_role("button", name=name, exact=True)

    async def is_within_its_window(self) -> bool:
        """Tell whether nothing has to be scrolled sideways to be read."""
        wide = "[document.documentElement, ...document.querySelectorAll('.scroll, .chat-list')]"
        return bool(
            await self.page.evaluate(f"{wide}.every(one => one.scrollWidth <= one.clientWidth)")
        )
