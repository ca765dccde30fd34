"""The privacy notice: its version in force, and the buttons of those who are asked anew."""

from dataclasses import dataclass

from community.callback import callback

NOTICE_VERSION = 1
"""Raise it whenever what the notice promises changes: all members are asked again."""


@callback("na")
class AcceptNotice:
    """`Setuju` of a member, to the version that was on the screen."""

    version: int


@callback("nd")
class DeclineNotice:
    """`Tidak setuju` of a member, which is leaving."""

    version: int


@dataclass(frozen=True, slots=True)
class Notice:
    """What the notice tells besides its fixed words."""

    controller_name: str
    controller_contact: str
    backup_nights: int
