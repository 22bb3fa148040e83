"""Spellings that mean the same: numbers in words, American for British words."""

import re

UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
SMALL = [*UNITS.split(), "sixteen", "seventeen", "eighteen", "nineteen"]
TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
AMERICAN = {
    "armour": "armor",
    "authorised": "authorized",
    "centre": "center",
    "civilised": "civilized",
    "defence": "defense",
    "grey": "gray",
    "honour": "honor",
    "hospitalised": "hospitalized",
    "kilometre": "kilometer",
    "labour": "labor",
    "mobilised": "mobilized",
    "neighbour": "neighbor",
    "neutralised": "neutralized",
    "organisation": "organization",
    "organised": "organized",
    "programme": "program",
    "recognised": "recognized",
    "storey": "story",
    "theatre": "theater",
    "travelled": "traveled",
}
_BRITISH = re.compile("|".join(AMERICAN), re.IGNORECASE)


def spell(number: int) -> str:
    """Return a number below a million in words."""
    if number < 20:
        return SMALL[number - 1]
    if number < 100:
        tens, unit = divmod(number, 10)
        return TENS[tens - 2] + (f"-{SMALL[unit - 1]}" if unit else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return f"{SMALL[hundreds - 1]} hundred" + (f" and {spell(rest)}" if rest else "")
    thousands, rest = divmod(number, 1000)
    joint = " and " if 0 < rest < 100 else " "
    return f"{spell(thousands)} thousand" + (joint + spell(rest) if rest else "")


def american(text: str) -> str:
    """Return a text in American spelling, as far as it holds words of the table."""

    def other(match: re.Match[str]) -> str:
        word = AMERICAN[match[0].lower()]
        if match[0].isupper():
            return word.upper()
        return word.capitalize() if match[0][0].isupper() else word

    return _BRITISH.sub(other, text)
