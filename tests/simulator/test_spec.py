"""The judge of requests and updates notices what is wrong."""

from __future__ import annotations

from typing import Any

import pytest

from simulator.wire.parameters import Parameters
from tests.spec import SPECIFICATION, Spec

pytestmark = pytest.mark.skipif(
    not SPECIFICATION.exists(), reason="the Bot API specification is not beside the checkout"
)


@pytest.fixture(scope="module")
def spec() -> Spec:
    """The specification on disk."""
    return Spec.load()


@pytest.mark.parametrize(
    ("method", "fields", "faults"),
    [
        ("sendMessage", {"chat_id": 1, "text": "a"}, 0),
        ("sendMessage", {"chat_id": "1", "text": "a", "protect_content": "true"}, 0),
        ("sendMessage", {"chat_id": 1}, 1),
        ("sendMessage", {"chat_id": 1, "text": "a", "color": "red"}, 1),
        ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": {"inline_keyboard": 1}}, 1),
        ("sendMessage", {"chat_id": 1, "text": "a", "reply_markup": '{"inline_keyboard": []}'}, 0),
        ("sendMessage", {"chat_id": 1, "text": "a", "protect_content": "maybe"}, 1),
        ("sendMassage", {}, 1),
    ],
)
def test_requests(spec: Spec, method: str, fields: dict[str, Any], faults: int) -> None:
    """Missing, unknown and ill-typed fields are found; forms and JSON are both understood."""
    found = spec.request_faults(method, Parameters(fields))

    assert faults == len(found), found


def test_updates(spec: Spec) -> None:
    """An update that lacks a field or has one too many is found."""
    judge = Spec(spec.methods, spec.types)
    user = {"id": 1, "is_bot": False, "first_name": "S"}
    chat = {"id": 1, "type": "private"}
    good = {"message_id": 1, "from": user, "chat": chat, "date": 1, "text": "a"}

    judge.watch_update({"update_id": 1, "message": good})
    before = list(judge.answers)
    judge.watch_update({"update_id": 1, "message": good | {"colour": "red"}})
    judge.watch_update({"update_id": 1, "message": {"message_id": 1, "chat": chat, "text": 5}})

    assert [] == before
    assert 3 == len(judge.answers)


def test_results(spec: Spec) -> None:
    """A result is judged by what the method returns."""
    assert [] == spec.result_faults("deleteWebhook", True)
    assert 1 == len(spec.result_faults("deleteWebhook", "yes"))
    assert 1 == len(spec.result_faults("getMe", {"id": 1, "is_bot": True}))
