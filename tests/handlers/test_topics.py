"""`/topik`: admins name topics, write their words, add some and put some away."""

from community.callback import pack
from community.reply import OpenThread
from community.topic_editing import EditTopic, SwitchTopic
from community.topics import ALL
from storage.forum_threads import Thread
from tests.handlers.asker import ask, on_duty
from tests.handlers.driver import Actor, Stage

CRISIS = "Komunikasi krisis dan isu"


async def admin(stage: Stage) -> Actor:
    """Return an admin before the list of topics."""
    ani = stage.person("Ani", 9001)
    await ani.says("/topik")
    return ani


async def offered(stage: Stage) -> list[str]:
    """Return the names of the topics that are offered."""
    async with stage.database.snapshot() as unit:
        return [topic.name for topic in await unit.topic_edits.load()]


async def test_a_topic_is_named_anew_and_cards_say_so(stage: Stage) -> None:
    """The new name stands wherever the topic is shown."""
    ani = await admin(stage)
    budi = await on_duty(stage, "Budi", 13)

    await ani.taps(CRISIS)
    await ani.taps("Ubah nama")
    await ani.says("Krisis & isu publik")
    await ask(await stage.person("Sari", 12).joined(), topic="komunikasi_krisis")

    assert "Krisis &amp; isu publik" in ani.screen.text
    assert "Topik: Krisis &amp; isu publik" in budi.screen.text
    assert CRISIS not in await offered(stage)


async def test_a_topic_is_added_with_words(stage: Stage) -> None:
    """It stands before Lainnya; its words help to suggest it; a name is taken once."""
    ani = await admin(stage)
    await ani.taps("Tambah topik")
    await ani.says("Protokoler dan tata acara")
    await ani.taps("Ubah kata kunci")
    await ani.says("Protokol, MC,  tata upacara")

    names = await offered(stage)
    assert ["Protokoler dan tata acara", "Lainnya"] == names[-2:]
    assert "Kata kunci: protokol, mc, tata upacara" in ani.screen.text
    await ani.says("/topik")
    await ani.taps("Tambah topik")
    await ani.says("protokoler DAN tata acara")
    assert names == await offered(stage)


async def test_a_topic_is_put_away_and_comes_back(stage: Stage) -> None:
    """It is not offered any more; questions that have it keep it. Lainnya always stays."""
    ani = await admin(stage)
    await ani.taps(CRISIS)
    await ani.taps("Nonaktifkan")
    assert CRISIS not in await offered(stage)

    await ani.taps("Aktifkan")
    await ani.taps_data(pack(SwitchTopic(topic="lainnya", is_active=False)))

    assert [topic.name for topic in ALL] == await offered(stage)
    async with stage.database.snapshot() as unit:
        newest = (await unit.audit.list_newest(1))[0]
    assert ("topic_changed", {"topic": "komunikasi_krisis", "is_active": True}) == (
        newest.action,
        newest.details,
    )


async def test_words_that_are_none_are_refused(stage: Stage) -> None:
    """What is accepted is said, and nothing is lost."""
    ani = await admin(stage)
    await ani.taps(CRISIS)
    await ani.taps("Ubah kata kunci")

    await ani.says("x, " + "y" * 50)

    assert "2–40 karakter" in ani.screen.text
    await ani.says("krisis, sentimen")
    assert "Kata kunci: krisis, sentimen" in ani.screen.text


async def test_the_thread_of_a_topic_follows_its_name(stage: Stage) -> None:
    """Only where there is one: a new name opens no empty thread."""
    stage.runs_with(moderator_chat_id=-500)
    ani = await stage.person("Ani", 9001).joined()
    code = "penilaian_kinerja_angka_kredit"
    thread = Thread(chat_id=-500, topic=code, name="Penilaian kinerja", thread_id=7)
    await stage.database.write(lambda unit: unit.forum_threads.put(thread, stage.now))

    for topic, name in ((code, "Angka kredit"), ("komunikasi_krisis", "Krisis")):
        await ani.taps_data(pack(EditTopic(topic=topic, field="name")))
        await ani.says(name)

    opened = [(say.topic, say.name) for say in stage.said if isinstance(say, OpenThread)]
    assert [(code, "Angka kredit")] == opened
