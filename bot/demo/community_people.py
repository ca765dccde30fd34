"""The members of the demo's community: who they are, when they joined, who moderates."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from bot.demo.cast import CAST, Cast
from bot.demo.community_book import Book, Deed, Does, Known, NotPossible
from bot.demo.community_data import entries
from bot.demo.community_time import Almanac
from community import agencies, areas, joining, programme_days
from community.privacy import NOTICE_VERSION
from community.profile import Profile
from community.roles import State

FIRST_ID = 710_000_001
"""The Telegram numbers of those whom nobody plays begin here."""


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the community; `entry` is their line of the data."""

    key: str
    telegram_id: int
    profile: Profile
    entry: dict[str, Any]

    @property
    def days(self) -> int:
        """The weekdays of their reminders, as bits."""
        chosen = self.entry.get("days")
        if chosen is None:
            return programme_days.EVERY_DAY
        return sum(1 << (weekday - 1) for weekday in chosen)


@cache
def members(cast: Cast = CAST) -> tuple[Member, ...]:
    """Return everybody, those first whom one may be."""
    return tuple(
        _member(entry, number, cast) for number, entry in enumerate(entries("members"), FIRST_ID)
    )


def _member(entry: dict[str, Any], number: int, cast: Cast) -> Member:
    played = next((one for one in cast if one.key == entry["key"]), None)
    name = entry["name"] if played is None else played.name
    somebody = Profile(name=name, unit=entry["unit"], level=entry["level"])
    profile = _at(somebody, entry["place"] if played is None else played.place)
    return Member(entry["key"], number if played is None else played.id, profile, entry)


def _at(profile: Profile, place: str) -> Profile:
    """Return a profile with its place: an area, an agency of the province, or another."""
    area = next((one for one in areas.ALL if place in (one.code, one.name)), None)
    if area is not None:
        return replace(profile, area=area.code)
    if any(one.code == place for one in agencies.ALL):
        return replace(profile, agency=place)
    return replace(profile, other_agency=place)


def deeds(almanac: Almanac, cast: Cast) -> Iterator[Deed]:
    """Tell who joined when, and who was appointed on the next morning's first hour."""
    everybody = members(cast)
    for one in everybody:
        yield Deed(almanac.at(one.entry["joined"]), _joins(one))
    moderators = [one for one in everybody if "expertise" in one.entry]
    for place, one in enumerate(moderators):
        yield Deed(almanac.at(f"-42 13.1{place}"), _is_appointed(one))


def _joins(member: Member) -> Does:
    async def join(book: Book, at: datetime) -> None:
        unit = book.unit
        person_id = (await unit.people.meet(member.telegram_id, at)).id
        await unit.consents.give(person_id, NOTICE_VERSION, at)
        await unit.profiles.save(person_id, member.profile, at)
        await unit.reminder_settings.choose_days(
            person_id, member.days, now=at, zone=book.charter.zone
        )
        if not await unit.people.change_state(
            person_id, was=joining.APPLICANTS, becomes=State.MEMBER, now=at
        ):
            raise NotPossible(f"{member.key} cannot join")
        await unit.audit.note("joined", person_id, person_id, {}, at)
        for topic in member.entry["interests"]:
            await unit.profiles.mark_interest(person_id, topic)
        if member.entry.get("digest"):
            await unit.reminder_settings.set_digest(person_id, wanted=True)
        book.people[member.key] = Known(person_id, member.telegram_id, member.profile)

    return join


def _is_appointed(member: Member) -> Does:
    async def appoint(book: Book, at: datetime) -> None:
        person_id, admin = book.person_id(member.key), book.person_id("ratna")
        if not await book.unit.moderators.appoint(person_id, admin, at):
            raise NotPossible(f"{member.key} cannot be appointed")
        for topic in member.entry["expertise"]:
            await book.unit.moderators.set_expertise(person_id, topic, has=True)
        await book.unit.audit.note("appointed", admin, person_id, {}, at)

    return appoint
