"""Words of the marks below a post, and of what its author hears of them."""

from community import marking
from community.callback import pack
from community.marking import Kind, Marks
from community.post_buttons import OpenPost, OpenPostBelow
from community.replicating import Interest, Reach, Replicate
from community.reply import Button, Message, Rows
from community.texts.common import escape
from community.texts.numbers import whole
from community.texts.settings import settings_button

OWN = "Tulisan sendiri tidak perlu ditandai. Terima kasih sudah berbagi."
_DONE = "✅ "


def rows(back: OpenPost, marks: Marks, interest: Interest) -> Rows:
    """Return what a reader may do with a post; what they did is ticked."""
    useful = f"Bermanfaat {whole(marks.useful)}"
    saved = "Tersimpan" if marks.is_saved else "Simpan"
    count = f" {whole(interest.planned)}" if interest.planned else ""
    return (
        (
            Button(
                _ticked(useful, is_done=marks.is_useful),
                marking.packed(back, Kind.USEFUL, on=not marks.is_useful),
            ),
            Button(
                _ticked(saved, is_done=marks.is_saved),
                marking.packed(back, Kind.SAVED, on=not marks.is_saved),
            ),
        ),
        (
            Button(
                _ticked(f"Akan saya replikasi{count}", is_done=interest.is_own), _replicate(back)
            ),
        ),
    )


def _ticked(label: str, *, is_done: bool) -> str:
    return f"{_DONE}{label}" if is_done else label


def _replicate(back: OpenPost) -> str:
    return pack(Replicate(post=back.post, opened=marking.opened(back, len("1kr:"))))


def own_line(marks: Marks, interest: Interest) -> str:
    """Tell an author what others make of the post."""
    words = f"{whole(marks.useful)} anggota menilai bermanfaat"
    return f"<i>{words}, {whole(interest.planned)} akan mereplikasi.</i>"


def reach_line(reach: Reach) -> str:
    """Tell where a practice runs besides its author's instansi; empty where nowhere."""
    parts = []
    if reach.areas:
        parts.append(f"{whole(reach.areas)} kabupaten/kota")
    if reach.others:
        parts.append(f"{whole(reach.others)} instansi{' lain' if reach.areas else ''}")
    return f"🌱 Direplikasi di {' dan '.join(parts)}" if parts else ""


def found_useful(post_id: int, title: str) -> Message:
    """Tell an author, silently, of the first mark of a day."""
    return Message(
        f"Tulisan Bapak/Ibu “{escape(title)}” ditandai bermanfaat oleh sesama anggota. "
        "Terima kasih sudah berbagi.",
        ((Button("Buka tulisan", pack(OpenPostBelow(post=post_id))),), (settings_button(),)),
        silent=True,
    )
