"""Quantities: the words, the kind and the bounds; and the numbers that count nobody."""

from collections.abc import Callable

import pytest

from counterclaim.extract.counts import read_count
from counterclaim.extract.quantities import bounds_of, find_quantities
from counterclaim.text.tokens import Tokens

Cutter = Callable[[str], Tokens]

# The quantity as it stands before "soldiers died", with kind, value, low and high.
WORDED = [
    # figures
    ("498", "exact", 498, 498, 498),
    ("6,000", "exact", 6000, 6000, 6000),
    ("6 000", "exact", 6000, 6000, 6000),
    ("6\u00a0000", "exact", 6000, 6000, 6000),
    ("6\u202f000", "exact", 6000, 6000, 6000),
    ("6.000", "exact", 6000, 6000, 6000),
    ("1,234,567", "exact", 1234567, 1234567, 1234567),
    ("1.234.567", "exact", 1234567, 1234567, 1234567),
    ("6k", "exact", 6000, 6000, 6000),
    ("1.5k", "exact", 1500, 1500, 1500),
    ("1.2m", "exact", 1200000, 1200000, 1200000),
    ("1.2 million", "exact", 1200000, 1200000, 1200000),
    ("3 thousand", "exact", 3000, 3000, 3000),
    ("2 lakh", "exact", 200000, 200000, 200000),
    ("1,50,000", "exact", 150000, 150000, 150000),
    ("1.234 million", "exact", 1234000, 1234000, 1234000),
    ("2,500.5 million", "exact", 2500500000, 2500500000, 2500500000),
    ("3e4", "exact", 30000, 30000, 30000),
    ("2.5x10^3", "exact", 2500, 2500, 2500),
    ("7.00", "exact", 7, 7, 7),
    ("0.5 million", "exact", 500000, 500000, 500000),
    ("3 mil", "exact", 3000000, 3000000, 3000000),
    ("4 bln", "exact", 4000000000, 4000000000, 4000000000),
    ("1.2 M", "exact", 1200000, 1200000, 1200000),
    ("1.4 k", "exact", 1400, 1400, 1400),
    ("2MM", "exact", 2000000, 2000000, 2000000),
    ("3B", "exact", 3000000000, 3000000000, 3000000000),
    ("3 million and a half", "exact", 3500000, 3500000, 3500000),
    ("5 hundred and 12", "exact", 512, 512, 512),
    ("2 thousand 3 hundred", "exact", 2300, 2300, 2300),
    ("4 crore and six hundred", "exact", 40000600, 40000600, 40000600),
    ("8 dozens", "exact", 96, 96, 96),
    # words
    ("two", "exact", 2, 2, 2),
    ("Twelve", "exact", 12, 12, 12),
    ("twenty-five", "exact", 25, 25, 25),
    ("ninety two", "exact", 92, 92, 92),
    ("a hundred", "exact", 100, 100, 100),
    ("one hundred and six", "exact", 106, 106, 106),
    ("two hundred six", "exact", 206, 206, 206),
    ("six thousand", "exact", 6000, 6000, 6000),
    ("Six thousand", "exact", 6000, 6000, 6000),
    ("six thousand five hundred", "exact", 6500, 6500, 6500),
    ("eleven hundred", "exact", 1100, 1100, 1100),
    ("a million", "exact", 1000000, 1000000, 1000000),
    ("a million and a half", "exact", 1500000, 1500000, 1500000),
    ("half a million", "exact", 500000, 500000, 500000),
    ("a dozen", "exact", 12, 12, 12),
    ("two dozen", "exact", 24, 24, 24),
    ("half a dozen", "exact", 6, 6, 6),
    ("ninety-five hundred", "exact", 9500, 9500, 9500),
    ("seven hundred thousand", "exact", 700000, 700000, 700000),
    ("hundred thousand", "exact", 100000, 100000, 100000),
    ("two thousand million", "exact", 2000000000, 2000000000, 2000000000),
    ("one thousand and six", "exact", 1006, 1006, 1006),
    ("three million four hundred thousand and seven", "exact", 3400007, 3400007, 3400007),
    ("sixty - four", "exact", 64, 64, 64),
    ("three dozens", "exact", 36, 36, 36),
    ("two hundred and five dozen", "exact", 260, 260, 260),
    ("two thousands", "exact", 2000, 2000, 2000),
    ("six-hundred", "exact", 600, 600, 600),
    ("half-a-million", "exact", 500000, 500000, 500000),
    ("a half-million", "exact", 500000, 500000, 500000),
    ("half million", "exact", 500000, 500000, 500000),
    ("quarter of a million", "exact", 250000, 250000, 250000),
    ("a quarter million", "exact", 250000, 250000, 250000),
    ("three quarters of a million", "exact", 750000, 750000, 750000),
    ("two-fifths of a million", "exact", 400000, 400000, 400000),
    ("four and a half million", "exact", 4500000, 4500000, 4500000),
    ("two-and-a-half thousand", "exact", 2500, 2500, 2500),
    ("three million and a quarter", "exact", 3250000, 3250000, 3250000),
    ("one million and two fifths", "exact", 1400000, 1400000, 1400000),
    ("two billion and a half million", "exact", 2000500000, 2000500000, 2000500000),
    ("sixty thirds", "exact", 20, 20, 20),
    ("both", "exact", 2, 2, 2),
    # about
    ("about 6,000", "about", 6000, 5400, 6600),
    ("around 100", "about", 100, 90, 110),
    ("some 200", "about", 200, 180, 220),
    ("roughly 50", "about", 50, 45, 55),
    ("approximately 50", "about", 50, 45, 55),
    ("an estimated 1,500", "about", 1500, 1350, 1650),
    ("forty or so", "about", 40, 36, 44),
    ("about 30 or more", "at_least", 30, 30, None),
    # nearly
    ("close to 6,000", "nearly", 6000, 5400, 5999),
    ("almost 6,000", "nearly", 6000, 5400, 5999),
    ("nearly 100", "nearly", 100, 90, 99),
    ("just under 100", "nearly", 100, 90, 99),
    ("approaching 100", "nearly", 100, 90, 99),
    # floors
    ("more than 2,000", "more_than", 2000, 2001, None),
    ("over 300", "more_than", 300, 301, None),
    ("well over 300", "more_than", 300, 301, None),
    ("upwards of 300", "more_than", 300, 301, None),
    ("in excess of 300", "more_than", 300, 301, None),
    ("more than a hundred", "more_than", 100, 101, None),
    ("more than a dozen", "more_than", 12, 13, None),
    ("at least 498", "at_least", 498, 498, None),
    ("At least twelve", "at_least", 12, 12, None),
    ("no fewer than 30", "at_least", 30, 30, None),
    ("no less than 30", "at_least", 30, 30, None),
    ("a minimum of 30", "at_least", 30, 30, None),
    ("200+", "at_least", 200, 200, None),
    ("thirty or more", "at_least", 30, 30, None),
    ("greater than or equal to 30", "at_least", 30, 30, None),
    ("more than 30 or equal", "at_least", 30, 30, None),
    (">= 30", "at_least", 30, 30, None),
    ("≥ 30", "at_least", 30, 30, None),
    ("> 30", "more_than", 30, 31, None),
    # ceilings
    ("fewer than 20", "less_than", 20, 0, 19),
    ("less than 20", "less_than", 20, 0, 19),
    ("under 20", "less_than", 20, 0, 19),
    ("up to 100", "at_most", 100, 0, 100),
    ("as many as 40", "at_most", 40, 0, 40),
    ("no more than 40", "at_most", 40, 0, 40),
    ("at most 40", "at_most", 40, 0, 40),
    ("a maximum of 40", "at_most", 40, 0, 40),
    ("ten or fewer", "at_most", 10, 0, 10),
    ("equal to or less than 10", "at_most", 10, 0, 10),
    ("≤10", "at_most", 10, 0, 10),
    ("<10", "less_than", 10, 0, 9),
    # ranges
    ("between 40 and 50", "range", None, 40, 50),
    ("between 5,000 and 6,000", "range", None, 5000, 6000),
    ("between five and six thousand", "range", None, 5000, 6000),
    ("from 40 to 50", "range", None, 40, 50),
    ("40 to 50", "range", None, 40, 50),
    ("40-50", "range", None, 40, 50),
    ("40–50", "range", None, 40, 50),
    ("two or three", "range", None, 2, 3),
    ("five to six thousand", "range", None, 5000, 6000),
    ("some 40 to 50", "range", None, 40, 50),
    ("40~50", "range", None, 40, 50),
    ("5k-6k", "range", None, 5000, 6000),
    ("1.5 to 2 million", "range", None, 1500000, 2000000),
    ("between 1.2 and 1.5 million", "range", None, 1200000, 1500000),
    ("1.5-2.5k", "range", None, 1500, 2500),
    ("40 through 50", "range", None, 40, 50),
    ("two or three hundred", "range", None, 200, 300),
    ("two to three dozen", "range", None, 24, 36),
    ("between two hundred and three hundred", "range", None, 200, 300),
    ("between 50 and two hundred", "range", None, 50, 200),
    ("at least 40 but fewer than 50", "range", None, 40, 49),
    ("more than 40 and less than 50", "range", None, 41, 49),
    ("at most 50 and at least 40", "range", None, 40, 50),
    # vague words
    ("several", "vague", None, 2, 12),
    ("a few", "vague", None, 2, 12),
    ("a handful of", "vague", None, 2, 12),
    ("many", "vague", None, 2, None),
    ("countless", "vague", None, 2, None),
    ("dozens of", "vague", None, 24, 120),
    ("scores of", "vague", None, 40, 200),
    ("hundreds of", "vague", None, 200, 2000),
    ("several hundred", "vague", None, 200, 999),
    ("thousands of", "vague", None, 2000, 20000),
    ("several thousand", "vague", None, 2000, 9999),
    ("tens of thousands of", "vague", None, 20000, 200000),
    ("hundreds of thousands of", "vague", None, 200000, 2000000),
    # none and some
    ("no", "none", 0, 0, 0),
    ("0", "none", 0, 0, 0),
    ("zero", "none", 0, 0, 0),
    ("not a single", "none", 0, 0, 0),
    ("an unspecified number of", "some", None, 1, None),
]


def found(tokens: Tokens) -> list[tuple[str, str, int | None, int | None, int | None]]:
    return [
        (tokens.between(m.first, m.last), m.kind, m.value, m.low, m.high)
        for m in find_quantities(tokens)
    ]


@pytest.mark.parametrize("case", WORDED, ids=[case[0] for case in WORDED])
def test_quantity_has_its_kind_and_bounds(
    case: tuple[str, str, int | None, int | None, int | None], cut_sentence: Cutter
) -> None:
    words, *expected = case
    [(text, *rest)] = found(cut_sentence(f"{words} soldiers died."))
    assert rest == expected
    assert words.removesuffix(" of") in (text, text.removesuffix(" of"))


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("two more men died", ["two"]),
        ("another three men died", ["three"]),
        ("a further 12 men died", ["12"]),
        ("12 other men died", ["12"]),
        ("a man died", ["a"]),
        ("another man died", ["another"]),
        ("at least eight people died and 27 were hurt", ["at least eight", "27"]),
        ("more than “2,000” men died", ["more than “2,000"]),
        ("one of 12 men died", ["one", "12"]),
        ("THE DEATHS OF TWELVE MEN", ["TWELVE"]),
        ("three men died and more than 20 were hurt", ["three", "more than 20"]),
        ("10 and more than 40 men", ["10", "more than 40"]),
        ("12 or fewer than 10 men", ["12", "fewer than 10"]),
        ("more than 40 and fewer than 10 men", ["more than 40", "fewer than 10"]),
        ("the toll exceeded 300", ["300"]),
        ("it lost 3,000, 200 of them boys", ["3,000", "200"]),
        ("2 thousand and 300 were hurt", ["2 thousand", "300"]),
        ("1.5 million and 20 men", ["1.5 million", "20"]),
        ("three hundred and two hundred men", ["three hundred", "two hundred"]),
        ("two thousand three thousand men", ["two thousand", "three thousand"]),
        ("in 2022 thousands fled", ["2022", "thousands"]),
        ("on May 3 dozens fled", ["3", "dozens"]),
        ("on 24.2.2022 in town", ["24", "2", "2022"]),
        ("two thirds of the men", ["two"]),
        ("Block 5 K", ["5"]),
        ("5G masts", []),
        ("the 1.5 and two men", ["two"]),
        ("a 120mm shell", ["a", "120"]),
        ("the score was 3-0", ["3"]),
    ],
)
def test_span_covers_the_words_of_the_quantity(
    sentence: str, words: list[str], cut_sentence: Cutter
) -> None:
    assert [text for text, *_ in found(cut_sentence(sentence))] == words


@pytest.mark.parametrize(
    "sentence",
    [
        "Orlov, 45, died.",
        "He died aged 45.",
        "On 24 February soldiers died.",
        "On February 24 soldiers died.",
        "They died in 2022.",
        "They died in 2014-2015.",
        "The third soldier died.",
        "They died at 10:30.",
        "A 60-year-old died.",
        "They fired a Grad BM-21 at them.",
        "A house burned.",
        "The T-72 burned.",
        "A Boeing 737 crashed.",
    ],
)
def test_number_that_counts_nobody_is_no_count_of_people(
    sentence: str, cut_sentence: Cutter
) -> None:
    tokens = cut_sentence(sentence)
    counts = [read_count(tokens, mention) for mention in find_quantities(tokens)]
    assert [c for c in counts if c is not None and not c.is_thing] == []


@pytest.mark.parametrize(
    "sentence",
    [
        "$300 was lost.",
        "€300 was lost.",
        "300 dollars were lost.",
        "40 per cent died.",
        "40% died.",
        "12 tanks burned.",
        "three apartment buildings burned",
        "1,000 rockets fell.",
        "12 kilometres away",
        "24 hours later",
        "six days of war",
        "two army trucks burned",
    ],
)
def test_count_of_things_is_marked(sentence: str, cut_sentence: Cutter) -> None:
    tokens = cut_sentence(sentence)
    counts = [read_count(tokens, mention) for mention in find_quantities(tokens)]
    assert [c.is_thing for c in counts if c is not None] == [True]


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("498 soldiers died", "498 soldiers"),
        ("498 of its soldiers died", "498 of its soldiers"),
        ("two captured US volunteers", "two captured US volunteers"),
        ("a 60-year-old woman died", "a 60-year-old woman"),
        ("12 other people died", "12 other people"),
        ("three Ukrainian and Russian soldiers died", "three Ukrainian and Russian soldiers"),
        ("two police officers died", "two police officers"),
        ("at least 12 were hurt", "at least 12"),
    ],
)
def test_count_covers_its_noun_phrase(sentence: str, phrase: str, cut_sentence: Cutter) -> None:
    tokens = cut_sentence(sentence)
    count = read_count(tokens, find_quantities(tokens)[0])
    assert count is not None
    assert tokens.between(count.first, count.last) == phrase


def test_number_behind_a_verb_of_exceeding_is_a_floor(cut_sentence: Cutter) -> None:
    assert found(cut_sentence("The toll exceeds 300.")) == [("300", "more_than", 300, 301, None)]
    assert found(cut_sentence("Toll passes 41,000")) == [
        ("41,000", "more_than", 41000, 41001, None)
    ]


def test_number_beyond_all_people_counts_nobody(cut_sentence: Cutter) -> None:
    tokens = cut_sentence("Two trillion soldiers died.")
    assert [m.value for m in find_quantities(tokens)] == [2_000_000_000_000]
    assert [read_count(tokens, m) for m in find_quantities(tokens)] == [None]


def test_noun_of_loss_is_the_head_of_its_count(cut_sentence: Cutter) -> None:
    tokens = cut_sentence("12 deaths were reported")
    count = read_count(tokens, find_quantities(tokens)[0])
    assert count is not None
    assert count.noun is not None


@pytest.mark.parametrize(
    ("kind", "value", "width", "bounds"),
    [
        ("exact", 5, 0.0, (5, 5)),
        ("about", 5, 0.1, (5, 5)),
        ("about", 10, 0.1, (9, 11)),
        ("nearly", 5, 0.1, (4, 4)),
        ("nearly", 1, 0.1, (0, 0)),
        ("more_than", 1, 0.0, (2, None)),
        ("less_than", 1, 0.0, (0, 0)),
        ("at_most", 1, 0.0, (0, 1)),
    ],
)
def test_bounds_follow_from_the_kind(
    kind: str, value: int, width: float, bounds: tuple[int | None, int | None]
) -> None:
    assert bounds_of(kind, value, width) == bounds


@pytest.mark.parametrize("figure", ["9" * 30, "9" * 5_000, "0.5"])
def test_figure_that_cannot_count_people_is_no_quantity(figure: str, cut_sentence: Cutter) -> None:
    assert found(cut_sentence(f"{figure} soldiers died")) == []
