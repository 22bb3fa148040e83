"""On which day something was said. The texts were written on Wednesday 2 March 2022."""

from collections.abc import Callable

import pytest

from counterclaim.model.sightings import Sighting

Reader = Callable[..., list[Sighting]]


def said_on(sightings: list[Sighting]) -> list[str]:
    return [str(sighting.stated_on) for sighting in sightings]


@pytest.mark.parametrize(
    "text",
    [
        "The mayor said on Monday that 12 people were killed.",
        "On Monday the mayor said 12 people were killed.",
        "It was quiet: on Monday the mayor said 12 people were killed.",
        "On Monday, with the town still under fire, the mayor said 12 people were killed.",
        "The mayor told a news conference in Dorna, the capital, on Monday that 12 people died.",
        "Twelve people were killed, the mayor said in a report published on Monday.",
        "The mayor gave a higher toll on Monday: 12 dead.",
        "The mayor on Monday named another 12 dead.",
        "On Monday the mayor blamed rebels, and said 12 people were killed.",
    ],
)
def test_day_of_the_saying(text: str, read: Reader) -> None:
    assert said_on(read(text)) == ["2022-02-28"]


def test_day_of_the_strike_is_not_that_of_the_saying(read: Reader) -> None:
    text = "The toll of Sunday's strike has risen to 12, the mayor, Pavlo Orlov, said on Monday."
    assert said_on(read(text)) == ["2022-02-28"]


def test_saying_without_a_figure_dates_what_the_speaker_goes_on_to_say(read: Reader) -> None:
    text = "The mayor, Pavlo Orlov, said on Monday that it was dark. Twelve died, Orlov added."
    assert said_on(read(text)) == ["2022-02-28"]


def test_losses_of_the_day_of_writing_were_told_on_that_day(read: Reader) -> None:
    text = "Shells fell on Dorna on Wednesday. The mayor said 12 people were killed."
    assert said_on(read(text)) == ["2022-03-02"]


def test_nothing_was_said_of_losses_before_they_happened(read: Reader) -> None:
    text = (
        "The mayor, Pavlo Orlov, said on Sunday that it was dark. "
        "On Monday 12 people were killed in Dorna, Orlov said."
    )
    assert said_on(read(text)) == ["None"]


@pytest.mark.parametrize(
    ("words", "day"),
    [("the same day", "2022-01-21"), ("the following day", "2022-01-22")],
)
def test_day_counted_from_the_one_before(words: str, day: str, read: Reader) -> None:
    text = f"A bus burned on 21 January. The mayor said {words} that 12 people had been killed."
    assert said_on(read(text)) == [day]


def test_year_that_the_text_named_last(read: Reader) -> None:
    text = "It was worse in 2014. On 5 May of that year the mayor said 12 people were killed."
    assert said_on(read(text)) == ["2014-05-05"]


def test_entry_of_a_live_report_has_its_day(read: Reader) -> None:
    text = (
        "War live\n\n17:42\n\nThe mayor says 12 people were killed.\n\n"
        "1 Mar 2022 16.05 GMT\n\nThe governor says three people were wounded."
    )
    assert said_on(read(text)) == ["2022-03-02", "2022-03-01"]


def test_one_time_of_day_is_no_live_report(read: Reader) -> None:
    assert said_on(read("War news\n\n17:42\n\nThe mayor says 12 people were killed.")) == ["None"]


def test_figure_without_a_claimant_was_said_on_no_day(read: Reader) -> None:
    assert said_on(read("Twelve people were killed in Dorna on Wednesday.")) == ["None"]
