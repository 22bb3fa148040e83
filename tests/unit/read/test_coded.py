"""Coded tables: what a row under a map says, and that nothing is guessed."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from counterclaim.errors import EmptyInputError, MapError
from counterclaim.model.coded import CodedClaim
from counterclaim.read.coded import CodedTable, code_text, read_coded, read_count
from counterclaim.read.mapping import make_map

EVERY: dict[str, Any] = {"date": "date", "party": "QV", "frame": "cumulative"}
CLAIM: dict[str, Any] = {"count": "n", "outcome": "killed"}


def table_of(text: str, name: str = "t.csv", **parts: Any) -> CodedTable:
    return code_text(text, name, make_map("m", {"every": EVERY, "claim": [CLAIM], **parts}))


def claim_of(text: str, name: str = "t.csv", **parts: Any) -> CodedClaim:
    [claim] = table_of(text, name, **parts).claims
    return claim


def test_row_says_who_how_many_of_whom_and_when() -> None:
    read = [{"column": "who", "values": {"army": {"claimant": "Army", "claimant_party": "QO"}}}]
    text = "date,who,n\n2031-03-05,army,120\n"
    claim = claim_of(text, read=read, every={**EVERY, "since": dt.date(2031, 3, 1)})
    assert (claim.row, claim.count, claim.low, claim.high) == (1, 120, 120, 120)
    assert claim.who == "Army"
    assert claim.side == "QO"
    assert claim.victims.party == "QV"
    assert (claim.period.start, claim.period.end) == (dt.date(2031, 3, 1), dt.date(2031, 3, 5))
    assert text[slice(*claim.cell)] == "120"
    assert text[slice(*claim.sentence)] == "2031-03-05,army,120"


@pytest.mark.parametrize(
    ("words", "thousands", "value"),
    [("12", None, 12), ("12.0", None, 12), (" 7 ", None, 7), ("1,200", ",", 1200), ("0", None, 0)],
)
def test_whole_number_is_read(words: str, thousands: str | None, value: int) -> None:
    assert read_count(words, thousands).value == value


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ("1e+05", "the count '1e+05' is not written as a whole number"),
        ("1,200", "the count '1,200' is not written as a whole number"),
        ("-3", "the count '-3' is negative"),
        ("2.5", "the count '2.5' is a fraction"),
        ("dozens", "the count 'dozens' is not written as a whole number"),
        ("٣", "the count '٣' is not written as a whole number"),
        ("99999999999", "the count '99999999999' is more than there are people"),
    ],
)
def test_count_that_is_no_whole_number_is_never_guessed(words: str, problem: str) -> None:
    assert read_count(words).value is None
    assert read_count(words).problem == problem


def test_wrongly_grouped_number_is_not_read() -> None:
    assert read_count("1,20", ",").problem is not None


def test_missing_count_of_a_long_table_is_a_problem() -> None:
    claim = claim_of("date,n\n2031-03-05,NA\n")
    assert claim.problem == "the count is missing"
    assert claim.date == dt.date(2031, 3, 5)


def test_empty_cell_of_a_wide_table_is_no_claim() -> None:
    claims = [CLAIM, {"count": "w", "outcome": "wounded"}]
    table = table_of("date,n,w\n2031-03-05,4,\n2031-03-06,,\n", claim=claims)
    assert [(claim.row, claim.column) for claim in table.claims] == [(1, "n")]
    assert [skip.reason for skip in table.skips] == ["it states no count"]


@pytest.mark.parametrize(
    ("bound", "kind", "low", "high"),
    [
        ("at_least", "at_least", 100, None),
        ("at_most", "at_most", 0, 100),
        ("about", "about", 90, 110),
        ("more_than", "more_than", 101, None),
    ],
)
def test_flag_makes_bounds(bound: str, kind: str, low: int | None, high: int | None) -> None:
    read = [{"column": "b", "values": {"1": {"bound": bound}}}]
    claim = claim_of("date,n,b\n2031-03-05,100,1\n", read=read)
    assert (claim.kind, claim.low, claim.high) == (kind, low, high)


def test_low_and_high_columns_make_a_range() -> None:
    claim = claim_of(
        "date,lo,hi\n2031-03-05,40,60\n",
        claim=[{"low": "lo", "high": "hi", "outcome": "killed"}],
    )
    assert (claim.kind, claim.count, claim.low, claim.high) == ("range", None, 40, 60)
    assert claim.wording == "40,60"


def test_low_above_high_is_a_problem_of_its_own() -> None:
    claim = claim_of(
        "date,lo,hi\n2031-03-05,80,60\n",
        claim=[{"low": "lo", "high": "hi", "outcome": "killed"}],
    )
    assert claim.has_crossed_bounds
    assert claim.problem == "the low bound 80 is above the high bound 60"


def test_day_number_counts_from_day_one() -> None:
    every = {"day": "d", "day_one": dt.date(2031, 3, 1)}
    claim = claim_of("d,n\n5,9\n", every=every)
    assert (claim.day, claim.date) == (5, dt.date(2031, 3, 5))


def test_interval_of_days_ends_on_its_date() -> None:
    every = {"date": "date", "frame": "interval", "days": 2}
    claim = claim_of("date,n\n2031-03-05,9\n", every=every)
    assert (claim.period.start, claim.period.end) == (dt.date(2031, 3, 4), dt.date(2031, 3, 5))


def test_row_that_leaves_out_a_frame_has_no_claim_of_it() -> None:
    read = [{"column": "hours", "values": {"0": {"leaves_out": "cumulative"}, "24": {}}}]
    table = table_of("date,n,hours\n2031-03-05,0,0\n2031-03-06,7,24\n", read=read)
    assert [claim.row for claim in table.claims] == [2]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("soon,1", "its date 'soon' is no date of the form YYYY-MM-DD"),
        ("2031-03,1", "its date '2031-03' is no single day"),
    ],
)
def test_row_without_a_day_is_a_skip(row: str, reason: str) -> None:
    table = table_of(f"date,n\n{row}\n2031-03-05,2\n")
    assert [skip.reason for skip in table.skips] == [reason]
    assert [claim.row for claim in table.claims] == [2]


def test_value_that_the_map_does_not_know_is_a_skip() -> None:
    read = [{"column": "who", "values": {"army": {"claimant": "Army"}}}]
    table = table_of("date,who,n\n2031-03-05,navy,1\n2031-03-05,army,1\n", read=read)
    assert [skip.reason for skip in table.skips] == ["who 'navy' is not in the map"]


def test_column_may_name_the_claimant_itself() -> None:
    claim = claim_of(
        "date,who,n\n2031-03-05,Navy,1\n", read=[{"column": "who", "sets": "claimant"}]
    )
    assert claim.claimant is not None
    assert (claim.claimant.name, claim.claimant.text) == ("Navy", "Navy")


def test_things_are_kept_and_count_no_people() -> None:
    read = [{"column": "what", "values": {"Tanks": {"things": "tanks"}}}]
    claim = claim_of("date,what,n\n2031-03-05,Tanks,3\n", read=read, claim=[{"count": "n"}])
    assert not claim.is_about_people


def test_map_of_another_table_names_the_missing_column() -> None:
    with pytest.raises(MapError, match=r"t\.csv has no column 'n'"):
        table_of("date,killed\n2031-03-05,3\n")


def test_rows_of_json_may_leave_columns_out() -> None:
    claims = [CLAIM, {"count": "w", "outcome": "wounded"}]
    table = table_of('[{"date": "2031-03-05", "n": 3}]', "t.json", claim=claims)
    assert [claim.count for claim in table.claims] == [3]
    assert [skip.reason for skip in table.skips] == ["no row has the column 'w'"]


@pytest.mark.parametrize(
    ("data", "message"),
    [(b"", "it is empty"), (b"\x7fELF\x00\x01\x02\x00" * 40, "binary"), (b"date,n\n", "no row")],
)
def test_file_without_a_table_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(data)
    with pytest.raises(EmptyInputError, match=message):
        read_coded(path, make_map("m", {"every": EVERY, "claim": [CLAIM]}))


def test_missing_file_and_unknown_ending_are_named(tmp_path: Path) -> None:
    table_map = make_map("m", {"claim": [CLAIM]})
    with pytest.raises(EmptyInputError, match=r"none\.csv: No such file"):
        read_coded(tmp_path / "none.csv", table_map)
    with pytest.raises(EmptyInputError, match=r"t.xlsx: its ending tells no format"):
        read_coded(tmp_path / "t.xlsx", table_map)


def test_dates_may_be_written_in_another_form() -> None:
    every = {**EVERY, "date_format": "%d/%m/%Y"}
    table = table_of("date,n\n05/03/2031,4\n2031-03-05,4\n", every=every)
    assert [claim.date for claim in table.claims] == [dt.date(2031, 3, 5)]
    assert [skip.reason for skip in table.skips] == [
        "its date '2031-03-05' is no date of the form %d/%m/%Y"
    ]


def test_mark_of_order_of_bytes_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes("\ufeffdate,n\n2031-03-05,4\n".encode())
    table = read_coded(path, make_map("m", {"every": EVERY, "claim": [CLAIM]}))
    assert [claim.count for claim in table.claims] == [4]
    assert table.text.startswith("date")
