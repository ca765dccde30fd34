"""HTTP to the Bot API: what was certainly not sent, what may have been, and no token anywhere."""

import asyncio
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from io import BytesIO

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from bot.api import Api
from bot.http import Flood, HttpRequest, NoAnswer, NotSent, ServerFailed
from simulator.server import Simulator

TOKEN = "123456:AAmarkedtokenmarkedtokenmarkedtoken12"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[str]:
    """Serve every path with one handler; give the address."""
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def calling(url: str, *, read_timeout: float = 5.0) -> AsyncIterator[Api]:
    """Give a caller of that address."""
    api = Api(TOKEN, url, read_timeout=read_timeout)
    await api.start()
    try:
        yield api
    finally:
        await api.stop()


async def failure_of(handler: Handler, *, read_timeout: float = 5.0) -> TelegramError:
    """Return the error of a call that a handler answers; it never holds the token."""
    async with serving(handler) as url, calling(url, read_timeout=read_timeout) as api:
        return await failure(api)


async def failure(api: Api) -> TelegramError:
    """Return the error of a call, and look for the token in all of it."""
    with pytest.raises(TelegramError) as caught:
        await api.call("sendMessage", {"chat_id": 1, "text": "x"})
    error = caught.value
    shown = "".join(traceback.format_exception(error)) + repr(error.__context__)
    assert TOKEN not in shown + repr(error) + str(error)
    return error


async def test_a_refused_connection_was_not_sent(unused_tcp_port: int) -> None:
    """Nobody listens: nothing was written."""
    async with calling(f"http://127.0.0.1:{unused_tcp_port}") as api:
        assert isinstance(await failure(api), NotSent)


async def test_an_unknown_name_was_not_sent() -> None:
    """No such host: nothing was written."""
    async with calling("http://name.invalid") as api:
        assert isinstance(await failure(api), NotSent)


async def test_a_wrong_address_was_not_sent() -> None:
    """An address that is none does not show itself."""
    async with calling("http://:99999:x") as api:
        assert isinstance(await failure(api), NotSent)


async def test_no_answer_in_time_is_unknown() -> None:
    """It was written; the read time-out says nothing of what was done."""

    async def hang(_: web.Request) -> web.StreamResponse:
        await asyncio.Event().wait()
        raise AssertionError

    assert isinstance(await failure_of(hang, read_timeout=0.1), NoAnswer)


async def test_a_dropped_connection_is_unknown() -> None:
    """It was written; then the line went dead."""

    async def drop(request: web.Request) -> web.StreamResponse:
        await request.read()
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    assert isinstance(await failure_of(drop), NoAnswer)


async def test_half_an_answer_is_unknown() -> None:
    """An answer that breaks off says nothing."""

    async def break_off(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        response.content_length = 100
        await response.prepare(request)
        await response.write(b'{"ok":')
        assert request.transport is not None
        request.transport.abort()
        return response

    assert isinstance(await failure_of(break_off), NoAnswer)


async def test_an_answer_that_is_not_json_is_unknown() -> None:
    """200 with something else in it says nothing."""

    async def chat(_: web.Request) -> web.StreamResponse:
        return web.Response(text="<html>Selamat datang di Wi-Fi kami</html>")

    assert isinstance(await failure_of(chat), NoAnswer)


@pytest.mark.parametrize("status", [500, 502, 504, 302, 403, 404])
async def test_pages_of_a_front_are_failures_of_the_server(status: int) -> None:
    """HTML is not the Bot API speaking, whatever its status."""

    async def page(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status, text="<html>x</html>", content_type="text/html")

    error = await failure_of(page)

    assert isinstance(error, ServerFailed)
    assert status == error.status


@pytest.mark.parametrize(
    ("body", "headers", "seconds"),
    [
        ('{"ok":false,"parameters":{"retry_after":9}}', {"Retry-After": "4"}, 9),
        ("<html>slow down</html>", {"Retry-After": "4"}, 4),
        ("", {"Retry-After": "Wed, 21 Oct"}, 1),
        ("{}", {}, 1),
    ],
)
async def test_429_names_its_seconds(body: str, headers: dict[str, str], seconds: int) -> None:
    """The body says how long, or the header, or it is one second."""

    async def refuse(_: web.Request) -> web.StreamResponse:
        return web.Response(status=429, text=body, headers=headers)

    error = await failure_of(refuse)

    assert isinstance(error, Flood)
    assert seconds == error.seconds == error.retry_after


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (400, '{"ok":false,"description":"Bad Request: chat not found"}', BadRequest),
        (400, '{"ok":false,"parameters":{"migrate_to_chat_id":-1001}}', ChatMigrated),
        (403, '{"ok":false,"description":"Forbidden: bot was blocked"}', Forbidden),
        (413, "", BadRequest),
    ],
)
async def test_the_bot_api_s_own_errors(status: int, body: str, kind: type[Exception]) -> None:
    """They become the library's errors."""

    async def refuse(_: web.Request) -> web.StreamResponse:
        return web.Response(status=status, text=body)

    assert type(await failure_of(refuse)) is kind


async def test_parameters_and_files_arrive(simulator: Simulator) -> None:
    """Nested parameters and a file's bytes come through the thin caller."""
    sari = simulator.person("Sari", started=True)
    api = Api(simulator.token, simulator.url)
    await api.start()
    keyboard = {"inline_keyboard": [[{"text": "Ya", "callback_data": "y"}]]}

    sent = await api.call(
        "sendMessage",
        {"chat_id": sari.id, "text": "<b>Halo</b>", "parse_mode": "HTML"}
        | {"reply_markup": keyboard},
    )
    await api.call("sendDocument", {"chat_id": sari.id}, files={"document": ("é.csv", b"\x00\xff")})
    await api.stop()

    assert "Halo" == sent["text"]
    assert b"\x00\xff" == await sari.downloads(await sari.receives("é.csv"))


async def test_the_library_s_bot_runs_on_it(simulator: Simulator) -> None:
    """python-telegram-bot's own Bot sends texts and files and downloads through our request."""
    sari = simulator.person("Sari", started=True)
    bot = Bot(
        simulator.token,
        base_url=f"{simulator.url}/bot",
        base_file_url=f"{simulator.url}/file/bot",
        request=HttpRequest(connections=4),
        get_updates_request=HttpRequest(connections=1),
    )

    async with bot:
        message = await bot.send_document(
            sari.id, BytesIO(b"nama;unit\n"), filename="data.csv", caption="Data"
        )
        assert message.document is not None
        content = await (await bot.get_file(message.document.file_id)).download_as_bytearray()

    assert b"nama;unit\n" == bytes(content)
    assert "data.csv" == (await sari.receives("data.csv")).file_name
