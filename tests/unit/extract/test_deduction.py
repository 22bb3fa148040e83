"""What is named as deduced, field by field, and what is not."""

from collections.abc import Callable

import pytest

from counterclaim.extract.statements import extract_statements
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.model.sightings import Sighting

Reader = Callable[..., list[Sighting]]

HEAD = "Officials said on Tuesday that 15 soldiers were killed in Dorna. "


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The mayor said 15 died in a blast. He then gave a figure of 45.", {"outcome"}),
        ("Twelve civilians were killed in Mykolaiv.", {"victims.party"}),
        ("Russia said its soldiers killed 15 enemy troops in Ukraine.", {"victims.party"}),
        ("Israel lost 15 soldiers on Monday.", {"victims.party"}),
        ("A strike on a hospital killed 15 people.", {"victims.class"}),
        (HEAD + "Nine were wounded.", {"claimant", "stated_on", "victims.class", "place"}),
        (HEAD + "They said 9 were wounded on Monday.", {"claimant.name", "stated_on", "place"}),
        ("The Ukrainian president said 15 people were killed.", {"claimant.name"}),
        ("Police said 15 people were killed in Kharkiv.", {"claimant.party"}),
        ("Officials said 15 people died on Wednesday.", {"stated_on"}),
        ("Some 15 people were killed in Dorna.", {"period.frame"}),
        (
            "Fifteen Russian soldiers have been killed since the invasion of Ukraine began.",
            {"period.start"},
        ),
        ("A blast hit Dorna on Monday.\n\nIt killed 15 people in Dorna.", {"period.start"}),
    ],
)
def test_what_the_sentence_does_not_say_is_named(text: str, names: set[str], read: Reader) -> None:
    assert names <= set(read(text)[-1].inferred)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (HEAD, {"victims.class", "claimant", "claimant.name", "stated_on", "place", "outcome"}),
        ("Twelve Russian soldiers were killed.", {"victims.party", "victims.class"}),
        ("The Ukrainian army said 15 people were killed.", {"claimant.party", "claimant"}),
        ("Some 15 people died on Monday.", {"period.frame", "period.start", "period.end"}),
        ("Some 15 people were killed between 3 and 9 February.", {"period.start", "period.end"}),
        ("The mayor of Dorna said 15 died, and that the toll may reach 45.", {"outcome"}),
    ],
)
def test_what_the_sentence_says_is_not_named(text: str, names: set[str], read: Reader) -> None:
    found = read(text)[-1]
    assert not names & set(found.inferred)


def test_side_of_an_elided_noun_is_named(read: Reader) -> None:
    killed, wounded = read("The strike killed 18 Russian soldiers and wounded 59.")
    assert "victims.party" not in killed.inferred
    assert {"victims.party", "victims.class"} <= set(wounded.inferred)


def test_hedge_of_the_next_sentence_is_named(read: Reader) -> None:
    (found,) = read(HEAD + "The figure could not be independently verified.")
    assert found.hedge is not None
    assert "hedge" in found.inferred


def test_day_that_a_text_gives_itself_is_named(read: Reader) -> None:
    text = (
        "Russia said on Wednesday that 498 of its soldiers had died in Ukraine.\n\n"
        "Ukraine’s president said 6,000 Russian soldiers had died in six days of war."
    )
    found = read(text, None)[0]
    assert {"published", "stated_on"} <= set(found.inferred)


def test_field_without_a_value_is_never_named(read: Reader) -> None:
    (found,) = read("Some 15 people were killed.", None)
    assert not {"period.start", "period.end", "stated_on", "place"} & set(found.inferred)


def test_speaker_of_a_statement_who_is_only_meant_is_named(lexicon: Lexicon) -> None:
    text = (
        "Anna Torv, the mayor of Dorna, said on Monday the bridge was safe. She said it was open."
    )
    document = Document(text=text, published=Window.parse("2022-03-02"))
    first, second = extract_statements(document, lexicon, [])
    assert first.inferred == ()
    assert {"speaker.name", "stated_on"} <= set(second.inferred)
