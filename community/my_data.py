"""The buttons of `/datasaya`: erasing takes a choice and a second confirmation."""

from community.callback import callback


@callback("dx")
class ChooseErasure:
    """`Hapus data saya`: show the choices."""


@callback("dy")
class AskErasure:
    """One of the two ways was chosen: ask once more."""

    with_posts: bool


@callback("dz")
class Erase:
    """The second confirmation."""

    with_posts: bool
