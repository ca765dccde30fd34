"""Joining: the notice, seven steps, and every way in which it goes otherwise."""

from dataclasses import replace

import pytest

from community.callback import pack
from community.menu import FormPick
from community.reply import Lane, Say
from community.roles import State
from tests.handlers.driver import Actor, Stage


@pytest.fixture
def sari(stage: Stage) -> Actor:
    """Give somebody who has not joined."""
    return stage.person("Sari", 7001)


async def reach_level(sari: Actor) -> None:
    """Answer everything up to the level."""
    await sari.taps("Gabung")
    await sari.taps("Setuju")
    await sari.taps("Pakai: Sari")
    await sari.taps("Kabupaten/Kota")
    await sari.says("banyu")
    await sari.taps("Kabupaten Banyuwangi")
    await sari.taps("Lewati")


async def reach_commitments(sari: Actor) -> None:
    """Answer everything up to the commitments."""
    await reach_level(sari)
    await sari.taps("Ahli Pertama")
    await sari.taps("Lanjut")


async def test_people_join_in_seven_steps(stage: Stage, sari: Actor) -> None:
    """Who answers every step is a member, welcomed with the menu."""
    await sari.says("/start")
    await reach_commitments(sari)
    await sari.taps("Saya berkomitmen")

    assert "Selamat datang, Bapak/Ibu Sari!" in sari.screen.text
    assert "Bertanya" in sari.labels
    person = await sari.known()
    assert (State.MEMBER, "Sari", 1, None) == (
        person.state,
        person.name,
        person.notice_version,
        person.draft,
    )
    async with stage.database.snapshot() as unit:
        profile = await unit.profiles.get(person.id)
        assert profile is not None
        assert ("35.10", "ahli_pertama", None) == (profile.area, profile.level, profile.unit)
        assert stage.now == profile.joined_at
        assert await unit.reminder_settings.is_on(person.id)
        assert 31 == (await unit.reminder_settings.choice(person.id)).days


async def test_taps_change_the_screen_in_place(sari: Actor) -> None:
    """Buttons edit one message; only typing brings a new one."""
    await sari.says("/start")
    await sari.taps("Gabung")
    await sari.taps("Setuju")
    assert 1 == len(sari.messages)

    await sari.says("Siti Rahmawati")

    assert 2 == len(sari.messages)
    assert "Langkah 2/7" in sari.screen.text


async def test_before_the_consent_nothing_but_the_id_is_kept(stage: Stage, sari: Actor) -> None:
    """The draft at the notice holds no name, not even the one on Telegram."""
    await sari.says("/start")
    await sari.taps("Gabung")

    person = await sari.known()
    assert person.draft is not None
    assert "Sari" not in str(person.draft)
    assert (None, None) == (person.name, person.notice_version)
    assert "BPSDM Jawa Timur" in sari.screen.text
    assert "humas@jatim.example" in sari.screen.text
    assert "UU 27/2022" in sari.screen.text


async def test_who_does_not_agree_stays_a_guest(sari: Actor) -> None:
    """`Tidak setuju` throws the draft away and asks nothing more."""
    await sari.says("/gabung")
    await sari.taps("Tidak setuju")

    person = await sari.known()
    assert (State.GUEST, None, None) == (person.state, person.draft, person.notice_version)
    assert "menghormati keputusan" in sari.screen.text
    assert "Gabung" in sari.labels


async def test_committing_twice_joins_once(stage: Stage, sari: Actor) -> None:
    """The second tap finds a member, and the audit has one line."""
    await sari.says("/start")
    await reach_commitments(sari)
    data = pack(FormPick(form="join", step="commitments", value="yes"))
    await sari.taps_data(data)
    await sari.taps_data(data)

    assert "Bapak/Ibu sudah menjadi anggota." == sari.screen.text
    async with stage.database.snapshot() as unit:
        entries = await unit.audit.list_about((await sari.known()).id)
    assert ["joined"] == [entry.action for entry in entries]


async def test_a_wrong_answer_costs_nothing(sari: Actor) -> None:
    """It is told what is accepted, and the same step is asked again."""
    await sari.says("/gabung")
    await sari.taps("Setuju")

    await sari.says("\u202e" * 5)

    assert "Contoh: <i>Siti Rahmawati</i>" in sari.screen.text
    assert "Langkah 1/7" in sari.screen.text
    await sari.says("<script>alert(1)</script>")
    assert "Langkah 2/7" in sari.screen.text


async def test_a_tap_on_an_old_step_shows_the_one_that_is_asked(sari: Actor) -> None:
    """The form stands where it stood, and a toast says so."""
    await sari.says("/start")
    await reach_level(sari)

    await sari.taps_data(pack(FormPick(form="join", step="kind", value="agency")))

    assert "Langkah 5/7" in sari.screen.text
    assert "Langkah itu sudah terjawab. Ini langkah yang sekarang." == sari.toast


async def test_a_command_in_the_middle_keeps_the_form(sari: Actor) -> None:
    """It is said that the form is kept, and `Lanjutkan draf` goes on with it."""
    await sari.says("/start")
    await reach_level(sari)

    await sari.says("/bantuan")
    assert "Isian pendaftaran tersimpan" in sari.screen.text
    await sari.taps("Lanjutkan draf")

    assert "Langkah 5/7" in sari.screen.text


async def test_a_tap_on_the_kept_form_goes_on_with_it(sari: Actor) -> None:
    """The old screen still works, without the detour over `Lanjutkan draf`."""
    await sari.says("/start")
    await reach_level(sari)
    await sari.says("/bantuan")

    await sari.taps("Mahir")

    assert any("Langkah 6/7" in message.text for message in sari.messages)


@pytest.mark.parametrize("command", ["/start", "/gabung"])
async def test_what_was_begun_is_offered_again(sari: Actor, command: str) -> None:
    """Both ways in offer the kept form instead of a new one."""
    await sari.says("/start")
    await reach_level(sari)

    await sari.says(command)

    assert ["Lanjutkan draf", "Hapus draf"] == sari.labels
    assert "Langkah 5/7" in sari.screen.text
    await sari.taps("Hapus draf")
    await sari.says("/gabung")
    assert "Setuju" in sari.labels


@pytest.mark.parametrize("how", ["/batal", "Batal", "batal"])
async def test_joining_can_be_left_at_any_step(sari: Actor, how: str) -> None:
    """The command, the button and the typed word throw the draft away."""
    await sari.says("/start")
    await reach_level(sari)

    await (sari.taps(how) if how == "Batal" else sari.says(how))

    assert "Pengisian pendaftaran dibatalkan" in sari.screen.text
    assert (await sari.known()).draft is None
    await sari.says("/batal")
    assert "Tidak ada isian yang sedang terbuka" in sari.screen.text


async def test_an_old_step_after_cancelling_is_answered_kindly(sari: Actor) -> None:
    """Its form is gone; the welcome is shown with `Gabung`."""
    await sari.says("/start")
    await reach_level(sari)
    await sari.says("/batal")

    await sari.taps_data(pack(FormPick(form="join", step="level", value="mahir")))

    assert "Gabung" in sari.labels


async def test_a_deep_link_is_kept_through_joining(sari: Actor) -> None:
    """A guest joins first and then lands there."""
    await sari.says("/start q_12")
    assert "Tautan tadi dibuka setelah" in sari.screen.text
    await reach_commitments(sari)
    await sari.taps("Saya berkomitmen")

    assert "Selamat datang" in sari.messages[-2].text
    assert "<b>Pertanyaan #12</b>\nPertanyaan ini tidak tersedia" in sari.screen.text


async def test_a_later_deep_link_takes_the_place_of_an_earlier(sari: Actor) -> None:
    """The form that was kept lands on the newest link."""
    await sari.says("/start q_12")
    await reach_commitments(sari)
    await sari.says("/start p_34")
    await sari.taps("Lanjutkan draf")
    await sari.taps("Saya berkomitmen")

    assert "Tulisan #34 tidak tersedia" in sari.screen.text


async def test_a_member_lands_at_once(sari: Actor) -> None:
    """A link needs no form from a member; an odd one opens the menu."""
    await sari.joined()

    await sari.says("/start s_56")
    assert "<b>Sesi #56</b>\nSesi ini tidak ditemukan" in sari.screen.text
    await sari.says("/start ../../etc")
    assert "Selamat datang kembali, Bapak/Ibu Sari" in sari.screen.text


async def test_moderated_joining_waits(stage: Stage, sari: Actor) -> None:
    """The form ends in an application: its card goes out, the applicant is told to wait."""
    stage.charter = replace(stage.charter, moderator_chat_id=-100, is_joining_moderated=True)
    await sari.says("/start q_12")
    await reach_commitments(sari)

    reply = await sari.taps("Saya berkomitmen")

    assert State.PENDING == (await sari.known()).state
    assert "ditinjau Moderator CoP" in sari.screen.text
    cards = [say for say in reply.says if isinstance(say, Say) and say.chat_id == -100]
    assert [Lane.NOTICE] == [card.lane for card in cards]
    async with stage.database.snapshot() as unit:
        number = await unit.applications.waiting_of((await sari.known()).id)
        assert number is not None
        application = await unit.applications.get(number)
    assert application is not None
    assert "q_12" == application.target
    await sari.says("/gabung")
    assert "sedang ditinjau" in sari.screen.text


@pytest.mark.parametrize(
    ("state", "becomes"),
    [
        (State.GUEST, State.MEMBER),
        (State.LEFT, State.MEMBER),
        (State.REFUSED, State.MEMBER),
        (State.REMOVED, State.PENDING),
    ],
)
async def test_who_may_join_how(stage: Stage, sari: Actor, state: State, becomes: State) -> None:
    """Guests, refused and left join freely; who was removed is reviewed."""
    await sari.says("/start")
    person = await sari.known()
    await stage.database.write(
        lambda unit: unit.people.change_state(
            person.id, was=tuple(State), becomes=state, now=stage.now
        )
    )

    await sari.says("/start")
    await reach_commitments(sari)
    await sari.taps("Saya berkomitmen")

    assert becomes == (await sari.known()).state


async def test_a_member_who_asks_to_join_is_told(sari: Actor) -> None:
    """Old `Gabung` buttons and the command say that it is done."""
    await sari.says("/start")
    await sari.joined()

    await sari.taps("Gabung")
    assert "Bapak/Ibu sudah menjadi anggota." == sari.toast
    await sari.says("/gabung")
    assert "Bapak/Ibu sudah menjadi anggota." == sari.screen.text


async def test_every_step_survives_a_restart(stage: Stage, sari: Actor) -> None:
    """Nothing but the database is needed to go on: each answer is a new process here."""
    await sari.says("/gabung")
    for expected, tap in (
        ("Pemberitahuan privasi", "Setuju"),
        ("Langkah 1/7", "Pakai: Sari"),
        ("Langkah 2/7", "Pemprov Jawa Timur"),
        ("Langkah 3/7", "Badan Kepegawaian Daerah"),
        ("Langkah 4/7", "Lewati"),
        ("Langkah 5/7", "Lainnya"),
        ("Langkah 6/7", "Lanjut"),
        ("Langkah 7/7", "Saya berkomitmen"),
    ):
        assert expected in sari.screen.text
        await stage.reopen()
        if "Langkah" in expected and expected != "Langkah 1/7":
            await sari.says("/start")
            await sari.taps("Lanjutkan draf")
        await sari.taps(tap)

    assert State.MEMBER == (await sari.known()).state


@pytest.mark.parametrize("way", ["/gabung", "gabung", "menu"])
async def test_a_deep_link_is_kept_whichever_way_people_join(sari: Actor, way: str) -> None:
    """`/start q_12`, then the command, the word or the menu: the link is not forgotten."""
    await sari.says("/start q_12")
    await sari.says(way)
    assert "Lanjutkan draf" not in sari.labels
    if way == "menu":
        await sari.taps("Gabung")
    await sari.taps("Setuju")
    await sari.taps("Pakai: Sari")
    await sari.taps("Instansi lain")
    await sari.says("BPS Provinsi Jawa Timur")
    for label in ("Lewati", "Lainnya", "Lanjut", "Saya berkomitmen"):
        await sari.taps(label)

    assert "<b>Pertanyaan #12</b>" in sari.screen.text


async def test_a_link_that_was_only_followed_is_no_form_to_cancel(sari: Actor) -> None:
    """Nothing was filled in, so `/batal` and the menu speak of no draft."""
    await sari.says("/start q_12")

    await sari.says("/batal")
    assert "Tidak ada isian yang sedang terbuka, jadi" in sari.screen.text
    await sari.says("/menu")

    assert "Gabung" == sari.labels[0]


async def test_a_link_followed_while_waiting_is_opened_after_the_decision(
    stage: Stage, sari: Actor
) -> None:
    """An applicant's newer link takes the older's place in the application."""
    stage.charter = replace(stage.charter, moderator_chat_id=-100, is_joining_moderated=True)
    await sari.says("/start q_12")
    await reach_commitments(sari)
    await sari.taps("Saya berkomitmen")

    await sari.says("/start s_56")

    async with stage.database.snapshot() as unit:
        number = await unit.applications.waiting_of((await sari.known()).id)
        assert number is not None
        application = await unit.applications.get(number)
    assert application is not None
    assert "s_56" == application.target


async def test_an_answer_typed_after_a_command_finds_the_way_back(sari: Actor) -> None:
    """Free text beside a kept form is told so, with `Lanjutkan draf` first."""
    await sari.says("/start")
    await reach_level(sari)
    await sari.says("/bantuan")

    await sari.says("ahli muda")

    assert "sedang tidak terbuka" in sari.screen.text
    assert "Lanjutkan draf" == sari.labels[0]
    await sari.taps("Lanjutkan draf")
    assert "Langkah 5/7" in sari.screen.text


async def test_joining_works_by_typing_alone(sari: Actor) -> None:
    """Who never taps a button becomes a member all the same."""
    for words in (
        "mulai",
        "Gabung",
        "setuju",
        "Endang Lestari, S.Sos.",
        "kabupaten pacitan",
        "PACITAN",
        "ya",
        "lewat",
        "ahli muda",
        "rabu",
        "lanjut",
        "saya berkomitmen",
    ):
        await sari.says(words)

    person = await sari.known()
    assert (State.MEMBER, "Endang Lestari, S.Sos.") == (person.state, person.name)
    assert 1 == person.notice_version
