"""The tables; whoever changes one adds a migration in storage/migrations/."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC; naive values are refused, because SQLite would drop their zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive values, store the rest as UTC (without zone where the dialect has none)."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return aware moments in UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite counts rows by itself only in INTEGER columns; everywhere else ids are 64 bits.
Id = BigInteger().with_variant(Integer, "sqlite")
# None is NULL, not the JSON word null, which COALESCE would take for a value.
Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def _counted() -> Column[Any]:
    return Column("id", Id, primary_key=True, autoincrement=True)


def _person(*, key: bool = False, nullable: bool = False) -> Column[Any]:
    return Column(
        "person_id", BigInteger, ForeignKey("person.id"), primary_key=key, nullable=nullable
    )


# --- people -------------------------------------------------------------------------------

person = Table(
    "person",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),  # random, see people.py
    Column("state", String(16), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("state_at", UtcDateTime, nullable=False),
    Column("removed_before", Boolean, nullable=False, server_default=false()),
)
"""What stays when data is deleted: a random number and a state."""

account = Table(
    "account",
    metadata,
    Column("telegram_id", BigInteger, primary_key=True, autoincrement=False),
    Column("person_id", BigInteger, ForeignKey("person.id"), nullable=False, unique=True),
    Column("is_reachable", Boolean, nullable=False, server_default=true()),
    Column("unreachable_at", UtcDateTime),
    Column("seen_at", UtcDateTime, nullable=False),
)
"""The only row that ties a person to a Telegram id; deletion removes it."""

profile = Table(
    "profile",
    metadata,
    _person(key=True),
    Column("name", String(100), nullable=False),
    Column("area", String(8)),  # code of a kabupaten/kota
    Column("agency", String(40)),  # code of a perangkat daerah of the province
    Column("other_agency", String(200)),  # name of any other agency, as typed
    Column("unit", String(200)),
    Column("level", String(32)),
    Column("joined_at", UtcDateTime),
    Column("updated_at", UtcDateTime, nullable=False),
)

interest = Table(
    "interest",
    metadata,
    _person(key=True),
    Column("topic", String(40), primary_key=True),
)

reminder_setting = Table(
    "reminder_setting",
    metadata,
    _person(key=True),
    Column("days", Integer, nullable=False, server_default=text("31")),  # bit 0 = Monday
    Column("is_on", Boolean, nullable=False, server_default=false()),
    # Said off since the days were chosen: becoming a member does not turn them on then.
    Column("wants_off", Boolean, nullable=False, server_default=false()),
    Column("hour", String(5)),  # "07:30"; NULL follows REMINDER_TIME
    Column("zone", String(40)),  # NULL follows TIMEZONE
    Column("paused_until", String(10)),  # last day of the pause, ISO
    Column("digest", Boolean, nullable=False, server_default=false()),
    Column("since", UtcDateTime),  # from when hour, zone and switch stand as they do
    Index(
        "ix_reminder_setting_due",
        "zone",
        "hour",
        "person_id",
        sqlite_where=text("is_on = 1"),
        postgresql_where=text("is_on"),
    ),
)

consent = Table(
    "consent",
    metadata,
    _counted(),
    _person(),
    Column("notice_version", Integer, nullable=False),
    Column("is_given", Boolean, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_consent_person_id_id", "person_id", "id"),
)

draft = Table(
    "draft",
    metadata,
    _person(key=True),
    Column("form", String(32), primary_key=True),
    Column("step", String(32), nullable=False),
    Column("answers", Json, nullable=False),
    Column("view", Json, nullable=False),
    Column("is_open", Boolean, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("updated_at", UtcDateTime, nullable=False, index=True),
    Index(
        "uq_draft_open",
        "person_id",
        unique=True,
        sqlite_where=text("is_open = 1"),
        postgresql_where=text("is_open"),
    ),
)

moderator = Table(
    "moderator",
    metadata,
    _person(key=True),
    Column("appointed_by", BigInteger),
    Column("appointed_at", UtcDateTime, nullable=False),
)

expertise = Table(
    "expertise",
    metadata,
    _person(key=True),
    Column("topic", String(40), primary_key=True),
)

application = Table(
    "application",
    metadata,
    _counted(),
    _person(),
    Column("state", String(16), nullable=False),  # waiting, accepted, refused, withdrawn
    Column("target", String(64), nullable=False, server_default=""),  # deep link to land on
    Column("reason", String(40)),
    Column("decided_by", BigInteger),
    Column("applied_at", UtcDateTime, nullable=False),
    Column("decided_at", UtcDateTime),
    Index(
        "uq_application_waiting",
        "person_id",
        unique=True,
        sqlite_where=text("state = 'waiting'"),
        postgresql_where=text("state = 'waiting'"),
    ),
)

audit = Table(
    "audit",
    metadata,
    _counted(),
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("action", String(40), nullable=False),
    Column("actor", BigInteger, index=True),  # person id, or a random number after deletion
    Column("subject", BigInteger, index=True),  # as actor
    Column("details", Json, nullable=False),
)

erasure = Table(
    "erasure",
    metadata,
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("finished_at", UtcDateTime),
)
"""Deletions whose traces (outbox, WAL) a job still has to remove; names nobody."""

# --- the way in ---------------------------------------------------------------------------

inbox = Table(
    "inbox",
    metadata,
    Column("seq", Id, primary_key=True, autoincrement=True),
    Column("update_id", BigInteger, nullable=False, unique=True),
    Column("order_key", BigInteger),  # chat or, for taps, person; NULL once handled
    Column("raw", Text),  # NULL once handled
    Column("received_at", UtcDateTime, nullable=False),
    Column("handled_at", UtcDateTime),
    Column("tries", Integer, nullable=False, server_default=text("0")),
    Column("error", String(200)),  # type, our file and line, incident number
    Index(
        "ix_inbox_waiting",
        "seq",
        sqlite_where=text("handled_at IS NULL"),
        postgresql_where=text("handled_at IS NULL"),
    ),
    Index("ix_inbox_handled_at", "handled_at"),
)

# --- the way out --------------------------------------------------------------------------

campaign = Table(
    "campaign",
    metadata,
    _counted(),
    Column("kind", String(32), nullable=False),  # Bot API method
    Column("payload", Json, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)
"""One text for many outbox rows."""

outbox = Table(
    "outbox",
    metadata,
    _counted(),
    Column("chat_id", BigInteger),  # NULL after deletion of the person's data
    Column("lane", String(8), nullable=False),
    Column("kind", String(32), nullable=False),  # Bot API method, or `later:<maker>`
    Column("payload", Json),  # parameters without chat_id; NULL for campaigns and cleaned rows
    Column("campaign_id", Id, ForeignKey("campaign.id")),
    Column("subject", String(64)),  # what the message is about: see `message`
    Column("edits_message", String(64)),  # subject whose message this row edits
    Column("replace_key", String(64)),
    Column("not_before", UtcDateTime),
    Column("expires_at", UtcDateTime),
    Column("state", String(12), nullable=False, server_default="pending"),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("attempted_at", UtcDateTime),
    Column("error", String(200)),
    Column("person_id", BigInteger),
    Column("zone", String(40)),  # of unasked messages: whose Friday pause and night count
    Column("created_at", UtcDateTime, nullable=False),
    Index(
        "ix_outbox_waiting",
        "lane",
        "id",
        sqlite_where=text("state IN ('pending', 'attempted')"),
        postgresql_where=text("state IN ('pending', 'attempted')"),
    ),
    Index(
        "ix_outbox_attempted",
        "id",
        sqlite_where=text("state = 'attempted'"),
        postgresql_where=text("state = 'attempted'"),
    ),
    Index(
        "ix_outbox_lost",
        "person_id",
        "subject",
        sqlite_where=text("state = 'unreachable' AND lane = 'reply'"),
        postgresql_where=text("state = 'unreachable' AND lane = 'reply'"),
    ),
    Index(
        "ix_outbox_chat_waiting",
        "chat_id",
        "id",
        sqlite_where=text("state IN ('pending', 'attempted') AND lane <> 'bulk'"),
        postgresql_where=text("state IN ('pending', 'attempted') AND lane <> 'bulk'"),
    ),
    Index(
        "uq_outbox_replace_key",
        "replace_key",
        unique=True,
        sqlite_where=text("state = 'pending' AND replace_key IS NOT NULL"),
        postgresql_where=text("state = 'pending' AND replace_key IS NOT NULL"),
    ),
    Index(
        "uq_outbox_campaign_person",  # rows are made in this order: a page holds many of a commit
        "campaign_id",
        "person_id",
        unique=True,
        sqlite_where=text("campaign_id IS NOT NULL"),
        postgresql_where=text("campaign_id IS NOT NULL"),
    ),
    Index(  # what is still to be said about a subject: an edit must not overtake it
        "ix_outbox_subject_waiting",
        "person_id",
        "subject",
        sqlite_where=text("state IN ('pending', 'attempted') AND subject IS NOT NULL"),
        postgresql_where=text("state IN ('pending', 'attempted') AND subject IS NOT NULL"),
    ),
    Index(
        "ix_outbox_person_id",
        "person_id",
        sqlite_where=text("campaign_id IS NULL AND person_id IS NOT NULL"),
        postgresql_where=text("campaign_id IS NULL AND person_id IS NOT NULL"),
    ),
)
"""states: pending, attempted, sent, unreachable, refused, unknown, expired, dropped, replaced."""

message = Table(
    "message",
    metadata,
    _counted(),
    Column("subject", String(64), nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_ids", Json, nullable=False),
    Column("first_id", BigInteger),  # the first of message_ids, by which a reply finds its message
    Column("person_id", BigInteger, index=True),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_message_subject_chat_id", "subject", "chat_id"),
    Index("ix_message_chat_id_first_id", "chat_id", "first_id"),
)
"""What we said about a card, screen or post."""

chat_alias = Table(
    "chat_alias",
    metadata,
    Column("old_chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("new_chat_id", BigInteger, nullable=False),
)

job_run = Table(
    "job_run",
    metadata,
    Column("job", String(40), primary_key=True),
    Column("ran_at", UtcDateTime),  # NULL until it ran to its end for the first time
    Column("result", String(200), nullable=False, server_default=""),
    Column("milliseconds", Integer, nullable=False, server_default=text("0")),
    Column("next_at", UtcDateTime),
    Column("failed_at", UtcDateTime),  # since when it fails; NULL while the last run was a success
    Column("error", String(200)),  # incident number, type, our file and line
)

occasion = Table(
    "occasion",
    metadata,
    Column("key", String(80), primary_key=True),
    Column("at", UtcDateTime, nullable=False, index=True),
)
"""What happens once (an announcement, a warning): whoever adds the key does it."""

lease = Table(
    "lease",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("number", BigInteger, nullable=False),  # grows with every holder: the fence
    Column("holder", String(80), nullable=False),  # which process, for people who look
    Column("until", UtcDateTime, nullable=False),  # by the clock of the database
    Column("session_pid", Integer),  # the holder's connection: gone when the holder is
    Column("session_since", UtcDateTime),
)
"""What one replica at a time may do, on PostgreSQL (storage/lease.py)."""

fault = Table(
    "fault",
    metadata,
    Column("kind", String(200), primary_key=True),  # type, our file and line; or what was refused
    Column("part", String(16), nullable=False),  # community.faults.Part
    Column("incident", String(8), nullable=False),  # the number in the log of the newest one
    Column("since", UtcDateTime, nullable=False),  # the first one after a quiet day
    Column("seen_at", UtcDateTime, nullable=False),
    Column("seen", Integer, nullable=False),  # how often since then
    Column(
        "told_seen", Integer, nullable=False
    ),  # how often it was when admins were told, 0: never
    Column("told_at", UtcDateTime),
)
"""Kinds of errors, and what admins were told of them; names nobody."""

# --- Dahar Ngopi --------------------------------------------------------------------------

programme_day = Table(
    "programme_day",
    metadata,
    Column("weekday", Integer, primary_key=True, autoincrement=False),  # 1 is Monday
    Column("name", String(100), nullable=False),
    Column("about", String(600), nullable=False),
    Column("call", String(300), nullable=False),
    Column("changed_by", BigInteger),
    Column("changed_at", UtcDateTime, nullable=False),
)
"""Texts of the days that admins changed; the others are packaged."""

session = Table(
    "session",
    metadata,
    _counted(),
    Column("starts_at", UtcDateTime, nullable=False, index=True),
    Column("ends_at", UtcDateTime, nullable=False),
    Column("programme", Integer, nullable=False),  # weekday of the programme it belongs to
    Column("year", Integer, nullable=False),  # in which the series is counted
    Column("number", Integer),
    Column("title", String(200), nullable=False),
    Column("speaker", String(200), nullable=False, server_default=""),
    Column("links", Json, nullable=False),
    Column("jp", Integer),
    Column("notes", String(1000), nullable=False, server_default=""),
    Column("is_cancelled", Boolean, nullable=False, server_default=false()),
    Column("sequence", Integer, nullable=False, server_default=text("0")),  # for calendars
    Column("created_by", BigInteger),
    Column("created_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("told", Json),  # what those who come were last told; NULL: nothing to compare with
    Column("news_at", UtcDateTime, index=True),  # when they are to be told of changes
    Index(
        "uq_session_number",
        "programme",
        "year",
        "number",
        unique=True,
        sqlite_where=text("is_cancelled = 0 AND number IS NOT NULL"),
        postgresql_where=text("NOT is_cancelled AND number IS NOT NULL"),
    ),
)

attendance = Table(
    "attendance",
    metadata,
    Column("session_id", Id, ForeignKey("session.id"), primary_key=True),
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True, index=True),
    Column("at", UtcDateTime, nullable=False),
    Column("known_sequence", Integer, nullable=False, server_default=text("0")),  # what they know
    Column("notified_for", UtcDateTime),  # the start for which the link was sent before
)
"""Who said `Saya ikut`."""

session_reach = Table(
    "session_reach",
    metadata,
    Column("session_id", Id, ForeignKey("session.id"), primary_key=True),
    Column("channel", String(40), primary_key=True),
    Column("people", Integer, nullable=False),
    Column("recorded_by", BigInteger),
    Column("at", UtcDateTime, nullable=False),
)

reach_history = Table(
    "reach_history",
    metadata,
    Column("programme", Integer, primary_key=True, autoincrement=False),
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("period", String(80), primary_key=True),
    Column("series", Integer, nullable=False),
    Column("people", BigInteger, nullable=False),
    Column("source", String(200), nullable=False, server_default=""),
    Column("imported_by", BigInteger),
    Column("at", UtcDateTime, nullable=False),
)
"""Series and reach from before the bot."""

day_correction = Table(
    "day_correction",
    metadata,
    Column("day", Date, primary_key=True),
    Column("is_off", Boolean, nullable=False),
    Column("name", String(100), nullable=False),
    Column("changed_by", BigInteger),
    Column("at", UtcDateTime, nullable=False),
)

ramadan = Table(
    "ramadan",
    metadata,
    Column("first", Date, primary_key=True),
    Column("last", Date, nullable=False),
    Column("changed_by", BigInteger),
    Column("at", UtcDateTime, nullable=False),
)

confirmed_year = Table(
    "confirmed_year",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("confirmed_by", BigInteger),
    Column("at", UtcDateTime, nullable=False),
)

reminder = Table(
    "reminder",
    metadata,
    Column("day", Date, primary_key=True),  # in the person's zone
    Column("person_id", BigInteger, primary_key=True, autoincrement=False),
    Column("campaign_id", Id, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    sqlite_with_rowid=False,
)
"""One reminder a person and day: the row is the promise never to make a second."""

reminder_text = Table(
    "reminder_text",
    metadata,
    Column("day", Date, primary_key=True),
    Column("zone", String(40), primary_key=True),
    Column("hour", String(5), primary_key=True),
    Column("variant", Integer, primary_key=True, autoincrement=False),
    Column("campaign_id", Id, nullable=False, unique=True),
)
"""Which text (campaign) the reminders of an hour have; variants differ by what people attend."""

reminder_slot = Table(
    "reminder_slot",
    metadata,
    Column("day", Date, primary_key=True),
    Column("zone", String(40), primary_key=True),
    Column("hour", String(5), primary_key=True),
    Column("due_at", UtcDateTime, nullable=False),
    Column("closed_at", UtcDateTime),  # NULL while reminders are being made
    Column("made", Integer, nullable=False, server_default=text("0")),
    Column("missed", Integer, nullable=False, server_default=text("0")),
    Column("reason", String(100), nullable=False, server_default=""),
    Column("outcomes", Json),  # how many were sent, unknown, …, once all are final
)
"""What became of the reminders of an hour, for admins."""


# --- questions ----------------------------------------------------------------------------

question = Table(
    "question",
    metadata,
    _counted(),
    Column("person_id", BigInteger, ForeignKey("person.id"), index=True),  # NULL after deletion
    Column("state", String(12), nullable=False),  # community.questions.State
    Column("topic", String(40), nullable=False),
    Column("text", Text, nullable=False),  # as it reads now, masked
    Column("is_anonymous", Boolean, nullable=False, server_default=false()),
    Column("is_urgent", Boolean, nullable=False, server_default=false()),
    Column("holder_id", BigInteger, index=True),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("state_at", UtcDateTime, nullable=False),
    Column("clock_from", UtcDateTime),  # from when the time to answer counts
    Column("pauses", Json, nullable=False),  # [[from, until or null], …], ISO moments in UTC
    Column("claimed_at", UtcDateTime),
    Column("first_answered_at", UtcDateTime),
    Column("first_seconds", Integer),  # of working time up to the first answer
    Column("last_seconds", Integer),  # up to the last one, from each opening on
    Column("closed_at", UtcDateTime),
    Column("nudges", Json, nullable=False),  # keys of what was told once for this clock
    Column("rating", Integer),
    Column("reason", String(40)),  # of a refusal
    Column("reason_text", String(1000)),
    Column("duplicate_of", Id),  # the question whose answer a refusal links
    Column("version", Integer, nullable=False, server_default=text("1")),
    Index(
        "ix_question_open",
        "asked_at",
        "id",
        sqlite_where=text("state IN ('new', 'claimed', 'waiting')"),
        postgresql_where=text("state IN ('new', 'claimed', 'waiting')"),
    ),
    Index(
        "ix_question_answered",
        "id",
        sqlite_where=text("state = 'answered'"),
        postgresql_where=text("state = 'answered'"),
    ),
    Index(
        "ix_question_final",
        "state_at",
        sqlite_where=text("state IN ('refused', 'withdrawn')"),
        postgresql_where=text("state IN ('refused', 'withdrawn')"),
    ),
    # Figures are read from the index alone: the texts lie elsewhere.
    Index(
        "ix_question_figures",
        "asked_at",
        "topic",
        "state",
        "first_seconds",
        "last_seconds",
        "rating",
    ),
)

question_entry = Table(
    "question_entry",
    metadata,
    _counted(),
    Column("question_id", Id, ForeignKey("question.id"), nullable=False),
    Column("kind", String(16), nullable=False),  # storage.question_entries.Kind
    Column("author_id", BigInteger, index=True),
    Column("text", Text, nullable=False),
    Column("attachments", Json, nullable=False),  # [{"kind", "file_id", "caption", "album"}, …]
    # Of an answer: something stood there already since the question was last opened.
    Column("is_addition", Boolean, nullable=False, server_default=false()),
    Column("at", UtcDateTime, nullable=False),
    Column("chat_id", BigInteger),  # the author's own message, which they may edit
    Column("message_id", BigInteger),
    Column("withdrawn_at", UtcDateTime),
    Index("ix_question_entry_question_id_id", "question_id", "id"),
    Index("ix_question_entry_chat_id_message_id", "chat_id", "message_id"),
)
"""All that was said about a question, in order: versions, answers, explanations, notes."""

question_part = Table(
    "question_part",
    metadata,
    Column("question_id", Id, ForeignKey("question.id"), primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("text", Text, nullable=False),  # as it reads now, masked; empty for a file alone
    Index("ix_question_part_chat_id_message_id", "chat_id", "message_id"),
)
"""The messages that a question was typed in, which its asker may edit."""

question_event = Table(
    "question_event",
    metadata,
    _counted(),
    Column("question_id", Id, ForeignKey("question.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("event", String(24), nullable=False),  # community.questions.Event
    Column("actor_id", BigInteger, index=True),  # NULL for the clock
    Column("details", Json, nullable=False),
    Index("ix_question_event_question_id_id", "question_id", "id"),
)

held_reply = Table(
    "held_reply",
    metadata,
    _counted(),
    Column("question_id", Id, ForeignKey("question.id"), nullable=False),
    Column("person_id", BigInteger, ForeignKey("person.id"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("attachments", Json, nullable=False),
    Column("chat_id", BigInteger, nullable=False),
    Column("message_id", BigInteger, nullable=False),
    Column("at", UtcDateTime, nullable=False),
)
"""Replies to a card that were not (yet) meant as the answer."""

template = Table(
    "template",
    metadata,
    _counted(),
    Column("title", String(100), nullable=False),
    Column("text", Text, nullable=False),
    Column("changed_by", BigInteger),
    Column("at", UtcDateTime, nullable=False),
)
"""Canned answers."""

topic_edit = Table(
    "topic_edit",
    metadata,
    Column("code", String(40), primary_key=True),
    Column("name", String(100), nullable=False),
    Column("aliases", Json, nullable=False),
    Column("is_active", Boolean, nullable=False, server_default=true()),
    Column("changed_by", BigInteger),
    Column("at", UtcDateTime, nullable=False),
)
"""Topics that admins added or changed; the others are packaged."""

forum_thread = Table(
    "forum_thread",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    Column("topic", String(40), primary_key=True),
    Column("name", String(128), nullable=False),
    Column("thread_id", BigInteger),  # NULL: to be made anew; 0: could not be made
    Column("at", UtcDateTime, nullable=False),
)

publication = Table(
    "publication",
    metadata,
    Column("question_id", Id, ForeignKey("question.id"), primary_key=True),
    Column("state", String(12), nullable=False, index=True),
    Column("question", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("source", String(300), nullable=False, server_default=""),
    Column("review_on", Date),
    Column("is_under_review", Boolean, nullable=False, server_default=false()),
    Column("proposed_by", BigInteger),
    Column("proposed_at", UtcDateTime),
    Column("decided_at", UtcDateTime),
    Column("version", Integer, nullable=False, server_default=text("1")),  # of the proposal
    Column("revision", Json),  # what the asker is asked about, NULL when nothing is
)
"""states: community.publishing.State."""

rule = Table(
    "rule",
    metadata,
    _counted(),
    Column("name", String(200), nullable=False, unique=True),
    Column("replaced_by", String(200)),
    Column("replaced_at", UtcDateTime),
    Column("changed_by", BigInteger),
)
"""Rules and circulars that published answers cite."""

citation = Table(
    "citation",
    metadata,
    Column("question_id", Id, ForeignKey("publication.question_id"), primary_key=True),
    Column("rule_id", Id, ForeignKey("rule.id"), primary_key=True, index=True),
)


# --- knowledge posts ----------------------------------------------------------------------

post = Table(
    "post",
    metadata,
    _counted(),
    Column("person_id", BigInteger, ForeignKey("person.id"), index=True),  # NULL: without a name
    Column("state", String(12), nullable=False),  # community.posts.State
    Column("topic", String(40), nullable=False),  # of the version that everybody reads
    Column("version", Integer),  # the one that everybody reads; NULL before the first
    Column("proposed", Integer),  # the one that moderators look at, NULL when there is none
    Column("is_returned", Boolean, nullable=False, server_default=false()),  # proposed, to improve
    Column("area", String(40)),  # of its author when it was published: kabupaten/kota or agency
    Column("submitted_at", UtcDateTime, nullable=False),
    Column("state_at", UtcDateTime, nullable=False),
    Column("clock_from", UtcDateTime),  # since when moderators are waited for
    Column("nudges", Json, nullable=False),  # keys of what was told once for this clock
    Column("published_at", UtcDateTime),  # for the first time
    Column("is_direct", Boolean, nullable=False, server_default=false()),  # not yet looked at
    Column("reason", String(40)),  # of a refusal, a removal
    Column("reason_text", String(1000)),
    Index(
        "ix_post_published",
        "published_at",
        "id",
        sqlite_where=text("state = 'published'"),
        postgresql_where=text("state = 'published'"),
    ),
    Index(
        "ix_post_published_topic",
        "topic",
        "published_at",
        sqlite_where=text("state = 'published'"),
        postgresql_where=text("state = 'published'"),
    ),
    Index(
        "ix_post_published_area",
        "area",
        "published_at",
        sqlite_where=text("state = 'published'"),
        postgresql_where=text("state = 'published'"),
    ),
    Index(
        "ix_post_waiting",
        "clock_from",
        "id",
        sqlite_where=text("clock_from IS NOT NULL"),
        postgresql_where=text("clock_from IS NOT NULL"),
    ),
)
"""What members share; its words stand in `post_version`."""

post_version = Table(
    "post_version",
    metadata,
    Column("post_id", Id, ForeignKey("post.id"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("topic", String(40), nullable=False),
    Column("title", String(200), nullable=False),
    Column("body", Text, nullable=False),
    Column("link", String(500), nullable=False, server_default=""),
    Column("media", Json, nullable=False),  # [{"kind", "file_id", "caption", "album"}, …] in order
    Column("written_at", UtcDateTime, nullable=False),
    Column("outcome", String(12), nullable=False, server_default=""),  # community.posts.Outcome
    Column("comment", String(1000), nullable=False, server_default=""),
    Column("decided_by", BigInteger),
    Column("decided_at", UtcDateTime),
)

post_event = Table(
    "post_event",
    metadata,
    _counted(),
    Column("post_id", Id, ForeignKey("post.id"), nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Column("event", String(24), nullable=False),  # community.posts.Event
    Column("actor_id", BigInteger, index=True),  # NULL for the clock
    Column("details", Json, nullable=False),
    Index("ix_post_event_post_id_id", "post_id", "id"),
)

post_mark = Table(
    "post_mark",
    metadata,
    Column("post_id", Id, ForeignKey("post.id"), primary_key=True),
    Column("kind", String(8), primary_key=True),  # useful, saved
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Index("ix_post_mark_person_id_kind_at", "person_id", "kind", "at"),
    Index("ix_post_mark_kind_at", "kind", "at"),
)

replication = Table(
    "replication",
    metadata,
    Column("post_id", Id, ForeignKey("post.id"), primary_key=True),
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True, index=True),
    Column("where", String(200), nullable=False),  # as they wrote it
    Column("area", String(40)),  # of the person's kabupaten/kota, NULL elsewhere
    Column("workplace", String(200), nullable=False),  # key of their instansi
    Column("state", String(12), nullable=False),  # community.replicating.State
    Column("counts", Boolean, nullable=False, server_default=false()),  # runs, elsewhere
    Column("at", UtcDateTime, nullable=False, index=True),
    Column("answered_at", UtcDateTime),
    Column("ask_at", UtcDateTime, index=True),  # when they are asked next, NULL: no more
    Column("asked", Integer, nullable=False, server_default=text("0")),  # how often they were
    Index(
        "ix_replication_counts",
        "post_id",
        "area",
        "workplace",
        sqlite_where=text("counts = 1"),
        postgresql_where=text("counts"),
    ),
)
"""Who said `Akan saya replikasi`, and what became of it."""

report_case = Table(
    "report_case",
    metadata,
    _counted(),
    Column("post_id", Id, ForeignKey("post.id"), nullable=False, index=True),
    Column("opened_at", UtcDateTime, nullable=False),
    Column("decided_at", UtcDateTime),
    Column("decided_by", BigInteger),
    Column("outcome", String(12)),
    Index(
        "uq_report_case_open",
        "post_id",
        unique=True,
        sqlite_where=text("decided_at IS NULL"),
        postgresql_where=text("decided_at IS NULL"),
    ),
)

report = Table(
    "report",
    metadata,
    Column("case_id", Id, ForeignKey("report_case.id"), primary_key=True),
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True, index=True),
    Column("reason", String(40), nullable=False),
    Column("text", String(1000), nullable=False, server_default=""),
    Column("at", UtcDateTime, nullable=False),
)

announcement = Table(
    "announcement",
    metadata,
    Column("post_id", Id, ForeignKey("post.id"), primary_key=True),
    Column("state", String(10), nullable=False),  # community.announcing.State
    Column("day", Date),  # on which it was announced
    Column("at", UtcDateTime, nullable=False),
    Index("ix_announcement_state_day", "state", "day"),
)
"""What the community chat was told of a post; NULL day: it waits for its turn."""

trusted_author = Table(
    "trusted_author",
    metadata,
    Column("person_id", BigInteger, ForeignKey("person.id"), primary_key=True),
    Column("by", BigInteger),
    Column("at", UtcDateTime, nullable=False),
)

synonym_edit = Table(
    "synonym_edit",
    metadata,
    Column("word", String(60), primary_key=True),
    Column("words", Json, nullable=False),  # [] where a packaged line was taken out
    Column("changed_by", BigInteger),
    Column("at", UtcDateTime, nullable=False),
)
"""Lines of the synonym table that admins added or changed; the others are packaged."""

kept_search = Table(
    "kept_search",
    metadata,
    _counted(),
    Column("person_id", BigInteger, ForeignKey("person.id"), nullable=False),
    Column("words", String(200), nullable=False),
    Column("kind", String(8), nullable=False),  # empty: of every kind
    Column("topic", String(40), nullable=False),  # empty: of every topic
    Column("message_id", BigInteger, nullable=False),  # in which they were typed, 0 for none
    Column("at", UtcDateTime, nullable=False),
    UniqueConstraint("person_id", "words", "kind", "topic"),
)
"""What somebody searched for, for the buttons below its results."""
