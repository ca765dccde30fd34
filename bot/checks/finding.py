"""One line of the check."""

from dataclasses import dataclass
from enum import Enum


class Grade(Enum):
    """How a line is marked; only what is wrong makes the exit code 1."""

    WELL = "✓"
    NOTE = "!"  # to be known or done soon; the bot runs all the same
    WRONG = "✗"


@dataclass(frozen=True, slots=True)
class Finding:
    """All is well, or what is not and how to mend it."""

    grade: Grade
    words: str
    mend: str = ""

    @property
    def is_well(self) -> bool:
        """Whether nothing has to be mended."""
        return self.grade is not Grade.WRONG

    def __str__(self) -> str:
        """Write the line for the terminal."""
        line = f"{self.grade.value} {self.words}"
        return f"{line}\n  → {self.mend}" if self.mend else line


def well(words: str) -> Finding:
    """Say that something is as it should be."""
    return Finding(Grade.WELL, words)


def note(words: str, mend: str) -> Finding:
    """Say what the operator should know, and what to do about it."""
    return Finding(Grade.NOTE, words, mend)


def wrong(words: str, mend: str) -> Finding:
    """Say what is wrong, and how to mend it."""
    return Finding(Grade.WRONG, words, mend)
