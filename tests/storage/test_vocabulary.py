"""Words that are written nearly as the index has them."""

import string

import pytest
from sqlalchemy import event

from storage.database import Database
from storage.unit import Unit
from storage.vocabulary import Vocabulary

TERMS = ("guru", "rilis", "humas", "agenda", "publik", "pranata", "informasi", "diseminasi")


def _mistyped(word: str) -> set[str]:
    """Return a word with one letter wrong, missing, too many or swapped, at every place."""
    wrong = {word[:at] + word[at + 1 :] for at in range(len(word))}
    wrong |= {
        word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :] for at in range(1, len(word))
    }
    for letter in string.ascii_lowercase[::5]:
        wrong |= {word[:at] + letter + word[at + 1 :] for at in range(len(word))}
        wrong |= {word[:at] + letter + word[at:] for at in range(len(word) + 1)}
    return {one for one in wrong if len(one) >= 4} - set(TERMS)


@pytest.mark.parametrize("term", TERMS)
async def test_every_single_mistake_is_mended(database: Database, term: str) -> None:
    """Whatever letter of a word is wrong, missing, too many or swapped, the word is found."""

    async def unit(opened: Unit) -> list[str]:
        vocabulary = Vocabulary(opened.connection)
        await vocabulary.change(gone=(), new=TERMS)
        return [one for one in sorted(_mistyped(term)) if term not in await vocabulary.meant(one)]

    assert [] == await database.write(unit)


async def test_mending_reads_ranges_of_an_index(database: Database) -> None:
    """Nearly written words are looked up by their beginning and their end, not in all words."""
    if not database.takes_turns:
        pytest.skip("the plan is read on SQLite")
    asked: list[tuple[str, object]] = []

    async def unit(opened: Unit) -> list[str]:
        connection = opened.connection
        engine = connection.sync_connection
        assert engine is not None
        event.listen(
            engine,
            "before_cursor_execute",
            lambda _c, _k, sql, values, *_: asked.append((sql, values)),
        )
        await Vocabulary(connection).meant("pranaat")
        sql, values = asked[-1]
        plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)  # type: ignore[arg-type] # as the driver was given them
        return [row.detail for row in plan if row.detail.startswith(("SCAN", "SEARCH"))]

    plan = await database.write(unit)

    assert plan
    assert all(step.startswith("SEARCH") for step in plan)


async def test_counts_anew(database: Database) -> None:
    """Counting anew leaves nothing of what was counted before."""

    async def unit(opened: Unit) -> dict[str, int]:
        vocabulary = Vocabulary(opened.connection)
        await vocabulary.change(gone=(), new=["lama"])
        await vocabulary.replace({"baru": 2, "humas": 1})
        return await vocabulary.counts(["lama", "baru", "humas"])

    assert {"baru": 2, "humas": 1} == await database.write(unit)
