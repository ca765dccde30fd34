"""The routes of posts and of the search, a part of the route table."""

from community.post_buttons import OpenPost, SendPostFiles
from community.roles import Access
from community.synonym_editing import (
    EditSynonym,
    ListSynonyms,
    OpenSynonym,
    RemoveSynonym,
    RestoreSynonym,
)
from community.synonym_form import FORM as SYNONYM
from handlers import inline, menu, post_screens, synonyms
from handlers.route import Route, button, command, form, inline_query

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
    command("sinonim", synonyms.open_synonyms, ADMIN),
    button(ListSynonyms, synonyms.list_synonyms, ADMIN),
    button(OpenSynonym, synonyms.open_synonym, ADMIN),
    button(EditSynonym, synonyms.edit_synonym, ADMIN),
    button(RemoveSynonym, synonyms.remove_synonym, ADMIN),
    button(RestoreSynonym, synonyms.restore_synonym, ADMIN),
    form(SYNONYM, synonyms.fill, ADMIN, synonyms.open_synonyms),
    inline_query(inline.search, MEMBER, inline.invite),
)
# fmt: on
