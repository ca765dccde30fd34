"""A session as people live it: by a link, with a yes, in their calendar."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar

from storage.database import Database
from tests.journeys.house import House, joins
from tests.sessions import a_session, enter


async def test_sari_comes_by_a_link_says_yes_and_takes_the_calendar(house: House) -> None:
    """A guest joins, lands on the session, comes, and is sent a file that calendars read."""
    await house.opens()
    assert house.settings is not None
    database = await Database.open(house.settings.database_url.reveal())
    begins = datetime.now(UTC).replace(microsecond=0) + timedelta(days=1)
    session = a_session(starts_at=begins, ends_at=begins + timedelta(hours=2))
    await database.write(lambda unit: enter(unit, session))
    await database.close()
    sari = house.sari

    await joins(sari, "/start s_56")
    await sari.sees("ASN Belajar", "Menulis rilis yang dibaca", "Ir. Wahyu", "2 JP")
    await sari.taps("Saya ikut")
    await sari.is_told("Terima kasih, Bapak/Ibu tercatat ikut.")
    await sari.sees("Menulis rilis", "Bapak/Ibu ikut.")
    await sari.taps("Kalender")
    message = await sari.receives("sesi-56.ics")

    (event,) = Calendar.from_ical(await sari.downloads(message)).events
    assert begins == event.decoded("dtstart")
    await sari.taps("Kembali")
    await sari.sees("Jadwal pekan", "Menulis rilis")
