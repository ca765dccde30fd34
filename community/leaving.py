"""The button that ends a membership."""

from community.callback import callback


@callback("lv")
class Leave:
    """The second tap of `/keluar`."""
