"""Messages on the screen: hostile words, albums, edits, answers, reactions, alerts, inline mode."""

import re

import pytest
from playwright.async_api import FilePayload, expect

from bot.demo.cast import CAST
from tests.browser.windows import Window, Windows
from tests.simulator.pictures import png

pytestmark = pytest.mark.asyncio(loop_scope="package")

HOSTILE = (
    "<img src=x onerror=alert(1)><b>tebal</b> &amp; <script>alert(2)</script> \u202eterbalik\u202c"
    " &lt;/div&gt; 👩‍👩‍👧‍👦🇮🇩 javascript:alert(3)"
)
GENERAL = 1


async def two(windows: Windows) -> tuple[Window, Window]:
    """Give Dewi and Tono a window each, both in General of the moderators' forum."""
    forum = await windows.chat("Moderator CoP")
    dewi = await windows.open(CAST.dewi, forum, topic=GENERAL)
    tono = await windows.open(CAST.tono, forum, topic=GENERAL)
    return dewi, tono


async def test_hostile_words_are_only_words(windows: Windows) -> None:
    """Markup becomes no element, nothing runs, and marks of direction do not leave the bubble."""
    dewi, tono = await two(windows)

    await dewi.says(HOSTILE)
    bubble = tono.message("onerror").locator(".text")

    await expect(bubble).to_contain_text("<img src=x onerror=alert(1)><b>tebal</b> &amp; <script>")
    await expect(bubble).to_contain_text("&lt;/div&gt; 👩‍👩‍👧‍👦🇮🇩 javascript:alert(3)")
    await expect(bubble.locator("img, b, script, a")).to_have_count(0)
    await expect(tono.chat(await windows.chat("Moderator CoP"))).to_contain_text("<img src=x")


async def test_the_longest_message_stays_in_its_column(windows: Windows) -> None:
    """4,096 letters without a space break; the page does not grow sideways."""
    dewi, tono = await two(windows)

    await dewi.says("w" * 4096)
    await expect(tono.message("w" * 4096)).to_be_visible()

    assert await tono.is_within_its_window()


async def test_an_album_is_a_grid_of_pictures(windows: Windows) -> None:
    """Three pictures chosen at once stand in one bubble with their words; one fills the window."""
    dewi, tono = await two(windows)
    pictures: list[FilePayload] = [
        {"name": f"{width}.png", "mimeType": "image/png", "buffer": png(width, 80)}
        for width in (60, 90, 120)
    ]

    await dewi.button("Lampirkan").click()
    async with dewi.page.expect_file_chooser() as choosing:
        await dewi.page.get_by_role("menuitem", name="Foto atau video").click()
    await (await choosing.value).set_files(pictures)
    await dewi.says("Tiga foto kegiatan")
    album = tono.message("Tiga foto kegiatan")

    photos = album.locator(".grid").get_by_role("img")
    await expect(photos).to_have_count(3)
    for photo in await photos.all():
        await expect(photo).to_have_js_property("complete", value=True)
        assert 80 == await photo.evaluate("one => one.naturalHeight")
    await album.get_by_role("button", name="perbesar").first.click()
    await expect(tono.page.get_by_role("dialog")).to_be_visible()
    await tono.page.keyboard.press("Escape")
    await expect(tono.page.get_by_role("dialog")).to_be_hidden()


async def test_an_edit_an_answer_and_a_reaction_reach_the_other_window(windows: Windows) -> None:
    """Dewi corrects her last words with the arrow key; Tono answers them and likes them."""
    dewi, tono = await two(windows)
    await dewi.says("Rapat pukul 10.00")
    await tono.sees("Rapat pukul 10.00")

    await dewi.field.press("ArrowUp")
    await expect(dewi.field).to_have_value("Rapat pukul 10.00")
    await dewi.says("Rapat pukul 13.00")
    await tono.sees("Rapat pukul 13.00", "diubah")
    await tono.replies("Rapat pukul 13.00", "Siap.")

    answer = await dewi.sees("Siap.")
    await expect(answer.locator(".quoted")).to_contain_text("Rapat pukul 13.00")
    await tono.message("Rapat pukul 13.00").get_by_role("article").first.click(button="right")
    await tono.page.get_by_role("menuitem", name="Reaksi 👏").click()
    await expect(dewi.log.get_by_role("button", name="👏, 1")).to_be_visible()


async def test_a_moderator_who_comes_too_late_is_told_by_an_alert(windows: Windows) -> None:
    """The card that Tono holds is not Dewi's to give back; she reads whose it is."""
    dewi = await windows.open(CAST.dewi, await windows.chat("Moderator CoP"))
    await dewi.page.get_by_role("tab", name="Media sosial dan kanal digital").click()
    await dewi.sees("dipegang Tono Wijaya")

    await dewi.taps("Lepaskan")
    alert = dewi.page.get_by_role("alertdialog")
    await expect(alert).to_contain_text(re.compile(r"Pertanyaan #\d+ sudah diambil Tono Wijaya\."))
    await dewi.page.keyboard.press("Enter")

    await expect(alert).to_be_hidden()


async def test_inline_mode_finds_and_sends(windows: Windows) -> None:
    """Behind the bot's name words are searched; the arrows choose and Enter sends, here."""
    dewi, tono = await two(windows)
    name = (await windows.demo.call("bot"))["username"]

    await dewi.field.press_sequentially(f"@{name} pantauan media")
    options = dewi.page.get_by_role("listbox").get_by_role("option")
    await expect(options.first).to_contain_text("Ringkasan pantauan media tiga baris")
    await dewi.field.press("Enter")

    await expect(dewi.field).to_have_value("")
    sent = await tono.sees("Ringkasan pantauan media tiga baris")
    await expect(sent).to_contain_text(f"lewat @{name}")


async def test_a_voice_message_can_be_played(windows: Windows) -> None:
    """The sample that the page makes has a button to play it, and its length."""
    dewi, tono = await two(windows)

    await dewi.button("Lampirkan").click()
    await dewi.page.get_by_role("menuitem", name="Pesan suara").click()

    voice = await tono.sees("0:0")
    await expect(
        voice.get_by_role("button", name=re.compile("putar", re.IGNORECASE))
    ).to_be_visible()
