"""Authors whose posts are published at once: `Percayai`, `Cabut kepercayaan` in `/anggota`."""

from community.callback import callback
from community.posts import TRUSTED_FROM


@callback("zp")
class SetTrust:
    """Trust an author, or no longer."""

    person: int
    has: bool


def may_trust(*, published: int, is_own: bool) -> bool:
    """Say whether somebody can be trusted: after three approved posts, never by themselves."""
    return published >= TRUSTED_FROM and not is_own
