"""Files as browsers fetch them: pictures, sound and film are shown, all else is saved."""

from __future__ import annotations

from urllib.parse import quote

from aiohttp import web

from simulator.state.content import DOCUMENT_TYPES
from simulator.state.files import File, Files
from simulator.state.images import JPEG, PNG

SHOWN = frozenset(  # no SVG: it can hold scripts
    {
        "audio/mp4",
        "audio/mpeg",
        "audio/ogg",
        "audio/wav",
        "image/gif",
        "image/jpeg",
        "image/png",
        "image/webp",
        "video/mp4",
        "video/webm",
    }
)
SAVED = frozenset(DOCUMENT_TYPES.values())
UNKNOWN = "application/octet-stream"
HEADERS = {
    "Cache-Control": "private, max-age=86400, immutable",  # an id names the same bytes for ever
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Accept-Ranges": "bytes",
}


def serve_file(request: web.Request, files: Files, file_id: str) -> web.Response:
    """Answer with the bytes of a file, or the part of them that a player asks for."""
    file = files.find(file_id)
    if file is None:
        return web.Response(status=404, text="Not Found", headers=HEADERS)
    media_type, is_shown = _type(file)
    headers = dict(HEADERS)
    if not is_shown:
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    if "Range" not in request.headers:
        return web.Response(body=file.content, content_type=media_type, headers=headers)
    return _part(request, file, media_type, headers)


def _part(
    request: web.Request, file: File, media_type: str, headers: dict[str, str]
) -> web.Response:
    whole = len(file.content)
    try:
        start, stop, _ = request.http_range.indices(whole)
    except ValueError:
        start = stop = whole
    if start >= stop:
        headers["Content-Range"] = f"bytes */{whole}"
        return web.Response(status=416, headers=headers)
    headers["Content-Range"] = f"bytes {start}-{stop - 1}/{whole}"
    return web.Response(
        status=206, body=file.content[start:stop], content_type=media_type, headers=headers
    )


def _type(file: File) -> tuple[str, bool]:
    """Tell the type a file is served with, and whether browsers may show it."""
    media_type = file.media_type
    if file.kind == "photo":  # people's photos are said to be JPEG, whatever they are
        media_type = _picture_type(file.content) or media_type
    if file.kind != "document" and media_type in SHOWN:
        return media_type, True
    return (media_type if media_type in SAVED else UNKNOWN), False


def _picture_type(content: bytes) -> str | None:
    if content.startswith(PNG):
        return "image/png"
    return "image/jpeg" if content.startswith(JPEG) else None
