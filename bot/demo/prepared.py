"""What stands on the demo's stage before the curtain rises: members, and two weeks of sessions."""

from datetime import datetime, timedelta

from bot.demo.clock import ZONE
from community.sessions import Session, usual_end
from simulator.person import Person
from storage.database import Database
from storage.unit import Unit

# day of the first Monday, programme, title, speaker, hour, JP
_SESSIONS = (
    (0, 1, "Rilis pers dalam 30 menit", "Tim Humas Kabupaten Blitar", (9, 0), 2),
    (1, 2, "Keterbukaan informasi: tanya PPID", "BPSDM Jawa Timur", (13, 0), None),
    (3, 4, "Menulis berita yang dibaca warga", "Ir. Wahyu Hidayat", (9, 0), 3),
    (4, 5, "Jalan sehat bersama", "", (6, 30), None),
    (7, 1, "Mengelola aduan di media sosial", "Tim Humas Kota Kediri", (9, 0), 2),
    (10, 4, "Foto kegiatan yang bercerita", "Dra. Endang Lestari", (9, 0), 3),
)


async def join(person: Person, place: str) -> None:
    """Become a member from that place, by taps."""
    await person.says("/start")
    await person.sees("Selamat datang")
    await person.taps("Gabung")
    await person.sees("UU")
    await person.taps("Setuju")
    await person.sees("Langkah 1/7")
    await person.taps(f"Pakai: {person.name}")
    await person.sees("Langkah 2/7")
    await person.taps("Kabupaten/Kota")
    await person.sees("Langkah 3/7")
    await person.says(place)
    await person.sees("Langkah 3/7", "Yang cocok")
    await person.taps(place)
    await person.sees("Langkah 4/7")
    await person.taps("Lewati")
    await person.sees("Langkah 5/7")
    await person.taps("Ahli Muda")
    await person.sees("Langkah 6/7")
    await person.taps("Lanjut")
    await person.sees("Langkah 7/7")
    await person.taps("Saya berkomitmen")
    await person.sees("Selamat datang")


async def appoint(database: Database, telegram_id: int, by: int, at: datetime) -> None:
    """Let somebody be a moderator, appointed by an admin."""

    async def unit(unit: Unit) -> None:
        moderator, admin = await unit.people.meet(telegram_id, at), await unit.people.meet(by, at)
        await unit.moderators.appoint(moderator.id, admin.id, at)

    await database.write(unit)


async def plan(database: Database, by: int, monday: datetime) -> None:
    """Write the sessions of two weeks down, planned by somebody."""

    async def unit(unit: Unit) -> None:
        planner = await unit.people.meet(by, monday)
        for number, (days, programme, title, speaker, hour, jp) in enumerate(_SESSIONS, start=1):
            begins = monday.astimezone(ZONE).replace(hour=hour[0], minute=hour[1], second=0)
            begins += timedelta(days=days)
            session = Session(
                id=0,
                programme=programme,
                number=None,
                title=title,
                speaker=speaker,
                starts_at=begins,
                ends_at=usual_end(begins, jp),
                links=(f"https://zoom.us/j/88000{number}",),
                jp=jp,
                notes="",
                is_cancelled=False,
                sequence=0,
                changed_at=monday,
            )
            await unit.sessions.add(session, ZONE, planner.id, monday)

    await database.write(unit)
