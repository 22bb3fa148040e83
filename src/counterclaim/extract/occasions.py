"""What happened when, as the text goes on: dated happenings, inherited periods, days of counting.

Invariant: the day on which losses were counted is never taken for the day of the losses.
"""

import datetime as dt
from dataclasses import replace

from counterclaim.extract.binding import is_afterwards
from counterclaim.extract.dates import DateMention
from counterclaim.extract.desk import Desk, Scene
from counterclaim.extract.happenings import Happening, Happenings
from counterclaim.extract.losses import Loss
from counterclaim.extract.saying import telling_dates
from counterclaim.extract.sites import is_definite, is_of_dead
from counterclaim.lexicon.parties import War
from counterclaim.model.parties import Place
from counterclaim.model.periods import Period, Window
from counterclaim.model.sightings import Sighting
from counterclaim.text.tokens import Tokens

_DEAD_REACH = 3  # sentences over which "the dead" are those of the last count
_COUNTED = 6  # tokens from a toll to its day
_NEAR = 3  # tokens from a day to its toll; sentences from a time to its losses
_LEAD = 4  # paragraphs in which a text says what it is about
_SHORT_WAR = dt.timedelta(days=3)  # what happened in it is dated by the war
_RECENT = dt.timedelta(days=31)  # what happened earlier is background
_OPEN_RULES = ("period.none", "period.default", "period.bodies", "period.total")
_AFTER = 7  # tokens behind a day in which a stretch counts back from it


def counting_date(scene: Scene, loss: Loss) -> DateMention | None:
    """Return the day of a count: "the toll rose to 45 on Tuesday", "recovered bodies on Sunday"."""
    tokens, dates = scene.tokens, scene.timing.dates
    days = [d for d in dates if d.sort == "day" and not _is_of_happening(tokens, d)]
    if tokens.has("remains", loss.trigger) and tokens.holds("recovering"):
        return days[0] if days else None
    after = next((d for d in days if is_afterwards(tokens, d, "aftermath")), None)
    is_toll = loss.rule == "toll" or "Z" in tokens.letters[: loss.count.first]
    if after is not None or not (is_toll or loss.rule in ("total", "figure")):
        return after
    for date in days:
        if date.first > loss.trigger:
            between = tokens.letters[loss.count.last + 1 : date.first]
            if loss.count.first > date.last or not set(between) & set(",;:kdXV"):
                return date
    if tokens.holds("event"):
        return None
    sorts = ("day", "window") if is_toll else ("window",)
    return next((d for d in dates if d.sort in sorts and d.last < loss.count.first), None)


def _is_of_happening(tokens: Tokens, date: DateMention) -> bool:
    """Say whether a day is that of the happening beside it: "Saturday's strike"."""
    after = date.last + 1
    return tokens.letters[after : after + 1] == ["j"] or tokens.has("event", after)


def _is_counted(tokens: Tokens, date: DateMention) -> bool:
    """Say whether a day is that of a count beside it: "the toll rose on Tuesday", "up from 20"."""
    if tokens.holds("recovering"):
        return True
    first, last = max(0, date.first - _COUNTED), min(len(tokens), date.last + 1 + _NEAR)
    if any(tokens.has("toll.from", at) for at in range(first, date.first)):
        return True
    if _rose_to(tokens, date.first - 1):
        return True
    return any(
        tokens.letters[at] == "Z" and "," not in tokens.letters[at : date.first]
        for at in range(first, last)
    )


def _rose_to(tokens: Tokens, last: int) -> bool:
    """Say whether the words up to a token are those of a rise: "rose to at least 13 **on**"."""
    letters = "".join(tokens.letters[: max(0, last + 1)]).removesuffix("P")
    at = len(letters.rstrip("#").rstrip("<")) - 1
    is_count = letters.endswith("#") and at > 0
    return is_count and tokens.lows[at] == "to" and tokens.has("toll.verb", at - 1)


def _happenings(desk: Desk) -> Happenings:
    """Return what happened on which day, read once for a text."""
    if desk.happened is None:
        found = (_happening(desk, index) for index in range(len(desk.heard.lines)))
        desk.happened = Happenings(happening for happening in found if happening is not None)
    return desk.happened


def _happening(desk: Desk, index: int) -> Happening | None:
    """Return what a sentence says happened on one day, neither said nor counted on it.

    A day with a stretch behind it is not that of the happening: "on Wednesday, 48 hours after".
    """
    line, dates = desk.heard.lines[index], desk.heard.dates[index]
    if not dates:
        return None
    tokens = line.tokens
    told = telling_dates(tokens, dates, desk.heard.speakers.readings[index].attributions)
    days = [
        date.window
        for date in dates
        if date.sort in ("day", "night")
        and date.window is not None
        and date not in told
        and (
            _is_of_happening(tokens, date)
            or not (_is_counted(tokens, date) or is_afterwards(tokens, date))
        )
        and not any(tokens.has("time.unit", at) for at in range(date.last + 1, date.last + _AFTER))
    ]
    day = desk.heard.setting.day
    recent = [window for window in days if day is None or day - window.start <= _RECENT]
    if not days:
        return None
    local = [spot for spot in desk.heard.places[index] if not spot.is_country]
    return Happening(
        index=index,
        window=(recent or days)[0],
        places=frozenset(tokens.between(spot.first, spot.last).lower() for spot in local),
        is_event=tokens.holds("event") and len(set(days)) == 1,
        is_main=bool(recent) and 0 < line.block <= _LEAD,
    )


def period_as_happened(
    desk: Desk,
    scene: Scene,
    place: Place | None,
    found: tuple[Period, str],
    said: dt.date | None,
) -> tuple[Period, str]:
    """Give an incident without a date the day on which something happened at its place.

    Where the text tells of one dated happening only, that is the day of all its incidents; a
    headline and a text without a war tell of the first, a live report of the day itself. Nothing
    was said on a day before it happened.
    """
    period, setting = found[0], desk.heard.setting
    if period.start is not None or period.frame != "incident":
        return found
    happened = _happenings(desk)
    name = place.text.lower() if place is not None else ""
    rule, window = "period.happened", happened.at_place(name)
    if window is None and (scene.is_headline or setting.war is None):
        rule, window = "period.first-happening", happened.main
    if window is None:
        rule, window = "period.only-happening", happened.only
    if window is None and is_definite(scene.tokens):
        rule, window = "period.last-happening", happened.last_before(scene.index)
    if window is None and setting.war is not None:
        rule, window = "period.short-war", _days_of(setting.war)
    if window is None and desk.is_live and setting.published is not None:
        rule, window = "period.live", setting.published
    if window is None or (said is not None and window.start > said):
        return found
    return replace(period, start=window.start, end=window.end), rule


def _days_of(war: War) -> Window | None:
    """Return the days of a war so short that all its events have the same date."""
    if war.end is None or war.end - war.start > _SHORT_WAR:
        return None
    return Window(start=war.start, end=war.end)


def period_of_paragraph(desk: Desk, scene: Scene, found: tuple[Period, str]) -> tuple[Period, str]:
    """Give a loss without a time that of the sentence before it, if that states no loss itself.

    "In the early hours of 21 January a prison was hit. At least 70 people died."
    """
    period, rule = found
    if period.start is not None or rule not in _OPEN_RULES:
        return found
    for index in range(scene.index - 1, max(-1, scene.index - 1 - _NEAR), -1):
        line = desk.heard.lines[index]
        is_stated = desk.previous is not None and desk.previous[0] >= index
        if line.block != scene.block or is_stated:
            return found
        window = _happenings(desk).at(index)
        if window is not None and period.frame in ("incident", None):
            return replace(period, frame="incident", start=window.start, end=window.end), (
                "period.paragraph"
            )
        spans = [d for d in desk.heard.dates[index] if d.sort in ("span", "window") and d.window]
        if len(spans) == 1 and spans[0].window is not None:
            frame = "interval" if spans[0].sort == "span" else period.frame
            window = spans[0].window
            return replace(period, frame=frame, start=window.start, end=window.end), (
                "period.paragraph"
            )
    return found


def _is_same_speaker(desk: Desk, scene: Scene, last: Sighting) -> bool:
    """Say whether the sentence is told by whoever told the sighting before it, or by nobody."""
    voices = [v for v in desk.heard.speakers.readings[scene.index].voices if v is not None]
    if not voices or last.claimant is None:
        return not voices
    return voices[0].who.name == last.claimant.name


def period_like_before(
    desk: Desk, scene: Scene, loss: Loss, found: tuple[Period, str]
) -> tuple[Period, str]:
    """Let a short sentence that goes on about the same thing keep the period before it."""
    period, rule = found
    if desk.previous is None:
        return found
    last = desk.previous[2]
    before = last.period
    gap = scene.index - desk.previous[0]
    if (
        gap <= 2
        and before.frame is not None
        and (
            scene.tokens.has("carry.period", 0)
            or (loss.rule in ("of-them", "part") and not period.text)
        )
    ):
        return before, "period.inherited"
    is_guessed = rule == "period.total" and before.frame == "interval" and gap <= 2
    if is_guessed and _is_same_speaker(desk, scene, last):
        return before, "period.inherited"
    if period.start is not None:
        return found
    if gap == 0 and rule == "period.none" and before.frame is not None:
        return before, "period.inherited"
    goes_on = is_of_dead(scene.tokens) and rule in ("period.none", "period.default")
    if goes_on and gap <= _DEAD_REACH and before.frame is not None:
        return before, "period.inherited"
    is_open = rule in ("period.none", "period.default") and before.frame is not None
    if is_open and gap <= 2 and loss.outcome != "captured":
        if loss.count.is_bare or loss.count.is_more or len(scene.tokens) <= 14 or not scene.spots:
            return before, "period.inherited"
    same_place = not scene.spots or (
        desk.previous[2].place is not None
        and scene.tokens.between(scene.spots[0].first, scene.spots[0].last)
        == desk.previous[2].place.text
    )
    is_arrest = last.outcome == "captured" != loss.outcome  # "held a man over the raid that killed"
    if is_arrest and before.frame == "incident":
        return found
    if period.frame == "incident" and before.frame == "incident" and gap <= 3 and same_place:
        return before, "period.inherited"
    return found
