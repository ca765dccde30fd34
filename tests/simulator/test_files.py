"""Photos and documents of the bot: measured, named, downloaded again."""

from __future__ import annotations

import io
from typing import Any

import aiohttp
import pytest
from telegram import Bot

from simulator.server import Simulator
from tests.simulator.api import Api, Reply
from tests.simulator.pictures import jpeg_head, png


async def upload(api: Api, kind: str, chat_id: int, name: str, body: bytes, **more: Any) -> Reply:
    """Send a file as a form, as every client does."""
    form = aiohttp.FormData({"chat_id": str(chat_id), **more})
    form.add_field(kind, io.BytesIO(body), filename=name, content_type="application/octet-stream")
    url = f"{api.simulator.url}/bot{api.simulator.token}/send{kind.capitalize()}"
    async with api.session.post(url, data=form) as response:
        return Reply(response.status, await response.json(), dict(response.headers))


async def test_a_chart_arrives_with_its_size(simulator: Simulator) -> None:
    """A PNG sent by python-telegram-bot has the size it was drawn in and comes back unchanged."""
    sari = simulator.person("Sari", started=True)
    chart = png(640, 360)
    async with Bot(
        simulator.token,
        base_url=f"{simulator.url}/bot",
        base_file_url=f"{simulator.url}/file/bot",
    ) as bot:
        message = await bot.send_photo(sari.id, chart, caption="Kehadiran", filename="grafik.png")
        file = await bot.get_file(message.photo[-1].file_id)
        fetched = bytes(await file.download_as_bytearray())
    seen = await sari.sees_photo("Kehadiran")

    assert (640, 360) == (message.photo[-1].width, message.photo[-1].height)
    assert len(chart) == message.photo[-1].file_size
    assert chart == fetched
    assert (640, 360, chart) == (seen.width, seen.height, await sari.downloads(seen))


async def test_a_jpeg_is_measured_too(api: Api) -> None:
    """The size of a JPEG is read from its frame."""
    sari = api.simulator.person("Sari", started=True)

    sent = await upload(api, "photo", sari.id, "foto.jpg", jpeg_head(300, 200))

    photo = sent.result["photo"][-1]
    assert (300, 200) == (photo["width"], photo["height"])


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"teks", "IMAGE_PROCESS_FAILED"),
        (png(20, 10)[:-14], "IMAGE_PROCESS_FAILED"),
        (png(20, 10).replace(b"IDAT", b"IDAX"), "IMAGE_PROCESS_FAILED"),
        (png(5001, 5000), "PHOTO_INVALID_DIMENSIONS"),
        (png(2001, 100), "PHOTO_INVALID_DIMENSIONS"),
        (b"", "file must be non-empty"),
        (png(1, 1) + b"\0" * (10 << 20), "file is too big"),
    ],
    ids=["text", "cut off", "broken", "too large", "too narrow", "empty", "too heavy"],
)
async def test_what_is_no_photo_is_refused(api: Api, body: bytes, words: str) -> None:
    """The server shows only whole pictures within its limits."""
    sari = api.simulator.person("Sari", started=True)

    sent = await upload(api, "photo", sari.id, "grafik.png", body)

    assert (400, f"Bad Request: {words}") == sent.refusal
    assert None is await sari.screen()


async def test_the_widest_photo_is_taken(api: Api) -> None:
    """Exactly the limits of sides and shape are within them."""
    sari = api.simulator.person("Sari", started=True)

    for width, height in ((5000, 5000), (2000, 100)):
        sent = await upload(api, "photo", sari.id, "a.png", png(width, height))
        assert 200 == sent.status


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("dahar-ngopi.ics", "text/calendar"),
        ("kehadiran.csv", "text/csv"),
        ("KEHADIRAN.CSV", "text/csv"),
        ("catatan", "application/octet-stream"),
    ],
)
async def test_documents_keep_their_name(api: Api, name: str, media_type: str) -> None:
    """The name goes through as it is and tells the type; the bytes can be opened."""
    sari = api.simulator.person("Sari", started=True)
    body = "BEGIN:VCALENDAR\r\nñ".encode()

    sent = await upload(api, "document", sari.id, name, body)
    seen = await sari.receives(name)

    document = sent.result["document"]
    assert (name, media_type) == (document["file_name"], document["mime_type"])
    assert body == await sari.downloads(seen)


async def test_a_photo_is_sent_again_by_its_id(api: Api) -> None:
    """What was uploaded once can be sent to others without the bytes, with the same size."""
    sari = api.simulator.person("Sari", started=True)
    budi = api.simulator.person("Budi", started=True)
    first = await upload(api, "photo", sari.id, "a.png", png(32, 16))

    again = await api.call(
        "sendPhoto", chat_id=budi.id, photo=first.result["photo"][-1]["file_id"], caption="sama"
    )
    seen = await budi.sees_photo("sama")

    assert first.result["photo"] == again.result["photo"]
    assert (32, 16) == (seen.width, seen.height)


async def test_silence_is_seen(api: Api) -> None:
    """A message sent without sound shows so, whatever it carries and wherever it goes."""
    sari = api.simulator.person("Sari", started=True)
    group = api.simulator.supergroup("Humas", [sari])
    channel = api.simulator.channel("Kanal", [sari])

    for place in (sari.id, group.id, channel.id):
        await api.send(place, "pelan", disable_notification=True)
        await upload(api, "photo", place, "a.png", png(8, 8), disable_notification="true")
        await api.send(place, "keras")

    shown = [
        [screen.is_silent for screen in await person.transcript()]
        for person in (sari, sari.at(group), sari.at(channel))
    ]
    assert [[True, True, False]] * 3 == shown
