"""`Peserta`: who comes, as a list and a file; of ASN Mengaji a count and nothing else."""

import csv

import pytest

from community.callback import pack
from community.programming import ChangeField, ListParticipants, SendParticipants
from community.reply import File, Later, Reply
from community.roles import State
from handlers import participants
from tests.handlers.driver import Stage
from tests.handlers.planner import comes, moderator, one, plan, trail


def asked(reply: Reply) -> list[Later]:
    """Return the files that a reply announces."""
    return [say for say in reply.says if isinstance(say, Later)]


async def made(stage: Stage, later: Later) -> File | None:
    """Make a file as delivery does."""
    async with stage.database.snapshot() as unit:
        return await participants.make(unit, later.args, later.person_id)


async def test_the_list_names_members_by_name_in_pages(stage: Stage) -> None:
    """Twenty a page with their instansi; who left is not among them; looking is written down."""
    budi = await moderator(stage)
    session_id = await plan(budi)
    for number in range(22):
        await comes(stage, 100 + number, session_id, name=f"Warga {number:02} <i>")
    gone = await (await comes(stage, 200, session_id, name="Pergi")).known()
    await stage.database.write(
        lambda unit: unit.people.change_state(
            gone.id, was=(State.MEMBER,), becomes=State.LEFT, now=stage.now
        )
    )
    await budi.taps_data(pack(ListParticipants(session=session_id)))

    assert "22 orang, halaman 1/2" in budi.screen.text
    assert "1. Warga 00 &lt;i&gt;, Pemerintah Kabupaten Banyuwangi" in budi.screen.text
    await budi.taps("Berikutnya ›")
    assert "22. Warga 21" in budi.screen.text
    assert "Pergi" not in budi.screen.text
    await budi.taps_data(pack(ListParticipants(session=session_id, page=2**62)))
    assert "halaman 2/2" in budi.screen.text
    assert [("participants_seen", {"session": session_id})] * 3 == (await trail(stage, budi))[1:]


async def test_the_file_opens_in_a_spreadsheet_and_holds_no_formulas(stage: Stage) -> None:
    """Name and instansi of all, one a row."""
    budi = await moderator(stage)
    session_id = await plan(budi)
    await comes(stage, 101, session_id, name='=HYPERLINK("x");"y"')
    await comes(stage, 102, session_id, name="Sari")
    await budi.taps_data(pack(ListParticipants(session=session_id)))

    (later,) = asked(await budi.taps("Unduh CSV"))
    file = await made(stage, later)

    assert file is not None
    assert f"peserta-sesi-{session_id}.csv" == file.name
    rows = list(csv.reader(file.content.decode("utf-8-sig").splitlines(), delimiter=";"))
    assert [
        ["nama", "instansi"],
        ['\'=HYPERLINK("x");"y"', "Pemerintah Kabupaten Banyuwangi"],
        ["Sari", "Pemerintah Kabupaten Banyuwangi"],
    ] == rows
    assert "participants_exported" in [action for action, _ in await trail(stage, budi)]


async def test_of_mengaji_there_is_a_count_only(stage: Stage) -> None:
    """No names in the list, no file, not even for one asked for before the programme changed."""
    budi = await moderator(stage)
    session_id = await plan(budi, programme="Rabu")
    await comes(stage, 101, session_id, name="Sari Rahasia")
    await budi.taps_data(pack(ListParticipants(session=session_id)))
    assert "1 orang" in budi.screen.text
    assert "Sari Rahasia" not in budi.screen.text
    assert "Unduh CSV" not in budi.labels
    assert [] == asked(await budi.taps_data(pack(SendParticipants(session=session_id))))
    assert "Sari Rahasia" not in budi.screen.text

    other = await plan(budi, number="13", title="Judul lain")
    (later,) = asked(await budi.taps_data(pack(SendParticipants(session=other))))
    args = {**later.args, "session": session_id}
    async with stage.database.snapshot() as unit:
        assert await participants.make(unit, args, later.person_id) is None


async def test_names_hidden_once_stay_hidden(stage: Stage) -> None:
    """Who came to ASN Mengaji is not shown by calling it another programme afterwards."""
    budi = await moderator(stage)
    session_id = await plan(budi, programme="Rabu")
    change = pack(ChangeField(session=session_id, field="programme"))
    await budi.taps_data(change)
    await budi.says("Kamis")
    await budi.says("1")
    assert 4 == (await one(stage, session_id)).programme
    await budi.taps_data(change)
    await budi.says("Rabu")
    await budi.says("1")
    await comes(stage, 101, session_id, name="Sari Rahasia")

    await budi.taps_data(change)
    await budi.says("Kamis")
    await budi.says("1")

    assert "tidak dapat dipindahkan ke program lain" in budi.screen.text
    assert 3 == (await one(stage, session_id)).programme


@pytest.mark.parametrize("what", ["duty", "membership", "nobody"])
async def test_rights_are_asked_again_when_the_file_is_made(stage: Stage, what: str) -> None:
    """Who is no longer a moderator by then gets no names."""
    budi = await moderator(stage)
    session_id = await plan(budi)
    await comes(stage, 101, session_id)
    (later,) = asked(await budi.taps_data(pack(SendParticipants(session=session_id))))
    assert await made(stage, later) is not None
    person = await budi.known()
    if what == "duty":
        await stage.database.write(lambda unit: unit.moderators.end(person.id))
    if what == "membership":
        await stage.database.write(
            lambda unit: unit.people.change_state(
                person.id, was=(State.MEMBER,), becomes=State.REMOVED, now=stage.now
            )
        )
    async with stage.database.snapshot() as unit:
        whose = None if what == "nobody" else later.person_id
        assert await participants.make(unit, later.args, whose) is None


async def test_an_admin_who_never_joined_gets_the_file_too(stage: Stage) -> None:
    """Admins may do all that moderators may."""
    budi = await moderator(stage)
    session_id = await plan(budi)
    admin = stage.person("Ani", 9001)

    (later,) = asked(await admin.taps_data(pack(SendParticipants(session=session_id))))

    assert await made(stage, later) is not None


async def test_nobody_comes_yet(stage: Stage) -> None:
    """An empty list says so."""
    budi = await moderator(stage)
    session_id = await plan(budi)

    await budi.taps_data(pack(ListParticipants(session=session_id)))

    assert "Belum ada yang mengetuk Saya ikut." in budi.screen.text
