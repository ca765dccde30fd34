"""The buttons of `/programhari`, and how long the texts of a programme day may be."""

from community.callback import callback

LENGTHS = {"name": (2, 100), "about": (10, 600), "call": (5, 300)}


@callback("hl")
class ListProgrammes:
    """Show the five days."""


@callback("ho")
class OpenProgramme:
    """Open one day."""

    weekday: int


@callback("hw")
class EditProgramme:
    """Write one of its texts anew: name, about or call."""

    weekday: int
    field: str


@callback("hk")
class RestoreProgramme:
    """`Kembalikan ke bawaan`; the second tap is sure."""

    weekday: int
    is_sure: bool
