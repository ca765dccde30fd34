"""Pictures for the README and the guides; written only with SCREENSHOTS=1 (`make screenshots`)."""

import io
import os
from pathlib import Path

from PIL import Image
from playwright.async_api import Locator, Page, expect

from tests.browser.windows import Windows

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "images"
IS_WANTED = bool(os.environ.get("SCREENSHOTS"))
MOST_BYTES = 150_000


async def take(seen: Page | Locator, name: str, *shown: Locator) -> None:
    """Await that all this is in sight, and keep a picture of it when pictures are wanted."""
    for one in shown:
        await expect(one).to_be_in_viewport()
    if not IS_WANTED:
        return
    page = seen if isinstance(seen, Page) else seen.page
    await expect(page.locator(".toast")).to_have_count(0)
    await page.mouse.move(0, 0)
    await page.evaluate("document.activeElement.blur()")  # no line around what was tapped last
    picture = await seen.screenshot(animations="disabled", caret="hide")
    small = _with_few_colours(picture)
    assert len(small) <= MOST_BYTES
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / name).write_bytes(small)


async def at(windows: Windows, hour: str) -> None:
    """Let pictures show the same hour each time; without pictures nobody waits for it."""
    if IS_WANTED:
        await windows.demo.call("clock_to", to=hour)


def _with_few_colours(picture: bytes) -> bytes:
    """Write a PNG anew with a palette, a third of the size."""
    written = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as image:
        few = image.convert("RGB").quantize(
            colors=256, method=Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE
        )
        few.save(written, "PNG", optimize=True)
    return written.getvalue()
