"""Losses: which count goes with which word of loss, and what is no loss of people."""

from collections.abc import Callable

import pytest

from counterclaim.model.sightings import Sighting

Reader = Callable[..., list[Sighting]]


def losses(read: Reader, text: str) -> list[tuple[str, str]]:
    return [(s.quantity.text, s.outcome) for s in read(text) if not s.optional]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # subject and passive
        ("Twelve soldiers were killed near Dorna.", [("Twelve", "killed")]),
        ("Twelve soldiers have been killed near Dorna.", [("Twelve", "killed")]),
        ("Twelve soldiers died near Dorna.", [("Twelve", "killed")]),
        ("Twelve soldiers had lost their lives.", [("Twelve", "killed")]),
        ("Twelve soldiers killed near Dorna", [("Twelve", "killed")]),
        ("Twelve dead near Dorna", [("Twelve", "killed")]),
        ("Twelve people are still missing.", [("Twelve", "missing")]),
        ("Twelve people are unaccounted for.", [("Twelve", "missing")]),
        ("Twelve people in the village were injured.", [("Twelve", "wounded")]),
        ("Twelve people who were waiting for a bus were injured.", [("Twelve", "wounded")]),
        ("Twelve people were hurt.", [("Twelve", "wounded")]),
        ("Twelve soldiers were taken prisoner.", [("Twelve", "captured")]),
        ("Twelve soldiers surrendered.", [("Twelve", "captured")]),
        ("Twelve soldiers were captured.", [("Twelve", "captured")]),
        ("Twelve journalists were abducted.", [("Twelve", "captured")]),
        ("Twelve thousand people fled their homes.", [("Twelve thousand", "displaced")]),
        ("Twelve thousand people were displaced.", [("Twelve thousand", "displaced")]),
        ("Among the dead were two children.", [("two", "killed")]),
        ("Two children were among the dead.", [("Two", "killed")]),
        ("A man was killed in Dorna.", [("A", "killed")]),
        ("A 60-year-old woman was wounded.", [("A", "wounded")]),
        ("Both soldiers were killed.", [("Both", "killed")]),
        # object
        ("The blast killed 12 people.", [("12", "killed")]),
        ("The blast killed at least 12 people.", [("at least 12", "killed")]),
        ("A bomb exploded, killing 12.", [("12", "killed")]),
        ("The army captured 12 soldiers.", [("12", "captured")]),
        ("The blast claimed 12 lives.", [("12", "killed")]),
        ("The blast claimed the lives of 12 people.", [("12", "killed")]),
        ("The army lost 12 soldiers.", [("12", "casualties")]),
        ("The army suffered 12 casualties.", [("12", "casualties")]),
        ("The blast left 12 people dead.", [("12", "killed")]),
        ("Shelling forced 12,000 people to flee.", [("12,000", "displaced")]),
        # nouns
        ("The hospital counted 12 deaths.", [("12", "killed")]),
        ("There were 12 fatalities.", [("12", "killed")]),
        ("Rescuers found 12 bodies.", [("12", "killed")]),
        ("The bodies of 12 men were found.", [("12", "killed")]),
        ("The death toll rose to 45.", [("45", "killed")]),
        ("The death toll has risen from 40 to 45.", [("45", "killed")]),
        ("The toll stands at 45 dead.", [("45", "killed")]),
        ("The deaths of 12 soldiers were confirmed.", [("12", "killed")]),
        ("The army holds 12 prisoners of war.", [("12", "captured")]),
        # two outcomes
        ("The blast killed six people and wounded 20.", [("six", "killed"), ("20", "wounded")]),
        ("A shell hit, killing six and wounding 20.", [("six", "killed"), ("20", "wounded")]),
        (
            "At least eight people were killed and 27 injured.",
            [("At least eight", "killed"), ("27", "wounded")],
        ),
        ("Six people were killed or wounded.", [("Six", "casualties")]),
        ("Six dead, 20 injured in Dorna", [("Six", "killed"), ("20", "wounded")]),
        ("6 killed, 20 hurt, 3 missing", [("6", "killed"), ("20", "wounded"), ("3", "missing")]),
        (
            "The general staff counted 12 dead and 40 wounded.",
            [("12", "killed"), ("40", "wounded")],
        ),
        # coordination and parts
        (
            "At least one serviceman and two guards were killed.",
            [("At least one", "killed"), ("two", "killed")],
        ),
        (
            "The blast killed 23 people, including three children.",
            [("23", "killed"), ("three", "killed")],
        ),
        ("The blast killed two men and a child.", [("two", "killed"), ("a", "killed")]),
        ("One man was killed and another injured.", [("One", "killed"), ("another", "wounded")]),
        # zero
        ("No one was hurt.", [("No one", "wounded")]),
        ("No soldiers were killed.", [("No", "killed")]),
        ("There were no casualties.", [("no", "casualties")]),
        ("Nobody was injured.", [("Nobody", "wounded")]),
        # shouting
        ("TWELVE PEASANTS WERE KILLED BY THE ARMY.", [("TWELVE", "killed")]),
        ("THE ATTACK LEFT 3 DEAD AND 10 WOUNDED.", [("3", "killed"), ("10", "wounded")]),
    ],
)
def test_count_has_its_outcome(
    sentence: str, expected: list[tuple[str, str]], read: Reader
) -> None:
    assert losses(read, sentence) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "The bomb could kill 300 people.",
        "The famine would kill 300 people.",
        "The group threatened to kill 12 hostages.",
        "If the dam breaks, 300 people will die.",
        "Were 12 people killed?",
        "The attack killed nothing but time for 12 soldiers' wives.",
        "Twelve tanks were destroyed.",
        "Three houses were damaged and 12 tanks lost.",
        "The army has 12,000 soldiers.",
        "The war has lasted 12 years and has wounded the economy.",
        "Orlov, 45, was a soldier.",
        "The company lost 300 million dollars.",
        "Police arrested 12 suspects.",
        "Twelve soldiers were trained near Dorna.",
        "He died aged 45.",
        "The flu killed off 12 plans for a trip.",
        "The team lost 3 to 1.",
        "The army destroyed 12 tanks and three helicopters.",
        "Two rockets hit a deserted school.",
        "About 300 soldiers were sent to replace the dead.",
        "Plans to kill 12 officials were foiled.",
    ],
)
def test_what_is_no_loss_of_people_makes_no_claim(sentence: str, read: Reader) -> None:
    assert losses(read, sentence) == []


def test_part_points_at_its_whole(read: Reader) -> None:
    whole, part = read("The blast killed 23 people, including three children.")
    assert part.part_of == whole.id


def test_whole_is_no_part(read: Reader) -> None:
    whole, _ = read("The blast killed 23 people, including three children.")
    assert whole.part_of is None


def test_repeat_points_at_the_first(read: Reader) -> None:
    first, again = read("Blast kills 23 in Dorna\n\nThe blast killed 23 people in Dorna.")
    assert again.repeats == first.id


def test_same_number_of_another_outcome_is_no_repeat(read: Reader) -> None:
    sightings = read("The blast killed 23 people. The blast wounded 23 people.")
    assert [s.repeats for s in sightings] == [None, None]


def test_absence_of_reports_is_optional(read: Reader) -> None:
    assert [s.optional for s in read("There were no reports of casualties.")] in ([], [True])


def test_loss_without_a_number_is_optional(read: Reader) -> None:
    assert [s for s in read("The enemy took heavy losses last night.") if not s.optional] == []


def test_loss_with_its_number_left_open_counts(read: Reader) -> None:
    [sighting] = read("The strike caused an unspecified number of casualties.")
    assert (sighting.quantity.kind, sighting.optional) == ("some", False)


def test_text_without_a_word_of_loss_has_no_sightings(read: Reader) -> None:
    assert read("The mayor opened a bridge on Monday. It cost 3 million.") == []


@pytest.mark.parametrize("text", ["", " ", "\n", "\x00", "\ud800", "\u200f", "😀", "killed", "12"])
def test_text_with_nothing_in_it_has_no_sightings(text: str, read: Reader) -> None:
    assert read(text) == []


@pytest.mark.parametrize("sign", ["₇", "²", "①", "٣", "१२", "Ⅻ", "½", "1²"])
def test_digit_of_another_script_is_no_error(sign: str, read: Reader) -> None:
    read(f"The blast killed {sign} people on {sign} March and {sign} May {sign}.")


def test_trace_names_rule_and_entry_of_the_outcome(read: Reader) -> None:
    [sighting] = read("The blast killed 12 people.")
    assert sighting.trace["outcome"][0] == "loss.object"
    assert sighting.trace["outcome"][1].startswith("outcomes.")


def test_same_text_gives_the_same_ids(read: Reader) -> None:
    text = "The blast killed 12 people and wounded 40."
    assert [s.id for s in read(text)] == [s.id for s in read(text)]


def test_ids_of_one_document_differ(read: Reader) -> None:
    ids = [s.id for s in read("The blast killed 12 people and wounded 40. Two more died.")]
    assert len(ids) == len(set(ids)) > 2


def test_short_text_in_wrapped_lines_is_read_whole(read: Reader) -> None:
    text = (
        "Russia said on Wednesday that 498 of its soldiers had\n"
        "died in Ukraine and that 1,597 had been\n"
        "wounded since the war began."
    )
    assert [(s.quantity.value, s.outcome) for s in read(text)] == [
        (498, "killed"),
        (1597, "wounded"),
    ]


@pytest.mark.parametrize(
    "text", ["Were 12 people killed?", "A third soldier may be tried.", "The first round is over."]
)
def test_question_and_ordinal_count_nobody(read: Reader, text: str) -> None:
    assert read(text) == []
