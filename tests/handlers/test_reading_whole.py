"""`Baca utuh`: which words moderators read behind a card, and which nobody reads any more."""

from community.callback import pack
from community.post_card import ReadWholePost
from tests.handlers.asker import GROUP
from tests.handlers.driver import Actor, Stage
from tests.handlers.library import takes_back
from tests.handlers.poster import TITLE, published, revised
from tests.handlers.reporter import readers, report_cards, reports
from tests.handlers.test_reporting import budi, sari

__all__ = ["budi", "sari"]  # fixtures


async def test_baca_utuh_shows_what_is_reported_and_nothing_that_was_taken_back(
    stage: Stage, sari: Actor, budi: Actor
) -> None:
    """Readers object to what they read, not to a version that waits; withdrawn, nobody reads it."""
    post = await published(sari)
    [wati] = await readers(stage, 1)
    await reports(wati, post)
    post = await revised(sari, post, "Judul yang belum terbit", is_trusted=False)
    [card] = report_cards(stage, GROUP.id)
    read = next(
        button.data for row in card.message.buttons for button in row if button.label == "Baca utuh"
    )

    await budi.taps_data(read or "", card.id, chat=GROUP)

    whole = stage.chats[GROUP.id][-1].message.text
    assert TITLE in whole
    assert "Judul yang belum terbit" not in whole

    await takes_back(sari, post)
    before = len(stage.chats[GROUP.id])
    for data in (read or "", pack(ReadWholePost(post=post.id))):
        await budi.taps_data(data, card.id, chat=GROUP)

    assert "ditarik" in budi.toast
    assert before == len(stage.chats[GROUP.id])
