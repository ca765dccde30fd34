"""A person as handlers see one: who they are, and what they are in the middle of."""

from dataclasses import dataclass

from community.form import Draft
from community.roles import Role, State


@dataclass(frozen=True, slots=True)
class Person:
    """One human being, read in one statement at the start of each unit.

    `id` is our own random number (the only one that logs and audit carry).
    """

    id: int
    telegram_id: int
    state: State
    role: Role
    name: str | None
    notice_version: int | None
    is_reachable: bool
    draft: Draft | None

    @property
    def is_member(self) -> bool:
        """Whether the person has joined."""
        return self.state is State.MEMBER
