"""Commands of moderators in their group: each answers, and what is private is opened in private."""

import pytest

from community.reply import Say
from community.roles import Access
from handlers.route import CommandRoute, Place
from handlers.routes import COMMANDS
from tests.handlers.asker import GROUP, on_duty
from tests.handlers.driver import Stage

DESK = [one for one in COMMANDS.values() if one.access in (Access.MODERATOR, Access.ADMIN)]
PRIVATE = [one for one in DESK if one.place is Place.PRIVATE]


def names(routes: list[CommandRoute]) -> list[str]:
    """Name the cases of a test."""
    return [one.name for one in routes]


@pytest.mark.parametrize("route", DESK, ids=names(DESK))
async def test_every_command_of_moderators_answers_in_their_group(
    stage: Stage, route: CommandRoute
) -> None:
    """Nobody types into the void: an admin is answered there, whatever the command is."""
    stage.runs_with(moderator_chat_id=GROUP.id)
    await stage.person("Ani", 9001).says("/menu")

    reply = await stage.person("Ani", 9001).says(f"/{route.name}", chat=GROUP)

    assert [GROUP.id] == [say.chat_id for say in reply.says if isinstance(say, Say)]


@pytest.mark.parametrize("route", PRIVATE, ids=names(PRIVATE))
async def test_the_button_in_the_group_opens_the_command(stage: Stage, route: CommandRoute) -> None:
    """Its link shows in private what the command shows there."""
    stage.runs_with(moderator_chat_id=GROUP.id)
    ani = stage.person("Ani", 9001)
    await ani.says(f"/{route.name}")
    typed = ani.screen

    await ani.says(f"/{route.name}", chat=GROUP)
    link = stage.chats[GROUP.id][-1].message.buttons[0][0].url
    assert f"https://t.me/cop_humas_jatim_bot?start={route.name}" == link
    await ani.says(f"/start {route.name}")

    assert typed == ani.screen


async def test_who_may_not_reads_why(stage: Stage) -> None:
    """A moderator is told that a command is the admins'; a member's link opens nothing."""
    stage.runs_with(moderator_chat_id=GROUP.id)
    budi = await on_duty(stage, "Budi", 13)
    sari = await stage.person("Sari", 12).joined()

    await budi.says("/topik", chat=GROUP)
    await sari.says("/start aturan")

    assert "khusus untuk admin" in stage.chats[GROUP.id][-1].message.text
    assert () == stage.chats[GROUP.id][-1].message.buttons
    assert "khusus untuk Moderator CoP" in sari.screen.text


async def test_what_is_not_for_moderators_stays_silent(stage: Stage) -> None:
    """Commands of members are for private chats, and of other bots for those."""
    stage.runs_with(moderator_chat_id=GROUP.id)
    budi = await on_duty(stage, "Budi", 13)

    says = [await budi.says(words, chat=GROUP) for words in ("/tanya", "/start", "/cuaca")]

    assert [(), (), ()] == [reply.says for reply in says]
