"""Words with which the search asks for words; what it finds is told in `found`."""

from community.callback import pack
from community.menu import CancelForm
from community.reply import Button, Message

TITLE = "pencarian"
WORDS_NEEDED = (
    "Mohon ketik kata yang dicari, sedikitnya satu huruf atau angka. Contoh: <i>angka kredit</i>."
)


def ask() -> Message:
    """Ask what to search for."""
    return Message(
        "<b>Cari</b>\nApa yang ingin Bapak/Ibu cari? Silakan ketik beberapa kata, misalnya "
        "<i>angka kredit</i> atau <i>siaran pers</i>.",
        ((Button("Batal", pack(CancelForm(form="search"))),),),
    )
