"""What the draft of a post holds: the messages that it is written in, and what they make.

Messages stand in the order of their numbers, however they arrived. The caption of what was sent
first is the beginning of the body where nothing had been typed before; others stay with their file.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from community import privacy_guard
from community.form import Answers, Value
from community.lines import has_letters
from community.posts import (
    BODY_LENGTH,
    CAPTION_LENGTH,
    MOST_FILES,
    TITLE_LENGTH,
    Content,
)
from community.question_draft import masked_parts
from community.reply import Attached
from community.texts import sharing as texts

GAP = "\n\n"
_DECISION = "as_is"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One message of the body: typed words, or a file with its caption."""

    message: int
    text: str
    kind: str = ""  # of the file; empty for typed words
    file_id: str = ""
    album: str | None = None

    @property
    def is_file(self) -> bool:
        """Whether the message is a file."""
        return bool(self.kind)


# --- reading ------------------------------------------------------------------------------


def word(answers: Answers, key: str) -> str:
    """Return a text among the answers, empty where it was not given."""
    value = answers.get(key)
    return value if isinstance(value, str) else ""


def number(answers: Answers, key: str) -> int:
    """Return a number among the answers, 0 where there is none."""
    value = answers.get(key)
    return value if isinstance(value, int) else 0


def pieces_of(answers: Answers) -> tuple[Piece, ...]:
    """Return the messages of the body, in order."""
    value = answers.get("pieces")
    found = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    return tuple(_piece(one) for one in found)


def _piece(kept: Mapping[str, str | None]) -> Piece:
    return Piece(
        message=int(kept["message"] or 0),
        text=kept["text"] or "",
        kind=kept["kind"] or "",
        file_id=kept["file_id"] or "",
        album=kept["album"],
    )


def content_of(answers: Answers) -> Content:
    """Return the post as it is so far."""
    return Content(
        topic=word(answers, "topic"),
        title=word(answers, "title"),
        body=body_of(answers),
        link=word(answers, "link"),
        media=files_of(answers),
    )


def body_of(answers: Answers) -> str:
    """Return the body so far, message by message."""
    return GAP.join(one.text for one in _body_pieces(pieces_of(answers)) if one.text)


def files_of(answers: Answers) -> tuple[Attached, ...]:
    """Return the files with their captions; one that became the body is not said twice."""
    pieces = pieces_of(answers)
    body = _body_pieces(pieces)
    return tuple(
        Attached(one.kind, one.file_id, "" if one in body else one.text, one.album)
        for one in pieces
        if one.is_file
    )


def _body_pieces(pieces: Sequence[Piece]) -> list[Piece]:
    opening = _opening(pieces)
    return [one for one in pieces if one is opening or not one.is_file]


def _opening(pieces: Sequence[Piece]) -> Piece | None:
    """Return the file whose caption opens the body: of the first file, or of its album."""
    first = next((one for one in pieces if one.is_file), None)
    for one in pieces:
        if not one.is_file or first is None:
            return None
        if one is not first and (one.album is None or one.album != first.album):
            return None
        if one.text:
            return one
    return None


def is_begun(answers: Answers) -> bool:
    """Say whether anything was written that is worth keeping."""
    written = any(one.text or one.is_file for one in pieces_of(answers))
    return written or bool(word(answers, "title"))


def is_part(answers: Answers, message: int) -> bool:
    """Say whether a message is one that the draft was written in."""
    typed = (number(answers, "title_message"), number(answers, "link_message"))
    return message > 0 and (
        message in typed or any(one.message == message for one in pieces_of(answers))
    )


# --- writing ------------------------------------------------------------------------------


def with_title(answers: Answers, title: str, message: int) -> Answers:
    """Put another title."""
    return {**_undecided(answers), "title": title, "title_message": message}


def with_link(answers: Answers, link: str, message: int) -> Answers:
    """Put another link, or none."""
    return {**_undecided(answers), "link": link, "link_message": message}


def with_text(answers: Answers, text: str, message: int) -> Answers:
    """Add what was typed."""
    return _with(answers, [*pieces_of(answers), Piece(message=message, text=text)])


def with_file(answers: Answers, file: Attached, message: int) -> Answers:
    """Add a file with its caption."""
    piece = Piece(
        message=message,
        text=file.caption,
        kind=file.kind,
        file_id=file.file_id,
        album=file.album,
    )
    return _with(answers, [*pieces_of(answers), piece])


def with_edit(answers: Answers, text: str, message: int) -> Answers:
    """Put an edited message of the body in the place of what it said before."""
    pieces = pieces_of(answers)
    return _with(
        answers, [replace(one, text=text) if one.message == message else one for one in pieces]
    )


def without_text(answers: Answers) -> Answers:
    """Take the words of the body off; files stay, with the captions that are their own."""
    pieces = pieces_of(answers)
    opening = _opening(pieces)
    kept = [replace(one, text="") if one is opening else one for one in pieces if one.is_file]
    # Empty words that stand first: no other caption moves up into the body.
    return _with(answers, [Piece(message=0, text=""), *kept])


def without_files(answers: Answers) -> Answers:
    """Take the files off; words that came with them and open the body stay."""
    body = _body_pieces(pieces_of(answers))
    return _with(answers, [Piece(message=one.message, text=one.text) for one in body])


def of_content(content: Content) -> Answers:
    """Return the answers from which a version is written anew."""
    body = Piece(message=0, text=content.body)
    files = [
        Piece(message=0, text=one.caption, kind=one.kind, file_id=one.file_id, album=one.album)
        for one in content.media
    ]
    known: Answers = {"title": content.title, "topic": content.topic, "link": content.link}
    return _with(known, [body, *files])


def masked(answers: Answers) -> Answers:
    """Put masked words in place of the raw ones, which are kept nowhere; such a link goes."""
    pieces = pieces_of(answers)
    body = _body_pieces(pieces)
    words = iter(masked_parts([one.text for one in body]))
    hidden = [
        replace(one, text=next(words) if one in body else privacy_guard.mask(one.text))
        for one in pieces
    ]
    link = word(answers, "link")
    return {
        **_with(answers, hidden),
        "title": privacy_guard.mask(word(answers, "title")),
        "link": "" if privacy_guard.find(link) else link,
    }


def _with(answers: Answers, pieces: Iterable[Piece]) -> dict[str, Value]:
    ordered = sorted(pieces, key=lambda one: one.message)
    return {**_undecided(answers), "pieces": [_as_json(one) for one in ordered]}


def _as_json(piece: Piece) -> dict[str, str | None]:
    return {
        "message": str(piece.message),
        "text": piece.text,
        "kind": piece.kind,
        "file_id": piece.file_id,
        "album": piece.album,
    }


def _undecided(answers: Answers) -> dict[str, Value]:
    """Return the answers without what was decided about other words."""
    return {key: answers[key] for key in answers if key != _DECISION}


# --- what is wrong ------------------------------------------------------------------------


def personal_texts(answers: Answers) -> tuple[str, ...]:
    """Return each text of the post that holds something personal."""
    content = content_of(answers)
    said = (content.title, content.body, *(one.caption for one in content.media), content.link)
    return tuple(text for text in said if text and privacy_guard.find(text))


def holds_identity(answers: Answers) -> bool:
    """Say whether the post holds a NIK or NIP, which can never be published."""
    return any(privacy_guard.holds_identity(text) for text in personal_texts(answers))


def may_go(answers: Answers) -> bool:
    """Say whether nothing personal is left that its author has not decided about."""
    is_allowed = answers.get(_DECISION) is True and not holds_identity(answers)
    return is_allowed or not personal_texts(answers)


def title_problem(title: str) -> str:
    """Say what is wrong with a title, empty where it is fine."""
    least, most = TITLE_LENGTH
    if not least <= len(title) <= most or not has_letters(title):
        return texts.bad_title(len(title))
    return ""


def body_problem(answers: Answers) -> str:
    """Say what is wrong with the body and its files, empty where they are fine."""
    return excess_problem(answers) or shortness_problem(answers)


def excess_problem(answers: Answers) -> str:
    """Say what there is too much of, empty where everything fits."""
    files, body = files_of(answers), body_of(answers)
    if len(body) > BODY_LENGTH[1]:
        return texts.too_long(len(body))
    if len(files) > MOST_FILES:
        return texts.TOO_MANY_FILES
    for place, one in enumerate(files, 1):
        if len(one.caption) > CAPTION_LENGTH:
            return texts.caption_too_long(place, len(one.caption))
    return ""


def shortness_problem(answers: Answers) -> str:
    """Say that there are too few words, empty where there are enough."""
    body = body_of(answers)
    if len(body) < BODY_LENGTH[0] or not has_letters(body):
        return texts.too_short(len(body))
    return ""


def problem(answers: Answers) -> str:
    """Say why the post cannot be sent as it is, empty where it can."""
    return title_problem(word(answers, "title")) or body_problem(answers)
