"""`Tolak`, `Sudah dijawab`: a number or a link, which the asker gets as a button."""

import pytest
from sqlalchemy import insert

from community.callback import pack
from community.menu import FormPick
from community.questions import State
from storage.schema import publication
from tests.handlers.asker import GROUP, ask, on_duty, question_of
from tests.handlers.driver import Actor, Stage
from tests.handlers.publisher import QUESTION, published


async def refusing(stage: Stage) -> tuple[Actor, Actor, int, int]:
    """Let Budi refuse #2 of Sari as answered; #1 is published. Returns both and the numbers."""
    stage.runs_with(moderator_chat_id=GROUP.id)
    budi = await on_duty(stage, "Budi", 13)
    sari = await stage.person("Sari", 12).joined()
    older = await ask(await stage.person("Tono", 14).joined(), "Rahasia siapa?")
    await stage.database.write(
        lambda unit: unit.connection.execute(
            insert(publication).values(
                question_id=older.id, state="published", question="a", answer="b"
            )
        )
    )
    question = await ask(sari)
    await budi.taps("Tolak", chat=GROUP)
    await budi.taps("Sudah dijawab", chat=GROUP)
    return budi, sari, older.id, question.id


def link_of(asker: Actor) -> str | None:
    """Return where the asker's first button leads."""
    return asker.screen.buttons[0][0].url


@pytest.mark.parametrize(
    "typed",
    [
        "{older}",
        "#{older}",
        "https://t.me/cop_humas_jatim_bot?start=q_{older}",
        "t.me/Cop_Humas_Jatim_Bot?start=q_{older}",
    ],
)
async def test_a_published_question_is_named_in_any_way(stage: Stage, typed: str) -> None:
    """By number or by the link that `/faq` gives; the asker gets a button that opens it."""
    budi, sari, older, number = await refusing(stage)

    await budi.says(typed.format(older=older))

    after = await question_of(stage, number)
    assert (State.REFUSED, older, None) == (after.state, after.duplicate_of, after.reason_text)
    assert "Buka jawaban" == sari.labels[0]
    assert f"https://t.me/cop_humas_jatim_bot?start=q_{older}" == link_of(sari)
    assert "sudah pernah dijawab" in sari.screen.text


async def test_any_other_link_is_a_button_too(stage: Stage) -> None:
    """A page elsewhere is opened by the asker's button, and stands on the card."""
    budi, sari, _, number = await refusing(stage)

    await budi.says("https://bkn.go.id/panduan?a=1&b=2")

    after = await question_of(stage, number)
    assert (State.REFUSED, None) == (after.state, after.duplicate_of)
    assert "https://bkn.go.id/panduan?a=1&b=2" == link_of(sari)
    assert "sudah pernah dijawab" in sari.screen.text
    card = next(one for one in stage.chats[GROUP.id] if one.subject == f"question:{number}")
    assert "Sudah dijawab: https://bkn.go.id/panduan?a=1&amp;b=2" in card.message.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("sudah ada kok", "atau satu tautan lengkap"),
        ("javascript:alert(1)", "atau satu tautan lengkap"),
        ("#99", "#99 belum terbit"),
        ("#{number}", "nomor pertanyaan ini sendiri"),
        ("https://t.me/cop_humas_jatim_bot?start=q_{number}", "nomor pertanyaan ini sendiri"),
        ("https://t.me/cop_humas_jatim_bot?start=jawab_1", "tidak membuka jawaban"),
        ("https://t.me/c/123/45", "hanya dapat dibuka anggota grupnya"),
        ("https://wa.me/6281234567890", "memuat data pribadi"),
    ],
)
async def test_a_wrong_reference_is_answered_and_the_form_stays(
    stage: Stage, typed: str, said: str
) -> None:
    """The moderator reads what is wrong and may type again; the asker hears nothing."""
    budi, sari, older, number = await refusing(stage)

    await budi.says(typed.format(number=number))

    assert said in budi.screen.text
    assert State.NEW is (await question_of(stage, number)).state
    assert [] == sari.messages
    await budi.says(f"#{older}")
    assert older == (await question_of(stage, number)).duplicate_of


async def test_similar_published_questions_are_offered(stage: Stage) -> None:
    """One tap refuses; a number that was not offered is no answer."""
    stage.runs_with(moderator_chat_id=GROUP.id)
    budi = await on_duty(stage, "Budi", 13)
    older = await published(await stage.person("Ani", 21).joined(), budi)
    sari = await stage.person("Sari", 12).joined()
    question = await ask(sari, "Bagaimana cara menghitung angka kredit jabatan fungsional?")
    await budi.taps("Tolak", chat=GROUP)
    await budi.taps("Sudah dijawab", chat=GROUP)
    assert [f"#{older} {QUESTION}", "Batal"] == budi.labels
    forged = FormPick(form="question_refusal", step="number", value="77")
    await budi.taps_data(pack(forged))
    assert "Mohon tuliskan nomor pertanyaan yang sudah terbit" in budi.screen.text

    await budi.taps(f"#{older}")

    after = await question_of(stage, question.id)
    assert (State.REFUSED, older) == (after.state, after.duplicate_of)
    assert "Buka jawaban" in sari.labels
