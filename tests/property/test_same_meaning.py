"""Rewordings that mean the same keep the claim: digits or words, line ends, turns of a sentence."""

from hypothesis import given
from hypothesis import strategies as st
from spelling import spell

from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.model.sightings import Sighting

CLAUSES = st.sampled_from(
    [
        "{n} soldiers were killed",
        "at least {n} civilians were wounded",
        "more than {n} people were injured in an explosion",
        "about {n} Ukrainian soldiers were captured",
        "up to {n} Russian soldiers died",
        "the blast killed {n} people",
        "close to {n} people were missing",
        "the attack left {n} people dead",
    ]
)
CLAIMANTS = st.sampled_from(
    [
        "the mayor",
        "the army",
        "officials",
        "Russia's defence ministry",
        "the governor of the region",
        "Volodymyr Zelenskiy",
        "a spokesman for the police",
        "Reuters",
    ]
)
NUMBERS = st.integers(min_value=2, max_value=999)


def read(text: str, lexicon: Lexicon) -> list[Sighting]:
    window = Window.parse("2022-03-02")
    return extract_sightings(Document(text=text, published=window), lexicon)


def meaning(sightings: list[Sighting]) -> list[tuple[object, ...]]:
    return [
        (
            *(s.quantity.kind, s.quantity.value, s.quantity.low, s.quantity.high, s.outcome),
            *(s.victims.party, s.victims.class_, s.victims.group, s.polarity, s.period.frame),
            *(s.claimant and (s.claimant.name.lower().removeprefix("the "), s.claimant.kind),),
        )
        for s in sightings
    ]


def capital(text: str) -> str:
    return text[0].upper() + text[1:]


@given(clause=CLAUSES, claimant=CLAIMANTS, number=st.integers(min_value=2, max_value=99_999))
def test_digits_or_words(clause: str, claimant: str, number: int, lexicon: Lexicon) -> None:
    sentence = f"{capital(claimant)} said {clause}."
    figures = read(sentence.format(n=f"{number:,}"), lexicon)
    assert len(figures) == 1
    assert meaning(read(sentence.format(n=spell(number)), lexicon)) == meaning(figures)


@given(clause=CLAUSES, claimant=CLAIMANTS, number=st.integers(min_value=1_000, max_value=99_999))
def test_separators_of_thousands(clause: str, claimant: str, number: int, lexicon: Lexicon) -> None:
    sentence = f"{capital(claimant)} said {clause}."
    comma = meaning(read(sentence.format(n=f"{number:,}"), lexicon))
    for sign in ("", " ", "\u00a0", "\u202f", "."):
        words = f"{number:,}".replace(",", sign)
        assert meaning(read(sentence.format(n=words), lexicon)) == comma


@given(clause=CLAUSES, claimant=CLAIMANTS, number=NUMBERS)
def test_line_ends(clause: str, claimant: str, number: int, lexicon: Lexicon) -> None:
    text = f"News from Dorna\n\n{capital(claimant)} spoke on Monday.\n\n"
    text += f"{capital(claimant)} said {clause}.\n".format(n=number)
    assert meaning(read(text.replace("\n", "\r\n"), lexicon)) == meaning(read(text, lexicon))


@given(clause=CLAUSES, claimant=CLAIMANTS, number=NUMBERS)
def test_turns_of_the_sentence(clause: str, claimant: str, number: int, lexicon: Lexicon) -> None:
    clause = clause.format(n=number)
    said = meaning(read(f"{capital(claimant)} said {clause}.", lexicon))
    assert len(said) == 1
    for turned in (
        f"{capital(claimant)} said that {clause}.",
        f"According to {claimant}, {clause}.",
        f"{capital(clause)}, according to {claimant}.",
        f"{capital(clause)}, {claimant} said.",
        f"{capital(clause)}, said {claimant}.",
        f"“{capital(clause)},” {claimant} said.",
        f'"{capital(clause)}," {claimant} said.',
    ):
        assert (turned, meaning(read(turned, lexicon))) == (turned, said)


@given(clause=CLAUSES, claimant=CLAIMANTS, number=NUMBERS)
def test_curly_or_straight_quotes(
    clause: str, claimant: str, number: int, lexicon: Lexicon
) -> None:
    text = f"“{capital(clause)},” {claimant} said. “We mourn.”".format(n=number)
    straight = text.replace("“", '"').replace("”", '"')
    assert meaning(read(straight, lexicon)) == meaning(read(text, lexicon))


@given(clause=CLAUSES, claimant=CLAIMANTS, number=NUMBERS)
def test_neutral_paragraph_in_front(
    clause: str, claimant: str, number: int, lexicon: Lexicon
) -> None:
    text = f"{capital(claimant)} said {clause}.".format(n=number)
    longer = f"It rained in the valley all through the week.\n\n{text}"
    assert meaning(read(longer, lexicon)) == meaning(read(text, lexicon))
