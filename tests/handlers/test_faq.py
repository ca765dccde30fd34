"""`/faq`: what is published, by topic and page."""

import pytest

from community.callback import pack
from community.publishing import A_PAGE, Content, ListFaq, OpenPublished
from storage.schema import topic_edit
from storage.unit import Unit
from tests.handlers.asker import on_duty
from tests.handlers.driver import Actor, Stage
from tests.handlers.publisher import ANSWER, answered, opens, proposes, published

TOPIC = "penilaian_kinerja_angka_kredit"


@pytest.fixture
async def budi(stage: Stage) -> Actor:
    """A moderator."""
    return await on_duty(stage, "Budi", 13)


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """A member who asks."""
    return await stage.person("Sari", 11).joined()


async def test_topics_lead_to_questions_and_back(sari: Actor, budi: Actor) -> None:
    """Only topics with something in them are listed; opening is in place."""
    await published(sari, budi)
    await sari.says("/faq")
    shown = len(sari.messages)
    assert sari.labels[0].endswith("(1)")

    await opens(sari, ListFaq(topic=TOPIC))
    await sari.taps("Bagaimana menghitung")

    assert ANSWER in sari.screen.text
    assert shown == len(sari.messages)
    assert "Cabut izin" in sari.labels
    await sari.taps("Kembali")
    assert any(label.startswith("Bagaimana menghitung") for label in sari.labels)


async def test_an_empty_list_invites_to_ask(sari: Actor) -> None:
    """Nothing is published yet."""
    await sari.says("/faq")

    assert ["Bertanya", "Menu"] == sari.labels


async def test_long_lists_have_pages(sari: Actor, budi: Actor) -> None:
    """The newest come first; a page beyond the list is its last."""
    for number in range(A_PAGE + 1):
        await published(sari, budi, f"Pertanyaan panjang ke-{number + 1} tentang humas?")

    await opens(sari, ListFaq(topic=TOPIC))
    assert sari.labels[0].startswith(f"Pertanyaan panjang ke-{A_PAGE + 1} ")
    await sari.taps("Berikutnya")

    assert sari.labels[0].startswith("Pertanyaan panjang ke-1 ")
    await opens(sari, ListFaq(topic=TOPIC, page=99))
    assert sari.labels[0].startswith("Pertanyaan panjang ke-1 ")


async def test_what_is_not_published_looks_like_what_is_not_there(sari: Actor, budi: Actor) -> None:
    """Proposed, only answered, and unknown numbers read the same, whoever asks."""
    question = await answered(sari, budi)
    await proposes(budi, question.id)
    only_answered = await answered(sari, budi)

    screens = set()
    for number in (question.id, only_answered.id, 999):
        await opens(sari, OpenPublished(question=number))
        screens.add(sari.screen.text.replace(f"#{number}", "#"))

    assert 1 == len(screens)


async def test_a_guest_joins_first(stage: Stage, sari: Actor, budi: Actor) -> None:
    """A deep link shows a guest nothing of it; the list and its buttons are closed."""
    number = await published(sari, budi)
    guest = stage.person("Tamu", 99)

    await guest.says(f"/start q_{number}")
    await guest.says("/faq")
    await guest.taps_data(pack(OpenPublished(question=number)))

    assert [] == [message for message in guest.messages if ANSWER in message.text]


async def test_two_hundred_published_questions_are_paged(stage: Stage, sari: Actor) -> None:
    """Each is on one page; every page is one message that fits."""
    person = await sari.known()

    async def fill(unit: Unit) -> None:
        for number in range(200):
            asked = await unit.questions.add(
                person.id, "Apa?", TOPIC, is_anonymous=False, now=stage.now
            )
            content = Content(
                question=f"Pertanyaan panjang nomor {number} " + "x" * 350,
                answer=ANSWER,
                source="Praktik",
                review_on=None,
            )
            await unit.publications.propose(asked.id, content, person.id, stage.now)
            seen = await unit.publications.get(asked.id)
            assert seen is not None
            assert await unit.publications.accept(seen, stage.now)

    await stage.database.write(fill)
    await sari.says("/faq")
    assert sari.labels[0].endswith("(200)")
    await opens(sari, ListFaq(topic=TOPIC))
    found: list[str] = []
    for _ in range(25):
        found += [label for label in sari.labels if label.startswith("Pertanyaan panjang")]
        if "Berikutnya ›" in sari.labels:
            await sari.taps("Berikutnya")

    assert "halaman 25 dari 25" in sari.screen.text
    assert 200 == len(set(found))


async def test_a_topic_that_was_taken_away_keeps_its_answers(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """An admin switched the topic off: what is published under it is still listed and named."""
    await published(sari, budi)

    async def switch_off(unit: Unit) -> None:
        await unit.connection.execute(
            topic_edit.insert(),
            {
                "code": TOPIC,
                "name": "Angka kredit lama",
                "aliases": [],
                "is_active": False,
                "at": stage.now,
            },
        )

    await stage.database.write(switch_off)
    await sari.says("/faq")
    assert "Angka kredit lama (1)" == sari.labels[0]
    await sari.taps("Angka kredit lama")
    await sari.taps("Bagaimana menghitung")

    assert ANSWER in sari.screen.text


@pytest.mark.parametrize(
    "payload",
    [
        "q_",
        "q_0",
        "q_-1",
        "q_1'--",
        "q_99999999999999999999999",
        "Q_1",
        "q_1 q_2",
        "q_1<b>",
        "q_1\n2",
    ],
)
async def test_hostile_links_open_nothing(sari: Actor, budi: Actor, payload: str) -> None:
    """Whatever stands behind `?start=`, it is a published number or the usual greeting."""
    await published(sari, budi)
    before = len(sari.messages)

    await sari.says(f"/start {payload}")

    assert [] == [one for one in sari.messages[before:] if ANSWER in one.text]
    assert len(sari.messages) > before
