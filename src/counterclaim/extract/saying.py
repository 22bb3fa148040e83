"""The saying of a claim or statement: who is recorded as its speaker, and on which day it was said.

Not here: whose words they are (``speakers.py``). Invariant: a day stands in the sentence, or was
that of something which the same speaker or side said shortly before; it is never a guess.
"""

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from counterclaim.extract.attribution import Attribution
from counterclaim.extract.dates import DateMention
from counterclaim.extract.voices import Reading, Voice
from counterclaim.model.parties import Claimant, Relay
from counterclaim.model.periods import Period, Window
from counterclaim.text.tokens import Tokens

_OPENING = 14  # tokens between a date that opens a sentence and its subject
_SAID_REACH = 12  # sentences over which a speaker's dated statement goes on


@dataclass(slots=True)
class Sayings:
    """Who last said something on which day; ``day`` is the one on which the text was written."""

    day: dt.date | None = None
    last: dict[str, tuple[int, dt.date]] = field(default_factory=dict)

    def hear(self, index: int, reading: Reading, dates: Sequence[DateMention]) -> None:
        """Take note of the dated sayings of a sentence, whatever is said in it."""
        if not dates:
            return
        if reading.author is not None:
            days = [d.window for d in dates if d.window is not None and d.window.is_day]
            if len(days) == 1:
                self._note(index, reading.author, days[0])
        for voice in reading.voices:
            date = saying_date(reading.tokens, dates, voice)
            if voice is not None and date is not None and date.window is not None:
                self._note(index, voice, date.window)

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
        if date is not None and date.window is not None and date.window.is_day:
            self._note(index, voice, date.window)
            return date.window.start, "said.dated"
        for key, reach in zip(_keys(voice), (_SAID_REACH, 2), strict=False):
            known = self.last.get(key)
            if known is not None and index - known[0] <= reach:
                return known[1], "said.before"
        day = self.day
        if day is not None and any(_ends_on(d, day) for d in dates):
            return day, "said.same-day"
        return None, ""

    def _note(self, index: int, voice: Voice, window: Window) -> None:
        if window.is_day:
            for key in _keys(voice):
                self.last[key] = (index, window.start)


def _keys(voice: Voice) -> list[str]:
    return [voice.who.name] + ([voice.who.party] if voice.who.party else [])


def _ends_on(date: DateMention, day: dt.date) -> bool:
    """Say whether a date is the day itself, or a stretch of a day that ends with it."""
    if date.window is None or date.window.end != day:
        return False
    return date.sort in ("day", "night") or (date.sort == "past" and (date.n_days or 9) <= 1)


def said_by_event(
    said: tuple[dt.date | None, str], period: Period, day: dt.date | None
) -> tuple[dt.date | None, str]:
    """Return the day of a saying as far as the day of the losses bounds it.

    Nothing is said of losses before they happen: an earlier saying of the speaker was another one,
    and what happened on the day on which the text was written was said on that day.
    """
    end = period.end
    if end is None or period.frame != "incident":
        return said
    if said[0] is not None and said[1] == "said.before" and end > said[0]:
        said = None, ""
    if said[0] is None and day is not None and end == day == period.start:
        return day, "said.same-day"
    return said


def _follows_cue(tokens: Tokens, date: DateMention) -> bool:
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
    attribution, phrase = voice.attribution, _phrase(tokens, voice)
    return next((d for d in dates if _is_telling(tokens, d, attribution, phrase)), None)


def telling_dates(
    tokens: Tokens, dates: Sequence[DateMention], attributions: Sequence[Attribution]
) -> list[DateMention]:
    """Return the dates of a sentence that belong to anybody's saying or to a report."""
    return [
        date
        for date in dates
        if _follows_cue(tokens, date)
        or any(
            _is_telling(tokens, date, attribution, attribution.source.phrase)
            for attribution in attributions
            if attribution.source is not None
        )
    ]


def _is_telling(
    tokens: Tokens, date: DateMention, attribution: Attribution, phrase: tuple[int, int]
) -> bool:
    if date.sort == "window":  # "in April he said that"
        return attribution.follows and date.last + 1 == phrase[0]
    return date.sort in ("day", "night") and (
        _is_beside_cue(tokens, attribution, date)
        or _is_between(tokens, (phrase[1], attribution.cue), date)
        or _is_in_phrase(tokens, attribution, date)
        or (attribution.follows and _opens(tokens, date, phrase[0]))
    )


def _phrase(tokens: Tokens, voice: Voice) -> tuple[int, int]:
    """Return the tokens that name a voice; those of the cue where it only goes on."""
    held = voice.attribution
    if held is not None and held.source is not None:
        return held.source.phrase
    cue = held.cue if held is not None else 0
    at = bisect_left(tokens.starts, voice.start)
    return (min(cue, at), cue)


def _is_between(tokens: Tokens, bounds: tuple[int, int], date: DateMention) -> bool:
    """Say whether a date stands between a name and its cue: "Officials on Monday said".

    Not behind another verb: "Rebels killed 12 on Friday and said".
    """
    first, cue = bounds
    return first < date.first < cue and not set(tokens.letters[first:cue]) & set("kdb")


def _is_in_phrase(tokens: Tokens, attribution: Attribution, date: DateMention) -> bool:
    """Say whether a date is part of a source: "The union, in a note on Monday, said".

    Not in a clause about the speaker: "The mayor, who came on Monday, said".
    """
    source = attribution.source
    if source is None or not source.last < date.first <= source.phrase[1] < attribution.cue:
        return False
    between = range(source.last + 1, date.first)
    is_given = any(tokens.has("cue.figure", at) for at in between)
    return is_given or all(tokens.letters[at] != "W" for at in between)


def _is_beside_cue(tokens: Tokens, attribution: Attribution, date: DateMention) -> bool:
    """Say whether a date stands behind a cue and belongs to it: "said in a report on Monday"."""
    cue = attribution.cue
    if date.first < cue:
        return False
    is_event = any(cue < at < date.first for at in tokens.at("event"))
    if is_event and not tokens.has("content.that", date.last + 1):
        return False  # "said strikes on Monday had killed 12"
    if date.first - cue <= 3 or (attribution.follows and date.last < attribution.scope[0]):
        return True
    between = [
        tokens.letters[at]
        for at in range(cue + 1, date.first)
        if not (tokens.has("channel", at) or tokens.has("channel", at - 1))
    ]  # "in a report published on Monday"
    if not attribution.follows:
        return date.first > attribution.scope[1] and not set(between) & set(',;:VXkdbW"#')
    if tokens.letters[date.last + 1 : date.last + 2] == [":"]:
        return not set(between) & set(",;:VXkdb")
    is_that = tokens.has("content.that", date.last + 1)
    return is_that and not any(tokens.has("content.that", at) for at in range(cue, date.first))


def _opens(tokens: Tokens, date: DateMention, first: int) -> bool:
    """Say whether a date opens the clause of a source at token ``first``: "On Tuesday she said"."""
    at = date.first - 1
    if at >= 0 and tokens.letters[at] == "P":
        at -= 1
    if date.last >= first or not (at < 0 or tokens.letters[at] in ",;:C-"):
        return False
    if first - date.last <= 2:
        return True
    between = tokens.letters[date.last + 1 : first]
    return at < 0 and len(between) <= _OPENING and not set(between) & set("XHkdbMVL;:#")


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
    """Return the records of those who passed something on, by the name that the text gives."""
    return tuple(Relay(text=text[v.start : v.end], name=_given_name(text, v)) for v in relays)


def _given_name(text: str, voice: Voice) -> str:
    """Return the full name of a relay where the text has it, else the short form: "AFP"."""
    words, full = text[voice.start : voice.end], voice.who.name
    is_short = words.isupper() and voice.who.rule in {"source.body", "source.name"}
    return words if is_short and full.lower() not in text.lower() else full
