"""Tokens: where they begin and end, which phrases are one, and what their letters say."""

from collections.abc import Callable

import pytest

from counterclaim.text.tokens import Tokens

Cutter = Callable[[str], Tokens]


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("498 soldiers died.", ["498", "soldiers", "died", "."]),
        ("6,000 died", ["6,000", "died"]),
        ("6 000 died", ["6 000", "died"]),
        ("6\u00a0000 died", ["6\u00a0000", "died"]),
        ("6\u202f000 died", ["6\u202f000", "died"]),
        ("6.000 died", ["6.000", "died"]),
        ("6,000, he said", ["6,000", ",", "he", "said"]),
        ("1.234.567.", ["1.234.567", "."]),
        ("1,674.5 million", ["1,674.5", "million"]),
        ("1,50,000 fled", ["1,50,000", "fled"]),
        ("22,24,26", ["22", ",", "24", ",", "26"]),
        ("24.2.2022", ["24", ".", "2", ".", "2022"]),
        ("1.3e6", ["1.3e6"]),
        ("5k-6k", ["5", "k", "-", "6", "k"]),
        ("on 25/10", ["on", "25/10"]),
        ("555/0199", ["555", "/", "0199"]),
        ("ten and more than two", ["ten", "and", "more than", "two"]),
        ("ten and more died", ["ten", "and more", "died"]),
        ("1.2 million fled", ["1.2", "million", "fled"]),
        ("6k died", ["6", "k", "died"]),
        ("a 60-year-old woman", ["a", "60-year-old", "woman"]),
        ("on the 24th", ["on", "the", "24th"]),
        ("at 10:30 on", ["at", "10:30", "on"]),
        ("the mayor's men", ["the", "mayor", "'s", "men"]),
        ("the mayor’s men", ["the", "mayor", "’s", "men"]),
        ("didn't die", ["didn't", "die"]),
        ("well-known man", ["well-known", "man"]),
        ("40-50 died", ["40", "-", "50", "died"]),
        ("40–50 died", ["40", "–", "50", "died"]),
        ("(two) [three]", ["(", "two", ")", "[", "three", "]"]),
        ("two,three", ["two", ",", "three"]),
        ("😀 two", ["😀", "two"]),
    ],
)
def test_sentence_is_cut_into_its_words(
    sentence: str, words: list[str], cut_sentence: Cutter
) -> None:
    tokens = cut_sentence(sentence)
    assert [tokens.word(i) for i in range(len(tokens))] == words


@pytest.mark.parametrize(
    "sentence",
    [
        "At least 498 soldiers — “ours” — died on 24 Feb. 2022, he said.",
        "😀 Two\u00a0men (a U.S. soldier’s sons) died…",
        "ALL 6 000 OF THE ENEMY'S MEN DIED",
    ],
)
def test_token_reads_back_to_its_place(sentence: str, cut_sentence: Cutter) -> None:
    tokens = cut_sentence(sentence)
    for index in range(len(tokens)):
        word = sentence[tokens.starts[index] : tokens.ends[index]]
        assert " ".join(word.lower().replace("’", "'").split()) == tokens.lows[index]


def test_offsets_count_from_the_start_of_the_text(cut_sentence: Cutter) -> None:
    tokens = Tokens("Zero. Two men died.", (6, 19), cut_sentence("x").lexicon)
    assert (tokens.starts[0], tokens.ends[-1]) == (6, 19)


@pytest.mark.parametrize(
    ("sentence", "phrase"),
    [
        ("at least two men died", "at least"),
        ("he said, according to the mayor", "according to"),
        ("tens of thousands of men fled", "tens of thousands of"),
        ("more than two men died", "more than"),
        ("no one died", "no one"),
        ("an unspecified number died", "an unspecified number"),
        ("the death toll rose", "death toll"),
        ("prisoners of war", "prisoners of war"),
        ("AT LEAST two men died", "at least"),
        ("at\nleast two men died", "at least"),
        ("in the past 24 hours", "in the past"),
    ],
)
def test_phrase_of_the_lexicon_is_one_token(
    sentence: str, phrase: str, cut_sentence: Cutter
) -> None:
    assert phrase in cut_sentence(sentence).lows


@pytest.mark.parametrize(
    ("sentence", "lows"),
    [
        ("in the past 24 hours", ["in the past", "24", "hours"]),
        ("in the", ["in", "the"]),
        ("in the town", ["in", "the", "town"]),
        ("Gen. Orlov of the United States", ["gen.", "orlov", "of", "the", "united states"]),
    ],
)
def test_phrase_needs_all_its_words(sentence: str, lows: list[str], cut_sentence: Cutter) -> None:
    assert cut_sentence(sentence).lows == lows


def test_names_stand_where_their_tokens_stand(cut_sentence: Cutter) -> None:
    tokens = cut_sentence("At least two of Gen. Orlov's men died in the past week, Russia said.")
    assert [tokens.lows[index] for index in tokens.names if tokens.letters[index] == "E"] == [
        "russia"
    ]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("In the United States two men died", "united states"),
        ("In Kyiv two men died", "kyiv"),
        ("the Islamic State group", "islamic state"),
    ],
)
def test_known_name_has_its_meanings(sentence: str, name: str, cut_sentence: Cutter) -> None:
    tokens = cut_sentence(sentence)
    index = next(i for i, low in enumerate(tokens.lows) if name in low)
    assert tokens.letters[index] == "E"
    assert tokens.names.get(index) or tokens.lows[index] in tokens.lexicon.places


@pytest.mark.parametrize("sentence", ["they told us so", "who is it", "may they rest"])
def test_small_word_is_no_name(sentence: str, cut_sentence: Cutter) -> None:
    assert cut_sentence(sentence).names == {}


@pytest.mark.parametrize(
    ("word", "letter"),
    [
        ("killed", "k"),
        ("killing", "g"),
        ("kills", "b"),
        ("died", "d"),
        ("dead", "a"),
        ("deaths", "N"),
        ("death toll", "Z"),
        ("including", "R"),
        ("among", "u"),
        ("was", "X"),
        ("had", "H"),
        ("would", "M"),
        ("not", "F"),
        ("said", "V"),
        ("according to", "@"),
        ("the", "D"),
        ("he", "O"),
        ("and", "C"),
        ("in", "P"),
        ("Monday", "y"),
        ("forty", "#"),
        ("498", "#"),
        (",", ","),
        (";", ";"),
        ("“", '"'),
        ("—", "-"),
        ("…", "."),
        ("!", "."),
    ],
)
def test_word_has_its_class_letter(word: str, letter: str, cut_sentence: Cutter) -> None:
    assert cut_sentence(f"x {word} x").letters[1] == letter


@pytest.mark.parametrize("sign", ["'s", "’s"])
def test_possessive_stands_alone(sign: str, cut_sentence: Cutter) -> None:
    assert cut_sentence(f"the mayor{sign} men").letters[2] == "j"


def test_plural_possessive_is_no_possessive_s(cut_sentence: Cutter) -> None:
    assert "j" not in cut_sentence("the soldiers' wives").letters


def test_shouted_sentence_is_noticed(cut_sentence: Cutter) -> None:
    assert cut_sentence("TWELVE SOLDIERS WERE KILLED IN DORNA ON MONDAY").is_shouted


def test_capitals_of_a_shouted_sentence_are_no_names(cut_sentence: Cutter) -> None:
    tokens = cut_sentence("TWELVE SOLDIERS WERE KILLED IN DORNA ON MONDAY")
    assert tokens.letters[tokens.lows.index("killed")] == "k"
    assert tokens.letters[tokens.lows.index("soldiers")] == "n"


def test_capitalised_headline_is_not_shouted(cut_sentence: Cutter) -> None:
    assert not cut_sentence("Twelve Soldiers Were Killed In Dorna On Monday").is_shouted


def test_full_stop_of_an_abbreviation_belongs_to_it(cut_sentence: Cutter) -> None:
    assert "." not in cut_sentence("Gen. Orlov died").lows


def test_full_stop_of_the_sentence_stands_alone(cut_sentence: Cutter) -> None:
    assert cut_sentence("Two men died.").lows[-1] == "."


def test_between_takes_the_text_of_a_run(cut_sentence: Cutter) -> None:
    assert cut_sentence("Two  men died").between(0, 1) == "Two  men"


def test_role_beyond_the_sentence_is_no_role(cut_sentence: Cutter) -> None:
    tokens = cut_sentence("said")
    assert (tokens.has("cue", -1), tokens.has("cue", 1)) == (False, False)


@pytest.mark.parametrize(("role", "places"), [("cue", [1, 6]), ("weekday", [])])
def test_tokens_of_a_role_are_found(role: str, places: list[int], cut_sentence: Cutter) -> None:
    assert cut_sentence("Orlov said Dorna burned , Ilyin said").at(role) == places


def test_tokens_with_any_of_several_roles_are_found(cut_sentence: Cutter) -> None:
    tokens = cut_sentence("On Monday in March the roof fell")
    assert tokens.having(frozenset({"weekday", "month"})) == [1, 3]


def test_no_token_is_found_for_roles_that_none_has(cut_sentence: Cutter) -> None:
    assert cut_sentence("On Monday the roof fell").having(frozenset({"month"})) == []


def test_phrase_of_three_words_is_one_token(cut_sentence: Cutter) -> None:
    assert "as well as" in cut_sentence("nurses as well as guards").lows


def test_form_of_a_verb_is_known(cut_sentence: Cutter) -> None:
    assert cut_sentence("killing").form("loss.transitive", 0) == "gerund"


def test_endless_sentence_is_read_in_part(cut_sentence: Cutter) -> None:
    assert len(cut_sentence("two " * 5_000)) < 1_000
