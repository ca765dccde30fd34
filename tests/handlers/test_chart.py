"""The chart: drawn by a process of its own, which ends whatever happens."""

import asyncio
import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from community.picture import Picture, Stack
from handlers import chart

ROOT = Path(__file__).resolve().parents[2]
# Tells its process id and where it may write, then waits for ever.
WAITS = "import os, sys, time; open(sys.argv[1], 'w').write(str(os.getpid())); time.sleep(3600)"


def picture(values: tuple[int, ...], name: str = "ASN Belajar") -> Picture:
    """Return a picture of one programme."""
    return Picture(
        title="Jangkauan per tahun",
        subtitle="Dahar Ngopi",
        bars=tuple(f"{2010 + place}\n1 seri" for place in range(len(values))),
        above=tuple(str(value) for value in values),
        stacks=(Stack(name, 3, values),),
        note="",
    )


def is_there(folder: str) -> bool:
    """Say whether a folder exists."""
    return Path(folder).exists()


@pytest.mark.parametrize(
    "drawn",
    [
        picture((401_482, 949_080, 179_022)),
        picture((0,)),
        picture((0, 10**15) * 7 + (1,), "Nama $\\frac{panjang}$ <b> \u202e\u200b " * 9),
    ],
    ids=["source", "zero", "fifteen years"],
)
async def test_a_chart_is_a_png_of_its_size(drawn: Picture) -> None:
    """One to fifteen years, nothing, huge numbers and odd names."""
    png = await chart.draw(drawn)

    assert b"\x89PNG" == png[:4]
    assert (1200, 800) == struct.unpack(">II", png[16:24])


async def test_more_is_a_taller_bar() -> None:
    """The figures reach the picture: another number is another image, the same one is the same."""
    low, high, again = [await chart.draw(picture((1_000, value))) for value in (10, 900, 10)]

    assert low == again
    assert low != high


def test_the_bot_never_loads_matplotlib() -> None:
    """Importing all that the bot runs leaves matplotlib alone."""
    code = "import bot.app, handlers.late, sys; print('matplotlib' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)

    assert "False" == said.stdout.decode().strip()


async def test_the_process_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """The token stays with the bot; where to write is a folder that is gone afterwards."""
    monkeypatch.setenv("BOT_TOKEN", "palsu")
    code = (
        "import os, sys; sys.stdout.buffer.write(bytes([137]) + b'PNG\\r\\n' + bytes([26, 10]));"
        "print(os.environ['MPLCONFIGDIR'], 'BOT_TOKEN' in os.environ)"
    )

    said = await chart.draw(picture((1,)), command=(sys.executable, "-c", code))

    folder, is_told = said[8:].decode().split()
    assert "False" == is_told
    assert not is_there(folder)


@pytest.mark.parametrize(
    "command",
    [
        (sys.executable, "-c", "raise SystemExit(3)"),
        (sys.executable, "-c", "print('bukan gambar')"),
        ("/nowhere/python",),
    ],
    ids=["fails", "no image", "missing"],
)
async def test_a_failure_is_said(command: tuple[str, ...]) -> None:
    """Whatever goes wrong in the process is one kind of failure."""
    with pytest.raises(chart.NotDrawn):
        await chart.draw(picture((1,)), command=command)


async def test_a_process_that_takes_too_long_is_killed() -> None:
    """The limit ends it."""
    with pytest.raises(chart.NotDrawn, match="too long"):
        await chart.draw(
            picture((1,)), command=(sys.executable, "-c", WAITS, os.devnull), seconds=0.01
        )


async def test_a_stop_of_the_bot_kills_the_process(tmp_path: Path) -> None:
    """When delivery is cancelled nothing is left running."""
    told = tmp_path / "pid"
    os.mkfifo(told)
    drawing = asyncio.create_task(
        chart.draw(picture((1,)), command=(sys.executable, "-c", WAITS, str(told)))
    )
    process = int(await asyncio.to_thread(told.read_text))

    drawing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await drawing

    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)
