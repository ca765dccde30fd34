"""Dahar Ngopi: programme, sessions, calendar, reminders; what the timetable remembers."""

import sqlalchemy as sa
from alembic import op

from storage.schema import Id, Json, UtcDateTime

revision = "0002"
down_revision = "0001"


def upgrade() -> None:  # a list of tables is long and plain
    """Create the tables of Dahar Ngopi."""
    op.create_table(
        "confirmed_year",
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("confirmed_by", sa.BigInteger(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_confirmed_year")),
    )
    op.create_table(
        "day_correction",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("is_off", sa.Boolean(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_day_correction")),
    )
    op.create_table(
        "occasion",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_occasion")),
    )
    with op.batch_alter_table("occasion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_occasion_at"), ["at"], unique=False)

    op.create_table(
        "programme_day",
        sa.Column("weekday", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("about", sa.String(length=600), nullable=False),
        sa.Column("call", sa.String(length=300), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("weekday", name=op.f("pk_programme_day")),
    )
    op.create_table(
        "ramadan",
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("first", name=op.f("pk_ramadan")),
    )
    op.create_table(
        "reach_history",
        sa.Column("programme", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("period", sa.String(length=80), nullable=False),
        sa.Column("series", sa.Integer(), nullable=False),
        sa.Column("people", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.String(length=200), server_default="", nullable=False),
        sa.Column("imported_by", sa.BigInteger(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("programme", "year", "period", name=op.f("pk_reach_history")),
    )
    op.create_table(
        "reminder",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("campaign_id", Id, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("day", "person_id", name=op.f("pk_reminder")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "reminder_slot",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("hour", sa.String(length=5), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("made", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("missed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("reason", sa.String(length=100), server_default="", nullable=False),
        sa.Column("outcomes", Json, nullable=True),
        sa.PrimaryKeyConstraint("day", "zone", "hour", name=op.f("pk_reminder_slot")),
    )
    op.create_table(
        "reminder_text",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("zone", sa.String(length=40), nullable=False),
        sa.Column("hour", sa.String(length=5), nullable=False),
        sa.Column("variant", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("campaign_id", Id, nullable=False),
        sa.PrimaryKeyConstraint("day", "zone", "hour", "variant", name=op.f("pk_reminder_text")),
        sa.UniqueConstraint("campaign_id", name=op.f("uq_reminder_text_campaign_id")),
    )
    op.create_table(
        "session",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("programme", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("speaker", sa.String(length=200), server_default="", nullable=False),
        sa.Column("links", Json, nullable=False),
        sa.Column("jp", sa.Integer(), nullable=True),
        sa.Column("notes", sa.String(length=1000), server_default="", nullable=False),
        sa.Column("is_cancelled", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("sequence", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_by", sa.BigInteger(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("told", Json, nullable=True),
        sa.Column("news_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
    )
    with op.batch_alter_table("session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_session_news_at"), ["news_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_session_starts_at"), ["starts_at"], unique=False)
        batch_op.create_index(
            "uq_session_number",
            ["programme", "year", "number"],
            unique=True,
            sqlite_where=sa.text("is_cancelled = 0 AND number IS NOT NULL"),
            postgresql_where=sa.text("NOT is_cancelled AND number IS NOT NULL"),
        )

    op.create_table(
        "attendance",
        sa.Column("session_id", Id, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("known_sequence", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("notified_for", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_person_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_attendance_session_id")
        ),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_attendance")),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attendance_person_id"), ["person_id"], unique=False)

    op.create_table(
        "session_reach",
        sa.Column("session_id", Id, nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("recorded_by", sa.BigInteger(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["session.id"], name=op.f("fk_session_reach_session_id")
        ),
        sa.PrimaryKeyConstraint("session_id", "channel", name=op.f("pk_session_reach")),
    )
    with op.batch_alter_table("job_run", schema=None) as batch_op:
        batch_op.alter_column("ran_at", existing_type=UtcDateTime(), nullable=True)
        batch_op.add_column(
            sa.Column("milliseconds", sa.Integer(), server_default=sa.text("0"), nullable=False)
        )
        batch_op.add_column(sa.Column("next_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("failed_at", UtcDateTime(), nullable=True))
        batch_op.add_column(sa.Column("error", sa.String(length=200), nullable=True))

    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("zone", sa.String(length=40), nullable=True))
        batch_op.drop_index("uq_outbox_campaign_chat")
        batch_op.create_index(
            "uq_outbox_campaign_person",
            ["campaign_id", "person_id"],
            unique=True,
            sqlite_where=sa.text("campaign_id IS NOT NULL"),
            postgresql_where=sa.text("campaign_id IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_outbox_subject_waiting",
            ["person_id", "subject"],
            unique=False,
            sqlite_where=sa.text("state IN ('pending', 'attempted') AND subject IS NOT NULL"),
            postgresql_where=sa.text("state IN ('pending', 'attempted') AND subject IS NOT NULL"),
        )

    with op.batch_alter_table("reminder_setting", schema=None) as batch_op:
        batch_op.add_column(sa.Column("since", UtcDateTime(), nullable=True))
        batch_op.create_index(
            "ix_reminder_setting_due",
            ["zone", "hour", "person_id"],
            unique=False,
            sqlite_where=sa.text("is_on = 1"),
            postgresql_where=sa.text("is_on"),
        )

    # ### end Alembic commands ###
