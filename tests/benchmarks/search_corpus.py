"""Believable posts and searches: sentences of the general set, words of the trade, rare names."""

import itertools
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from community import packaged
from community.stems import STOP_WORDS, tokens
from storage.search import FAQ, POST
from tests.search import sets

LENGTH = 1_200
TRADE_SHARE = 0.55
"""Of the sentences: so that the trade's words are as common as in a community of one trade."""
QUESTION_SHARE = 0.2
NAMES = 200_000
"""Names and numbers that few posts have: without them the vocabulary would stop growing."""
_SYLLABLES = "ba di gu har ja ko lim ma nur o pra ri sa tu wi yan ze"
_SENTENCE = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True)
class Text:
    """A post, or an answered question."""

    kind: str
    number: int
    topic: str
    title: str
    body: str


class Corpus:
    """Makes texts, the same for the same seed."""

    def __init__(self, seed: int = 5) -> None:
        self._random = random.Random(seed)
        self._general = tuple(_general())
        self._questions: tuple[str, ...] = tuple(
            row["text"] for row in sets.trade() if row["role"] == "answered"
        )
        self._topics = tuple(entry["code"] for entry in packaged.entries("topics"))
        self._places = tuple(entry["name"] for entry in packaged.entries("areas"))
        counted = Counter(word for text in self._questions for word in tokens(text))
        self._words = tuple(word for word, _ in counted.most_common())
        self._weights = tuple(itertools.accumulate(1 / (at + 8) for at in range(len(self._words))))

    def texts(self, count: int) -> Iterator[Text]:
        """Give so many texts."""
        for number in range(1, count + 1):
            is_question = self._random.random() < QUESTION_SHARE
            title = self._random.choice(self._questions) if is_question else self._title()
            topic = self._random.choice(self._topics)
            yield Text(FAQ if is_question else POST, number, topic, title, self._body())

    def _title(self) -> str:
        place = self._random.choice(self._places)
        return f"{self._trade(self._random.randint(3, 6))} {place}".capitalize()

    def _body(self) -> str:
        sentences: list[str] = []
        while sum(map(len, sentences)) < LENGTH:
            sentences.append(self._sentence())
        return " ".join(sentences)

    def _sentence(self) -> str:
        chance = self._random.random()
        if chance < TRADE_SHARE:
            names = f"{self._name()} {self._random.choice(self._places)}"
            return f"{self._trade(self._random.randint(8, 14))} {names}.".capitalize()
        if chance < TRADE_SHARE + 0.05 or not self._general:
            return self._random.choice(self._questions)
        return self._random.choice(self._general)

    def _trade(self, count: int) -> str:
        return " ".join(self._random.choices(self._words, cum_weights=self._weights, k=count))

    def _name(self) -> str:
        """Return a made-up name; low numbers are drawn far more often."""
        number = int(NAMES ** self._random.random())
        syllables = _SYLLABLES.split()
        name = ""
        while number:
            number, at = divmod(number, len(syllables))
            name += syllables[at]
        return name.title()


class Searches:
    """Makes what people search for, of texts that exist."""

    def __init__(self, texts: Sequence[Text], seed: int = 6) -> None:
        self._random = random.Random(seed)
        self._texts = texts
        contents = (set(_content(f"{text.title} {text.body}")) for text in texts)
        counted = Counter(word for words in contents for word in words)
        self._common = tuple(word for word, _ in counted.most_common(60))

    def typical(self) -> str:
        """Two to five words: some of a title, the others of its text."""
        text = self._random.choice(self._texts)
        count = self._random.randint(2, 5)
        title, body = _content(text.title), _content(text.body)
        of_title = self._pick(title, min(len(title), (count + 1) // 2))
        return " ".join([*of_title, *self._pick(body, count - len(of_title))])

    def typo(self) -> str:
        """Two to five words, one of them mistyped."""
        words = self.typical().split()
        at = max(range(len(words)), key=lambda place: len(words[place]))
        word = words[at]
        letter = self._random.randrange(1, max(len(word) - 1, 2))
        swapped = word[letter : letter + 1] + word[letter - 1]
        words[at] = word[: letter - 1] + swapped + word[letter + 1 :]
        return " ".join(words)

    def common(self) -> str:
        """Two to five of the sixty words that most texts have."""
        return " ".join(self._random.sample(self._common, self._random.randint(2, 5)))

    def beginning(self) -> str:
        """A word, and the beginning of another."""
        first, *_, last = self.typical().split()
        return f"{first} {last[: self._random.randint(3, 5)]}*"

    def phrase(self) -> str:
        """Two neighbouring words in quotes."""
        words = _content(self._random.choice(self._texts).body)
        at = self._random.randrange(len(words) - 1)
        return f'"{words[at]} {words[at + 1]}"'

    def question(self) -> str:
        """A whole question of the trade, with a word more."""
        rows = sets.trade()
        return f"{self._random.choice(rows)['text']} {self._random.choice(self._common)}"

    def _pick(self, words: Sequence[str], count: int) -> list[str]:
        return self._random.sample(words, min(count, len(words)))


def _content(text: str) -> list[str]:
    return [word for word in tokens(text) if word not in STOP_WORDS and len(word) > 2]


def _general() -> Iterator[str]:
    """Give the sentences of the general set; none where it is missing."""
    path = sets.GENERAL / "passages.jsonl"
    if path.is_file():
        for line in path.read_text("utf-8").splitlines():
            yield from (one for one in _SENTENCE.split(json.loads(line)["text"]) if len(one) > 30)
