"""`python -m tests.search [postgresql://…]`: measure the search, print docs/search.md's tables.

With the URL of an empty PostgreSQL database its own search, and ours on it, are measured too.
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence

from community.likeness import OFFERED_FROM
from community.synonyms import NOTHING, from_package
from tests.search import asking, rivals, sets
from tests.search.figures import figures, place
from tests.search.sets import Labelled

Asking = Callable[[str], Awaitable[Sequence[int]]]
STEPS = [at / 100 for at in range(20, 60, 5)]


async def main(postgres: str | None) -> None:
    """Print every table."""
    if sets.GENERAL.is_dir():
        for title, labelled in (
            ("question to passage", sets.passages(typos=False)),
            ("one typo in the question", sets.passages(typos=True)),
        ):
            await _passages(title, labelled)
        if postgres:
            await _on_postgres(postgres)
        await _similar()
    else:
        print("the general set is missing beside the repository; only ours is measured")
    await _offers()


async def _passages(title: str, labelled: Labelled) -> None:
    _head(title)
    _rivals(labelled)
    async with asking.filled(labelled.texts, as_titles=False) as database:
        ranks = [
            place(await asking.find(database, one.text), set(one.right)) for one in labelled.asked
        ]
    print(f"| ours | {figures(ranks)} |")


async def _on_postgres(url: str) -> None:
    labelled = sets.passages(typos=False)
    _head("question to passage, PostgreSQL")
    questions = [one.text for one in labelled.asked]
    theirs = await rivals.indonesian(url, labelled.texts, questions)
    print(f"| indonesian, ts_rank, OR | {figures(_places(labelled, theirs))} |", flush=True)
    async with asking.filled(labelled.texts, as_titles=False, url=url) as database:
        mine = [await asking.find(database, question) for question in questions]
    print(f"| ours | {figures(_places(labelled, mine))} |")


def _places(labelled: Labelled, found: Sequence[Sequence[int]]) -> list[int | None]:
    """Return where the right answers stood."""
    pairs = zip(labelled.asked, found, strict=True)
    return [place(numbers, set(one.right)) for one, numbers in pairs]


async def _similar() -> None:
    labelled = sets.similar()
    _head("question to similar question")
    _rivals(labelled)
    async with asking.filled(labelled.texts, as_titles=True) as database:
        ranks = []
        for one in labelled.asked:
            found = [number for number, _ in await asking.compare(database, one.text)]
            ranks.append(place([at for at in found if at != one.number], set(one.right)))
    print(f"| ours | {figures(ranks)} |")


def _rivals(labelled: Labelled) -> None:
    for tokenizer in ("unicode61", "trigram"):
        rival = rivals.fts5(labelled.texts, tokenizer)
        ranks = [
            place([at for at in rival(one.text) if at != one.number], set(one.right))
            for one in labelled.asked
        ]
        print(f"| FTS5 {tokenizer}, OR | {figures(ranks)} |")


def _head(title: str) -> None:
    print(f"\n| {title} | R@1 | R@5 | R@10 | MRR@10 |\n|---|---|---|---|---|", flush=True)


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
    asyncio.run(main(next(iter(sys.argv[1:]), None)))
