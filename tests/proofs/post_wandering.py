"""The play of posts by dice: every step as likely as any other, from a seed."""

import random
from collections.abc import Callable, Sequence

from community.replicating import Answer
from tests.proofs.post_life import Life
from tests.proofs.post_machine import PARTS
from tests.proofs.post_model import AUTHORS, GUEST, MEMBERS, MODERATORS, READERS
from tests.proofs.question_stage import Death

HOURS = (0.02, 3, 9, 26, 75, 24 * 31)
_ANYBODY = (*MEMBERS, GUEST)
_MODERATORS = sorted(MODERATORS)


def wander(play: Life, steps: int, chance: random.Random) -> None:
    """Take so many steps, each as likely as any other."""
    for _ in range(steps):
        chance.choice(_STEPS)(play, chance)


def _place(chance: random.Random) -> int:
    return chance.randrange(1, 1_000)


def _rarely(chance: random.Random) -> bool:
    return chance.random() < 0.2


def _shares(play: Life, chance: random.Random) -> None:
    if play.has_room():
        play.shares(
            chance.choice(AUTHORS),
            with_file=chance.random() < 0.5,
            with_link=chance.random() < 0.5,
            topic=chance.randrange(3),
        )


def _revises(play: Life, chance: random.Random) -> None:
    what, is_author = chance.randrange(len(PARTS)), not _rarely(chance)
    play.revises(_place(chance), chance.choice(_ANYBODY), by_author=is_author, what=what)


def _decides(play: Life, chance: random.Random) -> None:
    decide = chance.choice((play.approves, play.approves, play.sends_back, play.refuses))
    decide(_place(chance), chance.choice(_MODERATORS), is_stale=_rarely(chance))


def _looks_over(play: Life, chance: random.Random) -> None:
    play.looks_over(_place(chance), chance.choice(_MODERATORS))


def _reports(play: Life, chance: random.Random) -> None:
    if chance.random() < 0.5:
        play.is_reported_by_all(_place(chance), chance.randint(1, len(READERS)))
    else:
        play.reports(_place(chance), chance.choice(MEMBERS), in_words=_rarely(chance))


def _keeps(play: Life, chance: random.Random) -> None:
    play.keeps(_place(chance), chance.choice(_MODERATORS), is_stale=_rarely(chance))


def _ends(play: Life, chance: random.Random) -> None:
    place, who = _place(chance), chance.choice(_MODERATORS)
    match chance.randrange(4):
        case 0:
            play.removes(place, who, is_meant=True)
        case 1:
            play.takes_down(place, who, is_meant=True)
        case 2:
            play.withdraws(place, chance.choice(_ANYBODY), by_author=True, is_meant=True)
        case _:
            play.withdraws(place, chance.choice(_ANYBODY), by_author=False, is_meant=False)


def _drops(play: Life, chance: random.Random) -> None:
    who, is_stale = chance.choice(_ANYBODY), _rarely(chance)
    play.drops_revision(_place(chance), who, by_author=not _rarely(chance), is_stale=is_stale)


def _marks(play: Life, chance: random.Random) -> None:
    play.marks(_place(chance), chance.choice(_ANYBODY), chance.choice("us"), chance.randrange(4))


def _replicates(play: Life, chance: random.Random) -> None:
    place, who = _place(chance), chance.choice(MEMBERS)
    match chance.randrange(3):
        case 0:
            play.begins_to_replicate(place, who)
        case 1:
            play.goes_on(who, chance.choice(("ab", "Puskesmas Waru", "/batal", "/menu")))
        case _:
            play.tells_of_replication(place, who, chance.choice(list(Answer)))


def _people(play: Life, chance: random.Random) -> None:
    match chance.randrange(4):
        case 0:
            play.erases(chance.choice(MEMBERS), with_posts=chance.random() < 0.5, is_meant=True)
        case 1:
            play.is_trusted(chance.choice(AUTHORS), has=not _rarely(chance))
        case _:
            play.begins(chance.choice(AUTHORS))


def _taps(play: Life, chance: random.Random) -> None:
    play.taps_anything(chance.choice(_ANYBODY), _place(chance), _place(chance))


def _time(play: Life, chance: random.Random) -> None:
    match chance.randrange(5):
        case 0:
            play.time_passes(chance.choice(HOURS))
        case 1:
            play.hour_strikes(is_friday=chance.random() < 0.5)
        case 2:
            play.restarts(is_meant=True)
        case _:
            play.dies_at_the_next_update(chance.choice(list(Death)))


_STEPS: Sequence[Callable[[Life, random.Random], None]] = (
    *(_shares, _shares, _revises, _revises, _decides, _decides, _decides),
    *(_looks_over, _reports, _keeps, _ends, _drops, _marks, _replicates),
    *(_people, _taps, _taps, _taps, _time),
)
