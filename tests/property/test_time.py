"""Time grows with the length of the text, whatever the text is."""

import time

import pytest

from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window

# Each text at two lengths, the second FACTOR times the first.
SHAPES = {
    "numbers": lambda n: "killed " + "12 " * n,
    "numbers with commas": lambda n: "killed " + "12 people, " * n,
    "number words": lambda n: "killed " + "twenty-two thousand " * n,
    "digits": lambda n: "killed " + "9" * 3 * n,
    "groups of digits": lambda n: "killed 1" + ",000" * n,
    "words without full stops": lambda n: "twelve people were killed in the town and " * n,
    "one word without spaces": lambda n: "killed" * n,
    "quotation marks": lambda n: "killed 12 " + '"' * n,
    "curly marks": lambda n: "killed 12 " + "“" * n,
    "apostrophes": lambda n: "killed 12 " + "’" * n,
    "quoted words": lambda n: "“12 killed” " * n,
    "quoted sentences": lambda n: "“Twelve were killed.” " * n,
    "brackets": lambda n: "12 " + "(" * n + "killed" + ")" * n,
    "commas": lambda n: "12 people" + "," * n + " killed",
    "full stops": lambda n: "12 people killed" + "." * n,
    "closing marks": lambda n: "12 people killed." + "”)" * n,
    "bullets": lambda n: "12 people killed\n" + "• " * n,
    "closing brackets": lambda n: "12 people killed " + ")" * n,
    "initials": lambda n: "12 killed " + "A. B. " * n,
    "abbreviations": lambda n: "12 killed " + "U.S." * n,
    "hyphens": lambda n: "12 killed " + "a-" * n,
    "blank space": lambda n: "12 killed" + " " * n + "x",
    "blank lines": lambda n: "12 killed" + "\n" * n + "x",
    "line per claim": lambda n: "The mayor said 12 people were killed.\n" * n,
    "capitals": lambda n: "12 killed " + "Anna Borg " * n,
    "cues": lambda n: "12 killed " + "said the mayor " * n,
    "speakers": lambda n: "".join(f"Anna B{i}x said {i + 2} people died. " for i in range(n)),
    "relatives": lambda n: "12 people " + "who were " * n + "killed",
    "prepositions": lambda n: "12 people " + "in the town of " * n + "killed",
    "possessives": lambda n: "12 of " + "the mayor's " * n + "men were killed",
    "dates": lambda n: "12 killed " + "since since March " * n,
    "combining marks": lambda n: "12 killed a" + "\u0301" * n,
    "surrogates": lambda n: "12 killed " + "\ud800" * n,
}
SHORT, FACTOR = 2_500, 4
LIMIT_S = 5.0
MAX_GROWTH = 3.0 * FACTOR  # quadratic time would be 16; what takes less than a tick is not judged
TICK_S = 0.05


def time_of(text: str, lexicon: Lexicon) -> float:
    document = Document(text=text, published=Window.parse("2022-03-02"))
    start = time.process_time()
    extract_sightings(document, lexicon)
    return time.process_time() - start


@pytest.mark.parametrize("shape", SHAPES)
def test_time_is_linear(shape: str, lexicon: Lexicon) -> None:
    short = time_of(SHAPES[shape](SHORT), lexicon)
    long = time_of(SHAPES[shape](SHORT * FACTOR), lexicon)
    assert long < LIMIT_S
    assert long <= max(short, TICK_S) * MAX_GROWTH


def test_megabyte_without_full_stops_is_read_soon(lexicon: Lexicon) -> None:
    assert time_of("twelve people were killed in the town and " * 24_000, lexicon) < 4 * LIMIT_S
