"""`/programhari`: the texts of the five days, as admins write them."""

import pytest

from community.programme_days import ALL, ProgrammeDay
from tests.handlers.driver import Actor, Stage


@pytest.fixture
def admin(stage: Stage) -> Actor:
    """An admin who is no member."""
    return stage.person("Ani", 9001)


async def days_of(stage: Stage) -> tuple[ProgrammeDay, ...]:
    """Ask the storage for the days of now."""
    async with stage.database.snapshot() as unit:
        return await unit.programme_days.load()


async def trail(actor: Actor) -> list[tuple[str, object]]:
    """Return what the audit says about somebody."""
    person = await actor.known()
    async with actor.stage.database.snapshot() as unit:
        return [(one.action, dict(one.details)) for one in await unit.audit.list_about(person.id)]


async def writes(admin: Actor, button: str, words: str) -> None:
    """Write a text of Wednesday anew, up to the preview."""
    await admin.says("/programhari")
    await admin.taps("Rabu")
    await admin.taps(button)
    await admin.says(words)


@pytest.mark.parametrize(
    ("button", "field", "words"),
    [
        ("Ubah nama", "name", "Kajian Rabu"),
        ("Ubah penjelasan", "about", "Kajian pekanan bersama narasumber."),
        ("Ubah ajakan", "call", "Mari menyimak bersama."),
    ],
)
async def test_a_text_is_previewed_and_saved(
    stage: Stage, admin: Actor, button: str, field: str, words: str
) -> None:
    """Nothing changes before `Simpan`; the trail names the field and holds no text."""
    await writes(admin, button, words)
    assert words in admin.screen.text
    assert ALL == await days_of(stage)
    await admin.taps("Simpan")

    assert words == getattr((await days_of(stage))[2], field)
    assert "sudah diperbarui" in admin.screen.text
    assert [("programme_changed", {"weekday": 3, "field": field})] == await trail(admin)


async def test_two_fields_do_not_undo_each_other(stage: Stage, admin: Actor) -> None:
    """What was saved in between by somebody else stays."""
    stage.runs_with(admin_ids=frozenset({9001, 9002}))
    other = stage.person("Ina", 9002)
    await writes(admin, "Ubah nama", "Kajian Rabu")
    await writes(other, "Ubah ajakan", "Mari menyimak bersama.")

    await other.taps("Simpan")
    await admin.taps("Simpan")

    day = (await days_of(stage))[2]
    assert ("Kajian Rabu", "Mari menyimak bersama.") == (day.name, day.call)


async def test_going_back_to_the_packaged_texts_takes_two_taps(stage: Stage, admin: Actor) -> None:
    """A second tap of the last button finds it done."""
    await writes(admin, "Ubah nama", "Kajian Rabu")
    await admin.taps("Simpan")

    await admin.taps("Kembalikan ke bawaan")
    assert "Kajian Rabu" == (await days_of(stage))[2].name
    await admin.taps("Ya, kembalikan")

    assert ALL == await days_of(stage)
    assert "Kembalikan ke bawaan" not in admin.labels
    assert ("programme_restored", {"weekday": 3}) == (await trail(admin))[-1]


async def test_writing_the_same_text_changes_nothing(stage: Stage, admin: Actor) -> None:
    """It is said, and not audited."""
    await writes(admin, "Ubah nama", ALL[2].name)
    await admin.taps("Simpan")

    assert "tetap seperti semula" in admin.screen.text
    assert [] == await trail(admin)


@pytest.mark.parametrize(
    "words", ["", "   ", "\u200b\u202e", "x", "12", "😀" * 60, "a" * 101, "NIP 198001012005011001"]
)
async def test_what_is_no_name_costs_nothing(stage: Stage, admin: Actor, words: str) -> None:
    """The question stands there again, with what is accepted."""
    await writes(admin, "Ubah nama", words)

    assert "Batal" in admin.labels
    assert "Simpan" not in admin.labels
    assert ALL == await days_of(stage)


async def test_the_example_ends_with_one_full_stop(admin: Actor) -> None:
    """The example is the packaged sentence, which has a full stop of its own."""
    await writes(admin, "Ubah ajakan", "x")

    assert "Contoh: <i>Silakan menyimak" in admin.screen.text
    assert ".</i>." not in admin.screen.text


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ('<b>Kajian</b> & "Rabu"', '<b>Kajian</b> & "Rabu"'),
        ("Kajian'); DROP TABLE programme_day;--", "Kajian'); DROP TABLE programme_day;--"),
        ("Kajian\u202e Rabu\n\nbaris\tlain", "Kajian Rabu baris lain"),
        ("a" * 100, "a" * 100),
    ],
)
async def test_odd_names_are_kept_and_harmless(
    stage: Stage, admin: Actor, words: str, kept: str
) -> None:
    """They stay one line, and markup is shown, not obeyed."""
    await writes(admin, "Ubah nama", words)
    await admin.taps("Simpan")
    await admin.taps("Kembali")

    assert kept == (await days_of(stage))[2].name
    assert kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in admin.screen.text


async def test_a_long_paste_is_refused_with_its_count(stage: Stage, admin: Actor) -> None:
    """Like in every form."""
    await writes(admin, "Ubah penjelasan", "a" * 4096)

    assert "4.096" in admin.screen.text
    assert ALL == await days_of(stage)


async def test_cancelling_leads_back_to_the_days(stage: Stage, admin: Actor) -> None:
    """`Batal` leaves all as it was, also for an admin who is no member."""
    await writes(admin, "Ubah nama", "Kajian Rabu")
    await admin.taps("Batal")

    assert "<b>Program harian</b>" in admin.screen.text
    assert ALL == await days_of(stage)
