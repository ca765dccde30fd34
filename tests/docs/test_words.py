"""Words of buttons in the guides: each is a word of the bot, so that readers find it."""

import ast
import re

import pytest

from bot.config import NAMES
from tests.docs.documents import ROOT, document

GUIDES = ("docs/panduan-anggota.md", "docs/panduan-moderator.md", "docs/panduan-admin.md")
# what admins type or read outside Telegram
TECHNICAL = re.compile(
    rf"{'|'.join(NAMES)}|\.env(\.example)?|check|restore|pg_dump|pip install|cop_[a-z_]+"
    r"|(cop-humas|docker compose|systemctl|journalctl|git) .+|git pull|cop-humas"
    r"|/(healthz|metrics|newbot|setinline|revoke)|/var/lib/[a-z-]+"
)


def labels() -> set[str]:
    """Gather every constant in the bot's words, bare of what a label has around its word."""
    found = set()
    for path in (ROOT / "community" / "texts").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(re.sub(r"^[^\w(]+|[\s:#(]+$", "", node.value))
    return found


def word(fragment: str) -> str:
    """Return a button's word without the value behind it, "Anonim: ya" is the button Anonim."""
    return fragment.partition(":")[0]


@pytest.mark.parametrize("guide", GUIDES)
def test_every_button_in_a_guide_is_a_word_of_the_bot(guide: str) -> None:
    """Whoever looks for the button that a guide names finds one that is called so."""
    known = labels()
    named = {one for one in document(guide).fragments() if not TECHNICAL.fullmatch(one)}

    assert len(named) > 5
    assert set() == {one for one in named if word(one) not in known}


def test_a_word_that_is_no_button_is_not_known() -> None:
    """The check above could fail: words that the bot never says alone are not among its own."""
    assert {"Ambil", "Saya ikut", "Bermanfaat"} <= labels()
    assert set() == {"Rebut", "Saya datang", "Suka", "jawabannya"} & labels()
