"""The routes of posts and of the search, a part of the route table."""

from community.impact import OpenImpact, SendImpactChart
from community.marking import MarkPost
from community.own_posts import (
    AskTakingBack,
    DropRevision,
    ListOwnPosts,
    OpenOwnPost,
    SeeOwnPost,
    SendOwnFiles,
    TakePostBack,
)
from community.post_buttons import ListPosts, OpenPost, OpenPostBelow, SendPostFiles
from community.post_card import (
    ApprovePost,
    ChoosePostRefusal,
    ChooseTakingDown,
    LookOverPost,
    OpenQueuedPost,
    ReadWholePost,
    RefusePost,
    SendPostBack,
    ShowPostCard,
    TakePostDown,
)
from community.post_forms import REFUSAL, SEND_BACK, TAKE_DOWN
from community.reading import ListPostAreas, ListPostTopics, NextPost, PreviousPost
from community.replicating import AnswerReplication, CancelReplication, Replicate
from community.replicating_form import FORM as REPLICATION
from community.report_forms import REMOVAL, REPORT
from community.reporting import (
    ChoosePostRemoval,
    KeepReported,
    LookUpReporters,
    OpenReported,
    RemovePost,
    ReportPost,
    SendReport,
    ShowReports,
)
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
    impact,
    inline,
    marking,
    menu,
    own_posts,
    post_review,
    post_screens,
    reading,
    replicating,
    report_decisions,
    reporting,
    revising,
    searching,
    sharing,
    synonyms,
    taking_down,
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
    command("tulisansaya", own_posts.open_own, MEMBER),
    button(ListOwnPosts, own_posts.turn_page, MEMBER),
    button(OpenOwnPost, own_posts.open_post, MEMBER),
    button(SeeOwnPost, own_posts.see, MEMBER),
    button(SendOwnFiles, own_posts.send_files, MEMBER),
    button(AskTakingBack, own_posts.ask_taking_back, MEMBER),
    button(TakePostBack, own_posts.take_back, MEMBER),
    button(DropRevision, own_posts.drop_revision, MEMBER),

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
    button(ChooseTakingDown, taking_down.choose, MODERATOR, Place.MODERATOR_CHAT),
    button(TakePostDown, taking_down.take_down, MODERATOR, Place.MODERATOR_CHAT),
    form(TAKE_DOWN, taking_down.fill, MODERATOR, card_forms.show_late),

    button(ReportPost, reporting.choose_reason, MEMBER),
    button(SendReport, reporting.send, MEMBER),
    form(REPORT, reporting.fill, MEMBER, card_forms.show_late),
    button(ShowReports, report_decisions.show, MODERATOR, Place.MODERATOR_CHAT),
    button(OpenReported, report_decisions.open_queued, MODERATOR, Place.MODERATOR_CHAT),
    button(KeepReported, report_decisions.keep, MODERATOR, Place.MODERATOR_CHAT),
    button(ChoosePostRemoval, report_decisions.choose_removal, MODERATOR, Place.MODERATOR_CHAT),
    button(RemovePost, report_decisions.remove, MODERATOR, Place.MODERATOR_CHAT),
    form(REMOVAL, report_decisions.fill, MODERATOR, card_forms.show_late),
    button(LookUpReporters, report_decisions.look_up, ADMIN, Place.MODERATOR_CHAT),

    # --- marks, replication ---
    button(MarkPost, marking.mark, MEMBER),
    button(Replicate, replicating.replicate, MEMBER),
    button(AnswerReplication, replicating.answer, MEMBER),
    button(CancelReplication, replicating.cancel, MEMBER),
    form(REPLICATION, replicating.fill, MEMBER, menu.open_menu),
    command("dampak", impact.open_impact, MODERATOR),
    button(OpenImpact, impact.show, MODERATOR),
    button(SendImpactChart, impact.send_chart, MODERATOR),

    # --- reading ---
    button(OpenPost, post_screens.open_post, MEMBER),
    button(OpenPostBelow, post_screens.open_below, MEMBER),
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
