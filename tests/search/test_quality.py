"""The search does not become worse than docs/search.md says."""

import pytest

from community.likeness import OFFERED_FROM
from tests.search import asking, rivals, sets
from tests.search.figures import figures, place

ASKED = slice(None, None, 40)


async def test_offer_on_our_set() -> None:
    """Of the paraphrases of the trade most find their question among three, few a wrong one."""
    labelled = sets.ours()
    paraphrases = [one for one in labelled.asked if one.right]
    assert 120 <= len(labelled.texts) + len(labelled.asked)

    async with asking.filled(labelled.texts, as_titles=True) as database:
        found = [await asking.compare(database, one.text) for one in paraphrases]
    ranks = [
        place([number for number, _ in ranked[:3]], set(one.right))
        for one, ranked in zip(paraphrases, found, strict=True)
    ]
    false = [
        any(score >= OFFERED_FROM for number, score in ranked if number not in one.right)
        for one, ranked in zip(paraphrases, found, strict=True)
    ]

    assert figures(ranks).recall_3 >= 0.88
    assert sum(false) <= 0.05 * len(false)


async def test_offer_for_questions_that_only_share_words() -> None:
    """The words of an answered question, another question: fewer are offered it than by words."""
    labelled = sets.ours()
    others = [one for one in labelled.asked if not one.right]

    async with asking.filled(labelled.texts, as_titles=True) as database:
        found = [await asking.compare(database, one.text) for one in others]
    offered = [any(score >= OFFERED_FROM for _, score in ranked) for ranked in found]

    assert sum(offered) <= 0.85 * len(offered)


@pytest.mark.skipif(not sets.GENERAL.is_dir(), reason="the general set is not here")
async def test_similar_questions_of_the_general_set() -> None:
    """Similar questions are found better than by FTS5 as it comes."""
    labelled = sets.similar()
    asked = labelled.asked[ASKED]
    rival = rivals.fts5(labelled.texts, "unicode61")

    async with asking.filled(labelled.texts, as_titles=True) as database:
        ours = [[at for at, _ in await asking.compare(database, one.text)] for one in asked]
    theirs = [rival(one.text) for one in asked]
    mine, plain = (
        figures(
            [
                place([at for at in numbers if at != one.number], set(one.right))
                for one, numbers in zip(asked, found, strict=True)
            ]
        )
        for found in (ours, theirs)
    )

    assert mine.reciprocal > plain.reciprocal


@pytest.mark.skipif(not sets.GENERAL.is_dir(), reason="the general set is not here")
@pytest.mark.parametrize(("typos", "better"), [(False, 0.0), (True, 0.1)])
async def test_passages_of_the_general_set(typos: bool, better: float) -> None:
    """Passages are found better than by FTS5 as it comes, with a typo by far."""
    labelled = sets.passages(typos=typos)
    asked = labelled.asked[ASKED]
    rival = rivals.fts5(labelled.texts, "unicode61")

    async with asking.filled(labelled.texts, as_titles=False) as database:
        ours = [place(await asking.find(database, one.text), set(one.right)) for one in asked]
    theirs = [place(rival(one.text), set(one.right)) for one in asked]

    assert figures(ours).reciprocal > figures(theirs).reciprocal + better
