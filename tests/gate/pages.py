"""Scores the reader of pages on the pages of ``tests/pages``: text, title, date and claims.

Run by hand, ``python tests/gate/pages.py [--page NAME] [--diff]`` prints a row per page and the
means. The text is scored as the public article-extraction-benchmark describes it: runs of four
words, counted with their repeats, precision and recall per page, and F1 of the two means. Claims
are what the engine finds on the read text, held against what it finds on the expected one.
Invariant: what is expected comes from the ``.json`` of a page alone, never from the reader.
"""

import argparse
import datetime as dt
import difflib
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.read.captured import Captured
from counterclaim.read.html import read_html
from counterclaim.read.language import with_language
from counterclaim.read.skips import Skip

PAGES = Path(__file__).resolve().parents[1] / "pages"
SHINGLE_WORDS = 4  # as in the public benchmark
_WORD = re.compile(r"\w+")
_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "})

Reader = Callable[[Captured], Document | Skip]
Claim = tuple[str, str, str, str]


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page as saved, and what must come out of it."""

    name: str
    captured: Captured
    expected: dict[str, Any]

    @property
    def text(self) -> str:
        """The article with its paragraphs parted as readers part them.

        Of lines without empty ones between, the engine takes short ones for one wrapped paragraph.
        """
        return str(self.expected["text"]).replace("\n", "\n\n")

    @property
    def furniture(self) -> list[str]:
        """Sentences of the page that hold figures and are none of its article."""
        return list(self.expected["furniture"])


@dataclass(kw_only=True)
class Score:
    """How one page was read; a figure of a page that is to be skipped is ``None``."""

    name: str
    precision: float | None = None
    recall: float | None = None
    wrong: dict[str, tuple[object, object]] = field(default_factory=dict)
    n_claims: int = 0
    missed: list[Claim] = field(default_factory=list)
    extra: list[Claim] = field(default_factory=list)
    from_furniture: list[Claim] = field(default_factory=list)
    standing: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        if self.precision is None or self.recall is None:
            return None
        return _harmonic(self.precision, self.recall)


def load_pages(folder: Path = PAGES) -> list[Page]:
    """Return every page of a folder, by name."""
    return [load_page(path) for path in sorted(folder.glob("*.html"))]


def load_page(path: Path) -> Page:
    """Return one page by the path of its HTML."""
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    came_with = expected.get("captured", {})
    captured = Captured(data=path.read_bytes(), source=str(path), **came_with)
    return Page(name=path.stem, captured=captured, expected=expected)


def score_pages(pages: Iterable[Page], reader: Reader) -> list[Score]:
    """Return the score of each page under a reader."""
    return [score_page(page, reader(page.captured)) for page in pages]


def score_page(page: Page, read: Document | Skip) -> Score:
    """Return how what was read compares with what is expected."""
    score = Score(name=page.name)
    reason = page.expected["skip"]
    if isinstance(read, Skip) or reason is not None:
        told = read.told if isinstance(read, Skip) else None
        if told is None or reason is None or reason not in told:
            score.wrong["skip"] = (reason, told)
        if reason is None:
            score.precision = score.recall = 0.0
            score.missed = list(find_claims(page, page.text).elements())
            score.n_claims = len(score.missed)
            score.wrong |= {"title": (page.expected["title"], None)}
            score.wrong |= {"published": (page.expected["published"], None)}
        return score
    score.precision, score.recall = compare_texts(page.expected["text"], read.text)
    score.wrong |= find_wrong_facts(page.expected, read)
    wanted = find_claims(page, page.text)
    found = find_claims(page, read.text)
    score.n_claims = wanted.total()
    score.missed = sorted((wanted - found).elements())
    score.extra = sorted((found - wanted).elements())
    score.from_furniture = list_furniture_claims(page, read.text)
    flat = _flat(read.text)
    score.standing = [line for line in page.furniture if _flat(line) in flat]
    return score


def compare_texts(expected: str, read: str) -> tuple[float, float]:
    """Return precision and recall of a text in runs of four words, repeats counted."""
    wanted, found = _shingles(expected), _shingles(read)
    n_right = (wanted & found).total()
    precision = n_right / found.total() if found else 0.0
    recall = n_right / wanted.total() if wanted else 0.0
    return precision, recall


def find_wrong_facts(expected: dict[str, Any], read: Document) -> dict[str, tuple[object, object]]:
    """Return what is not as expected besides the text: expected and read value by name."""
    day = read.published
    found = {
        "title": read.title,
        "outlet": read.outlet,
        "authors": list(read.authors),
        "published": _day_of(day),
        "published_at": read.published_at,
        "published_from": read.published_from,
        "language": read.language,
        "url": read.url,
    }
    wrong: dict[str, tuple[object, object]] = {
        name: (expected[name], value)
        for name, value in found.items()
        if _plain(name, expected[name]) != _plain(name, value)
    }
    for words in expected["notes"]:
        if not any(words in note for note in read.notes):
            wrong[f"note of {words}"] = (words, list(read.notes))
    return wrong


def find_claims(page: Page, text: str) -> Counter[Claim]:
    """Return the claims of a text of this page: quantity, outcome, claimant, victims, in words."""
    return Counter(claim for claim, _ in _iter_claims(page, text))


def list_furniture_claims(page: Page, text: str) -> list[Claim]:
    """Return the claims whose sentence is, or shares a run of words with, furniture alone."""
    wanted = _flat(page.expected["text"])
    furniture = [_flat(line) for line in page.furniture]
    return [
        claim
        for claim, sentence in _iter_claims(page, text)
        if _flat(sentence) not in wanted
        and any(line in _flat(sentence) or _flat(sentence) in line for line in furniture)
    ]


def summarise(scores: list[Score]) -> dict[str, float]:
    """Return the means over all pages that are to be read, and the counts over all pages."""
    read = [score for score in scores if score.precision is not None]
    precision = _mean([score.precision or 0.0 for score in read])
    recall = _mean([score.recall or 0.0 for score in read])
    facts = ("title", "outlet", "authors", "published", "published_at", "published_from")
    right = {
        name: _mean([float(name not in score.wrong) for score in read])
        for name in (*facts, "language", "url")
    }
    return {
        "precision": precision,
        "recall": recall,
        "f1": _harmonic(precision, recall),
        **right,
        "skips wrong": sum("skip" in score.wrong for score in scores),
        "notes missed": sum(any("note" in name for name in score.wrong) for score in scores),
        "claims": sum(score.n_claims for score in scores),
        "claims missed": sum(len(score.missed) for score in scores),
        "claims extra": sum(len(score.extra) for score in scores),
        "claims from furniture": sum(len(score.from_furniture) for score in scores),
        "furniture standing": sum(len(score.standing) for score in scores),
    }


def print_scores(scores: list[Score]) -> None:
    """Print a row per page, what is wrong with it, and the means."""
    print(
        f"{'page':<34}{'P':>7}{'R':>7}{'F1':>7}{'claims':>8}{'missed':>8}{'extra':>7}{'furn.':>7}"
    )
    for score in scores:
        shown = [score.precision, score.recall, score.f1]
        figures = "".join(f"{'skip' if f is None else format(f, '.3f'):>7}" for f in shown)
        counts = f"{score.n_claims:>8}{len(score.missed):>8}{len(score.extra):>7}"
        print(f"{score.name:<34}{figures}{counts}{len(score.from_furniture):>7}")
        for name, (wanted, found) in score.wrong.items():
            print(f"    {name}: expected {wanted!r}, read {found!r}")
        for sort in ("missed", "extra", "from_furniture", "standing"):
            for line in getattr(score, sort):
                print(f"    {sort}: {line}")
    print()
    for name, figure in summarise(scores).items():
        print(f"{name:<24}{figure:>8.3f}")


def print_difference(page: Page, read: Document | Skip) -> None:
    """Print the paragraphs that are expected and not read (-), and read and not expected (+)."""
    text = read.text if isinstance(read, Document) else read.told
    found = [line for line in text.split("\n") if line.strip()]
    for line in difflib.ndiff(page.expected["text"].split("\n"), found):
        if line[:1] in "+-":
            print(line)


def _iter_claims(page: Page, text: str) -> Iterable[tuple[Claim, str]]:
    if page.expected["language"] != "en":
        return  # there is no other lexicon, so extraction leaves these
    day = page.expected["published"]
    document = Document(text=text, published=Window.parse(day) if day else None)
    for found in extract_sightings(document, _lexicon()):
        claimant = found.claimant.text if found.claimant is not None else None
        words = (found.quantity.text, found.outcome, claimant, found.victims.text)
        quantity, outcome, speaker, lost = (_flat(w or "") for w in words)
        yield (quantity, outcome, speaker, lost), found.sentence.text


@cache
def _lexicon() -> Lexicon:
    return load_lexicon()


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(text.translate(_QUOTES))
    n_runs = max(1, len(words) - SHINGLE_WORDS + 1) if words else 0
    return Counter(tuple(words[at : at + SHINGLE_WORDS]) for at in range(n_runs))


def _flat(text: str) -> str:
    """Return a text with one kind of quotes and single spaces."""
    return " ".join(text.translate(_QUOTES).split())


def _plain(name: str, value: object) -> object:
    """Return a fact as it is compared: an instant with its offset, words with single spaces."""
    if isinstance(value, list):
        return [_plain(name, part) for part in value]
    if name == "published_at" and isinstance(value, str):
        instant = dt.datetime.fromisoformat(value)
        return instant.replace(tzinfo=None), instant.utcoffset()
    return _flat(value) if isinstance(value, str) else value


def _day_of(window: Window | None) -> str | None:
    if window is None:
        return None
    return str(window.start) if window.is_day else f"{window.start}/{window.end}"


def _mean(figures: list[float]) -> float:
    return sum(figures) / len(figures) if figures else 0.0


def _harmonic(precision: float, recall: float) -> float:
    total = precision + recall
    return 2 * precision * recall / total if total else 0.0


def read_page(captured: Captured) -> Document | Skip:
    """Return a page as the commands read it: with the language of its text."""
    read = read_html(captured)
    return read if isinstance(read, Skip) else with_language(read)


def main() -> None:
    """Print the scores of all pages, or of one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--page", action="append", default=[], help="only this page (repeatable)")
    parser.add_argument("--diff", action="store_true", help="print the paragraphs that differ")
    chosen = parser.parse_args()
    pages = [p for p in load_pages() if not chosen.page or p.name in chosen.page]
    if not pages:
        sys.exit(f"no such page in {PAGES}")
    print_scores(score_pages(pages, read_page))
    if chosen.diff:
        for page in pages:
            print(f"\n== {page.name}")
            print_difference(page, read_page(page.captured))


if __name__ == "__main__":
    main()
