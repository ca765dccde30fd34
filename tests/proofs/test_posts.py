"""The play of posts: what is not published is never read, whatever way somebody takes."""

import os
import random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize
from hypothesis.stateful import run_state_machine_as_test as run_machine

from community.posts import REPORTS_THAT_HIDE, Event
from tests.proofs.post_life import Life
from tests.proofs.post_model import BUDI, CICI, DEWI, EVE, FAJAR, READERS, SRI
from tests.proofs.post_wandering import wander

RARE = ("deaths", "restarts", "erased with posts", "erased without name", "digests with posts")
STARTS = ("busy", "waiting", "published", "returned", "revised", "trusted")


class Posts(Life):
    """The play, from wherever the first post stands."""

    @initialize(start=st.sampled_from(STARTS), salt=st.integers(0, 2**32))
    def opens(self, start: str, salt: int = 0) -> None:
        """Everybody comes, and the first posts go a part of their way."""
        self.starts(salt)
        self.shares(SRI if start == "trusted" else DEWI, with_file=True, with_link=True, topic=0)
        if start in ("published", "revised", "busy"):
            self.approves(0, BUDI, is_stale=False)
        if start == "returned":
            self.sends_back(0, CICI, is_stale=False)
        if start == "revised":
            self.revises(0, DEWI, by_author=True, what=1)
        if start == "busy":
            self.is_reported_by_all(0, 1 + salt % len(READERS))
            self.shares(SRI, with_file=False, with_link=False, topic=1)
            self.marks(0, EVE, "s", 1)
            self.shares(CICI, with_file=True, with_link=False, topic=salt % 3)


def run(examples: int, steps: int) -> None:
    """Run so many examples of so many steps; print what happened in them."""
    Posts.totals.clear()
    run_machine(
        Posts,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    counted = {str(what): count for what, count in sorted(Posts.totals.items())}
    print(f"\nposts: {counted}")


def test_every_step_of_the_table_is_played() -> None:
    """Each event of the table can happen in the play, so that its silence would be noticed."""
    Posts.totals.clear()
    play = Posts()
    try:
        play.opens("returned")
        play.revises(0, DEWI, by_author=True, what=2)
        play.approves(0, BUDI, is_stale=False)
        play.revises(0, DEWI, by_author=True, what=0)
        play.sends_back(0, CICI, is_stale=False)
        play.revises(0, DEWI, by_author=True, what=1)
        play.refuses(0, CICI, is_stale=False)
        play.revises(0, DEWI, by_author=True, what=3)
        play.drops_revision(0, DEWI, by_author=True, is_stale=False)
        play.revises(0, DEWI, by_author=True, what=4)
        play.approves(0, BUDI, is_stale=False)
        play.marks(0, EVE, "s", 1)
        play.begins_to_replicate(0, FAJAR)
        play.goes_on(FAJAR, "Puskesmas Waru")
        play.begins_to_replicate(0, EVE)
        play.reports(0, EVE, in_words=True)
        play.keeps(0, BUDI, is_stale=False)
        play.is_reported_by_all(0, len(READERS))
        play.goes_on(EVE, "ab")
        play.keeps(0, BUDI, is_stale=False)
        play.is_reported_by_all(0, REPORTS_THAT_HIDE - 1)
        play.removes(0, CICI, is_meant=True)
        play.shares(SRI, with_file=False, with_link=True, topic=1)
        play.revises(0, SRI, by_author=True, what=2)
        play.looks_over(0, BUDI)
        play.marks(0, EVE, "u", 1)
        play.hour_strikes(is_friday=True)
        play.time_passes(24 * 31)
        play.withdraws(0, SRI, by_author=True, is_meant=True)
        play.shares(DEWI, with_file=True, with_link=False, topic=0)
        play.refuses(0, BUDI, is_stale=False)
    finally:
        play.teardown()
    assert {*Event} == {event for event in Event if Posts.totals[event]}
    assert Posts.totals["digests with posts"] > 0


@pytest.mark.parametrize("with_posts", [True, False])
def test_deleted_authors_are_named_nowhere(with_posts: bool) -> None:
    """Of deleted data no name is said again, and of the posts only what was published, if that."""
    Posts.totals.clear()
    play = Posts()
    try:
        play.opens("revised")
        play.shares(DEWI, with_file=True, with_link=False, topic=1)
        play.sends_back(0, BUDI, is_stale=False)
        play.shares(DEWI, with_file=True, with_link=False, topic=1)
        play.approves(0, BUDI, is_stale=False)
        play.is_reported_by_all(0, len(READERS))
        play.shares(DEWI, with_file=False, with_link=False, topic=1)
        play.begins(DEWI)
        play.marks(0, EVE, "s", 1)
        play.begins_to_replicate(0, FAJAR)
        play.goes_on(FAJAR, "Puskesmas Waru")
        play.erases(DEWI, with_posts=with_posts, is_meant=True)
        assert ([] if with_posts else [1]) == play.model.visible
        play.time_passes(24 * 31)
        play.keeps(0, BUDI, is_stale=False)
        assert ([] if with_posts else [1, 3]) == play.model.visible
        play.erases(BUDI, with_posts=False, is_meant=True)
        play.erases(EVE, with_posts=True, is_meant=True)
    finally:
        play.teardown()
    assert (4 if with_posts else 2) == Posts.totals[Event.WITHDRAW]


def test_days_of_posts() -> None:
    """Nothing that is not published is shown, by any way, whatever happens: a short run."""
    run(examples=4, steps=20)


@pytest.mark.proof
def test_months_of_posts() -> None:
    """The same, for minutes in `make proofs`; there everything must have happened."""
    is_long = bool(os.environ.get("PROOFS"))
    Posts.totals.clear()
    for seed in range(40 if is_long else 1):
        play = Posts()
        try:
            play.opens(STARTS[seed % len(STARTS)], seed)
            wander(play, 60 if is_long else 20, random.Random(seed))
        except BaseException:
            print(f"\nseed {seed}")
            raise
        finally:
            play.teardown()
    print(f"\nposts: {dict(sorted((str(what), count) for what, count in Posts.totals.items()))}")
    if is_long:
        missing = [what for what in (*Event, *RARE) if not Posts.totals[what]]
        assert [] == missing


@pytest.mark.proof
def test_weeks_of_posts() -> None:
    """More of what hypothesis makes of it, in `make proofs`."""
    run(*((30, 40) if os.environ.get("PROOFS") else (1, 5)))
