"""Words of the made crawl: titles and lines of 48 shapes of pages, filled at random.

The shapes stand in ``crawl.toml``; own texts with claims are those of the golden tests. Not here:
markup. Invariant: the same chance gives the same words.
"""

import json
import random
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent / "tests"
LOSS_SHARE = 0.6  # of the shares in the file: a fifth of the pages then holds a word of loss
EVERYDAY_SHARE = 0.4  # of general pages; the words of `everyday` are common English
_SLOT = re.compile(r"\{(\w+)\}")
_SYLLABLES = ["ba", "bel", "dor", "fen", "gra", "kel", "lum", "mol", "ni", "pra", "ros", "tin"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One kind of general page."""

    name: str
    layout: str
    weight: int
    titles: list[str]
    lines: list[str]
    loss: list[str]
    loss_share: float
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What a page says, before it is marked up."""

    shape: str
    layout: str
    title: str
    lines: list[str]
    language: str = "en"
    published: str | None = None
    is_relevant: bool = False
    teasers: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Title and lines, as the engine reads a text."""
        return "\n\n".join([self.title, *self.lines])


class Writer:
    """Writes stories; one for a crawl."""

    def __init__(self) -> None:
        told = tomllib.loads((HERE / "crawl.toml").read_text(encoding="utf-8"))
        self._pools: dict[str, list[str]] = told["pools"]
        self._everyday: list[str] = told["everyday"]["lines"]
        self._teasers: list[str] = told["teasers"]["lines"]
        self.shapes = [Shape(**row) for row in told["shape"]]
        self._weights = [shape.weight for shape in self.shapes]
        self._english = [shape for shape in self.shapes if shape.language == "en"]
        self._claiming = list_claiming()

    def general(self, chance: random.Random) -> Story:
        """Return a page without a claim of its own; one in a hundred has claims beside it."""
        shape = chance.choices(self.shapes, self._weights)[0]
        pool = [self._fill(line, chance) for line in chance.choices(shape.lines, k=80)]
        n_lines = 3 if shape.layout == "short" else chance.randint(12, 60)
        lines = pool[:n_lines]
        extra = []
        if chance.random() < shape.loss_share * LOSS_SHARE:
            extra += chance.sample(shape.loss, chance.randint(1, min(2, len(shape.loss))))
        if shape.language == "en" and chance.random() < EVERYDAY_SHARE:
            extra += chance.sample(self._everyday, chance.randint(1, 4))
        for line in extra:
            lines.insert(chance.randrange(len(lines) + 1), self._fill(line, chance))
        teasers = chance.sample(self._teasers, 3) if chance.random() < 0.01 else []
        return Story(
            shape=shape.name,
            layout=shape.layout,
            title=self.headline(chance, shape),
            lines=lines,
            language=shape.language,
            teasers=teasers,
        )

    def relevant(self, number: int) -> Story:
        """Return a page that claims losses; of the own texts, the one whose turn it is."""
        name, text, published = self._claiming[number % len(self._claiming)]
        title, *lines = [line for line in text.split("\n") if line.strip()]
        return Story(
            shape=name,
            layout="article",
            title=title,
            lines=lines,
            published=published,
            is_relevant=True,
        )

    def beside(self, story: Story, chance: random.Random) -> tuple[str, str]:
        """Return title and first words of another story, in the language of the one beside it."""
        if story.language == "en":
            lead = self._fill("{who} of {town} on the {word} and the {colour} {thing}", chance)
            return self.headline(chance), lead
        shape = next(one for one in self.shapes if one.language == story.language)
        return self.headline(chance, shape), self._fill(chance.choice(shape.lines), chance)

    def headline(self, chance: random.Random, shape: Shape | None = None) -> str:
        """Return a title, of any English shape unless one is given."""
        return self._fill(chance.choice((shape or chance.choice(self._english)).titles), chance)

    def _fill(self, pattern: str, chance: random.Random) -> str:
        return _SLOT.sub(lambda slot: self._slot(slot[1], chance), pattern)

    def _slot(self, name: str, chance: random.Random) -> str:
        if name in self._pools:
            return chance.choice(self._pools[name])
        if name == "who":
            return f"{self._slot('first', chance)} {self._slot('last', chance)}"
        if name == "word":
            return "".join(chance.choices(_SYLLABLES, k=chance.randint(2, 4))).title()
        ranges = {"n": (2, 90), "big": (100, 9_999), "digit": (0, 9), "year": (1890, 2025)}
        if name in ranges:
            return f"{chance.randint(*ranges[name])}"
        if name == "hour":
            return f"{chance.randint(1, 12)}:{chance.choice(('00', '15', '30', '45'))}"
        if name == "price":
            return f"${chance.randint(5, 900)}.{chance.choice(('00', '50', '95', '99'))}"
        raise KeyError(name)


def list_claiming() -> list[tuple[str, str, str]]:
    """Return name, text and day of the own texts with claims: golden articles, read pages."""
    rows = (TESTS / "golden" / "articles.meta.jsonl").read_text(encoding="utf-8").splitlines()
    days = {row["doc"]: row["published"] for row in map(json.loads, rows)}
    found = [
        (path.stem, path.read_text(encoding="utf-8"), days[path.stem])
        for path in sorted((TESTS / "golden" / "articles").glob("*.txt"))
    ]
    for path in sorted((TESTS / "pages").glob("*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        if page["language"] == "en" and page["furniture"] and page["published"]:
            found.append((path.stem, page["text"], page["published"][:10]))
    return found
