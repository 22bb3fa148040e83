"""The pages about the lexicons name what the lexicons hold: roles, keys, widths, vague bounds."""

import re
from pathlib import Path

import pytest

from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.load import load_lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """Return the lexicon of the package."""
    return load_lexicon()


def test_every_role_stands_in_the_page(repository: Path, lexicon: Lexicon) -> None:
    page = (repository / "docs/lexicons.md").read_text(encoding="utf-8")
    roles = {entry.role for entry in lexicon.entries.values()}
    assert sorted(role for role in roles if f"`{role}`" not in page) == []


def test_every_role_is_read_by_code(repository: Path, lexicon: Lexicon) -> None:
    files = (repository / "src").rglob("*.py")
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    roles = {entry.role for entry in lexicon.entries.values()}
    assert sorted(r for r in roles if f'"{r}"' not in code and f"``{r}``" not in code) == []


def test_every_role_that_code_asks_for_exists(repository: Path, lexicon: Lexicon) -> None:
    files = (repository / "src").rglob("*.py")
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    asked = set(re.findall(r'\.(?:has|entry|of|form)\(\s*"([a-z.]+)"', code))
    roles = {entry.role for entry in lexicon.entries.values()}
    assert sorted(asked - roles) == []


def test_every_file_and_flag_stands_in_the_page(repository: Path, lexicon: Lexicon) -> None:
    page = (repository / "docs/lexicons.md").read_text(encoding="utf-8")
    entries = lexicon.entries.values()
    named = {entry.id.split(".")[0] for entry in entries}
    named |= {key for entry in entries for key in (*entry.flags, *entry.texts, *entry.numbers)}
    assert sorted(name for name in named if f"`{name}`" not in page) == []


def test_soft_widths_are_those_of_the_decision(repository: Path, lexicon: Lexicon) -> None:
    page = (repository / "docs/decisions/0003-soft-widths.md").read_text(encoding="utf-8")
    shares = {int(share) for share in re.findall(r"N − (\d+) %", page)}
    widths = [e.numbers["width"] for e in lexicon.entries.values() if "width" in e.numbers]
    assert shares == {round(width * 100) for width in widths}


def test_vague_bounds_are_those_of_the_decision(repository: Path, lexicon: Lexicon) -> None:
    page = (repository / "docs/decisions/0003-soft-widths.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([a-z ,]+) \| ([\d,]+) \| ([\d,]+|open) \|", page, re.MULTILINE)
    told = {
        word: (int(low.replace(",", "")), None if high == "open" else int(high.replace(",", "")))
        for words, low, high in rows
        for word in words.split(", ")
    }
    known = {
        word: (entry.bound("low"), entry.bound("high"))
        for word, entry in lexicon.of("vague").items()
        if word in told
    }
    assert told == known
    assert {e.id for w, e in lexicon.of("vague").items() if w in told} == {
        e.id for e in lexicon.entries.values() if e.role == "vague"
    }
