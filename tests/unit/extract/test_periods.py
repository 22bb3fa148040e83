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
        ("Some 240 people have been killed since the start of the operation.", "cumulative"),
        ("Some 240 people have been killed since the raids began on Monday.", "interval"),
        ("More than 45,000 people have been killed since 2014.", "cumulative"),
        ("Some 4,000 people have been killed since the 1980s.", "cumulative"),
        ("A day of mourning was held for the 12 people killed in an explosion.", "incident"),
        ("An hour after the blast, 12 people were dead.", "incident"),
        ("In its weekly bulletin the army said 12 soldiers were killed in the blast.", "incident"),
        ("Some 12 soldiers died in ambushes last year.", "interval"),
        ("The court jailed him for the bombing that killed 12 people in 2019.", "incident"),
        ("Strikes on Tuesday killed 72 people in Kenya.", "interval"),
        ("A bus bombing last week killed 12 people.", "incident"),
        ("Twelve people were killed between April 4 and 10.", "interval"),
        ("Twelve people were killed across the region on Tuesday.", "interval"),
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
        ("Ten years ago 12 people were killed in a raid.", "2012-01-01", "2012-12-31"),
        ("Twelve people were killed between Feb. 4 and 10.", "2022-02-04", "2022-02-10"),
        ("Some 300 people were killed in first two months of 2021.", "2021-01-01", "2021-02-28"),
        ("The army said raids on Monday had killed 12 people.", "2022-02-28", "2022-02-28"),
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


@pytest.mark.parametrize(
    "text",
    [
        "Thirty people died in the blast, compared with 12 on Monday.",
        "At least 30 people died in the blast, up from 20 on Monday.",
        "Police on Monday arrested a man over the attack that killed 30 people.",
        "Thirty people died in the blast, officials said on Sunday.\n\nThe envoy came on Tuesday.",
        "Thirty people died in the quake.\n\nThe president visited on Tuesday.",
        "By Monday the group had counted 30 deaths.",
        "The number of people killed in the fire rose to at least 30 on Monday, officials said.",
    ],
)
def test_day_of_another_thing_is_not_that_of_the_loss(text: str, read: Reader) -> None:
    sightings = [s for s in read(text) if (s.quantity.low or 0) >= 30]
    assert [s.period.start for s in sightings] == [None]


def test_day_behind_since_is_the_one_that_goes_on(read: Reader) -> None:
    [sighting] = read("The city has had no light since 10 February. Six people died that day.")
    assert str(sighting.period.start) == "2022-02-10"


def test_day_of_the_statement_is_not_the_day_of_the_loss(read: Reader) -> None:
    [sighting] = read("The mayor said on Monday that 12 people were killed in an explosion.")
    assert sighting.period.start is None
