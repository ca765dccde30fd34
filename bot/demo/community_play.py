"""What happens once the demo's bot runs: people ask and share, so that cards stand in the forum."""

from typing import Protocol

from simulator.group import Group
from simulator.person import Person
from simulator.server import Simulator


class Stage(Protocol):
    """Where it is played."""

    @property
    def simulator(self) -> Simulator:
        """Everybody's Telegram."""
        ...

    @property
    def moderators(self) -> Group:
        """The moderators' group."""
        ...

    @property
    def tono(self) -> Person:
        """A moderator, who approves a post."""
        ...


async def play(stage: Stage) -> None:
    """Ask and share through the bot; over when all of it has been answered."""
