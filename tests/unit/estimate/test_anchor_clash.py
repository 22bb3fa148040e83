import datetime as dt

from counterclaim.estimate.anchor_clash import find_clash
from counterclaim.estimate.anchors import Anchor
from counterclaim.estimate.observations import Evidence, Observation, Series

START = dt.date(2031, 3, 1)
KILLED = Series(side="QV", outcome="killed")


def figure(claimant: str, value: int, day: int) -> Observation:
    end = START + dt.timedelta(days=day - 1)
    return Observation(
        id=f"{claimant} {day}",
        claimant=claimant,
        series=KILLED,
        low=value,
        high=value,
        value=value,
        start=START,
        end=end,
    )


def anchored(sd: float) -> list[Anchor]:
    return [Anchor(source="Army", sd=sd), Anchor(source="Rebels", sd=sd)]


def evidence(*told: Observation) -> Evidence:
    return Evidence(observations=told, start=START, n_claims=len(told))


def test_figures_ten_times_apart_cannot_both_be_anchors() -> None:
    told = evidence(figure("Army", 500, 6), figure("Rebels", 5000, 7))
    assert find_clash(told, anchored(0.1)) == (
        "of QV killed, Army says 500 to 2031-03-06 and Rebels 5,000 to 2031-03-07"
    )


def test_wide_anchors_let_figures_differ() -> None:
    told = evidence(figure("Army", 500, 6), figure("Rebels", 5000, 7))
    assert find_clash(told, anchored(0.6)) is None


def test_figures_of_other_weeks_are_not_compared() -> None:
    told = evidence(figure("Army", 500, 6), figure("Rebels", 5000, 60))
    assert find_clash(told, anchored(0.1)) is None
