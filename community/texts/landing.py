"""Words of what a deep link opens."""

from community.landing import TITLES, Target
from community.reply import Message
from community.texts.common import menu_button


def not_yet(target: Target) -> Message:
    """Say that this kind of link cannot be opened yet."""
    return Message(
        f"{TITLES[target.kind]} #{target.number} belum tersedia di bot ini. "
        "Silakan pilih yang lain dari menu.",
        ((menu_button(),),),
    )
