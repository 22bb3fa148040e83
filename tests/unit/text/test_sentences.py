"""Paragraphs and sentences, in clean text and in text as it comes."""

import pytest

from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.text.sentences import Block, dateline_town, split_blocks, split_sentences

WIRE = (
    "A car bomb went off beside the barracks of the third brigade in\n"
    "the port of Dorna on Monday morning, and the governor of the region\n"
    "said that twelve recruits had died in it. Nobody has claimed the\n"
    "attack so far.\n"
    "\n"
    "The governor spoke to reporters at noon beside the ruins of the gate\n"
    "and left soon after.\n"
)


def sentences(text: str, lexicon: Lexicon) -> list[str]:
    return [
        text[start:end]
        for block in split_blocks(text)
        for start, end in split_sentences(text, block, lexicon)
    ]


@pytest.mark.parametrize(
    "parts",
    [
        ["Twelve people died.", "Nobody was hurt."],
        ["Did twelve people die?", "Nobody knows!", "Later they said so."],
        ["Gen. Orlov said 12 soldiers died.", "He left."],
        ["Lt. Gen. Pavlo Orlov spoke.", "Then Mr. Orlov left."],
        ["The U.S. Army lost two men.", "It said so on Monday."],
        ["He came at 5 p.m. on Monday.", "She left."],
        ["J. K. Orlov was hurt.", "He lives."],
        ["On Jan. 5 two men died.", "One more died on Feb. 6."],
        ["Prices rose by 1.2 per cent.", "Nobody died."],
        ["It was car no. 7 that hit them.", "Two men died."],
        ["He said no.", "Then two men died."],
        ["“Two men died.”", "The mayor said so."],
        ["“Two men died,” the mayor said.", "“We mourn.”"],
        ["He wrote: “Two men died.", "Three are missing.”", "Nobody replied."],
        ["Two men died…", "Three are missing."],
        ["Two men died (one of them a guard).", "Three are missing."],
        ["Two men died.", "3 are missing."],
        ["Two men died.", "al-Noor hospital took in five."],
        ["Two men died!!!", "Three are missing."],
        ["Two men died 😀.", "Three are missing."],
    ],
)
def test_text_falls_into_its_sentences(parts: list[str], lexicon: Lexicon) -> None:
    assert sentences(" ".join(parts), lexicon) == parts


def test_sentence_may_have_no_full_stop(lexicon: Lexicon) -> None:
    assert sentences("Two men die in Dorna", lexicon) == ["Two men die in Dorna"]


def test_lower_case_after_a_full_stop_goes_on(lexicon: Lexicon) -> None:
    assert len(sentences("The firm approx. doubled its fleet.", lexicon)) == 1


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\r\n\r\n", "\u00a0\n"])
def test_blank_text_has_no_sentence(text: str, lexicon: Lexicon) -> None:
    assert sentences(text, lexicon) == []


def test_every_line_is_a_paragraph() -> None:
    text = "Headline\n\nFirst paragraph.\nSecond paragraph."
    assert [text[b.start : b.end] for b in split_blocks(text)] == [
        "Headline",
        "First paragraph.",
        "Second paragraph.",
    ]


def test_first_paragraph_is_marked() -> None:
    assert [b.first for b in split_blocks("One\nTwo\nThree")] == [True, False, False]


def test_hard_wrapped_lines_are_joined() -> None:
    assert len(split_blocks(WIRE)) == 2


def test_sentence_runs_over_wrapped_lines(lexicon: Lexicon) -> None:
    assert [" ".join(s.split()) for s in sentences(WIRE, lexicon)][1:] == [
        "Nobody has claimed the attack so far.",
        "The governor spoke to reporters at noon beside the ruins of the gate and left soon after.",
    ]


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_line_ends_do_not_change_the_sentences(ending: str, lexicon: Lexicon) -> None:
    found = sentences(WIRE.replace("\n", ending), lexicon)
    assert [" ".join(s.split()) for s in found] == [
        " ".join(s.split()) for s in sentences(WIRE, lexicon)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Russia said that 498 of its soldiers had\ndied and that 1,597 had been\nwounded.",
        "Russia said that 498 of its soldiers had\r\ndied in Ukraine.",
        "Twelve people,\nthree of them children, died.",
        "“Twelve people”\nwere hurt.",
    ],
)
def test_line_without_a_stop_goes_on_in_lower_case(text: str) -> None:
    assert len(split_blocks(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Twelve killed in Dorna\nA bomb went off on Monday.",
        "Twelve people died.\nthree were hurt",
        "“Twelve people died.”\nthree were hurt",
        "The dead:\ntwelve recruits",
        "Twelve killed in Dorna\n\nthree were hurt",
        "Twelve killed in Dorna\nal-Noor hospital took in five.",
        "Twelve killed in Dorna\n• three were hurt",
    ],
)
def test_line_that_is_complete_stays_apart(text: str) -> None:
    assert len(split_blocks(text)) == 2


def test_lines_are_joined_by_their_neighbours_only() -> None:
    text = "Twelve killed\nA bomb went off and\nhit a bus.\nThree are\nmissing."
    assert [text[b.start : b.end].count("\n") for b in split_blocks(text)] == [0, 1, 1]


def test_short_lines_of_a_list_stay_apart() -> None:
    assert len(split_blocks("Killed\nTwelve\nWounded\nForty\nMissing\nThree\n")) == 6


def test_sentence_starts_and_ends_without_white_space(lexicon: Lexicon) -> None:
    text = "  Two men died.   \u00a0Three are missing.  "
    assert [s.strip() for s in sentences(text, lexicon)] == sentences(text, lexicon)


def test_very_long_run_is_cut(lexicon: Lexicon) -> None:
    found = sentences("word " * 2_000, lexicon)
    assert len(found) >= 3
    assert max(len(s) for s in found) <= 4_000


def test_very_long_word_is_cut(lexicon: Lexicon) -> None:
    assert "".join(sentences("x" * 10_000, lexicon)) == "x" * 10_000


def test_sentences_of_one_paragraph_stay_in_it(lexicon: Lexicon) -> None:
    text = "Zero. One. Two."
    assert list(split_sentences(text, Block(start=6, end=10), lexicon)) == [(6, 10)]


@pytest.mark.parametrize(
    "dateline",
    [
        "DORNA, Velmora (Kastapress) — ",
        "DORNA (Svetlo) - ",
        "PORT DORNA, Nov. 5 (Svetlo) -- ",
        "DORNA: ",
    ],
)
def test_dateline_belongs_to_no_sentence(dateline: str, lexicon: Lexicon) -> None:
    text = f"{dateline}Two men died on Monday. Three are missing."
    assert sentences(text, lexicon) == ["Two men died on Monday.", "Three are missing."]


def test_capitals_before_a_dash_inside_a_sentence_are_no_dateline(lexicon: Lexicon) -> None:
    text = "The UN - which counts them - lists 12 dead."
    assert sentences(text, lexicon) == [text]


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("PORT SELIM, Palawe (AFP) — The ferry sank.", "PORT SELIM"),
        ("DORNA — Shells fell on the market.", "DORNA"),
        ("BIR ESSA, Oct. 3 (Kastapress) -- The well was hit.", "BIR ESSA"),
        ("The ferry sank.", None),
    ],
)
def test_town_of_a_dateline_has_all_its_words(text: str, town: str | None) -> None:
    [block] = split_blocks(text)
    assert dateline_town(text, block) == town
