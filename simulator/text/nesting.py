"""How entities may lie in one another: the server merges, splits and drops until they do."""

from collections.abc import Sequence

from simulator.text.entities import (
    BLOCKQUOTES,
    CONTINUOUS,
    PREFORMATTED,
    SPLITTABLE,
    Entity,
    ordered,
)

_FAR = 1 << 31
_SPLITTABLE = frozenset(SPLITTABLE)


def fix(entities: list[Entity]) -> list[Entity]:
    """Return the entities in order, none of them crossing or forbidden inside another."""
    entities = ordered(entities)
    if _are_valid(entities):
        return entities
    continuous, quotes, splittable = _parted(entities)
    continuous = without_overlaps(continuous)
    if quotes:
        quotes = without_overlaps(quotes)
        continuous = _fitting(continuous, quotes)
        continuous = ordered([*continuous, *quotes])
    return _resplit(splittable, continuous)


def merge(entities: list[Entity], found: list[Entity]) -> list[Entity]:
    """Add found entities where no given entity is in their way."""
    if not found:
        return entities
    continuous, quotes, splittable = _parted(entities)
    continuous = _interleaved(continuous, _fitting(found, quotes))
    if quotes:
        continuous = ordered([*continuous, *quotes])
    return _resplit(splittable, continuous)


def _parted(entities: list[Entity]) -> tuple[list[Entity], list[Entity], list[Entity]]:
    continuous = []
    quotes = []
    splittable = []
    for entity in entities:
        if entity.type in _SPLITTABLE:
            splittable.append(entity)
        elif entity.type in BLOCKQUOTES:
            quotes.append(entity)
        else:
            continuous.append(entity)
    return continuous, quotes, splittable


def _are_valid(entities: list[Entity]) -> bool:
    """Tell whether nothing has to be done; `entities` are in order."""
    ends: dict[str, int] = {}
    around: list[Entity] = []
    for entity in entities:
        while around and entity.offset >= around[-1].end:
            around.pop()
        if around and not _may_hold(around, entity):
            return False
        if entity.type in _SPLITTABLE:
            if ends.get(entity.type, -1) >= entity.offset:
                return False
            ends[entity.type] = entity.end
        around.append(entity)
    return True


def _may_hold(around: list[Entity], entity: Entity) -> bool:
    types = {outer.type for outer in around}
    if entity.end > around[-1].end or entity.type in types or around[-1].type in PREFORMATTED:
        return False
    if entity.type in PREFORMATTED and not types <= BLOCKQUOTES:
        return False
    is_whole = entity.type in CONTINUOUS or entity.type in BLOCKQUOTES
    if is_whole and not types.isdisjoint(CONTINUOUS):
        return False
    if entity.type in BLOCKQUOTES and not types.isdisjoint(BLOCKQUOTES):
        return False
    return types.isdisjoint(_SPLITTABLE)


def without_overlaps(entities: Sequence[Entity]) -> list[Entity]:
    """Keep the first of all entities that touch the same characters; they come in order."""
    kept = []
    end = 0
    for entity in entities:
        if entity.offset >= end:
            end = entity.end
            kept.append(entity)
    return kept


def _fitting(entities: list[Entity], quotes: list[Entity]) -> list[Entity]:
    """Keep the entities that lie wholly inside or outside of every quote."""
    return [entity for entity in entities if not any(_crosses(entity, quote) for quote in quotes)]


def _crosses(entity: Entity, quote: Entity) -> bool:
    if entity.end <= quote.offset or quote.end <= entity.offset:
        return False
    return entity.offset < quote.offset or quote.end < entity.end


def _interleaved(given: list[Entity], found: list[Entity]) -> list[Entity]:
    result = []
    position = 0
    for entity in given:
        while position < len(found) and found[position].end <= entity.offset:
            result.append(found[position])
            position += 1
        result.append(entity)
        while position < len(found) and found[position].offset < entity.end:
            position += 1
    return result + found[position:]


def _resplit(splittable: list[Entity], others: list[Entity]) -> list[Entity]:
    if not splittable:
        return others
    return ordered([*others, *_Splitter(splittable).split(others)])


class _Splitter:
    """One cutting of bold, italic and the like at the edges of the other entities."""

    def __init__(self, splittable: list[Entity]) -> None:
        """Take the entities to cut, in order."""
        self._waiting = splittable
        self._next = 0
        self._begins = dict.fromkeys(SPLITTABLE, 0)
        self._ends = dict.fromkeys(SPLITTABLE, 0)
        self._result: list[Entity] = []

    def split(self, others: list[Entity]) -> list[Entity]:
        """Return the pieces, merged where they touch and cut where another entity begins."""
        around: list[Entity] = []
        for other in others:
            self._leave(around, other.offset)
            around.append(other)
        self._leave(around, _FAR)
        return self._result

    def _leave(self, around: list[Entity], offset: int) -> None:
        while around and offset >= around[-1].end:
            inner = around.pop()
            size = len(self._result)
            self._advance(inner.end)
            if inner.type in PREFORMATTED:
                del self._result[size:]
        self._advance(offset)

    def _advance(self, end: int) -> None:
        while self._next < len(self._waiting) and self._waiting[self._next].offset < end:
            entity = self._waiting[self._next]
            self._next += 1
            open_end = self._ends[entity.type]
            if open_end and entity.offset <= open_end:
                self._ends[entity.type] = max(open_end, entity.end)
            else:
                self._flush(entity.offset)
                self._begins[entity.type] = entity.offset
                self._ends[entity.type] = entity.end
        self._flush(end)

    def _flush(self, offset: int) -> None:
        for kind in SPLITTABLE:
            begin, end = self._begins[kind], self._ends[kind]
            if not end or begin >= offset:
                continue
            self._result.append(Entity(kind, begin, min(end, offset) - begin))
            self._begins[kind] = 0 if end <= offset else offset
            if end <= offset:
                self._ends[kind] = 0
