"""Clients that are not ours talk to the simulator and notice nothing."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from aiogram import Bot as AiogramBot
from aiogram import Dispatcher, types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    ContextTypes,
)

from simulator.faults import Fault, too_many
from simulator.server import Simulator


def ptb(simulator: Simulator, token: str | None = None) -> Bot:
    """Make a python-telegram-bot client."""
    return Bot(
        token or simulator.token,
        base_url=f"{simulator.url}/bot",
        base_file_url=f"{simulator.url}/file/bot",
    )


async def test_ptb_application_polls_and_answers(simulator: Simulator) -> None:
    """An Application of python-telegram-bot greets Sari, and her tap edits the message."""
    sari = simulator.person("Sari Dewi")

    async def start(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("✅ Gabung", callback_data="g")]])
        await update.message.reply_html("Selamat <b>datang</b>", reply_markup=keyboard)

    async def tap(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query is not None
        await update.callback_query.answer("Baik")
        await update.callback_query.edit_message_text("Langkah 1/7")

    application = (
        Application.builder().token(simulator.token).base_url(f"{simulator.url}/bot").build()
    )
    application.add_handler(CommandHandler("start", start))
    application.add_handler(CallbackQueryHandler(tap))
    assert application.updater is not None
    async with application:
        await application.updater.start_polling()
        await application.start()
        await sari.says("/start")
        greeting = await sari.sees("Selamat datang")
        await sari.taps("Gabung")
        step = await sari.sees("Langkah 1/7")
        toast = await sari.is_told("Baik")
        await application.updater.stop()
        await application.stop()

    assert ({"type": "bold", "offset": 8, "length": 6},) == greeting.entities
    assert greeting.message_id == step.message_id
    assert "Baik" == toast


async def test_aiogram_dispatcher_polls_and_answers(simulator: Simulator) -> None:
    """A Dispatcher of aiogram greets Budi, and his tap edits the message."""
    budi = simulator.person("Budi")
    session = AiohttpSession(api=TelegramAPIServer.from_base(simulator.url))
    bot = AiogramBot(simulator.token, session=session)
    dispatcher = Dispatcher()

    async def greet(message: types.Message) -> None:
        button = types.InlineKeyboardButton(text="Lanjut", callback_data="next")
        await message.answer(
            "Halo", reply_markup=types.InlineKeyboardMarkup(inline_keyboard=[[button]])
        )

    async def tap(query: types.CallbackQuery) -> None:
        await query.answer()
        assert isinstance(query.message, types.Message)
        await query.message.edit_text("Sampai")

    dispatcher.message.register(greet)
    dispatcher.callback_query.register(tap)
    polling = asyncio.create_task(dispatcher.start_polling(bot, handle_signals=False))
    await budi.says("halo")
    await budi.sees("Halo")
    await budi.taps("Lanjut")
    await budi.sees("Sampai")
    await dispatcher.stop_polling()
    await polling
    await bot.session.close()

    assert 0 == len(simulator.complaints())


async def test_ptb_maps_refusals_to_its_errors(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Blocked, unknown, migrated, flooded and wrong tokens raise what the library promises."""
    simulator.complaints_expected = True
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else the library warns about itself
    sari = simulator.person("Sari", started=True)
    await sari.blocks()
    group = simulator.group("Humas", [sari])
    new = await group.upgrades(sari)
    budi = simulator.person("Budi", started=True)
    simulator.faults.add(Fault(too_many(7), chat_id=budi.id))

    async with ptb(simulator) as bot:
        with pytest.raises(Forbidden, match="blocked by the user"):
            await bot.send_message(sari.id, "halo")
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(12345, "halo")
        with pytest.raises(ChatMigrated) as migrated:
            await bot.send_message(group.id, "halo")
        with pytest.raises(RetryAfter) as flooded:
            await bot.send_message(budi.id, "halo")

    assert new.id == migrated.value.new_chat_id
    assert timedelta(seconds=7) == flooded.value.retry_after
    with pytest.raises(InvalidToken):
        async with ptb(simulator, "123:AAwrong"):
            pass


async def test_ptb_sends_and_fetches_documents(simulator: Simulator) -> None:
    """A document keeps its bytes and name in both directions."""
    sari = simulator.person("Sari", started=True)
    body = b'{"nama": "Sari"}'

    async with ptb(simulator) as bot:
        await bot.send_document(sari.id, body, filename="data-saya.json", caption="Data")
        shown = await sari.sees("Data")
        received = await sari.downloads(shown)
        await sari.sends("document", body=b"surat", name="surat.pdf", caption="ini")
        updates = await bot.get_updates()
        message = updates[0].message
        assert message is not None
        assert message.document is not None
        fetched = await (await message.document.get_file()).download_as_bytearray()

    assert ("data-saya.json", body) == (shown.file_name, received)
    assert ("surat.pdf", b"surat") == (message.document.file_name, bytes(fetched))


async def test_ptb_reads_every_kind_of_content(simulator: Simulator) -> None:
    """Each kind of content people send arrives as the library's own object."""
    sari = simulator.person("Sari")
    files = ["photo", "document", "video", "voice", "audio", "animation", "video_note", "sticker"]
    kinds = [*files, "poll", "location", "venue", "contact", "dice"]
    for kind in kinds:
        await sari.sends(kind)

    async with ptb(simulator) as bot:
        updates = await bot.get_updates()

    arrived = [
        kind for update, kind in zip(updates, kinds, strict=True) if getattr(update.message, kind)
    ]
    assert kinds == arrived


async def test_ptb_asks_about_chats(simulator: Simulator) -> None:
    """Chats, members, counts and administrators read as the library expects."""
    sari = simulator.person("Sari")
    budi = simulator.person("Budi")
    group = simulator.supergroup("Humas", [sari, budi])

    async with ptb(simulator) as bot:
        me: Any = await bot.get_me()
        chat = await bot.get_chat(group.id)
        owner = await bot.get_chat_member(group.id, sari.id)
        own = await bot.get_chat_member(group.id, me.id)
        count = await bot.get_chat_member_count(group.id)
        admins = await bot.get_chat_administrators(group.id)

    assert ("cop_humas_jatim_bot", "Humas") == (me.username, chat.title)
    assert ("creator", "administrator", 3) == (owner.status, own.status, count)
    assert {sari.id, me.id} == {admin.user.id for admin in admins}
