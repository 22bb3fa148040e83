"""What happened when, as the text goes on: dated happenings, inherited periods, days of counting.

Invariant: the day on which losses were counted is never taken for the day of the losses.
"""

from dataclasses import replace

from counterclaim.extract.dates import DateMention, find_dates
from counterclaim.extract.desk import Desk, Scene
from counterclaim.extract.losses import Loss
from counterclaim.model.parties import Place
from counterclaim.model.periods import Period, Window
from counterclaim.model.sightings import Sighting
from counterclaim.text.tokens import Tokens


def counting_date(scene: Scene, loss: Loss) -> DateMention | None:
    """Return the day of a count: "the toll rose to 45 on Tuesday", "recovered bodies on Sunday"."""
    if scene.tokens.has("remains", loss.trigger) and scene.tokens.holds("recovering"):
        return next((d for d in scene.timing.dates if d.sort == "day"), None)
    if loss.rule not in ("toll", "total"):
        return None
    for date in scene.timing.dates:
        if date.sort == "day" and date.first > loss.trigger:
            if scene.tokens.letters[date.last + 1 : date.last + 2] == ["j"]:
                continue  # "the toll of Saturday's strike"
            between = scene.tokens.letters[loss.count.last + 1 : date.first]
            if loss.count.first > date.last or not set(between) & set(",;:kdXV"):
                return date
    return None


def _happenings(desk: Desk) -> dict[str, Window]:
    """Return on which day something happened at each place that the text names, first day first.

    Where the text tells of no war, the first day of anything stands under no name.
    """
    if desk.happened is None:
        desk.happened = {}
        is_war = desk.heard.setting.war is not None
        for line, spots in zip(desk.heard.lines, desk.heard.places, strict=True):
            local = [spot for spot in spots if not spot.is_country]
            day = _day_of_happening(desk, line.tokens) if local else None
            if day is not None:
                for spot in local:
                    name = line.tokens.between(spot.first, spot.last).lower()
                    desk.happened.setdefault(name, day)
        if not is_war and not desk.happened:
            days = (_day_of_happening(desk, line.tokens) for line in desk.heard.lines)
            first = next((day for day in days if day is not None), _first_day(desk))
            desk.happened.update({"": first} if first is not None else {})
    return desk.happened


def _day_of_happening(desk: Desk, tokens: Tokens) -> Window | None:
    """Return the one day that a sentence gives for a happening; a toll's day is no such day."""
    if not tokens.holds("event"):
        return None
    days = _days(desk, tokens)
    return days[0] if len(days) == 1 else None


def _first_day(desk: Desk) -> Window | None:
    """Return the first day of a text on which anything was not merely said or counted."""
    for line in desk.heard.lines:
        days = _days(desk, line.tokens)
        if days:
            return days[0]
    return None


def _days(desk: Desk, tokens: Tokens) -> list[Window]:
    """Return the days of a sentence that belong to no cue, no count, and nothing after or before.

    A day with a stretch behind it is not that of the happening: "on Wednesday, 48 hours after".
    """
    if "Z" in tokens.letters or tokens.holds("recovering"):
        return []
    dates = find_dates(tokens, desk.heard.setting.published)
    return [
        date.window
        for date in dates
        if date.sort in ("day", "night")
        and date.window is not None
        and not set(tokens.letters[max(0, date.first - 5) : date.first]) & set("V@")
        and not any(tokens.has("time.unit", at) for at in range(date.last + 1, date.last + 7))
    ]


def period_as_happened(
    desk: Desk, place: Place | None, found: tuple[Period, str]
) -> tuple[Period, str]:
    """Give an incident without a date the day on which something happened at its place.

    Where the text tells of one dated happening only, that is the day of all its incidents.
    """
    period = found[0]
    if period.start is not None or period.frame != "incident":
        return found
    happened = _happenings(desk)
    window = happened.get(place.text.lower()) if place is not None else None
    rule = "period.happened"
    if window is None and len(set(happened.values())) == 1:
        window, rule = next(iter(happened.values())), "period.only-happening"
    if window is None:
        return found
    return replace(period, start=window.start, end=window.end), rule


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
    is_open = rule in ("period.none", "period.default") and before.frame is not None
    if is_open and gap <= 2 and loss.outcome != "captured":
        if loss.count.is_bare or loss.count.is_more or len(scene.tokens) <= 14 or not scene.spots:
            return before, "period.inherited"
    same_place = not scene.spots or (
        desk.previous[2].place is not None
        and scene.tokens.between(scene.spots[0].first, scene.spots[0].last)
        == desk.previous[2].place.text
    )
    if period.frame == "incident" and before.frame == "incident" and gap <= 3 and same_place:
        return before, "period.inherited"
    return found
