"""Knowledge posts: what members share, and what becomes of it."""

import sqlalchemy as sa
from alembic import op

from storage.schema import Id, Json, UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:  # a list of tables is long and plain
    """Create the tables of posts."""
    op.create_table(
        "synonym_edit",
        sa.Column("word", sa.String(length=60), nullable=False),
        sa.Column("words", Json, nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_synonym_edit")),
    )
    op.create_table(
        "kept_search",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_kept_search_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kept_search")),
        sa.UniqueConstraint(
            "person_id",
            "words",
            "kind",
            "topic",
            name=op.f("uq_kept_search_person_id_words_kind_topic"),
        ),
    )
    op.create_table(
        "post",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("proposed", sa.Integer(), nullable=True),
        sa.Column("is_returned", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("area", sa.String(length=40), nullable=True),
        sa.Column("submitted_at", UtcDateTime(), nullable=False),
        sa.Column("state_at", UtcDateTime(), nullable=False),
        sa.Column("clock_from", UtcDateTime(), nullable=True),
        sa.Column("nudges", Json, nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.Column("is_direct", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("reason_text", sa.String(length=1000), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_post_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
    )
    with op.batch_alter_table("post", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "ix_post_published",
            ["published_at", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'published'"),
            postgresql_where=sa.text("state = 'published'"),
        )
        batch_op.create_index(
            "ix_post_published_area",
            ["area", "published_at"],
            unique=False,
            sqlite_where=sa.text("state = 'published'"),
            postgresql_where=sa.text("state = 'published'"),
        )
        batch_op.create_index(
            "ix_post_published_topic",
            ["topic", "published_at"],
            unique=False,
            sqlite_where=sa.text("state = 'published'"),
            postgresql_where=sa.text("state = 'published'"),
        )
        batch_op.create_index(
            "ix_post_waiting",
            ["clock_from", "id"],
            unique=False,
            sqlite_where=sa.text("clock_from IS NOT NULL"),
            postgresql_where=sa.text("clock_from IS NOT NULL"),
        )

    op.create_table(
        "trusted_author",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_trusted_author_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_trusted_author")),
    )
    op.create_table(
        "announcement",
        sa.Column("post_id", Id, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_announcement_post_id")),
        sa.PrimaryKeyConstraint("post_id", name=op.f("pk_announcement")),
    )
    with op.batch_alter_table("announcement", schema=None) as batch_op:
        batch_op.create_index("ix_announcement_state_day", ["state", "day"], unique=False)

    op.create_table(
        "post_event",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("post_id", Id, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("event", sa.String(length=24), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("details", Json, nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_event_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_event")),
    )
    with op.batch_alter_table("post_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_post_event_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index("ix_post_event_post_id_id", ["post_id", "id"], unique=False)

    op.create_table(
        "post_mark",
        sa.Column("post_id", Id, nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_post_mark_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_mark_post_id")),
        sa.PrimaryKeyConstraint("post_id", "kind", "person_id", name=op.f("pk_post_mark")),
    )
    with op.batch_alter_table("post_mark", schema=None) as batch_op:
        batch_op.create_index("ix_post_mark_kind_at", ["kind", "at"], unique=False)
        batch_op.create_index(
            "ix_post_mark_person_id_kind_at", ["person_id", "kind", "at"], unique=False
        )

    op.create_table(
        "post_version",
        sa.Column("post_id", Id, nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("link", sa.String(length=500), server_default="", nullable=False),
        sa.Column("media", Json, nullable=False),
        sa.Column("written_at", UtcDateTime(), nullable=False),
        sa.Column("outcome", sa.String(length=12), server_default="", nullable=False),
        sa.Column("comment", sa.String(length=1000), server_default="", nullable=False),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_version_post_id")),
        sa.PrimaryKeyConstraint("post_id", "version", name=op.f("pk_post_version")),
    )
    op.create_table(
        "replication",
        sa.Column("post_id", Id, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("where", sa.String(length=200), nullable=False),
        sa.Column("area", sa.String(length=40), nullable=True),
        sa.Column("workplace", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("counts", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("ask_at", UtcDateTime(), nullable=True),
        sa.Column("asked", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_replication_person_id")
        ),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_replication_post_id")),
        sa.PrimaryKeyConstraint("post_id", "person_id", name=op.f("pk_replication")),
    )
    with op.batch_alter_table("replication", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_replication_at"), ["at"], unique=False)
        batch_op.create_index(
            "ix_replication_counts",
            ["post_id", "area", "workplace"],
            unique=False,
            sqlite_where=sa.text("counts = 1"),
            postgresql_where=sa.text("counts"),
        )
        batch_op.create_index(batch_op.f("ix_replication_ask_at"), ["ask_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_replication_person_id"), ["person_id"], unique=False)

    op.create_table(
        "report_case",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("post_id", Id, nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("decided_by", sa.BigInteger(), nullable=True),
        sa.Column("outcome", sa.String(length=12), nullable=True),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_report_case_post_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_case")),
    )
    with op.batch_alter_table("report_case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_case_post_id"), ["post_id"], unique=False)
        batch_op.create_index(
            "uq_report_case_open",
            ["post_id"],
            unique=True,
            sqlite_where=sa.text("decided_at IS NULL"),
            postgresql_where=sa.text("decided_at IS NULL"),
        )

    op.create_table(
        "report",
        sa.Column("case_id", Id, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("text", sa.String(length=1000), server_default="", nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["report_case.id"], name=op.f("fk_report_case_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_report_person_id")),
        sa.PrimaryKeyConstraint("case_id", "person_id", name=op.f("pk_report")),
    )
    with op.batch_alter_table("report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_report_person_id"), ["person_id"], unique=False)
