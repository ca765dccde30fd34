"""What the messages of a post make, in whatever order they arrive."""

from hypothesis import given
from hypothesis import strategies as st

from community import sharing_draft
from community.form import Answers
from community.posts import Content
from community.reply import Attached
from community.sharing_draft import Piece

TEXTS = st.sampled_from(
    ["", "Keterangan", "NIK 3578011203900001", "35780112", "03900001", "x" * 950]
)


@st.composite
def pieces(draw: st.DrawFn) -> list[Piece]:
    """Return messages with numbers of their own: typed words, files, albums."""
    made = []
    for number in range(1, draw(st.integers(1, 12)) + 1):
        kind = draw(st.sampled_from(["", "photo", "video", "document"]))
        album = draw(st.sampled_from([None, "a", "b"])) if kind else None
        text = draw(TEXTS) if kind else draw(TEXTS) or "Teks"
        file_id = f"f{number}" if kind else ""
        made.append(Piece(message=number, text=text, kind=kind, file_id=file_id, album=album))
    return made


def arrived(messages: list[Piece]) -> Answers:
    """Return the draft after messages came in that order."""
    answers: Answers = {}
    for one in messages:
        if one.is_file:
            file = Attached(one.kind, one.file_id, one.text, one.album)
            answers = sharing_draft.with_file(answers, file, one.message)
        else:
            answers = sharing_draft.with_text(answers, one.text, one.message)
    return answers


@given(sent=pieces(), data=st.data())
def test_the_numbers_decide_not_the_arrival(sent: list[Piece], data: st.DataObject) -> None:
    """However messages arrive, they make the same post, each file with its place."""
    shuffled = data.draw(st.permutations(sent))

    content = sharing_draft.content_of(arrived(shuffled))

    assert sharing_draft.content_of(arrived(sent)) == content
    assert [one.file_id for one in sent if one.is_file] == [one.file_id for one in content.media]


@given(sent=pieces())
def test_every_word_is_said_once(sent: list[Piece]) -> None:
    """A caption is in the body or with its file, never both and never lost."""
    content = sharing_draft.content_of(arrived(sent))

    said = content.body.split(sharing_draft.GAP) + [one.caption for one in content.media]
    assert sorted(one.text for one in sent if one.text) == sorted(text for text in said if text)


@given(sent=pieces())
def test_a_masked_post_holds_nothing_personal(sent: list[Piece]) -> None:
    """Also what begins in one message and ends in the next; a second time changes nothing."""
    answers = sharing_draft.with_title(arrived(sent), "NIP 196501011990031001", 99)
    answers = sharing_draft.with_link(answers, "https://situs.id/?nik=3578011203900001", 100)

    masked = sharing_draft.masked(answers)

    assert sharing_draft.may_go(masked)
    assert () == sharing_draft.personal_texts(masked)
    assert sharing_draft.masked(masked) == masked


@given(sent=pieces())
def test_a_version_begins_with_what_the_last_one_said(sent: list[Piece]) -> None:
    """The form of another version holds exactly the content that it is filled with."""
    said = sharing_draft.content_of(arrived(sent))
    content = Content(topic="ppid", title="Judul", body=said.body, link="", media=said.media)

    assert content == sharing_draft.content_of(sharing_draft.of_content(content))


@given(sent=pieces())
def test_files_and_words_go_apart(sent: list[Piece]) -> None:
    """Without files the body stays; without words the files stay, with their own captions."""
    answers = arrived(sent)
    content = sharing_draft.content_of(answers)

    wordless = sharing_draft.content_of(sharing_draft.without_text(answers))
    bare = sharing_draft.content_of(sharing_draft.without_files(answers))

    assert (content.body, ()) == (bare.body, bare.media)
    assert ("", content.media) == (wordless.body, wordless.media)
