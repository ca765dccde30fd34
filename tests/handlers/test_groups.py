"""Join requests to the community's group, and groups that change their id."""

import pytest

from community.incoming import BotStanding, Chat, ChatKind, JoinRequest, Migrated
from community.reply import LetIn
from community.roles import State
from tests.handlers.driver import Stage

GROUP = Chat(-700, ChatKind.SUPERGROUP)


@pytest.fixture
def community(stage: Stage) -> Stage:
    """Give a stage with a community group."""
    stage.runs_with(community_chat_id=GROUP.id)
    return stage


async def test_members_are_let_in_at_once(community: Stage) -> None:
    """A member's request is accepted, with a short hello."""
    sari = await community.person("Sari", 11).joined()

    await sari.does(JoinRequest(answer_chat_id=11), chat=GROUP)

    assert [(GROUP.id, 11)] == [
        (say.chat_id, say.telegram_id) for say in community.said if isinstance(say, LetIn)
    ]
    assert "Bapak/Ibu Sari" in sari.screen.text


async def test_strangers_are_told_how(community: Stage) -> None:
    """Who is no member gets the way to join, and is remembered as a guest."""
    tamu = community.person("Tamu", 12)

    await tamu.does(JoinRequest(answer_chat_id=12), chat=GROUP)

    assert not [say for say in community.said if isinstance(say, LetIn)]
    assert "kirim ulang permintaan" in tamu.screen.text
    assert "https://t.me/cop_humas_jatim_bot?start=gabung" == tamu.screen.buttons[0][0].url
    assert await tamu.found() is not None


async def test_other_groups_are_none_of_ours(community: Stage) -> None:
    """Requests to and additions to foreign groups are met with silence."""
    sari = await community.person("Sari", 11).joined()
    foreign = Chat(-800, ChatKind.SUPERGROUP)

    await sari.does(JoinRequest(answer_chat_id=11), chat=foreign)
    await sari.does(BotStanding("left", "member"), chat=foreign)

    assert {} == community.chats


async def test_a_group_that_becomes_a_supergroup_is_followed(community: Stage) -> None:
    """The new id is remembered, whether or not the update names a person."""
    await community.happens(Migrated(new_chat_id=-1001), None, Chat(-1, ChatKind.GROUP))

    async with community.database.snapshot() as unit:
        assert {-1: -1001} == await unit.messages.aliases()


async def test_an_upgraded_group_is_known_by_the_id_of_the_settings(community: Stage) -> None:
    """After the upgrade, requests from the new id are still requests to the community's group."""
    sari = await community.person("Sari", 11).joined()
    await community.happens(Migrated(new_chat_id=-1001), None, Chat(GROUP.id, ChatKind.GROUP))

    await sari.does(JoinRequest(answer_chat_id=11), chat=Chat(-1001, ChatKind.SUPERGROUP))

    assert [11] == [say.telegram_id for say in community.said if isinstance(say, LetIn)]


async def test_applicants_are_told_to_wait(community: Stage) -> None:
    """Who applied already is not asked to join once more."""
    tamu = await community.person("Tamu", 12).joined()
    person = await tamu.known()
    await community.database.write(
        lambda unit: unit.people.change_state(
            person.id, was=(State.MEMBER,), becomes=State.PENDING, now=community.now
        )
    )

    await tamu.does(JoinRequest(answer_chat_id=12), chat=GROUP)

    assert "masih ditinjau" in tamu.screen.text
    assert [] == tamu.labels
