"""Who can use the page: by keys alone, with a screen reader, on a phone, in the dark."""

import re

import pytest
from playwright.async_api import Locator, expect

from bot.demo.cast import CAST
from tests.browser.windows import PHONE, Theme, Window, Windows

pytestmark = pytest.mark.asyncio(loop_scope="package")

READABLE = 4.5  # WCAG 2.2 AA, for words of this size
CONTRAST = """
one => {
  const parts = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = ([red, green, blue]) => [red, green, blue]
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, place) => sum + value * [0.2126, 0.7152, 0.0722][place], 0);
  let ground = one;
  const seen = (place) => parts(getComputedStyle(place).backgroundColor);
  while (ground.parentElement && seen(ground)[3] === 0) ground = ground.parentElement;
  const lights = [parts(getComputedStyle(one).color), seen(ground)].map(light);
  return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05);
}
"""
FOCUSED = """
() => {
  const one = document.activeElement;
  const look = () => [one, one.parentElement]
    .map((place) => getComputedStyle(place))
    .map((style) => [style.outline, style.boxShadow, style.borderColor].join())
    .join();
  const focused = look();
  one.blur();
  const blurred = look();
  one.focus();
  return focused !== blurred;
}
"""
TAKEN = "Media sosial dan kanal digital"  # the topic of a card that Tono holds


async def test_everything_is_reached_by_keys(windows: Windows) -> None:
    """Tab, arrows and Enter choose a person and a chat, write, send, and tap a button."""
    sari = await windows.open(CAST.sari)
    keys = sari.page.keyboard

    await tabs_to(sari, sari.page.get_by_role("navigation").get_by_role("link").first)
    for _ in CAST:
        await keys.press("ArrowDown")
    await keys.press("Enter")
    ratna = Window(sari.page, sari.url, CAST.ratna)
    await expect(ratna.page.get_by_role("heading", level=1)).to_have_text("Ratna Dewi")
    await tabs_to(ratna, ratna.page.locator(".chat").first)
    await tabs_to(ratna, ratna.chat(CAST.ratna.id), key="ArrowDown")
    await keys.press("Enter")
    await expect(ratna.chat(CAST.ratna.id)).to_have_attribute("aria-current", "page")
    await tabs_to(ratna, ratna.field)
    await keys.type("/menu")
    await keys.press("Enter")
    await ratna.sees("silakan pilih")
    menu = ratna.message("silakan pilih")
    await tabs_to(ratna, menu.get_by_role("button", name="Bantuan"), key="Shift+Tab")
    await keys.press("Enter")
    help_ = await ratna.sees("/tanya")
    await tabs_to(ratna, ratna.field)
    await tabs_to(ratna, help_.get_by_role("article"), key="Shift+Tab")
    await keys.press("ArrowUp")
    older = ratna.log.get_by_role("article").nth(-2)

    assert await older.evaluate("one => one === document.activeElement")


async def test_what_has_the_focus_is_seen(windows: Windows) -> None:
    """Wherever Tab leads, a line or a shadow shows it."""
    tono = await holding(windows)
    unseen = []

    for _ in range(40):
        await tono.page.keyboard.press("Tab")
        if not await tono.page.evaluate(FOCUSED):
            unseen.append(await tono.page.evaluate("document.activeElement.outerHTML"))

    assert [] == unseen


async def test_a_screen_reader_finds_its_way(windows: Windows) -> None:
    """One heading of the first rank, landmarks, a log that is read out, and names for all."""
    tono = await holding(windows)
    page = tono.page

    assert "id" == await page.locator("html").get_attribute("lang")
    await expect(page.get_by_role("heading", level=1)).to_have_count(1)
    for landmark in ("main", "navigation"):
        await expect(page.get_by_role(landmark)).to_have_count(1)
    await expect(tono.log).to_have_attribute("aria-live", re.compile("polite|off"))
    for role in ("button", "link", "tab", "checkbox", "textbox", "img"):
        nameless = page.get_by_role(role, name=re.compile(r"^\s*$"))
        assert [] == [await one.evaluate("one => one.outerHTML") for one in await nameless.all()]
    assert [] == await page.evaluate(
        "[...document.querySelectorAll('img:not([alt])')].map(one => one.outerHTML)"
    )
    assert [] == await page.evaluate(
        "[...document.querySelectorAll('[id]')].map(one => one.id)"
        ".filter((id, place, all) => all.indexOf(id) !== place)"
    )


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_words_can_be_read_in_both_themes(windows: Windows, theme: Theme) -> None:
    """Words of bubbles, buttons, lists and the panel stand out from their ground."""
    tono = await holding(windows, theme)
    card = tono.message("dipegang Tono Wijaya")
    places = {
        "bubble": card.locator(".text"),
        "sender": tono.log.locator(".sender").last,
        "time": card.locator(".meta"),
        "key": card.locator(".key").first,
        "title": tono.page.locator(".chat-title").first,
        "last": tono.page.locator(".chat-last").first,
        "role": tono.page.locator(".who-role"),
        "person": tono.page.locator(".person-role").last,
        "hand": tono.panel.locator(".hand").first,
    }

    ratios = {name: await place.evaluate(CONTRAST) for name, place in places.items()}

    assert {} == {name: ratio for name, ratio in ratios.items() if ratio < READABLE}
    ground = await card.locator(".bubble").evaluate("one => getComputedStyle(one).backgroundColor")
    is_light = sum(int(one) for one in re.findall(r"\d+", ground)[:3]) > 3 * 128
    assert (theme == "light") == is_light


async def test_a_phone_shows_one_pane_at_a_time(windows: Windows) -> None:
    """The list or the conversation, each as wide as the window; the way back is a button."""
    lina = await windows.open(CAST.lina, size=PHONE)
    chats = lina.page.get_by_role("region", name="Obrolan")
    await expect(lina.field).to_be_visible()
    await expect(chats).to_be_hidden()
    assert await lina.is_within_its_window()

    await lina.button("Kembali ke daftar obrolan").click()
    await expect(chats).to_be_visible()
    await expect(lina.field).to_be_hidden()
    assert await lina.is_within_its_window()
    last = lina.page.locator("#people a").last  # nobody stands out of sight
    await expect(last).to_be_in_viewport(ratio=1)
    await chats.get_by_role("link", name="Kanal CoP Jatim").click()

    await expect(lina.page.get_by_role("heading", name="Kanal CoP Jatim")).to_be_visible()
    await expect(lina.page.get_by_role("main")).to_contain_text("Hanya pengurus yang menulis")
    await expect(chats).to_be_hidden()


async def test_a_phone_can_open_the_panel(windows: Windows) -> None:
    """The panel covers the conversation and gives it back."""
    lina = await windows.open(CAST.lina, size=PHONE)

    await lina.button("Panel demo").click()
    await expect(lina.button("→ Senin 07.30")).to_be_in_viewport()
    assert await lina.is_within_its_window()
    await lina.button("Tutup panel").click()

    await expect(lina.panel).to_be_hidden()


async def tabs_to(window: Window, place: Locator, key: str = "Tab") -> None:
    """Press a key until that place has the focus."""
    for _ in range(60):
        if await place.evaluate("one => one === document.activeElement"):
            return
        await window.page.keyboard.press(key)
    raise AssertionError(f"{key} does not lead to {place}")


async def holding(windows: Windows, theme: Theme = "light") -> Window:
    """Give Tono a window with the card that he holds."""
    tono = await windows.open(CAST.tono, await windows.chat("Moderator CoP"), theme=theme)
    await tono.page.get_by_role("tab", name=TAKEN).click()
    await tono.sees("dipegang Tono Wijaya")
    return tono
