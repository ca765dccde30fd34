"""Words about time for posts and for reports of them.

What waits too long, and what came while the office was closed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from community.callback import pack
from community.question_card import ListQueue
from community.reply import Button, Message
from community.texts.question_time import NO_LINKS, Links, numbers
from community.texts.settings import settings_button


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What came while the office was closed; the places name them (see `handlers/arrivals`)."""

    questions: Mapping[int, int]  # place to number
    posts: Mapping[int, int]
    reports: Mapping[int, int]  # by the number of the post

    def line(self, places: Sequence[int], links: Links, *, is_private: bool) -> Message:
        """Name at the opening what came: questions first, then posts, then reports."""
        kinds = (
            ("pertanyaan baru", self.questions),
            ("tulisan baru", self.posts),
            ("laporan tulisan baru", self.reports),
        )
        lines = []
        for word, of_kind in kinds:
            here = [one for one in places if one in of_kind]
            known = {of_kind[one]: links[one] for one in here if one in links}
            if here:
                named = numbers([of_kind[one] for one in here], known)
                lines.append(f"{len(here)} {word}: {named}")
        return _line("\n".join(lines), "all", is_private=is_private)


def late(posts: Sequence[int], links: Links, *, hours: int, is_private: bool) -> Message:
    """Remind the moderators of posts that nobody decided on."""
    return _line(
        f"Belum ditinjau dalam {hours} jam kerja: tulisan {numbers(posts, links)}\n"
        "Mohon bantuan Bapak/Ibu Moderator; daftarnya ada di /antrean.",
        "posts",
        is_private=is_private,
    )


def twice_late(posts: Sequence[int], links: Links = NO_LINKS, *, hours: int) -> Message:
    """Tell an admin what nobody decided on in twice the time."""
    return _line(
        f"<b>Tulisan lama belum ditinjau</b>\nSudah {hours} jam kerja: {numbers(posts, links)}\n"
        "Mohon dibantu penugasannya.",
        "posts",
        is_private=True,
    )


def report_late(posts: Sequence[int], links: Links, *, hours: int, is_private: bool) -> Message:
    """Remind the moderators of posts on whose reports nobody decided."""
    return _line(
        f"Laporan belum diputuskan dalam {hours} jam kerja: tulisan {numbers(posts, links)}\n"
        "Mohon bantuan Bapak/Ibu Moderator; daftarnya ada di /antrean.",
        "posts",
        is_private=is_private,
    )


def report_twice_late(posts: Sequence[int], links: Links = NO_LINKS, *, hours: int) -> Message:
    """Tell an admin on which reports nobody decided in twice the time."""
    return _line(
        f"<b>Laporan lama belum diputuskan</b>\nSudah {hours} jam kerja: tulisan "
        f"{numbers(posts, links)}\nMohon dibantu penugasannya.",
        "posts",
        is_private=True,
    )


def watched(nudged: int) -> str:
    """Say for the timetable what was done."""
    return f"{nudged} diingatkan" if nudged else ""


def _line(text: str, only: str, *, is_private: bool) -> Message:
    queue = Button("Buka antrean", pack(ListQueue(only=only, topic="", page=0)))
    return Message(text, ((queue,), (settings_button(),)) if is_private else ())
