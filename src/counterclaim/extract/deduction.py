"""Deduction: which fields of a record were worked out, and not read.

A field is read where the words of the sentence with the figure give it. It is deduced where it was
taken over from another sentence, from a table (wars, offices) or from what is usual. Which fields
can be named, and when, stands in ``docs/record.md``. Invariant: only fields that have a value are
named, each of them once.
"""

from bisect import bisect_left
from collections.abc import Sequence

from counterclaim.extract.dates import DateMention
from counterclaim.extract.losses import Loss
from counterclaim.extract.places import Spot
from counterclaim.extract.theatres import Where
from counterclaim.extract.victims import Lost
from counterclaim.extract.voices import Voice
from counterclaim.model.periods import Period
from counterclaim.text.tokens import Tokens

Side = tuple[object, object, object]  # party, class and group of the lost

# Rules of the trace that make a field; `tests/contract/test_deduction.py` holds all others.
FRAME_DEDUCED = frozenset(
    {
        *("period.bodies", "period.capture", "period.default", "period.displaced", "period.doing"),
        *("period.inherited", "period.paragraph", "period.toll", "period.total"),
    }
)
DAY_READ = frozenset({"said.dated"})
PLACE_READ = frozenset({"place.named", "place.official", "place.site"})
# Losses without a word of loss: the outcome is that of a loss before them.
_LEANING = frozenset({"figure", "of-them", "total"})
# Whoever is described and not named has his side from the text around him.
_DESCRIBED = frozenset({"source.described", "source.person"})


def side_of(lost: Lost) -> Side:
    """Return what is known of the lost, to be compared with what is known later."""
    return lost.party, lost.class_, lost.group


def deduced_outcome(loss: Loss, before: Sequence[str]) -> list[str]:
    """Name the outcome of a count that leans on another sentence: "the figure is now 45".

    ``before`` are the outcomes of the losses before it in its own sentence.
    """
    return ["outcome"] if loss.rule in _LEANING and loss.outcome not in before else []


def deduced_victims(read: Side, lost: Lost) -> list[str]:
    """Name what was found of the lost after their own words had been read."""
    names = ("victims.party", "victims.class", "victims.group")
    return [
        name
        for name, first, last in zip(names, read, side_of(lost), strict=True)
        if last is not None and last != first
    ]


def deduced_speaker(
    tokens: Tokens, span: tuple[int, int], voice: Voice | None, field: str
) -> list[str]:
    """Name a speaker who stands in another sentence; name and side of one who is not named.

    ``field`` is that of the record: "claimant" or "speaker".
    """
    if voice is None:
        return []
    if not span[0] <= voice.start < span[1]:
        return [field]
    first = bisect_left(tokens.starts, voice.start)
    is_pronoun = tokens.has("pronoun", first) and tokens.ends[first] == voice.end
    source = voice.attribution.source if voice.attribution is not None else None
    is_title = source is not None and voice.who.is_person and not source.is_person
    found = [f"{field}.name"] if is_pronoun or is_title else []
    phrase = source.phrase if source is not None else (first, first)
    is_open = is_pronoun or (source is not None and voice.who.rule in _DESCRIBED)
    if voice.who.party is not None and is_open:
        is_named = _names_side(tokens, phrase, voice.who.party)
        found += [] if is_named else [f"{field}.party"]
    return found


def _names_side(tokens: Tokens, phrase: tuple[int, int], party: str) -> bool:
    """Say whether a phrase holds a name that leads to a side: "the Kastavian army"."""
    return any(
        tokens.lexicon.places.get(tokens.lows[at]) == party
        or any(name.party == party for name in tokens.names.get(at, ()))
        for at in range(phrase[0], phrase[1] + 1)
    )


def deduced_day(rule: str, *, is_dated: bool) -> list[str]:
    """Name the day of saying, unless a date beside the saying gives it.

    ``is_dated`` says that the day of publication is known, and not itself deduced.
    """
    if not rule or (is_dated and rule in DAY_READ):
        return []
    return ["stated_on"]


def deduced_period(period: Period, rules: Sequence[str], dates: Sequence[DateMention]) -> list[str]:
    """Name frame and days of a period that no words of its own sentence give.

    ``rules`` made it, one after the other; ``dates`` are those of the sentence that are not of the
    saying.
    """
    windows = [(date.sort, date.window) for date in dates if date.window is not None]
    starts = {window.start for _, window in windows}
    ends = {window.end for sort, window in windows if sort != "since"}
    found = ["period.frame"] if period.frame and FRAME_DEDUCED & set(rules) else []
    found += ["period.start"] if period.start is not None and period.start not in starts else []
    return found + (["period.end"] if period.end is not None and period.end not in ends else [])


def deduced_place(where: Where, spots: Sequence[Spot]) -> list[str]:
    """Name a place of another sentence, or the country of a place that the tables do not have."""
    if where.place is None:
        return []
    if where.rule not in PLACE_READ:
        return ["place"]
    code = where.place.code
    return ["place.code"] if code and all(spot.code != code for spot in spots) else []
