"""How settings are read: defaults, mistakes with their mends, secrets that stay unseen."""

from datetime import time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import NAMES, Address, JoinApproval, LogFormat, Secret, SettingsRefused, load

TOKEN = "8123456789:AAabcdefghijklmnopqrstuvwxyz_012345"


def refused(environ: dict[str, str], *, require: tuple[str, ...] = ()) -> dict[str, str]:
    """Return what is wrong with each setting."""
    with pytest.raises(SettingsRefused) as caught:
        load(environ, require=require)
    return {problem.setting: problem.wrong for problem in caught.value.problems}


def test_an_empty_environment_gives_the_defaults_of_the_contract() -> None:
    """Nothing set gives the defaults of product.md section 8."""
    settings = load({})

    assert None is settings.bot_token
    assert () == settings.admin_ids
    assert "sqlite:///data/cop.db" == settings.database_url.reveal()
    assert "https://api.telegram.org" == settings.telegram_api_url
    assert "Asia/Jakarta" == settings.timezone.key
    assert time(7, 30) == settings.reminder_time
    assert timedelta(hours=4) == settings.reminder_grace
    assert JoinApproval.OPEN is settings.join_approval
    assert (8, 8, 10, 5) == (
        settings.sla_hours,
        settings.claim_hours,
        settings.max_questions_per_day,
        settings.max_posts_per_day,
    )
    assert (30, False) == (settings.send_rate, settings.paid_broadcast)
    assert Address("127.0.0.1", 8443) == settings.webhook_listen
    assert None is settings.health_listen
    assert ("INFO", LogFormat.TEXT) == (settings.log_level, settings.log_format)
    assert (Path("backups"), 7) == (settings.backup_dir, settings.backup_keep)


def test_a_full_environment_is_read() -> None:
    """Every kind of setting is parsed into its type."""
    settings = load(
        {
            "BOT_TOKEN": TOKEN,
            "ADMIN_IDS": "12, 34,12,",
            "MODERATOR_CHAT_ID": "-1001234567890",
            "DATABASE_URL": "postgresql://cop:p$ss%40@db.example:5433/cop",
            "TELEGRAM_API_URL": "http://127.0.0.1:8081/",
            "TIMEZONE": "Asia/Makassar",
            "REMINDER_TIME": "6.30",
            "REMINDER_GRACE": "1h30m",
            "JOIN_APPROVAL": "Moderated",
            "SEND_RATE": "1000",
            "PAID_BROADCAST": "on",
            "WEBHOOK_URL": "http://127.0.0.1:9000/telegram",
            "WEBHOOK_SECRET": "kata_rahasia-1",
            "WEBHOOK_LISTEN": "[::1]:0",
            "HEALTH_LISTEN": "localhost:9090",
            "LOG_LEVEL": "debug",
            "LOG_FORMAT": "JSON",
        }
    )

    assert Secret(TOKEN) == settings.bot_token
    assert (12, 34) == settings.admin_ids
    assert -1001234567890 == settings.moderator_chat_id
    assert "postgresql://cop:p$ss%40@db.example:5433/cop" == settings.database_url.reveal()
    assert "http://127.0.0.1:8081" == settings.telegram_api_url
    assert (time(6, 30), timedelta(minutes=90)) == (settings.reminder_time, settings.reminder_grace)
    assert JoinApproval.MODERATED is settings.join_approval
    assert (1000, True) == (settings.send_rate, settings.paid_broadcast)
    assert "http://127.0.0.1:9000/telegram" == settings.webhook_url
    assert "[::1]:0" == str(settings.webhook_listen)
    assert ("DEBUG", LogFormat.JSON) == (settings.log_level, settings.log_format)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("BOT_TOKEN", "8123456789"),
        ("BOT_TOKEN", "8123456789:AAabc def"),
        ("ADMIN_IDS", "12,@sari"),
        ("ADMIN_IDS", "-1001"),
        ("ADMIN_IDS", "0"),
        ("ADMIN_IDS", ","),
        ("ADMIN_IDS", "１２"),
        ("MODERATOR_CHAT_ID", "@grup_moderator"),
        ("MODERATOR_CHAT_ID", "1001234567890"),
        ("COMMUNITY_CHAT_ID", "https://t.me/cop"),
        ("COMMUNITY_CHAT_ID", "-0"),
        ("DATABASE_URL", "mysql://a/b"),
        ("DATABASE_URL", "postgres://a/b"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "postgresql://host:port/b"),
        ("DATABASE_URL", "postgresql://host"),
        ("TELEGRAM_API_URL", "api.telegram.org"),
        ("TELEGRAM_API_URL", f"https://api.telegram.org/bot{TOKEN}"),
        ("TIMEZONE", "WIB"),
        ("TIMEZONE", "Asia"),
        ("TIMEZONE", "../etc"),
        ("TIMEZONE", "Asia/Surabaya"),
        ("REMINDER_TIME", "04:30"),
        ("REMINDER_TIME", "17:30"),
        ("REMINDER_TIME", "07:15"),
        ("REMINDER_TIME", "pagi"),
        ("REMINDER_GRACE", "4"),
        ("REMINDER_GRACE", "25h"),
        ("REMINDER_GRACE", "0h"),  # the clock ticks every five seconds: all would be missed
        ("JOIN_APPROVAL", "terbuka"),
        ("SLA_HOURS", "0"),
        ("CLAIM_HOURS", "8.5"),
        ("MAX_QUESTIONS_PER_DAY", "-1"),
        ("MAX_POSTS_PER_DAY", "1001"),
        ("SEND_RATE", "31"),
        ("SEND_RATE", "1001"),
        ("PAID_BROADCAST", "ya"),
        ("WEBHOOK_LISTEN", "8443"),
        ("WEBHOOK_SECRET", "dengan spasi"),
        ("WEBHOOK_SECRET", "x" * 257),
        ("HEALTH_LISTEN", "localhost:65536"),
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
        ("BACKUP_KEEP", "0"),
    ],
)
def test_a_mistake_is_named_and_its_text_not_repeated(name: str, text: str) -> None:
    """A mistaken setting is refused by name, with a mend, without its text."""
    with pytest.raises(SettingsRefused) as caught:
        load({name: text})

    (problem,) = caught.value.problems
    assert name == problem.setting
    assert problem.mend.endswith((".", "?"))
    assert len(text) < 5 or text not in problem.wrong


def test_all_mistakes_are_told_at_once() -> None:
    """One look at the message is enough to mend everything."""
    found = refused(
        {
            "MODERATOR_CHAT_ID": "@grup",
            "SEND_RATE": "banyak",
            "WEBHOOK_URL": "http://bot.example",
            "TIMEZONE": "WIT",
        },
        require=("BOT_TOKEN", "ADMIN_IDS"),
    )

    assert {
        "BOT_TOKEN",
        "ADMIN_IDS",
        "MODERATOR_CHAT_ID",
        "SEND_RATE",
        "WEBHOOK_URL",
        "WEBHOOK_SECRET",
        "TIMEZONE",
    } == set(found)


def test_a_required_setting_that_is_mistaken_is_told_once() -> None:
    """A mistaken token is not also called missing."""
    with pytest.raises(SettingsRefused) as caught:
        load({"BOT_TOKEN": "salah"}, require=("BOT_TOKEN",))

    assert ["BOT_TOKEN"] == [problem.setting for problem in caught.value.problems]


@pytest.mark.parametrize("empty", ["", "   "])
def test_an_empty_setting_is_unset(empty: str) -> None:
    """An empty text means the default, and is missing where it is required."""
    assert 30 == load({"SEND_RATE": empty}).send_rate
    assert {"BOT_TOKEN": "belum diisi"} == refused({"BOT_TOKEN": empty}, require=("BOT_TOKEN",))


def test_one_group_cannot_be_both_the_moderators_and_the_communitys() -> None:
    """Cards for moderators never land in the group of everybody by a slip."""
    found = refused({"MODERATOR_CHAT_ID": "-1001", "COMMUNITY_CHAT_ID": "-1001"})

    assert {"COMMUNITY_CHAT_ID"} == set(found)


def test_a_webhook_on_a_port_telegram_never_calls_is_refused() -> None:
    """Telegram calls four ports only, a Bot API server of one's own any."""
    webhook = {"WEBHOOK_URL": "https://bot.example:9000/", "WEBHOOK_SECRET": "kata"}

    assert {"WEBHOOK_URL"} == set(refused(webhook))
    assert load({**webhook, "TELEGRAM_API_URL": "http://127.0.0.1:8081"}).webhook_url


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    """A variable of the environment wins over `.env`; an empty one does not."""
    dotenv = tmp_path / ".env"
    dotenv.write_text('\ufeffexport SEND_RATE=10 # pelan\nSLA_HOURS="4"\nLOG_LEVEL=ERROR\n')

    settings = load({"SEND_RATE": "20", "LOG_LEVEL": ""}, dotenv)

    assert (20, 4, "ERROR") == (settings.send_rate, settings.sla_hours, settings.log_level)


def test_a_dollar_sign_in_the_file_is_a_dollar_sign(tmp_path: Path) -> None:
    """A password is taken as it is written, nothing is filled in."""
    dotenv = tmp_path / ".env"
    dotenv.write_text("DATABASE_URL=postgresql://cop:a${HOME}b@host/cop\n")

    settings = load({"HOME": "rumah"}, dotenv)

    assert "postgresql://cop:a${HOME}b@host/cop" == settings.database_url.reveal()


def test_a_name_that_looks_like_ours_is_asked_about(tmp_path: Path) -> None:
    """A slip in a name is reported, names of other programs are not."""
    dotenv = tmp_path / ".env"
    dotenv.write_text("ADMIN_ID=12\nbot_token=x\nPOSTGRES_PASSWORD=x\nMAX_POST_PER_DAY=1\n")

    with pytest.raises(SettingsRefused) as caught:
        load({}, dotenv)

    assert {
        "ADMIN_ID": "Maksud Anda ADMIN_IDS?",
        "bot_token": "Maksud Anda BOT_TOKEN?",
        "MAX_POST_PER_DAY": "Maksud Anda MAX_POSTS_PER_DAY?",
    } == {problem.setting: problem.mend for problem in caught.value.problems}


def test_no_name_of_ours_is_taken_for_a_slip(tmp_path: Path) -> None:
    """Every setting may stand in the file."""
    dotenv = tmp_path / ".env"
    dotenv.write_text("".join(f"{name}=\n" for name in NAMES))

    assert load({}) == load({}, dotenv)


def test_an_unreadable_line_is_told_by_its_number(tmp_path: Path) -> None:
    """A line that is no setting is a mistake, not silence."""
    dotenv = tmp_path / ".env"
    dotenv.write_text("LOG_LEVEL=INFO\nBOT_TOKEN\n'tidak ditutup\n")

    with pytest.raises(SettingsRefused) as caught:
        load({}, dotenv)

    assert [".env baris 2", ".env baris 3"] == [one.setting for one in caught.value.problems]


@pytest.mark.parametrize(
    ("content", "wrong"),
    [(b"\xff\xfeB\x00", "tidak terbaca"), (None, "tidak dapat dibuka")],
)
def test_a_file_that_cannot_be_read_is_a_mistake(
    tmp_path: Path, content: bytes | None, wrong: str
) -> None:
    """A file in another encoding, or a folder in its place, is reported."""
    dotenv = tmp_path / ".env"
    if content is None:
        dotenv.mkdir()
    else:
        dotenv.write_bytes(content)

    with pytest.raises(SettingsRefused) as caught:
        load({}, dotenv)

    assert [(".env", wrong)] == [(one.setting, one.wrong) for one in caught.value.problems]


def test_a_missing_file_is_no_mistake(tmp_path: Path) -> None:
    """Settings may come from the environment alone."""
    assert load({}) == load({}, tmp_path / ".env")


def test_secrets_are_not_seen_when_settings_are_printed() -> None:
    """Neither the settings nor a secret show token, password or webhook word."""
    settings = load(
        {
            "BOT_TOKEN": TOKEN,
            "DATABASE_URL": "postgresql://cop:sangatrahasia@host/cop",
            "WEBHOOK_SECRET": "kata-webhook",
        }
    )

    shown = f"{settings!r} {settings} {settings.bot_token} {settings.bot_token!r:>20}"

    assert [] == [word for word in (TOKEN, "sangatrahasia", "kata-webhook") if word in shown]
    assert TOKEN == (settings.bot_token or Secret("")).reveal()


@given(name=st.sampled_from(NAMES), text=st.text(min_size=1))
def test_any_text_is_read_or_refused(name: str, text: str) -> None:
    """Whatever stands in a setting, it is read or refused by its name, and nothing else happens."""
    assert names_refused({name: text}) <= {name, "WEBHOOK_SECRET"}


@given(name=st.sampled_from(NAMES))
def test_a_token_in_the_wrong_line_is_not_repeated(name: str) -> None:
    """A token pasted into another setting is never part of the message."""
    message = ""
    try:
        load({name: TOKEN}, require=["LOG_LEVEL"])
    except SettingsRefused as refusal:
        message = f"{refusal} {refusal!r}"

    assert TOKEN not in message


def names_refused(environ: dict[str, str]) -> set[str]:
    """Return the names of the settings that are refused, none when all can be read."""
    try:
        load(environ)
    except SettingsRefused as refusal:
        return {problem.setting for problem in refusal.problems}
    return set()
