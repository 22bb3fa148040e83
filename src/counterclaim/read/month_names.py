"""Months and days of the week as pages name them, in the languages that news is written in.

The names are those of Unicode's CLDR, by way of babel. Not here: dates. Invariant: a name that
means two months in two languages means none.
"""

from functools import cache

# Of Arabic both namings: that of Egypt and that of Syria.
_LANGUAGES = (
    *("en", "ru", "uk", "be", "fr", "de", "es", "pt", "it", "pl", "nl", "tr", "ar", "ar_SY"),
    *("he", "fa", "el", "ro", "bg", "sr", "sr_Latn", "sv", "da", "nb", "id", "hi"),
)
_BEFORE = ("ב", "ב-")  # "in", which Hebrew writes in one word with the month


def month_number(word: str) -> int | None:
    """Return the number of a month by its name, in full or cut short; ``None`` if it names none.

    >>> month_number("Août"), month_number("августа"), month_number("Sept."), month_number("die")
    (8, 8, 9, None)
    """
    key = _key(word)
    months = _months()
    found = months.get(key)
    if found is None and key.startswith(_BEFORE):
        found = months.get(key[1:].lstrip("-"))
    return found


def is_weekday(word: str) -> bool:
    """Say whether a word names a day of the week.

    >>> is_weekday("samedi"), is_weekday("Kasten")
    (True, False)
    """
    return _key(word) in _weekdays()


def _key(word: str) -> str:
    return word.casefold().rstrip(".\u05f3")  # CLDR ends Hebrew short forms with a geresh


@cache
def _months() -> dict[str, int]:
    from babel.dates import get_month_names  # noqa: PLC0415 - few pages need it

    found: dict[str, set[int]] = {"sept": {9}}
    for language in _LANGUAGES:
        for context in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for number, name in get_month_names(width, context, language).items():
                    if not name[0].isdecimal():
                        found.setdefault(_key(name), set()).add(number)
    return {name: numbers.pop() for name, numbers in found.items() if len(numbers) == 1}


@cache
def _weekdays() -> frozenset[str]:
    from babel.dates import get_day_names  # noqa: PLC0415 - few pages need it

    return frozenset(
        _key(name)
        for language in _LANGUAGES
        for width in ("wide", "abbreviated")
        for name in get_day_names(width, "format", language).values()
    )
