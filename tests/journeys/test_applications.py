"""Moderated joining: cards in the group or in private, decisions, and what goes wrong."""

import asyncio

import pytest

from simulator.faults import Drop, Fault
from tests.journeys.house import House, appoints, joins, reaches_commitments


@pytest.fixture
async def moderated(house: House) -> House:
    """Give a house where Budi moderates and joining is moderated, with a group."""
    await house.opens()
    await joins(house.budi)
    await appoints(house.ratna, house.budi)
    await house.budi.joins(house.moderators)
    await house.closes()
    await house.opens(JOIN_APPROVAL="moderated")
    return house


async def test_sari_is_refused_and_accepted_the_second_time(moderated: House) -> None:
    """The card is decided in the group, the applicant reads why and may apply again."""
    sari, budi = moderated.sari, moderated.budi.at(moderated.moderators)
    await reaches_commitments(sari)
    await sari.taps("Saya berkomitmen")
    await sari.sees("akan ditinjau Moderator CoP")
    await sari.says("/gabung")
    await sari.sees("sedang ditinjau")

    await budi.sees("Permohonan bergabung #1", "Sari Wulandari", "Kabupaten Banyuwangi")
    await budi.taps("Tolak")
    await budi.sees("Alasan penolakan?")
    await budi.taps("Kembali")
    await budi.sees("Diajukan:")
    await budi.taps("Tolak")
    await budi.sees("Alasan penolakan?")
    await budi.taps("Data pendaftaran belum lengkap atau belum sesuai")
    await budi.sees("Ditolak oleh Budi Santoso. Data pendaftaran belum lengkap")
    await sari.sees("belum dapat kami terima", "Data pendaftaran belum lengkap")

    await reaches_commitments(sari)
    await sari.taps("Saya berkomitmen")
    await budi.sees("Permohonan bergabung #2")
    await budi.taps("Setujui")
    await budi.sees("Disetujui oleh Budi Santoso.")
    await sari.sees("Selamat datang, Bapak/Ibu Sari Wulandari!", "telah disetujui")


async def test_of_two_moderators_one_decides(moderated: House) -> None:
    """Both tap at once: one wins, the other reads who; the link is opened after the welcome."""
    sari, group = moderated.sari, moderated.moderators
    budi, ratna = moderated.budi.at(group), moderated.ratna.at(group)
    await reaches_commitments(sari, "/start q_12")
    await sari.taps("Saya berkomitmen")
    card = await budi.sees("Permohonan bergabung #1")

    await asyncio.gather(
        budi.sends_data(card, card.data["Setujui"]), ratna.sends_data(card, card.data["Setujui"])
    )

    await sari.sees("telah disetujui")
    await sari.sees("Pertanyaan #12", "tidak tersedia")
    decided = await budi.sees("Disetujui oleh")
    assert [] == decided.labels
    welcomes = [shown for shown in await sari.transcript() if "telah disetujui" in shown]
    assert 1 == len(welcomes)


async def test_without_a_group_moderators_get_copies(house: House) -> None:
    """Each has the card in private; the decision of one stands on all."""
    sari, budi, citra = house.sari, house.budi, house.simulator.person("Citra Ayu")
    await house.opens(with_group=False)
    for member in (budi, citra):
        await joins(member)
        await appoints(house.ratna, member)
    await house.closes()
    await house.opens(with_group=False, JOIN_APPROVAL="moderated")

    await reaches_commitments(sari)
    await sari.taps("Saya berkomitmen")
    await budi.sees("Permohonan bergabung #1")
    await citra.sees("Permohonan bergabung #1")
    await budi.taps("Setujui")

    await budi.sees("Disetujui oleh Budi Santoso.")
    await citra.sees("Disetujui oleh Budi Santoso.")
    await sari.sees("telah disetujui")


async def test_without_a_moderator_the_admin_decides(house: House) -> None:
    """Nobody is on duty: the card is in the group and with the admin, who decides in private."""
    sari, ratna = house.sari, house.ratna
    await house.opens(JOIN_APPROVAL="moderated")
    await ratna.says("/start")
    await ratna.sees("Selamat datang")
    await reaches_commitments(sari)
    await sari.taps("Saya berkomitmen")
    await ratna.sees("Permohonan bergabung #1")
    in_group = ratna.at(house.moderators)
    await in_group.sees("Permohonan bergabung #1")

    await ratna.taps("Setujui")

    await ratna.sees("Disetujui oleh Admin CoP.")
    await in_group.sees("Disetujui oleh Admin CoP.")
    await sari.sees("telah disetujui")


async def test_an_applicant_changes_their_mind(moderated: House) -> None:
    """`Tarik permohonan`, tapped twice: the card says so, and `Gabung` is there."""
    sari, budi = moderated.sari, moderated.budi.at(moderated.moderators)
    await reaches_commitments(sari)
    await sari.taps("Saya berkomitmen")
    waiting = await sari.sees("akan ditinjau")
    card = await budi.sees("Permohonan bergabung #1")

    for _ in range(2):
        await sari.sends_data(waiting, waiting.data["Tarik permohonan"])

    await sari.is_told("Tidak ada permohonan yang menunggu.")
    assert "Gabung" in (await sari.sees("Tidak ada permohonan yang menunggu.")).labels
    await budi.sees("Ditarik oleh pemohon.")
    await budi.sends_data(card, card.data["Setujui"])
    await moderated.budi.is_told("sudah ditarik")


async def test_a_card_whose_sending_was_never_confirmed_is_adopted(moderated: House) -> None:
    """The answers to both sends are lost; a tap on a card is enough to edit it later."""
    sari, budi = moderated.sari, moderated.budi.at(moderated.moderators)
    moderated.simulator.faults.add(
        Fault(Drop(after_act=True), method="sendMessage", chat_id=moderated.moderators.id, times=2)
    )
    await reaches_commitments(sari)
    await sari.taps("Saya berkomitmen")
    waiting = await sari.sees("akan ditinjau")
    card = await budi.sees("Permohonan bergabung #1")
    await budi.sends_data(card, card.data["Tolak"])
    await budi.sees("Alasan penolakan?")

    await sari.sends_data(waiting, waiting.data["Tarik permohonan"])

    withdrawn = await budi.sees("Ditarik oleh pemohon.")
    assert card.message_id == withdrawn.message_id
