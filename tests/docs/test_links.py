"""Links between documents, and their pictures."""

import re
from pathlib import Path

import pytest

from tests.docs.documents import ROOT, Document, documents


def target(page: Document, address: str) -> Path:
    """Return the file that a link leads to."""
    path = address.partition("#")[0]
    return (page.path.parent / path).resolve() if path else page.path


def is_near(address: str) -> bool:
    """Tell a link within the project from one to elsewhere."""
    return not re.match(r"[a-z]+:", address)


def test_every_link_leads_to_a_file_of_the_project() -> None:
    """No page sends its reader to a file that is not there."""
    broken = {
        (page.name, address)
        for page in documents()
        for address in page.links()
        if is_near(address) and target(page, address) not in page.pictures()
        if not target(page, address).is_file()
    }

    assert set() == broken


def test_every_link_to_a_heading_leads_there() -> None:
    """A link into a page names one of its headings."""
    broken = {
        (page.name, address)
        for page in documents()
        for address in page.links()
        if is_near(address) and "#" in address
        if address.partition("#")[2] not in headings(target(page, address))
    }

    assert set() == broken


def headings(path: Path) -> set[str]:
    """Return the anchors that GitHub and GitLab make of a page's headings."""
    found = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in found}


def test_every_document_is_reached_from_the_readme() -> None:
    """No page is written for nobody."""
    pages = {page.path: page for page in documents()}
    reached, waiting = set[Path](), [ROOT / "README.md"]
    while waiting:
        path = waiting.pop()
        if path in reached or path not in pages:
            continue
        reached.add(path)
        waiting += [target(pages[path], one) for one in pages[path].links() if is_near(one)]

    assert set() == {page.name for page in documents() if page.path not in reached}


def test_every_picture_is_there_and_shown() -> None:
    """A page shows pictures that exist, and no picture lies about unseen."""
    shown = {path for page in documents() for path in page.pictures()}
    made = set((ROOT / "docs" / "images").glob("*.png"))
    if not made:
        pytest.skip("the pictures are not made yet (tests/browser makes them)")

    assert shown == made


def test_every_picture_has_words_for_those_who_cannot_see_it() -> None:
    """A picture without a description is nothing to a screen reader."""
    silent = [page.name for page in documents() if re.search(r"!\[\s*\]\(", page.text())]

    assert [] == silent
