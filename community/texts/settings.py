"""Words of `/pengaturan`."""

from community.callback import pack
from community.menu import OpenMenu
from community.reply import Button, Message
from community.settings import SwitchReminders
from community.texts.common import menu_button

TURNED_ON = "Pengingat dinyalakan."
TURNED_OFF = "Pengingat dimatikan."


def screen(*, is_on: bool) -> Message:
    """Show the settings."""
    if is_on:
        text = "Pengingat Dahar Ngopi <b>menyala</b>. Bapak/Ibu dapat mematikannya kapan saja."
        button = Button("Matikan", pack(SwitchReminders(on=False)))
    else:
        text = (
            "Pengingat Dahar Ngopi <b>mati</b>. Jawaban atas pertanyaan Bapak/Ibu sendiri "
            "tetap kami kirim."
        )
        button = Button("Nyalakan", pack(SwitchReminders(on=True)))
    return Message(f"<b>Pengaturan</b>\n{text}", ((button,), (menu_button(),)))


def settings_button() -> Button:
    """Return the button that every unasked message carries."""
    return Button("Pengaturan", pack(OpenMenu(item="settings")))
