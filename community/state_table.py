"""States and the steps between them as a table: who may do what, and the diagram of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

S = TypeVar("S", bound=StrEnum)  # states
E = TypeVar("E", bound=StrEnum)  # events
A = TypeVar("A", bound=StrEnum)  # actors: in what standing somebody takes a step


@dataclass(frozen=True, slots=True)
class Step(Generic[S, E, A]):
    """An event that leads from one state to another, and who may cause it."""

    before: S | None
    event: E
    then: S
    by: frozenset[A]

    @property
    def stays(self) -> bool:
        """Whether the state is the same afterwards."""
        return self.before is self.then


def entering(event: E, then: S, *by: A) -> tuple[Step[S, E, A], ...]:
    """Return the step of an event with which everything begins."""
    return (Step(None, event, then, frozenset(by)),)


def steps(event: E, moves: Mapping[S, S], *by: A) -> tuple[Step[S, E, A], ...]:
    """Return the steps of an event that leads from states to others."""
    return tuple(Step(before, event, then, frozenset(by)) for before, then in moves.items())


def staying(event: E, states: Iterable[S], *by: A) -> tuple[Step[S, E, A], ...]:
    """Return the steps of an event that leaves the state as it is."""
    return tuple(Step(state, event, state, frozenset(by)) for state in states)


class StateTable(Generic[S, E, A]):
    """All steps; a step that is not among them cannot happen."""

    __slots__ = ("_by_place", "_finals", "_names", "steps")

    def __init__(
        self,
        all_steps: Iterable[Step[S, E, A]],
        names: Mapping[S, str],
        finals: Collection[S],
    ) -> None:
        self.steps = tuple(all_steps)
        self._names = names
        self._finals = finals
        self._by_place = {(step.before, step.event): step for step in self.steps}

    def after(self, state: S | None, event: E) -> S | None:
        """Return the state that an event leads to, None where it cannot happen."""
        step = self._by_place.get((state, event))
        return None if step is None else step.then

    def may(self, state: S | None, event: E, actors: Collection[A]) -> bool:
        """Say whether an event can happen in a state, caused by somebody in that standing."""
        step = self._by_place.get((state, event))
        return step is not None and not step.by.isdisjoint(actors)

    def befores(self, event: E) -> frozenset[S]:
        """Return the states in which an event can happen."""
        return frozenset(step.before for step in self.steps if step.event is event and step.before)

    def diagram(self) -> str:
        """Write the steps that change the state as a Mermaid diagram."""
        lines = ["stateDiagram-v2"]
        lines += [f"    {state.value} : {name}" for state, name in self._names.items()]
        arrows: dict[tuple[str, str], list[str]] = {}
        for step in self.steps:
            if not step.stays:
                before = "[*]" if step.before is None else step.before.value
                labels = arrows.setdefault((before, step.then.value), [])
                labels.append(_words(step.event))
        lines += [
            f"    {before} --> {then} : {', '.join(events)}"
            for (before, then), events in arrows.items()
        ]
        lines += [f"    {state.value} --> [*]" for state in self._names if state in self._finals]
        return "\n".join(lines)

    def rows(self) -> str:
        """Write every step as a row of a Markdown table."""
        rows: dict[tuple[str, str, str], list[str]] = {}
        for step in self.steps:
            then = "stays" if step.stays else self._names[step.then]
            by = ", ".join(map(_words, sorted(step.by, key=list(type(next(iter(step.by)))).index)))
            before = "–" if step.before is None else self._names[step.before]
            rows.setdefault((_words(step.event), then, by), []).append(before)
        lines = ["| event | in | leads to | by |", "|---|---|---|---|"]
        lines += [
            f"| {event} | {', '.join(befores)} | {then} | {by} |"
            for (event, then, by), befores in rows.items()
        ]
        return "\n".join(lines)


def _words(value: StrEnum) -> str:
    return value.value.replace("_", " ")
