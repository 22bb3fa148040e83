"""A whole number written out in words, the British or the American way, reads as itself."""

from hypothesis import example, given
from hypothesis import strategies as st

from counterclaim.extract.quantities import find_quantities
from counterclaim.lexicon.load import load_lexicon
from counterclaim.text.tokens import Tokens

UNITS = [
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SCALES = ((1_000_000, "million"), (1_000, "thousand"))
NUMBERS = st.integers(min_value=0, max_value=999_999_999)
# Most numbers of any size have noughts in them; a plain draw has few.
ROUND = st.builds(
    lambda digits: int("".join(digits)),
    st.lists(st.sampled_from("0001234567"), min_size=1, max_size=9),
)


def write_below_thousand(number: int, joint: str, hyphen: str) -> str:
    hundreds, rest = divmod(number, 100)
    if rest < 20:
        low = UNITS[rest] if rest else ""
    else:
        tens, unit = divmod(rest, 10)
        low = TENS[tens - 2] + (hyphen + UNITS[unit] if unit else "")
    if not hundreds:
        return low
    return f"{UNITS[hundreds]} hundred" + (f"{joint}{low}" if low else "")


def write_out(number: int, *, is_british: bool, hyphen: str = "-") -> str:
    if number == 0:
        return UNITS[0]
    joint = " and " if is_british else " "
    parts: list[str] = []
    for scale, name in SCALES:
        count, number = divmod(number, scale)
        if count:
            parts.append(f"{write_below_thousand(count, joint, hyphen)} {name}")
    words = " ".join(parts)
    if not number:
        return words
    low = write_below_thousand(number, joint, hyphen)
    return f"{words}{joint if number < 100 else ' '}{low}" if words else low


def read_values(words: str) -> list[int | None]:
    sentence = f"{words} soldiers died."
    tokens = Tokens(sentence, (0, len(sentence)), load_lexicon())
    return [mention.value for mention in find_quantities(tokens)]


@given(NUMBERS | ROUND, st.booleans(), st.sampled_from("- "))
@example(100_000, True, "-")
@example(1_000_001, True, "-")
@example(999_999_999, True, " ")
def test_number_in_words_reads_as_itself(number: int, is_british: bool, hyphen: str) -> None:
    words = write_out(number, is_british=is_british, hyphen=hyphen)
    assert read_values(words) == [number]
    assert read_values(words.capitalize()) == [number]


@given(NUMBERS | ROUND)
def test_number_in_figures_reads_as_itself(number: int) -> None:
    written = [f"{number}", f"{number:,}", f"{number:,}".replace(",", "\u202f")]
    written.append(f"{number:,}".replace(",", "."))
    assert [read_values(figure) for figure in written] == [[number]] * len(written)


@given(NUMBERS | ROUND)
def test_figure_at_the_end_of_a_clause_reads_as_itself(number: int) -> None:
    sentence = f"The dead number {number:,}, he said."
    tokens = Tokens(sentence, (0, len(sentence)), load_lexicon())
    assert [mention.value for mention in find_quantities(tokens)] == [number]


def test_the_writer_writes_both_ways() -> None:
    assert write_out(1_234_506, is_british=True) == (
        "one million two hundred and thirty-four thousand five hundred and six"
    )
    assert write_out(2_021, is_british=False) == "two thousand twenty-one"
