"""The buttons of `/moderator`; each carries whom it is about, so that it works weeks later."""

from community.callback import callback


@callback("mx")
class SetExpertise:
    """A topic was toggled: carries what it turns to."""

    person: int
    topic: str
    has: bool
    page: int


@callback("ma")
class Appoint:
    """`Lanjut`: the topics are right, the duty begins."""

    person: int


@callback("mo")
class OpenAppointment:
    """Open the topics of a moderator in the list, at a page."""

    person: int
    page: int = 0


@callback("me")
class EndDuty:
    """`Akhiri tugas`."""

    person: int


@callback("ml")
class ListModerators:
    """Back to the list."""
