"""The terms of the search index: how many entries have each, what a typo may mean."""

from collections.abc import Collection, Iterable, Mapping

from rapidfuzz.distance import OSA
from sqlalchemy import bindparam, text
from sqlalchemy.ext.asyncio import AsyncConnection

SHORTEST_MENDED = 4
TWO_MISTAKES = 8
"""Letters from which a word may hold two mistakes."""
MOST_MEANT = 3
MOST_COMPLETIONS = 12
AT_ONCE = 5_000
"""Terms that are written at once where all are."""

_ADD = text(
    "INSERT INTO search_term (term, reversed, entries) VALUES (:term, :reversed, 1) "
    "ON CONFLICT (term) DO UPDATE SET entries = search_term.entries + 1"
)
_ADD_COUNTED = text(
    "INSERT INTO search_term (term, reversed, entries) VALUES (:term, :reversed, :entries)"
)
_EMPTY = text("DELETE FROM search_term")
_TAKE = text("UPDATE search_term SET entries = entries - 1 WHERE term = :term")
_FORGET = text("DELETE FROM search_term WHERE term = :term AND entries <= 0")
_COUNT = text("SELECT term, entries FROM search_term WHERE term IN :terms").bindparams(
    bindparam("terms", expanding=True)
)
_COMPLETE = text(
    "SELECT term FROM search_term WHERE term >= :first AND term < :past "
    "ORDER BY entries DESC, term LIMIT :most"
)
_NEAR = text(
    "SELECT term, entries FROM search_term WHERE term >= :first AND term < :past "
    "AND length(term) BETWEEN :shortest AND :longest UNION "
    "SELECT term, entries FROM search_term WHERE reversed >= :last AND reversed < :past_last "
    "AND length(term) BETWEEN :shortest AND :longest UNION "
    "SELECT term, entries FROM search_term WHERE term = :swapped"
)


class Vocabulary:
    """Counts the terms of the index and finds terms that are written nearly so."""

    __slots__ = ("_connection",)

    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def change(self, *, gone: Collection[str], new: Collection[str]) -> None:
        """Count one entry less for the terms that are gone, one more for the new ones."""
        if gone:
            rows = [{"term": term} for term in sorted(gone)]
            await self._connection.execute(_TAKE, rows)
            await self._connection.execute(_FORGET, rows)
        if new:
            added = [{"term": term, "reversed": term[::-1]} for term in sorted(new)]
            await self._connection.execute(_ADD, added)

    async def replace(self, entries: Mapping[str, int]) -> None:
        """Count anew: in so many entries stands each term, and there are no others."""
        await self._connection.execute(_EMPTY)
        terms = sorted(entries)
        for first in range(0, len(terms), AT_ONCE):
            some = terms[first : first + AT_ONCE]
            rows = [{"term": one, "reversed": one[::-1], "entries": entries[one]} for one in some]
            await self._connection.execute(_ADD_COUNTED, rows)

    async def counts(self, terms: Iterable[str]) -> dict[str, int]:
        """Return in how many entries each of the terms stands; unknown ones are left out."""
        asked = sorted(set(terms))
        if not asked:
            return {}
        found = await self._connection.execute(_COUNT, {"terms": asked})
        return {row.term: row.entries for row in found}

    async def completions(self, beginning: str) -> list[str]:
        """Return the most frequent terms that begin so."""
        asked = {"first": beginning, "past": _past(beginning), "most": MOST_COMPLETIONS}
        found = await self._connection.scalars(_COMPLETE, asked)
        return list(found)

    async def meant(self, word: str) -> list[str]:
        """Return the terms that a mistyped word may mean, the nearest and most frequent first."""
        if len(word) < SHORTEST_MENDED or not word.isalpha():
            return []
        mistakes = 2 if len(word) >= TWO_MISTAKES else 1
        near = await self._near(word, mistakes)
        scored = [
            (distance, -entries, term)
            for term, entries in near.items()
            if (distance := OSA.distance(word, term, score_cutoff=mistakes)) <= mistakes
        ]
        return [term for _, _, term in sorted(scored)[:MOST_MEANT]]

    async def _near(self, word: str, mistakes: int) -> Mapping[str, int]:
        """Return the terms that share the word's beginning or its end.

        One mistake leaves one half whole, but for two letters that changed places in the middle;
        of two mistakes both halves may be hit, so the ends asked for are shorter. (Two letters
        would be shared by so many terms that reading them takes longer than the search.)
        """
        half = len(word) // 2
        beginning = half if mistakes == 1 else max(len(word) // 3, 3)
        end = len(word) - half if mistakes == 1 else beginning
        swapped = word[: half - 1] + word[half] + word[half - 1] + word[half + 1 :]
        last = word[::-1][:end]
        found = await self._connection.execute(
            _NEAR,
            {
                "first": word[:beginning],
                "past": _past(word[:beginning]),
                "last": last,
                "past_last": _past(last),
                "swapped": swapped,
                "shortest": len(word) - mistakes,
                "longest": len(word) + mistakes,
            },
        )
        return {row.term: row.entries for row in found}


def _past(beginning: str) -> str:
    """Return what stands behind every term that begins so."""
    return beginning + "\U0010ffff"
