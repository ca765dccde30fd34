"""Cards of reports that were still to be sent when the author deleted their data."""

from sqlalchemy import select

from storage.schema import outbox
from storage.unit import Unit
from tests.handlers.asker import GROUP, on_duty
from tests.handlers.driver import Actor, Stage
from tests.handlers.poster import published
from tests.handlers.reporter import readers, report_cards, reports


async def waiting(stage: Stage) -> list[str]:
    """Return what is still to be sent as the card of the first case."""

    async def unit(unit: Unit) -> list[str]:
        query = select(outbox.c.payload).where(
            outbox.c.subject == "report:1",
            outbox.c.kind == "sendMessage",
            outbox.c.state == "pending",
        )
        return [payload["text"] for payload in await unit.connection.scalars(query)]

    return await stage.database.write(unit)


async def reported(stage: Stage) -> Actor:
    """Return the author of a post whose report is not sent to the moderators yet."""
    await on_duty(stage, "Budi", 13)
    sari = await stage.person("Sari", 11).joined()
    post = await published(sari)
    [wati] = await readers(stage, 1)
    stage.delivers = False
    await reports(wati, post)
    stage.chats[GROUP.id] = []
    [card] = await waiting(stage)
    assert "Sari" in card
    return sari


async def erased(actor: Actor, way: str) -> None:
    """Delete somebody's data."""
    await actor.says("/datasaya")
    await actor.taps("Hapus data saya")
    await actor.taps(way)
    await actor.taps("Ya, hapus data saya")


async def test_it_never_leaves(grouped: Stage) -> None:
    """The post is gone, nothing is to be decided: no card at all."""
    sari = await reported(grouped)

    await erased(sari, "Hapus beserta tulisan")

    assert [] == await waiting(grouped)


async def test_it_comes_without_the_name_where_the_post_stays(grouped: Stage) -> None:
    """The case is still to be decided, so that moderators have its card."""
    sari = await reported(grouped)

    await erased(sari, "Hapus, tulisan tetap tanpa nama")

    [card] = await waiting(grouped)
    assert "Data penulis dihapus" in card
    assert "Sari" not in card


async def test_a_card_that_was_sent_is_not_said_again(grouped: Stage) -> None:
    """It is edited where it stands."""
    await on_duty(grouped, "Budi", 13)
    sari = await grouped.person("Sari", 11).joined()
    post = await published(sari)
    [wati] = await readers(grouped, 1)
    await reports(wati, post)

    await erased(sari, "Hapus, tulisan tetap tanpa nama")

    [card] = report_cards(grouped, GROUP.id)
    assert "Data penulis dihapus" in card.message.text
