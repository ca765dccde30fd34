"""Words of `Impor riwayat` and of `cop-humas import-reach`: what is accepted, what was saved."""

from collections.abc import Mapping, Sequence

from community.callback import pack
from community.menu import CancelForm, FormPick
from community.reach import HistoryLine
from community.reply import Button, Message
from community.texts.common import escape
from community.texts.menu import item
from community.texts.numbers import whole

HEADER = "program,tahun,periode,seri,jangkauan,sumber"
EXAMPLE = "ASN Belajar,2023,,44,949.080,BPSDM"
PASTE_NEEDED = "Mohon tempel baris-barisnya sebagai teks."
TAP_SAVE = "Silakan ketuk <b>Simpan</b> untuk menyimpan, atau <b>Batal</b>."
FILE_NOT_READ = "Berkas tidak ditemukan atau tidak dapat dibaca."
FILE_TOO_LARGE = "Berkas terlalu besar: paling banyak 1 MB."
FILE_NOT_UTF8 = "Berkas bukan teks UTF-8. Simpan ulang sebagai “CSV UTF-8”."

_FAULTS: Mapping[str, str] = {
    "no_lines": f"tidak ada baris. Kolomnya: {HEADER}",
    "too_many": "paling banyak 2.000 baris sekali impor",
    "cells": f"harus ada enam kolom, dipisah koma, titik koma, atau tab: {HEADER}",
    "programme": "program tidak dikenal. Tulis nama program atau harinya, "
    "misalnya ASN Belajar atau Kamis",
    "year": "tahun harus 2000 sampai 2100, misalnya 2024",
    "period": "periode paling panjang 80 karakter dan tidak diawali = + @ -, "
    "misalnya Januari–Februari; kosongkan untuk setahun penuh",
    "series": "seri harus angka bulat 0 sampai 10.000, misalnya 49",
    "people": "jangkauan harus angka bulat 0 sampai 1.000.000.000.000, misalnya 401.482 "
    "(dalam tanda kutip bila kolom dipisah koma dan angkanya memakai koma)",
    "source": "sumber paling panjang 200 karakter dan tidak diawali = + @ -",
    "twice": "program, tahun, dan periode ini sudah ada di baris sebelumnya",
}


def bad_line(place: int, fault: str, *, html: bool) -> str:
    """Name the first line that is wrong, and what is accepted there."""
    words = f"Baris {whole(place)}: {_FAULTS[fault]}. Belum ada yang disimpan."
    return escape(words) if html else words


def sum_up(lines: Sequence[HistoryLine]) -> str:
    """Sum lines up: "4 baris, 115 seri, 1.541.489 jangkauan"."""
    series, people = sum(one.series for one in lines), sum(one.people for one in lines)
    return f"{whole(len(lines))} baris, {whole(series)} seri, {whole(people)} jangkauan"


def outcome(new: int, replaced: int, same: int) -> str:
    """Tell what an import changed."""
    return f"{whole(new)} baru, {whole(replaced)} diganti, {whole(same)} sudah sama"


def skipped_note(skipped: int) -> str:
    """Say that lines of the bot's own sessions are not read back; nothing where there are none."""
    if not skipped:
        return ""
    return f"{whole(skipped)} baris “sesi di bot” dilewati karena dihitung dari sesinya sendiri."


def ask_lines(form: str) -> Message:
    """Ask for the lines."""
    return Message(
        "<b>Impor riwayat jangkauan</b>\n"
        "Tempel barisnya sebagai teks, satu baris satu program, tahun, dan periode:\n\n"
        f"<code>{HEADER}\n{EXAMPLE}</code>\n\n"
        "Baris judul boleh ada. Baris dengan program, tahun, dan periode yang sama menggantikan "
        "yang lama.\n\n"
        "Paling panjang 3.900 karakter sekali tempel, karena Telegram memecah teks yang lebih "
        "panjang; tempel bagian berikutnya setelah yang pertama disimpan. Berkas tidak dibaca di "
        "sini: salin isinya, atau minta pengelola server menjalankan "
        "<code>cop-humas import-reach BERKAS</code>.",
        ((_cancel(form),),),
    )


def ask_check(form: str, summary: str, skipped: int) -> Message:
    """Show what was read before it is saved."""
    note = skipped_note(skipped)
    return Message(
        f"<b>Impor riwayat jangkauan</b>\n{summary}" + (f"\n{note}" if note else ""),
        ((Button("Simpan", pack(FormPick(form, "check", "save"))), _cancel(form)),),
    )


def saved(summary: str, changes: str) -> Message:
    """Confirm an import."""
    return Message(
        f"Riwayat tersimpan: {summary}.\n{changes[0].upper()}{changes[1:]}.",
        ((item("Seri dan jangkauan", "statistics"),),),
    )


def refused(place: int, fault: str) -> Message:
    """Say that what was pasted can no longer be taken."""
    return Message(
        bad_line(place, fault, html=True), ((item("Seri dan jangkauan", "statistics"),),)
    )


def late() -> Message:
    """Say that an import was finished or left."""
    return Message(
        "Impor ini sudah selesai atau ditinggalkan.",
        ((item("Seri dan jangkauan", "statistics"),),),
    )


def _cancel(form: str) -> Button:
    return Button("Batal", pack(CancelForm(form)))
