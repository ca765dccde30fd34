"""The wire: paths, tokens, bodies of every kind, coercions, limits."""

from __future__ import annotations

import io
import json
from urllib.parse import urlencode

import aiohttp
import pytest

from simulator.faults import Fault, too_many
from simulator.server import Simulator
from tests.simulator.api import Api


async def raw(api: Api, path: str, method: str = "GET", **options: object) -> tuple[int, object]:
    """Send a request to any path and read status and body."""
    url = f"{api.simulator.url}{path}"
    async with api.session.request(method, url, **options) as response:  # type: ignore[arg-type]  # options are aiohttp's own
        return response.status, await response.json()


@pytest.mark.parametrize(
    ("path", "refusal"),
    [
        ("/nowhere", (404, "Not Found")),
        ("/bot", (404, "Not Found")),
        ("/bot12345", (404, "Not Found")),
        ("/botnonsense/getMe", (401, "Unauthorized: invalid token specified")),
        ("/bot123:AAwrong/getMe", (401, "Unauthorized")),
    ],
)
async def test_wrong_paths_and_tokens(api: Api, path: str, refusal: tuple[int, str]) -> None:
    """What is not a bot's path is not found; a wrong token is refused, each in its words."""
    status, body = await raw(api, path)

    assert refusal[0] == status
    assert {"ok": False, "error_code": refusal[0], "description": refusal[1]} == body


async def test_method_names_ignore_case(api: Api) -> None:
    """getme and GETME are getMe."""
    first = await api.call("getme")
    second = await api.call("GETME")

    assert first.result == second.result
    assert True is first.result["is_bot"]


async def test_unknown_methods_are_not_found(api: Api) -> None:
    """A method nobody knows is 404 with its own words, and a complaint."""
    api.simulator.complaints_expected = True

    reply = await api.call("sendMassage")

    assert (404, "Not Found: method not found") == reply.refusal
    assert 1 == len(api.simulator.complaints())


async def test_only_get_and_post(api: Api) -> None:
    """Other HTTP methods are not implemented."""
    status, _ = await raw(api, f"/bot{api.simulator.token}/getMe", "PUT")

    assert 501 == status


@pytest.mark.parametrize("form", ["query", "urlencoded", "multipart", "json"])
async def test_every_form_of_body_means_the_same(api: Api, form: str) -> None:
    """Query string, form, multipart and JSON carry the same call, keyboards included."""
    sari = api.simulator.person("Sari", started=True)
    keyboard = {"inline_keyboard": [[{"text": "Gabung", "callback_data": "g"}]]}
    given = {
        "chat_id": str(sari.id),
        "text": "<b>Halo</b> & ya",
        "parse_mode": "HTML",
        "reply_markup": json.dumps(keyboard),
    }
    path = f"/bot{api.simulator.token}/sendMessage"

    if form == "query":
        status, body = await raw(api, path, params=given)
    elif form == "urlencoded":
        status, body = await raw(api, path, "POST", data=given)
    elif form == "multipart":
        with aiohttp.MultipartWriter("form-data") as parts:
            for name, value in given.items():
                part = parts.append(value)
                part.set_content_disposition("form-data", name=name)
        status, body = await raw(api, path, "POST", data=parts)
    else:
        nested = {**given, "chat_id": sari.id, "reply_markup": keyboard}
        status, body = await raw(api, path, "POST", json=nested)

    shown = await sari.sees("Halo & ya")
    assert 200 == status, body
    assert ["Gabung"] == shown.labels


async def test_a_broken_json_body_is_ignored(api: Api) -> None:
    """The server only logs a JSON body it cannot read: the parameters are missing then."""
    api.simulator.complaints_expected = True

    status, body = await raw(
        api,
        f"/bot{api.simulator.token}/sendMessage",
        "POST",
        data=b'{"chat_id": 1,',
        headers={"Content-Type": "application/json"},
    )

    assert 400 == status
    assert isinstance(body, dict)
    assert "Bad Request: message text is empty" == body["description"]


async def test_too_many_parameters(api: Api) -> None:
    """More than a mebibyte of parameters is 413."""
    body = io.BytesIO(urlencode({"chat_id": 1, "text": "a" * (1 << 20)}).encode())
    headers = {"Content-Type": "application/x-www-form-urlencoded"}

    status, answer = await raw(
        api, f"/bot{api.simulator.token}/sendMessage", "POST", data=body, headers=headers
    )

    assert 413 == status
    assert isinstance(answer, dict)
    assert "Request Entity Too Large: too many parameters" == answer["description"]


async def test_unknown_parameters_work_and_are_noted(api: Api) -> None:
    """An unknown parameter changes nothing but the list of complaints."""
    api.simulator.complaints_expected = True
    sari = api.simulator.person("Sari", started=True)

    await api.send(sari.id, textt="x")

    complaints = [(found.method, found.words) for found in api.simulator.complaints()]
    assert [("sendMessage", "unknown parameter 'textt'")] == complaints


@pytest.mark.parametrize(("value", "is_protected"), [("True", True), ("yes", True), ("on", False)])
async def test_booleans_are_read_leniently(api: Api, value: str, is_protected: bool) -> None:
    """true, yes and 1 in any case are true, everything else is false."""
    api.simulator.complaints_expected = True  # the specification wants real booleans
    sari = api.simulator.person("Sari", started=True)

    reply = await api.call("sendMessage", chat_id=sari.id, text="a", protect_content=value)

    assert is_protected is reply.result.get("has_protected_content", False)


async def test_integers_read_leading_digits(api: Api) -> None:
    """Digits count up to the first other character, garbage is 0."""
    sari = api.simulator.person("Sari", id=4711, started=True)

    good = await api.call("sendMessage", chat_id="4711abc", text="a")
    bad = await api.call("sendMessage", chat_id="abc", text="a")

    assert sari.id == good.result["chat"]["id"]
    assert (400, "Bad Request: chat not found") == bad.refusal


async def test_flood_tells_the_wait_twice(simulator: Simulator, api: Api) -> None:
    """A 429 names its seconds in the body and in the header."""
    simulator.faults.add(Fault(too_many(3)))

    reply = await api.call("getMe")

    assert (429, "Too Many Requests: retry after 3") == reply.refusal
    assert {"retry_after": 3} == reply.body["parameters"]
    assert "3" == reply.headers["Retry-After"]
