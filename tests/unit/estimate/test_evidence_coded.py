"""Rows of a table as observations. Days, sides and figures are invented."""

import datetime as dt
import hashlib
from dataclasses import dataclass, replace

import pytest

from counterclaim.errors import EstimateError
from counterclaim.estimate.evidence_coded import evidence_of_coded, number_in_powers
from counterclaim.estimate.gathering import Selection
from counterclaim.estimate.observations import Evidence, LeftOut, Series
from counterclaim.model.coded import CodedClaim, CodedRow
from counterclaim.model.parties import Claimant, Place, Victims
from counterclaim.model.periods import Period
from counterclaim.model.quantities import Kind

DAY_ONE = dt.date(2031, 3, 1)
KILLED = Series(side="QV", outcome="killed", class_="military")


@dataclass(frozen=True)
class Table:
    claims: tuple[CodedClaim, ...]
    rows: tuple[CodedRow, ...] = ()
    text: str = "a,b\n1,2\n"
    source: str = "t.csv"


def day(number: int) -> dt.date:
    return DAY_ONE + dt.timedelta(days=number - 1)


def claim(
    row: int, number: int, figure: int, *, who: str = "Army", kind: Kind = "exact"
) -> CodedClaim:
    return CodedClaim(
        row=row,
        column="n",
        wording=str(figure),
        sentence=(0, 3),
        cell=(0, 1),
        count=figure,
        kind=kind,
        low=0 if kind == "at_most" else figure,
        high=None if kind == "at_least" else figure,
        day=number,
        date=day(number),
        outcome="killed",
        victims=Victims(party="QV", class_="military"),
        claimant=Claimant(text="", start=0, end=0, name=who, party=who[:2]),
        period=Period(frame="cumulative", start=DAY_ONE, end=day(number)),
    )


def evidence(*claims: CodedClaim) -> Evidence:
    return evidence_of_coded(Table(claims))


def left_out(found: Evidence) -> list[tuple[str, str]]:
    return [(one.id, one.reason) for one in found.left_out]


def test_row_becomes_a_figure_with_window_claimant_and_words() -> None:
    found = evidence(claim(4, 10, 120))
    (one,) = found.observations
    assert (one.id, one.claimant, one.claimant_party, one.series) == ("row 4", "Army", "Ar", KILLED)
    assert (one.value, one.low, one.high, one.kind) == (120, 120, 120, "exact")
    assert (one.start, one.end, one.end_from) == (dt.date(2031, 3, 1), dt.date(2031, 3, 10), None)
    assert (one.words, one.sentence, one.source) == ("120", "a,b", "row 4")
    assert (found.start, found.n_claims, found.origin) == (dt.date(2031, 3, 1), 1, "t.csv")
    assert found.digest == hashlib.sha256(b"a,b\n1,2\n").hexdigest()


def test_days_figure_counts_its_own_days_and_a_rate_is_multiplied() -> None:
    a_day = replace(claim(1, 5, 30), period=Period(frame="interval", start=day(5), end=day(5)))
    rate = replace(claim(2, 9, 10), period=Period(frame="rate", start=day(6), end=day(9)))
    first, second = evidence(a_day, rate).observations
    assert (first.start, first.end, first.value) == (day(5), day(5), 30)
    assert (second.n_days, second.low, second.high, second.value) == (4, 40, 40, 40)


def test_things_are_a_series_of_their_own() -> None:
    tanks = replace(claim(1, 5, 30), outcome=None, things="tanks", victims=Victims(party="QV"))
    assert evidence(tanks).series == (Series(side="QV", outcome="lost", class_="tanks"),)


def test_two_ends_of_one_range_are_one_observation() -> None:
    found = evidence(claim(7, 9, 100, kind="at_least"), claim(8, 9, 300, kind="at_most"))
    (one,) = found.observations
    assert (one.id, one.low, one.high, one.value, one.kind) == ("row 7", 100, 300, None, "range")
    assert (one.repeats, one.words, found.n_claims) == (("row 8",), "100 to 300", 2)


def test_ends_that_cross_or_belong_to_others_are_no_range() -> None:
    ends = (claim(7, 9, 300, kind="at_least"), claim(8, 9, 100, kind="at_most"))
    crossed = evidence_of_coded(Table(ends), drop_findings=False)
    assert [one.kind for one in crossed.observations] == ["at_least", "at_most"]
    others = claim(8, 9, 300, who="Fleet", kind="at_most")
    apart = evidence(claim(7, 9, 100, kind="at_least"), others)
    assert [one.id for one in apart.observations] == ["row 7", "row 8"]


def test_row_that_repeats_another_is_left_out() -> None:
    rows = tuple(CodedRow(number=n, start=0, end=1, values=("n", "100")) for n in (1, 2))
    found = evidence_of_coded(Table((claim(1, 5, 100), claim(2, 5, 100)), rows))
    assert found.left_out == (
        LeftOut(id="row 2", reason="duplicate: all cells are those of row 1"),
    )


@pytest.mark.parametrize("things", [None, "tanks"])
def test_what_the_audit_finds_is_left_out_unless_asked_for(things: str | None) -> None:
    figures = (100, 110, 120, 130, 9000, 140, 150, 160)
    claims = tuple(claim(n, n, figure) for n, figure in enumerate(figures, 1))
    if things is not None:
        claims = tuple(replace(one, outcome=None, things=things) for one in claims)
    strict = evidence_of_coded(Table(claims))
    assert [one.id for one in strict.left_out] == ["row 5"]
    assert strict.left_out[0].reason.startswith("outlier: 9,000 on day 5 is 69.2 times 130")
    assert evidence_of_coded(Table(claims), drop_findings=False).left_out == ()


def test_figure_in_powers_of_ten_is_a_number() -> None:
    problem = replace(claim(1, 5, 1), count=None, low=None, high=None, problem="no whole number")
    written = replace(problem, wording="1e+05", kind="at_least")
    (one,) = evidence(written).observations
    assert (one.value, one.low, one.high) == (100000, 100000, None)
    assert left_out(evidence(claim(2, 5, 7), replace(problem, wording="many"))) == [
        ("row 1", "unparsable: no whole number")
    ]


@pytest.mark.parametrize(
    ("words", "number"),
    [("2e+05", 200000), ("1.5e5", 150000), ("1.55e+01", None), ("1e+12", None), ("12", None)],
)
def test_powers_of_ten(words: str, number: int | None) -> None:
    assert number_in_powers(words) == number


def test_what_has_no_claimant_or_date_is_left_out_with_the_reason() -> None:
    nobody = replace(claim(1, 5, 100), claimant=None)
    undated = replace(claim(2, 5, 100), date=None, period=Period(frame="cumulative"))
    assert left_out(evidence(nobody, undated, claim(3, 6, 150))) == [
        ("row 1", "it has no claimant"),
        ("row 2", "it has no date: the map needs day_one or a column of dates"),
    ]


def test_claimant_that_stands_for_several_has_no_party() -> None:
    (one,) = evidence(replace(claim(1, 5, 100), is_collective=True)).observations
    assert one.claimant_party is None


def test_figure_for_another_place_than_most_is_a_part() -> None:
    places = ("Velmora", "Velmora", "Karsova")
    claims = [
        replace(claim(n, n, 100 + n), place=Place(text=place)) for n, place in enumerate(places, 1)
    ]
    assert [one.is_part for one in evidence(*claims).observations] == [False, False, True]


def test_compilers_figure_weighs_once_however_round() -> None:
    own = claim(1, 5, 4000)
    copy = replace(claim(2, 5, 4000, who="Compiler"), is_compiled=True)
    (one,) = evidence(copy, own).observations
    assert (one.id, one.claimant, one.repeats) == ("row 1", "Army", ("row 2",))


def test_until_leaves_out_what_counts_later_days() -> None:
    table = Table((claim(1, 5, 100), claim(2, 8, 150)))
    found = evidence_of_coded(table, selection=Selection(until=day(7)))
    assert [one.id for one in found.observations] == ["row 1"]
    assert left_out(found) == [("row 2", "it counts to 2031-03-08, after 2031-03-07")]


def test_nothing_usable_is_an_error_that_says_why() -> None:
    with pytest.raises(EstimateError, match="no claim can be used") as caught:
        evidence(replace(claim(1, 5, 100), claimant=None))
    assert caught.value.hint == "1 were left out; the first (row 1): it has no claimant"
