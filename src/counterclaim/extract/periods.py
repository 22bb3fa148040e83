"""The period of a loss: its frame (incident, cumulative, interval, rate) and its dates.

Invariant: dates come from words of the text, are counted back from the day of saying, or come from
the table of wars; a frame that had to be guessed says so in the trace.
"""

import datetime as dt

from counterclaim.extract.binding import date_of_loss, is_apart
from counterclaim.extract.dates import DateMention
from counterclaim.extract.frames import Timing, settle_frame
from counterclaim.extract.losses import Loss
from counterclaim.extract.since import find_since
from counterclaim.model.periods import Frame, Period

_DAY = dt.timedelta(days=1)
_RATE_REACH = 9  # tokens between a number or word of loss and the words of a rate
_STRETCH = 31  # days; a longer stretch is told of as a campaign
_FEW_DAYS = dt.timedelta(days=3)


def is_total(period: Period) -> bool:
    """Say whether a period is that of a running count, over more than a few days."""
    if period.frame == "interval" and period.start is not None and period.end is not None:
        return period.end - period.start > _FEW_DAYS
    return period.frame in ("cumulative", "interval", "rate")


def find_period(timing: Timing, loss: Loss, said: dt.date | None) -> tuple[Period, str]:
    """Return the period of a loss and the rule that made its frame."""
    tokens = timing.tokens
    dates = [d for d in timing.dates if not is_apart(tokens, d, loss)]
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
    counted = find_since(timing, loss)
    if counted is not None:
        return counted
    past = next((d for d in dates if d.sort == "past" and d.n_days), None)
    if past is not None and (past.n_days or 0) > _STRETCH and _spans_war(timing, past, said):
        start = timing.setting.war.start if timing.setting.war is not None else None
        words = tokens.between(past.first, past.last)
        return Period(frame="cumulative", start=start, text=words), "period.within"
    within = next((d for d in dates if d.sort == "within"), None)
    if within is not None and timing.setting.war is not None and _spans_war(timing, within, said):
        start = timing.setting.war.start
        end = start + ((within.n_days or 1) - 1) * _DAY
        words = tokens.between(within.first, within.last)
        return Period(frame="cumulative", start=start, end=end, text=words), "period.within"
    if within is not None and within.n_days and _near(within, loss):
        if within.n_days <= _STRETCH or timing.setting.war is None:
            return _stretch(timing, within, said)
    if within is not None and within.n_days == 0 and _near(within, loss):
        words = tokens.between(within.first, within.last)
        return Period(frame="incident", text=words), "period.hours"
    return _framed(timing, loss, date_of_loss(timing, loss))


def _opening_of_war(timing: Timing) -> tuple[Period, str] | None:
    """Read "on the first day of the war", "in the first month of the war"."""
    tokens, war = timing.tokens, timing.setting.war
    if war is None:
        return None
    for index in tokens.at("time.unit"):
        unit = tokens.lexicon.entry("time.unit", tokens.lows[index])
        is_first = tokens.has("opening", index - 1) or tokens.has("within.first", index - 1)
        if unit is None or not is_first or not tokens.has("of", index + 1):
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
    frame, rule = settle_frame(timing, loss, date)
    war = timing.setting.war
    if frame == "cumulative" and war is not None and start is not None and end is not None:
        if start <= war.start <= end:  # "since the war began in February"
            start, end = war.start, None
    if frame == "cumulative" and date is None:
        war = timing.setting.war
        return Period(frame=frame, start=war.start if war else None), rule
    return Period(frame=frame, start=start, end=end, text=words), rule


def _near(date: DateMention, loss: Loss) -> bool:
    places = (loss.trigger, loss.count.first, loss.count.last)
    return min(abs(date.first - place) for place in places) <= _RATE_REACH


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
