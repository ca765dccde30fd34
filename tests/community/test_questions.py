"""The states of a question: the table, who may take which step, and the page that shows it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import question_refusals, questions
from community.questions import TABLE, Actor, ClockMove, Event, State, after, may, standing

PAGE = Path(__file__).parents[2] / "docs" / "questions.md"
EVENTS = st.lists(st.sampled_from(Event), max_size=30)


def _between(begin: str, end: str) -> str:
    _, _, rest = PAGE.read_text("utf-8").partition(begin)
    return rest.partition(end)[0].strip()


def test_the_page_shows_the_diagram_of_the_table() -> None:
    """docs/questions.md holds the diagram as it is written today."""
    assert TABLE.diagram() == _between("```mermaid\n", "```")


def test_the_page_lists_the_steps_of_the_table() -> None:
    """docs/questions.md holds every step as it stands today."""
    assert TABLE.rows() == _between("<!-- steps -->", "<!-- /steps -->")


def test_no_two_steps_begin_alike() -> None:
    """A state and an event lead to one state."""
    places = [(step.before, step.event) for step in TABLE.steps]

    assert len(set(places)) == len(places)


def test_every_event_happens_somewhere() -> None:
    """No event is named that nothing leads from."""
    assert set(Event) == {step.event for step in TABLE.steps}


def test_every_state_is_reached() -> None:
    """From nothing, by steps of the table, a question can come to every state."""
    reached: set[State | None] = {None}
    for _ in State:
        reached |= {step.then for step in TABLE.steps if step.before in reached}

    assert {None, *State} == reached


def test_every_living_question_can_be_answered() -> None:
    """From every state that is not final some way leads to an answer: nothing is stuck."""
    leads = {State.ANSWERED}
    for _ in State:
        leads |= {step.before for step in TABLE.steps if step.before and step.then in leads}

    assert set(State) - questions.FINAL == leads


@pytest.mark.parametrize("state", sorted(questions.FINAL))
@pytest.mark.parametrize("event", Event)
def test_final_is_final(state: State, event: Event) -> None:
    """No event leads out of ditolak or ditarik."""
    assert after(state, event) in (state, None)


@pytest.mark.parametrize("event", [one for one in Event if one is not Event.ASK])
def test_a_question_begins_by_being_asked(event: Event) -> None:
    """Nothing happens to what was not asked, and nothing is asked twice."""
    assert after(None, event) is None
    assert questions.befores(Event.ASK) == frozenset()
    assert after(None, Event.ASK) is State.NEW


# What product.md says, sentence by sentence: from, event, to (None: cannot happen), by whom.
CONTRACT = [
    (State.NEW, Event.CLAIM, State.CLAIMED, Actor.MODERATOR),
    (State.CLAIMED, Event.CLAIM, None, Actor.MODERATOR),  # of two taps one wins
    (State.CLAIMED, Event.RELEASE, State.NEW, Actor.HOLDER),
    (State.CLAIMED, Event.HAND_OVER, State.CLAIMED, Actor.HOLDER),
    (State.CLAIMED, Event.ASK_EXPLANATION, State.WAITING, Actor.HOLDER),
    (State.WAITING, Event.EXPLAIN, State.CLAIMED, Actor.ASKER),
    (State.WAITING, Event.UNREACHED, State.CLAIMED, Actor.CLOCK),
    (State.CLAIMED, Event.LAPSE, State.NEW, Actor.CLOCK),
    (State.WAITING, Event.LAPSE, None, Actor.CLOCK),  # clocks pause
    (State.ANSWERED, Event.LAPSE, None, Actor.CLOCK),  # only an unanswered claim
    (State.NEW, Event.ANSWER, None, Actor.MODERATOR),  # is claimed first
    (State.CLAIMED, Event.ANSWER, State.ANSWERED, Actor.HOLDER),
    (State.ANSWERED, Event.ANSWER, None, Actor.HOLDER),  # a second reply is an addition
    (State.ANSWERED, Event.ADD, State.ANSWERED, Actor.HOLDER),
    (State.ANSWERED, Event.CORRECT, State.ANSWERED, Actor.AUTHOR),
    (State.CLOSED, Event.CORRECT, State.CLOSED, Actor.AUTHOR),
    (State.ANSWERED, Event.WITHDRAW_ANSWER, State.CLAIMED, Actor.AUTHOR),
    (State.ANSWERED, Event.ACCEPT, State.CLOSED, Actor.ASKER),
    (State.CLOSED, Event.ACCEPT, None, Actor.ASKER),
    (State.ANSWERED, Event.NOT_ANSWERED, State.CLAIMED, Actor.ASKER),
    (State.ANSWERED, Event.FOLLOW_UP, State.CLAIMED, Actor.ASKER),
    (State.NEW, Event.FOLLOW_UP, None, Actor.ASKER),
    (State.ANSWERED, Event.EDIT, State.CLAIMED, Actor.ASKER),  # after an answer a follow-up
    (State.NEW, Event.EDIT, State.NEW, Actor.ASKER),
    (State.ANSWERED, Event.CLOSE, State.CLOSED, Actor.CLOCK),
    (State.WAITING, Event.CLOSE, None, Actor.CLOCK),
    (State.NEW, Event.REFUSE, State.REFUSED, Actor.MODERATOR),
    (State.CLAIMED, Event.REFUSE, State.REFUSED, Actor.HOLDER),
    (State.ANSWERED, Event.REFUSE, None, Actor.HOLDER),
    (State.NEW, Event.WITHDRAW, State.WITHDRAWN, Actor.ASKER),
    (State.ANSWERED, Event.WITHDRAW, State.WITHDRAWN, Actor.ASKER),
    (State.REFUSED, Event.WITHDRAW, None, Actor.ASKER),
    (State.NEW, Event.PROPOSE, None, Actor.MODERATOR),  # no answer, nothing to publish
    (State.ANSWERED, Event.PROPOSE, State.ANSWERED, Actor.MODERATOR),
    (State.CLOSED, Event.CONSENT, State.CLOSED, Actor.ASKER),
    (State.CLAIMED, Event.REVOKE, State.CLAIMED, Actor.ASKER),  # any time
    (State.WITHDRAWN, Event.LOOK_UP, State.WITHDRAWN, Actor.ADMIN),
]


@pytest.mark.parametrize(("before", "event", "expected", "actor"), CONTRACT)
def test_the_contract(before: State, event: Event, expected: State | None, actor: Actor) -> None:
    """Each step leads where product.md says, for the one whom it names."""
    assert expected is after(before, event)
    assert may(before, event, {actor}) == (expected is not None)


@given(EVENTS)
def test_whatever_happens(events: list[Event]) -> None:
    """However events follow each other, a question keeps to the table and dies once."""
    state = after(None, Event.ASK)
    ended = False
    for event in events:
        reached = after(state, event)
        assert not ended or reached in (state, None)
        state = reached or state
        ended = state in questions.FINAL


def test_only_the_clock_does_the_clocks_work() -> None:
    """Lapse, closing and the end of a proposal are nobody's buttons."""
    of_time = {Event.LAPSE, Event.UNREACHED, Event.CLOSE, Event.PROPOSAL_LAPSE}
    by = {step.by for step in TABLE.steps if step.event in of_time}

    assert by == {frozenset({Actor.CLOCK})}


def test_outsiders_do_nothing() -> None:
    """Who is neither asker nor moderator has no standing, and no standing opens nothing."""
    assert standing() == frozenset()
    assert not any(may(step.before, step.event, standing()) for step in TABLE.steps)


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        ({"is_asker": True}, {Actor.ASKER}),
        ({"is_moderator": True}, {Actor.MODERATOR}),
        ({"is_moderator": True, "is_holder": True}, {Actor.MODERATOR, Actor.HOLDER}),
        ({"is_holder": True}, set()),  # the duty ended
        ({"is_author": True}, set()),
        ({"is_moderator": True, "is_author": True}, {Actor.MODERATOR, Actor.AUTHOR}),
        ({"is_asker": True, "is_moderator": True}, {Actor.ASKER}),  # one's own question
        ({"is_asker": True, "is_moderator": True, "is_holder": True}, {Actor.ASKER}),
        ({"is_admin": True}, {Actor.ADMIN, Actor.MODERATOR}),
        ({"is_asker": True, "is_admin": True}, {Actor.ASKER, Actor.ADMIN}),
        (
            {"is_asker": True, "is_sole_admin": True},
            {Actor.ASKER, Actor.ADMIN, Actor.MODERATOR},
        ),
    ],
)
def test_standing(person: dict[str, bool], expected: set[Actor]) -> None:
    """Roles become standings; nobody decides on their own question but a sole admin."""
    assert expected == standing(**person)


@given(st.fixed_dictionaries({"is_holder": st.booleans(), "is_moderator": st.booleans()}))
def test_nobody_answers_themselves(person: dict[str, bool]) -> None:
    """A moderator who asked can do to the question what any asker can, no more."""
    own = standing(is_asker=True, **person)
    allowed = {step for step in TABLE.steps if may(step.before, step.event, own)}

    assert allowed == {step for step in TABLE.steps if Actor.ASKER in step.by}


def test_clocks_run_where_somebody_is_to_answer() -> None:
    """The clock runs in baru and diambil only; what stops it or lets it go on is told."""
    assert questions.RUNNING == {State.NEW, State.CLAIMED}
    for step in TABLE.steps:
        move = questions.clock_move(step.before, step.then)
        runs = move in (ClockMove.START, ClockMove.GO_ON, ClockMove.RESUME)
        assert runs == (step.then in questions.RUNNING), step


@pytest.mark.parametrize(
    ("before", "then", "expected"),
    [
        (None, State.NEW, ClockMove.START),
        (State.NEW, State.CLAIMED, ClockMove.GO_ON),
        (State.CLAIMED, State.NEW, ClockMove.GO_ON),  # a lapse does not start it anew
        (State.CLAIMED, State.WAITING, ClockMove.PAUSE),
        (State.WAITING, State.CLAIMED, ClockMove.RESUME),
        (State.WAITING, State.NEW, ClockMove.RESUME),
        (State.CLAIMED, State.ANSWERED, ClockMove.STOP),
        (State.ANSWERED, State.CLAIMED, ClockMove.START),  # Belum terjawab: anew
        (State.CLOSED, State.CLAIMED, ClockMove.START),
        (State.CLAIMED, State.REFUSED, ClockMove.STOP),
        (State.WAITING, State.WITHDRAWN, ClockMove.STOP),
    ],
)
def test_clock_moves(before: State | None, then: State, expected: ClockMove) -> None:
    """The clock pauses for the asker, and starts anew when an answer was not enough."""
    assert expected is questions.clock_move(before, then)


def test_befores_are_for_conditional_updates() -> None:
    """The states in which an event can happen are named for `UPDATE … WHERE`."""
    assert questions.befores(Event.CLAIM) == {State.NEW}
    assert questions.befores(Event.RELEASE) == {State.CLAIMED, State.WAITING}


def test_every_state_has_its_word() -> None:
    """The seven words are those of product.md."""
    words = ["baru", "diambil", "menunggu penanya", "dijawab", "ditutup", "ditolak", "ditarik"]

    assert words == [questions.NAMES[state] for state in State]


def test_reasons_to_refuse() -> None:
    """The five reasons of the contract, each with words for the asker and where to go."""
    labels = ["Bukan ranah CoP", "Kurang jelas", "Sudah dijawab", "Memuat data pribadi", "Lainnya"]

    assert labels == [reason.label for reason in question_refusals.ALL]
    assert all(reason.sentence and reason.where for reason in question_refusals.ALL)
    for reason in question_refusals.ALL:
        assert reason is question_refusals.by_code(reason.code)
    assert question_refusals.by_code("bosan") is None
