"""How many claims of a coded table each claimant has to leave out until it agrees with itself."""

from collections import Counter
from pathlib import Path

import pytest

from counterclaim.estimate.bounds import keep_most
from counterclaim.estimate.constraints import constrain_all
from counterclaim.estimate.observations import Observation, Series
from counterclaim.read.coded import read_coded
from counterclaim.read.mapping import load_map

COLLECTIVE = "other sources"  # several that owe each other nothing
N_CLAIMS = {
    "Russia": 46,
    "Ukraine": 553,
    "United Kingdom": 17,
    "United Nations": 78,
    "United States": 59,
    "open-source investigators": 7,
}
LEFT_OUT = {
    "Russia": 16,
    "Ukraine": 92,
    "United Kingdom": 2,
    "United Nations": 13,
    "United States": 5,
    "open-source investigators": 0,
}
LEFT_OUT_IF_ROUNDED = LEFT_OUT | {"Russia": 11, "Ukraine": 59, "United Nations": 6}


@pytest.fixture(scope="module")
def told(shared: Path) -> dict[tuple[str, Series], list[Observation]]:
    """Return the legible claims about people, by claimant and series."""
    path = shared / "data" / "radford2023_reports.csv"
    if not path.is_file():
        pytest.skip(f"no table at {path}")
    found: dict[tuple[str, Series], list[Observation]] = {}
    for claim in read_coded(path, load_map("radford2023")).claims:
        if claim.problem is not None or claim.outcome is None or claim.who == COLLECTIVE:
            continue
        series = Series(
            side=claim.victims.party, outcome=claim.outcome, class_=claim.victims.class_
        )
        one = Observation(
            id=f"row {claim.row}",
            claimant=claim.who,
            series=series,
            low=claim.low or 0,
            high=claim.high,
            value=claim.count,
            start=claim.period.start,
            end=claim.period.end,
        )
        found.setdefault((claim.who, series), []).append(one)
    return found


@pytest.mark.parametrize(
    ("allow_rounding", "expected"), [(False, LEFT_OUT), (True, LEFT_OUT_IF_ROUNDED)]
)
def test_claims_left_out_until_each_claimant_agrees_with_itself(told, allow_rounding, expected):
    n_claims, left_out = Counter(), Counter()
    for (who, _), claims in told.items():
        rules = constrain_all(claims, allow_rounding=allow_rounding)
        n_claims[who] += len(claims)
        left_out[who] += len(keep_most(rules).left_out)
    assert n_claims == N_CLAIMS
    assert left_out == Counter(expected)
