"""Numbers people write: bank cards and telephones."""

import re
import unicodedata
from collections.abc import Iterator

_RUN = re.compile(r"[0-9 -]*")
# the server's rule is not public: a plus, then seven to fifteen digits
_TELEPHONE = re.compile(r"(?<![\w+.,/@#$-])\+[1-9][0-9 ()-]{5,20}[0-9](?![\w-])")


def cards(text: str) -> Iterator[tuple[int, int]]:
    """Find the bank card numbers, as pairs of begin and end."""
    position = 0
    while position < len(text):
        if not _is_digit(text[position]):
            position += 1
            continue
        begin = position
        if begin and _is_joined(text[begin - 1], ".,+-_"):
            position = _run_end(text, begin)
            continue
        position, count = _number_end(text, begin)
        if 13 <= count <= 19:
            end = begin + len(text[begin:position].rstrip(" -"))
            is_apart = end == len(text) or not _is_joined(text[end], "-_")
            if end - begin <= 2 * count - 1 and is_apart and _is_card(text[begin:end]):
                yield begin, end


def telephones(text: str) -> Iterator[tuple[int, int]]:
    """Find the telephone numbers that begin with a plus."""
    if "+" not in text:
        return
    for match in _TELEPHONE.finditer(text):
        if 7 <= sum(map(_is_digit, match[0])) <= 15:
            yield match.span()


def _is_digit(sign: str) -> bool:
    return "0" <= sign <= "9"


def _is_joined(sign: str, joints: str) -> bool:
    return sign in joints or unicodedata.category(sign)[0] == "L"


def _run_end(text: str, begin: int) -> int:
    match = _RUN.match(text, begin)
    return match.end() if match else begin


def _number_end(text: str, begin: int) -> tuple[int, int]:
    """Return the end of the signs that may be a card number, and how many are digits."""
    count = 0
    limit = _run_end(text, begin)
    for position in range(begin, limit):
        is_unbroken = count == position - begin
        if text[position] == " " and 16 <= count <= 19 and is_unbroken:
            return position, count
        count += _is_digit(text[position])
    return limit, count


def _is_card(text: str) -> bool:
    digits = [int(sign) for sign in text if _is_digit(sign)]
    count = len(digits)
    doubled = (2 * digit if digit < 5 else 2 * digit - 9 for digit in digits[-2::-2])
    if (sum(digits[::-2]) + sum(doubled)) % 10:
        return False
    two = digits[0] * 10 + digits[1]
    four = two * 100 + digits[2] * 10 + digits[3]
    return _has_length(two, four, count)


def _has_length(two: int, four: int, count: int) -> bool:
    """Tell whether the issuer, known from the first digits, makes numbers of this length."""
    if 40 <= two <= 49:
        return count in {13, 16, 18, 19}
    if 51 <= two <= 55 or 2200 <= four <= 2204 or 2221 <= four <= 2720:
        return count == 16
    if two in {34, 37}:
        return count == 15
    if two in {62, 81}:
        return count >= 16
    return True
