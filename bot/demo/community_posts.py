"""The posts of the demo's community: reviewed, marked, replicated."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from bot.demo import community_people
from bot.demo.community_book import Book, Deed, Does, NotPossible
from bot.demo.community_data import entries, paragraphs
from bot.demo.community_time import Almanac
from community import replicating
from community.marking import Kind
from community.post_refusals import by_code
from community.posts import Content, Event, may, standing
from community.replicating import Answer
from storage.posts import Post

EXAMPLE = "(Tulisan contoh untuk demo.)"
Told = dict[str, Any]


def deeds(almanac: Almanac) -> Iterator[Deed]:
    """Tell of every post: what became of it, then who marked and replicated it."""
    for entry in entries("posts"):
        yield Deed(almanac.at(entry["at"]), _shares(entry))
        for told in entry["steps"]:
            yield Deed(almanac.at(told["at"]), _happens(entry, told))
        for promise in entry.get("replicated", ()):
            yield Deed(almanac.at(promise["at"]), _promises(entry, promise))
            if "runs" in promise:
                yield Deed(almanac.at(promise["runs"]), _runs(entry, promise))
        for kind, count in ((Kind.USEFUL, "useful"), (Kind.SAVED, "saved")):
            yield from _marks(almanac, entry, kind, entry.get(count, 0))


def content_of(entry: Told) -> Content:
    """Return what a post says, with a word that it is an example."""
    return Content(
        topic=entry["topic"],
        title=entry["title"],
        body=f"{paragraphs(entry['body'])}\n\n{EXAMPLE}",
        link=entry.get("link", ""),
    )


def _shares(entry: Told) -> Does:
    async def share(book: Book, at: datetime) -> None:
        author = book.people[entry["by"]]
        area = author.profile.area or author.profile.agency
        post = await book.unit.posts.add(
            author.person_id, content_of(entry), area=area, is_trusted=False, now=at
        )
        book.posts[entry["key"]] = post.id

    return share


def _happens(entry: Told, told: Told) -> Does:
    events = {
        "approve": Event.APPROVE,
        "return": Event.RETURN,
        "resubmit": Event.RESUBMIT,
        "refuse": Event.REFUSE,
        "withdraw": Event.WITHDRAW,
    }

    async def happen(book: Book, at: datetime) -> None:
        post = await _seen(book, entry)
        event, by = events[told["do"]], book.person_id(str(told.get("by", entry["by"])))
        on_duty = {one.person_id for one in await book.unit.moderators.list_active()}
        actors = standing(is_author=post.person_id == by, is_on_duty=by in on_duty)
        becomes = None
        if may(post.state, event, actors):
            told_of = {**told, "by": by, "event": event, "content": content_of(entry)}
            becomes = await _step(book, post, told_of, at)
        if becomes is None:
            raise NotPossible(f"{entry['key']}: {event} in {post.state}")

    return happen


async def _step(book: Book, post: Post, told: Told, at: datetime) -> Post | None:
    steps, by = book.unit.post_steps, told["by"]
    match told["event"]:
        case Event.APPROVE:
            return await steps.approve(post, by, at)
        case Event.RETURN:
            return await steps.send_back(post, by, at, told["text"])
        case Event.RESUBMIT:
            return await steps.revise(post, told["content"], by, at, is_trusted=False)
        case Event.REFUSE:
            reason = by_code(told["reason"])
            if reason is None:
                return None
            return await steps.refuse(post, by, at, reason.code, reason.label)
        case event:
            return await steps.end(post, event, by, at)


# --- readers ------------------------------------------------------------------------------


def _marks(almanac: Almanac, entry: Told, kind: Kind, count: int) -> Iterator[Deed]:
    """Spread marks over the working days since a post was published, more of them at first."""
    dice = random.Random(f"{entry['key']} {kind}")  # noqa: S311 # the same marks every time
    approved = entry["steps"][-1]["at"]
    published, days = almanac.at(approved), -int(approved.partition(" ")[0])
    readers = [
        one.key
        for one in community_people.members()
        if almanac.at(one.entry["joined"]) < published and one.key != entry["by"]
    ]
    for reader in dice.sample(readers, count):
        day = days - int((days - 0.01) * dice.random() ** 2)
        at = almanac.at(f"-{day} {dice.randint(8, 15):02}.{dice.randint(0, 59):02}")
        yield Deed(max(at, published + timedelta(minutes=1)), _marks_one(entry, kind, reader))


def _marks_one(entry: Told, kind: Kind, reader: str) -> Does:
    async def mark(book: Book, at: datetime) -> None:
        post = await _seen(book, entry)
        if not await book.unit.post_marks.add(post.id, kind, book.person_id(reader), at):
            raise NotPossible(f"{reader} marks {entry['key']} twice")

    return mark


def _promises(entry: Told, promise: Told) -> Does:
    async def say(book: Book, at: datetime) -> None:
        reader = book.people[promise["by"]]
        place = replicating.own_place(reader.profile)
        post = await _seen(book, entry)
        if place is None or not post.is_visible or promise["by"] == entry["by"]:
            raise NotPossible(f"{promise['by']} cannot replicate {entry['key']}")
        await book.unit.replications.promise(post.id, reader.person_id, place, at)

    return say


def _runs(entry: Told, promise: Told) -> Does:
    async def say(book: Book, at: datetime) -> None:
        post, reader = await _seen(book, entry), book.person_id(promise["by"])
        seen = await book.unit.replications.get(post.id, reader)
        if seen is None:
            raise NotPossible(f"{promise['by']} promised nothing about {entry['key']}")
        state = replicating.after(seen.state, Answer.RUNNING)
        author = book.people[entry["by"]]
        of_author = {post.area or "", replicating.key_of(author.profile)}
        await book.unit.replications.answer(
            seen,
            state,
            counts=replicating.counts(state, seen.workplace, of_author),
            is_asked_on=False,
            now=at,
        )

    return say


async def _seen(book: Book, entry: Told) -> Post:
    post = await book.unit.posts.get(book.posts[entry["key"]])
    if post is None:
        raise NotPossible(f"there is no post {entry['key']}")
    return post
