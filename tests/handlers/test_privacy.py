"""The privacy notice: shown to anybody, asked anew when it changes."""

import pytest
from sqlalchemy import update

from community.callback import pack
from community.privacy import NOTICE_VERSION, AcceptNotice, DeclineNotice
from community.roles import State
from storage import schema
from storage.unit import Unit
from tests.handlers.driver import Actor, Stage


@pytest.fixture
async def sari(stage: Stage) -> Actor:
    """Give a member who agreed to an older version of the notice."""
    member = await stage.person("Sari", 7001).joined()

    async def unit(unit: Unit) -> None:
        await unit.connection.execute(
            update(schema.consent).values(notice_version=NOTICE_VERSION - 1)
        )

    await stage.database.write(unit)
    return member


async def test_anybody_can_read_the_notice(stage: Stage) -> None:
    """A guest reads it with the word that nothing was agreed to."""
    guest = stage.person("Budi", 7002)

    await guest.says("/privasi")

    assert "Pemberitahuan privasi" in guest.screen.text
    assert "belum memberikan persetujuan" in guest.screen.text


async def test_members_read_when_they_agreed(stage: Stage) -> None:
    """The version and the moment stand below the notice."""
    member = await stage.person("Sari", 7001).joined()

    await member.says("/privasi")

    expected = "menyetujui versi 1 pada Senin, 23 November 2026 pukul 08.00 WIB"
    assert expected in member.screen.text


@pytest.mark.parametrize("words", ["/menu", "/profil", "halo"])
async def test_a_new_version_is_asked_at_the_next_message(sari: Actor, words: str) -> None:
    """Nothing else happens before the member answered."""
    await sari.says(words)

    assert ["Setuju", "Tidak setuju"] == sari.labels


@pytest.mark.parametrize(
    "words", ["/privasi", "/datasaya", "/keluar", "/berhenti", "/pengaturan", "/bantuan"]
)
async def test_rights_do_not_wait_for_an_answer(sari: Actor, words: str) -> None:
    """Reading, getting and erasing data, leaving and silence are free at all times."""
    await sari.says(words)

    assert "Tidak setuju" not in sari.labels


async def test_agreeing_goes_on(sari: Actor) -> None:
    """The consent is recorded, and everything works again."""
    await sari.says("/menu")
    await sari.taps("Setuju")
    assert "persetujuan Bapak/Ibu sudah dicatat" in sari.screen.text

    await sari.says("/menu")

    assert "Bertanya" in sari.labels
    assert NOTICE_VERSION == (await sari.known()).notice_version


async def test_not_agreeing_is_leaving(sari: Actor) -> None:
    """The membership ends; a second tap changes nothing."""
    await sari.says("/menu")
    await sari.taps("Tidak setuju")
    await sari.taps_data(pack(DeclineNotice(version=NOTICE_VERSION)))

    person = await sari.known()
    assert (State.LEFT, None) == (person.state, person.notice_version)


async def test_leaving_takes_the_consent_back(stage: Stage) -> None:
    """The notice promises it of `/keluar`; who comes back is asked again."""
    member = await stage.person("Sari", 7001).joined()

    await member.says("/keluar")
    await member.taps("Ya, keluar")

    person = await member.known()
    async with stage.database.snapshot() as unit:
        last = await unit.consents.last(person.id)
    assert last is not None
    assert (NOTICE_VERSION, False) == (last.notice_version, last.is_given)
    await member.says("/privasi")
    assert "belum memberikan persetujuan" in member.screen.text
    await member.says("/gabung")
    assert ["Setuju", "Tidak setuju"] == member.labels


async def test_a_no_is_written_down(sari: Actor, stage: Stage) -> None:
    """The answer to the new version stands beside the older yes."""
    await sari.says("/menu")
    await sari.taps("Tidak setuju")

    person = await sari.known()
    async with stage.database.snapshot() as unit:
        last = await unit.consents.last(person.id)
    assert last is not None
    assert (NOTICE_VERSION, False) == (last.notice_version, last.is_given)


async def test_buttons_of_an_older_version_ask_again(sari: Actor) -> None:
    """Only the notice in force can be answered."""
    await sari.taps_data(pack(AcceptNotice(version=NOTICE_VERSION - 1)))
    assert NOTICE_VERSION - 1 == (await sari.known()).notice_version

    await sari.taps_data(pack(DeclineNotice(version=NOTICE_VERSION - 1)))

    assert State.MEMBER == (await sari.known()).state
    assert ["Setuju", "Tidak setuju"] == sari.labels


async def test_an_old_no_after_a_yes_does_not_expel(sari: Actor) -> None:
    """Who agreed leaves by /keluar, not by a late tap."""
    await sari.says("/menu")
    await sari.taps("Setuju")

    await sari.taps_data(pack(DeclineNotice(version=NOTICE_VERSION)))

    assert State.MEMBER == (await sari.known()).state
