"""Claimants: who answers for a figure, however the sentence turns it."""

from collections.abc import Callable

import pytest

from counterclaim.model.sightings import Sighting

Reader = Callable[..., list[Sighting]]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mayor said 12 people were killed.", "The mayor"),
        ("The mayor said that 12 people were killed.", "The mayor"),
        ("The mayor said on Monday that 12 people were killed.", "The mayor"),
        ("The mayor told reporters 12 people were killed.", "The mayor"),
        ("The mayor reported 12 deaths.", "The mayor"),
        ("The mayor put the death toll at 12.", "The mayor"),
        ("The mayor confirmed the deaths of 12 people.", "The mayor"),
        ("Twelve people were killed, the mayor said.", "the mayor"),
        ("Twelve people were killed, said the mayor.", "the mayor"),
        ("Twelve people were killed, according to the mayor.", "the mayor"),
        ("According to the mayor, 12 people were killed.", "the mayor"),
        ("“Twelve people were killed,” the mayor said.", "the mayor"),
        ('"Twelve people were killed," the mayor said.', "the mayor"),
        ("“Twelve people were killed,” said the mayor. “Three are missing.”", "the mayor"),
        ("Twelve people were killed, a spokesman for the army said.", "a spokesman for the army"),
        ("Officials said 12 people were killed.", "Officials"),
        ("Russia said 12 soldiers were killed.", "Russia"),
        ("Russia's defence ministry said 12 soldiers were killed.", "Russia's defence ministry"),
        ("The Kremlin said 12 soldiers were killed.", "The Kremlin"),
        ("Pavlo Orlov, the mayor of Dorna, said 12 people were killed.", "Pavlo Orlov"),
        ("The mayor of Dorna, Pavlo Orlov, said 12 people were killed.", "Pavlo Orlov"),
        ("Mayor Pavlo Orlov said 12 people were killed.", "Pavlo Orlov"),
        ("The mayor met the general and said 12 people were killed.", "The mayor"),
        ("The mayor summoned Dorna's envoy and said 12 people were killed.", "The mayor"),
        ("On Monday, the mayor visited Dorna and later said 12 people were killed.", "the mayor"),
        ("On Monday the mayor met the general and said 12 people were killed.", "the mayor"),
        ("THE MAYOR SAID 12 PEOPLE WERE KILLED.", "THE MAYOR"),
    ],
)
def test_claimant_is_read(text: str, words: str, read: Reader) -> None:
    claimant = read(text)[0].claimant
    assert claimant is not None
    assert claimant.text.removeprefix("The ").removeprefix("the ") == words.removeprefix(
        "The "
    ).removeprefix("the ")


@pytest.mark.parametrize(
    "text",
    [
        "Twelve people were killed near Dorna.",
        "Twelve people were killed, according to reports.",
        "Reports said 12 people were killed.",
        "The mayor was among 12 people killed.",
        "It was said that 12 people were killed.",
        "Twelve people were killed. The mayor said he was sorry.",
    ],
)
def test_figure_in_the_documents_own_voice_has_no_claimant(text: str, read: Reader) -> None:
    assert [s.claimant for s in read(text)] == [None]


def test_full_name_comes_from_elsewhere_in_the_text(read: Reader) -> None:
    text = "Orlov: 12 killed\n\nPavlo Orlov spoke on Monday. Orlov said 12 people were killed."
    assert read(text)[-1].claimant.name == "Pavlo Orlov"


def test_pronoun_stands_for_the_last_person(read: Reader) -> None:
    text = "Pavlo Orlov, the mayor, said he was sad. He said 12 people were killed."
    claimant = read(text)[0].claimant
    assert (claimant.text, claimant.name) == ("He", "Pavlo Orlov")


def test_ministry_stands_for_the_one_named_before(read: Reader) -> None:
    text = (
        "Russia's defence ministry said 12 soldiers were killed. "
        "The ministry said 40 more were wounded."
    )
    assert [s.claimant.party for s in read(text)] == ["RU", "RU"]


def test_speaker_of_a_quotation_carries_over_its_sentences(read: Reader) -> None:
    text = "“It was terrible. Twelve people were killed,” the mayor said."
    assert read(text)[0].claimant.text == "the mayor"


def test_quotation_goes_on_after_its_speaker(read: Reader) -> None:
    text = "“It was terrible,” the mayor said. “Twelve people were killed.”"
    assert read(text)[0].claimant.text == "the mayor"


def test_two_speakers_keep_their_own_figures(read: Reader) -> None:
    text = "The mayor said 12 people were killed, but the army said 15 people were killed."
    assert [s.claimant.name.removeprefix("the ") for s in read(text)] in (
        ["The mayor", "army"],
        ["mayor", "army"],
        ["The mayor", "the army"],
    )


def test_known_office_holder_has_name_side_and_kind(read: Reader) -> None:
    claimant = read("Volodymyr Zelenskiy said 12 soldiers were killed.")[0].claimant
    assert (claimant.party, claimant.kind) == ("UA", "government")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The mayor said 12 people were killed.", "government"),
        ("Police said 12 people were killed.", "government"),
        ("The army said 12 people were killed.", "military"),
        ("The general staff said 12 people were killed.", "military"),
        ("The United Nations said 12 people were killed.", "international organisation"),
        ("Amnesty International said 12 people were killed.", "ngo"),
        ("Witnesses said 12 people were killed.", "witness"),
        ("Reuters counted 12 people killed.", "media"),
        ("Hamas said 12 people were killed.", "armed group"),
    ],
)
def test_claimant_has_its_kind(text: str, kind: str, read: Reader) -> None:
    claimant = read(text)[0].claimant
    assert claimant is not None
    assert claimant.kind == kind


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Twelve people were killed, Reuters reported, citing the mayor.", ["Reuters"]),
        ("The mayor told Reuters 12 people were killed.", ["Reuters"]),
        ("The mayor told reporters 12 people were killed.", []),
        ("The mayor said 12 people were killed.", []),
    ],
)
def test_relay_is_kept_apart_from_the_claimant(text: str, names: list[str], read: Reader) -> None:
    [sighting] = read(text)
    assert [relay.name for relay in sighting.via] == names
    assert sighting.claimant is not None
    assert sighting.claimant.kind == "government"


def test_outlet_that_counts_itself_is_the_claimant(read: Reader) -> None:
    [sighting] = read("Reuters counted 12 people killed in Dorna.")
    assert (sighting.claimant.name, sighting.via) == ("Reuters", ())


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("The army denied that 12 soldiers were killed.", "denied"),
        ("The army said 12 soldiers were not killed.", "denied"),
        ("The army said 12 soldiers were killed.", "asserted"),
        ("The army said no soldiers were killed.", "asserted"),
        ("The army did not say how 12 soldiers were killed.", "asserted"),
    ],
)
def test_denial_is_its_polarity(text: str, polarity: str, read: Reader) -> None:
    assert [s.polarity for s in read(text)] == [polarity]


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("Twelve people were reportedly killed.", "reportedly"),
        ("Twelve people were allegedly killed.", "allegedly"),
        ("Twelve people were killed, according to unconfirmed reports.", "unconfirmed"),
        ("The mayor claimed 12 people were killed.", None),
        ("The mayor said 12 people were killed.", None),
    ],
)
def test_hedge_is_the_documents_own_words(text: str, hedge: str | None, read: Reader) -> None:
    found = read(text)[0].hedge
    assert found == hedge or (hedge is not None and found is not None and hedge in found)


def test_disclaimer_of_the_next_sentence_hedges_the_claim(read: Reader) -> None:
    text = "The army said 12 soldiers were killed. The claim could not be independently verified."
    assert "could not be independently verified" in (read(text)[0].hedge or "")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The mayor said on Monday that 12 people were killed.", "2022-02-28"),
        ("On Monday, the mayor said 12 people were killed.", "2022-02-28"),
        ("The mayor said 12 people were killed.", None),
        ("The mayor said 12 people were killed on Monday.", None),
    ],
)
def test_day_of_the_statement_is_read(text: str, day: str | None, read: Reader) -> None:
    said = read(text)[0].stated_on
    assert (said.isoformat() if said is not None else None) == day


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "In the south, where the army told all to go, 12 people were killed, medics said.",
            "medics",
        ),
        ("The army, which says it lost three men, reported 12 people killed.", "The army"),
        (
            "The Dorna Centre, a group that checks every name it gets, had confirmed 12 deaths.",
            "The Dorna Centre",
        ),
        ("A woman who reached the clinic on Monday said that 12 people were killed.", "A woman"),
        ("The union itself, after going through lists, arrived at 12 deaths.", "The union"),
    ],
)
def test_clause_inside_a_sentence_does_not_take_its_figure(
    text: str, words: str, read: Reader
) -> None:
    assert read(text)[-1].claimant.text == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The governor accused rebels of the attack and said 12 people were killed.", "governor"),
        ("The army denied the raid, as rebels have said, and said 12 people were killed.", "army"),
        ("Rescuers ended their search on Monday and gave the final count: 12 dead.", "Rescuers"),
        ("DORNA — Rescuers ended their search and gave the final count: 12 dead.", "Rescuers"),
    ],
)
def test_second_verb_has_the_subject_of_the_first(text: str, words: str, read: Reader) -> None:
    assert words in read(text)[-1].claimant.text


@pytest.mark.parametrize(
    "text",
    [
        "The health ministry gave a far higher toll on Friday: 12 dead.",
        "The health ministry raised the number of dead to 12.",
        "The health ministry named 12 men among the victims.",
        "The health ministry repeated its claim that 12 people were killed.",
        "The health ministry's most recent figure for deaths in the city is 12.",
        "The health ministry's first statement put the number of dead at 12.",
        "The toll reported by the health ministry since May passed 12 dead.",
        "Twelve people were killed, by the health ministry's estimate.",
    ],
)
def test_figure_given_by_somebody_is_his(text: str, read: Reader) -> None:
    claimant = read(text)[0].claimant
    assert claimant is not None
    assert "health ministry" in claimant.text.lower()


def test_own_count_is_that_of_the_subject(read: Reader) -> None:
    text = "The army lost 1,900 men, by its own reckoning; rebels said 4,000 were killed."
    assert [s.claimant.text for s in read(text)] == ["The army", "rebels"]


def test_who_is_cited_by_a_speaker_is_only_what_he_goes_by(read: Reader) -> None:
    (sighting,) = read("The governor put the number of dead at 12, citing village elders.")
    assert sighting.claimant.text == "The governor"


def test_who_is_cited_by_a_paper_is_the_claimant(read: Reader) -> None:
    (sighting,) = read("Twelve people were killed, according to Reuters, which quoted a doctor.")
    assert sighting.claimant.text == "a doctor"
    assert [relay.name for relay in sighting.via] == ["Reuters"]


def test_medium_that_was_told_stays_for_the_next_quotation(read: Reader) -> None:
    text = "“We have 12 dead,” the mayor, Pavlo Orlov, told AFP. “Three more died,” Orlov said."
    assert [[relay.name for relay in s.via] for s in read(text)] == [["AFP"], ["AFP"]]


def test_speaker_behind_a_semicolon_is_the_one_before_it(read: Reader) -> None:
    text = "The mayor said 12 people were killed; three children were wounded."
    assert {s.claimant.text for s in read(text)} == {"The mayor"}


def test_part_behind_the_speaker_has_the_speaker_of_its_whole(read: Reader) -> None:
    text = "Seventeen people died, according to the mayor, five of them in the river."
    assert [s.claimant.text for s in read(text)] == ["the mayor", "the mayor"]


def test_it_is_no_plural(read: Reader) -> None:
    text = "The coastguard spoke on Monday. Survivors said it was cold. It said 12 people died."
    assert read(text)[0].claimant.name == "The coastguard"


def test_guest_of_an_interview_answers_wherever_he_is_named(read: Reader) -> None:
    text = "Q: And the losses?\n\nA: We lost 12 men.\n\nThe interview was given by Pavlo Orlov."
    assert read(text)[0].claimant.name == "Pavlo Orlov"


def test_label_with_a_description_names_its_speaker(read: Reader) -> None:
    text = "DORNA TIMES: And the losses?\n\nPAVLO ORLOV, a colonel in the south: We lost 12 men."
    assert read(text)[0].claimant.text == "PAVLO ORLOV"


def test_it_is_whom_a_sentence_is_about_not_who_passes_it_on(read: Reader) -> None:
    text = "The ministry said 12 people were killed, Reuters reported. It said three were wounded."
    assert [s.claimant.name for s in read(text)] == ["The ministry", "The ministry"]


def test_own_count_behind_another_one_s_clause_is_not_that_of_the_subject(read: Reader) -> None:
    text = (
        "Velmora said a base had fallen. Kastavia bombed the villages of Velmora, whose men killed"
        " 12 soldiers, by its own count."
    )
    assert read(text)[0].claimant.name == "Velmora"


def test_heading_with_a_colon_is_nobody(read: Reader) -> None:
    for heading in ("Update", "Interview", "First Look"):
        (found,) = read(f"{heading}: 12 people were killed in Dorna.")
        assert found.claimant is None
