"""One unit of work: a transaction and the repositories that speak through it."""

from sqlalchemy.ext.asyncio import AsyncConnection

from storage.announcements import Announcements
from storage.answer_times import AnswerTimes
from storage.applications import Applications
from storage.attendance import Attendances
from storage.attendees import Attendees
from storage.audit import Audit
from storage.calendar import Calendars
from storage.campaigns import Campaigns
from storage.consents import Consents
from storage.drafts import Drafts
from storage.erasure import Erasures
from storage.faults import Faults
from storage.forum_threads import ForumThreads
from storage.gauges import Gauges
from storage.held import Held
from storage.held_replies import HeldReplies
from storage.impact import Impact
from storage.inbox import Inbox
from storage.job_runs import JobRuns
from storage.kept_searches import KeptSearches
from storage.members import Members
from storage.messages import Messages
from storage.moderators import Moderators
from storage.occasions import Occasions
from storage.outbox import Outbox
from storage.outdated_people import OutdatedPeople
from storage.participants import Participants
from storage.people import People
from storage.post_lists import PostLists
from storage.post_marks import PostMarks
from storage.post_queue import PostQueue
from storage.post_steps import PostSteps
from storage.post_versions import PostVersions
from storage.posts import Posts
from storage.profiles import Profiles
from storage.programme_days import ProgrammeDays
from storage.publications import Publications
from storage.question_clock import QuestionClock
from storage.question_entries import QuestionEntries
from storage.question_parts import QuestionParts
from storage.questions import Questions
from storage.queue import Queue
from storage.ratings import Ratings
from storage.reach import Reaches
from storage.recipients import Recipients
from storage.reminder_settings import ReminderSettings
from storage.reminder_slots import ReminderSlots
from storage.reminder_texts import ReminderTexts
from storage.reminders import Reminders
from storage.replications import Replications
from storage.reports import ReportCases
from storage.retention import Retention
from storage.rules import Rules
from storage.search import Search
from storage.sessions import Sessions
from storage.synonym_edits import SynonymEdits
from storage.templates import Templates
from storage.topic_edits import TopicEdits
from storage.trusted_authors import TrustedAuthors
from storage.unreached import Unreached
from storage.week import Week


class Unit:
    """What one update, one tick of the clock or one batch of outcomes reads and writes."""

    def __init__(self, connection: AsyncConnection) -> None:  # noqa: PLR0915 # one a repository
        self.connection = connection
        self.people = People(connection)
        self.profiles = Profiles(connection)
        self.drafts = Drafts(connection)
        self.consents = Consents(connection)
        self.inbox = Inbox(connection)
        self.job_runs = JobRuns(connection)
        self.audit = Audit(connection)
        self.members = Members(connection)
        self.moderators = Moderators(connection)
        self.applications = Applications(connection)
        self.reminder_settings = ReminderSettings(connection)
        self.outbox = Outbox(connection)
        self.messages = Messages(connection)
        self.erasures = Erasures(connection)
        self.held = Held(connection)
        self.retention = Retention(connection)
        self.outdated_people = OutdatedPeople(connection)
        self.campaigns = Campaigns(connection)
        self.occasions = Occasions(connection)
        self.faults = Faults(connection)
        self.gauges = Gauges(connection)
        self.programme_days = ProgrammeDays(connection)
        self.calendar = Calendars(connection)
        self.sessions = Sessions(connection)
        self.participants = Participants(connection)
        self.reminders = Reminders(connection)
        self.reminder_slots = ReminderSlots(connection)
        self.reminder_texts = ReminderTexts(connection)
        self.recipients = Recipients(connection)
        self.attendances = Attendances(connection)
        self.attendees = Attendees(connection)
        self.reach = Reaches(connection)
        self.questions = Questions(connection)
        self.question_entries = QuestionEntries(connection)
        self.question_parts = QuestionParts(connection)
        self.held_replies = HeldReplies(connection)
        self.templates = Templates(connection)
        self.ratings = Ratings(connection)
        self.question_clock = QuestionClock(connection)
        self.unreached = Unreached(connection)
        self.answer_times = AnswerTimes(connection)
        self.forum_threads = ForumThreads(connection)
        self.search = Search(connection)
        self.publications = Publications(connection)
        self.rules = Rules(connection)
        self.queue = Queue(connection)
        self.topic_edits = TopicEdits(connection)
        self.posts = Posts(connection)
        self.post_versions = PostVersions(connection)
        self.post_marks = PostMarks(connection)
        self.replications = Replications(connection)
        self.impact = Impact(connection)
        self.week = Week(connection)
        self.post_steps = PostSteps(connection)
        self.post_queue = PostQueue(connection)
        self.announcements = Announcements(connection)
        self.report_cases = ReportCases(connection)
        self.trusted_authors = TrustedAuthors(connection)
        self.synonym_edits = SynonymEdits(connection)
        self.post_lists = PostLists(connection)
        self.kept_searches = KeptSearches(connection)
