"""Bodies: whose an institution is that several states have."""

from collections.abc import Callable

import pytest

from counterclaim.model.sightings import Sighting

Reader = Callable[..., list[Sighting]]


@pytest.mark.parametrize(
    ("who", "party"),
    [
        ("Kenya's National Disaster Management Agency", "KE"),
        ("The Kenyan National Disaster Management Agency", "KE"),
        ("The National Disaster Management Agency of Kenya", "KE"),
        ("The National Disaster Management Agency", "ID"),
        ("Kazakhstan's Ministry of Emergency Situations", "KZ"),
        ("Syria's General Staff", "SY"),
        ("The Lebanese Civil Defence", "LB"),
        ("The Turkish-backed Syrian National Army", "Syrian National Army"),
    ],
)
def test_body_is_of_the_state_that_the_phrase_names(who: str, party: str, read: Reader) -> None:
    (found,) = read(f"{who} said that 12 people were killed.")
    assert found.claimant is not None
    assert found.claimant.party == party


@pytest.mark.parametrize("body", ["General Staff", "Ministry of Emergency Situations"])
def test_body_that_many_states_have_is_of_none_without_a_clue(body: str, read: Reader) -> None:
    (found,) = read(f"The {body} said that 12 people were killed.")
    assert found.claimant is not None
    assert found.claimant.party is None


@pytest.mark.parametrize("who", ["The Kenya Red Cross", "The Ukrainian Red Cross", "B'Tselem"])
def test_private_organisation_speaks_for_no_side(who: str, read: Reader) -> None:
    (found,) = read(f"{who} said that 12 people were killed.")
    assert found.claimant is not None
    assert (found.claimant.party, found.claimant.kind) == (None, "ngo")
