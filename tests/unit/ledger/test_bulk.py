"""Adding many readings at once gives the ledger that reading them one by one gives."""

from collections.abc import Callable, Iterator

import pytest

from counterclaim.ledger import bulk
from counterclaim.ledger.ingest import find_all
from counterclaim.ledger.rows import Found, Version
from counterclaim.ledger.store import LedgerStore
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document

Opener = Callable[..., LedgerStore]


def readings(documents: list[Document], lexicon: Lexicon) -> Iterator[tuple[Document, Found]]:
    return ((document, find_all(document, lexicon)) for document in documents)


def test_bulk_gives_the_entries_that_ingest_gives(
    store: LedgerStore, reports: list[Document], lexicon: Lexicon, open_at: Opener, sqlite_url: str
) -> None:
    tally = store.add_readings(readings(reports, lexicon))
    other = open_at(sqlite_url + ".other")
    other.ingest(reports)
    assert (tally.n_new, tally.n_sightings, tally.n_claims_new) == (4, 4, 3)
    assert [line.what for line in store.log()] == [line.what for line in other.log()]
    assert [claim.id for claim in store.claims()] == [claim.id for claim in other.claims()]
    assert list(store.verify()) == []


def test_bulk_adds_nothing_twice(
    store: LedgerStore, reports: list[Document], lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "BATCH", 3)
    store.ingest(reports[:2])
    tally = store.add_readings(readings([*reports, *reports], lexicon))
    assert (tally.n_new, tally.n_known, tally.n_reread) == (2, 6, 0)
    assert len(store.documents()) == 4
    assert list(store.verify()) == []


def test_reading_of_another_version_supersedes(
    store: LedgerStore, reports: list[Document], lexicon: Lexicon
) -> None:
    store.ingest(reports)
    coded = Version(engine="a table", lexicon="none", is_coded=True)
    tally = store.add_readings(readings(reports, lexicon), version=coded, what="coded.csv")
    assert (tally.n_new, tally.n_known, tally.n_reread) == (0, 0, 4)
    assert [kept.is_coded for kept in store.kept_sightings()] == [True] * 4
    assert store.runs()[-1].engine == "a table"


def test_bulk_that_fails_in_the_middle_leaves_whole_batches(
    store: LedgerStore, reports: list[Document], lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "BATCH", 2)

    def failing() -> Iterator[tuple[Document, Found]]:
        yield from readings(reports[:3], lexicon)
        raise OSError("the table ended early")

    with pytest.raises(OSError, match="ended early"):
        store.add_readings(failing())
    assert [document.source for document in store.documents()] == ["low.txt", "high.txt"]
    assert store.runs()[0].how == "failed"
    assert list(store.verify()) == []
