"""The sets the search is measured on: ours (in the repository) and the general one (beside it)."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
GENERAL = HERE.parents[2] / "shared" / "data" / "idsearch"
OURS = HERE.parent / "data" / "questions_id.jsonl"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the numbers of what answers it; none for a hard negative."""

    text: str
    right: frozenset[int]
    number: int = -1
    """Its own place among the texts, which does not count as found."""
    group: int = 0


@dataclass(frozen=True, slots=True)
class Labelled:
    """Texts, numbered from 0, and questions to them."""

    texts: tuple[str, ...]
    asked: tuple[Asked, ...]


def passages(*, typos: bool) -> Labelled:
    """Return the general set: questions and the passages that answer them."""
    texts = _lines(GENERAL / "passages.jsonl")
    number = {row["id"]: at for at, row in enumerate(texts)}
    asked = _lines(GENERAL / ("queries_typo.jsonl" if typos else "queries.jsonl"))
    return Labelled(
        tuple(row["text"] for row in texts),
        tuple(
            Asked(row["text"], frozenset(number[id_] for id_ in row["relevant"])) for row in asked
        ),
    )


def similar() -> Labelled:
    """Return the general set: questions and the questions that ask the same."""
    texts = _lines(GENERAL / "queries.jsonl")
    number = {row["id"]: at for at, row in enumerate(texts)}
    return Labelled(
        tuple(row["text"] for row in texts),
        tuple(
            Asked(
                row["text"],
                frozenset(number[id_] for id_ in row["relevant_query_ids"]),
                number[row["query_id"]],
            )
            for row in _lines(GENERAL / "similar_questions.jsonl")
        ),
    )


def ours() -> Labelled:
    """Return our set: answered questions, paraphrases of them and hard negatives."""
    rows = _lines(OURS)
    answered = [row for row in rows if row["role"] == "answered"]
    number = {row["group"]: at for at, row in enumerate(answered)}
    return Labelled(
        tuple(row["text"] for row in answered),
        tuple(
            Asked(
                row["text"],
                frozenset([number[row["group"]]] if row["group"] else []),
                group=row["group"] or row["near"],
            )
            for row in rows
            if row["role"] != "answered"
        ),
    )


@lru_cache(maxsize=1)
def trade() -> tuple[dict[str, Any], ...]:
    """Return the rows of our set as they stand: questions of the trade."""
    return tuple(_lines(OURS))


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
