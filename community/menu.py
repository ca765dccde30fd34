"""The menu's buttons as callback data, and the command behind each item."""

from community.callback import callback


@callback("m")
class OpenMenu:
    """Open the menu, or one of its items by name."""

    item: str = ""


@callback("mb")
class OpenBelow:
    """Open an item of the menu in a new message: what the tapped one says stays."""

    item: str


COMMAND_BEHIND = {
    "": "menu",
    "join": "gabung",
    "today": "hariini",
    "ask": "tanya",
    "share": "berbagi",
    "search": "cari",
    "questions": "pertanyaansaya",
    "posts": "tulisansaya",
    "schedule": "jadwal",
    "profile": "profil",
    "settings": "pengaturan",
    "help": "bantuan",
    "privacy": "privasi",
    "my_data": "datasaya",
    "faq": "faq",
    "rules": "aturan",
    "leave": "keluar",
    "members": "anggota",
    "program": "program",
    "statistics": "statistik",
    "moderators": "moderator",
    "calendar": "libur",
    "programme_days": "programhari",
    "jobs": "jadwalbot",
}
"""An item does what its command does, with the same check of role and state."""


@callback("dr")
class ResumeDraft:
    """Go on with the draft that was kept."""

    form: str = ""


@callback("dd")
class DiscardDraft:
    """Throw the kept draft away."""

    form: str = ""


@callback("x")
class CancelForm:
    """Leave a form (`Batal`); an old button leaves only the form that it stands under."""

    form: str = ""


@callback("f")
class FormPick:
    """A button of a form's step: the step it belongs to, and the picked value."""

    form: str
    step: str
    value: str


@callback("j")
class Join:
    """`Gabung`, with the deep link on which the person lands afterwards."""

    target: str = ""
