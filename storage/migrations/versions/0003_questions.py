"""Questions: what is asked, claimed, answered and published."""

import sqlalchemy as sa
from alembic import op

from storage import search_tables
from storage.schema import Id, Json, UtcDateTime

revision = "0003"
down_revision = "0002"


def upgrade() -> None:  # a list of tables is long and plain
    """Create the tables of questions."""
    op.add_column("message", sa.Column("first_id", sa.BigInteger(), nullable=True))
    op.create_index("ix_message_chat_id_first_id", "message", ["chat_id", "first_id"])
    op.create_index(
        "ix_outbox_lost",
        "outbox",
        ["person_id", "subject"],
        sqlite_where=sa.text("state = 'unreachable' AND lane = 'reply'"),
        postgresql_where=sa.text("state = 'unreachable' AND lane = 'reply'"),
    )
    op.create_table(
        "forum_thread",
        sa.Column("chat_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("chat_id", "topic", name=op.f("pk_forum_thread")),
    )
    op.create_table(
        "rule",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("replaced_by", sa.String(length=200), nullable=True),
        sa.Column("replaced_at", UtcDateTime(), nullable=True),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rule")),
        sa.UniqueConstraint("name", name=op.f("uq_rule_name")),
    )
    op.create_table(
        "template",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template")),
    )
    op.create_table(
        "topic_edit",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("aliases", Json, nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("changed_by", sa.BigInteger(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_topic_edit")),
    )
    op.create_table(
        "question",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("is_anonymous", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("is_urgent", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("holder_id", sa.BigInteger(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("state_at", UtcDateTime(), nullable=False),
        sa.Column("clock_from", UtcDateTime(), nullable=True),
        sa.Column("pauses", Json, nullable=False),
        sa.Column("claimed_at", UtcDateTime(), nullable=True),
        sa.Column("first_answered_at", UtcDateTime(), nullable=True),
        sa.Column("first_seconds", sa.Integer(), nullable=True),
        sa.Column("last_seconds", sa.Integer(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("nudges", Json, nullable=False),
        sa.Column("rating", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("reason_text", sa.String(length=1000), nullable=True),
        sa.Column("duplicate_of", Id, nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_question_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
    )
    with op.batch_alter_table("question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_holder_id"), ["holder_id"], unique=False)
        batch_op.create_index(
            "ix_question_open",
            ["asked_at", "id"],
            unique=False,
            sqlite_where=sa.text("state IN ('new', 'claimed', 'waiting')"),
            postgresql_where=sa.text("state IN ('new', 'claimed', 'waiting')"),
        )
        batch_op.create_index(batch_op.f("ix_question_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "ix_question_answered",
            ["id"],
            unique=False,
            sqlite_where=sa.text("state = 'answered'"),
            postgresql_where=sa.text("state = 'answered'"),
        )
        batch_op.create_index(
            "ix_question_final",
            ["state_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('refused', 'withdrawn')"),
            postgresql_where=sa.text("state IN ('refused', 'withdrawn')"),
        )
        batch_op.create_index(
            "ix_question_figures",
            ["asked_at", "topic", "state", "first_seconds", "last_seconds", "rating"],
            unique=False,
        )

    op.create_table(
        "held_reply",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("question_id", Id, nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("attachments", Json, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_held_reply_person_id")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_held_reply_question_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_reply")),
    )
    with op.batch_alter_table("held_reply", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_held_reply_person_id"), ["person_id"], unique=False)

    op.create_table(
        "publication",
        sa.Column("question_id", Id, nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("source", sa.String(length=300), server_default="", nullable=False),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("is_under_review", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("proposed_by", sa.BigInteger(), nullable=True),
        sa.Column("proposed_at", UtcDateTime(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("revision", Json, nullable=True),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_publication_question_id")
        ),
        sa.PrimaryKeyConstraint("question_id", name=op.f("pk_publication")),
    )
    with op.batch_alter_table("publication", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_publication_state"), ["state"], unique=False)

    op.create_table(
        "question_entry",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("question_id", Id, nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("attachments", Json, nullable=False),
        sa.Column("is_addition", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_question_entry_question_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_entry")),
    )
    with op.batch_alter_table("question_entry", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_question_entry_author_id"), ["author_id"], unique=False
        )
        batch_op.create_index(
            "ix_question_entry_chat_id_message_id", ["chat_id", "message_id"], unique=False
        )
        batch_op.create_index(
            "ix_question_entry_question_id_id", ["question_id", "id"], unique=False
        )

    op.create_table(
        "question_part",
        sa.Column("question_id", Id, nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_question_part_question_id")
        ),
        sa.PrimaryKeyConstraint("question_id", "place", name=op.f("pk_question_part")),
    )
    op.create_index(
        "ix_question_part_chat_id_message_id", "question_part", ["chat_id", "message_id"]
    )

    op.create_table(
        "question_event",
        sa.Column("id", Id, autoincrement=True, nullable=False),
        sa.Column("question_id", Id, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("event", sa.String(length=24), nullable=False),
        sa.Column("actor_id", sa.BigInteger(), nullable=True),
        sa.Column("details", Json, nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_question_event_question_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_event")),
    )
    with op.batch_alter_table("question_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_event_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index(
            "ix_question_event_question_id_id", ["question_id", "id"], unique=False
        )

    op.create_table(
        "citation",
        sa.Column("question_id", Id, nullable=False),
        sa.Column("rule_id", Id, nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["publication.question_id"], name=op.f("fk_citation_question_id")
        ),
        sa.ForeignKeyConstraint(["rule_id"], ["rule.id"], name=op.f("fk_citation_rule_id")),
        sa.PrimaryKeyConstraint("question_id", "rule_id", name=op.f("pk_citation")),
    )
    with op.batch_alter_table("citation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_citation_rule_id"), ["rule_id"], unique=False)

    search_tables.create_tables(op.get_bind())
