"""One published question, or one to be: as it is kept, with the rules that it cites."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from community.publishing import Content, State
from storage.schema import citation, publication, question


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """How a question stands towards everybody; `proposal` is what its asker is asked about."""

    number: int
    topic: str
    person_id: int | None
    state: State
    content: Content
    is_under_review: bool
    proposed_by: int | None
    proposed_at: datetime | None
    decided_at: datetime | None
    version: int
    proposal: Content | None


_COLUMNS = (
    publication.c.question_id,
    question.c.topic,
    question.c.person_id,
    publication.c.state,
    publication.c.question,
    publication.c.answer,
    publication.c.source,
    publication.c.review_on,
    publication.c.is_under_review,
    publication.c.proposed_by,
    publication.c.proposed_at,
    publication.c.decided_at,
    publication.c.version,
    publication.c.revision,
)
ALL: Select[Any] = select(*_COLUMNS).join(question, question.c.id == publication.c.question_id)


async def with_rules(connection: AsyncConnection, rows: Sequence[Row[Any]]) -> list[Publication]:
    """Read the rows of `ALL`, each with the rules that it cites."""
    numbers = [row.question_id for row in rows]
    cited = await connection.execute(
        select(citation.c.question_id, citation.c.rule_id)
        .where(citation.c.question_id.in_(numbers))
        .order_by(citation.c.rule_id)
    )
    rules: dict[int, list[int]] = {}
    for number, rule_id in cited:
        rules.setdefault(number, []).append(rule_id)
    return [_publication(row, tuple(rules.get(row.question_id, ()))) for row in rows]


def as_json(content: Content) -> dict[str, Any]:
    """Write a text down as it is kept while its asker is asked."""
    review_on = None if content.review_on is None else content.review_on.isoformat()
    return {**asdict(content), "rules": list(content.rules), "review_on": review_on}


def _of_json(kept: Mapping[str, Any]) -> Content:
    review_on = kept["review_on"]
    return Content(
        question=kept["question"],
        answer=kept["answer"],
        source=kept["source"],
        review_on=None if review_on is None else date.fromisoformat(review_on),
        rules=tuple(kept["rules"]),
    )


def _publication(row: Row[Any], rules: tuple[int, ...]) -> Publication:
    content = Content(
        question=row.question,
        answer=row.answer,
        source=row.source,
        review_on=row.review_on,
        rules=rules,
    )
    return Publication(
        number=row.question_id,
        topic=row.topic,
        person_id=row.person_id,
        state=State(row.state),
        content=content,
        is_under_review=bool(row.is_under_review),
        proposed_by=row.proposed_by,
        proposed_at=row.proposed_at,
        decided_at=row.decided_at,
        version=row.version,
        proposal=None if row.revision is None else _of_json(row.revision),
    )
