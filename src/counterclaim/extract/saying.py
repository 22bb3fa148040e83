"""The saying of a claim or statement: who is recorded as its speaker, and on which day it was said.

Not here: whose words they are (``speakers.py``). Invariant: a day stands in the sentence, or was
that of something which the same speaker or side said shortly before; it is never a guess.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from counterclaim.extract.dates import DateMention
from counterclaim.extract.speakers import Voice
from counterclaim.model.parties import Claimant, Relay
from counterclaim.text.tokens import Tokens

_SAID_REACH = 12  # sentences over which a speaker's dated statement goes on


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


def saying_date(dates: Sequence[DateMention], voice: Voice | None) -> DateMention | None:
    """Return the date of a sentence that belongs to the saying, not to what is said."""
    if voice is None or voice.attribution is None or voice.attribution.source is None:
        return None
    cue = voice.attribution.cue
    phrase = voice.attribution.source.phrase
    for date in dates:
        if date.sort not in ("day", "night"):
            continue
        is_before_content = voice.attribution.follows and date.last < voice.attribution.scope[0]
        after = 0 < date.first - cue <= 3 or (date.first > cue and is_before_content)
        opened = date.last < phrase[0] and phrase[0] - date.last <= 2 and date.first <= 1
        between = phrase[1] < date.first < cue
        if after or between or (opened and voice.attribution.follows):
            return date
    return None


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
