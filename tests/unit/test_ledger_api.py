"""The ledger from Python: objects, data frames, single claims, what cannot be asked."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from counterclaim.api.ledger import Ledger
from counterclaim.errors import CounterclaimError, InputError, NotFoundError
from counterclaim.group.rows import PAIR_COLUMNS, POINT_COLUMNS
from counterclaim.ledger.filters import Filter
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.claim_records import CLAIM_COLUMNS
from counterclaim.model.claims import Claim
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window

FIRST = (
    "The Russian Ministry of Defence said on Wednesday that 498 of its soldiers had died in "
    "Ukraine since the invasion began.\n\nVolodymyr Zelensky said on Wednesday that close to "
    "6,000 Russian soldiers had died in six days of war.\n"
)
LATER = (
    "The Russian Ministry of Defence said on Friday that 1,351 of its soldiers had died in "
    "Ukraine since the invasion began.\n"
)
LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


@pytest.fixture
def ledger(tmp_path: Path, lexicon: Lexicon) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "war.db", lexicon=lexicon) as opened:
        yield opened


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    ledger.ingest(
        [
            Document(text=FIRST, source="first.txt", published=Window.parse("2022-03-02")),
            Document(text=LATER, source="later.txt", published=Window.parse("2022-03-25")),
        ]
    )
    return ledger


def claim(ledger: Ledger, words: str) -> Claim:
    [found] = [one for one in ledger.claims() if one.quantity.text == words]
    return found


def test_paths_and_documents_are_read(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "later.txt"
    path.write_text(LATER, encoding="utf-8")
    tally = ledger.ingest([path, tmp_path / "none.txt", Document(text=FIRST)])
    assert (tally.n_new, tally.n_skipped, tally.n_sightings) == (2, 1, 3)


def test_one_path_alone_is_refused(ledger: Ledger) -> None:
    with pytest.raises(InputError, match="takes a list") as caught:
        ledger.ingest("later.txt")
    assert caught.value.hint == "write ['later.txt']"


def test_lists_are_objects(filled: Ledger) -> None:
    assert [one.quantity.text for one in filled.claims()] == ["498", "close to 6,000", "1,351"]
    [dispute] = filled.disputes()
    assert (dispute.ratio, dispute.widest) == (6000 / 1351, 6000 / 498)
    assert [line.claimant for line in filled.timeline()] == [
        "Russian Ministry of Defence",
        "Volodymyr Zelensky",
    ]


def test_lists_are_data_frames_too(filled: Ledger) -> None:
    claims = filled.claims().to_frame()
    assert list(claims.columns) == list(CLAIM_COLUMNS)
    assert claims["quantity_low"].tolist() == [498, 5400, 1351]
    pairs = filled.disputes().to_frame()
    assert list(pairs.columns) == list(PAIR_COLUMNS)
    assert pairs["verdict"].tolist() == ["contradict", "contradict"]
    points = filled.timeline().to_frame()
    assert list(points.columns) == list(POINT_COLUMNS)
    assert points["value"].tolist() == [498, 1351, 6000]


def test_frames_of_an_empty_ledger_have_their_columns(ledger: Ledger) -> None:
    assert list(ledger.claims().to_frame().columns) == list(CLAIM_COLUMNS)
    assert ledger.disputes().to_frame().shape == (0, len(PAIR_COLUMNS))
    assert ledger.timeline().to_frame().shape == (0, len(POINT_COLUMNS))


@pytest.mark.parametrize("side", ["UA", "ua", "Ukraine", " ukraine "])
def test_side_is_named_by_code_or_name(filled: Ledger, side: str) -> None:
    found = filled.claims(Filter(party=side))
    assert [one.claimant for one in found] == ["Volodymyr Zelensky"]


def test_filter_by_side_keeps_the_dispute_whole(filled: Ledger) -> None:
    [dispute] = filled.disputes(Filter(party="Ukraine", victims="Russia"))
    assert [one.quantity.point for one in dispute.claims] == [498, 1351, 6000]
    assert filled.disputes(Filter(party="GB")) == []


def test_what_was_not_yet_known_is_not_listed(filled: Ledger) -> None:
    assert filled.claims(as_of=LONG_AGO) == []
    assert filled.disputes(as_of=LONG_AGO) == []
    assert filled.timeline(as_of=LONG_AGO) == []


def test_claim_is_found_by_its_sighting_and_in_the_past(filled: Ledger) -> None:
    low = claim(filled, "498")
    now = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=5)
    for id_ in (low.id, low.id[:10], low.sightings[0].id):
        assert filled.find(id_).id == low.id
        assert filled.find(id_, as_of=now).id == low.id
    with pytest.raises(NotFoundError, match="no claim had an id"):
        filled.find(low.id, as_of=LONG_AGO)
    with pytest.raises(NotFoundError, match="more than one claim has"):
        filled.find("c-", as_of=now)


def test_history_is_the_claimant_s_figures_in_order(filled: Ledger) -> None:
    for words in ("498", "1,351"):
        figures = filled.history(claim(filled, words))
        assert [one.quantity.text for one in figures] == ["498", "1,351"]


def test_any_two_claims_are_compared_the_smaller_first(filled: Ledger) -> None:
    low, high = claim(filled, "498"), claim(filled, "close to 6,000")
    claims, pair = filled.compare(high.id, low.id)
    assert [one.id for one in claims] == [low.id, high.id]
    assert (pair.a, pair.b, pair.verdict) == (low.id, high.id, "contradict")
    with pytest.raises(InputError, match="are one claim"):
        filled.compare(low.id, low.sightings[0].id)


def test_claims_are_weighed_together(filled: Ledger) -> None:
    low, later, high = (claim(filled, words).id for words in ("498", "1,351", "close to 6,000"))
    weighed = filled.weigh([high, low, later, low])
    assert (weighed.sets, weighed.unlinked) == ([(low, later)], [])
    moves = [(one.claim, one.direction, one.by) for one in weighed.changes]
    assert moves == [(low, "up", 853), (high, "down", 4049)]
    weighed = filled.weigh([low, later])
    assert (weighed.changes, weighed.sets) == ((), [(low, later)])
    assert [one.id for one in weighed.claims] == [low, later]
    with pytest.raises(InputError, match="fewer than two claims"):
        filled.weigh([low])


def test_ledger_is_made_only_if_asked_for(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="there is no ledger at"):
        Ledger.open(tmp_path / "none.db", create=False)
    with pytest.raises(CounterclaimError, match="a ledger cannot be kept in 'mysql'"):
        Ledger.open("mysql://x")


def test_days_and_instants_may_be_text(filled: Ledger) -> None:
    assert filled.claims(Filter(since="2022-03-20")) == filled.claims(  # type: ignore[arg-type]
        Filter(since=dt.date(2022, 3, 20))
    )
    assert filled.claims(as_of="2020-01-01") == []
    with pytest.raises(InputError, match="'eaten' is none of the known ones"):
        Filter(outcome="eaten")  # type: ignore[arg-type]


def test_paths_are_dated_as_by_the_command(ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "m.jsonl").write_text('{"doc": "one", "published": "2022-03-02"}\n')
    ledger.ingest([tmp_path / "one.txt"], meta=tmp_path / "m.jsonl")
    [document] = ledger.store.documents()
    assert document.published == Window.parse("2022-03-02")
