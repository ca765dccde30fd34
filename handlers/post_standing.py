"""In what standings somebody faces a post."""

from community.posts import Actor, standing
from community.roles import Access, State, allows
from handlers.request import Request
from storage.posts import Post


def standing_of(request: Request, post: Post, *, is_trusted: bool = False) -> frozenset[Actor]:
    """Return in what standings the person faces a post."""
    person, charter = request.person, request.charter
    return standing(
        is_author=post.person_id == person.id,
        is_member=person.state is State.MEMBER,
        is_trusted=is_trusted,
        is_on_duty=allows(Access.MODERATOR, person.state, person.role),
        is_sole_admin=charter.admin_ids == {person.telegram_id},
    )
