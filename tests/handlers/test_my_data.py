"""`/datasaya`: the summary, the file, and the deletion down to the bytes on the disk."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Table, select

from community.incoming import Chat, ChatKind
from community.posts import Content
from community.questions import Event
from community.reply import Attached, File, Later
from community.reporting import Outcome
from community.roles import State
from community.texts import held as texts
from handlers import erasing, late
from storage import erasers, held, schema
from storage.audit import Entry
from storage.question_entries import Kind
from storage.unit import Unit
from tests.handlers.driver import Actor, Stage

DISTINCTIVE = 5_873_940_261_907  # in hex 5579e5b7513: no other number of the tests looks like it
NAME = "Sartika Wulandaru"
UNIT = "Subbagian Kliping Ajaib"

# Tables that name nobody: random numbers, group ids, texts for all.
NAMELESS = {
    "fault",
    "lease",
    "occasion",
    "reminder_slot",
    "reminder_text",
    "campaign",
    "chat_alias",
    "forum_thread",
    "citation",
    "announcement",
    "erasure",
    "job_run",
}


async def enter_programme(unit: Unit, person_id: int, now: datetime) -> None:
    """Let somebody be in every table of the programme."""
    added = await unit.connection.execute(
        schema.session.insert().returning(schema.session.c.id),
        {
            "starts_at": now,
            "ends_at": now,
            "programme": 4,
            "year": 2026,
            "title": "Menulis rilis",
            "links": [],
            "created_by": person_id,
            "created_at": now,
            "changed_at": now,
        },
    )
    session_id = added.scalar_one()
    by_hand = {"at": now, "person_id": person_id}
    rows: tuple[tuple[Table, dict[str, object]], ...] = (
        (schema.attendance, {"session_id": session_id, **by_hand}),
        (schema.reminder, {"day": now.date(), "campaign_id": 1, **by_hand}),
        (
            schema.session_reach,
            {
                "session_id": session_id,
                "channel": "Zoom",
                "people": 12,
                "recorded_by": person_id,
                "at": now,
            },
        ),
        (
            schema.reach_history,
            {
                "programme": 4,
                "year": 2022,
                "period": "",
                "series": 49,
                "people": 401_482,
                "imported_by": person_id,
                "at": now,
            },
        ),
        (
            schema.programme_day,
            {
                "weekday": 1,
                "name": "Forum",
                "about": "Berbagi",
                "call": "Tulis",
                "changed_by": person_id,
                "changed_at": now,
            },
        ),
        (
            schema.day_correction,
            {
                "day": now.date(),
                "is_off": True,
                "name": "Libur daerah",
                "changed_by": person_id,
                "at": now,
            },
        ),
        (
            schema.ramadan,
            {"first": now.date(), "last": now.date(), "changed_by": person_id, "at": now},
        ),
        (schema.confirmed_year, {"year": 2027, "confirmed_by": person_id, "at": now}),
    )
    for table, row in rows:
        await unit.connection.execute(table.insert(), row)


async def enter_questions(unit: Unit, person_id: int, telegram_id: int, now: datetime) -> None:
    """Let somebody be in every table of questions, as asker and on duty."""
    asked = await unit.questions.add(
        person_id, "Apa itu SKP?", "media_sosial", is_anonymous=True, now=now
    )
    file = Attached("photo", "berkas")
    await unit.question_entries.add(
        asked.id,
        Kind.QUESTION,
        person_id,
        asked.text,
        now=now,
        attachments=[file],
        message=(telegram_id, 5),
    )
    await unit.question_parts.add(asked.id, telegram_id, [(5, asked.text)])
    await unit.questions.note(asked.id, Event.LOOK_UP, 1, now, {"reason": "Ada ancaman"})
    rows: tuple[tuple[Table, dict[str, object]], ...] = (
        (
            schema.held_reply,
            {
                "question_id": asked.id,
                "person_id": person_id,
                "text": NAME,
                "attachments": [],
                "chat_id": telegram_id,
                "message_id": 6,
                "at": now,
            },
        ),
        (
            schema.publication,
            {
                "question_id": asked.id,
                "state": "proposed",
                "question": "Apa itu SKP?",
                "answer": "Sasaran kinerja.",
                "proposed_by": person_id,
                "proposed_at": now,
            },
        ),
        (schema.template, {"title": "Salam", "text": "Halo", "changed_by": person_id, "at": now}),
        (
            schema.topic_edit,
            {"code": "baru", "name": "Baru", "aliases": [], "changed_by": person_id, "at": now},
        ),
        (schema.rule, {"name": "Permenpan RB 1/2023", "changed_by": person_id}),
    )
    for table, row in rows:
        await unit.connection.execute(table.insert(), row)
    await unit.connection.execute(schema.citation.insert(), {"question_id": asked.id, "rule_id": 1})


async def enter_posts(unit: Unit, person_id: int, now: datetime) -> None:
    """Let somebody be in every table of posts, as author, reader and on duty."""
    written = Content(topic="media_sosial", title="Praktik baik", body="Semoga berguna bagi semua.")
    post = await unit.posts.add(person_id, written, area="35.10", is_trusted=True, now=now)
    waiting = Content(topic="media_sosial", title=f"Praktik {NAME}", body=f"Oleh {NAME}, {UNIT}.")
    await unit.post_steps.revise(post, waiting, person_id, now, is_trusted=False)
    by_hand = {"post_id": post.id, "person_id": person_id, "at": now}
    case, _ = await unit.report_cases.open(post.id, now)
    await unit.report_cases.add(case.id, person_id, "lain", f"Tentang {NAME}", now)
    await unit.report_cases.decide(case.id, Outcome.KEPT, person_id, now)
    rows: tuple[tuple[Table, dict[str, object]], ...] = (
        (schema.post_mark, {"kind": "useful", **by_hand}),
        (
            schema.replication,
            {"where": UNIT, "workplace": "35.10", "state": "planned", **by_hand},
        ),
        (schema.trusted_author, {"person_id": person_id, "by": person_id, "at": now}),
        (schema.synonym_edit, {"word": "kata", "words": [], "changed_by": person_id, "at": now}),
        (
            schema.kept_search,
            {
                "person_id": person_id,
                "words": NAME,
                "kind": "",
                "topic": "",
                "message_id": 0,
                "at": now,
            },
        ),
    )
    for table, row in rows:
        await unit.connection.execute(table.insert(), row)


async def known_member(stage: Stage) -> Actor:
    """Return a member about whom every table holds something."""
    admin = stage.person("Ani", 9001)
    sari = await stage.person(NAME, DISTINCTIVE).joined(unit=UNIT)
    await admin.says(f"/moderator {DISTINCTIVE}")
    await admin.taps("Media sosial")
    await admin.taps("Lanjut")
    budi = await stage.person("Budi", 13).joined()
    await admin.says("/moderator 13")
    await admin.taps("Lanjut")
    await budi.says("/anggota sartika")
    await budi.taps(NAME)

    async def unit(unit: Unit) -> None:
        person = await sari.known()
        await unit.profiles.mark_interest(person.id, "media_sosial")
        await unit.applications.apply(person.id, "", stage.now)
        await unit.connection.execute(
            schema.draft.insert(),
            {
                "person_id": person.id,
                "form": "profile",
                "step": "name",
                "answers": {"name": NAME},
                "view": {},
                "is_open": False,
                "created_at": stage.now,
                "updated_at": stage.now,
            },
        )
        raw = json.dumps({"message": {"from": {"id": DISTINCTIVE, "first_name": NAME}}})
        for update_id, order_key in ((1, DISTINCTIVE), (2, -500)):
            await unit.connection.execute(
                schema.inbox.insert(),
                {
                    "update_id": update_id,
                    "order_key": order_key,
                    "raw": raw,
                    "received_at": stage.now,
                    "handled_at": stage.now,
                },
            )
        await enter_programme(unit, person.id, stage.now)
        await enter_questions(unit, person.id, DISTINCTIVE, stage.now)
        await enter_posts(unit, person.id, stage.now)
        await unit.connection.execute(
            schema.message.insert(),
            {
                "subject": "screen:1",
                "chat_id": DISTINCTIVE,
                "message_ids": [4],
                "person_id": person.id,
                "at": stage.now,
            },
        )
        numbered = await unit.connection.execute(
            schema.campaign.insert().returning(schema.campaign.c.id),
            {"kind": "sendMessage", "payload": {"text": "halo"}, "created_at": stage.now},
        )
        await unit.connection.execute(
            schema.outbox.insert(),
            {
                "chat_id": DISTINCTIVE,
                "lane": "bulk",
                "kind": "sendMessage",
                "campaign_id": numbered.scalar_one(),
                "person_id": person.id,
                "created_at": stage.now,
            },
        )
        await unit.connection.execute(
            schema.outbox.insert(),
            {
                "chat_id": DISTINCTIVE,
                "lane": "reply",
                "kind": "sendMessage",
                "payload": {"text": NAME},
                "state": "sent",
                "created_at": stage.now,
            },
        )

    await stage.database.write(unit)
    return sari


def test_every_table_with_people_in_it_is_read_and_erased() -> None:
    """Whoever adds a table has to say how it is shown and how it is emptied."""
    tables = {table.name for table in schema.metadata.sorted_tables} - NAMELESS

    assert tables == {table.name for table, _ in erasers.ERASERS}
    assert tables == {reader.table.name for reader in held.READERS}


async def test_the_summary_comes_with_the_file_of_all_that_is_held(stage: Stage) -> None:
    """The file has a row of every table, and who looked."""
    sari = await known_member(stage)

    reply = await sari.says("/datasaya")

    assert f"Nama: {NAME}" in sari.screen.text
    assert "dibuka moderator: 1 kali" in sari.screen.text
    wanted = [say for say in reply.says if isinstance(say, Later)]
    assert ["my_data"] == [say.kind for say in wanted]
    async with stage.database.snapshot() as unit:
        file = await late.MAKERS["my_data"](unit, wanted[0].args, wanted[0].person_id)
    assert isinstance(file, File)
    assert "data-saya.json" == file.name
    found = json.loads(file.content)
    assert [] == [title for title, rows in found.items() if not rows]
    assert {"kartu anggota dibuka moderator", "ditugaskan sebagai moderator"} == {
        entry["perbuatan"] for entry in found["jejak"]
    }
    assert UNIT == found["profil"][0]["unit_kerja"]
    assert "Kabupaten Banyuwangi" == found["profil"][0]["kabupaten_kota"]
    assert "anggota" == found["orang"][0]["status"]
    assert "appointed_by" not in json.dumps(found)


async def test_every_name_in_the_file_is_indonesian(stage: Stage) -> None:
    """A column that is shown has a name that people understand."""
    sari = await known_member(stage)

    found = await file_of(sari)

    del found["penjelasan"]
    keys = {key for rows in found.values() for row in rows for key in row}
    assert set() == keys - set(texts.KEYS.values())


async def test_the_words_of_what_the_bot_said_are_in_a_members_file(stage: Stage) -> None:
    """Who never was on duty reads every message that is still held."""
    budi = await stage.person("Budi Santoso", 13).joined()
    await budi.says("/profil")

    found = await file_of(budi)

    assert "Budi Santoso" in json.dumps(found["pesan_keluar"])


async def test_a_moderators_file_tells_nothing_about_others(stage: Stage) -> None:
    """Cards and lists that they were shown are theirs to see, not theirs to take away."""
    admin, budi = stage.person("Ani", 9001), stage.person("Budi", 13)
    await known_member(stage)
    await admin.says("/anggota")
    assert NAME in admin.screen.text

    on_duty = await file_of(budi)
    await admin.says("/moderator")
    await admin.taps("Akhiri tugas Budi")
    relieved = await file_of(budi)

    for found in (on_duty, relieved, await file_of(admin)):
        assert NAME not in json.dumps(found)
        assert str(DISTINCTIVE) not in json.dumps(found)
        assert len(found["pesan_keluar"]) > 2


async def file_of(actor: Actor) -> dict[str, list[dict[str, object]]]:
    """Return what stands in somebody's file."""
    reply = await actor.says("/datasaya")
    wanted = next(say for say in reply.says if isinstance(say, Later))
    async with actor.stage.database.snapshot() as unit:
        file = await late.MAKERS["my_data"](unit, wanted.args, wanted.person_id)
    assert isinstance(file, File)
    found: dict[str, list[dict[str, object]]] = json.loads(file.content)
    return found


async def test_a_file_that_is_made_after_the_deletion_is_not_made(stage: Stage) -> None:
    """The right is checked again when the file is written."""
    sari = await known_member(stage)
    person = await sari.known()
    await erased(sari)

    async with stage.database.snapshot() as unit:
        assert await late.MAKERS["my_data"](unit, {}, person.id) is None
        assert await late.MAKERS["my_data"](unit, {}, None) is None


async def erased(actor: Actor, way: str = "Hapus, tulisan tetap tanpa nama") -> None:
    """Walk through the deletion."""
    await actor.says("/datasaya")
    await actor.taps("Hapus data saya")
    await actor.taps(way)
    await actor.taps("Ya, hapus data saya")


@pytest.mark.parametrize("way", ["Hapus, tulisan tetap tanpa nama", "Hapus beserta tulisan"])
async def test_deleting_takes_two_confirmations_and_leaves_a_number(stage: Stage, way: str) -> None:
    """Only a state without a name is left, the trail goes on under another number."""
    sari = await known_member(stage)
    person = await sari.known()

    await sari.says("/datasaya")
    await sari.taps("Hapus data saya")
    assert ["Hapus, tulisan tetap tanpa nama", "Hapus beserta tulisan", "Batal"] == sari.labels
    await sari.taps(way)
    assert State.MEMBER is (await sari.known()).state
    await sari.taps("Ya, hapus data saya")

    assert await sari.found() is None
    assert "Data Bapak/Ibu telah dihapus" in sari.screen.text
    async with stage.database.snapshot() as unit:
        states = await unit.connection.execute(
            select(schema.person.c.state).where(schema.person.c.id == person.id)
        )
        assert [State.ERASED] == list(states.scalars())
        assert [] == await unit.audit.list_about(person.id)
        newest = await unit.audit.list_newest(50)
    gone = next(entry for entry in newest if entry.action == "erased")
    assert gone.subject is not None
    assert ["erased", "duty_ended", "member_seen", "appointed"] == [
        entry.action for entry in _about(newest, gone.subject)
    ]


def _about(entries: list[Entry], number: int) -> list[Entry]:
    return [entry for entry in entries if number in (entry.actor, entry.subject)]


async def test_batal_keeps_everything(stage: Stage) -> None:
    """Either question can be answered with `Batal`."""
    sari = await known_member(stage)
    await sari.says("/datasaya")
    await sari.taps("Hapus data saya")
    await sari.taps("Batal")
    await sari.says("/datasaya")
    await sari.taps("Hapus data saya")
    await sari.taps("Hapus beserta tulisan")

    await sari.taps("Batal")

    assert State.MEMBER is (await sari.known()).state


async def test_a_late_second_tap_leaves_nothing_behind_either(stage: Stage) -> None:
    """The same button again says the same, and remembers nobody."""
    sari = await known_member(stage)
    await erased(sari)

    await sari.taps_data("1dz:0")

    assert await sari.found() is None
    assert "Data Bapak/Ibu telah dihapus" in sari.screen.text


async def test_cards_of_applications_say_that_the_data_are_gone(stage: Stage) -> None:
    """What stands in the moderators' chat names nobody any more."""
    sari = await known_member(stage)
    person = await sari.known()

    async def unit(unit: Unit) -> int | None:
        return await unit.applications.waiting_of(person.id)

    number = await stage.database.write(unit)
    subject = f"application:{number}"
    from community.reply import Message, Say  # noqa: PLC0415 # only here a card is made by hand

    card = Say(chat_id=13, message=Message(f"Nama: {NAME}"), subject=subject)
    message_id = stage.deliver(card)
    assert message_id is not None
    await stage.remember(card, message_id)

    await erased(sari)

    assert "Data pemohon dihapus" in stage.chats[13][-1].message.text
    assert NAME not in stage.chats[13][-1].message.text


async def test_admins_are_told_what_the_bot_cannot_delete(stage: Stage) -> None:
    """The number in the settings of the server is beyond the bot's reach, and it says so."""
    ani = await stage.person("Ani", 9001).joined()

    await ani.says("/datasaya")
    await ani.taps("Hapus data saya")
    assert "ADMIN_IDS" in ani.screen.text
    await ani.taps("Hapus beserta tulisan")
    await ani.taps("Ya, hapus data saya")

    assert "ADMIN_IDS" in ani.screen.text


def encodings(number: int) -> dict[str, bytes]:
    """Return the ways in which SQLite may write a number."""
    varint = [number & 0x7F]
    while number >> (7 * len(varint)):
        varint.append((number >> (7 * len(varint))) & 0x7F | 0x80)
    return {
        "digits": str(number).encode(),
        "bytes": number.to_bytes(6, "big"),
        "varint": bytes(reversed(varint)),
    }


def traces(path: Path) -> set[str]:
    """Search the database and its log for what must not be in them."""
    wanted = {"name": NAME.encode(), "unit": UNIT.encode(), **encodings(DISTINCTIVE)}
    found = set()
    for file in (path, path.with_name(path.name + "-wal")):
        content = file.read_bytes() if file.exists() else b""
        found |= {what for what, words in wanted.items() if words in content}
    return found


async def test_no_byte_of_the_person_is_left_on_the_disk(stage: Stage) -> None:
    """Neither name nor number is found in the file or its log, in any of SQLite's writings."""
    for number in range(40):  # pages that fill, split and are rebuilt
        await stage.person(f"Warga {number}", 20_000 + number * 7).joined(unit="Humas")
    sari = await known_member(stage)
    for number in range(40, 80):
        await stage.person(f"Warga {number}", 20_000 + number * 7).joined(unit="Humas")
    assert {"name", "unit", "digits", "bytes"} <= traces(stage.path)

    await erased(sari, "Hapus beserta tulisan")
    stage.passes(minutes=5)

    assert 0 == await erasing.finish(stage.database, stage.now)
    assert set() == traces(stage.path)
    async with stage.database.snapshot() as unit:
        assert [] == await unit.erasures.list_unfinished(10)


async def test_the_farewell_is_sent_before_its_trace_goes(stage: Stage) -> None:
    """A deletion is not finished while the last message to the person is on its way."""
    sari = await known_member(stage)
    await sari.says("/datasaya")
    await sari.taps("Hapus data saya")
    await sari.taps("Hapus beserta tulisan")
    stage.delivers = False
    await sari.taps("Ya, hapus data saya")
    stage.passes(minutes=5)

    assert 1 == await erasing.finish(stage.database, stage.now)
    async with stage.database.snapshot() as unit:
        waiting = await unit.connection.execute(
            select(schema.outbox.c.chat_id, schema.outbox.c.payload)
            .where(schema.outbox.c.state == "pending", schema.outbox.c.kind == "editMessageText")
            .order_by(schema.outbox.c.id)
        )
        rows = waiting.all()
    # 13: the cards of the question, the post and its reports
    assert [DISTINCTIVE, 13, 13, 13] == [row.chat_id for row in rows]
    assert "telah dihapus" in rows[0].payload["text"]
    await deliver_all(stage)

    assert 0 == await erasing.finish(stage.database, stage.now)
    assert set() == traces(stage.path)


async def deliver_all(stage: Stage) -> None:
    """Mark what waits as sent."""

    async def unit(unit: Unit) -> None:
        waiting = schema.outbox.c.state == "pending"
        await unit.connection.execute(schema.outbox.update().where(waiting).values(state="sent"))

    await stage.database.write(unit)


async def test_an_open_snapshot_delays_the_end_and_no_more(stage: Stage) -> None:
    """While somebody reads, the log cannot be emptied; the next run does it."""
    sari = await known_member(stage)

    async with stage.database.snapshot() as unit:
        await unit.members.count_named("")
        await erased(sari)
        stage.passes(minutes=5)
        assert 1 == await erasing.finish(stage.database, stage.now)

    assert 0 == await erasing.finish(stage.database, stage.now)
    assert set() == traces(stage.path)


async def test_words_about_the_person_in_other_chats_go_too(stage: Stage) -> None:
    """A group's card is emptied once sent; a bot restarted in between knows it still has to."""
    sari = await known_member(stage)
    budi = stage.person("Budi", 13)
    await budi.says("/anggota", chat=Chat(13, ChatKind.PRIVATE))
    await erased(sari)
    stage.passes(minutes=5)

    assert {"name"} <= traces(stage.path)
    assert 0 == await erasing.finish(stage.database, stage.now)
    assert set() == traces(stage.path)
