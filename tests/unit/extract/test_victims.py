"""The victims: their words, side, class and group."""

from collections.abc import Callable

import pytest

from counterclaim.model.sightings import Sighting

Reader = Callable[..., list[Sighting]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Twelve soldiers were killed.", "soldiers"),
        ("Twelve Russian soldiers were killed.", "Russian soldiers"),
        ("Two more men were killed.", "men"),
        ("A 60-year-old woman was killed.", "A 60-year-old woman"),
        ("The shell hit, killing six.", ""),
        ("The death toll rose to 45.", ""),
    ],
)
def test_words_are_the_noun_phrase(text: str, words: str, read: Reader) -> None:
    assert read(text)[0].victims.text == words


@pytest.mark.parametrize(
    ("text", "class_"),
    [
        ("Twelve soldiers were killed.", "military"),
        ("Twelve fighters were killed.", "military"),
        ("Twelve mercenaries were killed.", "military"),
        ("Twelve servicemen were killed.", "military"),
        ("Twelve civilians were killed.", "civilian"),
        ("Twelve children were killed.", "civilian"),
        ("Twelve journalists were killed.", "civilian"),
        ("Twelve police officers were killed.", "civilian"),
        ("Twelve police sergeants were killed.", "civilian"),
        ("Twelve members of pro-government forces were killed.", "military"),
        ("Twelve members of the National Guard were killed.", "military"),
        ("Six people were killed when a shell hit a house.", "civilian"),
        ("Twelve relatives of the general were killed.", None),
    ],
)
def test_class_comes_with_the_noun_or_the_place(
    text: str, class_: str | None, read: Reader
) -> None:
    assert read(text)[0].victims.class_ == class_


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Twelve children were killed.", "children"),
        ("Twelve women were killed.", "women"),
        ("Twelve journalists were killed.", "journalists"),
        ("Twelve medics were killed.", "medics"),
        ("Twelve aid workers were killed.", "aid workers"),
        ("Twelve police officers were killed.", "police"),
        ("Twelve prisoners of war were killed.", "prisoners"),
        ("Twelve soldiers were killed.", None),
        ("Twelve people were killed.", None),
    ],
)
def test_group_comes_with_the_noun(text: str, group: str | None, read: Reader) -> None:
    assert read(text)[0].victims.group == group


@pytest.mark.parametrize(
    ("text", "party"),
    [
        ("Twelve Russian soldiers were killed.", "RU"),
        ("Twelve of Ukraine's soldiers were killed.", "UA"),
        ("Twelve soldiers of the Ukrainian army were killed.", "UA"),
        ("Twelve Palestinians were killed.", "PS"),
        ("Twelve Hamas fighters were killed.", "Hamas"),
        ("Russia said 12 of its soldiers were killed in Ukraine.", "RU"),
        ("Ukraine said 12 of the enemy's soldiers were killed. Russia was silent.", "RU"),
        ("Twelve civilians were killed in Mykolaiv.", "UA"),
        ("Twelve people were killed in a bus crash in Brazil.", "BR"),
        ("The Russian army announced the deaths of 12 soldiers in Mykolaiv.", "RU"),
        ("Kyiv admitted the loss of 12 soldiers in Belgorod.", "UA"),
        ("Ukraine attacked Russia, which, by Britain's estimate, lost 12 men.", "RU"),
        ("Russia shelled Mykolaiv. Twelve people drowned in the Mediterranean.", None),
    ],
)
def test_side_is_read_or_inferred(text: str, party: str | None, read: Reader) -> None:
    assert read(text)[0].victims.party == party


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Ten people were killed in Mykolaiv. Two were police officers.", "police"),
        ("Ten people were killed in Mykolaiv. One of those killed was a medic.", "medics"),
    ],
)
def test_noun_of_a_bare_count_stands_behind_the_verb(text: str, group: str, read: Reader) -> None:
    assert read(text)[1].victims.group == group


def test_what_is_proclaimed_does_not_reach_its_occasion(read: Reader) -> None:
    assert read("Ukraine declared mourning after shells killed 12 people.")[0].claimant is None


def test_inferred_side_is_marked(read: Reader) -> None:
    assert "victims.party" in read("Twelve civilians were killed in Mykolaiv.")[0].inferred


def test_side_that_is_read_is_not_marked(read: Reader) -> None:
    assert "victims.party" not in read("Twelve Russian soldiers were killed.")[0].inferred
