"""Files that people sent, sent on: each by its own method, albums as one row."""

from pathlib import Path
from typing import Any

import pytest

from bot import outgoing, packing
from community.reply import Attached, Lane, Message, Reply, Say, SendFiles
from simulator.flood import FloodModel
from simulator.person import Person
from tests.bot.delivery.post import Post, open_post, text
from tests.simulator.pictures import png

METHODS = {
    "photo": "sendPhoto",
    "document": "sendDocument",
    "voice": "sendVoice",
    "video": "sendVideo",
    "audio": "sendAudio",
}


def files(*kinds: str, album: str | None = None) -> tuple[Attached, ...]:
    """Make files of these kinds, numbered."""
    return tuple(Attached(kind, f"{number}", album=album) for number, kind in enumerate(kinds))


def packs(*found: Attached) -> list[tuple[str, list[str]]]:
    """Return the method and the files of each row."""
    packed = []
    for row in packing.rows(SendFiles(chat_id=5, files=found)):
        payload = row.payload or {}
        names = {"photo", "document", "voice", "video", "audio"} & set(payload)
        media = [one["media"] for one in payload.get("media", ())]
        packed.append((row.kind, media or [payload[name] for name in names]))
    return packed


@pytest.mark.parametrize(("kind", "method"), METHODS.items())
def test_one_file_has_its_own_method(kind: str, method: str) -> None:
    """A single file is sent as what it is."""
    assert [(method, ["0"])] == packs(*files(kind))


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        (["photo", "video"], [("sendMediaGroup", ["0", "1"])]),
        (["document"] * 3, [("sendMediaGroup", ["0", "1", "2"])]),
        (["photo", "document"], [("sendPhoto", ["0"]), ("sendDocument", ["1"])]),
        (["voice", "voice"], [("sendVoice", ["0"]), ("sendVoice", ["1"])]),
        (
            ["photo", "photo", "audio", "photo"],
            [("sendMediaGroup", ["0", "1"]), ("sendAudio", ["2"]), ("sendPhoto", ["3"])],
        ),
        (
            ["photo"] * 11,
            [
                ("sendMediaGroup", ["0", "1", "2", "3", "4"]),
                ("sendMediaGroup", ["5", "6", "7", "8", "9", "10"]),
            ],
        ),
        ([], []),
    ],
)
def test_files_are_packed_in_order(kinds: list[str], expected: list[tuple[str, list[str]]]) -> None:
    """Neighbours of a kind are one album, never more than ten and never mixed."""
    assert expected == packs(*files(*kinds))


def test_albums_of_people_stay_apart() -> None:
    """Two albums that somebody sent are two albums again."""
    one, two = files("photo", "photo", album="1"), files("photo", "photo", album="2")

    assert [2, 2] == [len(names) for _, names in packs(*one, *two)]


def test_captions_are_plain_and_short() -> None:
    """No parse mode, and a caption that Telegram would refuse is cut visibly."""
    long = Attached("photo", "a", caption="<b>" + "x" * 2_000)
    [row] = packing.rows(SendFiles(chat_id=5, files=(long,)))

    assert row.payload is not None
    assert "parse_mode" not in row.payload
    assert 1_024 == len(row.payload["caption"])
    assert row.payload["caption"].endswith("…")


async def photos(person: Person, number: int) -> tuple[Attached, ...]:
    """Let a person send photos."""
    return tuple(
        [
            Attached("photo", (await person.sends("photo", body=png(40, 30))).file_id, f"Foto {n}")
            for n in range(number)
        ]
    )


async def tell(post: Post, *says: Say | SendFiles) -> list[str]:
    """Say something and return what became of each row."""
    return await post.settle(await post.say(*outgoing.rows(Reply(says), post.clock.now())))


def albums(post: Post) -> list[list[dict[str, Any]]]:
    """Return the albums that arrived."""
    return [act.result for act in post.acts if act.method == "sendMediaGroup" and act.code == 200]


async def test_an_album_answers_its_card(tmp_path: Path) -> None:
    """It stands below the card as one row; all its messages are remembered."""
    async with open_post(tmp_path) as post:
        sari = post.simulator.person("Sari", started=True)
        chat = post.simulator.group("Moderator", [sari])
        shown = await photos(sari, 3)
        card = Say(
            chat_id=chat.id, message=Message("Kartu"), lane=Lane.NOTICE, subject="question:1"
        )
        below = SendFiles(
            chat_id=chat.id,
            files=shown,
            lane=Lane.NOTICE,
            reply_to_subject="question:1",
            subject="files:1",
        )

        states = await tell(post, card, below)

        [album] = albums(post)
        number = next(act.result["message_id"] for act in post.acts if act.method == "sendMessage")
        async with post.database.snapshot() as unit:
            [said] = await unit.messages.list_about("files:1")
        assert ["sent", "sent"] == states
        assert [number] * 3 == [part["reply_to_message"]["message_id"] for part in album]
        assert ["Foto 0", "Foto 1", "Foto 2"] == [part["caption"] for part in album]
        assert tuple(part["message_id"] for part in album) == said.message_ids


async def test_an_answer_never_overtakes_the_card_that_it_is_about(tmp_path: Path) -> None:
    """Files of a more urgent lane wait until the card that they belong to was sent."""
    async with open_post(tmp_path) as post:
        sari = post.simulator.person("Sari", started=True)
        chat = post.simulator.group("Moderator", [sari])
        [photo] = await photos(sari, 1)
        cards = [
            Say(chat_id=chat.id, message=Message(f"Kartu {n}"), lane=Lane.NOTICE, subject=f"q:{n}")
            for n in range(15)
        ]
        below = SendFiles(chat_id=chat.id, files=(photo,), reply_to_subject="q:14")

        states = await tell(post, *cards, below)

        assert {"sent"} == set(states)
        methods = [act.method for act in post.acts]
        assert "sendPhoto" == methods[-1]
        assert "reply_to_message" in post.acts[-1].result


async def test_files_that_are_gone_are_said_in_words(tmp_path: Path) -> None:
    """A file id that Telegram does not know any more leaves a line in its place."""
    async with open_post(tmp_path) as post:
        sari = post.simulator.person("Sari", started=True)
        lost = (Attached("document", "lost"),)

        states = await tell(post, SendFiles(chat_id=sari.id, files=lost))

        assert ["sent"] == states
        assert post.texts(sari.id)[0].startswith("Lampiran tidak dapat dikirim.")


async def test_an_album_counts_with_all_its_parts(tmp_path: Path) -> None:
    """Albums to many people and to a group keep to Telegram's limits without a refusal."""
    async with open_post(tmp_path, flood=FloodModel(rate=30)) as post:
        people = [post.simulator.person(f"Orang {n}", started=True) for n in range(20)]
        chat = post.simulator.group("Moderator", people[:1])
        shown = await photos(people[0], 5)
        chats = [*(one.id for one in people), chat.id]
        says = [SendFiles(chat_id=one, files=shown, lane=Lane.NOTICE) for one in chats]
        more = [SendFiles(chat_id=chat.id, files=shown, lane=Lane.NOTICE) for _ in range(8)]

        states = await tell(post, *says, *more)

        assert {"sent"} == set(states)
        assert 29 == len(albums(post))
        assert 0 == post.simulator.flood.refused
        assert post.simulator.flood.most_in_a_second() <= 30


async def test_a_text_after_an_album_waits(tmp_path: Path) -> None:
    """The chat that got an album of ten rests until it takes a message again."""
    async with open_post(tmp_path, flood=FloodModel()) as post:
        sari = post.simulator.person("Sari", started=True)
        shown = await photos(sari, 10)

        await tell(post, SendFiles(chat_id=sari.id, files=shown))
        rows = await post.say(text(sari.id))
        states = await post.settle(rows)

        assert (["sent"], 0) == (states, post.simulator.flood.refused)
        assert post.clock.monotonic() > 5
