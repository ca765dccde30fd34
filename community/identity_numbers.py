"""NIK (16 digits) and NIP (18 digits) in an unveiled text, and what tells them from other digits.

Neither has a check digit. A plain run of the right length always counts; digits that are parted
in some other way count when the dates in them can be dates, or after the word NIK or NIP.
"""

import re
from datetime import date

from community.digit_groups import Row, rows
from community.unveiling import Span

NIK_LENGTH, NIP_LENGTH = 16, 18

_PROVINCES = frozenset(
    f"{code}"
    for codes in ((11, 20), (21, 22), (31, 37), (51, 54), (61, 66), (71, 77), (81, 83), (91, 98))
    for code in range(*codes)
)
_NIK_GROUPS = frozenset({(16,), (4, 4, 4, 4), (6, 6, 4)})
_NIP_GROUPS = frozenset({(18,), (8, 6, 1, 3)})
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")

_SAID_NIK = r"(?<![a-z])(?:nik|ktp|nomor induk kependudukan|no\.? kk)"
_SAID_NIP = r"(?<![a-z])(?:nip|ni ?pppk|nomor induk pegawai|nomor induk pppk)"
_TILL_DIGITS = r"(?:nya|ku)?[ :=.\-#()*_\"'\n]{0,6}(?:[a-z]{1,8}[ :=.\n]{1,3}){0,2}"
_ONE_DIGIT = r"[ .,:;/|\-_()*'\n]{0,4}[0-9]"
_NAMED_NIK = re.compile(
    rf"{_SAID_NIK}{_TILL_DIGITS}([0-9](?:{_ONE_DIGIT}){{15}}(?![0-9])|[0-9]{{15,}}+)"
)
_NAMED_NIP = re.compile(
    rf"{_SAID_NIP}{_TILL_DIGITS}([0-9](?:{_ONE_DIGIT}){{17}}(?![0-9])|[0-9]{{17,}}+)"
)
"""After the word also a number with a digit too many or too few."""

_BURIED_NIP = re.compile(
    r"(?=((?:19[3-9]|20[01])[0-9](?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])"
    r"(?:19[5-9]|20[0-4])[0-9][0-9]{2}[12][0-9]{3}))"
)


def find_nips(text: str, outside_links: str) -> list[Span]:
    """Return the NIP of a text; those in links only when every part of them fits."""
    found = [Span(*match.span(1)) for match in _NAMED_NIP.finditer(text)]
    found += [Span(*match.span(1)) for match in _BURIED_NIP.finditer(text)]
    for row in rows(outside_links):
        found += _in_row(row, NIP_LENGTH)
    return found


def find_niks(text: str, outside_links: str) -> list[Span]:
    """Return the NIK of a text; those in links only when the word is before them."""
    found = [Span(*match.span(1)) for match in _NAMED_NIK.finditer(text)]
    for row in rows(outside_links):
        found += _in_row(row, NIK_LENGTH)
    return found


def could_be_nip(digits: str) -> bool:
    """Say whether 18 digits begin with a birth date of somebody who may work."""
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    return 1930 <= year <= 2015 and _is_date(year, month, day)


def could_be_nik(digits: str) -> bool:
    """Say whether 16 digits hold a province and a birthday (a woman's has 40 added)."""
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    day = day - 40 if day > 40 else day
    return digits[:2] in _PROVINCES and (
        _is_date(2000 + year, month, day) or _is_date(1900 + year, month, day)
    )


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _in_row(row: Row, length: int) -> list[Span]:
    found, first = [], 0
    while first < len(row.groups):
        last = _last_group(row, first, length)
        if last is not None:
            found.append(row.span(first, last))
        first = first + 1 if last is None else last + 1
    return found


def _last_group(row: Row, first: int, length: int) -> int | None:
    """Return where the number that begins with a group ends, None when there is none."""
    reached = row.reach(first, length)
    if not reached or len(reached[-1][1]) != length:
        return None
    last, digits = reached[-1]
    sizes = row.sizes(first, last)
    is_alone = first == 0 and last == len(row.groups) - 1
    if length == NIP_LENGTH:
        counts = sizes in _NIP_GROUPS or _BURIED_NIP.match(digits) is not None
        return last if counts or (is_alone and could_be_nip(digits)) else None
    if sizes in _NIK_GROUPS:
        return None if _are_years(digits, sizes) else last
    return last if could_be_nik(digits) and (is_alone or _is_even(sizes)) else None


def _is_even(sizes: tuple[int, ...]) -> bool:
    """Whether digits stand one by one, in pairs, or as the parts of a NIK."""
    return set(sizes[:-1]) in ({1}, {2}) or sizes in {(2, 2, 2, 6, 4), (6, 2, 2, 2, 4)}


def _are_years(digits: str, sizes: tuple[int, ...]) -> bool:
    return sizes == (4, 4, 4, 4) and all(
        _YEAR.fullmatch(digits[at : at + 4]) for at in range(0, 16, 4)
    )
