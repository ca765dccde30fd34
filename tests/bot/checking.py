"""Settings for a check against the simulator, and what it finds."""

from collections.abc import Mapping
from pathlib import Path

from bot.check import findings
from bot.checks.finding import Finding, Grade
from bot.clock import Clock, SystemClock
from bot.config import Settings, load
from simulator.server import Simulator

ADMIN = 7001


def settings_for(simulator: Simulator, folder: Path, **changes: str) -> Settings:
    """Give the settings of a bot that has everything in place."""
    usual: Mapping[str, str] = {
        "BOT_TOKEN": simulator.token,
        "ADMIN_IDS": str(ADMIN),
        "CONTROLLER_CONTACT": "humas@contoh.go.id",
        "DATABASE_URL": f"sqlite:///{folder}/cop.db",
        "BACKUP_DIR": str(folder / "backups"),
        "TELEGRAM_API_URL": simulator.url,
    }
    return load({**usual, **changes})


async def found(
    settings: Settings, *, clock: Clock | None = None, patience: int = 0
) -> list[Finding]:
    """Give all that the check finds."""
    seen = findings(settings, clock or SystemClock(), patience=patience)
    return [finding async for finding in seen]


async def wrong(
    settings: Settings, *, clock: Clock | None = None, patience: int = 0
) -> list[Finding]:
    """Give what has to be mended."""
    seen = await found(settings, clock=clock, patience=patience)
    return [finding for finding in seen if not finding.is_well]


async def noted(settings: Settings, *, clock: Clock | None = None) -> list[str]:
    """Give the words of what the operator should know."""
    seen = await found(settings, clock=clock)
    return [finding.words for finding in seen if finding.grade is Grade.NOTE]
