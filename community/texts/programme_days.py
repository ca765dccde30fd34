"""Words of `/programhari`."""

from collections.abc import Mapping, Sequence

from community.callback import pack
from community.editing_days import (
    EditProgramme,
    ListProgrammes,
    OpenProgramme,
    RestoreProgramme,
)
from community.menu import CancelForm, FormPick
from community.programme_days import ALL, ProgrammeDay
from community.reply import Button, Message, Rows
from community.texts.common import escape, menu_button

LABEL = 64  # characters of a button that a phone still shows
FIELDS: Mapping[str, str] = {"name": "nama", "about": "penjelasan", "call": "ajakan"}
TYPE_IT = "Mohon ketik teksnya."
TAP_SAVE = "Mohon ketuk <b>Simpan</b> bila sudah sesuai, atau <b>Batal</b>."
SAVED = "Teks program sudah diperbarui."
SAME = "Teks program tetap seperti semula."
RESTORED = "Teks program kembali ke bawaan."


def listed(days: Sequence[ProgrammeDay]) -> Message:
    """Show the five days, each with the button that opens it."""
    lines = [
        f"{day.day}: <b>{escape(day.name)}</b>{'' if day in ALL else ' (diubah)'}" for day in days
    ]
    rows = tuple(
        (Button(day.label[:LABEL], pack(OpenProgramme(weekday=day.weekday))),) for day in days
    )
    return Message("<b>Program harian</b>\n" + "\n".join(lines), (*rows, (menu_button(),)))


def opened(day: ProgrammeDay, note: str = "") -> Message:
    """Show one day's texts, and what may be done with them."""
    edits = tuple(
        (Button(f"Ubah {word}", pack(EditProgramme(weekday=day.weekday, field=field))),)
        for field, word in FIELDS.items()
    )
    restore: Rows = ()
    if day not in ALL:
        data = pack(RestoreProgramme(weekday=day.weekday, is_sure=False))
        restore = ((Button("Kembalikan ke bawaan", data),),)
    text = f"<b>Program harian</b>\n{_as_members_see_it(day)}"
    return Message(
        f"{note}\n\n{text}" if note else text,
        (*edits, *restore, (Button("Kembali", pack(ListProgrammes())),)),
    )


def confirm_restoring(day: ProgrammeDay, packaged: ProgrammeDay) -> Message:
    """Ask once more before an admin's texts are thrown away."""
    sure = pack(RestoreProgramme(weekday=day.weekday, is_sure=True))
    return Message(
        f"<b>Kembalikan {day.day} ke bawaan?</b>\nTeks yang sekarang dihapus. Bawaannya:\n\n"
        f"{_as_members_see_it(packaged)}",
        (
            (Button("Ya, kembalikan", sure),),
            (Button("Kembali", pack(OpenProgramme(weekday=day.weekday))),),
        ),
    )


def ask(form: str, day: ProgrammeDay, field: str, length: tuple[int, int]) -> Message:
    """Ask for one text; the present one is shown, so that it can be copied and corrected."""
    least, most = length
    return Message(
        f"<b>{day.day}: {FIELDS[field]} program</b>\nSilakan ketik {FIELDS[field]} yang baru, "
        f"{least}–{most} karakter. Yang sekarang:\n\n<code>{escape(getattr(day, field))}</code>",
        (_cancel(form),),
    )


def preview(form: str, day: ProgrammeDay) -> Message:
    """Show the day as members will see it."""
    save = Button("Simpan", pack(FormPick(form=form, step="preview", value="save")))
    return Message(
        f"Beginilah anggota akan membacanya:\n\n{_as_members_see_it(day)}",
        ((save,), _cancel(form)),
    )


def _as_members_see_it(day: ProgrammeDay) -> str:
    return f"{day.day}: <b>{escape(day.name)}</b>\n{escape(day.about)}\n\n{escape(day.call)}"


def _cancel(form: str) -> tuple[Button, ...]:
    return (Button("Batal", pack(CancelForm(form=form))),)
