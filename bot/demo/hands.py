"""What the page can do to the demo: steer its clock, stop and kill the bot, break its network."""

from collections.abc import Callable
from typing import Any

from bot.demo.clock import ZONE, shown_short
from bot.demo.stage import Stage

Json = dict[str, Any]

RATES = (1, 60)
LONGEST_BREAK = 60  # seconds
NO_MOMENT = "Jam demo hanya maju, paling jauh 14 hari. Contoh: +15, 07.30, senin 07.30."
NO_RATE = "Jam demo berjalan 1 atau 60 kali lebih cepat."
NO_BREAK = f"Jaringan dapat diputus selama 1 sampai {LONGEST_BREAK} detik."


class Hands:
    """The operations beside those of people; a ValueError's words are for people."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage

    def add(self) -> None:
        """Let the simulator offer them."""
        operations: tuple[Callable[..., Any], ...] = (
            self.clock,
            self.clock_to,
            self.clock_rate,
            self.bot_state,
            self.bot_restart,
            self.bot_stop,
            self.bot_start,
            self.network_break,
        )
        for operation in operations:
            self._stage.simulator.add_hand(operation.__name__, operation)

    def clock(self) -> Json:
        """Tell what the demo's clock shows, and how fast it runs."""
        now = self._stage.clock.now()
        return {
            "now": now.astimezone(ZONE).isoformat(),
            "rate": int(self._stage.clock.hands.rate),
            "shown": shown_short(now),
        }

    async def clock_to(self, to: object) -> Json:
        """Move the clock forward; returns when the bot has done what fell due on the way."""
        if not isinstance(to, str) or not await self._stage.moves_by(to):
            raise ValueError(NO_MOMENT)
        return self.clock()

    async def clock_rate(self, rate: object) -> Json:
        """Let the clock run as always, or fast."""
        if type(rate) is not int or rate not in RATES:  # True is no rate
            raise ValueError(NO_RATE)
        await self._stage.runs_at(rate)
        return self.clock()

    def bot_state(self) -> Json:
        """Tell whether the bot runs, since when, and whether it can reach Telegram."""
        bot, began_at = self._stage.bot, self._stage.bot_began_at
        return {
            "is_running": bot is not None and bot.is_running,
            "is_ready": bot is not None and bot.is_ready,  # False while it starts
            "pid": bot.pid if bot is not None else None,
            "started_at": began_at.astimezone(ZONE).isoformat() if began_at is not None else None,
            "is_networked": not self._stage.simulator.network.is_broken,
        }

    async def bot_restart(self) -> Json:
        """Kill the bot this very moment, and start it again."""
        await self._stage.restart_bot()
        return self.bot_state()

    async def bot_stop(self) -> Json:
        """Let the bot end."""
        await self._stage.stop_bot()
        return self.bot_state()

    async def bot_start(self) -> Json:
        """Start the bot unless it runs."""
        await self._stage.start_bot()
        return self.bot_state()

    def network_break(self, seconds: object = 10) -> Json:
        """Keep the bot from Telegram for some real seconds; it recovers by itself."""
        if not isinstance(seconds, int | float) or not 0 < seconds <= LONGEST_BREAK:
            raise ValueError(NO_BREAK)
        self._stage.break_network(seconds)
        return self.bot_state()
