"""Happenings: which day an incident has that is told without one."""

from collections.abc import Callable

import pytest

from counterclaim.model.sightings import Sighting

Reader = Callable[..., list[Sighting]]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "A car bomb exploded in Dorna on Monday. The following day the toll rose to 14 dead.",
            "2022-02-28",
        ),
        (
            "A ferry sank on Sunday night. Rescuers pulled 14 bodies from the water on Monday.",
            "2022-02-27",
        ),
        (
            "The blast came on Sunday. Rescue workers ended their search on Tuesday and gave"
            " the final count: 14 dead.",
            "2022-02-27",
        ),
        ("The death toll from Saturday's missile strike has risen to 36.", "2022-02-26"),
        (
            "On 3 February gunmen raided a school. Eleven pupils were killed.",
            "2022-02-03",
        ),
        (
            "Ferry sinks, killing 14\n\nMen with lamps searched the bay.\n\n"
            "The boat had left Dorna on Sunday with 60 people on board.",
            "2022-02-27",
        ),
        (
            "A shell fell on Monday. On Tuesday the district doctor, Ana Kord, said that"
            " nine people had died.",
            "2022-02-28",
        ),
    ],
)
def test_incident_has_the_day_of_what_happened(text: str, day: str, read: Reader) -> None:
    assert str(read(text)[-1].period.start) == day


def test_some_of_the_dead_share_the_period_of_all(read: Reader) -> None:
    whole, part = read(
        "At least 41 people were killed in a crush on Sunday. Two of the dead were children."
    )
    assert part.period == whole.period


def test_date_of_a_clause_with_when_is_that_of_its_losses(read: Reader) -> None:
    here, then = read(
        "Six people died in Dorna on Monday, the worst day since December, when 88 people were"
        " killed in a raid."
    )
    assert (str(here.period.start), str(then.period.start)) == ("2022-02-28", "2021-12-01")


def test_date_of_a_sum_is_not_that_of_the_loss(read: Reader) -> None:
    [sighting, *_] = read("A mine killed two men, bringing to 13 the number of dead this year.")
    assert sighting.period.frame == "incident"
