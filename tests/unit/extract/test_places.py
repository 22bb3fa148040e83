"""Places: named, nameless, carried, of a total."""

from collections.abc import Callable

import pytest

from counterclaim.extract.places import find_places
from counterclaim.model.sightings import Sighting
from counterclaim.text.tokens import Tokens

Reader = Callable[..., list[Sighting]]
Cutter = Callable[[str], Tokens]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Rockets hit Ulvento, killing 12 people.", "Ulvento"),
        ("Six people died when Ulvento was shelled.", "Ulvento"),
        ("The raid on Ulvento killed six people.", "Ulvento"),
        ("Rockets hit Ulvento, in the Sarnik region, killing seven people.", "Ulvento"),
        ("Seven people died in Ulvento, a suburb north of Sarnik.", "Ulvento"),
        ("In Ulvento, where six people were killed, and in Sarnik shells fell.", "Ulvento"),
        ("Six people were killed in rebel-held Ulvento.", "Ulvento"),
        ("Two bombs in the Saturday crowds of Ulvento's old market killed 33.", "old market"),
        ("A gunman killed seven people at a shopping center.", "a shopping center"),
        ("Forty people were killed across the country on Monday.", "the country"),
        ("Three people were killed, the mayor of Ulvento said.", "Ulvento"),
        ("Six people died in a raid in Kenya's north, the army said.", "Kenya's north"),
        ("In Ulvento nine people died, in Sarnik four.", "Ulvento"),
        ("Nine people died in Ulvento, as police in Sarnik fought on.", "Ulvento"),
        ("A bomb in the Kenya town of Ulvento killed nine people.", "Ulvento"),
        ("Six people were killed in the Kenyan border town of Ulvento.", "Ulvento"),
        ("ULVENTO, Kenya — Nine firefighters died when a shell hit them.", "ULVENTO"),
        (
            "It is time to think of Ulvento, where bombs fell in May. Six people died there.",
            "Ulvento",
        ),
    ],
)
def test_place_of_a_loss(text: str, place: str, read: Reader) -> None:
    found = read(text)[0].place
    assert found is not None
    assert found.text.endswith(place)


@pytest.mark.parametrize(
    "text",
    [
        "Six people were killed by a bomb, said Mira of Ulvento Motors.",
        "Six people in a critical state died.",
        "The Geneva convention was signed after six people were killed.",
        "The study, published in the Ulvento, counted six deaths.",
        "Six people were killed, the group said in a note posted on Ulvento.",
        "Six men were killed in the US strikes.",
        "Six people were killed, Attorney General Mauricio Colorado said.",
        "Six people were killed; all of them came from Ulvento and Sarnik.",
        "Six people died in fighting between Kenya and Somalia.",
    ],
)
def test_what_is_no_place(text: str, read: Reader) -> None:
    assert [s.place for s in read(text)] == [None]


def test_adjective_of_people_is_not_the_country_of_a_town(read: Reader) -> None:
    place = read("The group killed two Russian mercenaries near Ulvento.")[0].place
    assert place is not None
    assert (place.text, place.code) == ("Ulvento", None)


def test_each_clause_has_the_place_that_opens_it(read: Reader) -> None:
    sightings = read("In Ulvento 17 people drowned, in Sarnik 10 people died.")
    assert [s.place and s.place.text for s in sightings] == ["Ulvento", "Sarnik"]


def test_total_of_a_battle_is_that_of_its_place(read: Reader) -> None:
    *_, sighting = read(
        "Shells hit Mariupol in Ukraine again. Some 1,200 people have died in the battle."
    )
    assert sighting.place is not None
    assert sighting.place.text == "Mariupol"


def test_part_is_where_its_whole_is(read: Reader) -> None:
    whole, part = read(
        "A shell hit Ulvento on Monday. It killed 12 people, including three children."
    )
    assert part.place == whole.place


def test_headline_of_a_disaster_has_its_country(read: Reader) -> None:
    [sighting] = read("Kenya ferry fire kills at least 38\n\nThe boat burned for hours.")
    assert sighting.place is not None
    assert (sighting.place.text, sighting.place.code) == ("Kenya", "KE")


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        ("Houses burned in Dorna and near the town of Brenik.", ["Dorna", "Brenik"]),
        ("The governor wrote on Telegram that houses burned in Dorna.", ["Dorna"]),
        ("The mayor said so on Facebook.", []),
    ],
)
def test_channel_is_no_place(cut_sentence: Cutter, sentence: str, places: list[str]) -> None:
    tokens = cut_sentence(sentence)
    assert [tokens.between(spot.first, spot.last) for spot in find_places(tokens)] == places
