"""The saying of a claim or statement: who is recorded as its speaker, and on which day it was said.

Not here: whose words they are (``speakers.py``). Invariant: a day is read from the text or taken
over from what the same speaker said shortly before; it is never a guess.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from counterclaim.extract.attribution import Attribution
from counterclaim.extract.dates import DateMention
from counterclaim.extract.speakers import Voice
from counterclaim.model.parties import Claimant, Relay
from counterclaim.text.tokens import Tokens

_SAID_REACH = 12  # sentences over which a speaker's dated statement goes on
_NEXT = 3  # tokens behind a cue in which a date is that of the saying
_NOMINAL = frozenset("DnEPj,")  # letters of a description before a name
_NEAR = 2  # tokens between an opening date and the speaker


@dataclass(slots=True)
class Sayings:
    """Who last said something on which day; ``day`` is the one on which the text was written."""

    day: dt.date | None = None
    last: dict[str, tuple[int, dt.date]] = field(default_factory=dict)

    def said_on(
        self,
        index: int,
        voice: Voice | None,
        dates: Sequence[DateMention],
        date: DateMention | None,
    ) -> tuple[dt.date | None, str]:
        """Return the day of what is said in sentence ``index``, and the rule that gave it.

        Its own date, the speaker's last one, or the day of the text where the sentence names it.
        """
        if voice is None:
            return None, ""
        keys = [voice.who.name] + ([voice.who.party] if voice.who.party else [])
        if date is not None and date.window is not None and date.window.is_day:
            for key in keys:
                self.last[key] = (index, date.window.start)
            return date.window.start, "said.dated"
        for key, reach in zip(keys, (_SAID_REACH, 2), strict=False):
            known = self.last.get(key)
            if known is not None and index - known[0] <= reach:
                return known[1], "said.before"
        day = self.day
        if day is not None and any(
            d.window is not None and d.window.end == day and d.sort in ("day", "night", "past")
            for d in dates
        ):
            return day, "said.same-day"
        return None, ""


def follows_cue(tokens: Tokens, date: DateMention) -> bool:
    """Say whether a date stands right behind a cue or a report: "said on Tuesday that"."""
    at = date.first - 1
    if at > 0 and tokens.letters[at] == "P":
        at -= 1
    return at >= 0 and (tokens.letters[at] == "V" or tokens.has("report.noun", at))


def saying_date(
    tokens: Tokens, dates: Sequence[DateMention], voice: Voice | None
) -> DateMention | None:
    """Return the date of a sentence that belongs to the saying, not to what is said."""
    if voice is None or voice.attribution is None:
        return None
    return next((d for d in dates if _is_telling(tokens, d, voice.attribution)), None)


def telling_dates(
    tokens: Tokens, dates: Sequence[DateMention], attributions: Sequence[Attribution]
) -> list[DateMention]:
    """Return the dates of a sentence that belong to anybody's saying or to a report."""
    return [
        date
        for date in dates
        if follows_cue(tokens, date)
        or any(_is_telling(tokens, date, attribution) for attribution in attributions)
    ]


def _is_telling(tokens: Tokens, date: DateMention, attribution: Attribution) -> bool:
    if attribution.source is None:
        return False
    cue, phrase = attribution.cue, attribution.source.phrase
    if date.sort == "window":  # "in April he said that"
        return attribution.follows and date.last + 1 == phrase[0]
    if date.sort not in ("day", "night"):
        return False
    is_before_content = attribution.follows and date.last < attribution.scope[0]
    if 0 < date.first - cue <= _NEXT or (date.first > cue and is_before_content):
        return True
    if phrase[1] < date.first < cue:
        return True
    if date.first > cue and not attribution.follows:
        return _is_open(tokens, cue + 1, date.first)
    gap = phrase[0] - date.last
    between = tokens.letters[date.last + 1 : phrase[0]]
    is_fenced = gap > 1 and (between[0] == "," == between[-1] or set(between) <= _NOMINAL)
    is_first = date.first <= 1 and gap > 0 and attribution.follows
    return is_first and (gap <= _NEAR or is_fenced)


def _is_open(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether tokens tell of nothing that happened: "said in its bulletin on Monday"."""
    return not set(tokens.letters[first:last]) & set(",;:.kgbdaNZWC") and not any(
        tokens.has("event", at) for at in range(first, last)
    )


def claimant_of(text: str, voice: Voice) -> Claimant:
    """Return the record of a voice."""
    return Claimant(
        text=text[voice.start : voice.end],
        start=voice.start,
        end=voice.end,
        name=voice.who.name,
        party=voice.who.party,
        kind=voice.who.kind,
    )


def claimant_rules(voice: Voice | None) -> tuple[str, ...]:
    """Return the rules and the lexicon entry that made a voice the speaker."""
    if voice is None:
        return ()
    entry = (voice.attribution.entry,) if voice.attribution is not None else ()
    return (f"attribution.{voice.rule}", voice.who.rule, *entry)


def relays_of(text: str, relays: Sequence[Voice]) -> tuple[Relay, ...]:
    """Return the records of those who passed something on."""
    return tuple(Relay(text=text[v.start : v.end], name=v.who.name) for v in relays)
