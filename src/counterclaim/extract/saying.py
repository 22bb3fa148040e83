"""The saying of a claim or statement: who is recorded as its speaker, and on which day it was said.

Not here: whose words they are (``speakers.py``). Invariant: a day is read from the text or taken
over from what the same speaker said shortly before; it is never a guess.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from counterclaim.extract.attribution import Attribution
from counterclaim.extract.dates import DateMention
from counterclaim.extract.speakers import Reading, Voice
from counterclaim.model.parties import Claimant, Relay
from counterclaim.model.periods import Period, Window
from counterclaim.text.tokens import Tokens

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
    if voice is None or voice.attribution is None or voice.attribution.source is None:
        return None
    cue = voice.attribution.cue
    phrase = voice.attribution.source.phrase
    for date in dates:
        if date.sort not in ("day", "night"):
            continue
        is_before_content = voice.attribution.follows and date.last < voice.attribution.scope[0]
        after = 0 < date.first - cue <= 3 or (date.first > cue and is_before_content)
        opened = date.last < phrase[0] and phrase[0] - date.last <= 2 and _opens(tokens, date)
        between = phrase[1] < date.first < cue
        closes = date.first > cue and _is_of_saying(tokens, voice.attribution, date)
        if after or between or closes or (opened and voice.attribution.follows):
            return date
    return None


def _opens(tokens: Tokens, date: DateMention) -> bool:
    """Say whether a date opens its clause: "On Tuesday she said", "…: on Tuesday she said"."""
    at = date.first - 1
    if at >= 0 and tokens.letters[at] == "P":
        at -= 1
    return at < 0 or tokens.letters[at] in ",;:C-"


def _is_of_saying(tokens: Tokens, attribution: Attribution, date: DateMention) -> bool:
    """Say whether a date behind a cue is of its phrase: "said in a report published on Monday"."""
    between = tokens.letters[attribution.cue + 1 : date.first]
    if attribution.follows:
        is_list = tokens.letters[date.last + 1 : date.last + 2] == [":"]
        return is_list and not set(between) & set(",;:VXkdb")
    return date.first > attribution.scope[1] and not set(between) & set(',;:VXkdbW"#')


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
