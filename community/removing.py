"""The buttons of `/anggota`: lists, cards, and `Keluarkan`."""

from community.callback import callback
from community.person import Person
from community.roles import Role, State

PAGE = 8  # members a screen
PART_BYTES = 40  # of a searched name, so that it fits into callback data

REASONS = {
    "pindah": "Tidak lagi bertugas di bidang kehumasan",
    "ganda": "Terdaftar dengan lebih dari satu akun",
    "hoaks": "Menyebarkan hoaks, fitnah, atau ujaran kebencian",
    "data": "Membuka data pribadi atau informasi yang dikecualikan",
    "komitmen": "Tidak menaati komitmen komunitas",
}


@callback("al")
class ListMembers:
    """A page of the members whose name holds `part`."""

    page: int
    part: str


@callback("ak")
class OpenMember:
    """Open a member's card."""

    person: int


@callback("kx")
class ChooseRemoval:
    """`Keluarkan`: show the reasons."""

    person: int


@callback("ky")
class AskRemoval:
    """A reason was picked: ask once more."""

    person: int
    reason: str


@callback("kz")
class Remove:
    """The second tap."""

    person: int
    reason: str


def searchable(part: str) -> str:
    """Shorten a searched name to what a button can carry."""
    words = " ".join(part.split())
    return words.encode()[:PART_BYTES].decode(errors="ignore").strip()


def may_remove(
    actor: Person, *, person_id: int, state: State, is_moderator: bool, is_admin: bool
) -> bool:
    """Say whether `actor` may remove this person: not oneself, no admin; moderators by admins."""
    if state is not State.MEMBER or is_admin or actor.id == person_id:
        return False
    return actor.role is Role.ADMIN or not is_moderator
