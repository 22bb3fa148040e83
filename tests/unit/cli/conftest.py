"""What the tests of the command line share: a terminal of 80 columns, and an article to read."""

from pathlib import Path

import pytest


@pytest.fixture
def article(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the path of a file with the ``TEXT`` of the module that asks for it."""
    path = tmp_path / "article.txt"
    path.write_text(request.module.TEXT, encoding="utf-8")
    return str(path)


@pytest.fixture(autouse=True)
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every command think that it prints to 80 columns."""
    monkeypatch.setenv("COLUMNS", "80")
