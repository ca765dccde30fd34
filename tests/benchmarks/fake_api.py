"""A Bot API server that costs next to nothing, so that the bot is what is measured.

It speaks just enough HTTP/1.1 (keep-alive, Content-Length) and Bot API for three libraries, and
measures on its own side. It is no judge of right and wrong: the simulator is.
Run in a process of its own; `control/` takes orders from the harness.
"""

import argparse
import asyncio
import json
import random
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qsl

from tests.benchmarks.sliding import FloodLimit, most_in_any_second
from tests.benchmarks.traffic import BULK_CHAT, Load, Traffic

ME = '{"id":1,"is_bot":true,"first_name":"Ukur","username":"ukur_bot"}'
RETRY_SECONDS = 3
SENDS = {"sendMessage", "editMessageText"}

Respond = Callable[[str], None]


class FakeApi:
    """State and methods of the server."""

    def __init__(self, *, delay: float, jitter: float, limit: int) -> None:
        self._delay = delay
        self._jitter = jitter
        self._flood = FloodLimit(limit)
        self._traffic: Traffic | None = None
        self._next_update_id = 1
        self._message_id = 0
        self._poll: tuple[int, int, Respond] | None = None
        self._first_poll_at = 0.0
        self._bulk_at: list[float] = []
        self._bulk_chats: set[int] = set()
        self._refused = 0
        self._calls = 0
        self._waiting: list[tuple[Callable[[], bool], Respond]] = []

    # --- the Bot API ---

    def call(self, method: str, parameters: Mapping[str, Any], respond: Respond) -> None:
        """Answer one call of the bot."""
        self._calls += 1
        if method == "getUpdates":
            self._get_updates(parameters, respond)
        elif method in SENDS:
            self._send(parameters, respond)
        elif method == "getMe":
            respond(f'{{"ok":true,"result":{ME}}}')
        else:
            self._later(respond, '{"ok":true,"result":true}')

    def _get_updates(self, parameters: Mapping[str, Any], respond: Respond) -> None:
        if not self._first_poll_at:
            self._first_poll_at = time.monotonic()
            self._check_waiting()
        offset = int(parameters.get("offset") or 0)
        limit = int(parameters.get("limit") or 100)
        self._poll = (offset, limit, respond)
        if not self._answer_poll():
            seconds = float(parameters.get("timeout") or 0)
            asyncio.get_running_loop().call_later(seconds, self._end_poll, self._poll)

    def _answer_poll(self) -> bool:
        if self._poll is None or self._traffic is None:
            return False
        offset, limit, respond = self._poll
        updates = self._traffic.take(offset, limit, time.monotonic())
        if not updates:
            return False
        self._poll = None
        respond('{"ok":true,"result":[' + b",".join(updates).decode() + "]}")
        return True

    def _end_poll(self, poll: tuple[int, int, Respond]) -> None:
        if self._poll is poll:
            self._poll = None
            poll[2]('{"ok":true,"result":[]}')

    def _send(self, parameters: Mapping[str, Any], respond: Respond) -> None:
        now = time.monotonic()
        if not self._flood.allows(now):
            self._refused += 1
            after = f'"parameters":{{"retry_after":{RETRY_SECONDS}}}'
            words = f"Too Many Requests: retry after {RETRY_SECONDS}"
            respond(f'{{"ok":false,"error_code":429,"description":"{words}",{after}}}')
            return
        chat_id = int(parameters["chat_id"])
        text = str(parameters.get("text", ""))
        self._note(chat_id, text, now)
        self._message_id += 1
        self._later(
            respond,
            f'{{"ok":true,"result":{{"message_id":{self._message_id},"from":{ME},'
            f'"chat":{{"id":{chat_id},"type":"private","first_name":"Sari"}},'
            f'"date":{int(time.time())},"text":{json.dumps(text)}}}}}',
        )

    def _note(self, chat_id: int, text: str, now: float) -> None:
        if chat_id >= BULK_CHAT:
            self._bulk_at.append(now)
            self._bulk_chats.add(chat_id)
        elif self._traffic is not None:
            self._traffic.answered(chat_id, text, now)
        if self._waiting:
            self._check_waiting()

    def _later(self, respond: Respond, body: str) -> None:
        if self._delay == 0:
            respond(body)
            return
        seconds = self._delay + random.uniform(-self._jitter, self._jitter)
        asyncio.get_running_loop().call_later(seconds, respond, body)

    # --- orders of the harness ---

    def control(self, verb: str, order: Mapping[str, Any], respond: Respond) -> None:
        """Carry out an order of the harness."""
        if verb == "load":
            self._begin(Load(**order))
            respond("{}")
        elif verb == "forget":
            self._bulk_at, self._bulk_chats, self._refused = [], set(), 0
            respond("{}")
        elif verb == "wait":
            self._wait(order, respond)
        else:
            respond(json.dumps(self._report()))

    def _begin(self, load: Load) -> None:
        traffic = Traffic(load, self._next_update_id, int(time.time()))
        self._next_update_id += load.count
        self._traffic = traffic
        now = time.monotonic()
        if load.rate == 0:
            for number in range(load.count):
                traffic.release(number, now)
            self._answer_poll()
            return
        loop = asyncio.get_running_loop()
        for number in range(load.count):
            loop.call_at(now + number / load.rate, self._release, traffic, number)

    def _release(self, traffic: Traffic, number: int) -> None:
        traffic.release(number, time.monotonic())
        self._answer_poll()

    def _wait(self, order: Mapping[str, Any], respond: Respond) -> None:
        """Answer when what the harness waits for has come, or its patience has ended."""
        bulk = int(order.get("bulk", 0))
        conditions: dict[str, Callable[[], bool]] = {
            "poll": lambda: self._first_poll_at > 0,
            "answers": lambda: self._traffic is not None and self._traffic.is_over(),
            "bulk": lambda: len(self._bulk_at) >= bulk,
        }
        entry = (conditions[order["until"]], respond)
        self._waiting.append(entry)
        loop = asyncio.get_running_loop()
        loop.call_later(float(order["seconds"]), self._give_up, entry)
        self._check_waiting()

    def _check_waiting(self) -> None:
        for entry in [entry for entry in self._waiting if entry[0]()]:
            self._waiting.remove(entry)
            entry[1]('{"came":true}')

    def _give_up(self, entry: tuple[Callable[[], bool], Respond]) -> None:
        if entry in self._waiting:
            self._waiting.remove(entry)
            entry[1]('{"came":false}')

    def _report(self) -> dict[str, Any]:
        bulk = self._bulk_at
        seconds = bulk[-1] - bulk[0] if len(bulk) > 1 else 0.0
        return {
            **(self._traffic.report() if self._traffic else {}),
            "first_poll_at": self._first_poll_at,
            "refused": self._refused,
            "calls": self._calls,
            "bulk": len(bulk),
            "bulk_doubled": len(bulk) - len(self._bulk_chats),
            "bulk_per_second": (len(bulk) - 1) / seconds if seconds else 0.0,
            "bulk_most_in_a_second": most_in_any_second(bulk),
        }


class Connection(asyncio.Protocol):
    """One keep-alive connection; its requests come one after another."""

    def __init__(self, api: FakeApi) -> None:
        self._api = api
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where answers go."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def connection_lost(self, exc: Exception | None) -> None:
        """Answer nobody any more."""
        del exc
        self._transport = None

    def data_received(self, data: bytes) -> None:
        """Read whole requests and answer them."""
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            head = self._buffer[:end]
            length = _content_length(head)
            if len(self._buffer) < end + 4 + length:
                return
            body = self._buffer[end + 4 : end + 4 + length]
            self._buffer = self._buffer[end + 4 + length :]
            self._answer(head, body)

    def _answer(self, head: bytes, body: bytes) -> None:
        path = head[: head.find(b"\r\n")].split(b" ")[1].decode()
        folder, _, name = path.strip("/").rpartition("/")
        parameters = _parameters(head, body)
        if folder == "control":
            self._api.control(name, parameters, self._respond)
        else:
            self._api.call(name, parameters, self._respond)

    def _respond(self, text: str) -> None:
        if self._transport is None:
            return
        body = text.encode()
        too_many = body.startswith(b'{"ok":false,"error_code":429')
        status = b"429 Too Many Requests" if too_many else b"200 OK"
        self._transport.write(
            b"HTTP/1.1 %b\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
            % (status, len(body), body)
        )


def _content_length(head: bytes) -> int:
    lowered = head.lower()
    at = lowered.find(b"\r\ncontent-length:")
    if at < 0:
        return 0
    start = at + len(b"\r\ncontent-length:")
    end = lowered.find(b"\r\n", start)
    return int(lowered[start : end if end >= 0 else len(lowered)])


def _parameters(head: bytes, body: bytes) -> Mapping[str, Any]:
    if not body:
        return {}
    if body[:1] == b"{":
        parsed: Mapping[str, Any] = json.loads(body)
        return parsed
    if b"multipart/" in head.lower():
        return {}  # nothing that is measured sends files
    return dict(parse_qsl(body.decode()))


async def serve(api: FakeApi) -> None:
    """Serve on a free port of loopback, and say which."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Connection(api), "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main() -> None:
    """Run the server with what the harness asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--delay", type=float, default=0.0, help="seconds until a send is answered")
    parser.add_argument("--jitter", type=float, default=0.0, help="seconds more or less")
    parser.add_argument("--limit", type=int, default=0, help="sends in any second before a 429")
    asked = parser.parse_args()
    asyncio.run(serve(FakeApi(delay=asked.delay, jitter=asked.jitter, limit=asked.limit)))


if __name__ == "__main__":
    main()
