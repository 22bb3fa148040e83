"""Days told from other days: "the same day", "four days earlier", "the first half of the year"."""

from collections.abc import Callable

import pytest

from counterclaim.model.sightings import Sighting

Reader = Callable[..., list[Sighting]]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        (
            "A bomb went off in Dorna on 3 February. The same day gunmen killed six people.",
            "2022-02-03",
            "2022-02-03",
        ),
        (
            "A bomb went off in Dorna on 3 February. Four days earlier a mine killed six people.",
            "2022-01-30",
            "2022-01-30",
        ),
        (
            "A bomb went off in Dorna on 3 February. Two days later a mine killed six people.",
            "2022-02-05",
            "2022-02-05",
        ),
        ("A mine killed six people two weeks ago.", "2022-02-16", "2022-02-16"),
        ("A mine killed six people on New Year's Eve.", "2021-12-31", "2021-12-31"),
        ("A mine killed six people this week.", "2022-02-28", "2022-03-02"),
        (
            "Some 312 civilians were killed in the first half of the year.",
            "2022-01-01",
            "2022-06-30",
        ),
        (
            "Some 312 civilians were killed in the first three months of 2021.",
            "2021-01-01",
            "2021-03-31",
        ),
        (
            "Some 31 soldiers were killed in fighting on Saturday and Sunday.",
            "2022-02-26",
            "2022-02-27",
        ),
    ],
)
def test_day_is_counted_from_its_anchor(text: str, start: str, end: str, read: Reader) -> None:
    period = read(text)[-1].period
    assert (str(period.start), str(period.end)) == (start, end)


def test_day_of_a_year_told_before_stays_open(read: Reader) -> None:
    [sighting] = read("On 22 October of that year a mine killed six people.")
    assert sighting.period.start is None


def test_season_has_no_days(read: Reader) -> None:
    [sighting] = read("Two of the drivers have been killed since the autumn.")
    assert (sighting.period.frame, sighting.period.start) == ("interval", None)


def test_weekday_beside_a_night_gives_the_day(read: Reader) -> None:
    [sighting] = read("An airfield was hit overnight on Monday, killing six soldiers.")
    assert str(sighting.period.start) == "2022-02-28"


def test_daily_before_a_name_is_a_newspaper(read: Reader) -> None:
    [sighting] = read("The Kenyan daily Svetlo said six people were killed in the blast.")
    assert sighting.period.frame == "incident"
