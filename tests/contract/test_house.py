"""The house rules that no linter knows: size, head comments, names, and commands that exist."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted((ROOT / "src" / "counterclaim").rglob("*.py"))
LONGEST_MODULE_LINES = 400
# Drawers: a module is named for its one idea.
DRAWERS = {"common", "handlers", "helpers", "managers", "misc", "utils"}
PAGES_WITH_COMMANDS = ("README.md", "CONTRIBUTING.md")


def name(path: Path) -> str:
    return path.relative_to(ROOT / "src").as_posix()


def make_targets() -> set[str]:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z]+):", text, flags=re.MULTILINE))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_module_is_short(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= LONGEST_MODULE_LINES


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_module_says_what_lives_in_it(path: Path) -> None:
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring is not None
    assert docstring.strip()


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_module_is_no_drawer(path: Path) -> None:
    parts = {part.removesuffix(".py") for part in path.relative_to(ROOT / "src").parts}
    assert not parts & DRAWERS


@pytest.mark.parametrize("page", PAGES_WITH_COMMANDS)
def test_commands_of_the_page_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    code = re.findall(r"```.*?\n(.*?)```", text, flags=re.DOTALL)
    code += re.findall(r"`([^`\n]+)`", text)
    named = {target for block in code for target in re.findall(r"\bmake ([a-z]+)", block)}
    assert {"test"} <= named
    assert named <= make_targets()


def test_readme_names_its_two_commands() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make demo" in text
    assert "make test" in text


def test_every_target_is_listed_by_make_alone() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    listed = set(re.findall(r'@echo "make ([a-z]+) ', text))
    assert listed == make_targets() - {"help"}


def test_decisions_are_numbered_without_gaps() -> None:
    names = sorted(path.name for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
