"""Files as a browser fetches them."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.person import Person
from tests.simulator.api import Api
from tests.simulator.pictures import png


@pytest.fixture
def sari(api: Api) -> Person:
    """Sari, who has started the bot."""
    return api.simulator.person("Sari", started=True)


async def fetch(api: Api, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Get a file."""
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    async with api.session.get(f"{api.simulator.url}{path}", headers=names) as response:
        return response.status, dict(response.headers), await response.read()


@pytest.mark.parametrize(
    ("kind", "details", "media_type", "disposition"),
    [
        ("photo", {"body": png(2, 2)}, "image/png", None),
        ("photo", {}, "image/jpeg", None),
        ("voice", {}, "audio/ogg", None),
        ("video", {}, "video/mp4", None),
        ("document", {"name": "surat tugas.pdf"}, "application/pdf", "surat%20tugas.pdf"),
        ("document", {"name": 'é;"\r\n.pdf'}, "application/pdf", "%C3%A9%3B%22%0D%0A.pdf"),
        (
            "document",
            {"name": "x.html", "media_type": "text/html"},
            "application/octet-stream",
            "x.html",
        ),
        (
            "document",
            {"name": "x.svg", "media_type": "image/svg+xml"},
            "application/octet-stream",
            "x.svg",
        ),
        (
            "video",
            {"name": "x.html", "media_type": "text/html"},
            "application/octet-stream",
            "x.html",
        ),
    ],
)
async def test_shown_or_saved(
    api: Api,
    kind: str,
    details: dict[str, Any],
    media_type: str,
    disposition: str | None,
) -> None:
    """Pictures, sound and film are shown; all else is saved, and nothing can run."""
    sari = api.simulator.person("Sari")
    sent = await api.simulator.people.call("send", user=sari.id, kind=kind, **details)

    status, headers, body = await fetch(api, sent["file"]["url"])

    assert (200, details.get("body", b"isi")) == (status, body)
    assert media_type == headers["Content-Type"]
    wanted = disposition and f"attachment; filename*=UTF-8''{disposition}"
    assert wanted == headers.get("Content-Disposition")
    assert "nosniff" == headers["X-Content-Type-Options"]
    assert "default-src 'none'; sandbox" == headers["Content-Security-Policy"]


async def test_a_player_asks_for_parts(api: Api, sari: Person) -> None:
    """Ranges are answered, and those beyond the end refused."""
    sent = await sari.sends("audio", body=b"0123456789")
    path = f"/sim/files/{sent.file_id}"
    found = []
    for wanted in ("bytes=2-4", "bytes=7-", "bytes=-3", "bytes=20-30", "bytes=x"):
        status, headers, body = await fetch(api, path, Range=wanted)
        found.append((status, headers.get("Content-Range"), body))

    assert [
        (206, "bytes 2-4/10", b"234"),
        (206, "bytes 7-9/10", b"789"),
        (206, "bytes 7-9/10", b"789"),
        (416, "bytes */10", b""),
        (416, "bytes */10", b""),
    ] == found


async def test_no_such_file(api: Api) -> None:
    """An id that nobody gave is not found."""
    status, _, _ = await fetch(api, "/sim/files/none")

    assert 404 == status


async def test_a_document_of_people_says_its_type(api: Api, sari: Person) -> None:
    """The page names the type of what it uploads, and the bot is told it."""
    await sari.sends("document", name="jadwal.csv", media_type="text/csv")

    (update,) = await api.updates()

    assert "text/csv" == update["message"]["document"]["mime_type"]
