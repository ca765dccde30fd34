"""The privacy guard: finds NIK, NIP, telephone numbers and e-mail addresses, and masks them.

It sees a text as its reader does (community/unveiling.py). What only looks like such a number is
left alone: amounts, dates, hours, numbers of rules and letters, long numbers in links.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from community.email_addresses import find_emails
from community.identity_numbers import (
    NIK_LENGTH,
    NIP_LENGTH,
    could_be_nik,
    could_be_nip,
    find_niks,
    find_nips,
)
from community.phone_numbers import find_phones
from community.unveiling import Span, blank, unveil


class Kind(StrEnum):
    """What was found, the gravest first."""

    NIP = "nip"
    NIK = "nik"
    EMAIL = "email"
    PHONE = "phone"


MASKS = {
    Kind.NIP: "[NIP disamarkan]",
    Kind.NIK: "[NIK disamarkan]",
    Kind.EMAIL: "[alamat surel disamarkan]",
    Kind.PHONE: "[nomor telepon disamarkan]",
}
NEVER_PUBLISHED = frozenset({Kind.NIP, Kind.NIK})


@dataclass(frozen=True, slots=True)
class Finding:
    """Something personal: a part of the text, its end not included, as Python counts."""

    kind: Kind
    start: int
    end: int


_MASKED = re.compile("|".join(re.escape(mask.casefold()) for mask in MASKS.values()))
_LINK = re.compile(
    r"(?:https?|ftp|tg|whatsapp)://[^ \n]++"
    r"|(?<![^ \n(\[<\"'])(?:www\.[^ \n]++|(?:[a-z0-9\-]++\.)++[a-z]{2,}+/[^ \n]*+)"
)
_AMOUNT = re.compile(
    r"(?:rp|idr|usd|\$)\.? {0,2}((?!0)[0-9]{1,3}(?:[.,][0-9]{3})++(?![0-9])|(?!0)[0-9]++)"
    r"|(?<![0-9.])((?!0)[0-9]{1,3}(?:\.[0-9]{3})++)"
    r"(?=(?:,[0-9]{1,2})? {0,2}(?:rupiah|ribu|juta|mil|tril))"
)
_DATE = re.compile(
    r"(?<![0-9])(?<![0-9][-. ])(?:0?[1-9]|[12][0-9]|3[01])([-. ])(?:0?[1-9]|1[0-2])\1"
    r"(?:19|20)[0-9]{2}(?![0-9])(?![-.][0-9])"
)


def find(text: str) -> tuple[Finding, ...]:
    """Return everything personal in a text, from left to right; findings never overlap."""
    seen = unveil(text)
    rest = blank(seen.text, (Span(*match.span()) for match in _MASKED.finditer(seen.text)))
    found: list[Finding] = []
    while spans := [(kind, seen.whole(span)) for kind, span in _look(rest)]:
        for kind, span in spans:
            origin = seen.origin(span)
            found.append(Finding(kind, origin.begin, origin.end))
        # What stood beside a finding can now be seen for what it is.
        rest = blank(rest, (span for _, span in spans))
    return _apart(found)


def mask(text: str) -> str:
    """Return the text with a mask in place of each finding; a masked text stays as it is."""
    parts, at = [], 0
    for finding in find(text):
        parts += [text[at : finding.start], MASKS[finding.kind]]
        at = finding.end
    return "".join([*parts, text[at:]])


def mask_parts(parts: Sequence[str], between: str) -> list[str]:
    """Mask texts that are read as one; what begins in one part and ends in another is masked too.

    The mask stands where the finding begins; the parts stay as many as they were.
    """
    masked, offset = [], 0
    findings = find(between.join(parts))
    for part in parts:
        words, at = list[str](), 0
        for finding in findings:
            start, end = finding.start - offset, finding.end - offset
            if end <= at or start >= len(part):
                continue
            words.append(part[at : max(start, at)])
            words.append(MASKS[finding.kind] if start >= 0 else "")
            at = min(end, len(part))
        masked.append("".join([*words, part[at:]]))
        offset += len(part) + len(between)
    return masked


def holds_identity(text: str) -> bool:
    """Say whether a text holds a NIK or NIP: it can never be published."""
    return any(finding.kind in NEVER_PUBLISHED for finding in find(text))


def _look(text: str) -> list[tuple[Kind, Span]]:
    """Look once for each kind, the gravest first; what was taken for one is not another."""
    found = [(Kind.EMAIL, span) for span in find_emails(text)]
    outside = _without_lookalikes(text)
    for kind, finder in ((Kind.NIP, find_nips), (Kind.NIK, find_niks)):
        spans = finder(text, outside)
        found += [(kind, span) for span in spans]
        text, outside = blank(text, spans), blank(outside, spans)
    taken = [span for kind, span in found if kind is Kind.EMAIL]
    phones = find_phones(blank(text, taken), blank(outside, taken))
    return found + [(Kind.PHONE, span) for span in phones]


def _without_lookalikes(text: str) -> str:
    """Take links, amounts and dates out."""
    text = blank(text, (Span(*match.span()) for match in _LINK.finditer(text)))
    amounts = (
        Span(*match.span()) for match in _AMOUNT.finditer(text) if not _hides(match[1] or match[2])
    )
    text = blank(text, amounts)
    return blank(text, (Span(*match.span()) for match in _DATE.finditer(text)))


def _hides(amount: str) -> bool:
    """Whether an amount could be a NIK or NIP."""
    digits = re.sub(r"[.,]", "", amount)
    if len(digits) == NIK_LENGTH:
        return could_be_nik(digits)
    return len(digits) == NIP_LENGTH and could_be_nip(digits)


def _apart(found: list[Finding]) -> tuple[Finding, ...]:
    """Make one of findings that overlap, of the gravest kind."""
    order = list(Kind)
    apart: list[Finding] = []
    for one in sorted(found, key=lambda finding: finding.start):
        if apart and one.start < apart[-1].end:
            last = apart.pop()
            kind = min(last.kind, one.kind, key=order.index)
            apart.append(Finding(kind, last.start, max(last.end, one.end)))
        else:
            apart.append(one)
    return tuple(apart)
