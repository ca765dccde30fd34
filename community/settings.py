"""The buttons of `/pengaturan`."""

from community.callback import callback


@callback("sr")
class SwitchReminders:
    """`Matikan` or `Nyalakan`: carries what it turns to, so that a second tap changes nothing."""

    on: bool
