"""The states of a post: the table, who may take which step, and the page that shows it."""

from pathlib import Path

import pytest

from community.posts import FINAL, TABLE, VISIBLE, Actor, Event, State, after, may, standing

PAGE = Path(__file__).parents[2] / "docs" / "posts.md"


def _between(begin: str, end: str) -> str:
    _, _, rest = PAGE.read_text("utf-8").partition(begin)
    return rest.partition(end)[0].strip()


def test_the_page_shows_the_table_as_it_is() -> None:
    """docs/posts.md holds the diagram and every step as they are written today."""
    assert TABLE.diagram() == _between("```mermaid\n", "```")
    assert TABLE.rows() == _between("<!-- steps -->", "<!-- /steps -->")


def test_every_event_is_in_the_table_once_a_state() -> None:
    """No event is forgotten, none stands twice in one state."""
    places = [(step.before, step.event) for step in TABLE.steps]
    assert len(set(places)) == len(places)
    assert set(Event) == {step.event for step in TABLE.steps}


@pytest.mark.parametrize("state", sorted(FINAL))
def test_nothing_happens_to_what_is_over(state: State) -> None:
    """A post that was refused, removed or withdrawn stays so."""
    assert [] == [event for event in Event if after(state, event) is not None]


def test_nobody_decides_on_their_own_post_but_a_sole_admin() -> None:
    """An author on duty is the author only."""
    own = standing(is_author=True, is_member=True, is_on_duty=True)
    assert {Actor.AUTHOR} == own
    assert not may(State.REVIEW, Event.APPROVE, own)
    sole = standing(is_author=True, is_on_duty=True, is_sole_admin=True)
    assert may(State.REVIEW, Event.APPROVE, sole)


def test_only_published_posts_are_visible() -> None:
    """Reported, returned, refused and withdrawn posts are nobody's to read."""
    assert frozenset({State.PUBLISHED}) == VISIBLE
