"""Words about time: nudges, the line at the opening, what lapses and what is closed."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from community.answering import AcceptAnswer, MissAnswer
from community.callback import pack
from community.own_questions import ListOwn, OpenOwn
from community.question_card import ListQueue
from community.reply import Button, Message, Rows
from community.texts import dates
from community.texts.settings import settings_button

MOST = 50  # numbers in one line; Telegram shows at most 100 links in a message

Links = Mapping[int, str]
"""Where the card of a question stands, for those whose card has an address."""
NO_LINKS: Links = {}


def numbers(questions: Sequence[int], links: Links = NO_LINKS) -> str:
    """Write "#12 #13 #14", as links where there are any."""
    shown = " ".join(_number(one, links) for one in questions[:MOST])
    rest = len(questions) - MOST
    return f"{shown} dan {rest} lainnya" if rest > 0 else shown


def _number(question: int, links: Links) -> str:
    link = links.get(question)
    return f"#{question}" if link is None else f'<a href="{link}">#{question}</a>'


def late(questions: Sequence[int], links: Links, *, hours: int, is_private: bool) -> Message:
    """Remind the moderators of what nobody has taken."""
    return _line(
        f"Belum dijawab dalam {hours} jam kerja dan belum ada yang menangani: "
        f"{numbers(questions, links)}\nMohon bantuan Bapak/Ibu Moderator; daftarnya ada di "
        "/antrean.",
        is_private=is_private,
        more=_queue("late"),
    )


def late_for_holder(questions: Sequence[int], links: Links, hours: int) -> Message:
    """Remind the holder."""
    return _line(
        f"Pertanyaan yang Bapak/Ibu tangani belum dijawab dalam {hours} jam kerja: "
        f"{numbers(questions, links)}\nMohon dijawab, atau dilepaskan bila belum sempat.",
        is_private=True,
        more=_queue("mine"),
    )


def being_worked_on(questions: Sequence[int]) -> Message:
    """Tell an asker that their questions are not forgotten."""
    data = pack(OpenOwn(question=questions[0]) if len(questions) == 1 else ListOwn())
    return _line(
        f"Pertanyaan {numbers(questions)} Bapak/Ibu masih kami tangani. Mohon maaf atas waktu "
        "tunggunya; jawabannya akan dikirim ke percakapan ini.",
        is_private=True,
        more=((Button("Lihat pertanyaan", data),),),
    )


def twice_late(questions: Sequence[int], links: Links, hours: int) -> Message:
    """Tell an admin what nobody answered in twice the time."""
    return _line(
        f"<b>Pertanyaan lama belum dijawab</b>\nSudah {hours} jam kerja: "
        f"{numbers(questions, links)}\nMohon dibantu penugasannya.",
        is_private=True,
        more=_queue("late"),
    )


def lapsed(question: int, links: Links, hours: int) -> Message:
    """Tell the former holder."""
    return _line(
        f"Pertanyaan {numbers([question], links)} kembali ke antrean karena belum dijawab dalam "
        f"{hours} jam kerja sejak diambil. Bapak/Ibu dapat mengambilnya lagi.",
        is_private=True,
        more=_queue("all"),
    )


def back(questions: Sequence[int], links: Links, *, is_private: bool) -> Message:
    """Tell the moderators what is to be taken again."""
    return _line(
        f"Kembali ke antrean: {numbers(questions, links)}",
        is_private=is_private,
        more=_queue("all"),
    )


def will_close(question: int, at: datetime, zone: ZoneInfo) -> Message:
    """Tell the asker two working days before an answered question is closed."""
    return _line(
        f"Pertanyaan #{question} sudah dijawab dan akan ditutup pada "
        f"{dates.local_day(at, zone)} bila tidak ada kabar lagi. Bila jawabannya belum membantu, "
        "silakan ketuk Belum terjawab.",
        is_private=True,
        more=(
            (Button("Belum terjawab", pack(MissAnswer(question=question))),),
            (Button("Sudah terjawab", pack(AcceptAnswer(question=question))),),
        ),
    )


def all_paused(on: date) -> Message:
    """Tell an admin that no moderator will be there."""
    return _line(
        f"<b>Semua moderator sedang jeda</b>\nPada {dates.day(on)} tidak ada moderator yang "
        "bertugas. Mohon dibantu agar pertanyaan anggota tetap tertangani.",
        is_private=True,
        more=_queue("all"),
    )


def _line(text: str, *, is_private: bool, more: Rows = ()) -> Message:
    return Message(text, (*more, (settings_button(),)) if is_private else ())


def _queue(only: str) -> Rows:
    return ((Button("Buka antrean", pack(ListQueue(only=only, topic="", page=0))),),)


def request_unreached(question: int, links: Links) -> Message:
    """Tell the holder that nobody will explain anything for now."""
    return _line(
        f"Permintaan penjelasan {numbers([question], links)} belum sampai: penanya memblokir bot "
        "atau menutup akunnya. Waktu jawab berjalan lagi; mohon dijawab semampunya. Bila penanya "
        "kembali, permintaan itu dikirim lagi.",
        is_private=True,
        more=_queue("mine"),
    )


def unreached(count: int) -> str:
    """Say for the timetable how much did not arrive."""
    return f"{count} pesan belum sampai ke penanya" if count else ""


def watched(released: int, lapsed: int, nudged: int) -> str:
    """Say for the timetable what was done."""
    counts = ((released, "dilepas"), (lapsed, "kedaluwarsa"), (nudged, "diingatkan"))
    return ", ".join(f"{count} {what}" for count, what in counts if count)


def closed(warned: int, closed: int) -> str:
    """Say for the timetable what was done."""
    counts = ((warned, "diberi tahu"), (closed, "ditutup"))
    return ", ".join(f"{count} {what}" for count, what in counts if count)


def opened(count: int) -> str:
    """Say for the timetable how many questions and posts were named."""
    return f"{count} disebut" if count else ""
