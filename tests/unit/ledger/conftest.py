"""What the tests of the ledger share: a fresh ledger on either database, a clock, small reports."""

import datetime as dt
import os
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from counterclaim.ledger.store import LedgerStore, open_ledger
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window

POSTGRES = "COUNTERCLAIM_TEST_POSTGRES"

Opener = Callable[..., LedgerStore]


class Ticking:
    """A clock that is a second later each time it is asked; ``now`` may be set."""

    def __init__(self) -> None:
        self.now = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)

    def __call__(self) -> dt.datetime:
        self.now += dt.timedelta(seconds=1)
        return self.now


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return str(tmp_path / "ledger.db")


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """Give the URL of a fresh database in the server of the environment."""
    server = os.environ.get(POSTGRES)
    if not server:
        pytest.skip(f"{POSTGRES} is not set; `tests/postgres.sh run make test` sets it")
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    name = f"t{uuid.uuid4().hex}"
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} STRATEGY = FILE_COPY")
    yield engine.url.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgres"])
def ledger_url(request: pytest.FixtureRequest) -> str:
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def clock() -> Ticking:
    return Ticking()


@pytest.fixture
def open_at(lexicon: Lexicon, clock: Ticking) -> Iterator[Opener]:
    """Return a function that opens a ledger; each is closed in the end."""
    opened: list[LedgerStore] = []

    def opens(url: str, *, words: Lexicon = lexicon) -> LedgerStore:
        store = open_ledger(url, lexicon=words, clock=clock)
        opened.append(store)
        return store

    yield opens
    for store in opened:
        store.close()


@pytest.fixture
def store(ledger_url: str, open_at: Opener) -> LedgerStore:
    """Return a fresh ledger on either database."""
    return open_at(ledger_url)


def report(text: str, source: str, published: str = "2023-05-05", **facts: str) -> Document:
    """Return a document as a reader gives it."""
    return Document(text=text, source=source, published=Window.parse(published), **facts)


@pytest.fixture
def reports() -> list[Document]:
    """Return four reports in which two sides count the dead of one war of two invented countries.

    The third has the words of the first, in another outlet.
    """
    low = (
        "The Kastavian defence ministry said on Friday that 40 of its soldiers had been killed "
        "since the start of the war.\n\nOfficials said the bridge at Orsa was open again.\n"
    )
    high = (
        "Velmora's army said on Friday that it had killed more than 900 Kastavian soldiers since "
        "the start of the war.\n\nIn Dorn, at least 12 civilians were killed in a strike on "
        "Thursday, the mayor said.\n"
    )
    return [
        report(low, "low.txt", outlet="Orsa Post"),
        report(high, "high.txt", outlet="Dorn Wire"),
        report(low, "copy.txt", outlet="Third Paper", captured_sha256="c" * 64),
        report("The market of Lenne was open on Friday.\n", "none.txt"),
    ]
