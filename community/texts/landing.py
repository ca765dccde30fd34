"""Words of what a deep link opens."""

from community.landing import TITLES, Target
from community.reply import Message
from community.texts.common import menu_button


def not_yet(target: Target) -> Message:
    """Say that this kind of link cannot be opened yet."""
    return Message(
        f"<b>{TITLES[target.kind]} #{target.number}</b>\n"
        "Fitur ini segera hadir, jadi tautannya belum dapat dibuka. "
        "Terima kasih atas kesabaran Bapak/Ibu; kami sedang menyiapkannya.",
        ((menu_button(),),),
    )
