"""How two posteriors are held against each other."""

import pytest

from counterclaim.estimate.agreement import CONTRAST, TOTAL, AgreementRow, compare, worst
from counterclaim.estimate.fit import fit
from counterclaim.estimate.settings import Settings
from made_wars import Size, make_war


def row(name: str, moved: float, width: float) -> AgreementRow:
    return AgreementRow(kind=TOTAL, name=name, moved=moved, width=width)


def test_worst_is_the_row_that_moves_most_and_the_one_of_other_width() -> None:
    rows = [row("a", 0.1, 1.2), row("b", -0.4, 1.0), row("c", 0.2, 0.5)]
    assert worst(rows, TOTAL) == (rows[1], rows[2])
    assert worst(rows, CONTRAST) is None


@pytest.mark.slow
def test_posterior_agrees_with_itself() -> None:
    war = make_war("clean", 1, Size.SMALL)
    made = fit(war.evidence, war.anchors, Settings(n_draws=200))
    rows = compare(made, made)
    assert {one.moved for one in rows} == {0.0}
    assert {one.width for one in rows} == {1.0}
