"""The play of questions: everybody taps everything, at any time; the table holds, secrets stay."""

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize
from hypothesis.stateful import run_state_machine_as_test as run_machine

from community.questions import Event, State
from tests.proofs.question_model import BUDI, CICI, EVE, HIDDEN
from tests.proofs.question_rarities import Rarities

STARTS = ("new", "handed over", "waiting", "answered", "closed", "opened again", "published")
RARE: tuple[str, ...] = (
    "deaths",
    "restarts",
    "silences",
    "jumps back",
    "blocked",
    "lost answers",
    "pauses",
)
RARE += ("duties ended", "erased askers")


class Questions(Rarities):
    """The play, from wherever the first question stands."""

    @initialize(start=st.sampled_from(STARTS))
    def opens(self, start: str) -> None:
        """Everybody comes, and the first question goes a part of its way."""
        self.begins()
        if start == "published":
            self.is_published(0, BUDI, end="")
        elif start != "new":
            self.claims(0, BUDI)
        match start:
            case "handed over":
                self.hands_over(0, BUDI, CICI, by_holder=True)
            case "waiting":
                self.asks_explanation(0, BUDI, by_holder=True)
            case "answered" | "closed" | "opened again":
                self.replies(0, BUDI, card=0, by_holder=True)
        if start == "closed":
            self.accepts(0, EVE, by_asker=True)
        if start == "opened again":
            self.misses(0, EVE, by_asker=True)


def run(examples: int, steps: int) -> None:
    """Run so many examples of so many steps; print what happened in them."""
    Questions.totals.clear()
    run_machine(
        Questions,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    counted = {str(what): count for what, count in sorted(Questions.totals.items())}
    print(f"\nquestions: {counted}")


def test_every_step_of_the_table_is_played() -> None:
    """Each event of the table can happen in the play, so that its silence would be noticed."""
    Questions.totals.clear()
    play = Questions()
    try:
        play.opens("waiting")
        play.explains(0, EVE, by_asker=True)
        play.prioritises(0, BUDI, is_urgent=True)
        play.hands_over(0, BUDI, CICI, by_holder=True)
        play.releases(0, CICI)
        play.claims(0, CICI)
        play.notes(0, BUDI)
        play.looks_up(0, EVE, by_admin=True)
        play.replies(0, CICI, card=0, by_holder=True)
        play.rates(0, EVE, rating=4, by_asker=True)
        play.replies(0, CICI, card=0, by_holder=True)
        play.edits_answer(0, CICI, newest=True, by_author=True)
        play.withdraws_answer(0, CICI, by_author=True)
        play.proposes(0, BUDI, is_new=False)
        play.declines(0, EVE, by_asker=True)
        play.withdraws_answer(0, CICI, by_author=True)
        play.edits_question(0)
        play.replies(0, CICI, card=0, by_holder=True)
        play.accepts(0, EVE, by_asker=True)
        play.misses(0, EVE, by_asker=True)
        play.replies(0, CICI, card=0, by_holder=True)
        play.follows_up(0, EVE, by_asker=True)
        play.replies(0, CICI, card=0, by_holder=True)
        play.withdraws_answer(0, CICI, by_author=True)
        play.asks("Dewi")
        play.is_published(0, BUDI, end="revoke")
        play.asks("Dewi")
        play.claims(0, BUDI)
        play.replies(0, BUDI, card=0, by_holder=True)
        play.proposes(0, BUDI, is_new=False)
        play.nobody_says_a_word(0)
        play.asks("Dewi")
        play.refuses(0, BUDI, is_meant=0, by_holder=False)
        play.asks("Dewi")
        play.claims(0, BUDI)
        play.blocks("Dewi")
        play.asks_explanation(0, BUDI, by_holder=True)
        play.withdraws(0, "Dewi", is_meant=0)
    finally:
        play.teardown()
    assert {*Event} == {event for event in Event if Questions.totals[event]}


def test_a_claim_made_in_a_pause_outlives_an_edit() -> None:
    """What the play found: the asker's edit gave back what somebody took although they pause."""
    play = Questions()
    try:
        play.opens("answered")
        play.edits_question(0)
        play.releases(0, BUDI)
        play.pauses(CICI, days=2)
        play.time_passes(0.02)
        play.claims(0, CICI)
        play.edits_question(0)
        assert play.question(0).holder == CICI
    finally:
        play.teardown()


def test_nothing_is_opened_again_for_who_is_gone() -> None:
    """What the play found: an answer taken back opened a question that nobody could answer."""
    play = Questions()
    try:
        play.opens("answered")
        play.erases(HIDDEN, with_posts=False, is_meant=0)
        play.withdraws_answer(0, BUDI, by_author=True)
        assert play.question(0).state is State.ANSWERED
    finally:
        play.teardown()


def test_days_of_questions() -> None:
    """No illegal state, nothing lost, no name told, whatever happens: a short run."""
    run(examples=10, steps=25)


@pytest.mark.proof
def test_months_of_questions() -> None:
    """The same, for ten minutes in `make proofs`; there everything must have happened."""
    is_long = bool(os.environ.get("PROOFS"))
    run(*((120, 60) if is_long else (2, 40)))
    if is_long:
        missing = [what for what in (*Event, *RARE) if not Questions.totals[what]]
        assert [] == missing
