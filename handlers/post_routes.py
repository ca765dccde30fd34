"""The routes of posts and of the search, a part of the route table."""

from community.post_buttons import ListPosts, OpenPost, SendPostFiles
from community.post_card import (
    ApprovePost,
    ChoosePostRefusal,
    LookOverPost,
    OpenQueuedPost,
    ReadWholePost,
    RefusePost,
    SendPostBack,
    ShowPostCard,
)
from community.post_forms import REFUSAL, SEND_BACK
from community.reading import ListPostAreas, ListPostTopics, NextPost, PreviousPost
from community.roles import Access
from community.searching import FORM as SEARCH
from community.searching import (
    AskSearched,
    ChooseFoundTopic,
    ListFound,
    NarrowKind,
    NarrowTopic,
    NextFound,
    OpenFound,
    PreviousFound,
    SearchAbout,
)
from community.sharing import FORM as POST
from community.sharing import REVISION
from community.sharing_buttons import RevisePost, ShareAbout, ShareAnew
from community.synonym_editing import (
    EditSynonym,
    ListSynonyms,
    OpenSynonym,
    RemoveSynonym,
    RestoreSynonym,
)
from community.synonym_form import FORM as SYNONYM
from handlers import (
    card_forms,
    inline,
    menu,
    post_review,
    post_screens,
    reading,
    revising,
    searching,
    sharing,
    synonyms,
)
from handlers.route import Place, Route, button, command, form, inline_query

MEMBER, MODERATOR, ADMIN = Access.MEMBER, Access.MODERATOR, Access.ADMIN

# fmt: off
ROUTES: tuple[Route, ...] = (
    # --- writing ---
    command("berbagi", sharing.share, MEMBER),
    button(ShareAbout, sharing.share_about, MEMBER),
    button(ShareAnew, sharing.share_anew, MEMBER),
    form(POST, sharing.fill, MEMBER, sharing.late, files=sharing.attach),
    button(RevisePost, revising.revise, MEMBER),
    form(REVISION, sharing.fill, MEMBER, sharing.late, files=sharing.attach),

    # --- one's own posts ---
    command("tulisansaya", menu.announce, MEMBER),

    # --- review, reports ---
    button(ShowPostCard, post_review.show, MODERATOR, Place.MODERATOR_CHAT),
    button(OpenQueuedPost, post_review.open_queued, MODERATOR, Place.MODERATOR_CHAT),
    button(ReadWholePost, post_review.read_whole, MODERATOR, Place.MODERATOR_CHAT),
    button(ApprovePost, post_review.approve, MODERATOR, Place.MODERATOR_CHAT),
    button(LookOverPost, post_review.look_over, MODERATOR, Place.MODERATOR_CHAT),
    button(SendPostBack, post_review.ask_comment, MODERATOR, Place.MODERATOR_CHAT),
    form(SEND_BACK, post_review.fill_comment, MODERATOR, card_forms.show_late),
    button(ChoosePostRefusal, post_review.choose_refusal, MODERATOR, Place.MODERATOR_CHAT),
    button(RefusePost, post_review.refuse, MODERATOR, Place.MODERATOR_CHAT),
    form(REFUSAL, post_review.fill_reason, MODERATOR, card_forms.show_late),

    # --- reading, marks, replication ---
    button(OpenPost, post_screens.open_post, MEMBER),
    button(SendPostFiles, post_screens.send_files, MEMBER),
    command("terbaru", reading.open_newest, MEMBER),
    command("tersimpan", reading.open_saved, MEMBER),
    button(ListPosts, reading.list_posts, MEMBER),
    button(ListPostTopics, reading.list_topics, MEMBER),
    button(ListPostAreas, reading.list_areas, MEMBER),
    button(NextPost, reading.open_next, MEMBER),
    button(PreviousPost, reading.open_previous, MEMBER),

    # --- search ---
    command("cari", searching.search, MEMBER),
    button(SearchAbout, searching.search_about, MEMBER),
    form(SEARCH, searching.fill, MEMBER, searching.late),
    button(ListFound, searching.list_found, MEMBER),
    button(NarrowKind, searching.narrow_kind, MEMBER),
    button(ChooseFoundTopic, searching.choose_topic, MEMBER),
    button(NarrowTopic, searching.narrow_topic, MEMBER),
    button(OpenFound, searching.open_found, MEMBER),
    button(NextFound, searching.open_next, MEMBER),
    button(PreviousFound, searching.open_previous, MEMBER),
    button(AskSearched, searching.ask_searched, MEMBER),
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
