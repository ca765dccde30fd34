"""The form of `Catat jangkauan`: a channel, its number, and again until `Selesai`."""

import zlib

from community import lines, reading_numbers
from community.folding import fold
from community.form import Draft, Form, Input, Keep, Picked, Step, Typed, Verdict, Wrong
from community.reply import Message
from community.roles import Access
from community.sessions import Session
from community.texts import recording as texts

CHANNELS = ("Zoom", "YouTube", "Instagram", "TikTok", "Telegram")
MOST_CHANNELS = 20
MOST_PEOPLE = 100_000_000
NAME_LENGTH = (2, 40)
OTHER, DONE, BACK = "other", "done", "back"


def begin(session: Session, name: str, recorded: dict[str, int]) -> Draft:
    """Return a draft that asks for a channel of a session, with what was recorded so far."""
    return FORM.begin(
        {
            "session": session.id,
            "name": name,
            "channels": list(recorded),
            "numbers": list(recorded.values()),
        }
    )


def recorded_of(draft: Draft) -> dict[str, int]:
    """Return what was recorded when the draft was opened."""
    channels, numbers = draft.answers.get("channels"), draft.answers.get("numbers")
    if not isinstance(channels, list) or not isinstance(numbers, list):
        return {}
    pairs = zip(channels, numbers, strict=False)
    return {str(one): number for one, number in pairs if isinstance(number, int)}


def code_of(channel: str) -> str:
    """Return what a button carries for a channel: names may be too long for one."""
    return f"{zlib.crc32(fold(channel).encode()):x}"


def is_finished(draft: Draft, given: Input) -> bool:
    """Say whether somebody is through: `Selesai`, tapped or typed where channels are asked."""
    if draft.step != "channel":
        return False
    if isinstance(given, Picked):
        return given.step == "channel" and given.value == DONE
    return fold(given.text) == "selesai"


def wants_other_channel(draft: Draft, given: Input) -> bool:
    """Say whether somebody goes back to the channels without a number."""
    is_at_number = draft.step in ("number", "named")
    return is_at_number and isinstance(given, Picked) and given == Picked(draft.step, BACK)


def _name_of(draft: Draft) -> str:
    return str(draft.answers.get("name", ""))


def _ask_channel(draft: Draft) -> Message:
    recorded = recorded_of(draft)
    shown = [*CHANNELS, *(one for one in recorded if one not in CHANNELS)]
    return texts.ask_channel(
        draft.form,
        _name_of(draft),
        recorded,
        [(one, code_of(one)) for one in shown],
    )


def _take_channel(draft: Draft, given: Input) -> Verdict:
    known = [*CHANNELS, *recorded_of(draft)]
    if isinstance(given, Typed):
        return _named(draft, given.text)
    if given.value == OTHER:
        return Keep({**draft.answers, "channel": None})
    channel = next((one for one in known if code_of(one) == given.value), None)
    if channel is None:
        return Wrong(texts.TAP_CHANNEL)
    return Keep({**draft.answers, "channel": channel})


def _take_named(draft: Draft, given: Input) -> Verdict:
    if isinstance(given, Picked):
        return Wrong(texts.NAME_NEEDED)
    return _named(draft, given.text)


def _named(draft: Draft, typed: str) -> Verdict:
    """Take a channel's name; one that is known is the same however it is written."""
    recorded = recorded_of(draft)
    name = lines.clean(typed)
    known = {fold(one): one for one in (*CHANNELS, *recorded)}.get(fold(name))
    if known is not None:
        return Keep({**draft.answers, "channel": known})
    least, most = NAME_LENGTH
    if fold(name) == "lainnya" or not least <= len(name) <= most or not lines.has_letters(name):
        return Wrong(texts.NAME_NEEDED)
    if len(recorded) >= MOST_CHANNELS:
        return Wrong(texts.too_many(MOST_CHANNELS))
    return Keep({**draft.answers, "channel": name})


def _ask_number(draft: Draft) -> Message:
    channel = str(draft.answers.get("channel"))
    before = recorded_of(draft).get(channel)
    return texts.ask_number(draft.form, _name_of(draft), channel, before)


def _take_number(draft: Draft, given: Input) -> Verdict:
    number = None
    if isinstance(given, Typed):
        number = reading_numbers.number(given.text, MOST_PEOPLE)
    if number is None:
        return Wrong(texts.NUMBER_NEEDED)
    return Keep({**draft.answers, "number": number})


FORM = Form(
    "reach",
    "jangkauan sesi",
    Access.MODERATOR,
    (
        Step("channel", _ask_channel, _take_channel),
        Step(
            "named",
            lambda draft: texts.ask_name(draft.form, _name_of(draft)),
            _take_named,
            lambda answers: answers.get("channel") is None,
        ),
        Step("number", _ask_number, _take_number),
    ),
)
