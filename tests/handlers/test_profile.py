"""The profile: every field is shown and can be corrected."""

import pytest

from community.callback import pack
from community.correcting import CorrectField, MarkInterest
from community.menu import FormPick
from tests.handlers.driver import Actor, Stage


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """Give a member who has opened the profile."""
    member = await stage.person("Sari", 7001).joined()
    await member.says("/profil")
    return member


async def trail(stage: Stage, sari: Actor) -> list[tuple[str, object]]:
    """Return what the audit tells about corrections."""
    async with stage.database.snapshot() as unit:
        entries = await unit.audit.list_about((await sari.known()).id)
    return [(entry.action, dict(entry.details)) for entry in entries]


async def test_the_profile_shows_every_field(sari: Actor) -> None:
    """Names of places and levels are words, what is empty says so."""
    text = sari.screen.text

    assert "Nama: Sari" in text
    assert "Instansi: Pemerintah Kabupaten Banyuwangi" in text
    assert "Unit kerja: belum diisi" in text
    assert "Jenjang: Ahli Muda" in text
    assert "Hari pengingat: Senin, Selasa, Rabu, Kamis, Jumat" in text
    assert "Topik minat: belum diisi" in text
    assert "Bergabung: Senin, 23 November 2026" in text


async def test_a_name_is_corrected(stage: Stage, sari: Actor) -> None:
    """The new name is shown at once; the audit names the field and no value."""
    await sari.taps("Nama")
    await sari.says("Sari <b>Dewi</b>")

    assert "Nama sudah diperbarui." in sari.screen.text
    assert "Nama: Sari &lt;b&gt;Dewi&lt;/b&gt;" in sari.screen.text
    assert "Sari <b>Dewi</b>" == (await sari.known()).name
    assert [("profile_corrected", {"field": "name"})] == await trail(stage, sari)


async def test_the_workplace_is_corrected_as_a_whole(sari: Actor) -> None:
    """Who moves to the province is no longer in the kabupaten."""
    await sari.taps("Instansi")
    await sari.taps("Pemprov Jawa Timur")
    await sari.says("kominfo")
    await sari.taps("Dinas Komunikasi dan Informatika")

    assert "Instansi: Dinas Komunikasi dan Informatika, Pemprov Jawa Timur" in sari.screen.text


async def test_days_and_level_are_corrected(sari: Actor) -> None:
    """A day is switched off and stays off however often it is tapped."""
    await sari.taps("Hari pengingat")
    await sari.taps("Rabu: ASN Mengaji")
    await sari.taps_data(pack(FormPick(form="profile", step="days", value="3-")))
    await sari.taps("Lanjut")
    await sari.taps("Jenjang")
    await sari.taps("Ahli Madya")

    await sari.says("/profil")
    assert "Hari pengingat: Senin, Selasa, Kamis, Jumat" in sari.screen.text
    assert "Jenjang: Ahli Madya" in sari.screen.text


async def test_the_same_answer_is_no_correction(stage: Stage, sari: Actor) -> None:
    """Nothing is written, and nothing enters the audit."""
    await sari.taps("Jenjang")
    await sari.taps("Ahli Muda")

    assert "Jenjang tetap seperti semula." in sari.screen.text
    assert [] == await trail(stage, sari)


async def test_a_second_tap_corrects_nothing_more(stage: Stage, sari: Actor) -> None:
    """The field's form is gone after the first; the profile is shown."""
    await sari.taps("Unit kerja")
    await sari.says("Humas")
    await sari.taps("Unit kerja")
    data = pack(FormPick(form="profile", step="unit", value="skip"))
    await sari.taps_data(data)
    await sari.taps_data(data)

    assert "Unit kerja: belum diisi" in sari.screen.text
    assert 2 == len(await trail(stage, sari))


async def test_a_correction_can_be_left(sari: Actor) -> None:
    """`Batal` leads back to the profile, as it was."""
    await sari.taps("Nama")
    await sari.taps("Batal")

    assert "Nama: Sari" in sari.screen.text
    assert (await sari.known()).draft is None


async def test_topics_of_interest_are_marked(sari: Actor) -> None:
    """Toggles, pages, and the way back."""
    await sari.taps("Topik minat")
    await sari.taps("Media sosial dan kanal digital")
    await sari.taps("Berikutnya ›")
    await sari.taps("Jenjang karier Pranata Humas")
    mark = MarkInterest(topic="jenjang_karir", wanted=True, page=1)
    await sari.taps_data(pack(mark), 2)
    await sari.taps("Kembali")

    expected = "Topik minat: Media sosial dan kanal digital; Jenjang karier Pranata Humas"
    assert any(expected in message.text for message in sari.messages)


@pytest.mark.parametrize(
    "data",
    [
        CorrectField(field="role"),
        MarkInterest(topic="' OR 1=1", wanted=True, page=0),
        MarkInterest(topic="lainnya", wanted=True, page=10**15),
        FormPick(form="profile", step="name", value="Eva"),
        FormPick(form="nothing", step="name", value="Eva"),
    ],
)
async def test_forged_buttons_change_nothing(stage: Stage, sari: Actor, data: object) -> None:
    """What is not on the list is answered kindly."""
    await sari.taps_data(pack(data))

    assert "Sari" == (await sari.known()).name
    assert [] == await trail(stage, sari)


async def test_a_guest_has_no_profile(stage: Stage) -> None:
    """The command and old buttons ask to join first."""
    guest = stage.person("Budi", 7002)

    await guest.says("/profil")
    assert ["Gabung"] == guest.labels
    await guest.taps_data(pack(CorrectField(field="name")))
    assert ["Gabung"] == guest.labels
