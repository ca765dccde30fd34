"""`python -m tests.search`: measure the search, print the tables of docs/search.md.

Where the machine has a PostgreSQL server, its own search, and ours on it, are measured too.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from community.likeness import OFFERED_FROM
from community.synonyms import NOTHING, from_package
from storage.database import Database
from tests.search import asking, rivals, sets
from tests.search.figures import figures, place
from tests.search.server import NewDatabase, postgres
from tests.search.sets import Labelled

Ours = Callable[[Database, str], Awaitable[Sequence[int]]]
STEPS = [at / 100 for at in range(20, 60, 5)]


async def main(new_database: NewDatabase | None) -> None:
    """Print every table."""
    if sets.GENERAL.is_dir():
        passages, typos = sets.passages(typos=False), sets.passages(typos=True)
        await _table("question to passage", passages, asking.find, new_database)
        await _table("one typo in the question", typos, asking.find, new_database)
        await _table("question to similar question", sets.similar(), _alike, new_database)
    else:
        print("the general set is missing beside the repository; only ours is measured")
    await _offers()


async def _table(
    title: str, labelled: Labelled, ours: Ours, new_database: NewDatabase | None
) -> None:
    """Print how well each finds."""
    print(f"\n| {title} | R@1 | R@5 | R@10 | MRR@10 |\n|---|---|---|---|---|", flush=True)
    questions = [one.text for one in labelled.asked]
    for tokenizer in ("unicode61", "trigram"):
        rival = rivals.fts5(labelled.texts, tokenizer)
        _row(f"FTS5 {tokenizer}, OR", labelled, [rival(question) for question in questions])
    if new_database is not None:
        for how in rivals.RANKS:
            found = await rivals.indonesian(new_database(), labelled.texts, questions, how)
            _row(f"PostgreSQL indonesian, {how}, OR", labelled, found)
    urls = {"SQLite": None}
    for name, url in {**urls, **({"PostgreSQL": new_database()} if new_database else {})}.items():
        is_alike = ours is _alike
        async with asking.filled(labelled.texts, as_titles=is_alike, url=url) as database:
            found = [await ours(database, question) for question in questions]
        _row(f"ours, {name}", labelled, found)


async def _alike(database: Database, question: str) -> Sequence[int]:
    return [number for number, _ in await asking.compare(database, question)]


def _row(name: str, labelled: Labelled, found: Sequence[Sequence[int]]) -> None:
    """Print where the right answers stood; a question does not find itself."""
    ranks = [
        place([at for at in numbers if at != one.number], set(one.right))
        for one, numbers in zip(labelled.asked, found, strict=True)
    ]
    print(f"| {name} | {figures(ranks)} |", flush=True)


async def _offers() -> None:
    """Print recall@3 and false offers on our set, for thresholds and without synonyms.

    An offer is false when nothing similar was there: the paraphrase's own question is left out, or
    the question is a hard negative (the words of an answered one, but another question).
    """
    labelled = sets.ours()
    print("\n| offer | recall@3, no threshold | recall@3 | false | false, hard |")
    print("|---|---|---|---|---|")
    rival = rivals.fts5(labelled.texts, "unicode61")
    plain = [(one, [(at, 1.0) for at in rival(one.text)]) for one in labelled.asked]
    print(f"| FTS5 unicode61, OR | {_offered(plain, 0)} |")
    async with asking.filled(labelled.texts, as_titles=True) as database:
        for name, table in (("ours, without synonyms", NOTHING), ("ours", from_package())):
            found = [
                (one, await asking.compare(database, one.text, table)) for one in labelled.asked
            ]
            print(f"| {name} | {_offered(found, OFFERED_FROM)} |")
    print("\n| threshold | " + " | ".join(f"{step:.2f}" for step in STEPS) + " |")
    print("|---" * (len(STEPS) + 1) + "|")
    for name, parity in (("chosen on: odd groups", 1), ("told on: even groups", 0)):
        half = [pair for pair in found if pair[0].group % 2 == parity]
        cells = (_offered(half, step).partition("| ")[2] for step in STEPS)
        print(f"| {name} | " + " | ".join(cell.replace(" | ", " / ") for cell in cells) + " |")


def _offered(
    found: Sequence[tuple[sets.Asked, Sequence[tuple[int, float]]]], threshold: float
) -> str:
    """Return recall@3 without and with the threshold, and how often nothing should have come."""
    paraphrases = [(one, ranked) for one, ranked in found if one.right]
    negatives = [ranked for one, ranked in found if not one.right]

    def recall(least: float) -> float:
        kept = [
            place([at for at, score in ranked[:3] if score >= least], set(one.right))
            for one, ranked in paraphrases
        ]
        return figures(kept).recall_3

    def false(all_ranked: Sequence[Sequence[tuple[int, float]]]) -> float:
        offered = (any(score >= threshold for _, score in ranked) for ranked in all_ranked)
        return sum(offered) / len(all_ranked)

    without = [[pair for pair in ranked if pair[0] not in one.right] for one, ranked in paraphrases]
    return (
        f"{recall(0):.3f} | {recall(threshold):.3f} | {false(without):.3f} | {false(negatives):.3f}"
    )


if __name__ == "__main__":
    with postgres() as new:
        asyncio.run(main(new))
