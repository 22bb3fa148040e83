"""Periods: incident, cumulative, interval or rate, and their dates."""

from collections.abc import Callable

import pytest

from counterclaim.model.sightings import Sighting

Reader = Callable[..., list[Sighting]]


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        ("The attack killed 12 people.", "incident"),
        ("Twelve people were killed in an explosion in Dorna on Monday.", "incident"),
        ("A rocket hit a house, killing 12 people.", "incident"),
        ("The war has killed 12,000 people.", "cumulative"),
        ("Some 300 people were killed so far.", "cumulative"),
        ("More than 300 people were killed since Thursday.", "cumulative"),
        ("A total of 300 people have been killed to date.", "cumulative"),
        ("Twelve people were killed in the past 24 hours.", "interval"),
        ("Twelve people were killed last week.", "interval"),
        ("Some 300 people were killed in July.", "interval"),
        ("About 100 soldiers a day were killed.", "rate"),
        ("Around 200 soldiers were killed each day.", "rate"),
        ("Some 1,200 people died in the nine-month battle.", "cumulative"),
        ("Some 400 people died under two months of siege.", "cumulative"),
        ("More than 900 soldiers were killed in the first week of the offensive.", "interval"),
        ("In January alone 120 people were killed.", "interval"),
        ("At least 106 people were killed across the country on Tuesday.", "interval"),
        ("Ninety men were wounded in eleven hours.", "incident"),
        ("Last week six people died in a cellar.", "incident"),
        ("Some 240 people have been killed since the protests started.", "cumulative"),
        ("Some 240 people have been killed since the raids began on Monday.", "interval"),
        ("More than 45,000 people have been killed since 2014.", "cumulative"),
    ],
)
def test_period_has_its_frame(text: str, frame: str, read: Reader) -> None:
    assert [s.period.frame for s in read(text)] == [frame]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Twelve people were killed in an explosion on Monday.", "2022-02-28", "2022-02-28"),
        ("Twelve people were killed in the past 24 hours.", "2022-03-01", "2022-03-02"),
        ("Twelve people were killed since Thursday.", "2022-02-24", None),
        ("Some 300 people were killed in January.", "2022-01-01", "2022-01-31"),
    ],
)
def test_period_has_its_dates(text: str, start: str, end: str | None, read: Reader) -> None:
    period = read(text)[0].period
    assert period.start is not None
    assert period.start.isoformat() == start
    assert (period.end.isoformat() if period.end is not None else None) == end


def test_period_keeps_the_words_that_say_so(read: Reader) -> None:
    [sighting] = read("Twelve people were killed in the past 24 hours.")
    assert sighting.period.text == "in the past 24 hours"


def test_rate_keeps_its_words(read: Reader) -> None:
    [sighting] = read("About 100 soldiers a day were killed.")
    assert sighting.period.text == "a day"


def test_days_of_a_war_make_a_cumulative_period_with_an_end(read: Reader) -> None:
    [sighting] = read(
        "Ukraine said 6,000 Russian soldiers were killed within six days of war in Ukraine."
    )
    period = sighting.period
    assert (period.frame, str(period.start), str(period.end)) == (
        "cumulative",
        "2022-02-24",
        "2022-03-01",
    )


def test_since_the_war_began_starts_with_the_war(read: Reader) -> None:
    [sighting] = read("Ukraine said 6,000 Russian soldiers were killed since the war began.")
    assert (sighting.period.frame, str(sighting.period.start)) == ("cumulative", "2022-02-24")


def test_day_of_the_statement_is_not_the_day_of_the_loss(read: Reader) -> None:
    [sighting] = read("The mayor said on Monday that 12 people were killed in an explosion.")
    assert sighting.period.start is None
