"""Reading all that is held about a person, table by table, for `/datasaya`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Select, Table, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from community.questions import Event
from storage import schema

Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose data are read; `has_duties` means that messages to them tell about others, too."""

    person_id: int
    telegram_id: int
    has_duties: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """What is read of a table, and under which title the person finds it."""

    title: str
    table: Table
    select: Callable[[Subject], Select[Any]]


def _rows_of(table: Table, *columns: str) -> Callable[[Subject], Select[Any]]:
    chosen = [table.c[name] for name in columns] or [
        column for column in table.c if column.name != "person_id"
    ]
    return lambda subject: (
        select(*chosen)
        .where(table.c.person_id == subject.person_id)
        .order_by(*table.primary_key.columns)
    )


def _done_by(table: Table, column: str, *columns: str) -> Callable[[Subject], Select[Any]]:
    """Read what somebody on duty entered: that they did, and when."""
    return lambda subject: (
        select(*[table.c[name] for name in columns])
        .where(table.c[column] == subject.person_id)
        .order_by(*table.primary_key.columns)
    )


def _audit(subject: Subject) -> Select[Any]:
    column = schema.audit.c
    is_own = (column.actor == subject.person_id).label("oleh_anda")
    # Of what the person did to others only the deed is theirs; of others never who they are.
    return (
        select(column.at, column.action, is_own, column.details)
        .where(or_(column.actor == subject.person_id, column.subject == subject.person_id))
        .order_by(column.id)
    )


def _said(subject: Subject) -> Select[Any]:
    column = schema.question_entry.c
    return (
        select(column.question_id, column.kind, column.text, column.attachments, column.at)
        .where(column.author_id == subject.person_id)
        .order_by(column.id)
    )


def _parts(subject: Subject) -> Select[Any]:
    """Read the messages that the person's questions were typed in."""
    column = schema.question_part.c
    own = select(schema.question.c.id).where(schema.question.c.person_id == subject.person_id)
    return (
        select(column.question_id, column.message_id, column.text)
        .where(column.question_id.in_(own))
        .order_by(column.question_id, column.place)
    )


def _looked_up(subject: Subject) -> Select[Any]:
    """Read when and why an admin looked who asked the person's anonymous questions."""
    column = schema.question_event.c
    own = select(schema.question.c.id).where(schema.question.c.person_id == subject.person_id)
    return (
        select(column.question_id, column.at, column.details["reason"].as_string().label("why"))
        .where(column.question_id.in_(own), column.event == Event.LOOK_UP)
        .order_by(column.id)
    )


def _own_versions(subject: Subject) -> Select[Any]:
    """Read what the person's posts say, version by version."""
    column = schema.post_version.c
    own = select(schema.post.c.id).where(schema.post.c.person_id == subject.person_id)
    return (
        select(
            *(column.post_id, column.version, column.topic, column.title, column.body),
            *(column.link, column.media, column.written_at, column.outcome, column.comment),
        )
        .where(column.post_id.in_(own))
        .order_by(column.post_id, column.version)
    )


def _published(subject: Subject) -> Select[Any]:
    """Read what was published of the person's questions, and what they proposed on duty."""
    column = schema.publication.c
    own = select(schema.question.c.id).where(schema.question.c.person_id == subject.person_id)
    is_theirs = or_(column.question_id.in_(own), column.proposed_by == subject.person_id)
    return (
        select(column.question_id, column.state, column.question, column.proposed_at)
        .where(is_theirs)
        .order_by(column.question_id)
    )


def _inbox(subject: Subject) -> Select[Any]:
    column = schema.inbox.c
    columns: list[Column[Any]] = [column.received_at, column.handled_at]
    return (
        select(*columns, *([] if subject.has_duties else [column.raw]))
        .where(column.order_key == subject.telegram_id, column.raw.is_not(None))
        .order_by(column.seq)
    )


def _outbox(subject: Subject) -> Select[Any]:
    column = schema.outbox.c
    is_theirs = or_(column.person_id == subject.person_id, column.chat_id == subject.telegram_id)
    columns: list[Column[Any]] = [column.created_at, column.kind, column.state]
    return (
        select(*columns, *([] if subject.has_duties else [column.payload]))
        .where(is_theirs)
        .order_by(column.id)
    )


def _person(subject: Subject) -> Select[Any]:
    return select(schema.person).where(schema.person.c.id == subject.person_id)


READERS = (
    Reader("orang", schema.person, _person),
    Reader("akun", schema.account, _rows_of(schema.account)),
    Reader("profil", schema.profile, _rows_of(schema.profile)),
    Reader("minat", schema.interest, _rows_of(schema.interest)),
    Reader("pengingat", schema.reminder_setting, _rows_of(schema.reminder_setting)),
    Reader("sesi_yang_diikuti", schema.attendance, _rows_of(schema.attendance, "session_id", "at")),
    Reader("pengingat_terkirim", schema.reminder, _rows_of(schema.reminder, "day", "at")),
    Reader(
        "sesi_yang_dicatat", schema.session, _done_by(schema.session, "created_by", "id", "title")
    ),
    Reader(
        "jangkauan_yang_dicatat",
        schema.session_reach,
        _done_by(schema.session_reach, "recorded_by", "session_id", "channel", "at"),
    ),
    Reader(
        "riwayat_yang_diimpor",
        schema.reach_history,
        _done_by(schema.reach_history, "imported_by", "programme", "year", "at"),
    ),
    Reader(
        "program_yang_diubah",
        schema.programme_day,
        _done_by(schema.programme_day, "changed_by", "weekday", "changed_at"),
    ),
    Reader(
        "libur_yang_diubah",
        schema.day_correction,
        _done_by(schema.day_correction, "changed_by", "day", "at"),
    ),
    Reader(
        "ramadan_yang_diisi", schema.ramadan, _done_by(schema.ramadan, "changed_by", "first", "at")
    ),
    Reader(
        "tahun_yang_dipastikan",
        schema.confirmed_year,
        _done_by(schema.confirmed_year, "confirmed_by", "year", "at"),
    ),
    Reader(
        "pertanyaan",
        schema.question,
        _rows_of(
            schema.question,
            *("id", "state", "topic", "text", "is_anonymous", "asked_at", "state_at", "rating"),
            *("reason", "reason_text", "version"),
        ),
    ),
    Reader("yang_ditulis_tentang_pertanyaan", schema.question_entry, _said),
    Reader("pesan_asal_pertanyaan", schema.question_part, _parts),
    Reader(
        "langkah_pertanyaan",
        schema.question_event,
        _done_by(schema.question_event, "actor_id", "question_id", "event", "at"),
    ),
    Reader("identitas_dilihat_admin", schema.question_event, _looked_up),
    Reader(
        "balasan_yang_ditahan",
        schema.held_reply,
        _rows_of(schema.held_reply, "question_id", "text", "at"),
    ),
    Reader("pertanyaan_yang_diterbitkan", schema.publication, _published),
    Reader(
        "templat_yang_diubah",
        schema.template,
        _done_by(schema.template, "changed_by", "title", "at"),
    ),
    Reader(
        "topik_yang_diubah",
        schema.topic_edit,
        _done_by(schema.topic_edit, "changed_by", "code", "at"),
    ),
    Reader("aturan_yang_diubah", schema.rule, _done_by(schema.rule, "changed_by", "name")),
    Reader(
        "tulisan",
        schema.post,
        _rows_of(
            schema.post,
            *("id", "state", "topic", "version", "area", "submitted_at", "published_at"),
            *("reason", "reason_text"),
        ),
    ),
    Reader("versi_tulisan", schema.post_version, _own_versions),
    Reader(
        "langkah_tulisan",
        schema.post_event,
        _done_by(schema.post_event, "actor_id", "post_id", "event", "at"),
    ),
    Reader("tanda_pada_tulisan", schema.post_mark, _rows_of(schema.post_mark)),
    Reader(
        "rencana_replikasi",
        schema.replication,
        _rows_of(
            schema.replication,
            *("post_id", "where", "area", "workplace", "state", "at", "answered_at", "ask_at"),
        ),
    ),
    Reader("laporan_tulisan", schema.report, _rows_of(schema.report)),
    Reader(
        "laporan_yang_diputuskan",
        schema.report_case,
        _done_by(schema.report_case, "decided_by", "post_id", "outcome", "decided_at"),
    ),
    Reader("penulis_tepercaya", schema.trusted_author, _rows_of(schema.trusted_author, "at")),
    Reader(
        "padanan_kata_yang_diubah",
        schema.synonym_edit,
        _done_by(schema.synonym_edit, "changed_by", "word", "at"),
    ),
    Reader("persetujuan", schema.consent, _rows_of(schema.consent)),
    Reader(
        "pencarian",
        schema.kept_search,
        _rows_of(schema.kept_search, "words", "kind", "topic", "at"),
    ),
    Reader("isian_belum_selesai", schema.draft, _rows_of(schema.draft)),
    Reader("tugas_moderator", schema.moderator, _rows_of(schema.moderator, "appointed_at")),
    Reader("bidang_keahlian", schema.expertise, _rows_of(schema.expertise)),
    Reader(
        "permohonan_bergabung",
        schema.application,
        _rows_of(schema.application, "id", "state", "target", "reason", "applied_at", "decided_at"),
    ),
    Reader("jejak", schema.audit, _audit),
    Reader("pesan_masuk", schema.inbox, _inbox),
    Reader("pesan_keluar", schema.outbox, _outbox),
    Reader(
        "pesan_terkirim", schema.message, _rows_of(schema.message, "subject", "message_ids", "at")
    ),
)
"""Whoever adds a table with people in it adds a line."""


class Held:
    """Reads what is held."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def everything(
        self, person_id: int, *, has_duties: bool = False
    ) -> dict[str, list[Record]] | None:
        """Return all rows about a person by title; None once they are deleted.

        Who is or was on duty has been sent cards and lists of others: those texts stay out.
        """
        found = await self._connection.execute(
            select(schema.account.c.telegram_id).where(schema.account.c.person_id == person_id)
        )
        telegram_id = found.scalar()
        if telegram_id is None:
            return None
        subject = Subject(person_id, telegram_id, has_duties or await self._had_duty(person_id))
        held: dict[str, list[Record]] = {}
        for reader in READERS:
            rows = await self._connection.execute(reader.select(subject))
            held[reader.title] = [
                {name: _plain(value) for name, value in row.items()} for row in rows.mappings()
            ]
        return held

    async def _had_duty(self, person_id: int) -> bool:
        column = schema.audit.c
        is_on_duty = exists().where(schema.moderator.c.person_id == person_id)
        acted = exists().where(column.actor == person_id, column.subject != person_id)
        was_appointed = exists().where(
            column.subject == person_id, column.action.in_(("appointed", "duty_ended"))
        )
        found = await self._connection.execute(select(or_(is_on_duty, acted, was_appointed)))
        return bool(found.scalar())

    async def count_looks(self, person_id: int) -> int:
        """Count how often the person's card was opened."""
        column = schema.audit.c
        rows = await self._connection.execute(
            select(column.id).where(column.subject == person_id, column.action == "member_seen")
        )
        return len(rows.all())

    async def list_looked_up(self, person_id: int) -> list[tuple[int, datetime]]:
        """List which of the person's anonymous questions an admin looked behind, and when."""
        column = schema.question_event.c
        found = await self._connection.execute(
            select(column.question_id, column.at)
            .join(schema.question, schema.question.c.id == column.question_id)
            .where(schema.question.c.person_id == person_id, column.event == Event.LOOK_UP)
            .order_by(column.id)
        )
        return [(row.question_id, row.at) for row in found]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
