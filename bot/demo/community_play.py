"""What happens once the demo's bot runs: people ask and share, so that cards stand in the forum."""

import asyncio
import json
from typing import Any, Protocol

from bot.demo import community_people
from bot.demo.community_data import text
from simulator.channel import Channel
from simulator.forum import Forum
from simulator.person import Person
from simulator.server import Simulator


class Stage(Protocol):
    """Where it is played."""

    simulator: Simulator
    moderators: Forum
    channel: Channel
    tono: Person


async def play(stage: Stage) -> None:
    """Ask and share through the bot, as people do; over when Tono has approved a post."""
    script: dict[str, list[dict[str, Any]]] = json.loads(text("play.json"))
    who = {one.key: one for one in community_people.members()}

    def person(key: str) -> Person:
        one = who[key]
        return Person(stage.simulator.people, one.telegram_id, one.profile.name)

    shared = [_share(person(one["by"]), one) for one in script["posts"]]
    asked = [_ask(person(one["by"]), one) for one in script["questions"]]
    await asyncio.gather(*shared, *asked)
    for one in script["posts"]:
        if one["is_approved"]:
            await _approve(stage, person(one["by"]), one)
        else:
            await _card(stage, one)


async def _ask(asker: Person, question: dict[str, Any]) -> None:
    """Ask by the form."""
    await asker.says(f"/tanya {question['text']}")
    await asker.sees("Masih ada tambahan?")
    await asker.taps("Selesai")
    await asker.sees("Pertanyaan ini tentang apa?")
    await asker.taps(question["topic"])
    await asker.sees("Pratinjau pertanyaan")
    await asker.taps("Kirim")
    await asker.sees("terkirim")


async def _share(author: Person, post: dict[str, Any]) -> None:
    """Write a post and send it."""
    await author.says("/berbagi")
    await author.sees("Silakan ketik judulnya")
    await author.says(post["title"])
    await author.sees("Silakan ketik isinya")
    await author.says(post["body"])
    await author.sees(post["body"])
    await author.taps("Selesai")
    await author.sees("Tulisan ini tentang apa?")
    await author.taps(post["topic"])
    await author.sees("Adakah tautan")
    await author.taps("Lewati")
    await author.sees("Pratinjau tulisan")
    await author.taps("Kirim")
    await author.sees("terkirim")


async def _approve(stage: Stage, author: Person, post: dict[str, Any]) -> None:
    """Let Tono approve a post; the channel hears of it, and so does its author."""
    thread = await _card(stage, post)
    channel = stage.tono.at(stage.channel)
    await thread.taps("Setujui")
    await thread.sees(post["title"], "disetujui oleh")
    await author.sees("Tulisan Bapak/Ibu sudah terbit")
    await channel.sees(post["title"])


async def _card(stage: Stage, post: dict[str, Any]) -> Person:
    """Wait for the card of a post; return Tono where it stands."""
    topic = await stage.moderators.topic(post["topic"])
    thread = stage.tono.at(stage.moderators, topic=topic)
    await thread.sees(post["title"], "menunggu tinjauan")
    return thread
