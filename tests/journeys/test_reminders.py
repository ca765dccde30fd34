"""The day's reminder as people live it: wanted, declined, late, and left out."""

from simulator.wire.dispatch import Exchange
from tests.journeys.house import House, joins
from tests.journeys.programme import (
    REMINDER,
    THURSDAY,
    TITLE,
    count,
    moves_session,
    opens_with_moderator,
    plans,
)

MONDAY, TUESDAY, WEDNESDAY = "Senin, 23 November", "Selasa, 24 November", "Rabu, 25 November"


async def test_sari_skips_wednesdays(house: House) -> None:
    """One tap below the reminder; the next Wednesday nothing comes, and the session is shown."""
    budi = await opens_with_moderator(house, "2026-11-24 10:00")
    sari, lina = house.sari, house.simulator.person("Lina Hartati")
    await joins(sari)
    await joins(lina)
    await plans(budi, "Rabu, 2 Desember", title="Menjaga lisan")

    await house.moves_to("2026-11-25 07:30")
    first = await sari.sees(REMINDER, f"{WEDNESDAY}: ASN Mengaji")
    assert ["Lewati hari Rabu", "Pengaturan"] == first.labels
    await sari.taps("Lewati hari Rabu")
    await sari.is_told("Pengingat hari Rabu dimatikan.")
    below = await sari.sees("Pengingat hari Rabu dimatikan dan tidak akan dikirim lagi.")
    assert ["Pengaturan"] == below.labels
    await sari.taps("Lewati hari Rabu")
    await sari.is_told("Pengingat hari Rabu sudah mati.")

    await house.moves_to("2026-11-26 07:30")
    await sari.sees(REMINDER, THURSDAY)
    await house.moves_to("2026-12-02 07:30")
    await lina.sees(REMINDER, "Rabu, 2 Desember", "Menjaga lisan")
    assert 0 == await count(sari, "Rabu, 2 Desember")
    await sari.says("/hariini")
    today = await sari.sees("Rabu, 2 Desember 2026", "ASN Mengaji", "Menjaga lisan")
    assert "Saya ikut" in today.labels


async def test_a_monday_without_a_session_and_two_taps(house: House) -> None:
    """Short and silent; `Pengaturan`, `Matikan`, and no more, until `/start` and `Nyalakan`."""
    await house.opens(at="2026-11-22 10:00")
    sari = house.sari
    await joins(sari)

    await house.moves_to("2026-11-23 07:30")
    reminded = await sari.sees(REMINDER, f"{MONDAY}: Forum ASN Berbagi Ilmu")
    assert len(reminded.text.splitlines()) <= 4
    assert reminded.is_silent
    assert ["Berbagi", "Pengaturan"] == reminded.labels
    await sari.taps("Pengaturan")
    await sari.sees("Pengaturan", "Pengingat Dahar Ngopi menyala")
    await sari.taps("Matikan")
    await sari.is_told("Pengingat dimatikan.")
    off = await sari.sees("Pengingat Dahar Ngopi mati.")
    assert "Nyalakan" in off.labels

    await house.moves_to("2026-11-24 07:30")
    assert 0 == await count(sari, TUESDAY)
    await sari.says("/start")
    await sari.sees("Sari")
    await sari.says("/pengaturan")
    await sari.sees("Pengingat Dahar Ngopi mati.")
    await sari.taps("Nyalakan")
    await sari.sees("Pengingat Dahar Ngopi menyala")
    await house.moves_to("2026-11-24 08:00")
    assert 0 == await count(sari, TUESDAY)
    await house.moves_to("2026-11-25 07:30")
    await sari.sees(REMINDER, WEDNESDAY)
    assert 1 == await count(sari, MONDAY)


async def test_a_guest_wants_reminders(house: House) -> None:
    """Off until the guest turns them on; then like everybody's, with `/berhenti` as the end."""
    await house.opens(at="2026-11-22 10:00")
    sari = house.sari
    await sari.says("/start")
    await sari.sees("Selamat datang")
    await house.moves_to("2026-11-23 07:30")
    assert 0 == await count(sari, REMINDER)

    await sari.says("/pengaturan")
    await sari.sees("Pengaturan", "mati")
    await sari.taps("Nyalakan")
    await sari.sees("Pengaturan")
    await house.moves_to("2026-11-24 07:30")
    await sari.sees(REMINDER, TUESDAY)
    await sari.says("/berhenti")
    await sari.sees("Pengingat Dahar Ngopi mati.")
    await house.moves_to("2026-11-25 07:30")
    assert 1 == await count(sari, REMINDER)


async def test_sari_blocks_the_bot_and_comes_back(house: House) -> None:
    """Nobody tries her in the meantime; `/start` wakes her, and the next day she is reminded."""
    tried: list[str] = []

    def note(exchange: Exchange) -> None:
        is_sent = exchange.method == "sendMessage"
        if is_sent and exchange.parameters.integer("chat_id") == house.sari.id:
            tried.append(exchange.parameters.text("text"))

    house.simulator.observe_exchanges(note)
    await house.opens(at="2026-11-22 10:00")
    sari, lina = house.sari, house.simulator.person("Lina Hartati")
    await joins(sari)
    await joins(lina)
    await sari.blocks()

    await house.moves_to("2026-11-23 07:30")
    await lina.sees(REMINDER, MONDAY)
    await house.moves_to("2026-11-24 07:30")
    await lina.sees(REMINDER, TUESDAY)
    assert [] == [text for text in tried if TUESDAY in text]

    await sari.unblocks()
    await sari.says("/start")
    await sari.sees("Sari Wulandari")
    await house.moves_to("2026-11-24 08:00")
    assert 0 == await count(sari, REMINDER)
    await house.moves_to("2026-11-25 07:30")
    await sari.sees(REMINDER, WEDNESDAY)
    assert 1 == len([text for text in tried if WEDNESDAY in text])


async def test_the_bot_is_down_at_the_hour(house: House) -> None:
    """Half a form and the reminder survive: the form goes on, the reminder comes late, once."""
    budi = await opens_with_moderator(house, "2026-11-22 16:00")
    sari = house.sari
    await joins(sari)
    await budi.says("/program")
    await budi.sees("Program")
    await budi.taps("Tambah sesi")
    await budi.sees("Langkah 1/10")
    await budi.says(THURSDAY)
    await budi.sees("Langkah 2/10")
    await budi.taps("Kamis: ASN Belajar")
    await budi.sees("Langkah 3/10")

    await house.closes()
    await house.moves_to("2026-11-23 09:10")
    await budi.says("7")
    await house.restarts()
    await budi.sees("Langkah 4/10")
    await house.moves_to("2026-11-23 09:11")  # no need to wait for the first tick
    await sari.sees(REMINDER, MONDAY)
    await house.restarts()
    await house.moves_to("2026-11-23 09:40")
    assert 1 == await count(sari, REMINDER)
    await budi.says(TITLE)
    await budi.sees("Langkah 5/10")

    await house.closes()
    await house.moves_to("2026-11-24 11:31")
    await house.restarts()
    await house.moves_to("2026-11-24 11:32")
    await house.ratna.sees("pengingat terlewat karena sudah melewati batas waktunya")
    assert 0 == await count(sari, TUESDAY)
    await house.ratna.says("/jadwalbot")
    await house.ratna.sees("Selasa, 24 November: 0 dibuat, 3 terlewat")


async def test_friday_noon_is_quiet(house: House) -> None:
    """A change made at 11.40 is told at 13.00; answers to taps and commands come at once."""
    budi = await opens_with_moderator(house, "2026-11-26 10:00")
    sari = house.sari
    await joins(sari)
    await plans(budi, "Jumat, 27 November", title="Senam bersama", start="14.00")
    await house.moves_to("2026-11-27 07:30")
    await sari.sees(REMINDER, "Senam bersama")
    await sari.taps("Saya ikut")
    await sari.sees(REMINDER, "Senam bersama")

    await house.moves_to("2026-11-27 11:40")
    await moves_session(budi, "Jumat, 27 November", "15.00", "16.30", "Senam bersama")
    await house.moves_to("2026-11-27 11:45")
    assert 0 == await count(sari, "Ada perubahan")
    await sari.says("/hariini")
    await sari.sees("Senam bersama", "Pukul 15.00–16.30 WIB")
    await sari.taps("Batal ikut")
    await sari.is_told("Bapak/Ibu tidak tercatat ikut.")
    await sari.taps("Saya ikut")
    await sari.is_told("Terima kasih, Bapak/Ibu tercatat ikut.")
    await house.moves_to("2026-11-27 12:59")
    assert 0 == await count(sari, "Ada perubahan")

    await house.moves_to("2026-11-27 13:00")
    await sari.sees("Ada perubahan pada sesi", "pukul 15.00–16.30 WIB")
    await house.moves_to("2026-11-27 13:05")
    assert 1 == await count(sari, "Ada perubahan")
