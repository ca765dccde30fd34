"""The command line: `cop-humas run`, `demo`, `check`, `backup`, … or `python -m bot`."""

import argparse
import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable, Collection, Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot import logs
from bot.clock import SystemClock
from bot.config import Settings, SettingsRefused, load

if TYPE_CHECKING:
    from storage.database import Database

WRONG = 1  # something outside is wrong: the token, a chat, the database
MISTAKEN = 2  # the settings are wrong, or the file
IN_USE = "Bot lain sudah berjalan dengan basis data ini; hentikan dahulu, baru jalankan lagi."
CANNOT_LISTEN = (
    "alamat itu dipakai program lain atau bukan milik komputer ini. Pilih port lain, "
    "misalnya 127.0.0.1:9091."
)
NO_DOTENV = (
    "Berkas .env tidak ada di folder ini ({folder}). Jalankan dari folder tempat berkas itu "
    "berada, atau salin .env.example menjadi .env."
)
TOO_NEW = "Basis data ini dibuat oleh versi bot yang lebih baru; pasang versi terbaru."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        code = int(options.command(options))
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read along, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WRONG
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cop-humas", description="Bot Telegram CoP Pranata Humas Jawa Timur."
    )
    commands = parser.add_subparsers(
        required=True, metavar="run | demo | check | backup | restore | migrate | import-reach"
    )
    commands.add_parser("run", help="jalankan bot (perlu BOT_TOKEN)").set_defaults(command=_run)
    demo = commands.add_parser("demo", help="coba bot tanpa token, dengan simulator Telegram")
    demo.add_argument("--morning", action="store_true", help="mainkan satu pagi lalu selesai")
    demo.set_defaults(command=_demo)
    commands.add_parser(
        "check", help="periksa pengaturan, basis data, token, dan grup"
    ).set_defaults(command=_check)
    backup = commands.add_parser("backup", help="cadangkan basis data sekarang")
    backup.add_argument("file", type=Path, nargs="?", metavar="BERKAS")
    backup.set_defaults(command=_backup)
    restore = commands.add_parser("restore", help="pulihkan basis data dari cadangan")
    restore.add_argument("file", type=Path, metavar="BERKAS")
    restore.set_defaults(command=_restore)
    commands.add_parser("migrate", help="perbarui tabel basis data").set_defaults(command=_migrate)
    reach = commands.add_parser(
        "import-reach",
        help="impor riwayat jangkauan dari berkas CSV",
        description="Kolom: program,tahun,periode,seri,jangkauan,sumber. Impor ulang tidak "
        "menggandakan; satu baris keliru membatalkan semuanya.",
    )
    reach.add_argument("file", type=Path, metavar="BERKAS")
    reach.set_defaults(command=_import_reach)
    return parser


def _settings(require: Collection[str] = ()) -> Settings:
    """Read the settings; on mistakes print them all and exit with 2."""
    dotenv = Path(".env")
    if not dotenv.exists() and not any(map(os.environ.get, ("BOT_TOKEN", "DATABASE_URL"))):
        print(NO_DOTENV.format(folder=Path.cwd()), file=sys.stderr)
    try:
        settings = load(os.environ, dotenv, require=require)
    except SettingsRefused as exc:
        for problem in exc.problems:
            print(problem, file=sys.stderr)
        raise SystemExit(MISTAKEN) from None
    logs.set_up(settings)
    return settings


def _run(options: argparse.Namespace) -> int:
    # `--help` and mistakes need not wait for imports
    from bot import app, health_server, intake  # noqa: PLC0415 # see above
    from storage import migrations  # noqa: PLC0415 # as above
    from storage.sole_use import InUse  # noqa: PLC0415 # as above

    del options
    settings = _settings(require=("BOT_TOKEN", "ADMIN_IDS"))

    async def run() -> int:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(logs.log_loop_problem)
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        try:
            await app.run(settings, SystemClock(), stop)
        except intake.Refused:
            print("BOT_TOKEN: ditolak Telegram. Salin ulang dari @BotFather.", file=sys.stderr)
            return WRONG
        except InUse:
            print(IN_USE, file=sys.stderr)
            return WRONG
        except migrations.TooNew:
            print(TOO_NEW, file=sys.stderr)
            return WRONG
        except health_server.CannotListen as exc:
            print(f"{exc}: {CANNOT_LISTEN}", file=sys.stderr)
            return WRONG
        return 0

    return _in_loop(run())


def _demo(options: argparse.Namespace) -> int:
    from bot.demo import host  # noqa: PLC0415 # only the demo needs the simulator

    return _in_loop(host.morning() if options.morning else host.talk())


def _check(options: argparse.Namespace) -> int:
    from bot import check  # noqa: PLC0415 # as in `_run`

    del options
    settings = _settings()
    return _in_loop(check.check(settings))


def _backup(options: argparse.Namespace) -> int:
    from bot import backup  # noqa: PLC0415 # as in `_run`

    settings = _settings()

    async def back_up() -> str:
        return backup.back_up(settings, options.file, SystemClock().now())

    return _in_loop(_told(back_up()))


def _restore(options: argparse.Namespace) -> int:
    from bot import backup_restore  # noqa: PLC0415 # as in `_run`

    return _in_loop(_told(backup_restore.restore(_settings(), options.file, SystemClock())))


async def _told(act: Awaitable[str]) -> int:
    """Print what was done, or why it was refused, and return the exit code."""
    from bot import backup  # noqa: PLC0415 # as in `_run`
    from storage.database import Unavailable  # noqa: PLC0415 # as in `_run`

    try:
        print(await act)
    except backup.Refused as exc:
        print(exc, file=sys.stderr)
        return MISTAKEN if isinstance(exc, backup.Mistaken) else WRONG
    except Unavailable:
        print("DATABASE_URL: basis data tidak dapat dibuka.", file=sys.stderr)
        return WRONG
    return 0


def _migrate(options: argparse.Namespace) -> int:
    from storage import migrations  # noqa: PLC0415 # as in `_run`

    del options

    async def tell(_database: "Database") -> str:
        return f"Basis data siap (revisi {migrations.HEAD})."

    return _on_database(tell)


def _import_reach(options: argparse.Namespace) -> int:
    from bot import importing  # noqa: PLC0415 # as in `_run`

    async def import_reach(database: "Database") -> str:
        return await importing.import_reach(database, text, SystemClock().now())

    try:
        text = importing.read(options.file)
        return _on_database(import_reach)
    except importing.BadFile as exc:
        print(exc, file=sys.stderr)
        return MISTAKEN


def _on_database(act: Callable[["Database"], Awaitable[str]]) -> int:
    """Open the database, print what was done to it, and return the exit code."""
    from storage import migrations  # noqa: PLC0415 # as in `_run`
    from storage.database import Database, Unavailable  # noqa: PLC0415 # as in `_run`

    settings = _settings()

    async def run() -> int:
        try:
            database = await Database.open(settings.database_url.reveal())
            try:
                print(await act(database))
            finally:
                await database.close()
        except Unavailable:
            print("DATABASE_URL: basis data tidak dapat dibuka.", file=sys.stderr)
            return WRONG
        except migrations.TooNew:
            print(TOO_NEW, file=sys.stderr)
            return WRONG
        return 0

    return _in_loop(run())


def _in_loop(act: Coroutine[Any, Any, int]) -> int:
    try:
        return asyncio.run(act)
    except KeyboardInterrupt:
        return 0


if __name__ == "__main__":
    sys.exit(main())
