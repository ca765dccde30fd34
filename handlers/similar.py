"""Answered questions that are published and ask nearly the same as somebody is about to ask."""

from dataclasses import dataclass

from handlers.request import Request


@dataclass(frozen=True, slots=True)
class Similar:
    """A published question, by its number."""

    number: int
    title: str


async def similar(request: Request, text: str) -> tuple[Similar, ...]:
    """Return at most three that may hold the answer already, the most alike first."""
    hits = await request.unit.search.similar(text)
    return tuple(Similar(hit.number, hit.title) for hit in hits)
