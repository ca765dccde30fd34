"""The people of the play of posts: they come, type and tap."""

from collections import Counter

from community.callback import pack
from community.incoming import Command, Text
from tests.handlers.asker import GROUP, on_duty
from tests.handlers.driver import Actor, Shown
from tests.proofs.post_model import (
    ADMIN,
    MEMBERS,
    MODERATORS,
    Believed,
    Model,
    coined,
)
from tests.proofs.post_stage import PostStage
from tests.proofs.post_ways import Ways

COMMUNITY = -700
IDS = {ADMIN: 9001, **{who: 4011 + place for place, who in enumerate((*MEMBERS[:3], *MEMBERS[4:]))}}
AREAS = {who: ("35.10", "35.29", "35.78")[place % 3] for place, who in enumerate(MEMBERS)}


class People:
    """A stage with its people, the model of their posts, and the ways to each."""

    def __init__(self, stage: PostStage) -> None:
        self.stage = stage
        self.people: dict[str, Actor] = {}
        self.names: dict[str, str] = {}  # the coined name of each
        self.ids: dict[int, str] = {}  # by person id
        self.model = Model()
        self.ways = Ways(stage, self.model, self.people)
        self.message_id = 10_000  # of what people write
        self.coined = 0
        self.turn = 0
        self.totals: Counter[str] = Counter()
        self._events_seen = 0
        self._campaigns_seen = 0

    async def comes(self, who: str) -> None:
        """Let somebody join, under a name that nobody had before."""
        self.names[who] = self.coin("name")
        name = f"{who} {self.names[who]}"
        if who in MODERATORS - {ADMIN}:
            self.people[who] = await on_duty(self.stage, name, IDS[who])
        else:
            self.people[who] = await self.stage.person(name, IDS[who]).joined(area=AREAS[who])
        self.ids[(await self.people[who].known()).id] = who

    def coin(self, about: str) -> str:
        """Return a new word."""
        self.coined += 1
        return coined(about, self.coined)

    async def taps(self, who: str, data: object, *, card: Believed | None = None) -> None:
        """Tap a button, whether it is on a screen or not; of a card in the group, below it."""
        self.model.acting = who
        if card is None:
            await self.people[who].taps_data(pack(data))
            return
        cards = self.cards(card.number)
        await self.people[who].taps_data(pack(data), cards[-1].id if cards else 1, chat=GROUP)

    def cards(self, number: int) -> list[Shown]:
        """List the cards of a post in the group, oldest first."""
        shown = self.stage.chats.get(GROUP.id, [])
        return [one for one in shown if one.subject == f"post:{number}"]

    async def number_of(self, who: str) -> int:
        """Return the number of a member."""
        return (await self.people[who].known()).id

    async def case_of(self, one: Believed) -> int:
        """Return the newest case of a post, 0 where nobody reported it."""
        async with self.stage.database.snapshot() as unit:
            cases = await unit.report_cases.list_of(one.number)
        return cases[-1].id if cases else 0

    async def types(self, who: str, words: str) -> None:
        """Type something, a command where it begins with a slash."""
        self.model.acting = who
        self.message_id += 1
        if words.startswith("/"):
            name, _, argument = words[1:].partition(" ")
            await self.people[who].does(Command(name, argument, self.message_id))
        else:
            await self.people[who].does(Text(words, self.message_id))

    async def form_of(self, who: str) -> str:
        """Return the form that is open, empty where none is."""
        person = await self.people[who].found()
        return "" if person is None or person.draft is None else person.draft.form
