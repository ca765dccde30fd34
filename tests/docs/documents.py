"""The documents of the project as their tests read them."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_FENCE = re.compile(r"^```.*?^```$|<!--.*?-->", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`")
# a slash in a path or between two words begins no command, nor does one followed by more path
_COMMAND = re.compile(r"(?<![\w/.:<>)}])/([a-z]+)\b(?!\.?[\w/-])")
_LINK = re.compile(r"(!?)\[[^\]\n]*\]\(([^)\s]+)\)")


@dataclass(frozen=True, slots=True)
class Document:
    """A page of Markdown."""

    path: Path

    @property
    def name(self) -> str:
        """Name it from the project's folder."""
        return self.path.relative_to(ROOT).as_posix()

    def text(self) -> str:
        """Return all of it."""
        return self.path.read_text(encoding="utf-8")

    def prose(self) -> str:
        """Return what is no block of code and no comment."""
        return _FENCE.sub("", self.text())

    def commands(self) -> set[str]:
        """Name the `/commands` that it tells of."""
        return set(_COMMAND.findall(self.prose()))

    def fragments(self) -> set[str]:
        """Return what stands between single backticks."""
        return set(_CODE.findall(self.prose()))

    def links(self) -> list[str]:
        """Return the addresses of links and pictures."""
        return [address for _, address in _LINK.findall(self.prose())]

    def pictures(self) -> list[Path]:
        """Return the files of its pictures."""
        found = (address for mark, address in _LINK.findall(self.prose()) if mark)
        return [(self.path.parent / address).resolve() for address in found]


def document(name: str) -> Document:
    """Return one page by its name."""
    return Document(ROOT / name)


def documents() -> list[Document]:
    """Return all pages that stand beside the code."""
    return [
        Document(path) for path in (*sorted(ROOT.glob("*.md")), *sorted(ROOT.glob("docs/*.md")))
    ]
