"""What a deletion does in each table: rows go, or a random number takes the person's place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import (
    Executable,
    String,
    Table,
    TextClause,
    and_,
    case,
    cast,
    delete,
    exists,
    null,
    or_,
    select,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from community import keeping
from community.applications import subject
from community.post_buttons import card_subject
from community.post_card import files_subject as post_files_subject
from community.post_forms import REFUSAL as POST_REFUSAL
from community.post_forms import SEND_BACK, TAKE_DOWN
from community.publishing_form import FORM as PUBLISHING
from community.question_card import asker_subject, files_subject
from community.question_card import subject as question_subject
from community.report_forms import REMOVAL
from community.reporting import subject as case_subject
from community.roles import State
from storage import schema
from storage.outbox import IS_WAITING
from storage.post_erasure import OUT


@dataclass(frozen=True, slots=True)
class Goodbye:
    """Who is deleted; `pseudonym` takes the place of their number where a trace has to stay."""

    person_id: int
    telegram_id: int
    pseudonym: int
    applications: tuple[int, ...]
    questions: tuple[int, ...]
    posts: tuple[int, ...]
    cases: tuple[int, ...]  # of reports of these posts
    with_posts: bool
    now: datetime


Statement = Callable[[Goodbye], Executable]


def _rows_of(table: Table) -> Statement:
    """Delete the person's rows of a table."""
    return lambda goodbye: delete(table).where(table.c.person_id == goodbye.person_id)


def _pseudonym(column: str, table: Table) -> Statement:
    """Put the random number where the person's number stood."""

    def statement(goodbye: Goodbye) -> Executable:
        return (
            update(table)
            .where(table.c[column] == goodbye.person_id)
            .values({column: goodbye.pseudonym})
        )

    return statement


EMPTY = {
    "payload": null(),
    "chat_id": None,
    "subject": None,
    "edits_message": None,
    "replace_key": None,
}
_ABOUT_POSTS = (POST_REFUSAL.name, SEND_BACK.name, TAKE_DOWN.name, REMOVAL.name)
UNSENT = schema.outbox.c.state.in_(("pending", "attempted"))
_DROPPED = case((UNSENT, "dropped"), else_=schema.outbox.c.state)


def _emptied(*which: ColumnElement[bool] | TextClause) -> Executable:
    return update(schema.outbox).where(*which).values(state=_DROPPED, **EMPTY)


def _own_outbox_rows(goodbye: Goodbye) -> Executable:
    column = schema.outbox.c
    return _emptied(
        column.person_id == goodbye.person_id,
        column.person_id.is_not(None),
        column.campaign_id.is_(None),
    )


def _nameless_outbox_rows(goodbye: Goodbye) -> Executable:
    column = schema.outbox.c
    return _emptied(
        column.chat_id == goodbye.telegram_id,
        column.person_id.is_(None),
        column.campaign_id.is_(None),
    )


def _campaign_rows(goodbye: Goodbye) -> Executable:
    column = schema.outbox.c
    campaigns = select(schema.campaign.c.id)
    return _emptied(
        column.campaign_id.is_not(None),
        column.campaign_id.in_(campaigns),
        column.person_id == goodbye.person_id,
    )


def _reminders(goodbye: Goodbye) -> Executable:
    # The key begins with the day: named days find the rows of a person without a scan.
    newest = goodbye.now.date() + timedelta(days=1)
    days = [newest - timedelta(days=back) for back in range(keeping.REMINDED.span.days + 3)]
    column = schema.reminder.c
    return delete(schema.reminder).where(
        column.day.in_(days), column.person_id == goodbye.person_id
    )


def _waiting_cards(goodbye: Goodbye) -> Executable:
    column = schema.outbox.c
    cards = [subject(number) for number in goodbye.applications]
    cards += [question_subject(number) for number in goodbye.questions]
    cards += [files_subject(number) for number in goodbye.questions]
    cards += [asker_subject(number) for number in goodbye.questions]
    cards += [card_subject(number) for number in goodbye.posts]
    cards += [post_files_subject(number) for number in goodbye.posts]
    cards += [case_subject(number) for number in goodbye.cases]
    return _emptied(IS_WAITING, or_(column.subject.in_(cards), column.edits_message.in_(cards)))


def _own_questions(goodbye: Goodbye) -> Executable:
    """Take the asker off, and what they wrote: only what they allowed to be published may stay."""
    return (
        update(schema.question)
        .where(schema.question.c.person_id == goodbye.person_id)
        .values(person_id=None, text="", reason_text=None)
    )


def _own_words(goodbye: Goodbye) -> Executable:
    column = schema.question_entry.c
    return (
        update(schema.question_entry)
        .where(column.author_id == goodbye.person_id, column.question_id.in_(goodbye.questions))
        .values(author_id=goodbye.pseudonym)
    )


def _words_about(goodbye: Goodbye) -> Executable:
    """Forget what was said about the person's questions: answers and notes name who asked."""
    return (
        update(schema.question_entry)
        .where(schema.question_entry.c.question_id.in_(goodbye.questions))
        .values(text="", attachments=[], chat_id=None, message_id=None)
    )


def _reasons(goodbye: Goodbye) -> Executable:
    """Forget why an admin looked up who asked, and the like."""
    column = schema.question_event.c.question_id
    return update(schema.question_event).where(column.in_(goodbye.questions)).values(details={})


def _held_about(goodbye: Goodbye) -> Executable:
    column = schema.held_reply.c.question_id
    return delete(schema.held_reply).where(column.in_(goodbye.questions))


def _drafts_about(goodbye: Goodbye) -> Executable:
    """Delete what moderators had begun to write about the person's questions."""
    column = schema.draft.c
    numbers = [str(number) for number in goodbye.questions]
    is_answer = cast(column.answers["question"].as_string(), String).in_(numbers)
    is_publishing = cast(column.answers["number"].as_string(), String).in_(numbers)
    return delete(schema.draft).where(
        or_(is_answer, and_(column.form == PUBLISHING.name, is_publishing))
    )


def _parts(goodbye: Goodbye) -> Executable:
    column = schema.question_part.c.question_id
    return delete(schema.question_part).where(column.in_(goodbye.questions))


def _words_on_duty(goodbye: Goodbye) -> Executable:
    """Let answers stay as those of Moderator CoP."""
    return (
        update(schema.question_entry)
        .where(schema.question_entry.c.author_id == goodbye.person_id)
        .values(author_id=goodbye.pseudonym, chat_id=None, message_id=None)
    )


def _own_posts(goodbye: Goodbye) -> Executable:
    """Take the author off: published posts may stay, without name, area and instansi."""
    return (
        update(schema.post)
        .where(schema.post.c.person_id == goodbye.person_id)
        .values(person_id=None, area=None, reason_text=None)
    )


def _versions(goodbye: Goodbye) -> Executable:
    """Empty what nobody reads, or may read any more: all versions but the published ones."""
    column, post = schema.post_version.c, schema.post.c
    is_kept = exists().where(
        post.id == column.post_id, post.version == column.version, post.state.in_(OUT)
    )
    which = [column.post_id.in_(goodbye.posts)]
    return (
        update(schema.post_version)
        .where(*which, *([] if goodbye.with_posts else [~is_kept]))
        .values(title="", body="", link="", media=[])
    )


def _comments(goodbye: Goodbye) -> Executable:
    """Forget what moderators said about the versions: it may name the author."""
    column = schema.post_version.c.post_id
    return update(schema.post_version).where(column.in_(goodbye.posts)).values(comment="")


def _post_reasons(goodbye: Goodbye) -> Executable:
    column = schema.post_event.c.post_id
    return update(schema.post_event).where(column.in_(goodbye.posts)).values(details={})


def _words_of_reports(goodbye: Goodbye) -> Executable:
    """Forget what readers wrote about the person's posts; that they objected stays."""
    cases = select(schema.report_case.c.id).where(schema.report_case.c.post_id.in_(goodbye.posts))
    return update(schema.report).where(schema.report.c.case_id.in_(cases)).values(text="")


def _post_drafts(goodbye: Goodbye) -> Executable:
    """Delete what moderators had begun to write about the person's posts."""
    column = schema.draft.c
    numbers = [str(number) for number in goodbye.posts]
    is_about = cast(column.answers["post"].as_string(), String).in_(numbers)
    return delete(schema.draft).where(column.form.in_(_ABOUT_POSTS), is_about)


def _citations(goodbye: Goodbye) -> Executable:
    return delete(schema.citation).where(
        schema.citation.c.question_id.in_(goodbye.questions if goodbye.with_posts else ())
    )


def _publications(goodbye: Goodbye) -> Executable:
    """Unpublish what was asked, where its asker said so; it was anonymous before."""
    return delete(schema.publication).where(
        schema.publication.c.question_id.in_(goodbye.questions if goodbye.with_posts else ())
    )


def _set_aside_updates(goodbye: Goodbye) -> Executable:
    column = schema.inbox.c
    # An update in a group names the person only inside its text.
    names = column.raw.contains(str(goodbye.telegram_id), autoescape=True)
    return (
        update(schema.inbox)
        .where(column.handled_at.is_not(None), column.raw.is_not(None))
        .where(or_(column.order_key == goodbye.telegram_id, names))
        .values(raw=None, order_key=None)
    )


def _leave_number(goodbye: Goodbye) -> Executable:
    return (
        update(schema.person)
        .where(schema.person.c.id == goodbye.person_id)
        .values(state=State.ERASED, state_at=goodbye.now, removed_before=False)
    )


ERASERS: tuple[tuple[Table, tuple[Statement, ...]], ...] = (
    (schema.draft, (_rows_of(schema.draft), _drafts_about, _post_drafts)),
    (schema.post_mark, (_rows_of(schema.post_mark),)),
    (schema.replication, (_rows_of(schema.replication),)),
    (schema.report, (_rows_of(schema.report), _words_of_reports)),
    (schema.report_case, (_pseudonym("decided_by", schema.report_case),)),
    (
        schema.trusted_author,
        (_rows_of(schema.trusted_author), _pseudonym("by", schema.trusted_author)),
    ),
    (
        schema.post_version,
        (_versions, _comments, _pseudonym("decided_by", schema.post_version)),
    ),
    (schema.post_event, (_pseudonym("actor_id", schema.post_event), _post_reasons)),
    (schema.post, (_own_posts,)),
    (schema.synonym_edit, (_pseudonym("changed_by", schema.synonym_edit),)),
    (schema.kept_search, (_rows_of(schema.kept_search),)),
    (
        schema.publication,
        (_citations, _publications, _pseudonym("proposed_by", schema.publication)),
    ),
    (schema.held_reply, (_rows_of(schema.held_reply), _held_about)),
    (schema.question_entry, (_own_words, _words_about, _words_on_duty)),
    (schema.question_part, (_parts,)),
    (schema.question_event, (_pseudonym("actor_id", schema.question_event), _reasons)),
    (schema.question, (_own_questions, _pseudonym("holder_id", schema.question))),
    (schema.template, (_pseudonym("changed_by", schema.template),)),
    (schema.topic_edit, (_pseudonym("changed_by", schema.topic_edit),)),
    (schema.rule, (_pseudonym("changed_by", schema.rule),)),
    (schema.interest, (_rows_of(schema.interest),)),
    (schema.reminder_setting, (_rows_of(schema.reminder_setting),)),
    (schema.attendance, (_rows_of(schema.attendance),)),
    (schema.reminder, (_reminders,)),
    (schema.session, (_pseudonym("created_by", schema.session),)),
    (schema.session_reach, (_pseudonym("recorded_by", schema.session_reach),)),
    (schema.reach_history, (_pseudonym("imported_by", schema.reach_history),)),
    (schema.programme_day, (_pseudonym("changed_by", schema.programme_day),)),
    (schema.day_correction, (_pseudonym("changed_by", schema.day_correction),)),
    (schema.ramadan, (_pseudonym("changed_by", schema.ramadan),)),
    (schema.confirmed_year, (_pseudonym("confirmed_by", schema.confirmed_year),)),
    (schema.consent, (_rows_of(schema.consent),)),
    (schema.expertise, (_rows_of(schema.expertise),)),
    (
        schema.moderator,
        (_rows_of(schema.moderator), _pseudonym("appointed_by", schema.moderator)),
    ),
    (
        schema.application,
        (_rows_of(schema.application), _pseudonym("decided_by", schema.application)),
    ),
    (schema.profile, (_rows_of(schema.profile),)),
    (schema.account, (_rows_of(schema.account),)),
    (
        schema.audit,
        (_pseudonym("actor", schema.audit), _pseudonym("subject", schema.audit)),
    ),
    (schema.message, (_rows_of(schema.message),)),
    (schema.inbox, (_set_aside_updates,)),
    (
        schema.outbox,
        (_own_outbox_rows, _nameless_outbox_rows, _campaign_rows, _waiting_cards),
    ),
    (schema.person, (_leave_number,)),
)
"""What happens in each table; whoever adds a table with people in it adds a line."""
