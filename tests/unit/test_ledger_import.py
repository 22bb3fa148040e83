"""Tables of coded claims in a ledger: claims lead to rows, and a corrected map codes anew."""

from pathlib import Path

import pytest

from counterclaim.api.ledger import Ledger
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.read.mapping import load_map

TABLE = "date,who,dead\n2031-03-04,Kastavia,40\n2031-03-05,Velmora,1e+05\n2031-03-06,Velmora,55\n"
MAP = """
[every]
date = "date"
outcome = "{outcome}"
frame = "incident"
party = "Velmora"
place = "Dorna"

[[read]]
column = "who"
sets = "claimant"

[[claim]]
count = "dead"
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def written_map(folder: Path, outcome: str) -> str:
    path = folder / "mine.toml"
    path.write_text(MAP.format(outcome=outcome), encoding="utf-8")
    return str(path)


def test_coded_claims_lead_to_their_rows(table: Path, tmp_path: Path, lexicon: Lexicon) -> None:
    with Ledger.open(tmp_path / "l.db", lexicon=lexicon) as ledger:
        tally = ledger.import_table(table, load_map(written_map(tmp_path, "killed")))
        kept = [one for claim in ledger.claims() for one in claim.sightings]
    assert (tally.n_new, tally.n_sightings, tally.n_skipped) == (1, 2, 1)
    assert [one.is_coded for one in kept] == [True, True]
    assert sorted(one.sighting.sentence.text for one in kept) == [
        "2031-03-04,Kastavia,40",
        "2031-03-06,Velmora,55",
    ]


def test_a_corrected_map_codes_anew(table: Path, tmp_path: Path, lexicon: Lexicon) -> None:
    with Ledger.open(tmp_path / "l.db", lexicon=lexicon) as ledger:
        ledger.import_table(table, load_map(written_map(tmp_path, "killed")))
        assert ledger.import_table(table, load_map(written_map(tmp_path, "killed"))).n_known == 1
        assert ledger.import_table(table, load_map(written_map(tmp_path, "wounded"))).n_reread == 1
        assert {claim.question.outcome for claim in ledger.claims()} == {"wounded"}
