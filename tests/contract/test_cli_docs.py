"""The command line and the pages about it agree."""

import argparse
import re
from pathlib import Path

import pytest

from counterclaim.cli.main import build_parser, main

PAGES = ("README.md", "docs/start.md")
# Pages of single commands, whose options stand there.
COMMAND_PAGES = (
    *("docs/audit.md", "docs/estimates.md", "docs/evaluate.md", "docs/exports.md"),
    *("docs/ledger.md", "docs/reading.md"),
)
NOT_OURS = {"--help"}  # argparse's own


def parsers() -> dict[str, argparse.ArgumentParser]:
    parser = build_parser()
    found = {"": parser}
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found |= action.choices
    return found


def options() -> set[str]:
    return {
        text
        for parser in parsers().values()
        for action in parser._actions
        for text in action.option_strings
        if text.startswith("--")
    }


@pytest.mark.parametrize("name", [*PAGES, *COMMAND_PAGES])
def test_every_option_of_the_page_exists(repository: Path, name: str) -> None:
    text = (repository / name).read_text(encoding="utf-8")
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))
    assert named
    assert named <= options()


def test_every_option_is_explained(repository: Path) -> None:
    pages = (*PAGES, *COMMAND_PAGES)
    text = "".join((repository / name).read_text(encoding="utf-8") for name in pages)
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))
    assert options() - named <= NOT_OURS


def test_every_command_of_the_pages_exists_and_every_one_is_explained(repository: Path) -> None:
    pages = (*PAGES, *COMMAND_PAGES)
    text = "".join((repository / name).read_text(encoding="utf-8") for name in pages)
    quoted = re.findall(
        r"^(?:\$ )?counterclaim ([a-z]+)|`counterclaim ([a-z]+)", text, re.MULTILINE
    )
    assert {line or word for line, word in quoted} == set(parsers()) - {""}


@pytest.mark.parametrize("name", sorted(set(parsers()) - {"demo", "schema"}))
def test_help_tells_the_exit_codes_and_examples(name: str) -> None:
    text = parsers()[name].format_help()
    assert "exit codes:" in text
    assert "examples:" in text


@pytest.mark.parametrize("name", sorted(set(parsers()) - {"", "audit", "evaluate", "extract"}))
def test_help_fits_into_80_columns(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = parsers()[name].format_help().splitlines()
    # A list of choices is one word to argparse.
    assert [line for line in lines if len(line) > 80 and "{" not in line] == []


@pytest.mark.parametrize("name", [*PAGES, *COMMAND_PAGES])
def test_links_of_the_page_lead_somewhere(repository: Path, name: str) -> None:
    page = repository / name
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def shape(text: str) -> list[str]:
    """Return lines without what calibration changes: the confidence, and spaces at the end."""
    return [re.sub(r"\b0\.\d\d\b", "0.00", line).rstrip() for line in text.splitlines()]


@pytest.fixture
def example(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Return the name of the page's example, in the folder of the test, at 80 columns."""
    readme = (repository / "README.md").read_text(encoding="utf-8")
    text = readme.split("do not exist:\n\n```\n")[1].split("```")[0]
    (tmp_path / "article.txt").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "80")
    return "article.txt"


@pytest.mark.parametrize(("name", "option"), [("README.md", ""), ("docs/start.md", " --explain")])
def test_output_on_the_page_is_what_the_command_prints(
    repository: Path, name: str, option: str, example: str, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (repository / name).read_text(encoding="utf-8")
    command = f"extract {example} --published 2031-03-05{option}"
    wanted = shape(page.split(f"$ counterclaim {command}\n")[1].split("```")[0].rstrip())
    assert main(command.split()) == 0
    assert shape(capsys.readouterr().out)[: len(wanted)] == wanted
