"""What a sentence reports as said: where the words begin and end, and what is none."""

import pytest

import counterclaim
from counterclaim.model.statements import Statement


def read(text: str, published: str | None = "2031-03-05") -> list[Statement]:
    return counterclaim.statements(counterclaim.read(text, published=published))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mayor said that the bridge was open.", "the bridge was open"),
        ("The mayor said the bridge was open.", "the bridge was open"),
        ("The bridge was open, the mayor said.", "The bridge was open"),
        ("The bridge was open, said the mayor of Dorna.", "The bridge was open"),
        ("The bridge was open, according to the mayor.", "The bridge was open"),
        ("According to the mayor, the bridge was open.", "the bridge was open"),
        ("The bridge, the mayor said, would be rebuilt.", "The bridge, the mayor said, would be"),
        ("The mayor told a crowd in Dorna that the bridge was open.", "the bridge was open"),
        ("The mayor said in an online post late on Tuesday that it was open.", "it was open"),
        ("The mayor said there was food for all.", "there was food for all"),
        ("The road was shut, the mayor said as the rain went on.", "The road was shut"),
        ('The mayor said: "The bridge is open."', "The bridge is open."),
        ('"The bridge is open," said the mayor.', "The bridge is open"),
        ('"The bridge is open," the mayor said near the gate he had shut.', "The bridge is open"),
        ('In a statement, the mayor said, "The bridge is open to all."', "The bridge is open to"),
        ("The mayor of Dorna denied the charge.", "the charge"),
        ("The mayor claimed, without giving proof, that it was open.", "it was open"),
        ("DORNA, May 3 — The bridge was open, the mayor said.", "The bridge was open"),
    ],
)
def test_words_begin_and_end_with_what_was_said(text: str, words: str) -> None:
    (found,) = read(text)
    assert found.content.text.startswith(words)
    if not words.endswith((" be", " to")):
        assert found.content.text == words


@pytest.mark.parametrize(
    "text",
    [
        "The mayor did not say that the bridge was open.",
        "The mayor would not say when the bridge would open.",
        "If the mayor says that the bridge is open, we will go.",
        "It is said that the bridge is open.",
        "The men whom the mayor said were held are free.",
        "The raid, which the mayor said went on for hours, is over.",
        "The Dornan state railway runs to the coast and back.",
        "Officials spoke of the State of the Union on Friday.",
        "The mayor saw that the bridge was open.",
        "The mayor told reporters.",
        "Film posted on Friday, taken in Dorna, showed the road.",
        "When he was seven, Velmora declared its independence.",
        "Asked whether the bridge was open, the mayor replied:",
        "The mayor read a statement released by the ministry.",
    ],
)
def test_what_nobody_is_said_to_have_said_is_none(text: str) -> None:
    assert [found.content.text for found in read(text)] == []


def test_what_holds_a_claim_is_left_out() -> None:
    assert read("The mayor said that at least 40 people were killed in the blast.") == []


def test_words_all_in_marks_are_quoted() -> None:
    (found,) = read("The mayor said that “the bridge is open”.")
    assert (found.content.text, found.quoted) == ("the bridge is open", True)


def test_words_partly_in_marks_keep_them() -> None:
    (found,) = read("The mayor said that the bridge was “open for all”.")
    assert (found.content.text, found.quoted) == ("the bridge was “open for all”", False)


def test_two_speakers_of_a_sentence_say_two_things() -> None:
    found = read("The mayor said the road was shut, and the general said it was open.")
    assert [(s.speaker.name, s.content.text) for s in found] == [
        ("The mayor", "the road was shut"),
        ("the general", "it was open"),
    ]


def test_what_goes_on_without_a_name_keeps_its_speaker() -> None:
    found = read("The mayor said the road was shut and said the bridge was open.")
    assert [(s.speaker.name, s.content.text) for s in found] == [
        ("The mayor", "the road was shut"),
        ("The mayor", "the bridge was open"),
    ]


def test_an_agency_passes_on() -> None:
    for text in (
        "Reuters reported that the mayor said that the bridge was open.",
        "The mayor said that the bridge was open, Reuters reported.",
        "The mayor told Reuters that the bridge was open.",
        "The bridge was open, Reuters reported, citing the mayor.",
    ):
        (found,) = read(text)
        assert found.speaker.name.lower() == "the mayor"
        assert [relay.name for relay in found.via] == ["Reuters"]
        assert found.content.text.lower() == "the bridge was open"


def test_a_quotation_of_two_paragraphs_is_one_statement() -> None:
    text = '"We had no bread. We had no news.\n\n"Then they came," the mayor said.'
    (found,) = read(text)
    assert found.content.text == text[1 : text.index(',"')]
    assert found.quoted


def test_a_quotation_alone_is_its_neighbour_s() -> None:
    text = 'The mayor of Dorna said the road was shut.\n\n"It has been shut for weeks and weeks."'
    found = read(text)
    assert [s.speaker.name for s in found] == ["The mayor of Dorna"] * 2
    assert found[1].content.text == "It has been shut for weeks and weeks."
    assert found[1].sentence == found[0].sentence


def test_a_quotation_is_not_its_neighbour_s_where_another_sentence_stands_between() -> None:
    text = 'The mayor said the road was shut. Rain fell.\n\n"It has been shut for weeks and weeks."'
    assert len(read(text)) == 1


def test_an_unverified_report_is_a_stance_of_its_own() -> None:
    (found,) = read("Reuters could not verify the report.")
    assert (found.stance, found.content.text) == ("could not verify", "the report")


def test_stated_on_is_the_day_of_the_saying() -> None:
    (found,) = read("The mayor said on Monday that the bridge was shut.")
    assert str(found.stated_on) == "2031-03-03"


def test_captions_and_furniture_are_left_out() -> None:
    text = "The mayor said the bridge was open. Photo: Dorna Press/Getty Images\n\nRain fell."
    assert read(text) == []


def test_ids_depend_on_the_words_alone() -> None:
    text = "The mayor said that the bridge was open."
    assert [s.id for s in read(text)] == [s.id for s in read(text, None)]


@pytest.mark.parametrize(
    ("text", "speaker", "words"),
    [
        (
            "The mayor visited the hospital and said the road was open.",
            "The mayor",
            "the road was open",
        ),
        (
            "On Monday, the mayor of Dorna met the general and said the road was open.",
            "the mayor of Dorna",
            "the road was open",
        ),
        ("Torv met the general and later said it was over.", "Torv", "it was over"),
        ('"Stay at home," the mayor wrote on Telegram.', "the mayor", "Stay at home"),
        (
            "The mayor wrote on Telegram that the road was open.",
            "The mayor",
            "the road was open",
        ),
        (
            "Velmora urged both sides to return to the talks.",
            "Velmora",
            "both sides to return to the talks",
        ),
        ("The mayor has called for a truce in Dorna.", "The mayor", "a truce in Dorna"),
        ("Kastavia vowed to retake the town.", "Kastavia", "retake the town"),
        ("Kastavia vowed that the town would be retaken.", "Kastavia", "the town would be retaken"),
        ("Ilen Torv warned of a hard winter.", "Ilen Torv", "a hard winter"),
        (
            'The president called the attack "a rejection of peace".',
            "The president",
            'the attack "a rejection of peace"',
        ),
        ("Analysts believe the front will hold.", "Analysts", "the front will hold"),
        (
            "Officials fear the dam in the north has burst.",
            "Officials",
            "the dam in the north has burst",
        ),
        (
            "Velmora says it is shelling the rebels, who deny using schools as bases.",
            "Velmora",
            "it is shelling the rebels, who deny using schools as bases",
        ),
        (
            "Asked whether it would hold, the mayor said the line was firm.",
            "the mayor",
            "the line was firm",
        ),
    ],
)
def test_speaker_and_words(text: str, speaker: str, words: str) -> None:
    (found,) = read(text)
    assert (found.speaker.text, found.content.text) == (speaker, words)


def test_who_is_quoted_as_saying_speaks_and_the_outlet_passes_on() -> None:
    (found,) = read("State TV quoted the minister as saying that the bridge was open.")
    assert (found.speaker.name, found.content.text) == ("the minister", "the bridge was open")
    assert [relay.name for relay in found.via] == ["State TV"]


@pytest.mark.parametrize(
    "text",
    [
        "Q: Is morale good?",
        "Interview: the general on the winter",
        "First Look: the general on the winter is firm",
        "Asked whether the city would hold, the mayor said yes.",
        "The mayor called the governor on Monday.",
        "Both sides were urged to return to the talks.",
        "The mayor did not call for a truce.",
        "Officials accept the keys he had lost.",
        "Kastavia's demand for a truce is old.",
        "Floods threaten the town.",
    ],
)
def test_headings_questions_and_deeds_are_no_statements(text: str) -> None:
    assert [found.content.text for found in read(text)] == []


INTERVIEW = """Colonel Ilen Torv leads a brigade in Dorna.

Q: Is morale good?

A: It is very good. Do you see them? We have no lack of men.

The road is open as well.

Q: And how many were lost?

A: We lost 12 men in May. Bread is short. The mayor said the road was shut."""


def test_answers_of_an_interview_are_whose_they_are() -> None:
    found = read(INTERVIEW)
    assert [(s.speaker.text, s.speaker.name, s.content.text) for s in found] == [
        ("A", "Ilen Torv", "It is very good"),
        ("A", "Ilen Torv", "We have no lack of men"),
        ("A", "Ilen Torv", "The road is open as well"),
        ("A", "Ilen Torv", "Bread is short"),
        ("The mayor", "The mayor", "the road was shut"),
    ]
    assert found[0].sentence == found[1].sentence == found[2].sentence
    assert found[0].cue.text == ":"


def test_what_goes_on_behind_a_name_and_a_colon_is_said_too() -> None:
    found = read("Governor Petra Hollan: The road is shut. Bread is short.\n\nRain fell.")
    assert [(s.speaker.name, s.content.text) for s in found] == [
        ("Petra Hollan", "The road is shut"),
        ("Petra Hollan", "Bread is short"),
    ]
