"""The authorisation matrix: every route, for every state and role, in the route table's words."""

import itertools
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from community.callback import pack
from community.menu import COMMAND_BEHIND, OpenMenu
from community.reply import Reply, Rewrite, Say, Toast
from community.roles import Access, Role, State, allows
from community.texts import common
from handlers.route import ButtonRoute, CommandRoute, Place
from handlers.routes import COMMANDS, ROUTES
from storage.unit import Unit
from tests.handlers.driver import Actor, Stage

STATES = [state for state in State if state is not State.ERASED]
ADMIN_ID = 9001


async def actor_in(stage: Stage, state: State, role: Role) -> Actor:
    """Return somebody in that state and role."""
    number = ADMIN_ID if role is Role.ADMIN else 11
    actor = stage.person("Sari", number)
    await actor.joined()

    async def unit(unit: Unit) -> None:
        person = await unit.people.meet(number, stage.now)
        if role is Role.MODERATOR:
            await unit.moderators.appoint(person.id, 1, stage.now)
        await unit.people.change_state(person.id, was=tuple(State), becomes=state, now=stage.now)

    await stage.database.write(unit)
    return actor


def words(reply: Reply) -> list[str]:
    """Return all that was said."""
    texts = [say.message.text for say in reply.says if isinstance(say, Say | Rewrite)]
    return texts + [say.text for say in reply.says if isinstance(say, Toast)]


def example(cls: type) -> Any:
    """Return data of a button that is about nothing in particular."""
    sample: dict[object, Any] = {int: 5, str: "x", bool: True}
    return cls(*(sample[field.type] for field in fields(cls)))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("state", STATES)
async def test_every_route_is_open_to_whom_its_line_names(
    tmp_path: Path, state: State, role: Role
) -> None:
    """A closed route says what opens it; an open one never says so."""
    stage = await Stage.open(tmp_path / "cop.db")
    for number, route in enumerate(ROUTES):
        if not isinstance(route, CommandRoute | ButtonRoute):
            continue
        stage.chats.clear()
        actor = await actor_in(stage, state, role)
        if isinstance(route, CommandRoute):
            reply = await actor.says(f"/{route.name}")
        else:
            reply = await actor.taps_data(pack(example(route.data)), number)
        refusal = common.not_allowed(route.access, state).text
        is_refused = refusal in words(reply)

        assert (not allows(route.access, state, role)) == is_refused, (route, words(reply))
    await stage.database.close()


@pytest.mark.parametrize(("item", "name"), COMMAND_BEHIND.items())
async def test_a_menu_item_asks_for_what_its_command_asks(
    stage: Stage, item: str, name: str
) -> None:
    """Opening by tap is no way around the check."""
    tamu = stage.person("Tamu", 12)

    reply = await tamu.taps_data(pack(OpenMenu(item=item)))

    access = COMMANDS[name].access
    is_refused = common.not_allowed(access, State.GUEST).text in words(reply)
    assert (not allows(access, State.GUEST, Role.NONE)) == is_refused


def test_allows_is_what_the_contract_says() -> None:
    """Spelled out once, apart from the code."""
    for state, role in itertools.product(STATES, Role):
        is_member = state is State.MEMBER
        is_admin = role is Role.ADMIN
        assert allows(Access.ANYONE, state, role)
        assert is_member == allows(Access.MEMBER, state, role)
        assert (not is_member) == allows(Access.OUTSIDER, state, role)
        assert is_admin == allows(Access.ADMIN, state, role)
        is_moderator = is_admin or (role is Role.MODERATOR and is_member)
        assert is_moderator == allows(Access.MODERATOR, state, role)


def test_what_only_staff_may_do_is_known() -> None:
    """A route that loses its role by mistake is seen here."""
    staff = {
        route.name if isinstance(route, CommandRoute) else route.data.__name__
        for route in ROUTES
        if isinstance(route, CommandRoute | ButtonRoute)
        and route.access in (Access.MODERATOR, Access.ADMIN)
    }

    assert {
        "anggota",
        "moderator",
        "AcceptApplication",
        "Appoint",
        "AskRemoval",
        "ChooseRefusal",
        "ChooseRemoval",
        "EndDuty",
        "ListMembers",
        "ListModerators",
        "OpenAppointment",
        "OpenMember",
        "RefuseApplication",
        "Remove",
        "SetExpertise",
        "ShowApplication",
    } <= staff


def test_personal_things_happen_in_private_only() -> None:
    """Outside of private chats only what moderators and groups need is answered."""
    elsewhere = {
        route.name if isinstance(route, CommandRoute) else route.data.__name__
        for route in ROUTES
        if isinstance(route, CommandRoute | ButtonRoute) and route.place is not Place.PRIVATE
    }

    assert {
        "bantuan",
        "anggota",
        "moderator",
        "ShowApplication",
        "AcceptApplication",
        "ChooseRefusal",
        "RefuseApplication",
        "ListModerators",
        "OpenAppointment",
        "SetExpertise",
        "Appoint",
        "EndDuty",
    } == elsewhere
