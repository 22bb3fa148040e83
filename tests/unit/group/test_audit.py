"""The audit: what each check finds, and what it leaves alone. Days and sides are invented."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from itertools import count

import pytest

from counterclaim.group.audit import audit_claims, tally_findings
from counterclaim.model.coded import CodedClaim, CodedRow, Finding
from counterclaim.model.parties import Claimant, Victims
from counterclaim.model.periods import Frame, Period
from counterclaim.model.sightings import Outcome

DAY_ONE = dt.date(2031, 3, 1)


def claim(
    row: int,
    day: int,
    figure: int,
    *,
    who: str = "Army",
    outcome: Outcome = "killed",
    frame: Frame = "cumulative",
) -> CodedClaim:
    date = DAY_ONE + dt.timedelta(days=day - 1)
    return CodedClaim(
        row=row,
        column="n",
        wording=str(figure),
        sentence=(0, 1),
        cell=(0, 1),
        count=figure,
        low=figure,
        high=figure,
        day=day,
        date=date,
        outcome=outcome,
        victims=Victims(party="QV", class_="military"),
        claimant=Claimant(text="", start=0, end=0, name=who),
        period=Period(frame=frame, start=date if frame == "interval" else None, end=date),
    )


def series(figures: Sequence[int], *, frame: Frame = "cumulative") -> list[CodedClaim]:
    return [claim(i, i, figure, frame=frame) for i, figure in enumerate(figures, 1)]


def audit(claims: Sequence[CodedClaim]) -> list[Finding]:
    return audit_claims([], claims)


def told(claims: Sequence[CodedClaim]) -> list[tuple[str, int]]:
    return [(finding.check, finding.row) for finding in audit(claims)]


def test_row_that_repeats_another_is_found_once_and_takes_part_in_nothing_else() -> None:
    rows = [
        CodedRow(number=number, start=0, end=1, values=values)
        for number, values in enumerate([("a", "1"), ("a", "2"), ("a", "1"), ("a", "1")], 1)
    ]
    claims = [claim(1, 1, 500), claim(2, 2, 900), claim(3, 3, 500), claim(4, 4, 500)]
    findings = audit_claims(rows, claims)
    assert [(one.check, one.row) for one in findings] == [("duplicate", 3), ("duplicate", 4)]
    assert findings[0].message == "all cells are those of row 1"
    assert (findings[0].day, findings[0].claimant, findings[0].count) == (3, "Army", 500)


def test_count_that_cannot_be_read_is_told_with_its_reason() -> None:
    bad = replace(
        claim(1, 1, 1), count=None, low=None, high=None, problem="the count '1e+05' is not whole"
    )
    [finding] = audit([bad])
    assert (finding.check, finding.count) == ("unparsable", None)
    assert finding.message == "the count '1e+05' is not whole"


def test_toll_that_fell_names_both_rows() -> None:
    [finding] = audit(series([1010, 1123, 1251, 1189, 1302]))
    assert (finding.check, finding.row, finding.day, finding.count) == ("falling", 4, 4, 1189)
    assert finding.message == "the toll fell from 1,251 on day 3 (row 3) to 1,189 on day 4"


def test_of_two_figures_the_later_one_fell() -> None:
    assert told(series([1200, 900])) == [("falling", 2)]


def test_figure_that_later_ones_contradict_is_the_finding_itself() -> None:
    assert told(series([1010, 1123, 1651, 1189, 1302, 1377, 1401])) == [("falling", 3)]


def test_fallen_figure_said_again_is_told_once() -> None:
    assert told(series([1010, 1123, 1251, 1189, 1189, 1302, 1377])) == [("falling", 4)]


@pytest.mark.parametrize(
    "figures",
    [
        pytest.param([18_200, 18_600, 19_000, 18_750, 19_400], id="nineteen thousand of 18,600"),
        pytest.param([47_100, 47_900, 45_000, 48_300, 48_900], id="more than 45,000"),
        pytest.param([100, 100, 100], id="the same toll again"),
    ],
)
def test_rounding_is_no_fall(figures: list[int]) -> None:
    assert told(series(figures)) == []


def test_figures_of_one_day_have_no_order() -> None:
    assert told([claim(1, 1, 1251), claim(2, 1, 1189), claim(3, 2, 1302)]) == []


@pytest.mark.parametrize("odd", [73_012, 103, 1_831])
def test_figure_far_from_those_before_and_after_is_an_outlier(odd: int) -> None:
    figures = [17_101, 17_311, 17_522, 18_012, 18_345, 18_512]
    [finding] = audit(series([*figures[:3], odd, *figures[3:]]))
    assert (finding.check, finding.row, finding.count) == ("outlier", 4, odd)
    assert "17,522 on day 3 (row 3)" in finding.message
    assert "18,012 on day 5 (row 5)" in finding.message


def test_jump_that_lasts_is_no_finding() -> None:
    assert told(series([1010, 1123, 1251, 5012, 5123, 5251])) == []


def test_two_outliers_beside_each_other_do_not_hide_each_other() -> None:
    figures = [17_101, 17_311, 73_012, 78_203, 17_522, 18_012, 18_345]
    assert told(series(figures)) == [("outlier", 3), ("outlier", 4)]


def test_bounds_of_one_side_contradict_only_beyond_it() -> None:
    least = replace(claim(1, 1, 1500), kind="at_least", high=None)
    most = replace(claim(3, 3, 1200), kind="at_most", low=0)
    assert told([least, claim(2, 2, 1700)]) == []
    assert told([least, most]) == [("falling", 3)]


def test_figures_of_several_claimants_make_no_series() -> None:
    claims = [replace(one, is_collective=True) for one in series([9000, 700, 8000, 557])]
    assert told(claims) == []


def test_daily_figure_far_above_the_days_around_it_is_an_outlier() -> None:
    days = [40, 52, 38, 61, 45, 57, 1_900, 49, 55, 41, 60, 44]
    [finding] = audit(series(days, frame="interval"))
    assert (finding.check, finding.row) == ("outlier", 7)
    assert "times the usual 49" in finding.message


def test_daily_figures_that_vary_and_days_without_are_none() -> None:
    days = [40, 152, 0, 61, 290, 57, 15, 0, 55, 241, 60, 44]
    assert told(series(days, frame="interval")) == []


def test_report_of_more_days_is_compared_by_the_day() -> None:
    claims = series([40, 52, 38, 61, 45, 57, 700, 49, 55, 41, 60, 44], frame="interval")
    longer = Period(frame="interval", start=dt.date(2031, 2, 22), end=claims[6].date)
    assert told(claims) == [("outlier", 7)]
    claims[6] = replace(claims[6], period=longer)
    assert told(claims) == []


def test_figure_of_the_other_side_said_days_later_is_an_echo() -> None:
    rows = count(1)
    theirs = [claim(next(rows), day, 5012 + 107 * day) for day in range(1, 6)]
    ours = [claim(next(rows), day, 500 + day, who="Rebels") for day in (2, 9)]
    echo = claim(next(rows), 10, theirs[3].count or 0, who="Rebels")
    [finding] = audit([*theirs, *ours, echo])
    assert (finding.check, finding.row, finding.claimant) == ("echo", 8, "Rebels")
    assert "5,440 on day 10 is the figure of Army on day 4 (row 4)" in finding.message


@pytest.mark.parametrize(("figure", "day"), [(5000, 8), (5400, 8), (5440, 4), (5440, 90), (54, 8)])
def test_figure_that_is_round_small_or_far_in_time_is_no_echo(figure: int, day: int) -> None:
    assert told([claim(1, 4, figure), claim(2, day, figure, who="Rebels")]) == []


def test_figure_that_both_had_from_the_start_is_no_echo() -> None:
    both = [claim(1, 4, 5443), claim(2, 4, 5443, who="Rebels"), claim(3, 9, 5443, who="Rebels")]
    assert told(both) == []


def test_figure_credited_to_several_can_be_an_echo() -> None:
    others = replace(claim(2, 6, 5443, who="other sources"), is_collective=True)
    assert told([claim(1, 4, 5443), others]) == [("echo", 2)]


def test_figures_that_were_stated_long_before_it_make_an_echo_no_less_telling() -> None:
    theirs = [claim(day, day, 5_001 + 101 * day) for day in range(1, 31)]
    echo = claim(31, 31, theirs[-1].count or 0, who="Rebels")
    assert told([*theirs, echo]) == [("echo", 31)]


def test_compiler_neither_echoes_nor_is_echoed() -> None:
    compiled = replace(claim(1, 4, 5443, who="Compilers"), is_compiled=True)
    assert told([compiled, claim(2, 5, 5443)]) == []


def test_figure_under_another_heading_is_misplaced() -> None:
    wounded = claim(1, 4, 1697, outcome="wounded")
    [finding] = audit([wounded, claim(2, 5, 1697)])
    assert (finding.check, finding.row) == ("misplaced", 2)
    assert "1,697 for QV military wounded" not in finding.message
    assert "the figure for QV military wounded on day 4 (row 1)" in finding.message


def test_outlier_names_the_heading_where_its_figure_is_in_line() -> None:
    killed = series([17_101, 17_311, 4_235, 17_522, 18_012])
    wounded = claim(9, 3, 4_235, outcome="wounded")
    [finding] = audit([*killed, wounded])
    assert finding.check == "outlier"
    assert finding.message.endswith(
        "; the same figure stands for QV military wounded on day 3 (row 9)"
    )


def test_casualties_below_killed_of_the_day_cannot_be() -> None:
    [finding] = audit([claim(1, 4, 300, outcome="casualties"), claim(2, 4, 412)])
    assert (finding.check, finding.row) == ("inconsistent", 1)
    assert finding.message == (
        "300 QV military casualties on day 4 is below 412 QV military killed of the same day "
        "(row 2)"
    )


def test_casualties_below_the_killed_of_an_earlier_day_cannot_be() -> None:
    killed, later = claim(1, 4, 4_127), claim(2, 9, 3_514, outcome="casualties")
    [finding] = audit([killed, later])
    assert (finding.check, finding.row) == ("inconsistent", 2)
    assert finding.message.endswith("is below 4,127 QV military killed on day 4 (row 1)")
    assert told([killed, claim(2, 9, 4_128, outcome="casualties")]) == []
    assert told([killed, claim(2, 3, 3_514, outcome="casualties")]) == []


def test_row_that_cannot_be_is_told_once() -> None:
    casualties = claim(3, 5, 300, outcome="casualties")
    assert told([claim(1, 4, 512), claim(2, 5, 512), casualties]) == [("inconsistent", 3)]


def test_part_above_its_whole_cannot_be() -> None:
    everyone = replace(claim(1, 4, 300), victims=Victims(party="QV"))
    children = Victims(party="QV", class_="civilian", group="children")
    assert told([everyone, replace(claim(2, 4, 301), victims=children)]) == [("inconsistent", 2)]
    assert told([everyone, replace(claim(2, 4, 300), victims=children)]) == []


def test_least_above_most_cannot_be() -> None:
    least = replace(claim(1, 4, 1500), kind="at_least", high=None)
    most = replace(claim(2, 4, 1200), kind="at_most", low=0)
    assert told([least, most]) == [("inconsistent", 1)]


def test_crossed_bounds_of_a_row_are_told() -> None:
    crossed = replace(
        claim(1, 4, 1),
        count=None,
        low=None,
        high=None,
        problem="the low bound 80 is above the high bound 60",
        has_crossed_bounds=True,
    )
    assert told([crossed]) == [("inconsistent", 1)]


def test_rows_that_count_things_are_compared_with_nothing() -> None:
    things = [replace(one, outcome=None, things="tanks") for one in series([900, 20, 950, 960])]
    assert told(things) == []


def test_row_without_a_day_or_claimant_is_in_no_series() -> None:
    claims = series([1010, 1123, 500, 1251])
    assert told([replace(one, date=None, day=None) for one in claims]) == []
    assert told([replace(one, claimant=None) for one in claims]) == []


def test_order_of_rows_changes_no_finding() -> None:
    claims = series([17_101, 17_311, 73_012, 17_522, 17_203, 18_345])
    assert told(claims) == told(claims[::-1]) == [("outlier", 3), ("falling", 5)]


def test_tally_counts_by_check() -> None:
    findings = audit(series([17_101, 17_311, 73_012, 17_522, 17_203, 18_345]))
    assert tally_findings(findings) == {"outlier": 1, "falling": 1}
