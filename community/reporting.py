"""Reports of posts: why members report one, why moderators take one down, the buttons of both.

The forms of both stand in report_forms.py.
"""

from collections.abc import Mapping
from enum import StrEnum

from community.callback import callback
from community.question_refusals import Needs, Reason


class Outcome(StrEnum):
    """What became of a case."""

    KEPT = "kept"
    RESTORED = "restored"
    REMOVED = "removed"
    WITHDRAWN = "withdrawn"  # the author was faster


OTHER = "lain"
REASONS: Mapping[str, str] = {
    "hoaks": "Hoaks",
    "pribadi": "Data pribadi",
    "kebencian": "Ujaran kebencian",
    "hak_cipta": "Hak cipta",
    "praktik": "Bukan praktik yang benar",
    OTHER: "Lainnya",
}
"""Why a member reports a post: code to words."""

_AGAIN = "Tulisan yang sudah diperbaiki dapat dikirim kembali melalui /berbagi."
REMOVALS = (
    Reason(
        "hoaks",
        "Hoaks",
        "Isi tulisan Bapak/Ibu ternyata tidak dapat dipastikan kebenarannya.",
        f"Mohon memeriksanya pada sumber resmi. {_AGAIN}",
    ),
    Reason(
        "pribadi",
        "Data pribadi",
        "Tulisan Bapak/Ibu memuat data pribadi yang tidak boleh disebarluaskan (UU 27/2022).",
        _AGAIN,
    ),
    Reason(
        "kebencian",
        "Ujaran kebencian",
        "Tulisan Bapak/Ibu memuat ungkapan yang tidak sesuai dengan komitmen bersama.",
        _AGAIN,
    ),
    Reason(
        "hak_cipta",
        "Hak cipta",
        "Tulisan Bapak/Ibu memuat karya pihak lain tanpa izin atau tanpa menyebut sumbernya.",
        _AGAIN,
    ),
    Reason(
        "praktik",
        "Bukan praktik yang benar",
        "Praktik dalam tulisan Bapak/Ibu belum sesuai dengan ketentuan yang berlaku.",
        _AGAIN,
    ),
    Reason(OTHER, "Lainnya", "Tulisan Bapak/Ibu perlu diturunkan.", _AGAIN, Needs.TEXT),
)
"""Why a post is taken down, and what its author reads."""
_BY_CODE = {reason.code: reason for reason in REMOVALS}


def removal(code: str) -> Reason | None:
    """Return the reason of that code for which posts are taken down."""
    return _BY_CODE.get(code)


# --- a member's ---------------------------------------------------------------------------


@callback("xr")
class ReportPost:
    """`Laporkan`: ask why."""

    post: int


@callback("xp")
class SendReport:
    """A reason was picked."""

    post: int
    reason: str


# --- moderators' --------------------------------------------------------------------------


@callback("xs")
class ShowReports:
    """Show the card as it stands: back from the reasons (`Kembali`)."""

    case: int


@callback("xo")
class OpenReported:
    """Open a case of `/antrean`: its card."""

    case: int


@callback("xk")
class KeepReported:
    """`Biarkan`, or `Pulihkan` where the post is hidden; `version` is the one that was read."""

    case: int
    version: int


@callback("xt")
class ChoosePostRemoval:
    """`Turunkan`: list the reasons."""

    case: int
    version: int


@callback("xd")
class RemovePost:
    """A reason was picked."""

    case: int
    version: int
    reason: str


@callback("xl")
class LookUpReporters:
    """`Lihat pelapor`, for admins."""

    case: int


def subject(case_id: int) -> str:
    """Name the card of a case, so that it can be found and edited."""
    return f"report:{case_id}"
