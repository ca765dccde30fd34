"""`Akan saya replikasi`: places, what counts, and when people are asked."""

from datetime import UTC, datetime, timedelta

import pytest

from community import replicating, replicating_form
from community.form import Draft, Keep, Picked, Typed, Verdict, Wrong
from community.profile import Profile
from community.replicating import Answer, Place, Replicate, State

PROMISED = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
PACITAN = Place("Pemerintah Kabupaten Pacitan", "35.01", "35.01")


def days(count: float) -> datetime:
    """Return a moment so many days after the promise."""
    return PROMISED + timedelta(days=count)


@pytest.mark.parametrize(
    ("profile", "expected"),
    [
        (Profile(name="Sari", area="35.01"), PACITAN),
        (
            Profile(name="Sari", other_agency="Kanwil Kemenag, Jatim"),
            Place("Kanwil Kemenag, Jatim", "kanwil kemenag jatim"),
        ),
        (Profile(name="Sari"), None),
        (None, None),
    ],
)
def test_the_offered_place_is_where_the_member_works(
    profile: Profile | None, expected: Place | None
) -> None:
    """An agency that is typed has a key without signs; who told nothing is offered nothing."""
    assert expected == replicating.own_place(profile)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Puskesmas Waru", [("Puskesmas Waru", "35.01", "35.01")]),
        ("pemkab gresik", [("Pemerintah Kabupaten Gresik", "35.25", "35.25")]),
        (
            "Madiun",
            [
                ("Pemerintah Kabupaten Madiun", "35.19", "35.19"),
                ("Pemerintah Kota Madiun", "35.77", "35.77"),
            ],
        ),
        ("Kota Madiun", [("Pemerintah Kota Madiun", "35.77", "35.77")]),
        ("Kecamatan Madiun", [("Kecamatan Madiun", "35.01", "35.01")]),
    ],
)
def test_a_typed_place_is_an_area_or_a_part_of_ones_own(
    line: str, expected: list[tuple[str, str, str]]
) -> None:
    """The whole name of a kabupaten or kota is one; anything else is where the member works."""
    found = replicating.typed_places(line, PACITAN)

    assert sorted(expected) == sorted((one.name, one.workplace, one.area) for one in found)


def test_a_typed_place_of_somebody_unknown_is_their_instansi() -> None:
    """Without a profile the typed words are all that is known."""
    assert (Place("Desa Sumber", "desa sumber"),) == replicating.typed_places("Desa Sumber", None)


@pytest.mark.parametrize(
    ("state", "place", "expected"),
    [
        (State.RUNNING, "35.02", True),
        (State.RUNNING, "35.01", False),
        (State.RUNNING, "diskominfo", False),
        (State.RUNNING, "", False),
        (State.PLANNED, "35.02", False),
        (State.DROPPED, "35.02", False),
    ],
)
def test_only_what_runs_in_another_instansi_counts(
    state: State, place: str, expected: bool
) -> None:
    """Neither where the author works nor where the post came from is another one."""
    assert expected == replicating.counts(state, place, {"35.01", "diskominfo", ""})


@pytest.mark.parametrize(
    ("asked", "now", "expected"),
    [
        (0, 0, 30),
        (0, 45, 30),
        (1, 30, 90),
        (1, 60, 90),
        (1, 75, 105),  # asked late: not again two weeks later
        (2, 90, None),
    ],
)
def test_asked_after_30_and_90_days(asked: int, now: float, expected: float | None) -> None:
    """Twice in all, and at least 30 days apart."""
    then = None if expected is None else days(expected)

    assert then == replicating.next_ask(PROMISED, asked, days(now))


@pytest.mark.parametrize("state", list(State))
def test_the_newest_answer_holds(state: State) -> None:
    """Whatever was said before; who wants no more questions changes nothing else."""
    afterwards = [replicating.after(state, answer) for answer in Answer]

    assert [State.RUNNING, State.PLANNED, State.DROPPED, state] == afterwards
    assert [Answer.PLANNED] == [one for one in Answer if replicating.is_asked_on(one)]


def asked(own: Place | None = PACITAN) -> Draft:
    """Return the form at its question."""
    data = Replicate(post=3, opened="topic:2:kehumasan")
    return replicating_form.begin(data, own)


def take(given: Typed | Picked, own: Place | None = PACITAN) -> Verdict:
    """Answer it."""
    return replicating_form.FORM.steps[0].take(asked(own), given)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (Picked("where", "own"), PACITAN),
        (Typed("  Puskesmas\u202e  Waru "), Place("Puskesmas Waru", "35.01", "35.01")),
    ],
)
def test_the_form_takes_a_place(given: Typed | Picked, expected: Place) -> None:
    """One's own by a tap, any other typed; the way back to the list is kept."""
    verdict = take(given)

    assert isinstance(verdict, Keep)
    assert expected == replicating_form.place_of(verdict.answers)
    assert ("topic", 2, "kehumasan") == (
        (back := replicating_form.back_of(verdict.answers)).kind,
        back.place,
        back.of,
    )


@pytest.mark.parametrize(
    "given",
    [
        Typed("x"),
        Typed("x" * 201),
        Typed("3510123456789012"),
        Typed("..."),
        Typed("Madiun"),
        Picked("where", "forged"),
    ],
)
def test_the_form_refuses_what_is_no_place(given: Typed | Picked) -> None:
    """Too short, too long, a number of a person, signs only, two areas of that name, forged."""
    assert isinstance(take(given), Wrong)


def test_nobody_picks_a_place_that_was_not_offered() -> None:
    """Without an instansi of one's own the place is typed."""
    assert isinstance(take(Picked("where", "own"), None), Wrong)
