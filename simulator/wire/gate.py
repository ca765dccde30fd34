"""Who may open the page and act as people: browsers on this computer, from the page itself."""

from __future__ import annotations

import ipaddress

from aiohttp import web

FOREIGN_SITES = frozenset({"cross-site", "same-site"})


class Gate:
    """Keeps other web sites out, also those whose name was bent to this computer.

    A page elsewhere can make a browser send requests here (its Origin tells), and its owner can
    let its name lead to 127.0.0.1 (the Host header tells). Programs send neither.
    """

    def __init__(self) -> None:
        self.is_wide = False  # the server listens to the network, not to this computer alone

    def refusal(self, request: web.Request) -> str | None:
        """Say why a request may not come in; None lets it in."""
        if not self._knows(request.host):
            return "the simulator answers only to localhost"
        origin = request.headers.get("Origin")
        if origin is not None and origin != f"http://{request.host}":
            return "requests of other pages are refused"
        is_visit = request.path == "/" and request.headers.get("Sec-Fetch-Mode") == "navigate"
        if request.headers.get("Sec-Fetch-Site") in FOREIGN_SITES and not is_visit:
            return "requests of other pages are refused"
        return None

    def _knows(self, host: str) -> bool:
        name = _without_port(host).lower().rstrip(".")
        if name == "localhost" or name.endswith(".localhost"):
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        # A number cannot be bent: who names it means this computer.
        return address.is_loopback or self.is_wide


def is_loopback(host: str) -> bool:
    """Tell whether a server that listens there is heard on this computer only."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _without_port(host: str) -> str:
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0]
