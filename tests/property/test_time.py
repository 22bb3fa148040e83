"""Time grows with the length of the text, whatever the text is."""

import gc
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
# Shapes against single expressions; the sentence before them has the rest of the text read.
STATED = "Twelve people were killed.\n\n"
HOSTILE = {
    "names with apostrophes": lambda n: "Aa'" * n + " killed",
    "names with curly apostrophes": lambda n: "Aa’" * n + " Bb’" * n + " killed",
    "names with hyphens": lambda n: "Aa-" * n + " killed",
    "one long name": lambda n: "12 killed A" + "a" * n + " B" + "b" * n,
    "names with underscores": lambda n: "Aa Bb" + "_" * n + " killed",
    "names with particles": lambda n: "Aa bin " * n + " killed",
    "surnames": lambda n: "12 killed, Putin said Biden " * n,
    "lower-case lines": lambda n: "12 people\nwere killed\n" * n,
    "lines of one letter": lambda n: "12 killed\n" + "a\n" * n,
    "lines of carriage returns": lambda n: "12 killed" + "\r\n" * n + "a",
    "groups of digits that end amiss": lambda n: "killed 1" + ",000" * n + ",",
    "groups of digits with dots": lambda n: "killed 1" + ".000" * n + ".",
    "groups of digits with spaces": lambda n: "killed 1" + " 000" * n + "0",
    "ages": lambda n: "killed 60" + "-year" * n + "-",
    "fractions": lambda n: "killed 1" + "/1" * n,
    "times of day": lambda n: "killed at 10:30 " * n,
    "single letters with dots": lambda n: "12 killed " + "a." * n + "b",
    "compounds": lambda n: "12 killed a" + "-b" * n + "-",
    "compounds with ampersands": lambda n: "12 killed a" + "&b" * n + "&",
    "possessive marks": lambda n: "12 killed a" + "'s" * n,
    "question marks": lambda n: "12 killed" + "?! " * n,
    "full stops with quotes": lambda n: "12 killed" + ".”" * n + " A",
    "quotes after a full stop": lambda n: "12 killed. " + "“" * n + "a",
    "dashes after a full stop": lambda n: "12 killed. " + "— " * n + "a",
    "abbreviations in a row": lambda n: "12 killed " + "Gen. Lt. " * n,
    "dateline without an end": lambda n: "A" * n + " 12 killed",
    "bullets in every line": lambda n: "• 12 killed.\n" * n,
    "stops and blanks": lambda n: "12 killed" + ". \t" * n + "x",
    "credits": lambda n: "12 killed (Photo: " * n,
    "the same line again": lambda n: "12 people were killed in Dorna\n\n" * n,
    "figures": lambda n: "killed 1" + ",." * n + "1 people",
    "parts": lambda n: "12 killed, including " * n,
    "lists of losses": lambda n: "12 killed, " + "13 wounded, " * n,
    "of these": lambda n: "12 of the " * n + "killed",
    "brackets after counts": lambda n: "12 people (" * n + "killed",
    "titles": lambda n: "12 killed, President " + "President " * n + "said",
    "control characters": lambda n: "12 killed " + "\x00" * n,
    "no-break spaces": lambda n: "killed 1" + "\u00a0000" * n,
}
SHAPES |= {name: lambda n, make=make: STATED + make(n) for name, make in HOSTILE.items()}
SHORT, FACTOR = 2_500, 4
LIMIT_S = 5.0
MAX_GROWTH = 3.0 * FACTOR  # quadratic time would be 16; what takes less than a tick is not judged
TICK_S = 0.05


def time_of(text: str, lexicon: Lexicon) -> float:
    """Return the seconds of reading a text, without those in which other tests' objects are swept.

    A full sweep in a process that has loaded the readers of pages takes longer than the text.
    """
    document = Document(text=text, published=Window.parse("2022-03-02"))
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        extract_sightings(document, lexicon)
        return time.process_time() - start
    finally:
        gc.enable()


@pytest.mark.parametrize("shape", SHAPES)
def test_time_is_linear(shape: str, lexicon: Lexicon) -> None:
    short = time_of(SHAPES[shape](SHORT), lexicon)
    long = time_of(SHAPES[shape](SHORT * FACTOR), lexicon)
    assert long < LIMIT_S
    assert long <= max(short, TICK_S) * MAX_GROWTH


def test_megabyte_without_full_stops_is_read_soon(lexicon: Lexicon) -> None:
    assert time_of("twelve people were killed in the town and " * 24_000, lexicon) < 4 * LIMIT_S
