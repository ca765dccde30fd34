"""Housekeeping as jobs of the clock: each says in words what it did, nothing when nothing."""

from community.texts import jobs as texts
from handlers import erasing, retention
from handlers.tick import Tick


async def finish_erasures(tick: Tick) -> str:
    """Remove the last traces of deletions."""
    return texts.unfinished(await erasing.finish(tick.database, tick.now))


async def tidy(tick: Tick) -> str:
    """Keep nothing longer than promised."""
    return texts.tidied(await retention.tidy(tick.database, tick.now, tick.charter))
