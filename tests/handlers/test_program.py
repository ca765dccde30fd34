"""`/program`: the list, a session as moderators see it, changes, and who is told of them."""

from datetime import UTC, datetime, timedelta

import pytest

from community.callback import pack
from community.incoming import Chat, ChatKind
from community.programming import CancelSession, ChangeField, ManageSession
from community.reply import Say
from community.sessions import Session
from storage.unit import Unit
from tests.handlers.driver import START, Actor, Stage
from tests.handlers.planner import (
    ANSWERS,
    comes,
    fill_in,
    moderator,
    news,
    one,
    plan,
    sessions,
    trail,
)

GROUP = Chat(-500, ChatKind.SUPERGROUP)


def nine(day: int, hour: int = 9) -> datetime:
    """Return an hour of a day of November 2026, WIB."""
    return datetime(2026, 11, day, hour, tzinfo=UTC) - timedelta(hours=7)


# --- adding -------------------------------------------------------------------------------


async def test_a_session_is_added_step_by_step(stage: Stage) -> None:
    """All answers end up in the session, and it is written down who added it."""
    budi = await moderator(stage)

    session_id = await plan(budi)

    expected = Session(
        id=session_id,
        programme=4,
        number=12,
        title="Menulis Siaran Pers",
        speaker="Dr. Siti",
        starts_at=nine(26),
        ends_at=nine(26) + timedelta(minutes=135),
        links=("https://zoom.us/j/1", "https://youtu.be/x"),
        jp=3,
        notes="Bawa naskah",
        is_cancelled=False,
        sequence=0,
        changed_at=START,
    )
    assert expected == await one(stage, session_id)
    assert "Sesi tersimpan." in budi.screen.text
    assert [("session_added", {"session": session_id})] == await trail(stage, budi)
    assert (None, None) == await news(stage, session_id)


async def test_taps_alone_make_a_session(stage: Stage) -> None:
    """Offered days, the day's programme, the next number and the usual end are one tap each."""
    budi = await moderator(stage)
    await budi.says("/program")
    await budi.taps("Tambah sesi")

    await budi.taps("Kamis, 26 November")
    await budi.taps("Kamis: ASN Belajar")
    await budi.taps("Pakai: 1")
    await budi.says("Judul")
    await budi.taps("Lewati")
    await budi.taps("09.00")
    await budi.taps("2 JP")
    await budi.taps("Pukul 10.30")
    await budi.taps("Lewati")
    await budi.taps("Lewati")
    await budi.taps("Simpan")

    (added,) = await sessions(stage)
    assert (4, 1, "", 2, (), "") == (
        added.programme,
        added.number,
        added.speaker,
        added.jp,
        added.links,
        added.notes,
    )
    assert timedelta(minutes=90) == added.ends_at - added.starts_at


async def test_without_jp_a_session_takes_two_hours(stage: Stage) -> None:
    """The usual end is offered."""
    budi = await moderator(stage)
    await fill_in(budi, jp="Lewati", end="11.00")
    await budi.taps("Simpan")

    (added,) = await sessions(stage)
    assert (None, timedelta(hours=2)) == (added.jp, added.ends_at - added.starts_at)


async def test_a_late_session_may_end_after_midnight(stage: Stage) -> None:
    """The usual end is taken although its hour is the smaller one."""
    budi = await moderator(stage)
    session_id = await plan(budi, start="23.00", jp="Lewati", end="01.00")

    assert nine(27, 1) == (await one(stage, session_id)).ends_at


async def test_the_preview_reads_as_members_will_see_it(stage: Stage) -> None:
    """The very words and links of the members' screen stand in the preview."""
    budi = await moderator(stage)
    await fill_in(budi)
    preview = budi.screen
    await budi.taps("Simpan")
    (added,) = await sessions(stage)
    sari = await stage.person("Sari", 11).joined()

    await sari.says(f"/start s_{added.id}")

    seen = sari.screen.text.replace("\n\n", "\n")
    shown = preview.text.partition("\n\n")[2].replace("\n\n", "\n")
    assert shown in seen
    links = [button for row in preview.buttons for button in row if button.url]
    assert ["Zoom", "YouTube"] == [button.label for button in links]


@pytest.mark.parametrize(
    ("step", "typed", "words"),
    [
        ("date", "22-11-2026", "Minggu, 22 November 2026 sudah lewat"),
        ("date", "31-2-2027", "belum dapat dibaca"),
        ("date", "26-11-2096", "lebih dari dua tahun"),
        ("date", "entah", "belum dapat dibaca"),
        ("programme", "ASN Tidur", "tidak ada dalam daftar"),
        ("number", "nol", "angka 1–9999"),
        ("number", "0", "angka 1–9999"),
        ("number", "10000", "angka 1–9999"),
        ("title", "ab", "3–200"),
        ("title", "x" * 201, "yang dikirim 201"),
        ("title", "😀" * 60, "ditulis dengan huruf"),
        ("title", "   ", "3–200"),
        ("speaker", "y" * 201, "yang dikirim 201"),
        ("start", "25.00", "antara 00.00 dan 23.59"),
        ("start", "nanti", "antara 00.00 dan 23.59"),
        ("jp", "21", "angka 1–20"),
        ("jp", "0", "angka 1–20"),
        ("end", "09.00", "harus sesudah jam mulai"),
        ("end", "22.00", "paling lama 12 jam"),
        ("end", "x", "antara 00.00 dan 23.59"),
        ("links", "https://zoom.us/j/1\njavascript:alert(1)", "Tautan ke-2"),
        ("links", "https://127.0.0.1/", "Tautan ke-1"),
        ("notes", "z" * 1001, "yang dikirim 1.001"),
        ("notes", "…", "ditulis dengan huruf"),
    ],
)
async def test_a_wrong_answer_is_explained_and_costs_nothing(
    stage: Stage, step: str, typed: str, words: str
) -> None:
    """The same step stands with its example, and the right answer goes on."""
    budi = await moderator(stage)
    await budi.says("/program")
    await budi.taps("Tambah sesi")
    for name, answer in ANSWERS.items():
        if name == step:
            await budi.says(typed)
            assert words.lower() in budi.screen.text.lower()
            assert budi.screen.text.count("misalnya") + budi.screen.text.count("Contoh") >= 1
        await budi.says(answer)
    await budi.taps("Simpan")

    assert ["Menulis Siaran Pers"] == [found.title for found in await sessions(stage)]


async def test_an_hour_of_today_that_has_passed_is_refused(stage: Stage) -> None:
    """It is 08.00; what is said names the hour, and a later one goes on."""
    budi = await moderator(stage)
    await budi.says("/program")
    await budi.taps("Tambah sesi")
    for answer in ("hari ini", "ya", "Lewati", "Judul", "Lewati", "08.00"):
        await budi.says(answer)

    assert "Pukul 08.00 hari ini sudah lewat; sekarang pukul 08.00 WIB" in budi.screen.text
    await budi.says("08.01")
    assert "Berapa JP" in budi.screen.text


async def test_a_session_of_today_is_news_for_reminders(stage: Stage) -> None:
    """News without anything to compare with."""
    budi = await moderator(stage)

    session_id = await plan(budi, date="hari ini", programme="Forum ASN Berbagi Ilmu")

    assert (START, None) == await news(stage, session_id)


async def test_a_day_off_and_a_weekend_are_named_in_the_preview(stage: Stage) -> None:
    """They are allowed, but nobody is reminded on them."""
    budi = await moderator(stage)
    await fill_in(budi, date="25-12-2026")
    assert "adalah hari libur (Hari Raya Natal)" in budi.screen.text
    assert "Simpan" in budi.labels
    await budi.taps("Batal")

    await fill_in(budi, date="28-11-2026")
    assert "akhir pekan" in budi.screen.text
    await budi.taps("Simpan")

    assert [nine(28)] == [found.starts_at for found in await sessions(stage)]


async def test_the_same_session_twice_is_a_question(stage: Stage) -> None:
    """Same title, same start: `Tetap simpan` keeps both; two different ones ask nothing."""
    budi = await moderator(stage)
    await plan(budi)
    await plan(budi, number="13", title="Judul lain")
    await fill_in(budi, number="14")

    assert "Tetap simpan?" in budi.screen.text
    assert "Simpan" not in budi.labels
    await budi.says("simpan")
    assert 2 == len(await sessions(stage))
    await budi.taps("Tetap simpan")

    assert 3 == len(await sessions(stage))


async def test_numbers_are_proposed_a_programme_and_year(stage: Stage) -> None:
    """The next after the highest; cancelled ones are free again; other years count anew."""
    budi = await moderator(stage)
    first = await plan(budi, number="12")
    await budi.says("/program")
    await budi.taps("Tambah sesi")
    for answer in ("26-11-2026", "ASN Belajar", "12"):
        await budi.says(answer)
    assert "Nomor seri 12 sudah dipakai" in budi.screen.text
    assert "Pakai: 13" in budi.labels
    await budi.says("/batal")
    await budi.taps_data(pack(CancelSession(session=first, sequence=0)))

    async with stage.database.snapshot() as unit:
        assert 1 == await unit.sessions.next_number(4, 2026)
        assert 1 == await unit.sessions.next_number(4, 2027)


async def test_a_number_taken_meanwhile_is_told_and_proposed_anew(stage: Stage) -> None:
    """Two moderators save at once: both sessions are kept."""
    budi = await moderator(stage)
    cici = await moderator(stage, "Cici", 14)
    await fill_in(budi)
    await fill_in(cici, title="Judul Cici")
    await budi.taps("Simpan")

    await cici.taps("Simpan")

    assert "Nomor seri 12 baru saja dipakai" in cici.screen.text
    await cici.taps("Simpan")
    assert [12, 13] == [found.number for found in await sessions(stage)]


async def test_a_draft_survives_a_restart_and_is_offered_again(stage: Stage) -> None:
    """A command in the middle keeps it; `Tambah sesi` offers it before beginning anew."""
    budi = await moderator(stage)
    await budi.says("/program")
    await budi.taps("Tambah sesi")
    await budi.says("26-11-2026")
    await budi.says("ASN Belajar")
    await stage.reopen()
    await budi.says("/program")
    await budi.taps("Tambah sesi")

    assert "masih tersimpan" in budi.screen.text
    await budi.taps("Lanjutkan draf")
    assert "Seri ke berapa dari ASN Belajar" in budi.screen.text
    await budi.says("/program")
    await budi.taps("Tambah sesi")
    await budi.taps("Mulai dari awal")
    assert "Langkah 1/10" in budi.screen.text


async def test_answers_are_changed_from_the_preview(stage: Stage) -> None:
    """`Ubah` asks one field anew and comes back to the preview."""
    budi = await moderator(stage)
    await fill_in(budi)

    await budi.taps("Ubah")
    await budi.taps("Judul")
    await budi.says("Judul baru")
    assert "Pratinjau" in budi.screen.text
    await budi.taps("Ubah")
    await budi.taps("Hari dan jam")
    for answer in ("27-11-2026", "10.00", "12.00"):
        await budi.says(answer)
    await budi.taps("Ubah")
    await budi.taps("Kembali")
    await budi.taps("Simpan")

    (added,) = await sessions(stage)
    assert ("Judul baru", nine(27, 10), nine(27, 12)) == (
        added.title,
        added.starts_at,
        added.ends_at,
    )


async def test_a_draft_whose_start_has_passed_is_not_saved(stage: Stage) -> None:
    """It says how to choose another time, and the other answers stay."""
    budi = await moderator(stage)
    await fill_in(budi)
    stage.passes(days=4)

    await budi.taps("Simpan")
    assert "sudah lewat" in budi.screen.text
    await budi.taps("Ubah")
    await budi.taps("Hari dan jam")
    for answer in ("3-12-2026", "09.00", "11.00"):
        await budi.says(answer)
    await budi.taps("Simpan")

    assert [3] == [found.starts_at.day for found in await sessions(stage)]


# --- changing -----------------------------------------------------------------------------


async def open_session(actor: Actor, session_id: int) -> None:
    """Open a session's screen."""
    await actor.says("/program")
    await actor.taps_data(pack(ManageSession(session=session_id)), actor_message(actor))


def actor_message(actor: Actor) -> int:
    """Return the id of the last message in somebody's chat."""
    return actor.stage.chats[actor.telegram_id][-1].id


@pytest.mark.parametrize(
    ("field", "answer"), [("JP", "4"), ("Catatan", "Bawa laptop"), ("Nomor seri", "7")]
)
async def test_what_nobody_is_told_of_is_not_announced(
    stage: Stage, field: str, answer: str
) -> None:
    """JP, notes and number are no news for those who come, so none is promised."""
    budi = await moderator(stage)
    session_id = await plan(budi)
    await comes(stage, 11, session_id)
    await open_session(budi, session_id)
    await budi.taps("Ubah")
    await budi.taps(field)

    await budi.says(answer)

    assert budi.screen.text.startswith(f"{field} sudah diubah.\n\n")


async def test_leaving_the_form_leads_back_to_the_programme(stage: Stage) -> None:
    """A moderator who changed their mind stands before the list, with nothing saved."""
    budi = await moderator(stage)
    session_id = await plan(budi)
    await open_session(budi, session_id)
    await budi.taps("Ubah")
    await budi.taps("Judul")

    await budi.taps("Batal")

    assert "Tambah sesi" in budi.labels
    assert ["Menulis Siaran Pers"] == [found.title for found in await sessions(stage)]


async def test_one_field_is_changed_and_told_after_a_minute(stage: Stage) -> None:
    """Edits within the minute are one piece of news, against what was known before them."""
    budi = await moderator(stage)
    session_id = await plan(budi)
    await comes(stage, 11, session_id)
    stage.passes(minutes=5)
    await open_session(budi, session_id)
    await budi.taps("Ubah")
    await budi.taps("Judul")
    await budi.says("Judul <b>baru</b>")
    assert "Yang mengetuk Saya ikut akan diberi tahu." in budi.screen.text
    at, told = await news(stage, session_id)
    assert stage.now + timedelta(minutes=1) == at
    stage.passes(seconds=30)
    await budi.taps("Ubah")
    await budi.taps("Tautan")
    await budi.says("https://zoom.us/j/2")

    changed = await one(stage, session_id)
    assert (2, stage.now, "Judul <b>baru</b>", ("https://zoom.us/j/2",)) == (
        changed.sequence,
        changed.changed_at,
        changed.title,
        changed.links,
    )
    assert (at, told) == await news(stage, session_id)
    assert isinstance(told, dict)
    assert ("Menulis Siaran Pers", nine(26).isoformat(), False) == (
        told["title"],
        told["starts_at"],
        told["is_cancelled"],
    )
    assert [
        ("session_changed", {"session": session_id, "fields": "title"}),
        ("session_changed", {"session": session_id, "fields": "links"}),
    ] == (await trail(stage, budi))[1:]


@pytest.mark.parametrize(
    ("label", "typed", "column", "expected"),
    [
        ("Nomor seri", ["20"], "number", 20),
        ("Nomor seri", ["Lewati"], "number", None),
        ("Narasumber", ["Lewati"], "speaker", ""),
        ("JP", ["20"], "jp", 20),
        ("Catatan", ["-"], "notes", ""),
        ("Program", ["Rabu", "1"], "programme", 3),
    ],
)
async def test_each_field_can_be_changed(
    stage: Stage, label: str, typed: list[str], column: str, expected: object
) -> None:
    """With the steps of the form, saved at once."""
    budi = await moderator(stage)
    session_id = await plan(budi)
    await open_session(budi, session_id)
    await budi.taps("Ubah")
    await budi.taps(label)
    for answer in typed:
        await budi.says(answer)

    changed = await one(stage, session_id)
    assert (expected, 1) == (getattr(changed, column), changed.sequence)


async def test_a_session_is_moved_with_day_and_hours_together(stage: Stage) -> None:
    """Its length is proposed, its number asked anew in another year, and it is told at once."""
    budi = await moderator(stage)
    session_id = await plan(budi)
    await open_session(budi, session_id)
    await budi.taps("Pindahkan")
    await budi.says("7-1-2027")
    assert "tahun 2027" in budi.screen.text
    await budi.taps("Pakai: 1")
    await budi.says("13.00")
    await budi.taps("Pukul 15.15")
    assert 0 == (await one(stage, session_id)).sequence
    await budi.taps("Simpan")

    moved = await one(stage, session_id)
    begin = datetime(2027, 1, 7, 6, tzinfo=UTC)
    assert (begin, begin + timedelta(minutes=135), 1, 1) == (
        moved.starts_at,
        moved.ends_at,
        moved.number,
        moved.sequence,
    )
    at, _told = await news(stage, session_id)
    assert stage.now == at
    action, details = (await trail(stage, budi))[-1]
    assert ("session_moved", "ends_at,number,starts_at") == (action, details["fields"])


async def test_the_same_answer_changes_nothing(stage: Stage) -> None:
    """Nobody is told of it."""
    budi = await moderator(stage)
    session_id = await plan(budi)
    await open_session(budi, session_id)
    await budi.taps("Ubah")
    await budi.taps("JP")
    await budi.says("3")

    assert "Tidak ada yang berubah." in budi.screen.text
    assert (0, (None, None)) == (
        (await one(stage, session_id)).sequence,
        await news(stage, session_id),
    )


async def test_a_change_over_somebody_elses_is_not_made(stage: Stage) -> None:
    """The second moderator reads the new state; nothing of the first is lost."""
    budi = await moderator(stage)
    cici = await moderator(stage, "Cici", 14)
    session_id = await plan(budi)
    for actor in (budi, cici):
        await open_session(actor, session_id)
        await actor.taps("Ubah")
        await actor.taps("Judul")
    await budi.says("Judul Budi")

    await cici.says("Judul Cici")

    assert "diubah moderator lain" in cici.screen.text
    assert "Judul Budi" in cici.screen.text
    assert "Judul Budi" == (await one(stage, session_id)).title


async def test_cancelling_takes_two_taps_and_happens_once(stage: Stage) -> None:
    """It is told at once; the session can no longer be changed and its number is free."""
    budi = await moderator(stage)
    session_id = await plan(budi)
    await comes(stage, 11, session_id)
    await open_session(budi, session_id)
    await budi.taps("Batalkan")
    assert "1 orang yang ikut akan diberi tahu" in budi.screen.text
    assert not (await one(stage, session_id)).is_cancelled
    await budi.taps("Ya, batalkan")
    await budi.taps_data(pack(CancelSession(session=session_id, sequence=0)))

    cancelled = await one(stage, session_id)
    assert (True, 1) == (cancelled.is_cancelled, cancelled.sequence)
    assert stage.now == (await news(stage, session_id))[0]
    assert ["session_added", "session_cancelled"] == [
        action for action, _ in await trail(stage, budi)
    ]
    assert not {"Ubah", "Pindahkan", "Batalkan", "Catat jangkauan"} & set(budi.labels)
    await budi.taps_data(pack(ChangeField(session=session_id, field="title")))
    assert "sudah dibatalkan" in budi.screen.text


async def test_an_old_screen_does_not_cancel_what_was_changed(stage: Stage) -> None:
    """`Ya, batalkan` counts for the session as it stood on the screen."""
    budi = await moderator(stage)
    session_id = await plan(budi)
    await open_session(budi, session_id)
    await budi.taps("Ubah")
    await budi.taps("Judul")
    await budi.says("Judul baru")

    await budi.taps_data(pack(CancelSession(session=session_id, sequence=0)))

    assert "diubah moderator lain" in budi.screen.text
    assert not (await one(stage, session_id)).is_cancelled


async def test_a_session_that_is_over_is_changed_in_silence(stage: Stage) -> None:
    """Its title may be mended; it is neither moved nor cancelled, and reach can be recorded."""
    budi = await moderator(stage)
    session_id = await plan(budi)
    stage.passes(days=7)
    await budi.says("/program")
    await budi.taps("Sesi lampau")
    await budi.taps("26/11 09.00 Menulis")
    assert "Sudah selesai" in budi.screen.text
    assert {"Ubah", "Peserta", "Catat jangkauan"} <= set(budi.labels)
    assert not {"Pindahkan", "Batalkan"} & set(budi.labels)
    await budi.taps_data(pack(CancelSession(session=session_id, sequence=0)))
    assert "sudah selesai" in budi.screen.text
    await budi.taps("Ubah")
    await budi.taps("Judul")
    await budi.says("Judul benar")

    assert "Judul benar" == (await one(stage, session_id)).title
    assert (None, None) == await news(stage, session_id)


async def test_a_change_shortly_before_the_start_is_told_at_once(stage: Stage) -> None:
    """Within the hour nobody waits a minute."""
    budi = await moderator(stage)
    session_id = await plan(budi)
    stage.now = nine(26) - timedelta(minutes=59)
    await open_session(budi, session_id)
    await budi.taps("Ubah")
    await budi.taps("Judul")
    await budi.says("Judul baru")

    assert stage.now == (await news(stage, session_id))[0]


# --- lists --------------------------------------------------------------------------------


async def test_the_list_shows_two_weeks_with_what_is_off_and_what_is_empty(stage: Stage) -> None:
    """Working days without a session stand out, days off are named, other weeks are a page away."""
    stage.now = datetime(2026, 12, 14, 1, tzinfo=UTC)
    budi = await moderator(stage)
    await plan(budi, date="17-12-2026")
    await plan(budi, date="31-12-2026", number="13", title="Tutup tahun")
    await budi.says("/program")

    text = budi.screen.text
    assert "<b>Senin, 14 Desember</b>: belum ada sesi" in text
    assert "• 09.00 Menulis Siaran Pers (ASN Belajar seri 12)" in text
    assert "<b>Jumat, 25 Desember</b>: libur, Hari Raya Natal" in text
    assert "Sabtu" not in text
    assert "Tutup tahun" not in text
    await budi.taps("Berikutnya ›")
    assert "Tutup tahun" in budi.screen.text
    await budi.taps("‹ Sebelumnya")
    assert text == budi.screen.text


async def test_a_crowded_fortnight_still_fits_a_message(stage: Stage) -> None:
    """Long titles are cut, and what does not fit is counted."""
    budi = await moderator(stage)
    session_id = await plan(budi, title="&" * 197 + "abc")
    first = await one(stage, session_id)

    async def crowd(unit: Unit) -> None:
        for number in range(60):
            new = Session(
                **{
                    field: getattr(first, field)
                    for field in Session.__dataclass_fields__
                    if field != "number"
                },
                number=100 + number,
            )
            await unit.sessions.add(new, stage.charter.zone, 1, stage.now)

    await stage.database.write(crowd)
    await budi.says("/program")

    assert "dan 21 sesi lain" in budi.screen.text
    plain = budi.screen.text.replace("&amp;", "&")
    assert len(plain) <= 4096


async def test_past_sessions_have_pages_newest_first(stage: Stage) -> None:
    """Eight a page; a page that is not there is the nearest one."""
    budi = await moderator(stage)
    for number in range(9):
        await plan(budi, number=str(number + 1), title=f"Judul {number}")
    stage.passes(days=30)
    await budi.says("/program")
    await budi.taps("Sesi lampau")

    assert "halaman 1/2" in budi.screen.text
    assert "Judul 8" in budi.screen.text
    await budi.taps("Lebih lama ›")
    assert "Judul 0" in budi.screen.text
    await budi.taps_data("1pp:99")
    assert "halaman 2/2" in budi.screen.text


async def test_in_the_group_the_list_leads_to_the_bot(stage: Stage) -> None:
    """The group reads the list; its button opens it in private, for moderators only."""
    stage.runs_with(moderator_chat_id=GROUP.id)
    budi = await moderator(stage)
    sari = await stage.person("Sari", 11).joined()
    await budi.says("/program", chat=GROUP)

    shown = stage.chats[GROUP.id][-1].message
    assert ["https://t.me/cop_humas_jatim_bot?start=program"] == [
        button.url for row in shown.buttons for button in row
    ]
    await budi.says("/start program")
    assert "Tambah sesi" in budi.labels
    await sari.says("/start program")
    assert "khusus untuk Moderator" in sari.screen.text


async def test_who_is_no_longer_on_duty_cannot_go_on(stage: Stage) -> None:
    """Buttons and the open form close with the duty."""
    budi = await moderator(stage)
    await fill_in(budi)
    admin = stage.person("Ani", 9001)
    await admin.says("/moderator")
    person = await budi.known()
    await stage.database.write(lambda unit: unit.moderators.end(person.id))

    await budi.taps("Simpan")

    assert "khusus untuk Moderator" in budi.screen.text
    assert [] == await sessions(stage)


async def test_sessions_that_are_not_there_are_answered_kindly(stage: Stage) -> None:
    """Forged and old buttons lead to the list."""
    budi = await moderator(stage)
    session_id = await plan(budi)
    for data in ("1pm:77", "1pu:77", "1pf:77:title", "1px:77", "1py:77:0", "1pl:77:0", "1pc:77"):
        await budi.says("/program")
        reply = await budi.taps_data(data, actor_message(budi))
        assert not any(isinstance(say, Say) for say in reply.says), data
        assert "Sesi ini tidak ditemukan." in budi.screen.text, data
    await budi.taps_data(f"1pf:{session_id}:is_cancelled")
    assert "Menulis Siaran Pers" in budi.screen.text
