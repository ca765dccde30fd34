"""The chat page: its files, read from the package and served as they are."""

from __future__ import annotations

import re
from importlib.resources import files

from aiohttp import web

FOLDER = files("simulator") / "page_files"
INDEX = "index.html"
TYPES = {
    "css": "text/css",
    "html": "text/html",
    "ico": "image/x-icon",
    "js": "text/javascript",
    "png": "image/png",
    "svg": "image/svg+xml",
    "webmanifest": "application/manifest+json",
    "woff2": "font/woff2",
}
BINARY = frozenset({"font/woff2", "image/png", "image/x-icon"})
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
        "img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; "
        "manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-cache",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_NAME = re.compile(r"[a-z0-9_-]+\.([a-z0-9]+)")


def is_page(path: str) -> bool:
    """Tell whether a path belongs to the page."""
    return path in {"/", "/favicon.ico"} or path.startswith("/page/")


def serve_page(request: web.Request) -> web.Response:
    """Answer with a file of the page."""
    if request.method not in {"GET", "HEAD"}:
        return web.Response(status=405, headers={**HEADERS, "Allow": "GET, HEAD"})
    if request.path == "/favicon.ico":  # the page names its icon; browsers ask here all the same
        return web.Response(status=204, headers=HEADERS)
    name = INDEX if request.path == "/" else request.path.removeprefix("/page/")
    form = _NAME.fullmatch(name)
    media_type = TYPES.get(form[1]) if form else None
    found = FOLDER / name if media_type else None
    if found is None or not found.is_file():
        return web.Response(status=404, text="Not Found", headers=HEADERS)
    return web.Response(
        body=found.read_bytes(),
        content_type=media_type,
        charset=None if media_type in BINARY else "utf-8",
        headers=HEADERS,
    )
