"""What happened when, as the text goes on: dated happenings, inherited periods, days of counting.

Invariant: the day on which losses were counted is never taken for the day of the losses.
"""

from dataclasses import replace

from counterclaim.extract.dates import DateMention
from counterclaim.extract.desk import Desk, Happening, Scene
from counterclaim.extract.losses import Loss
from counterclaim.extract.saying import telling_dates
from counterclaim.model.parties import Place
from counterclaim.model.periods import Period
from counterclaim.model.sightings import Sighting
from counterclaim.text.tokens import Tokens

_BESIDE = 6  # tokens between a day and the word for what was done afterwards
_AFTER = 7  # tokens behind a day in which a stretch counts back from it


def counting_date(scene: Scene, loss: Loss) -> DateMention | None:
    """Return the day of a count: "the toll rose to 45 on Tuesday", "recovered bodies on Sunday"."""
    tokens, dates = scene.tokens, scene.timing.dates
    days = [d for d in dates if d.sort == "day" and not _is_of_happening(tokens, d)]
    if tokens.has("remains", loss.trigger) and tokens.holds("recovering"):
        return days[0] if days else None
    after = next((d for d in days if _is_aftermath(tokens, d)), None)
    if after is not None or loss.rule not in ("toll", "total", "figure"):
        return after
    for date in days:
        if date.first > loss.trigger:
            between = tokens.letters[loss.count.last + 1 : date.first]
            if loss.count.first > date.last or not set(between) & set(",;:kdXV"):
                return date
    if tokens.holds("event"):
        return None
    return next((d for d in dates if d.sort == "window" and d.last < loss.count.first), None)


def _is_of_happening(tokens: Tokens, date: DateMention) -> bool:
    """Say whether a day is that of the happening beside it: "Saturday's strike"."""
    after = date.last + 1
    return tokens.letters[after : after + 1] == ["j"] or tokens.has("event", after)


def _is_aftermath(tokens: Tokens, date: DateMention) -> bool:
    """Say whether a day is that of search and mourning: "rescuers on Friday went on digging"."""
    low, high = max(0, date.first - _BESIDE), min(len(tokens), date.last + 1 + _BESIDE)
    for at in range(low, high):
        if tokens.has("aftermath", at):
            first, last = min(at, date.last), max(at, date.first)
            between = range(first + 1, last)
            if not any(tokens.letters[i] in ",;:C" or tokens.has("event", i) for i in between):
                return True
    return False


def _happenings(desk: Desk) -> list[Happening]:
    """Return what happened on which day, in the order of the text.

    Where the text tells of no war and of nothing by a word for it, the first day of anything.
    """
    if desk.happened is None:
        is_war = desk.heard.setting.war is not None
        found = [_happening(desk, index) for index in range(len(desk.heard.lines))]
        desk.happened = [h for h in found if h is not None and h.is_event]
        if not is_war and not desk.happened:
            desk.happened = [h for h in found if h is not None][:1]
    return desk.happened


def _happening(desk: Desk, index: int) -> Happening | None:
    """Return what a sentence says happened on one day, neither said nor counted on it.

    A day with a stretch behind it is not that of the happening: "on Wednesday, 48 hours after".
    """
    tokens = desk.heard.lines[index].tokens
    dates = desk.heard.dates[index]
    if not dates:
        return None
    told = telling_dates(tokens, dates, desk.heard.speakers.readings[index].attributions)
    is_count = "Z" in tokens.letters or tokens.holds("recovering")
    days = [
        date.window
        for date in dates
        if date.sort in ("day", "night")
        and date.window is not None
        and date not in told
        and (_is_of_happening(tokens, date) or not (is_count or _is_aftermath(tokens, date)))
        and not any(tokens.has("time.unit", at) for at in range(date.last + 1, date.last + _AFTER))
    ]
    if not days:
        return None
    local = [spot for spot in desk.heard.places[index] if not spot.is_country]
    return Happening(
        index=index,
        window=days[0],
        places=frozenset(tokens.between(spot.first, spot.last).lower() for spot in local),
        is_event=tokens.holds("event") and len(set(days)) == 1,
    )


def period_as_happened(
    desk: Desk, scene: Scene, place: Place | None, found: tuple[Period, str]
) -> tuple[Period, str]:
    """Give an incident without a date the day on which something happened at its place.

    Where the text tells of one dated happening only, that is the day of all its incidents; a
    headline and a text without a war tell of the first.
    """
    period = found[0]
    if period.start is not None or period.frame != "incident":
        return found
    happened = _happenings(desk)
    if not happened:
        return found
    name = place.text.lower() if place is not None else ""
    same, rule = next((h for h in happened if name in h.places), None), "period.happened"
    if same is None and len({h.window for h in happened}) == 1:
        same, rule = happened[0], "period.only-happening"
    is_one = desk.heard.setting.war is None
    if same is None and (scene.is_headline or is_one):
        same, rule = happened[0], "period.first-happening"
    if same is None and _is_definite(scene.tokens):
        before = [h for h in happened if h.index < scene.index]
        same, rule = (before or happened)[-1 if before else 0], "period.last-happening"
    if same is None:
        return found
    return replace(period, start=same.window.start, end=same.window.end), rule


def _is_definite(tokens: Tokens) -> bool:
    """Say whether a sentence goes on about a happening: "the attack killed 12 people"."""
    return any(
        tokens.has("event", at) and tokens.lows[at - 1] in ("the", "that")
        for at in range(1, len(tokens))
    )


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
