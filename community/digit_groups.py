"""Digits in a text: groups of them, and rows of groups that people write as one number."""

import re
from dataclasses import dataclass

from community.unveiling import Span

_GROUP = re.compile(r"[0-9]+")
_BETWEEN = re.compile(r"[ .\-_()*]{1,4}")
"""What parts the groups of one number; a slash, comma, colon or letter begins another."""


@dataclass(frozen=True, slots=True)
class Row:
    """Groups of digits with nothing but blanks, dots, dashes or brackets between them."""

    text: str
    groups: tuple[Span, ...]

    def sizes(self, first: int, last: int) -> tuple[int, ...]:
        """Return how many digits each group has, from one to another."""
        return tuple(group.end - group.begin for group in self.groups[first : last + 1])

    def reach(self, first: int, most: int) -> list[tuple[int, str]]:
        """Return the digits from a group up to each next one, while there are at most `most`."""
        digits, reached = "", []
        for last in range(first, len(self.groups)):
            group = self.groups[last]
            if len(digits) + group.end - group.begin > most:
                break
            digits += self.text[group.begin : group.end]
            reached.append((last, digits))
        return reached

    def before(self, group: int) -> str:
        """Return what stands between a group and the one before it."""
        return self.text[self.groups[group - 1].end : self.groups[group].begin] if group else ""

    def span(self, first: int, last: int) -> Span:
        """Return the part of the text from one group to another."""
        return Span(self.groups[first].begin, self.groups[last].end)


def rows(text: str) -> list[Row]:
    """Return the rows of digits of a text."""
    found: list[Row] = []
    groups: list[Span] = []
    for match in _GROUP.finditer(text):
        if groups and not _BETWEEN.fullmatch(text, groups[-1].end, match.start()):
            found.append(Row(text, tuple(groups)))
            groups = []
        groups.append(Span(match.start(), match.end()))
    return [*found, Row(text, tuple(groups))] if groups else found
