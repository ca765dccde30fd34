"""What is promised about keeping data is the same everywhere it is said."""

import re
from pathlib import Path

from community import keeping
from community.privacy import Notice
from community.texts import privacy

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "privacy.md"
NOTICE = Notice("BPSDM Jawa Timur", "humas@jatim.example", 7)


def test_the_document_shows_the_table_of_the_code() -> None:
    """Each rule with its length; run this file to write the table anew."""
    found = re.search(r"begin -->\n(.*?)\n<!-- end -->", DOCUMENT.read_text(), re.DOTALL)

    assert found is not None
    assert keeping.table() == found[1]


def test_the_notice_promises_what_the_job_does() -> None:
    """The lengths in the notice are those of the rules, and it still fits a screen."""
    text = privacy.body(NOTICE)

    for rule in (keeping.LEFT, keeping.DRAFTS, keeping.MESSAGES_OUT, keeping.TRAIL):
        assert keeping.length(rule.span) in text
    assert keeping.DRAFTS.span == keeping.SEARCHES.span  # said in one breath
    assert 1_500 > len(text)


def test_lengths_are_written_as_people_say_them() -> None:
    """Hours for two days, then days, then years."""
    written = {rule.name: keeping.length(rule.span) for rule in keeping.RULES}

    expected = ("48 jam", "7 hari", "14 hari", "1 tahun", "5 tahun")
    names = ("update_ids", "guests", "searches", "questions", "trail")
    assert expected == tuple(written[name] for name in names)


if __name__ == "__main__":
    page = DOCUMENT.read_text()
    head, rest = page.split("begin -->\n")
    DOCUMENT.write_text(
        f"{head}begin -->\n{keeping.table()}\n<!-- end -->{rest.split('<!-- end -->')[1]}"
    )
