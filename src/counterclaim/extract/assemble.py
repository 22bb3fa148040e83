"""Assembly: losses, voices, periods and places of a sentence become sightings.

Invariant: every span of a sighting reads back to the text; ids depend on the document, the quantity
span and the outcome only, so that reading again gives the same ones.
"""

import hashlib
from dataclasses import dataclass, field, replace
from typing import cast

from counterclaim.extract.losses import Loss
from counterclaim.extract.periods import Timing, find_period
from counterclaim.extract.places import Spot
from counterclaim.extract.saying import (
    Sayings,
    claimant_of,
    claimant_rules,
    relays_of,
    saying_date,
)
from counterclaim.extract.setting import Setting
from counterclaim.extract.speakers import Speakers, Voice
from counterclaim.extract.victims import (
    Lost,
    read_victims,
    settle_class,
    settle_place_side,
    settle_side,
)
from counterclaim.extract.wording import find_hedge, is_denied
from counterclaim.model.documents import Document
from counterclaim.model.parties import Place, Victims
from counterclaim.model.periods import Period
from counterclaim.model.quantities import Quantity
from counterclaim.model.sightings import Outcome, Sighting
from counterclaim.model.spans import Span
from counterclaim.text.tokens import Tokens


@dataclass(slots=True)
class Desk:
    """What assembly needs of one document."""

    document: Document
    setting: Setting
    speakers: Speakers
    sayings: Sayings
    made: list[Sighting] = field(default_factory=list)
    digest: str = ""
    last_place: tuple[int, Place] | None = None
    previous: tuple[int, Lost, Sighting] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One sentence as far as it is read: its place in the document, its dates and places."""

    index: int
    block: int
    tokens: Tokens
    span: tuple[int, int]
    timing: Timing
    spots: list[Spot]
    is_caption: bool
    is_headline: bool


def assemble(desk: Desk, scene: Scene, losses: list[Loss]) -> None:
    """Append the sightings of a sentence to the desk."""
    made: dict[int, Sighting] = {}
    known: dict[int, Lost] = {}
    for loss in losses:
        sighting, lost = _sighting(desk, scene, loss, known)
        if loss.part_of is not None and loss.part_of.chunk in made:
            sighting = replace(sighting, part_of=made[loss.part_of.chunk].id)
        made[loss.chunk] = sighting
        known[loss.chunk] = replace(lost, is_part=loss.part_of is not None)
        desk.made.append(sighting)
        desk.previous = (scene.index, lost, sighting)


def _sighting(
    desk: Desk, scene: Scene, loss: Loss, known: dict[int, Lost]
) -> tuple[Sighting, Lost]:
    tokens, setting = scene.tokens, desk.setting
    mention = loss.count.mention
    start, end = tokens.starts[mention.first], tokens.ends[mention.last]
    voice, relays = desk.speakers.claimant(scene.index, mention.first, start)
    is_elided = loss.count.is_more and loss.count.first <= 1 and loss.count.is_bare
    is_going_on = is_elided or len(tokens) <= 5
    if voice is None and is_going_on and not scene.is_headline:
        voice = desk.speakers.carried(scene.index)
    party = voice.who.party if voice is not None else None
    lost = read_victims(tokens, loss)
    _inherit(desk, scene, loss, lost, known)
    attribution = voice.attribution if voice is not None else None
    stance = attribution.stance if attribution is not None else ""
    settle_side(tokens, loss, lost, (party, stance), setting)
    place, code, is_country = _place(desk, scene, loss, voice)
    dates = scene.timing.dates
    spoken = saying_date(dates, voice)
    said_on, said_rule = desk.sayings.said_on(scene.index, voice, dates, spoken)
    timing = replace(
        scene.timing,
        is_country=is_country,
        is_region=is_country or _is_region(scene),
        dates=[date for date in dates if date is not spoken],
    )
    period, frame_rule = find_period(timing, loss, said_on)
    period, frame_rule = _period_like_before(desk, scene, loss, (period, frame_rule))
    is_total = setting.war is not None and period.frame in ("cumulative", "interval", "rate")
    settle_class(tokens, loss, lost, setting, is_total=is_total)
    settle_place_side(lost, code, setting)
    hedge = find_hedge(tokens, loss, attribution)
    denied = is_denied(tokens, attribution, loss)
    rules = {
        "quantity": mention.rules,
        "outcome": (f"loss.{loss.rule}", loss.entry),
        "victims": tuple(dict.fromkeys(lost.rules)),
        "claimant": claimant_rules(voice),
        "period": (frame_rule,),
        "stated_on": (said_rule,) if said_rule else (),
        "hedge": (hedge[1],) if hedge is not None else (),
    }
    inferred = _inferred(setting, lost, period.frame, frame_rule, said_on)
    sighting = Sighting(
        id=_id(desk, start, end, loss.outcome),
        source=desk.document.source,
        sentence=Span.of(desk.document.text, *scene.span),
        quantity=Quantity(
            text=desk.document.text[start:end],
            start=start,
            end=end,
            kind=mention.kind,
            value=mention.value,
            low=mention.low,
            high=mention.high,
        ),
        outcome=cast("Outcome", loss.outcome),  # the sighting itself refuses any other
        victims=_victims(tokens, lost),
        claimant=claimant_of(tokens.text, voice) if voice is not None else None,
        via=relays_of(tokens.text, relays),
        stated_on=said_on,
        period=period,
        place=place,
        polarity="denied" if denied else "asserted",
        hedge=hedge[0] if hedge is not None else None,
        optional=scene.is_caption or loss.is_optional,
        caption=scene.is_caption,
        inferred=inferred,
        trace={key: value for key, value in rules.items() if value},
    )
    return sighting, lost


def _inherit(desk: Desk, scene: Scene, loss: Loss, lost: Lost, known: dict[int, Lost]) -> None:
    """Fill what an elided noun leaves out from the loss before: "killed 18 people, injured 59"."""
    before = [known[c] for c in sorted(known) if c < loss.chunk and not known[c].is_part]
    other = known.get(loss.part_of.chunk) if loss.part_of is not None else None
    if (
        other is None
        and before
        and (loss.count.is_bare or loss.count.is_more or lost.party is None)
    ):
        other = before[-1]
    if other is None and loss.count.is_bare and desk.previous is not None:
        is_near = scene.index - desk.previous[0] <= 1
        other = desk.previous[1] if is_near and len(scene.tokens) <= 8 else None
    if other is None and loss.count.is_bare and lost.class_ is None and desk.previous is not None:
        if scene.index - desk.previous[0] <= 3 and not scene.spots:
            lost.class_ = desk.previous[1].class_
            lost.party = lost.party or desk.previous[1].party
            lost.rules.append("victims.inherited")
    if other is None:
        return
    has_own_noun = not loss.count.is_bare and loss.part_of is None
    is_national = bool({"side.people", "side.adjective"} & set(other.rules))
    if not (has_own_noun and is_national):
        lost.party = lost.party or other.party
    if loss.count.is_bare or lost.first is None or loss.part_of is not None:
        lost.class_ = lost.class_ or other.class_
    if loss.count.is_bare and not loss.part_of:
        lost.group = lost.group or (other.group if loss.rule != "part" else None)
    lost.rules.append("victims.inherited")


def _spots_of_loss(scene: Scene, voice: Voice | None) -> list[Spot]:
    """Leave out the places where something was said: "said in Davos that"."""
    attribution = voice.attribution if voice is not None else None
    if attribution is None or attribution.source is None:
        return scene.spots
    cue, phrase = attribution.cue, attribution.source.phrase
    low, high = attribution.scope
    if attribution.follows:
        return [s for s in scene.spots if not phrase[0] <= s.first < low]
    return [s for s in scene.spots if low <= s.first <= high and not phrase[0] <= s.first <= cue]


def _place(
    desk: Desk, scene: Scene, loss: Loss, voice: Voice | None
) -> tuple[Place | None, str | None, bool]:
    tokens = scene.tokens
    spots = _spots_of_loss(scene, voice)
    if spots:
        local = [s for s in spots if not s.is_country] or spots
        if loss.outcome == "displaced":
            local = [s for s in local if not tokens.has("destination", s.first - 1)] or local
        best = min(local, key=lambda s: _distance(s, loss))
        place = keep_place(desk, scene.block, tokens, best)
        return place, place.code, best.is_country
    if desk.last_place is not None and scene.block - desk.last_place[0] <= 2:
        place = desk.last_place[1]
        return place, place.code, False
    return None, None, False


def keep_place(desk: Desk, block: int, tokens: Tokens, spot: Spot) -> Place:
    """Return the place of a spot, kept in mind for sentences that name none."""
    code = spot.code or desk.setting.theatre
    place = Place(text=tokens.between(spot.first, spot.last), code=code)
    desk.last_place = (block, place)
    return place


def _is_region(scene: Scene) -> bool:
    """Say whether every place of the sentence is a wide area: "in the Donetsk region"."""
    tokens = scene.tokens
    wide = [
        any(tokens.has("place.region", at) for at in range(max(0, s.first - 1), s.last + 2))
        for s in scene.spots
    ]
    return bool(wide) and all(wide)


def _distance(spot: Spot, loss: Loss) -> tuple[int, int]:
    after = spot.first > loss.trigger
    gap = spot.first - loss.trigger if after else loss.trigger - spot.last
    return (gap if after else gap + 4, spot.first)


def _period_like_before(
    desk: Desk, scene: Scene, loss: Loss, found: tuple[Period, str]
) -> tuple[Period, str]:
    """Let a short sentence that goes on about the same thing keep the period before it."""
    period, rule = found
    if desk.previous is None or period.start is not None:
        return found
    before = desk.previous[2].period
    gap = scene.index - desk.previous[0]
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


def _victims(tokens: Tokens, lost: Lost) -> Victims:
    if lost.first is None or lost.last is None:
        return Victims(party=lost.party, class_=lost.class_, group=lost.group)
    return Victims(
        text=tokens.between(lost.first, lost.last),
        start=tokens.starts[lost.first],
        end=tokens.ends[lost.last],
        party=lost.party,
        class_=lost.class_,
        group=lost.group,
    )


def _inferred(
    setting: Setting, lost: Lost, frame: str | None, rule: str, said: object
) -> tuple[str, ...]:
    fields: list[str] = []
    if "side.theatre" in lost.rules or "side.place" in lost.rules or "side.opponent" in lost.rules:
        fields.append("victims.party")
    if any(rule.startswith("class.") for rule in lost.rules):
        fields.append("victims.class")
    if frame is not None and rule in ("period.total", "period.displaced", "period.inherited"):
        fields.append("period.frame")
    if setting.is_inferred:
        fields.append("published")
        if said is not None:
            fields.append("stated_on")
    return tuple(fields)


def _id(desk: Desk, start: int, end: int, outcome: str) -> str:
    if not desk.digest:
        desk.digest = desk.document.sha256
    seed = f"{desk.digest}:{start}:{end}:{outcome}"
    return hashlib.sha256(seed.encode()).hexdigest()[:16]
