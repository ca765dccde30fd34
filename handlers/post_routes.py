"""The routes of posts and of the search, a part of the route table."""

from community.post_buttons import OpenPost, SendPostFiles
from community.roles import Access
from handlers import inline, menu, post_screens
from handlers.route import Route, button, command, inline_query

MEMBER, MODERATOR, ADMIN = Access.MEMBER, Access.MODERATOR, Access.ADMIN

# fmt: off
ROUTES: tuple[Route, ...] = (
    # --- writing ---
    command("berbagi", menu.announce, MEMBER),

    # --- one's own posts ---
    command("tulisansaya", menu.announce, MEMBER),

    # --- review, reports ---

    # --- reading, marks, replication ---
    button(OpenPost, post_screens.open_post, MEMBER),
    button(SendPostFiles, post_screens.send_files, MEMBER),

    # --- search ---
    command("cari", menu.announce, MEMBER),
    inline_query(inline.search, MEMBER, inline.invite),
)
# fmt: on
