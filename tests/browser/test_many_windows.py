"""Many windows of one browser: more than the connections that it keeps to one place."""

import pytest

from bot.demo.cast import CAST
from tests.browser.windows import Window, Windows

pytestmark = pytest.mark.asyncio(loop_scope="package")


async def test_everybody_of_the_cast_and_one_more_have_a_window(windows: Windows) -> None:
    """One of them waits for the news of all: the seventh opens, writes, and is answered."""
    first = await windows.open(CAST.budi)
    others = []
    for who in CAST:
        window = Window(await first.page.context.new_page(), windows.url, who)
        await window.goes_to(who.id)
        others.append(window)
    last = others[-1]

    await last.says("/bantuan")
    await last.sees("/tanya")

    await first.page.close()  # it waited for the others; another one takes over
    await last.says("/menu")
    await last.sees("silakan pilih")
