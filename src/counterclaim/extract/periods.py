"""The period of a loss: its frame (incident, cumulative, interval, rate) and its dates.

Invariant: dates come from words of the text or from the table of wars; a frame that had to be
guessed says so in the trace.
"""

import datetime as dt

from counterclaim.extract.dates import DateMention
from counterclaim.extract.losses import Loss
from counterclaim.extract.setting import Setting
from counterclaim.model.notes import note
from counterclaim.model.periods import Frame, Period
from counterclaim.text.tokens import Tokens

_DAY = dt.timedelta(days=1)
_OPENING = dt.timedelta(days=31)  # "since February" is since the war that opened within it
_RATE_REACH = 9  # tokens between a number or word of loss and the words of a rate
_STRETCH = 31  # days; a longer stretch is told of as a campaign
_SMALL_GROUP = 10  # people; fewer are captured or lost sight of at one time
_WAR_SIZE = 1000  # people; more than this in one happening is rare, more than this in a war is not


@note
class Timing:
    """What a sentence says of time, apart from when something was said."""

    tokens: Tokens
    dates: list[DateMention]
    setting: Setting
    is_country: bool = False
    is_region: bool = False


def find_period(timing: Timing, loss: Loss, said: dt.date | None) -> tuple[Period, str]:
    """Return the period of a loss and the rule that made its frame."""
    tokens, dates = timing.tokens, timing.dates
    rates = [d for d in dates if d.sort == "rate" and _near(d, loss)]
    if rates:
        words = tokens.between(rates[0].first, rates[0].last)
        window = next((d.window for d in dates if d.sort in ("window", "past") and d.window), None)
        return (
            Period(
                frame="rate",
                start=window.start if window else None,
                end=window.end if window else None,
                text=words,
            ),
            "period.rate",
        )
    opening = _opening_of_war(timing)
    if opening is not None:
        return opening
    since = next((d for d in dates if d.sort == "since" and d.window is not None), None)
    if since is not None and (
        _is_of_other_clause(tokens, since, loss) or _is_comparison(tokens, since.first)
    ):
        since = None
    war_since = _since_war(timing)
    if since is not None or war_since is not None:
        return _since(timing, since, war_since)
    within = next((d for d in dates if d.sort == "within"), None)
    if within is not None and timing.setting.war is not None and _spans_war(timing, within, said):
        start = timing.setting.war.start
        end = start + ((within.n_days or 1) - 1) * _DAY
        words = tokens.between(within.first, within.last)
        return Period(frame="cumulative", start=start, end=end, text=words), "period.within"
    if within is not None and within.n_days and within.n_days <= _STRETCH and _near(within, loss):
        return _stretch(timing, within, said)
    dated = [d for d in dates if d.sort in ("day", "window", "span", "past", "night")]
    nearest = min(dated, key=lambda d: abs(d.first - loss.trigger), default=None)
    return _framed(timing, loss, nearest)


def _is_of_other_clause(tokens: Tokens, date: DateMention, loss: Loss) -> bool:
    """Say whether a "since" stands behind another clause: "36 in a week, and 1,400 since May"."""
    between = "".join(tokens.letters[max(loss.trigger, loss.count.last) + 1 : date.first])
    return ",C" in between or ";" in between


def _is_comparison(tokens: Tokens, since: int) -> bool:
    """Say whether a "since" only compares: "the deadliest attack since the war began"."""
    return any(tokens.has("superlative", at) for at in range(max(0, since - 9), since))


def _opening_of_war(timing: Timing) -> tuple[Period, str] | None:
    """Read "on the first day of the war", "in the first month of the war"."""
    tokens, war = timing.tokens, timing.setting.war
    if war is None:
        return None
    for index, roles in enumerate(tokens.roles):
        unit = (
            tokens.lexicon.entry("time.unit", tokens.lows[index]) if "time.unit" in roles else None
        )
        if unit is None or not tokens.has("opening", index - 1) or not tokens.has("of", index + 1):
            continue
        if any(tokens.has("event.war", at) for at in range(index + 2, index + 5)):
            n_days = max(1, unit.values[tokens.lows[index]])
            words = tokens.between(index - 1, index)
            end = war.start + (n_days - 1) * _DAY
            frame: Frame = "incident" if n_days == 1 else "interval"
            return Period(frame=frame, start=war.start, end=end, text=words), "period.opening"
    return None


def _stretch(timing: Timing, within: DateMention, said: dt.date | None) -> tuple[Period, str]:
    """Return the interval of "in 24 hours", "in three days", which ends when it was told."""
    day = said or timing.setting.day
    words = timing.tokens.between(within.first, within.last)
    start = day - (within.n_days or 1) * _DAY if day is not None else None
    return Period(frame="interval", start=start, end=day, text=words), "period.stretch"


def _framed(timing: Timing, loss: Loss, date: DateMention | None) -> tuple[Period, str]:
    tokens = timing.tokens
    words = tokens.between(date.first, date.last) if date is not None else None
    start = date.window.start if date is not None and date.window is not None else None
    end = date.window.end if date is not None and date.window is not None else None
    frame, rule = _frame(timing, loss, date)
    war = timing.setting.war
    if frame == "cumulative" and war is not None and start is not None and end is not None:
        if start <= war.start <= end:  # "since the war began in February"
            start, end = war.start, None
    if frame == "cumulative" and date is None:
        war = timing.setting.war
        return Period(frame=frame, start=war.start if war else None), rule
    return Period(frame=frame, start=start, end=end, text=words), rule


def _frame(timing: Timing, loss: Loss, date: DateMention | None) -> tuple[Frame | None, str]:
    tokens = timing.tokens
    if date is not None and date.sort == "past" and tokens.has("past.span", date.first):
        return "interval", "period.past"
    if date is not None and date.sort == "span":
        return "interval", "period.span"
    is_event = tokens.holds("event")
    if tokens.has("remains", loss.trigger) and tokens.holds("found") and not is_event:
        return None, "period.found"
    is_stretch = date is not None and date.sort in ("past", "window")  # "so far this year"
    if tokens.holds("sofar") and not is_event and not is_stretch:
        is_one = timing.setting.is_disaster and timing.setting.war is None
        return ("incident" if is_one else "cumulative"), "period.sofar"
    is_ongoing = tokens.holds("event.ongoing")
    if _is_war_subject(tokens, loss):
        return "cumulative", "period.war"
    value = loss.count.mention.low or loss.count.mention.value or 0
    is_small = value < _SMALL_GROUP and loss.count.mention.kind != "vague"
    if is_small and loss.outcome in ("captured", "missing") and date is not None:
        return "incident", "period.capture"
    if date is not None and date.sort == "window" and not is_event:
        return "interval", "period.window"
    if is_event and not (is_ongoing and _only_ongoing(tokens)):
        return "incident", "period.event"
    if is_ongoing and timing.is_region:
        return "interval", "period.ongoing"
    if is_ongoing or (date is not None and date.sort in ("day", "night")):
        return "incident", "period.day"
    if loss.outcome == "displaced":
        is_group = value < _WAR_SIZE and loss.count.mention.kind != "vague"
        return ("incident" if is_group else "cumulative"), "period.displaced"
    if date is not None and date.sort == "past":
        return "interval", "period.past"
    is_war = timing.setting.war is not None
    if is_war and (value >= _WAR_SIZE or (timing.is_country and value >= 100)):
        return "cumulative", "period.total"
    is_found = tokens.has("remains", loss.trigger)
    if (
        loss.outcome in ("killed", "wounded", "missing")
        and not is_found
        and (loss.count.mention.kind != "vague" or timing.setting.war is None)
    ):
        return "incident", "period.default"
    return None, "period.none"


def _only_ongoing(tokens: Tokens) -> bool:
    return not any(
        tokens.has("event", i) and not tokens.has("event.ongoing", i) for i in range(len(tokens))
    )


def _near(date: DateMention, loss: Loss) -> bool:
    places = (loss.trigger, loss.count.first, loss.count.last)
    return min(abs(date.first - place) for place in places) <= _RATE_REACH


def _is_war_subject(tokens: Tokens, loss: Loss) -> bool:
    """Say whether the war itself did it: "the war has killed", "an invasion that has killed"."""
    for at in range(loss.trigger - 1, max(-1, loss.trigger - 7), -1):
        if tokens.has("event.war", at):
            return True
        if tokens.letters[at] in ",;:.":
            return False
    return False


def _since_war(timing: Timing) -> tuple[int, int] | None:
    """Return the tokens of "since the war began", "since Russia's invasion of the country"."""
    tokens = timing.tokens
    for index, roles in enumerate(tokens.roles):
        if "since" not in roles or _is_comparison(tokens, index):
            continue
        for at in range(index + 1, min(len(tokens), index + 8)):
            if tokens.has("event.war", at) or tokens.has("war.verb", at):
                last = at + 1 if tokens.has("war.begin", at + 1) else at
                return index, last
    return None


def _since_onset(timing: Timing) -> Period | None:
    """Return the stretch since something smaller than a war: "since the raids began on Monday"."""
    tokens = timing.tokens
    for index, roles in enumerate(tokens.roles):
        if "since" not in roles:
            continue
        for date in timing.dates:
            is_near = index + 1 < date.first <= index + 10 and date.window is not None
            if is_near and any(tokens.has("war.begin", at) for at in range(index + 2, date.first)):
                words = tokens.between(index, date.last)
                start = date.window.start if date.window else None
                return Period(frame="interval", start=start, end=timing.setting.day, text=words)
    return None


def _since(
    timing: Timing, date: DateMention | None, war: tuple[int, int] | None
) -> tuple[Period, str]:
    tokens, known = timing.tokens, timing.setting.war
    if war is not None and known is not None:
        words = tokens.between(*war)
        return Period(frame="cumulative", start=known.start, text=words), "period.since-war"
    onset = _since_onset(timing) if war is None else None
    if onset is not None and not (known and onset.start and onset.start <= known.start):
        return onset, "period.since"
    if date is None or date.window is None:
        text = tokens.between(*war) if war is not None else None
        return Period(frame="cumulative", text=text), "period.since-war"
    words = tokens.between(date.first, date.last)
    start = date.window.start
    is_war = known is not None and known.start - start <= _OPENING and start <= known.start
    if known is not None and not is_war and start > known.start:
        return Period(
            frame="interval", start=start, end=date.window.end, text=words
        ), "period.since"
    start = known.start if known is not None and is_war else start
    return Period(frame="cumulative", start=start, text=words), "period.since"


def _spans_war(timing: Timing, within: DateMention, said: dt.date | None) -> bool:
    war, day = timing.setting.war, said or timing.setting.day
    if war is None or within.n_days is None:
        return False
    if day is None:
        return any(
            timing.tokens.has("event.war", i)
            for i in range(within.last, min(len(timing.tokens), within.last + 4))
        )
    return abs((day - war.start).days - within.n_days) <= max(2, within.n_days // 10)
