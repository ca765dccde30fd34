"""Words as the search sees them: tokens, stop words, Indonesian stems, what a question asks for."""

import re
import zlib
from functools import lru_cache
from importlib.metadata import version

from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
from Sastrawi.Stemmer.Stemmer import Stemmer
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from community.folding import fold

LONGEST_WORD = 40
"""Letters of a word that count; no database likes a key of 4,096."""

_STOP_WORDS = """
apa apakah siapa siapakah kapan kapankah mana manakah dimana dimanakah berapa berapakah bagaimana
bagaimanakah mengapa mengapakah kenapa adalah itu ini yang di ke dari pada dalam untuk oleh dengan
dan atau sebagai
"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words that say nothing of the subject; longer lists throw away cara, waktu and masalah."""

ROOTS = (
    "advertorial",
    "bimtek",
    "diseminasi",
    "disinformasi",
    "edit",
    "hoaks",
    "hoax",
    "infografik",
    "infografis",
    "inpassing",
    "jabfung",
    "klarifikasi",
    "kliping",
    "konfirmasi",
    "koordinasi",
    "medsos",
    "misinformasi",
    "monitor",
    "podcast",
    "posting",
    "ppid",
    "publikasi",
    "rilis",
    "sebarluas",
    "sengketa",
    "sosialisasi",
    "tanggungjawab",
    "tayang",
    "ukom",
    "upload",
    "verifikasi",
    "viral",
    "webinar",
)
"""Roots of the trade that the dictionary of PySastrawi lacks."""

_CLASSES = (
    ("kapan", r"kapan(kah)?|bila ?mana|tanggal berapa|jam berapa|hari apa|tahun berapa"),
    ("di mana", r"(di|ke|dari) ?mana(kah)?"),
    ("berapa", r"berapa(kah)?"),
    ("siapa", r"siapa(kah)?"),
    ("mengapa", r"(mengapa|kenapa)(kah)?"),
    ("bagaimana", r"(bagai|gi)mana(kah)?|cara(nya)?"),
    ("apa itu", r"apa(kah)? (itu|arti\w*|maksud\w*|yang dimaksud\w*)|pengertian|definisi"),
    ("apa", r"apa(kah)?"),
)
_ASKED = tuple((name, re.compile(rf"\b(?:{words})\b")) for name, words in _CLASSES)


def tokens(text: str) -> list[str]:
    """Return the words of a text, folded: lower case, no accents, letters and digits only."""
    return [word[:LONGEST_WORD] for word in fold(text).split()]


def content_words(text: str) -> list[str]:
    """Return the words of a text that are no stop words."""
    return [word for word in tokens(text) if word not in STOP_WORDS]


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return the root of a folded word (PySastrawi takes 0.1 ms for each new one)."""
    if len(word) < 4 or not word.isalpha() or not word.isascii():
        return word
    return str(_stemmer().stem_word(word)) or word


def question_class(text: str) -> str:
    """Say what a text asks for (the first that matches); empty when it asks nothing."""
    folded = fold(text)
    return next((name for name, asked in _ASKED if asked.search(folded)), "")


@lru_cache(maxsize=1)
def stems_version() -> str:
    """Name the rules that make stems: an index made with others has to be made anew."""
    made_of = " ".join((*ROOTS, *sorted(STOP_WORDS), version("PySastrawi"), str(LONGEST_WORD)))
    return f"{zlib.crc32(made_of.encode()):08x}"


@lru_cache(maxsize=1)
def _stemmer() -> Stemmer:
    words = StemmerFactory().get_words_from_file()
    return Stemmer(ArrayDictionary([*words, *ROOTS]))
