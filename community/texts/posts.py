"""Words about posts that more than one screen needs."""

from community.callback import pack
from community.menu import OpenMenu
from community.reply import Button, Message
from community.texts.common import menu_button


def not_visible(post_id: int) -> Message:
    """Say of any post that is not for everybody, whatever the reason, the same."""
    return Message(
        f"Tulisan #{post_id} tidak tersedia. Mungkin nomornya keliru, atau tulisannya tidak lagi "
        "diterbitkan.",
        ((Button("Cari", pack(OpenMenu(item="search"))),), (menu_button(),)),
    )
