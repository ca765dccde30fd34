"""The route table: every command, button, form and event, and who may use it.

Read it from top to bottom to know what the bot does. Where a place is not named, a route works in
private chats only. `Access` is checked again whenever something arrives (handlers/dispatch.py).
"""

from community.answer_forms import ANSWER, FOLLOW_UP
from community.answer_times import OpenTimes, SendTimesChart
from community.answering import (
    AcceptAnswer,
    AnswerAnew,
    DropHeld,
    EditHeld,
    FollowUp,
    KeepAnswer,
    ListTemplates,
    MissAnswer,
    OpenTemplate,
    RateAnswer,
    RemoveTemplate,
    RetractAnswer,
    SendHeld,
    WriteTemplate,
)
from community.applications import (
    AcceptApplication,
    ChooseRefusal,
    RefuseApplication,
    ShowApplication,
    WithdrawApplication,
)
from community.appointing import Appoint, EndDuty, ListModerators, OpenAppointment, SetExpertise
from community.asking import FORM as QUESTION
from community.auditing import OpenTrail
from community.correcting import FORM as PROFILE
from community.correcting import CorrectField, MarkInterest, ShowInterests
from community.correcting_days import (
    ConfirmYear,
    DropRamadan,
    ExplainAdding,
    OpenCalendar,
    OpenDay,
    OpenYear,
    PickDay,
    RestoreDay,
    TakeDay,
)
from community.editing_days import (
    EditProgramme,
    ListProgrammes,
    OpenProgramme,
    RestoreProgramme,
)
from community.incoming import (
    Attachment,
    BotStanding,
    Edited,
    JoinRequest,
    Migrated,
    Text,
    Unsupported,
)
from community.joining import JOIN
from community.leaving import Leave
from community.menu import CancelForm, DiscardDraft, Join, ResumeDraft
from community.my_data import AskErasure, ChooseErasure, Erase
from community.own_questions import (
    AskAbout,
    AskAnew,
    AskWithdrawal,
    ExplainWith,
    ListOwn,
    OpenOwn,
    Withdraw,
)
from community.pausing import FORM as PAUSE
from community.planning import CHANGE as SESSION_CHANGE
from community.planning import NEW as SESSION
from community.privacy import AcceptNotice, DeclineNotice
from community.programme_form import FORM as PROGRAMME
from community.programming import (
    AddSession,
    AskCancelling,
    CancelSession,
    ChangeField,
    ChooseField,
    ListParticipants,
    ListPast,
    ListProgramme,
    ManageSession,
    SendParticipants,
)
from community.publishing import (
    Consent,
    Decline,
    ListFaq,
    OpenConsent,
    OpenFaq,
    OpenPublished,
    Publish,
    Revoke,
)
from community.publishing_form import FORM as PUBLISHING
from community.question_card import (
    AnswerPrivately,
    AskExplanation,
    ChooseHolder,
    ChooseQuestionRefusal,
    ChooseQueueTopic,
    ClaimQuestion,
    Explain,
    HandOver,
    ListQueue,
    LookUpAsker,
    OpenQueued,
    Prioritise,
    RefuseQuestion,
    ReleaseQuestion,
    ShowQuestion,
)
from community.question_forms import EXPLAIN, LOOK_UP, REFUSAL, REQUEST
from community.reach import ImportHistory, SendChart, SendReach
from community.reach_history import FORM as HISTORY
from community.recording import FORM as REACH
from community.removing import AskRemoval, ChooseRemoval, ListMembers, OpenMember, Remove
from community.roles import Access
from community.rule_form import FORM as RULE
from community.ruling import (
    AddRule,
    Confirm,
    EditPublished,
    ListReview,
    ListRules,
    OpenRule,
    ReplaceRule,
    ReviewPublished,
    Unpublish,
)
from community.sessions import (
    Attend,
    OpenSession,
    OpenWeek,
    RecordReach,
    SeeSession,
    SendCalendar,
    SendWeek,
    SkipDay,
)
from community.settings import (
    AskPause,
    EndPause,
    OpenSettings,
    Pause,
    SetDay,
    SetDigest,
    SetHour,
    SetZone,
    ShowSettings,
    SwitchReminders,
)
from community.template_form import FORM as TEMPLATE
from community.topic_editing import EditTopic, ListTopics, OpenTopic, SwitchTopic
from community.topic_form import FORM as TOPIC
from community.trusting import SetTrust
from handlers import (
    answer_times,
    answered,
    answering,
    applications,
    asking,
    attending,
    audit,
    calendar,
    cancelling,
    card_forms,
    consenting,
    drafts,
    edits,
    explaining,
    explanations,
    faq,
    groups,
    held_replies,
    help,  # noqa: A004 # the feature's name
    jobs,
    joining,
    leaving,
    looking_up,
    members,
    menu,
    moderators,
    my_data,
    own_questions,
    participants,
    planning,
    post_routes,
    privacy,
    private_answers,
    profile,
    program,
    programme_days,
    publishing,
    question_refusals,
    question_steps,
    queue,
    reach,
    reach_history,
    reachability,
    retracting,
    rules,
    schedule,
    session_files,
    settings,
    statistics,
    templates,
    topics,
    typing,
)
from handlers.route import (
    ButtonRoute,
    CommandRoute,
    EventRoute,
    FormRoute,
    InlineRoute,
    Place,
    ReplyRoute,
    Route,
    button,
    command,
    event,
    form,
    reply,
)

ANYONE, OUTSIDER, MEMBER = Access.ANYONE, Access.OUTSIDER, Access.MEMBER
MODERATOR, ADMIN = Access.MODERATOR, Access.ADMIN

# fmt: off
ROUTES: tuple[Route, ...] = (
    # --- joining, profile, privacy ---
    command("start", joining.start, ANYONE, keeps_form=True),
    command("gabung", joining.join, OUTSIDER, keeps_form=True),
    button(Join, joining.join_and_land, ANYONE),
    form(JOIN, joining.fill, OUTSIDER, joining.show_standing),
    command("batal", cancelling.cancel, ANYONE, keeps_form=True),
    button(CancelForm, cancelling.cancel_tapped, ANYONE),
    command("profil", profile.open_profile, MEMBER),
    button(CorrectField, profile.correct, MEMBER),
    button(ShowInterests, profile.show_interests, MEMBER),
    button(MarkInterest, profile.mark_interest, MEMBER),
    form(PROFILE, profile.fill, MEMBER, profile.open_profile),
    command("privasi", privacy.show, ANYONE),
    button(AcceptNotice, privacy.accept, MEMBER),
    button(DeclineNotice, privacy.decline, MEMBER),

    # --- menu and conversation ---
    command("menu", menu.open_menu, ANYONE, keeps_form=True),  # it offers the form itself
    command("bantuan", help.open_help, ANYONE, Place.MODERATOR_CHAT),
    button(ResumeDraft, drafts.resume, ANYONE),
    button(DiscardDraft, drafts.discard, ANYONE),
    event(Text, typing.answer_text, ANYONE),
    event(Attachment, typing.take_file, ANYONE),
    event(Unsupported, typing.refuse_content, ANYONE),
    event(BotStanding, reachability.change_standing, ANYONE, Place.ANYWHERE),

    # --- Dahar Ngopi, as everyone sees it ---
    command("hariini", schedule.open_today, ANYONE),
    command("jadwal", schedule.open_schedule, ANYONE),
    button(OpenWeek, schedule.open_week, ANYONE),
    button(OpenSession, schedule.open_session, ANYONE),
    button(SeeSession, schedule.see_session, ANYONE),
    button(SendCalendar, session_files.send_session, ANYONE),
    button(SendWeek, session_files.send_week, ANYONE),
    button(Attend, attending.attend, MEMBER),

    # --- asking, and one's own questions ---
    command("tanya", asking.ask, MEMBER, keeps_form=True),  # it keeps the form itself
    button(AskAbout, asking.ask_about, MEMBER),
    button(AskAnew, asking.ask_anew, MEMBER),
    form(QUESTION, asking.fill, MEMBER, asking.late, asking.attach),
    command("pertanyaansaya", own_questions.open_own, MEMBER),
    command("pertanyaanku", own_questions.open_own, MEMBER),
    button(ListOwn, own_questions.turn_page, MEMBER),
    button(OpenOwn, own_questions.open_question, MEMBER),
    button(AskWithdrawal, own_questions.ask_withdrawal, MEMBER),
    button(Withdraw, own_questions.withdraw, MEMBER),

    # --- settings, one's own data, leaving ---
    command("pengaturan", settings.open_settings, ANYONE),
    command("berhenti", settings.stop, ANYONE),
    button(SwitchReminders, settings.switch, ANYONE),
    button(OpenSettings, settings.open_below, ANYONE),
    button(ShowSettings, settings.show_screen, ANYONE),
    button(SetDay, settings.set_day, ANYONE),
    button(SetHour, settings.set_hour, ANYONE),
    button(SetZone, settings.set_zone, ANYONE),
    button(SetDigest, settings.set_digest, ANYONE),
    button(Pause, settings.pause, ANYONE),
    button(AskPause, settings.ask_pause, ANYONE),
    button(EndPause, settings.end_pause, ANYONE),
    form(PAUSE, settings.fill_pause, ANYONE, settings.open_settings),
    button(SkipDay, settings.skip_day, ANYONE),
    command("datasaya", my_data.open_my_data, ANYONE),
    command("dataku", my_data.open_my_data, ANYONE),
    button(ChooseErasure, my_data.choose_erasure, ANYONE),
    button(AskErasure, my_data.ask_erasure, ANYONE),
    button(Erase, my_data.erase, ANYONE),
    command("keluar", leaving.ask, ANYONE),
    button(Leave, leaving.confirm, ANYONE),

    # --- moderated joining ---
    button(WithdrawApplication, applications.withdraw, ANYONE),
    button(ShowApplication, applications.show, MODERATOR, Place.MODERATOR_CHAT),
    button(AcceptApplication, applications.accept, MODERATOR, Place.MODERATOR_CHAT),
    button(ChooseRefusal, applications.choose_refusal, MODERATOR, Place.MODERATOR_CHAT),
    button(RefuseApplication, applications.refuse, MODERATOR, Place.MODERATOR_CHAT),

    # --- members, as moderators see them ---
    command("anggota", members.open_members, MODERATOR, Place.MODERATOR_CHAT),
    button(ListMembers, members.turn_page, MODERATOR),
    button(OpenMember, members.open_member, MODERATOR),
    button(ChooseRemoval, members.choose_removal, MODERATOR),
    button(AskRemoval, members.ask_removal, MODERATOR),
    button(Remove, members.remove, MODERATOR),
    button(SetTrust, members.set_trust, MODERATOR),

    # --- sessions, as moderators keep them ---
    command("program", program.open_program, MODERATOR, Place.MODERATOR_CHAT),
    button(ListProgramme, program.turn_page, MODERATOR),
    button(ListPast, program.list_past, MODERATOR),
    button(ManageSession, program.manage, MODERATOR),
    button(AddSession, planning.add, MODERATOR),
    button(ChooseField, program.choose_field, MODERATOR),
    button(ChangeField, planning.change, MODERATOR),
    form(SESSION, planning.fill, MODERATOR, planning.late),
    form(SESSION_CHANGE, planning.fill, MODERATOR, planning.late),
    button(AskCancelling, program.ask_cancelling, MODERATOR),
    button(CancelSession, program.cancel_session, MODERATOR),
    button(ListParticipants, participants.list_participants, MODERATOR),
    button(SendParticipants, participants.send, MODERATOR),

    # --- answers, as moderators give them ---
    reply("question", answering.take_reply, MODERATOR, Place.MODERATOR_CHAT),
    reply("told", answering.take_reply, MODERATOR),
    reply("line", answering.take_other, MODERATOR, Place.MODERATOR_CHAT),
    button(AnswerPrivately, private_answers.answer, MODERATOR),
    button(AnswerAnew, private_answers.answer_anew, MODERATOR),
    button(SendHeld, held_replies.send, MODERATOR, Place.MODERATOR_CHAT),
    button(DropHeld, held_replies.drop, MODERATOR, Place.MODERATOR_CHAT),
    button(EditHeld, held_replies.edit, MODERATOR, Place.MODERATOR_CHAT),
    button(RetractAnswer, retracting.retract, MODERATOR, Place.MODERATOR_CHAT),
    button(KeepAnswer, retracting.keep, MODERATOR, Place.MODERATOR_CHAT),
    event(Edited, edits.follow, ANYONE, Place.MODERATOR_CHAT),
    form(
        ANSWER, private_answers.fill, MODERATOR, private_answers.late,
        files=private_answers.attach,
    ),

    command("templat", templates.open_templates, MODERATOR),
    button(ListTemplates, templates.list_templates, MODERATOR),
    button(OpenTemplate, templates.open_template, MODERATOR),
    button(WriteTemplate, templates.write, MODERATOR),
    button(RemoveTemplate, templates.remove, MODERATOR),
    form(TEMPLATE, templates.fill, MODERATOR, templates.open_templates),

    # --- answers, as askers read them ---
    button(AcceptAnswer, answered.accept, ANYONE),
    button(RateAnswer, answered.rate, ANYONE),
    button(MissAnswer, answered.miss, MEMBER),
    button(FollowUp, answered.follow_up, MEMBER),
    form(FOLLOW_UP, answered.fill, MEMBER, answered.late),

    # --- series and reach ---
    button(RecordReach, reach.record, MODERATOR),
    form(REACH, reach.fill, MODERATOR, reach.show_late),
    command("statistik", statistics.open_statistics, MODERATOR, Place.MODERATOR_CHAT),
    button(SendChart, statistics.send_chart, MODERATOR, Place.MODERATOR_CHAT),
    button(SendReach, statistics.send_reach, MODERATOR, Place.MODERATOR_CHAT),
    button(OpenTimes, answer_times.open_times, MODERATOR, Place.MODERATOR_CHAT),
    button(SendTimesChart, answer_times.send_chart, MODERATOR, Place.MODERATOR_CHAT),
    button(ImportHistory, reach_history.begin, ADMIN),
    form(HISTORY, reach_history.fill, ADMIN, reach_history.show_late),

    # --- questions, as moderators take them ---
    command("antrean", queue.open_queue, MODERATOR, Place.MODERATOR_CHAT),
    button(ListQueue, queue.list_queue, MODERATOR, Place.MODERATOR_CHAT),
    button(ChooseQueueTopic, queue.choose_topic, MODERATOR, Place.MODERATOR_CHAT),
    button(OpenQueued, queue.open_queued, MODERATOR, Place.MODERATOR_CHAT),
    command("catatan", queue.add_note, MODERATOR, Place.MODERATOR_CHAT),
    button(ShowQuestion, question_steps.show, MODERATOR, Place.MODERATOR_CHAT),
    button(ClaimQuestion, question_steps.claim, MODERATOR, Place.MODERATOR_CHAT),
    button(ReleaseQuestion, question_steps.release, MODERATOR, Place.MODERATOR_CHAT),
    button(ChooseHolder, question_steps.choose_holder, MODERATOR, Place.MODERATOR_CHAT),
    button(HandOver, question_steps.hand_over, MODERATOR, Place.MODERATOR_CHAT),
    button(Prioritise, question_steps.prioritise, MODERATOR, Place.MODERATOR_CHAT),
    button(AskExplanation, explanations.ask_explanation, MODERATOR, Place.MODERATOR_CHAT),
    form(REQUEST, explanations.fill_request, MODERATOR, card_forms.show_late),
    button(Explain, explaining.explain, ANYONE),
    button(ExplainWith, explaining.explain_with, ANYONE),
    reply("request", explaining.take_reply, ANYONE),
    form(
        EXPLAIN, explaining.fill, ANYONE, card_forms.show_late,
        explaining.attach,
    ),
    button(ChooseQuestionRefusal, question_refusals.choose, MODERATOR, Place.MODERATOR_CHAT),
    button(RefuseQuestion, question_refusals.refuse, MODERATOR, Place.MODERATOR_CHAT),
    form(REFUSAL, question_refusals.fill, MODERATOR, card_forms.show_late),
    button(LookUpAsker, looking_up.ask_why, ADMIN, Place.MODERATOR_CHAT),
    form(LOOK_UP, looking_up.fill, ADMIN, card_forms.show_late),

    # --- moderators, as admins see them ---
    command("moderator", moderators.open_moderators, ADMIN, Place.MODERATOR_CHAT),
    button(ListModerators, moderators.list_moderators, ADMIN, Place.MODERATOR_CHAT),
    button(OpenAppointment, moderators.open_appointment, ADMIN, Place.MODERATOR_CHAT),
    button(SetExpertise, moderators.set_expertise, ADMIN, Place.MODERATOR_CHAT),
    button(Appoint, moderators.appoint, ADMIN, Place.MODERATOR_CHAT),
    button(EndDuty, moderators.end_duty, ADMIN, Place.MODERATOR_CHAT),

    # --- the calendar of days off ---
    command("libur", calendar.open_calendar, ADMIN),
    button(OpenCalendar, calendar.show_front, ADMIN),
    button(OpenYear, calendar.show_year, ADMIN),
    button(PickDay, calendar.pick_day, ADMIN),
    button(OpenDay, calendar.show_day, ADMIN),
    button(ExplainAdding, calendar.explain_adding, ADMIN),
    button(TakeDay, calendar.take_day, ADMIN),
    button(RestoreDay, calendar.restore_day, ADMIN),
    button(ConfirmYear, calendar.confirm_year, ADMIN),
    button(DropRamadan, calendar.drop_ramadan, ADMIN),

    # --- programme days, as admins write them ---
    command("programhari", programme_days.open_programmes, ADMIN),
    button(ListProgrammes, programme_days.list_programmes, ADMIN),
    button(OpenProgramme, programme_days.open_programme, ADMIN),
    button(EditProgramme, programme_days.edit_programme, ADMIN),
    button(RestoreProgramme, programme_days.restore_programme, ADMIN),
    form(PROGRAMME, programme_days.fill, ADMIN, programme_days.open_programmes),

    # --- topics, as admins keep them ---
    command("topik", topics.open_topics, ADMIN),
    button(ListTopics, topics.list_topics, ADMIN),
    button(OpenTopic, topics.open_topic, ADMIN),
    button(EditTopic, topics.edit_topic, ADMIN),
    button(SwitchTopic, topics.switch_topic, ADMIN),
    form(TOPIC, topics.fill, ADMIN, topics.open_topics),

    # --- the bot and the trail, as admins see them ---
    command("jadwalbot", jobs.open_jobs, ADMIN),
    command("audit", audit.open_trail, ADMIN),
    button(OpenTrail, audit.turn_page, ADMIN),

    # --- the community's groups ---
    event(JoinRequest, groups.answer_join_request, ANYONE, Place.ANYWHERE),
    event(Migrated, groups.follow_migration, ANYONE, Place.ANYWHERE),

    # --- to everybody: publishing, the rules that answers cite ---
    command("faq", faq.open_faq, MEMBER),
    button(OpenFaq, faq.list_topics, MEMBER),
    button(ListFaq, faq.list_topic, MEMBER),
    button(OpenPublished, faq.open_published, MEMBER),
    button(Consent, consenting.consent, ANYONE),
    button(OpenConsent, consenting.open_consent, ANYONE),
    button(Decline, consenting.decline, ANYONE),
    button(Revoke, consenting.revoke, ANYONE),
    button(Publish, publishing.publish, MODERATOR, Place.MODERATOR_CHAT),
    form(PUBLISHING, publishing.fill, MODERATOR, publishing.show_late),
    command("aturan", rules.open_rules, MODERATOR),
    button(ListRules, rules.turn_page, MODERATOR),
    button(OpenRule, rules.open_rule, MODERATOR),
    button(AddRule, rules.add_rule, MODERATOR),
    button(ReplaceRule, rules.replace_rule, MODERATOR),
    form(RULE, rules.fill, MODERATOR, rules.open_rules),
    button(ListReview, rules.list_review, MODERATOR),
    button(ReviewPublished, rules.review_published, MODERATOR),
    button(Confirm, rules.confirm, MODERATOR),
    button(EditPublished, rules.edit, MODERATOR),
    button(Unpublish, rules.unpublish, MODERATOR),

    # --- posts and the search ---
    *post_routes.ROUTES,
)
# fmt: on

COMMANDS = {route.name: route for route in ROUTES if isinstance(route, CommandRoute)}
BUTTONS = {route.data: route for route in ROUTES if isinstance(route, ButtonRoute)}
FORMS = {route.form.name: route for route in ROUTES if isinstance(route, FormRoute)}
EVENTS = {route.event: route for route in ROUTES if isinstance(route, EventRoute)}
REPLIES = {route.subject: route for route in ROUTES if isinstance(route, ReplyRoute)}
(INLINE,) = (route for route in ROUTES if isinstance(route, InlineRoute))
