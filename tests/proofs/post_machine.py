"""The machine of the play of posts: writing, reviewing, reading, and what comes between."""

import asyncio
import random
import tempfile
from collections import Counter
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, ClassVar, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from community.post_card import ApprovePost, LookOverPost, RefusePost, SendPostBack
from community.post_forms import SEND_BACK
from community.posts import FINAL, REVIEW, Event
from tests.proofs.post_model import (
    AUTHORS,
    GUEST,
    MEMBERS,
    MODERATORS,
    Believed,
    Model,
    Part,
)
from tests.proofs.post_play import Play

T = TypeVar("T")
MOST, MOST_LIVING = 9, 5  # posts in one example, and those that are not over
PARTS = (
    (Part.TITLE,),
    (Part.BODY,),
    (Part.TITLE, Part.BODY),
    (Part.LINK,),
    (Part.FILE,),
    (Part.BODY, Part.FILE),
)
anybody = st.sampled_from((*MEMBERS, GUEST))
moderators = st.sampled_from(sorted(MODERATORS))
authors = st.sampled_from(AUTHORS)
which = st.integers(0, 1_000)
seldom = st.integers(0, 3).map(lambda number: number == 0)


class Review(RuleBasedStateMachine):
    """The bot and its model, side by side."""

    totals: ClassVar[Counter[str]] = Counter()  # over all examples, for the report

    def starts(self, salt: int) -> None:
        """Let everybody come; `salt` makes other choices of the same numbers."""
        self.salt = salt
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.runner = asyncio.Runner()
        self.play = self.does(Play.open(Path(self.folder.name) / "cop.db"))

    def teardown(self) -> None:
        """Add the figures up, close everything."""
        if hasattr(self, "play"):
            self.totals.update(self.play.totals)
            self.totals.update({"examples": 1, "deaths": self.play.stage.deaths})
            self.does(self.play.stage.database.close())
            self.runner.close()
            self.folder.cleanup()

    def does(self, work: Coroutine[Any, Any, T]) -> T:
        """Run something on the machine's own loop."""
        return self.runner.run(work)

    @property
    def model(self) -> Model:
        """What is believed."""
        return self.play.model

    def post(self, place: int, *events: Event) -> Believed:
        """Return the newest post for 0; else any, mostly one to which that can happen."""
        posts = self.model.posts
        able = [one for one in posts if any(self.model.can(one, event) for event in events)]
        if place == 0:
            return (able or posts)[-1]
        number = self.mixed(place)
        among = able if able and number % 4 else posts
        return among[number // 4 % len(among)]

    def mixed(self, number: int) -> int:
        """Return a number far from others: what is drawn is mostly small, and often the same."""
        return random.Random(f"{self.salt} {self.play.turn} {number}").getrandbits(32)

    def settles(self, post: Believed, *events: Event) -> None:
        """Expect just these events of that post."""
        self.totals["steps"] += 1
        self.does(self.play.settles([(post.number, event) for event in events]))

    # --- writing --------------------------------------------------------------------------

    @precondition(lambda self: self.has_room())
    @rule(who=authors, with_file=st.booleans(), with_link=st.booleans(), topic=st.integers(0, 2))
    def shares(self, who: str, *, with_file: bool, with_link: bool, topic: int) -> None:
        """One more post."""
        self.totals["steps"] += 1
        self.does(self.play.shares(who, with_file=with_file, with_link=with_link, topic=topic))

    def has_room(self) -> bool:
        """Say whether one more post can be written."""
        posts = self.model.posts
        living = [one for one in posts if one.state not in FINAL]
        return len(posts) < MOST and len(living) < MOST_LIVING

    @rule(who=authors)
    def begins(self, who: str) -> None:
        """A post that is never sent."""
        self.does(self.play.begins(who))
        self.does(self.play.settles([]))

    @rule(place=which, who=anybody, by_author=st.booleans(), what=st.integers(0, len(PARTS) - 1))
    def revises(self, place: int, who: str, *, by_author: bool, what: int) -> None:
        """`Perbaiki`, and another version; only its author can."""
        post = self.post(place, Event.RESUBMIT, Event.REVISE)
        self.totals["steps"] += 1
        who = post.author or who if by_author else who
        self.does(self.play.revises(post, who, PARTS[what]))

    # --- review ---------------------------------------------------------------------------

    @rule(place=which, who=moderators, is_stale=seldom)
    def approves(self, place: int, who: str, *, is_stale: bool) -> None:
        """`Setujui`."""
        post = self.post(place, Event.APPROVE, Event.APPROVE_REVISION)
        data = ApprovePost(post=post.number, version=post.shown() - is_stale)
        self.does(self.play.taps(who, data, card=post))
        self.decided(post, who, Event.APPROVE, Event.APPROVE_REVISION, is_stale=is_stale)

    @rule(place=which, who=moderators, is_stale=seldom)
    def sends_back(self, place: int, who: str, *, is_stale: bool) -> None:
        """`Minta perbaikan`, and what is to be improved."""
        post = self.post(place, Event.RETURN, Event.RETURN_REVISION)
        data = SendPostBack(post=post.number, version=post.shown() - is_stale)
        self.does(self.play.taps(who, data, card=post))
        if self.does(self.play.form_of(who)) == SEND_BACK.name:
            word = self.play.coin("comment")
            self.model.tells_moderators(word, post, who, stays=True)
            self.does(self.play.types(who, f"Mohon dilengkapi dengan {word}"))
        self.decided(post, who, Event.RETURN, Event.RETURN_REVISION, is_stale=is_stale)

    @rule(place=which, who=moderators, is_stale=seldom)
    def refuses(self, place: int, who: str, *, is_stale: bool) -> None:
        """`Tolak`, for a reason that needs no words."""
        post = self.post(place, Event.REFUSE, Event.REFUSE_REVISION)
        data = RefusePost(post=post.number, version=post.shown() - is_stale, reason="ranah")
        self.does(self.play.taps(who, data, card=post))
        self.decided(post, who, Event.REFUSE, Event.REFUSE_REVISION, is_stale=is_stale)

    @rule(place=which, who=moderators)
    def looks_over(self, place: int, who: str) -> None:
        """`Sudah ditinjau`."""
        post = self.post(place, Event.LOOK_OVER)
        is_possible = self.model.may(post, Event.LOOK_OVER, who) and post.proposed is None
        data = LookOverPost(post=post.number, version=post.version or 0)
        self.does(self.play.taps(who, data, card=post))
        self.settles(post, *([Event.LOOK_OVER] if is_possible else []))

    def decided(
        self, post: Believed, who: str, first: Event, revision: Event, *, is_stale: bool
    ) -> None:
        """Expect a decision where somebody could take it, on the version that they had read."""
        event = first if post.state is REVIEW else revision
        is_possible = self.model.may(post, event, who) and not is_stale
        self.settles(post, *([event] if is_possible else []))
