"""Which claims an estimate takes, and which of their counts it shows."""

import datetime as dt

import pytest

from counterclaim.api.estimated import Estimate
from counterclaim.api.scope import Scope, chosen_series, in_scope, most_claimed
from counterclaim.errors import InputError


def test_windows_that_end_outside_are_left_out_with_the_reason(two_sides: Estimate) -> None:
    found = in_scope(two_sides.evidence, Scope(since="2031-03-08", until=dt.date(2031, 3, 27)))
    assert [one.id for one in found.observations] == ["Velmora-14"]
    assert found.n_claims == 1
    reasons = {one.id: one.reason for one in found.left_out}
    assert reasons["Karsova-7"] == "it counts to a day before 2031-03-08"
    assert reasons["Karsova-28"] == "it counts to a day after 2031-03-27"


def test_a_month_is_a_scope_too(two_sides: Estimate) -> None:
    found = in_scope(two_sides.evidence, Scope(since="2031-03", until="2031-03"))
    assert len(found.observations) == 5


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [
        ("soon", None, "--since"),
        (None, "2031-13", "--until"),
        ("2031-04-01", "2031-03-01", "no day lies between 2031-04-01 and 2031-03-01"),
    ],
)
def test_days_that_are_none(
    two_sides: Estimate, since: str | None, until: str | None, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        in_scope(two_sides.evidence, Scope(since=since, until=until))


@pytest.mark.parametrize("words", ["qv killed", "QV military killed", "killed"])
def test_words_of_a_name_choose_a_count(two_sides: Estimate, words: str) -> None:
    assert [one.label for one in chosen_series(two_sides.evidence, [words])] == [
        "QV military killed"
    ]


@pytest.mark.parametrize("words", ["wounded", "", "QV civilian killed"])
def test_words_of_no_count_list_the_counts(two_sides: Estimate, words: str) -> None:
    with pytest.raises(InputError, match="no count has this name") as caught:
        chosen_series(two_sides.evidence, [words])
    assert caught.value.hint == "the counts are: QV military killed"


def test_the_count_with_the_most_figures_is_shown(two_sides: Estimate) -> None:
    assert most_claimed(two_sides.evidence, two_sides.series).label == "QV military killed"
