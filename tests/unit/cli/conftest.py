"""What the tests of the command line share: a terminal of 80 columns, an article, a ledger."""

import datetime as dt
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from counterclaim.api.ledger import Ledger
from counterclaim.cli.main import main
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.read.meta import load_meta
from counterclaim.read.sources import How, iter_sources

_VARYING = re.compile(r"\b(?=[0-9a-f]*\d)[0-9a-f]{8,64}\b|\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)?")


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


REPORTS = {
    "first.txt": "The Russian Ministry of Defence said on Wednesday that 498 of its soldiers had "
    "died in Ukraine since the invasion began.\n\nIn a video address on Wednesday, Volodymyr "
    "Zelensky said that close to 6,000 Russian soldiers had died in six days of war.\n",
    "later.txt": "The Russian Ministry of Defence said on Friday that 1,351 of its soldiers had "
    "died in Ukraine since the invasion began.\n",
    "dorn.txt": "In Dorn, at least 12 civilians were killed in a strike on Thursday, the mayor "
    "said.\n",
}
KNOWN = (
    '{"doc": "first", "published": "2022-03-02", "outlet": "Orsa Post", "title": "Two counts"}\n'
    '{"doc": "later", "published": "2022-03-25", "outlet": "Dorn Wire"}\n'
    '{"doc": "dorn", "published": "2031-03-07", "outlet": "Dorn Wire"}\n'
)

Printed = Callable[..., list[str]]


@pytest.fixture(scope="session")
def ledger_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger with three reports: two sides on one toll, and a strike."""
    folder = tmp_path_factory.mktemp("kept")
    (folder / "reports").mkdir()
    for name, text in REPORTS.items():
        (folder / "reports" / name).write_text(text, encoding="utf-8")
    (folder / "meta.jsonl").write_text(KNOWN, encoding="utf-8")
    path = folder / "kept.db"
    with Ledger.open(path) as ledger:
        known = load_meta(folder / "meta.jsonl")
        ledger.ingest(iter_sources([folder / "reports"], How(meta=known)), what="reports")
    return path


@pytest.fixture
def ledger(ledger_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the ledger of the three reports, which the commands take by themselves."""
    path = tmp_path / "war.db"
    shutil.copy(ledger_file, path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COUNTERCLAIM_LEDGER", str(path))
    return path


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a ledger that holds nothing."""
    path = tmp_path / "empty.db"
    Ledger.open(path).close()
    monkeypatch.setenv("COUNTERCLAIM_LEDGER", str(path))
    return path


@pytest.fixture
def claim_id(ledger: Path) -> Callable[[str], str]:
    """Return a function that gives the id of the claim with a figure as worded."""

    def find(words: str) -> str:
        with Ledger.open(ledger) as opened:
            [found] = [one.id for one in opened.claims() if one.quantity.text == words]
        return found

    return find


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> Printed:
    """Return a function that runs a command and gives its lines, ids and instants as dots.

    Ids hang on the version of the lexicon, and instants on the clock.
    """

    def run(*arguments: str, code: int = 0) -> list[str]:
        assert main(list(arguments)) == code
        lines = [line.rstrip() for line in capsys.readouterr().out.splitlines()]
        assert max(map(len, lines), default=0) <= 80
        return [_VARYING.sub(lambda found: "." * len(found[0]), line) for line in lines]

    return run


@pytest.fixture
def refused(capsys: pytest.CaptureFixture[str]) -> Callable[..., list[str]]:
    """Return a function that runs a command that fails, and gives what it says on one or two lines.

    Nothing may act on the terminal, and standard output stays empty.
    """

    def run(*arguments: str, code: int) -> list[str]:
        assert main(list(arguments)) == code
        out, err = capsys.readouterr()
        assert out == ""
        assert "\x1b" not in err
        return err.splitlines()

    return run


@pytest.fixture(scope="session")
def many_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger of 302 claims of two sides on one toll; ``ids.txt`` beside it has their ids.

    The figures of each side rise by the day, and no figure of one meets one of the other.
    """
    folder = tmp_path_factory.mktemp("many")
    with Ledger.open(folder / "many.db") as ledger:
        ledger.ingest(map(_daily, range(151)), what="two counts a day")
        ids = [claim.id for claim in ledger.claims()]
    (folder / "ids.txt").write_text(" ".join(ids), encoding="utf-8")
    return folder / "many.db"


def _daily(number: int) -> Document:
    day = dt.date(2022, 3, 1) + dt.timedelta(days=number)
    return Document(
        text=f"The Russian Ministry of Defence said on {day:%A} that {500 + 3 * number} of its "
        f"soldiers had died in Ukraine since the invasion began.\n\nVolodymyr Zelensky said on "
        f"{day:%A} that {6000 + 7 * number} Russian soldiers had died in Ukraine since the "
        "invasion began.\n",
        source=f"day{number}.txt",
        published=Window.day(day),
    )
