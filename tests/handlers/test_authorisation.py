"""The authorisation matrix: every route for every state and role, generated from the route table.

`EXPECTED` says the contract once more, by hand, so that a route cannot change its access unseen.
"""

import itertools
from collections.abc import AsyncIterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event as sqlalchemy_event

from community.callback import pack
from community.incoming import (
    Attachment,
    BotStanding,
    Chat,
    ChatKind,
    Command,
    Edited,
    Event,
    InlineAsked,
    JoinRequest,
    Migrated,
    Replied,
    Tap,
    Text,
    Unsupported,
)
from community.menu import COMMAND_BEHIND, FormPick, OpenMenu
from community.reply import Reply, Rewrite, Say, Toast
from community.roles import Access, Role, State, allows
from community.texts import common
from handlers.route import (
    ButtonRoute,
    CommandRoute,
    EventRoute,
    FormRoute,
    InlineRoute,
    Place,
    ReplyRoute,
    Route,
)
from handlers.routes import COMMANDS, ROUTES
from storage.unit import Unit
from tests.handlers.driver import Actor, Stage

ADMIN_ID = 9001
MODERATOR_CHAT = -1001

# fmt: off
EXPECTED = {
    Access.ANYONE: {
        "/start", "/batal", "/privasi", "/menu", "/bantuan", "/pengaturan", "/berhenti",
        "/datasaya", "/dataku", "/keluar", "/hariini", "/jadwal",
        "OpenWeek", "OpenSession", "SeeSession", "SendCalendar", "SendWeek",
        "Join", "CancelForm", "ResumeDraft", "DiscardDraft", "SwitchReminders",
        "OpenSettings", "ShowSettings", "SetDay", "SetHour", "SetZone", "SetDigest", "SkipDay",
        "Pause", "AskPause", "EndPause", "form pause",
        "ChooseErasure", "AskErasure", "Erase", "Leave", "WithdrawApplication",
        "Explain", "ExplainWith", "reply request", "form explanation",
        "Consent", "OpenConsent", "Decline", "Revoke",
        "Text", "Attachment", "Unsupported", "BotStanding", "JoinRequest", "Migrated",
        "Edited", "AcceptAnswer", "RateAnswer",
    },
    Access.OUTSIDER: {"/gabung", "form join"},
    Access.MEMBER: {
        "/profil", "/tanya", "/pertanyaansaya", "/pertanyaanku", "/berbagi", "/tulisansaya",
        "/cari", "CorrectField", "ShowInterests", "MarkInterest", "form profile",
        "AcceptNotice", "DeclineNotice", "Attend",
        "/faq", "OpenFaq", "ListFaq", "OpenPublished",
        "AskAbout", "AskAnew", "form question", "ListOwn", "OpenOwn", "AskWithdrawal", "Withdraw",
        "MissAnswer", "FollowUp", "form follow_up",
        "ShareAbout", "ShareAnew", "form post", "RevisePost", "form revision",
        "OpenPost", "SendPostFiles", "/terbaru", "/tersimpan", "ListPosts", "ListPostTopics",
        "ListPostAreas", "NextPost", "PreviousPost", "SearchAbout", "form search", "ListFound",
        "NarrowKind", "ChooseFoundTopic", "NarrowTopic", "OpenFound", "NextFound",
        "PreviousFound", "AskSearched", "inline",
        "ListOwnPosts", "OpenOwnPost", "SeeOwnPost", "SendOwnFiles", "AskTakingBack",
        "TakePostBack", "DropRevision", "ReportPost", "SendReport", "form report",
        "OpenPostBelow", "MarkPost", "Replicate", "AnswerReplication", "CancelReplication",
        "form replication",
    },
    Access.MODERATOR: {
        "reply question", "AnswerPrivately", "SendHeld", "DropHeld", "EditHeld", "RetractAnswer",
        "AnswerAnew", "KeepAnswer", "reply line",
        "form answer", "reply told", "/templat", "ListTemplates", "OpenTemplate", "WriteTemplate",
        "RemoveTemplate", "form template",
        "/anggota", "ListMembers", "OpenMember", "ChooseRemoval", "AskRemoval", "Remove",
        "ShowApplication", "AcceptApplication", "ChooseRefusal", "RefuseApplication",
        "/program", "ListProgramme", "ListPast", "ManageSession", "AddSession", "ChooseField",
        "ChangeField", "form session", "form session_change", "AskCancelling", "CancelSession",
        "ListParticipants", "SendParticipants",
        "/antrean", "ListQueue", "ChooseQueueTopic", "OpenQueued", "/catatan", "ShowQuestion",
        "ClaimQuestion", "ReleaseQuestion", "ChooseHolder", "HandOver", "Prioritise",
        "AskExplanation", "form explanation_request", "ChooseQuestionRefusal", "RefuseQuestion",
        "form question_refusal",
        "Publish", "form publish", "/aturan", "ListRules", "OpenRule", "AddRule", "ReplaceRule",
        "form rule", "ListReview", "ReviewPublished", "Confirm", "EditPublished", "Unpublish",
        "RecordReach", "form reach", "/statistik", "SendChart", "SendReach",
        "OpenTimes", "SendTimesChart",
        "ShowPostCard", "OpenQueuedPost", "ReadWholePost", "ApprovePost", "LookOverPost",
        "SendPostBack", "form post_return", "ChoosePostRefusal", "RefusePost", "form post_refusal",
        "SetTrust", "ChooseTakingDown", "TakePostDown", "form post_taking_down",
        "ShowReports", "KeepReported", "ChoosePostRemoval", "RemovePost", "form post_removal",
        "OpenReported",
        "/dampak", "OpenImpact", "SendImpactChart",
    },
    Access.ADMIN: {
        "ImportHistory", "form history", "LookUpAsker", "form look_up", "LookUpReporters",
        "/programhari", "ListProgrammes", "OpenProgramme", "EditProgramme", "RestoreProgramme",
        "form programme",
        "/moderator", "ListModerators", "OpenAppointment", "SetExpertise", "Appoint", "EndDuty",
        "/libur", "OpenCalendar", "OpenYear", "PickDay", "OpenDay", "ExplainAdding", "TakeDay",
        "RestoreDay", "ConfirmYear", "DropRamadan",
        "/jadwalbot", "/audit", "OpenTrail",
        "/topik", "ListTopics", "OpenTopic", "EditTopic", "SwitchTopic", "form topic",
        "/sinonim", "ListSynonyms", "OpenSynonym", "EditSynonym", "RemoveSynonym",
        "RestoreSynonym", "form synonym",
    },
}
# fmt: on

STATES = [state for state in State if state is not State.ERASED]  # no account leads to the erased
EVENTS: dict[type, Event] = {
    Text: Text("halo", 1),
    Attachment: Attachment("photo", "a", "", 1),
    Unsupported: Unsupported("sticker", 1),
    BotStanding: BotStanding("member", "kicked"),
    Edited: Edited("halo", 1),
    JoinRequest: JoinRequest(1),
    Migrated: Migrated(-1002),
}


def _name(route: Route) -> str:
    match route:
        case CommandRoute():
            return f"/{route.name}"
        case ButtonRoute():
            return route.data.__name__
        case FormRoute():
            return f"form {route.form.name}"
        case EventRoute():
            return route.event.__name__
        case ReplyRoute():
            return f"reply {route.subject}"
        case InlineRoute():
            return "inline"


def _sample(data: type) -> str:
    """Pack a button of that class with any values, as a forger would."""
    values: dict[Any, int | str] = {int: 1, str: "x", bool: False}
    return pack(data(**{field.name: values[field.type] for field in fields(data)}))


def _trigger(route: Route) -> Event:
    match route:
        case CommandRoute():
            return Command(route.name, "", 1)
        case ButtonRoute():
            return Tap("q", _sample(route.data), 1)
        case FormRoute():
            return Tap("q", pack(FormPick(route.form.name, route.form.steps[0].name, "x")), 1)
        case EventRoute():
            return EVENTS[route.event]
        case ReplyRoute():
            return Text("halo", 1, Replied(1, None, is_ours=True, text="#1"))
        case InlineRoute():
            return InlineAsked("q", "skp", "")


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """A stage with one admin and a moderator chat."""
    opened = await Stage.open(
        tmp_path / "cop.db", admin_ids=frozenset({ADMIN_ID}), moderator_chat_id=MODERATOR_CHAT
    )
    yield opened
    await opened.database.close()


async def _somebody(stage: Stage, number: int, state: State, role: Role) -> Actor:
    """Bring somebody of that state and role into being."""
    if role is Role.ADMIN:
        stage.runs_with(admin_ids=frozenset({number}))
    actor = await stage.person("Sari", number).joined()

    async def arrange(unit: Unit) -> None:
        person = await unit.people.find(number)
        assert person is not None
        if role is Role.MODERATOR:
            await unit.moderators.appoint(person.id, 1, stage.now)
        if state is not State.MEMBER:
            await unit.people.change_state(
                person.id, was=(State.MEMBER,), becomes=state, now=stage.now
            )

    await stage.database.write(arrange)
    return actor


def _words(reply: Reply) -> list[str]:
    return [say.message.text for say in reply.says if isinstance(say, Say | Rewrite)]


class Writes:
    """The statements that change something, apart from "seen just now"."""

    def __init__(self, stage: Stage) -> None:
        self.statements: list[str] = []
        engine = stage.database._engine.sync_engine
        sqlalchemy_event.listen(engine, "before_cursor_execute", self._note)

    def _note(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        verb, _, rest = statement.lstrip().partition(" ")
        if verb in ("INSERT", "UPDATE", "DELETE") and not rest.startswith(
            ("account", "INTO outbox", "outbox", "INTO message")
        ):
            self.statements.append(statement)


def test_every_route_has_the_access_of_the_contract() -> None:
    """Each line of the route table asks for what this page says, and no line is missing here."""
    found: dict[Access, set[str]] = {access: set() for access in Access}
    for route in ROUTES:
        found[route.access].add(_name(route))

    assert found == EXPECTED


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("state", STATES)
async def test_every_route_is_open_or_closed_as_it_says(
    stage: Stage, state: State, role: Role
) -> None:
    """Whoever may not use a route reads why and changes nothing; whoever may is answered."""
    writes = Writes(stage)
    for number, route in zip(itertools.count(5001), ROUTES, strict=False):
        actor = await _somebody(stage, number, state, role)
        writes.statements.clear()

        reply = await actor.does(_trigger(route))

        refusal = common.not_allowed(route.access, state).text
        if allows(route.access, state, role):
            assert refusal not in _words(reply), _name(route)
        elif not isinstance(route, EventRoute | ReplyRoute | InlineRoute):
            assert _words(reply) == [refusal], _name(route)
            assert writes.statements == [], _name(route)


async def test_groups_reach_only_what_is_meant_for_them(stage: Stage) -> None:
    """In a foreign group nothing is said, whoever asks; taps there only end their spinner."""
    admin = await _somebody(stage, 5001, State.MEMBER, Role.ADMIN)
    foreign = Chat(-77, ChatKind.SUPERGROUP, "Grup lain")

    for route in ROUTES:
        if isinstance(route, EventRoute | InlineRoute) and route.place is Place.ANYWHERE:
            continue  # what happens to the bot or a group itself: tested with its feature
        reply = await admin.does(_trigger(route), chat=foreign)
        assert [say for say in reply.says if not isinstance(say, Toast)] == [], _name(route)


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


async def test_a_menu_item_asks_for_what_its_command_asks(stage: Stage) -> None:
    """Opening by tap is no way around the check."""
    guest = stage.person("Tamu", 12)
    for item, name in COMMAND_BEHIND.items():
        reply = await guest.does(Tap("q", pack(OpenMenu(item=item)), 1))

        access = COMMANDS[name].access
        is_refused = common.not_allowed(access, State.GUEST).text in _words(reply)
        assert (not allows(access, State.GUEST, Role.NONE)) == is_refused, item


def test_personal_things_happen_in_private_only() -> None:
    """Outside of private chats only what moderators and groups need is answered."""
    elsewhere = {
        _name(route)
        for route in ROUTES
        if not isinstance(route, FormRoute) and route.place is not Place.PRIVATE
    }

    # fmt: off
    assert elsewhere == {
        "Publish",
        "ShowPostCard", "OpenQueuedPost", "ReadWholePost", "ApprovePost", "LookOverPost",
        "SendPostBack", "ChoosePostRefusal", "RefusePost", "ChooseTakingDown", "TakePostDown",
        "/bantuan", "/anggota", "/moderator", "/program", "/statistik", "SendChart", "SendReach",
        "OpenTimes", "SendTimesChart",
        "ShowApplication", "AcceptApplication", "ChooseRefusal", "RefuseApplication",
        "/antrean", "ListQueue", "ChooseQueueTopic", "OpenQueued", "/catatan", "ShowQuestion",
        "ClaimQuestion", "ReleaseQuestion", "ChooseHolder", "HandOver", "Prioritise",
        "AskExplanation", "ChooseQuestionRefusal", "RefuseQuestion", "LookUpAsker",
        "ListModerators", "OpenAppointment", "SetExpertise", "Appoint", "EndDuty",
        "BotStanding", "JoinRequest", "Migrated", "Edited", "inline",
        "reply question", "SendHeld", "DropHeld", "EditHeld", "RetractAnswer",
        "ShowReports", "KeepReported", "ChoosePostRemoval", "RemovePost", "LookUpReporters",
        "OpenReported",
        "KeepAnswer", "reply line",
    }
    # fmt: on
