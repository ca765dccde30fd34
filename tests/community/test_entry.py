"""The form of joining, moved by the pure `advance`."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community import correcting, joining
from community.callback import LIMIT, pack, unpack
from community.form import (
    Draft,
    Finished,
    Input,
    Moved,
    Outcome,
    Picked,
    Refused,
    Stale,
    Typed,
    advance,
)
from community.menu import FormPick
from community.privacy import Notice
from community.profile import Profile
from community.reply import Message

NOTICE = Notice("BPSDM Jawa Timur", "humas@jatim.example", 7)


def at(step: str, **answers: str | int | None) -> Draft:
    """Return a draft of joining at a step."""
    return Draft("join", step, dict(answers), {})


def ask(draft: Draft) -> Message:
    """Return the screen of a draft."""
    step = joining.JOIN.step(draft.step)
    assert step is not None
    return step.ask(draft)


def walk(draft: Draft, *inputs: Input) -> Outcome:
    """Answer a draft several times."""
    outcome: Outcome = Moved(draft)
    for one in inputs:
        assert not isinstance(outcome, Finished)
        outcome = advance(joining.JOIN, outcome.draft, one)
    return outcome


TO_THE_END: Sequence[Input] = (
    Picked("notice", "1"),
    Typed("Siti Rahmawati"),
    Picked("kind", "area"),
    Picked("area", "35.10"),
    Typed("Bidang IKP"),
    Picked("level", "ahli_muda"),
    Picked("days", "3-"),
    Picked("days", "done"),
    Picked("commitments", "yes"),
)


def test_the_whole_form_makes_a_profile() -> None:
    """Every answer is kept until the end."""
    outcome = walk(joining.begin("q_12", NOTICE), *TO_THE_END)

    assert isinstance(outcome, Finished)
    expected = Profile(name="Siti Rahmawati", area="35.10", unit="Bidang IKP", level="ahli_muda")
    assert expected == joining.profile_of(outcome.answers)
    assert "q_12" == joining.target_of(outcome.answers)
    assert 27 == outcome.answers["days"]


def test_each_step_shows_its_number() -> None:
    """The seven steps count from 1 to 7."""
    shown = []
    draft = joining.begin("", NOTICE)
    for one in TO_THE_END:
        outcome = advance(joining.JOIN, draft, one)
        if isinstance(outcome, Moved):
            draft = outcome.draft
            shown.append(ask(draft).text.split("Langkah ")[1][:3])

    assert ["1/7", "2/7", "3/7", "4/7", "5/7", "6/7", "6/7", "7/7"] == shown


@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("A", "1"),
        ("   ", "0"),
        ("\u202e\u200b", "0"),
        ("x" * 4096, "4.096"),
        ("n" * 101, "101"),
    ],
)
def test_a_name_of_the_wrong_length_is_refused_with_its_count(name: str, count: str) -> None:
    """The refusal says what is accepted, how long this was, and gives an example."""
    outcome = advance(joining.JOIN, at("name"), Typed(name))

    assert isinstance(outcome, Refused)
    assert at("name") == outcome.draft
    assert f"yang dikirim {count}." in outcome.sentence
    assert "Contoh: <i>Siti Rahmawati</i>" in outcome.sentence


@pytest.mark.parametrize("name", ["12345", "!!!", "Sari 198503152010012003"])
def test_a_name_is_made_of_letters(name: str) -> None:
    """Numbers and signs are no name, and a NIP is never wanted."""
    assert isinstance(advance(joining.JOIN, at("name"), Typed(name)), Refused)


@pytest.mark.parametrize("name", ["Jo", "n" * 100, "Dr. Siti, M.I.Kom.", "R. Ng. D'Alfa", "李小龙"])
def test_names_of_every_kind_are_taken(name: str) -> None:
    """From 2 to 100 characters, in any script."""
    outcome = advance(joining.JOIN, at("name"), Typed(name))

    assert isinstance(outcome, Moved)
    assert name == outcome.draft.answers["name"]


def test_a_name_with_markup_is_shown_as_it_was_typed() -> None:
    """What looks like HTML is text."""
    outcome = advance(joining.JOIN, at("area", kind="area"), Typed("<b>kediri"))

    assert isinstance(outcome, Moved)
    assert "&lt;b&gt;kediri" in ask(outcome.draft).text


@pytest.mark.parametrize(
    ("kind", "step"), [("area", "area"), ("agency", "agency"), ("other", "other")]
)
def test_the_kind_decides_what_is_asked_next(kind: str, step: str) -> None:
    """Step 3 is a list of areas, a list of agencies or a name."""
    outcome = advance(joining.JOIN, at("kind"), Picked("kind", kind))

    assert isinstance(outcome, Moved)
    assert step == outcome.draft.step
    assert "Langkah 3/7" in ask(outcome.draft).text


def labels(draft: Draft) -> list[str]:
    """Return the buttons of a draft's screen."""
    return [button.label for row in ask(draft).buttons for button in row]


def test_the_list_of_areas_is_shown_in_pages_of_ten() -> None:
    """All 38 are reached by `Berikutnya ›`, and the way back is there."""
    seen = []
    draft = at("area", kind="area")
    for number in range(4):
        outcome = advance(joining.JOIN, draft, Picked("area", f"page:{number}"))
        assert isinstance(outcome, Moved)
        draft = outcome.draft
        shown = labels(draft)
        seen += [label for label in shown if label.startswith(("Kabupaten", "Kota"))]
        assert (number > 0) == ("‹ Sebelumnya" in shown)
        assert (number < 3) == ("Berikutnya ›" in shown)

    assert 38 == len(set(seen)) == len(seen)


def test_typing_narrows_the_list_and_leads_back() -> None:
    """ "kediri" shows both and the way to the whole list."""
    outcome = advance(joining.JOIN, at("area", kind="area"), Typed("kediri"))

    assert isinstance(outcome, Moved)
    expected = ["Kabupaten Kediri", "Kota Kediri", "Semua", "Instansi lain", "Batal"]
    assert expected == labels(outcome.draft)
    whole = advance(joining.JOIN, outcome.draft, Picked("area", "page:all"))
    assert isinstance(whole, Moved)
    assert 10 <= len(labels(whole.draft))


def test_what_matches_nothing_shows_the_whole_list() -> None:
    """No hit costs nothing: it is said, and the list is there again."""
    outcome = advance(joining.JOIN, at("agency", kind="agency"), Typed("kelurahan"))

    assert isinstance(outcome, Moved)
    assert "Belum ada yang cocok dengan “kelurahan”" in ask(outcome.draft).text
    assert "Berikutnya ›" in labels(outcome.draft)


def test_an_agency_that_is_on_no_list_can_be_typed() -> None:
    """`Instansi lain` leads from a list to the name."""
    outcome = walk(
        at("area", kind="area"), Picked("area", "other"), Typed("BPS Provinsi Jawa Timur")
    )

    assert isinstance(outcome, Moved)
    assert "unit" == outcome.draft.step
    profile = joining.profile_of(outcome.draft.answers)
    assert (None, "BPS Provinsi Jawa Timur") == (profile.area, profile.other_agency)


@pytest.mark.parametrize("given_input", [Picked("unit", "skip"), Typed("lewati")])
def test_the_unit_may_be_skipped(given_input: Input) -> None:
    """`Lewati`, tapped or typed, leaves the unit empty."""
    outcome = advance(joining.JOIN, at("unit"), given_input)

    assert isinstance(outcome, Moved)
    assert outcome.draft.answers["unit"] is None


@pytest.mark.parametrize(
    ("step", "example"),
    [
        ("notice", "Setuju"),
        ("kind", "Kabupaten/Kota"),
        ("level", "Ahli Pertama"),
        ("days", "Rabu: ASN Mengaji"),
        ("commitments", "Saya berkomitmen"),
    ],
)
def test_typing_where_a_tap_is_wanted_is_told_so(step: str, example: str) -> None:
    """The refusal names a button."""
    outcome = advance(joining.JOIN, at(step), Typed("hmm"))

    assert isinstance(outcome, Refused)
    assert example in outcome.sentence


def test_a_button_of_another_step_changes_nothing() -> None:
    """An old screen's tap leaves the draft where it stands."""
    outcome = advance(joining.JOIN, at("level", name="Sari"), Picked("kind", "agency"))

    assert Stale(at("level", name="Sari")) == outcome


STEPS = st.sampled_from([step.name for step in joining.JOIN.steps])
VALUES = st.sampled_from(
    [
        "1",
        "no",
        "offered",
        "area",
        "agency",
        "other",
        "35.10",
        "bpsdm",
        "skip",
        "mahir",
        "3-",
        "3+",
        "done",
        "yes",
        "page:1",
        "page:all",
        "page:9999999",
        "page:²",
        ":",
        "9-",
    ]
)
INPUTS = st.one_of(
    st.builds(Typed, st.text(max_size=50)),
    st.builds(Picked, st.one_of(st.just(""), STEPS), st.one_of(VALUES, st.text(max_size=20))),
)
"""Typing and taps; a tap without a step is one on the step that is shown."""


@given(st.lists(INPUTS, max_size=25))
def test_no_answer_breaks_the_form(inputs: list[Input]) -> None:
    """Whatever comes, each screen can be shown within Telegram's limits and goes on."""
    draft = joining.begin("", NOTICE)
    for typed_or_tapped in inputs:
        one: Input = typed_or_tapped
        if isinstance(one, Picked) and not one.step:
            one = Picked(draft.step, one.value)
        outcome = advance(joining.JOIN, draft, one)
        if isinstance(outcome, Finished):
            assert joining.profile_of(outcome.answers).name
            return
        draft = outcome.draft
        message = ask(draft)
        assert 4096 >= len(message.text)
        assert all(len(button.label) <= 64 for row in message.buttons for button in row)


@given(STEPS, VALUES)
def test_form_buttons_are_read_back(step: str, value: str) -> None:
    """What a button carries is what arrives, within 64 bytes."""
    data = FormPick(form="join", step=step, value=value)

    assert data == unpack(pack(data))
    assert LIMIT >= len(pack(data).encode())


@pytest.mark.parametrize("field", correcting.FIELDS)
def test_the_profile_asks_one_field_alone(field: str) -> None:
    """A correction asks only its field, without the steps' numbers."""
    draft = correcting.begin(field, 31)
    step = correcting.FORM.step(draft.step)

    assert step is not None
    assert "Langkah" not in step.ask(draft).text
    last: dict[str, Input] = {
        "name": Typed("Ani"),
        "unit": Typed("Humas"),
        "level": Picked("level", "mahir"),
    }
    if field in last:
        assert isinstance(advance(correcting.FORM, draft, last[field]), Finished)


@pytest.mark.parametrize(
    ("step", "words", "next_step"),
    [
        ("notice", "setuju", "name"),
        ("kind", "Kabupaten Pacitan", "area"),
        ("kind", "kab/kota", "area"),
        ("kind", "pemprov", "agency"),
        ("kind", "lainnya", "other"),
        ("unit", "lewat", "level"),
        ("unit", "-", "level"),
        ("level", "AHLI MUDA", "days"),
        ("days", "lanjut", "commitments"),
    ],
)
def test_what_stands_on_a_button_can_be_typed(step: str, words: str, next_step: str) -> None:
    """Who types instead of tapping gets on just as well."""
    draft = at(step)
    if step == "notice":
        draft = joining.begin("", NOTICE)

    outcome = advance(joining.JOIN, draft, Typed(words))

    assert isinstance(outcome, Moved)
    assert next_step == outcome.draft.step
    assert "lewat" != outcome.draft.answers.get("unit")


def test_setuju_is_typed_below_the_notice_in_force_only() -> None:
    """A notice that was shown before its version changed is not agreed to by a typed word."""
    old = joining.begin("", NOTICE)

    outcome = advance(joining.JOIN, replace(old, view={**old.view, "version": 0}), Typed("setuju"))

    assert isinstance(outcome, Refused)


def test_a_typed_day_is_toggled() -> None:
    """Its name takes it out and puts it back."""
    first = advance(joining.JOIN, at("days"), Typed("rabu"))
    assert isinstance(first, Moved)
    assert 27 == first.draft.answers["days"]

    second = advance(joining.JOIN, first.draft, Typed("Rabu: ASN Mengaji"))

    assert isinstance(second, Moved)
    assert 31 == second.draft.answers["days"]


def test_the_commitment_is_given_in_its_own_words() -> None:
    """ "Saya berkomitmen" may be typed, a mere "ya" is asked again."""
    assert isinstance(advance(joining.JOIN, at("commitments"), Typed("ya")), Refused)
    assert isinstance(advance(joining.JOIN, at("commitments"), Typed("saya berkomitmen")), Finished)


@pytest.mark.parametrize("again", ["ya", "1", "Kab. Pacitan"])
def test_the_only_name_left_is_taken_by_typing(again: str) -> None:
    """Typing filters; once a single name is left, "ya" or the name once more takes it."""
    shown = advance(joining.JOIN, at("area", kind="area"), Typed("PACITAN"))
    assert isinstance(shown, Moved)
    assert "ketik <i>ya</i>" in ask(shown.draft).text

    outcome = advance(joining.JOIN, shown.draft, Typed(again))

    assert isinstance(outcome, Moved)
    assert ("unit", "35.01") == (outcome.draft.step, outcome.draft.answers["area"])


def test_of_two_names_none_is_taken_by_typing() -> None:
    """ "kediri" shows two: "ya" would not say which."""
    shown = advance(joining.JOIN, at("area", kind="area"), Typed("kediri"))
    assert isinstance(shown, Moved)

    outcome = advance(joining.JOIN, shown.draft, Typed("ya"))

    assert isinstance(outcome, Moved)
    assert "area" == outcome.draft.step
