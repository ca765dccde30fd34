"""Albums: people send them part by part, the bot sends them at once, the apps show one message."""

from __future__ import annotations

from typing import Any

import pytest
from aiogram import Bot as AiogramBot
from aiogram import types
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
)

from simulator.clock import VirtualClock
from simulator.flood import FloodModel
from simulator.people.talking import NotThere
from simulator.person import Part, Person
from simulator.remote import Remote
from simulator.server import Simulator
from tests.fixtures_simulator import Watch
from tests.simulator.api import Api, api_of
from tests.simulator.pictures import png

PICTURE = png(40, 30)


@pytest.fixture
def sari(api: Api) -> Person:
    """Sari, who talks with the bot."""
    return api.simulator.person("Sari", started=True)


@pytest.fixture
def budi(api: Api) -> Person:
    """Budi, to whom things are passed on."""
    return api.simulator.person("Budi", started=True)


async def photo_ids(person: Person, count: int) -> list[str]:
    """Let a person send photos and give their ids."""
    return [(await person.sends("photo", body=PICTURE)).file_id for _ in range(count)]


def photos(*ids: str, **first: Any) -> list[dict[str, Any]]:
    """Make InputMediaPhotos; `first` goes to the first."""
    media: list[dict[str, Any]] = [{"type": "photo", "media": file_id} for file_id in ids]
    media[0] |= first
    return media


async def test_a_persons_album_arrives_part_by_part(api: Api, sari: Person) -> None:
    """Each part is an update of its own; all share a media_group_id; captions stay where put."""
    await sari.sends_album(["photo", Part("video", caption="kedua"), "photo"], caption="pertama")
    found = [update["message"] for update in await api.updates()]

    assert ["pertama", "kedua", None] == [message.get("caption") for message in found]
    assert [True, False, True] == ["photo" in message for message in found]
    assert 1 == len({message["media_group_id"] for message in found})
    assert [1, 2, 3] == [message["message_id"] for message in found]


async def test_others_may_write_between_the_parts(api: Api, sari: Person, budi: Person) -> None:
    """Parts of one album come with messages of other people between them."""
    album = await sari.begins_album()
    await sari.sends("document", album=album, name="a.pdf")
    await budi.says("permisi")
    await sari.sends("document", album=album, name="b.pdf", caption="dua berkas")
    found = [update["message"] for update in await api.updates()]

    assert [album, None, album] == [message.get("media_group_id") for message in found]
    assert "dua berkas" == found[2]["caption"]


@pytest.mark.parametrize(
    "parts",
    [["photo"], ["photo"] * 11, ["photo", "document"], ["audio", "video"], ["photo", "voice"]],
)
async def test_apps_make_no_other_albums(sari: Person, parts: list[str]) -> None:
    """Fewer than two, more than ten, documents beside photos, voices: no app sends that."""
    with pytest.raises(NotThere, match="album"):
        await sari.sends_album(parts)


async def test_albums_travel_by_file_id(api: Api, sari: Person, budi: Person) -> None:
    """What Sari sent reaches Budi as one album with its captions, bytes unchanged."""
    first, second = await photo_ids(sari, 2)

    reply = await api.call(
        "sendMediaGroup",
        chat_id=budi.id,
        media=photos(first, second, caption="<b>Lampiran</b> Sari", parse_mode="HTML"),
    )
    album = await budi.sees_album(2, "Lampiran Sari")

    assert album.message_ids == [message["message_id"] for message in reply.result]
    assert ["photo", "photo"] == album.kinds
    assert "Lampiran Sari" in album
    assert 1 == len({message["media_group_id"] for message in reply.result})
    assert [first, second] == [message["photo"][-1]["file_id"] for message in reply.result]
    assert PICTURE == await budi.downloads(album.parts[1])
    assert [first, second] == [
        update["message"]["photo"][-1]["file_id"] for update in await api.updates()
    ]


async def test_every_kind_travels_by_its_own_method(api: Api, sari: Person, budi: Person) -> None:
    """Photo, document, voice, video and audio go on by id, each with its caption."""
    kinds = ["photo", "document", "voice", "video", "audio"]
    for kind in kinds:
        await sari.sends(kind, caption=f"ini {kind}")
    for update, kind in zip(await api.updates(), kinds, strict=True):
        found = update["message"][kind]
        file_id = (found[-1] if kind == "photo" else found)["file_id"]
        method = f"send{kind.capitalize()}"
        await api.call(method, chat_id=budi.id, caption=f"ini {kind}", **{kind: file_id})

    shown = await budi.transcript()

    assert kinds == [screen.kind for screen in shown]
    assert [f"ini {kind}" for kind in kinds] == [screen.text for screen in shown]


FOREIGN = "BQACAgUAAxkBAAIBQ2ZmZmZmZmZmZmZmZmZmZmZm"
ALBUMS: list[tuple[Any, str]] = [
    ("[", "can't parse media JSON object"),
    ({"type": "photo"}, "expected an Array of InputMedia"),
    ([], "there are no messages to send"),
    (["x"], "can't parse InputMedia: expected an Object"),
    ([{"media": "x"}], "can't parse InputMedia: Can't find field \"type\""),
    ([{"type": "photo"}], "can't parse InputMedia: media not found"),
    ([{"type": "photo", "media": "attach://a"}], "can't parse InputMedia: media not found"),
    (
        [{"type": "animation", "media": "x"}],
        "can't parse InputMedia: type \"animation\" can't be used in sendMediaGroup",
    ),
    ([{"type": "sticker", "media": "x"}], 'can\'t parse InputMedia: type "sticker" is unsupported'),
    (
        [{"type": "photo", "media": "x", "caption": "<p>", "parse_mode": "HTML"}],
        (
            "can't parse InputMedia: can't parse entities: "
            'Unsupported start tag "p" at byte offset 0'
        ),
    ),
    (
        [{"type": "photo", "media": FOREIGN}],
        "wrong file identifier/HTTP URL specified",
    ),
    (
        [{"type": "photo", "media": "abcde"}],
        "wrong remote file identifier specified: Wrong string length",
    ),
    (
        [{"type": "photo", "media": "ab.d"}],
        "wrong remote file identifier specified: Wrong character in the string",
    ),
]


@pytest.mark.parametrize(("media", "words"), ALBUMS)
async def test_malformed_albums(api: Api, sari: Person, media: Any, words: str) -> None:
    """What is no album is refused in the server's words."""
    api.simulator.complaints_expected = True

    refused = await api.call("sendMediaGroup", chat_id=sari.id, media=media)

    assert (400, f"Bad Request: {words}") == refused.refusal


async def test_albums_that_do_not_go_together(api: Api, sari: Person) -> None:
    """Eleven parts, mixed kinds, wrong kinds, long captions: refused, and nothing is sent."""
    api.simulator.complaints_expected = True
    (photo,) = await photo_ids(sari, 1)
    document = (await sari.sends("document")).file_id
    mixed = [*photos(photo), {"type": "document", "media": document}]
    before = len(await sari.transcript())

    async def refused(media: list[dict[str, Any]]) -> str:
        return (await api.call("sendMediaGroup", chat_id=sari.id, media=media)).description

    assert "Bad Request: too many messages to send as an album" == await refused(
        photos(*[photo] * 11)
    )
    assert "Bad Request: document can't be mixed with other media types" == await refused(mixed)
    assert "Bad Request: can't use file of type Photo as Document" == await refused(
        [{"type": "document", "media": photo}] * 2
    )
    assert "Bad Request: can't use file of type Document as Photo" == await refused(
        photos(document, photo)
    )
    assert "Bad Request: message caption is too long" == await refused(
        photos(photo, photo, caption="a" * 1025)
    )
    assert (
        "Bad Request: message to be replied not found"
        == (
            await api.call(
                "sendMediaGroup",
                chat_id=sari.id,
                media=photos(photo, photo),
                reply_parameters={"message_id": 99},
            )
        ).description
    )
    assert before == len(await sari.transcript())


async def test_an_album_of_one_is_a_message(api: Api, sari: Person) -> None:
    """The server sends a single part without complaint; the simulator notes one."""
    api.simulator.complaints_expected = True
    (photo,) = await photo_ids(sari, 1)

    reply = await api.call("sendMediaGroup", chat_id=sari.id, media=photos(photo))

    assert [False] == ["media_group_id" in message for message in reply.result]
    assert ["an album of one"] == [found.words for found in api.simulator.complaints()]


async def test_other_kinds_than_photos_are_sent_as_what_they_are(api: Api, sari: Person) -> None:
    """A video sent as a document stays a video; that is careless, and noted."""
    api.simulator.complaints_expected = True
    video = (await sari.sends("video")).file_id

    reply = await api.call("sendDocument", chat_id=sari.id, document=video)

    assert "video" in reply.result
    assert ["can't use file of type Video as Document"] == [
        found.words for found in api.simulator.complaints()
    ]


async def test_parts_are_edited_answered_and_deleted(api: Api, sari: Person) -> None:
    """Caption and file of one part change; a reply names one part; the others outlive it."""
    api.simulator.complaints_expected = True
    first, second = await photo_ids(sari, 2)
    sent = (await api.call("sendMediaGroup", chat_id=sari.id, media=photos(first, second))).result
    place = {"chat_id": sari.id, "message_id": sent[0]["message_id"]}
    document = (await sari.sends("document")).file_id

    captioned = await api.call("editMessageCaption", caption="baru", **place)
    replaced = await api.call(
        "editMessageMedia", media={"type": "photo", "media": second, "caption": "lain"}, **place
    )
    same = await api.call(
        "editMessageMedia", media={"type": "photo", "media": second, "caption": "lain"}, **place
    )
    changed = await api.call(
        "editMessageMedia", media={"type": "document", "media": document}, **place
    )
    answered = await sari.replies(sent[1]["message_id"], "yang ini")
    await sari.deletes(sent[1]["message_id"])
    gone = await api.call(
        "editMessageCaption",
        chat_id=sari.id,
        message_id=sent[1]["message_id"],
        caption="terlambat",
    )
    left = await sari.transcript()

    assert "baru" == captioned.result["caption"]
    assert sent[0]["media_group_id"] == captioned.result["media_group_id"]
    assert (second, "lain") == (
        replaced.result["photo"][-1]["file_id"],
        replaced.result["caption"],
    )
    assert "message is not modified" in same.description
    assert "Bad Request: can't change media type in the album" == changed.description
    assert "Bad Request: message to edit not found" == gone.description
    assert sent[1]["message_id"] == answered.reply_to
    assert sent[0]["message_id"] in {screen.message_id for screen in left}


async def test_texts_become_media_and_voices_do_not(api: Api, sari: Person) -> None:
    """editMessageMedia turns a text into a photo; a voice is never replaced."""
    api.simulator.complaints_expected = True
    (photo,) = await photo_ids(sari, 1)
    voice = (await sari.sends("voice")).file_id
    text = await api.send(sari.id, "kartu")
    spoken = (await api.call("sendVoice", chat_id=sari.id, voice=voice)).result["message_id"]
    media = {"type": "photo", "media": photo, "caption": "kartu bergambar"}

    became = await api.call("editMessageMedia", chat_id=sari.id, message_id=text, media=media)
    refused = await api.call("editMessageMedia", chat_id=sari.id, message_id=spoken, media=media)
    await sari.sees_photo("kartu bergambar")

    assert text == became.result["message_id"]
    assert "Bad Request: message media can't be edited" == refused.description


async def test_an_album_counts_by_its_parts(watch_simulator: Watch, clock: VirtualClock) -> None:
    """Ten parts are taken where one is, and the chat is full for ten."""
    simulator = watch_simulator(Simulator(clock=clock, flood=FloodModel(), seed=3))
    simulator.complaints_expected = True
    await simulator.start()
    async with api_of(simulator) as api:
        sari = simulator.person("Sari", started=True)
        (photo,) = await photo_ids(sari, 1)
        sent = await api.call("sendMediaGroup", chat_id=sari.id, media=photos(*[photo] * 10))
        refused = await api.call("sendMessage", chat_id=sari.id, text="lagi")
    await simulator.stop()

    assert (200, 429) == (sent.status, refused.status)
    assert {"retry_after": 6} == refused.body["parameters"]
    assert 10 == simulator.flood.most_in_a_second()


async def test_ptb_sends_albums(api: Api, sari: Person) -> None:
    """python-telegram-bot uploads, mixes uploads with ids, answers, and edits one part."""
    (photo,) = await photo_ids(sari, 1)
    question = await sari.says("Bagaimana?")
    async with Bot(api.simulator.token, base_url=f"{api.simulator.url}/bot") as bot:
        sent = await bot.send_media_group(
            sari.id,
            [InputMediaPhoto(PICTURE), InputMediaPhoto(photo), InputMediaVideo(b"film")],
            caption="Jawaban",
            reply_to_message_id=question.message_id,
        )
        documents = await bot.send_media_group(
            sari.id,
            [InputMediaDocument(b"%PDF", filename=name) for name in ("a.pdf", "b.pdf")],
        )
        button = InlineKeyboardMarkup([[InlineKeyboardButton("Baik", callback_data="b")]])
        await bot.edit_message_media(
            InputMediaPhoto(PICTURE, caption="Jawaban baru"), sari.id, sent[0].message_id
        )
        single = await bot.send_photo(sari.id, PICTURE, reply_markup=button)
    album = await sari.sees_album(3, "Jawaban baru")
    files = await sari.sees_album(2)

    assert ["photo", "photo", "video"] == album.kinds
    assert question.message_id == album.parts[0].reply_to
    assert ["a.pdf", "b.pdf"] == [part.file_name for part in files.parts]
    assert 1 == len({message.media_group_id for message in documents})
    assert single.media_group_id is None


async def test_aiogram_sends_and_copies_albums(api: Api, sari: Person, budi: Person) -> None:
    """aiogram reads a person's album, sends one, and copies it to somebody else."""
    await sari.sends_album(["photo", "photo"], caption="dari Sari")
    session = AiohttpSession(api=TelegramAPIServer.from_base(api.simulator.url))
    async with AiogramBot(api.simulator.token, session=session) as bot:
        updates = await bot.get_updates()
        read = [update.message for update in updates if update.message]
        copied = await bot.copy_messages(budi.id, sari.id, [message.message_id for message in read])
        document = types.BufferedInputFile(b"isi", "c.txt")
        sent = await bot.send_media_group(
            budi.id, [types.InputMediaDocument(media=document) for _ in range(2)]
        )
    album = await budi.sees_album(2, "dari Sari")

    assert 1 == len({message.media_group_id for message in read})
    assert album.message_ids == [found.message_id for found in copied]
    assert album.parts[0].album != read[0].media_group_id
    assert [b"isi"] * 2 == [await budi.downloads(part) for part in (await budi.transcript())[2:]]
    assert 2 == len(sent)


async def test_albums_over_http(api: Api) -> None:
    """The same words drive people of a simulator in another process."""
    async with Remote(api.simulator.url) as remote:
        sari = await remote.person("Sari")
        album = await sari.sends_album(["photo", Part("photo", body=PICTURE)], caption="dua")
        body = await sari.downloads(album.parts[1])

    assert (["photo", "photo"], "dua", PICTURE) == (album.kinds, album.text, body)
