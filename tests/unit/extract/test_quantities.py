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
    ("both", "exact", 2, 2, 2),
    # about
    ("about 6,000", "about", 6000, 5400, 6600),
    ("around 100", "about", 100, 90, 110),
    ("some 200", "about", 200, 180, 220),
    ("roughly 50", "about", 50, 45, 55),
    ("approximately 50", "about", 50, 45, 55),
    ("an estimated 1,500", "about", 1500, 1350, 1650),
    ("forty or so", "about", 40, 36, 44),
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
