"""Talking to the bot in the terminal: be somebody, type, tap a button by its number."""

import asyncio
import contextlib
import os
import re
from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

from bot.demo.clock import read_moment, shown
from bot.demo.stage import Stage
from simulator.person import Person, Screen

WELCOME = """
Atau bercakap di sini:

  Ketik pesan atau perintah        /start
  Tekan tombol dengan nomornya     1
  Balas pesan                      :balas jawabannya   :balas 7 jawabannya (pesan nomor 7)
  Ganti orang                      :sari (tamu)  :lina  :budi (anggota)  :tono  :dewi (moderator)
                                   :ratna (admin)  :grup (Tono di grup moderator)
                                   :kanal (kanal komunitas)
  Majukan jam demo                 jam +15 (menit)   jam senin 07.30   :jam 07.30
  Nyalakan ulang bot               :ulang (dimatikan paksa, lalu dinyalakan)
  Selesai                          Ctrl-C

Jam demo mulai Senin pukul 07.00 dan tampak di awal baris. Pengingat datang pukul 07.30: coba
ketik :lina, lalu :jam 07.30.

Tanya jawab: ketik :lina, lalu /tanya Bagaimana menghitung angka kredit? Setelah terkirim, ketik
:grup, tekan Ambil, lalu balas kartunya dengan :balas; jawabannya sampai di :lina.
"""
NO_MOMENT = (
    "— contoh: jam +15, jam senin 07.30, :jam 07.30; jam demo hanya maju, paling jauh 14 hari —"
)
MOST_TYPED = 65536  # bytes at a time
_REPLY = re.compile(r":\s*balas\s+(?:(\d{1,9})\s+)?(\S.*)", re.IGNORECASE)
_BUTTON = re.compile(r"[0-9]{1,2}")  # longer ones are answers, such as a NIP
_PRIVATE = {"grup": "tono", "kanal": "ratna"}
"""Whose private chat a link leads to, from where somebody is not in private."""
_CLOCK = re.compile(r"jam\s+[+a-z].*|jam\s+\d\S*\s.*", re.IGNORECASE)
"""Words that move the clock; "jam 09.00" alone may be an answer to the bot."""


class Terminal:
    """One terminal, several people."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._people: dict[str, Person] = {
            **stage.people,
            "grup": stage.tono.at(stage.moderators),
            "kanal": stage.ratna.at(stage.channel),
        }
        self._name = "sari"
        self._shown: dict[tuple[str, int], int] = {}

    @property
    def _person(self) -> Person:
        return self._people[self._name]

    async def follow(self) -> None:
        """Print what changes in the chat of whoever one is, until cancelled."""
        version = -1
        while True:
            version = await self._person.backend.call("wait", version=version, limit=20.0)
            if await self.print_news():
                self.prompt()

    def prompt(self) -> None:
        """Show whose turn it is and the demo's time."""
        print(f"[{shown(self._stage.clock.now())}, {self._name}] ", end="", flush=True)

    def tell_bot_end(self, code: int) -> None:
        """Say that the bot ended although nobody asked it to."""
        print(f"\n— bot berhenti sendiri (kode {code}); ketik :ulang untuk menyalakannya —")
        self.prompt()

    async def print_news(self) -> bool:
        """Print the messages that are new or were edited; says whether there were any."""
        news: list[str] = []
        for screen in await self._person.transcript():
            place = (self._name, screen.message_id)
            if self._shown.get(place) == screen.version:
                continue
            is_edited = place in self._shown
            self._shown[place] = screen.version
            if screen.sender != self._person.name:
                news.append(_bubble(screen, is_edited=is_edited))
        if news:
            print("", *news, sep="\n", flush=True)
        return bool(news)

    async def hear(self, line: str) -> None:
        """Do what was typed."""
        reply = _REPLY.fullmatch(line)
        if reply is not None:
            await self._reply(reply[1], reply[2])
        elif line.startswith(":"):
            await self._order(line[1:].strip().lower())
        elif _CLOCK.fullmatch(line):
            await self._order(line.lower())
        elif _BUTTON.fullmatch(line):
            await self._tap(int(line))
        elif line:
            await self._person.says(line)

    async def _order(self, word: str) -> None:
        if word in self._people:
            await self._become(word)
        elif word == "ulang":
            await self._stage.restart_bot()
            print("— bot dinyalakan ulang —")
        elif word.startswith("jam "):
            await self._move(word.removeprefix("jam "))
        else:
            print(WELCOME)

    async def _become(self, name: str) -> None:
        self._name = name
        print(f"— Anda sekarang {self._person.name} ({name}) —")
        await self.print_news()

    async def _reply(self, number: str | None, words: str) -> None:
        """Reply to a message of the bot: the one of that number, else the newest."""
        found = [
            screen
            for screen in await self._person.transcript()
            if screen.sender != self._person.name
            and (number is None or screen.message_id == int(number))
        ]
        if not found:
            print(f"— pesan {number or ''} tidak ada —".replace("  ", " "))
            return
        await self._person.replies(found[-1], words)

    async def _follow_link(self, url: str) -> None:
        """Open a link to the bot as an app does, in private; show any other."""
        parts = urlsplit(url)
        payload = parse_qs(parts.query).get("start", [""])[0]
        if parts.path.strip("/") != self._stage.simulator.world.bot.username or not payload:
            print(f"— tautan: {url} —")
            return
        if self._name in _PRIVATE:
            await self._become(_PRIVATE[self._name])
        print(f"— {self._person.name} membuka {url} —")
        await self._person.says(f"/start {payload}")

    async def _move(self, words: str) -> None:
        if read_moment(words, self._stage.clock.now()) is None:
            print(NO_MOMENT)
            return
        print("— waktu berjalan … —", flush=True)
        await self._stage.moves_by(words)
        print(f"— sekarang {shown(self._stage.clock.now())} WIB —")

    async def _tap(self, number: int) -> None:
        screen = await self._newest_buttons()
        labels = screen.labels if screen is not None else []
        if not 0 < number <= len(labels):
            print(f"— tombol {number} tidak ada —")
            return
        label = labels[number - 1]
        if screen is not None and label in screen.urls:
            await self._follow_link(screen.urls[label])
            return
        print(f"— {self._person.name} menekan [{label}] —")
        before = await self._person.toast()
        await self._person.taps(label)
        await asyncio.sleep(0.05)  # a toast has no message of its own to wait for
        toast = await self._person.toast()
        if toast and toast != before:
            print(f"   ({toast})")

    async def _newest_buttons(self) -> Screen | None:
        shown = await self._person.transcript()
        return next((screen for screen in reversed(shown) if screen.labels), None)


def _bubble(screen: Screen, *, is_edited: bool) -> str:
    """Lay a message out for the terminal, its buttons numbered."""
    mark = " (diperbarui)" if is_edited else ""
    lines = [f"┌ {screen.sender} · {screen.message_id}{mark}"]
    lines += [f"│ {line}" for line in screen.text.splitlines()]
    if screen.file_name:
        lines.append(f"│ 📎 {screen.file_name}")
    number = 0
    for row in screen.buttons:
        words = []
        for label in row:
            number += 1
            words.append(f"{number} [{label}]")
        lines.append("│   " + "   ".join(words))
    return "\n".join([*lines, "└"])


async def talk(stage: Stage, keyboard: int) -> None:
    """Talk until the keyboard ends."""
    print(WELCOME)
    terminal = Terminal(stage)
    stage.on_bot_end.append(terminal.tell_bot_end)
    terminal.prompt()
    following = asyncio.create_task(terminal.follow())
    try:
        async for line in _lines(keyboard):
            with contextlib.suppress(LookupError):
                await terminal.hear(line.strip())
            terminal.prompt()
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)


async def _lines(keyboard: int) -> AsyncIterator[str]:
    """Read lines from a terminal without holding the loop up, and without a thread."""
    loop = asyncio.get_running_loop()
    queue: asyncio.Queue[bytes] = asyncio.Queue()
    loop.add_reader(keyboard, lambda: queue.put_nowait(os.read(keyboard, MOST_TYPED)))
    try:
        begun = b""
        while typed := await queue.get():
            *lines, begun = (begun + typed).split(b"\n")
            for line in lines:
                yield line.decode(errors="replace")
    finally:
        loop.remove_reader(keyboard)
