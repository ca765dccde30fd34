"""Words about trusted authors."""

from community.callback import pack
from community.posts import TRUSTED_FROM
from community.reply import Button, Message, Rows
from community.texts.common import menu_button
from community.trusting import SetTrust

NOT_YET = f"Penulis dapat dipercaya setelah {TRUSTED_FROM} tulisannya disetujui."
OWN = "Kepercayaan kepada diri sendiri diputuskan moderator lain."
TRUSTED = "Tulisannya kini terbit langsung; yang bersangkutan sudah diberi tahu."
NO_LONGER = "Tulisannya kini ditinjau dahulu; yang bersangkutan sudah diberi tahu."


def about(published: int, *, is_trusted: bool) -> str:
    """Tell on a member's card what they share; empty for somebody who shared nothing."""
    if is_trusted:
        return f"Tulisan terbit: {published}; penulis tepercaya, tulisannya terbit langsung"
    return f"Tulisan terbit: {published}" if published else ""


def row(person_id: int, *, is_trusted: bool) -> Rows:
    """Return the button that trusts somebody, or no longer."""
    label = "Cabut kepercayaan" if is_trusted else "Percayai"
    return ((Button(label, pack(SetTrust(person=person_id, has=not is_trusted))),),)


def told_trusted() -> Message:
    """Tell an author that their posts are published at once."""
    return Message(
        "Terima kasih atas tulisan-tulisan Bapak/Ibu. Mulai sekarang tulisan Bapak/Ibu terbit "
        "langsung tanpa menunggu tinjauan; Moderator CoP membacanya sesudah terbit.",
        ((menu_button(),),),
    )


def told_no_longer() -> Message:
    """Tell an author that their posts are reviewed again."""
    return Message(
        "Mulai sekarang tulisan Bapak/Ibu kembali ditinjau Moderator CoP sebelum terbit. "
        "Tulisan yang sudah terbit tetap dapat dibaca.",
        ((menu_button(),),),
    )
