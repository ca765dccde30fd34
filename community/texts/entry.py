"""Words of the questions about a person, asked by joining and profile, and of their answers."""

from collections.abc import Sequence

from community.agencies import Agency
from community.areas import Area
from community.callback import pack
from community.levels import Level
from community.menu import CancelForm, FormPick
from community.paging import Page
from community.programme_days import ProgrammeDay
from community.reply import Button, Message, Rows
from community.texts.common import escape

LAST_STEP = 7
KINDS = {
    "area": "Kabupaten/Kota",
    "agency": "Pemprov Jawa Timur",
    "other": "Instansi lain",
}


# --- the steps ----------------------------------------------------------------------------


def ask_name(form: str, offered: str) -> Message:
    """Ask for the name; the one on Telegram is offered."""
    rows = ((_pick(form, "name", f"Pakai: {offered}"[:64], "offered"),),) if offered else ()
    return _step(form, 1, "Siapa nama Bapak/Ibu? Silakan ketik nama lengkap, 2–100 karakter.", rows)


def ask_kind(form: str) -> Message:
    """Ask what sort of agency the person works for."""
    rows = tuple((_pick(form, "kind", label, kind),) for kind, label in KINDS.items())
    return _step(form, 2, "Bapak/Ibu bertugas di mana?", rows)


def ask_area(form: str, page: Page[Area], *, typed: str, missed: str) -> Message:
    """Show the kabupaten and kota, or those that match what was typed."""
    buttons = [_pick(form, "area", area.name, area.code) for area in page.items]
    pairs = tuple(tuple(buttons[place : place + 2]) for place in range(0, len(buttons), 2))
    question = _which("Kabupaten atau kota mana?", "<i>banyu</i> untuk Banyuwangi", typed, missed)
    question += _confirm(page, typed)
    return _step(form, 3, question, pairs + _around(form, "area", page, typed))


def ask_agency(form: str, page: Page[Agency], *, typed: str, missed: str) -> Message:
    """Show the perangkat daerah, or those that match what was typed."""
    rows = tuple((_pick(form, "agency", one.label, one.code),) for one in page.items)
    question = _which("Perangkat daerah mana?", "<i>kominfo</i> atau <i>bpsdm</i>", typed, missed)
    question += _confirm(page, typed)
    shortened = [one for one in page.items if one.label != one.name]
    if shortened:
        question += "\n\n" + "\n".join(
            f"{escape(one.short)}: {escape(one.name)}" for one in shortened
        )
    return _step(form, 3, question, rows + _around(form, "agency", page, typed))


def ask_other(form: str) -> Message:
    """Ask for the name of an agency that is on no list."""
    return _step(form, 3, "Apa nama instansi Bapak/Ibu? Silakan ketik lengkap, 3–200 karakter.", ())


def ask_unit(form: str) -> Message:
    """Ask for the unit, which may be skipped."""
    return _step(
        form,
        4,
        "Di unit kerja mana? Silakan ketik, misalnya <i>Bidang Informasi dan Komunikasi "
        "Publik</i>. Boleh dilewati.",
        ((_pick(form, "unit", "Lewati", "skip"),),),
    )


def ask_level(form: str, levels: Sequence[Level]) -> Message:
    """Ask for the rung."""
    buttons = [_pick(form, "level", level.label, level.code) for level in levels]
    pairs = tuple(tuple(buttons[place : place + 2]) for place in range(0, len(buttons), 2))
    return _step(form, 5, "Apa jenjang Bapak/Ibu?", pairs)


def ask_days(form: str, days: int, named: Sequence[ProgrammeDay]) -> Message:
    """Let the person choose the days of the reminders, each with its programme."""
    toggles = tuple(
        (
            _pick(
                form,
                "days",
                f"{'✅' if days & day.bit else '⬜'} {day.label}"[:64],
                f"{day.weekday}{'-' if days & day.bit else '+'}",
            ),
        )
        for day in named
    )
    return _step(
        form,
        6,
        "Pada hari apa Bapak/Ibu ingin diingatkan? Ketuk untuk mematikan atau menyalakan, lalu "
        "<b>Lanjut</b>. Semua hari boleh dipilih siapa saja dan dapat diubah kapan pun.",
        (*toggles, (_pick(form, "days", "Lanjut", "done"),)),
    )


def ask_commitments(form: str) -> Message:
    """Show what members promise each other."""
    return _step(
        form,
        7,
        "Komitmen anggota:\n"
        "• terus belajar dan berbagi;\n"
        "• tidak menyebarkan hoaks, fitnah, atau ujaran kebencian;\n"
        "• melindungi data pribadi;\n"
        "• tidak membagikan informasi yang dikecualikan, naskah embargo, atau dokumen internal "
        "tanpa izin.",
        ((_pick(form, "commitments", "Saya berkomitmen", "yes"),),),
    )


# --- what is accepted ---------------------------------------------------------------------

TAP_KIND = (
    "Mohon ketuk salah satu tombol: <b>Kabupaten/Kota</b>, <b>Pemprov Jawa Timur</b>, atau "
    "<b>Instansi lain</b>."
)
TAP_PLACE = (
    "Mohon ketuk salah satu nama, atau ketik sebagian namanya, misalnya <i>banyu</i> untuk "
    "Banyuwangi."
)
TAP_DAYS = (
    "Mohon ketuk hari untuk mematikan atau menyalakannya, misalnya <b>Rabu: ASN Mengaji</b>, lalu "
    "<b>Lanjut</b>."
)
TAP_COMMITMENTS = "Mohon ketuk <b>Saya berkomitmen</b> untuk menyelesaikan, atau <b>Batal</b>."
TAP_LEVEL = "Mohon ketuk salah satu jenjang di bawah, misalnya <b>Ahli Pertama</b>."
TEXT_NEEDED = "Mohon ketik jawabannya sebagai teks."


def bad_length(what: str, least: int, most: int, count: int, example: str) -> str:
    """Say how long an answer may be, and how long this one was."""
    return (
        f"{what} terdiri atas {least}–{most} karakter; yang dikirim {_number(count)}. "
        f"Contoh: <i>{example}</i>."
    )


def too_long(count: int) -> str:
    """Refuse a long paste with its count, the parts together."""
    return (
        f"Teks yang dikirim terlalu panjang: {_number(count)} karakter. Mohon kirim jawaban yang "
        "lebih singkat."
    )


def no_letters(what: str, example: str) -> str:
    """Say that an answer is made of letters."""
    return f"{what} ditulis dengan huruf. Contoh: <i>{example}</i>."


def long_number(what: str, example: str) -> str:
    """Say that a NIP or NIK is not wanted."""
    return (
        f"{what} tidak perlu memuat NIP, NIK, atau nomor lain; kami tidak memintanya. "
        f"Contoh: <i>{example}</i>."
    )


# --- parts --------------------------------------------------------------------------------


def _step(form: str, number: int, question: str, rows: Rows) -> Message:
    head = f"<b>Pendaftaran</b> · Langkah {number}/{LAST_STEP}\n\n" if form == "join" else ""
    cancel = (Button("Batal", pack(CancelForm(form=form))),)
    return Message(f"{head}{question}", (*rows, cancel))


def _pick(form: str, step: str, label: str, value: str) -> Button:
    return Button(label, pack(FormPick(form=form, step=step, value=value)))


def _which(question: str, example: str, typed: str, missed: str) -> str:
    if missed:
        return (
            f"Belum ada yang cocok dengan “{escape(missed)}”. Berikut daftar lengkapnya; ketik "
            f"sebagian nama, misalnya {example}, atau pilih <b>Instansi lain</b>."
        )
    if typed:
        return f"{question} Yang cocok dengan “{escape(typed)}”:"
    return f"{question} Ketuk namanya, atau ketik sebagian, misalnya {example}."


def _confirm(page: Page[Area] | Page[Agency], typed: str) -> str:
    """Tell those who rather type how to take the one name that is left."""
    is_only = bool(typed) and page.count == 1 and len(page.items) == 1
    return "\nBila benar, ketuk namanya atau ketik <i>ya</i>." if is_only else ""


def _around(form: str, step: str, page: Page[Area] | Page[Agency], typed: str) -> Rows:
    """Return the buttons below a list: other pages, the whole list, none of these."""
    turn = []
    if page.has_previous:
        turn.append(_pick(form, step, "‹ Sebelumnya", f"page:{page.number - 1}"))
    if page.has_next:
        turn.append(_pick(form, step, "Berikutnya ›", f"page:{page.number + 1}"))
    last = [_pick(form, step, "Instansi lain", "other")]
    if typed:
        last.insert(0, _pick(form, step, "Semua", "page:all"))
    return ((tuple(turn),) if turn else ()) + (tuple(last),)


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")
