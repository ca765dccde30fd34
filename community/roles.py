"""Who may do what: the states of a person, the roles, and the one question `allows`."""

from enum import StrEnum


class State(StrEnum):
    """A person's standing in the community (product.md, section 1)."""

    GUEST = "guest"  # tamu: has not joined
    PENDING = "pending"  # menunggu: applied, a moderator decides
    REFUSED = "refused"  # ditolak
    LEFT = "left"  # keluar
    REMOVED = "removed"  # dikeluarkan
    MEMBER = "member"  # anggota
    ERASED = "erased"  # data deleted; only the random number is left


class Role(StrEnum):
    """What a person was entrusted with, beside membership."""

    NONE = "none"
    MODERATOR = "moderator"
    ADMIN = "admin"


class Access(StrEnum):
    """What a route asks for; each line of the route table names one."""

    ANYONE = "anyone"
    OUTSIDER = "outsider"  # anybody who is not a member: guests, refused, left, …
    MEMBER = "member"
    MODERATOR = "moderator"
    ADMIN = "admin"


def allows(access: Access, state: State, role: Role) -> bool:
    """Say whether somebody in this state and role may use a route that asks for `access`.

    Admins may do all that moderators may, moderators must be members; an admin need not be one
    for the duties of an admin or moderator, but member features ask them to join first.
    """
    match access:
        case Access.ANYONE:
            return state is not State.ERASED
        case Access.OUTSIDER:
            return state not in (State.MEMBER, State.ERASED)
        case Access.MEMBER:
            return state is State.MEMBER
        case Access.MODERATOR:
            return role is Role.ADMIN or (role is Role.MODERATOR and state is State.MEMBER)
        case Access.ADMIN:
            return role is Role.ADMIN
