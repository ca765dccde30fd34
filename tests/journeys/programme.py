"""What journeys of Dahar Ngopi have in common: a staffed house, planning, asking who got what."""

from simulator.person import Person, Screen
from tests.journeys.house import House, appoints, joins

TITLE = "Menulis rilis yang dibaca"
ZOOM = "https://us02web.zoom.us/j/1"
THURSDAY = "Kamis, 26 November"
REMINDER = "Selamat belajar"


async def opens_with_moderator(house: House, at: str) -> Person:
    """Open the house with an admin and Budi, a moderator on duty; says who he is."""
    await house.opens(at=at)
    await joins(house.ratna)
    await joins(house.budi)
    await appoints(house.ratna, house.budi)
    return house.budi


async def plans(
    moderator: Person,
    day: str = THURSDAY,
    *,
    title: str = TITLE,
    start: str = "09.00",
    link: str = ZOOM,
) -> None:
    """Plan a session of the day's programme, by taps where a tap will do."""
    await moderator.says("/program")
    await moderator.sees("Program")
    await moderator.taps("Tambah sesi")
    await moderator.sees("Langkah 1/10")
    await moderator.says(day)
    proposed = await moderator.sees("Langkah 2/10")
    await moderator.taps(proposed.labels[0])
    await moderator.sees("Langkah 3/10")
    await moderator.taps("Pakai: 1")
    await moderator.sees("Langkah 4/10")
    await moderator.says(title)
    await moderator.sees("Langkah 5/10")
    await moderator.says("Ir. Wahyu")
    await moderator.sees("Langkah 6/10")
    await moderator.says(start)
    await moderator.sees("Langkah 7/10")
    await moderator.taps("2 JP")
    await moderator.sees("Langkah 8/10")
    await moderator.taps("Pukul")
    await moderator.sees("Langkah 9/10")
    await moderator.says(link)
    await moderator.sees("Langkah 10/10")
    await moderator.taps("Lewati")
    await moderator.sees("Pratinjau", title, "JP resmi mengikuti sertifikat penyelenggara")
    await moderator.taps("Simpan")
    await moderator.sees("Sesi tersimpan.", title)


async def opens_session(moderator: Person, title: str = TITLE, *, is_past: bool = False) -> Screen:
    """Open a session from the list of `/program`."""
    await moderator.says("/program")
    listed = await moderator.sees("Program")
    if is_past:
        await moderator.taps("Sesi lampau")
        listed = await moderator.sees("Sesi lampau", title)
    await moderator.taps(next(label for label in listed.labels if title in label))
    return await moderator.sees(title, "Yang ikut:")


async def moves_session(
    moderator: Person, day: str, start: str, end: str, title: str = TITLE
) -> None:
    """Move a session to another hour."""
    await opens_session(moderator, title)
    await moderator.taps("Pindahkan")
    await moderator.sees("Ubah sesi", "Kapan sesi ini diadakan?")
    await moderator.says(day)
    await moderator.sees("mulai pukul berapa?")
    await moderator.says(start)
    await moderator.sees("selesai pukul berapa?")
    await moderator.says(end)
    await moderator.sees("Pratinjau")
    await moderator.taps("Simpan")
    await moderator.sees("Hari dan jam sudah diubah.")


async def cancels_session(moderator: Person, title: str = TITLE) -> None:
    """Cancel a session, in two taps."""
    await opens_session(moderator, title)
    await moderator.taps("Batalkan")
    await moderator.sees("Batalkan sesi ini?")
    await moderator.taps("Ya, batalkan")
    await moderator.sees("Sesi dibatalkan.")


async def count(person: Person, words: str) -> int:
    """Count the bot's messages with these words that a person has by now.

    A chat gets its messages in order: once the answer to a question is here, so is all that was
    written before it.
    """
    await person.says("/privasi")
    await person.sees("Pemberitahuan privasi")
    return sum(words in shown.text for shown in await person.transcript())
