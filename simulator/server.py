"""The simulator: one bot's Telegram, served over HTTP; start here."""

from __future__ import annotations

import random
import string
from collections.abc import Callable
from typing import Any

from aiohttp import web

from simulator import polling, webhooks
from simulator.calls import MOST_KEPT, Calls
from simulator.channel import Channel
from simulator.clock import Clock, SystemClock
from simulator.complaints import Complaints
from simulator.errors import ApiError
from simulator.faults import Faults
from simulator.flood import Flood, FloodModel
from simulator.forum import Forum
from simulator.methods import METHODS, Method
from simulator.network import Network
from simulator.people.http import PeopleApi
from simulator.people.operations import People
from simulator.people.stage import Stage
from simulator.person import Group, Person
from simulator.polling import Poller
from simulator.state.users import User
from simulator.state.world import World
from simulator.webhooks import Webhooks
from simulator.wire.dispatch import Dispatch, Exchange
from simulator.wire.front import Front
from simulator.wire.gate import is_loopback

MOST_BODY_BYTES = 64 << 20
GRACE = 2.0  # real seconds that open requests get when the server stops


class Simulator:
    """A strict Bot API server for one bot, with the people around it."""

    def __init__(
        self,
        *,
        clock: Clock | None = None,
        flood: FloodModel | None = None,
        seed: int | None = None,
        lenient_webhooks: bool = False,
        bot_name: str = "CoP Pranata Humas Jatim",
        bot_username: str = "cop_humas_jatim_bot",
        calls_kept: int = MOST_KEPT,
    ) -> None:
        self.clock: Clock = clock or SystemClock()
        rng = random.Random(seed)  # noqa: S311 - nothing here is secret
        bot = User(rng.randint(5_000_000_000, 7_999_999_999), bot_name, username=bot_username)
        bot.is_bot = True
        bot.refresh()
        self.token = f"{bot.id}:{_fake_secret(rng)}"
        self.world = World(self.clock, rng, bot, flood)
        self.faults = Faults(rng)
        self.calls = Calls(calls_kept)
        self.complaints_expected = False
        self.people = People(self.world)
        methods = dict(METHODS)
        self._dispatch = Dispatch(self.world, methods, self.calls)
        self._front = Front(self.token, self.clock, self._dispatch, self.faults, self.world.files)
        updates = self.world.updates
        self._poller = Poller(self.clock, updates, self.faults, self._front.idle)
        self._webhooks = Webhooks(
            self.clock, rng, updates, self._poller, self.faults, lenient=lenient_webhooks
        )
        self._webhooks.execute = self._dispatch.run
        self._add_update_methods(methods)
        stage = Stage(self.token, self.clock, self.world, self.faults, self.calls)
        self._people_api = PeopleApi(self.people, self.world.files, stage.operations())
        self._front.people = self._people_api.handle
        self.network = Network()
        self._runner: web.AppRunner | None = None
        self.host = "127.0.0.1"
        self.port = 0

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Serve; after a stop the same world goes on, on the same port."""
        application = web.Application(client_max_size=MOST_BODY_BYTES)
        application.router.add_route("*", "/{path:.*}", self._front.handle)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=GRACE)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port or self.port, backlog=1024)
        await site.start()
        self.host, self.port = self._runner.addresses[0][:2]
        self._front.gate.is_wide = not is_loopback(self.host)
        self._webhooks.resume()

    async def stop(self) -> None:
        """Stop serving; what the world knows stays."""
        self._poller.terminate(ApiError(500, "Internal Server Error: restart"))
        await self._webhooks.stop()
        self.network.shuts()
        self.world.changes.bump()  # pages that wait are answered before the door closes
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def open_network(self) -> str:
        """Give the bot an address of its own, whose network can break, and tell it."""
        if self._runner is None or self._runner.server is None:
            raise RuntimeError("the simulator does not serve")
        await self.network.opens(self._runner.server, self.host)
        return f"http://{self.host}:{self.network.port}"

    @property
    def url(self) -> str:
        """Tell where the server listens."""
        return f"http://{self.host}:{self.port}"

    @property
    def in_flight(self) -> int:
        """Count requests being served and webhooks being posted, but no long polls."""
        return self._front.in_flight + self._webhooks.posting

    @property
    def complaints(self) -> Complaints:
        """The side list of what a careful bot should not do."""
        return self.world.complaints

    @property
    def flood(self) -> Flood:
        """What was accepted and refused, and when."""
        return self.world.flood

    async def until_polled(self, limit: float = 10.0) -> None:
        """Wait until a long poll of the bot waits: it is up and has read everything."""
        await self._poller.until_waiting(limit)

    @property
    def pending_updates(self) -> int:
        """Count the updates the bot has not confirmed."""
        return len(self.world.updates)

    def person(
        self,
        name: str,
        *,
        id: int | None = None,  # noqa: A002 - the API's word, and the caller's
        **details: Any,
    ) -> Person:
        """Let a person exist and drive them."""
        card = self.people.create_user(name=name, id=id, **details)
        return Person(self.people, card["id"], name)

    def group(self, title: str, members: list[Person] | None = None, **details: Any) -> Group:
        """Let a basic group exist."""
        return self._group("group", title, members, details)

    def supergroup(self, title: str, members: list[Person] | None = None, **details: Any) -> Group:
        """Let a supergroup exist."""
        return self._group("supergroup", title, members, details)

    def forum(self, title: str, members: list[Person] | None = None, **details: Any) -> Forum:
        """Let a supergroup with topics exist."""
        group = self._group("supergroup", title, members, details | {"is_forum": True})
        return Forum(self.people, group.id, title)

    def channel(
        self,
        title: str,
        admins: list[Person] | None = None,
        subscribers: list[Person] | None = None,
        **details: Any,
    ) -> Channel:
        """Let a channel exist with the bot as admin; see `create_channel` for the details."""
        card = self.people.create_channel(
            title,
            admins=[person.id for person in admins or []],
            subscribers=[person.id for person in subscribers or []],
            **details,
        )
        return Channel(self.people, card["id"], title)

    def cast_of(self, person: Person, role: str = "", about: str = "") -> None:
        """Let one be this person on the page, with a word on their role and a note."""
        self.people.roles.add(self.world.users[person.id], role, about)

    def add_hand(self, name: str, operation: Callable[..., Any]) -> None:
        """Serve one more operation, POST /sim/<name>: plain data in and out, async or not."""
        self._people_api.add_hand(name, operation)

    def observe_exchanges(self, observer: Callable[[Exchange], None]) -> None:
        """Be told of every request and its result."""
        self._dispatch.observers.append(observer)

    def observe_updates(self, observer: Callable[[dict[str, Any]], None]) -> None:
        """Be told of every update that is queued."""
        self.world.updates.observers.append(observer)

    def _group(
        self, kind: str, title: str, members: list[Person] | None, details: dict[str, Any]
    ) -> Group:
        ids = [person.id for person in members or []]
        card = self.people.create_group(title=title, kind=kind, members=ids, **details)
        return Group(self.people, card["id"], title)

    def _add_update_methods(self, methods: dict[str, Method]) -> None:
        hooks = self._webhooks
        for method in (
            Method("getUpdates", polling.FIELDS, lambda _, p: self._poller.get_updates(p)),
            Method("setWebhook", webhooks.SET_FIELDS, lambda _, p: hooks.set(p)),
            Method(
                "deleteWebhook",
                frozenset({"drop_pending_updates"}),
                lambda _, p: hooks.delete(p),
            ),
            Method("getWebhookInfo", frozenset(), lambda _w, _p: hooks.info()),
        ):
            methods[method.name.lower()] = method


def _fake_secret(rng: random.Random) -> str:
    alphabet = string.ascii_letters + string.digits + "_-"
    return "AA" + "".join(rng.choice(alphabet) for _ in range(33))
