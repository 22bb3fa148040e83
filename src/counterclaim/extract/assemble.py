"""Assembly: losses, voices, periods and places of a sentence become sightings.

Invariant: every span of a sighting reads back to the text; ids depend on the document, the quantity
span and the outcome only, so that reading again gives the same ones.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from counterclaim.extract.bearers import Speaker
from counterclaim.extract.classes import Ground, places_hit, settle_class, settle_foreigners
from counterclaim.extract.desk import Desk, Scene
from counterclaim.extract.inheritance import inherit, shared_nouns
from counterclaim.extract.losses import Loss
from counterclaim.extract.occasions import (
    counting_date,
    period_as_happened,
    period_like_before,
    period_of_paragraph,
)
from counterclaim.extract.periods import find_period, is_total
from counterclaim.extract.placed import Fallen, settle_place_side
from counterclaim.extract.places import Spot
from counterclaim.extract.repeats import with_class
from counterclaim.extract.saying import (
    claimant_of,
    claimant_rules,
    relays_of,
    said_by_event,
    saying_date,
    telling_dates,
)
from counterclaim.extract.setting import Setting
from counterclaim.extract.sides import settle_side
from counterclaim.extract.theatres import place_of_total
from counterclaim.extract.victims import Lost, read_victims
from counterclaim.extract.voices import Voice
from counterclaim.extract.whereabouts import find_place, is_region
from counterclaim.extract.wording import find_hedge, is_denied
from counterclaim.model.parties import Place, Victims
from counterclaim.model.quantities import Quantity
from counterclaim.model.sightings import Outcome, Sighting
from counterclaim.model.spans import Span
from counterclaim.text.tokens import Tokens

# Rules by the field that they deduce instead of reading it.
_DEDUCING = {
    "victims.party": {
        *("side.admitted", "side.authority", "side.loser", "side.opponent", "side.place"),
        *("side.theatre", "victims.inherited"),
    },
    "period.frame": {
        *("period.default", "period.displaced", "period.inherited", "period.total"),
        *("period.bodies", "period.first-happening", "period.happened", "period.last-happening"),
        *("period.live", "period.only-happening", "period.paragraph", "period.short-war"),
    },
    "place": {
        *("place.before", "place.disaster", "place.of-total", "place.of-whole", "place.official"),
        "place.there",
    },
}
# Losses that lean on the sentence before have its speaker, where they name none.
_LEANING = ("figure", "of-state", "of-them", "total")


def assemble(desk: Desk, scene: Scene, losses: list[Loss]) -> None:
    """Append the sightings of a sentence to the desk."""
    made: dict[int, Sighting] = {}
    known = shared_nouns(scene.tokens, losses)
    for loss in losses:
        sighting, lost = _sighting(desk, scene, loss, known)
        if sighting.polarity == "asserted" and scene.tokens.has("number.denied", loss.count.first):
            continue  # "any losses" say nothing unless they are denied
        if loss.part_of is not None and loss.part_of.chunk in made:
            sighting = replace(sighting, part_of=made[loss.part_of.chunk].id)
            sighting = _with_place_of(made[loss.part_of.chunk], sighting)
        made[loss.chunk] = sighting
        known[loss.chunk] = replace(lost, is_part=loss.part_of is not None)
        desk.made.append(sighting)
        desk.previous = (scene.index, lost, sighting)
        if loss.part_of is not None and loss.part_of.chunk in made:
            whole = made[loss.part_of.chunk]
            made[loss.part_of.chunk] = _mixed(
                desk, whole, is_said=_is_class_said(scene.tokens, lost)
            )


def _with_place_of(whole: Sighting, part: Sighting) -> Sighting:
    """Let a part that names no place of its own have that of the whole."""
    if part.place == whole.place or "place.named" in part.trace.get("place", ()):
        return part
    inferred = tuple(dict.fromkeys((*part.inferred, "place")))
    trace = {**part.trace, "place": ("place.of-whole",)}
    return replace(part, place=whole.place, inferred=inferred, trace=trace)


def _is_class_said(tokens: Tokens, lost: Lost) -> bool:
    """Say whether a part is called civilian, or is military: "ten of them civilians"."""
    is_civilian = lost.last is not None and tokens.has("civilian.word", lost.last)
    return is_civilian or (lost.class_ == "military" and lost.first is not None)


def _mixed(desk: Desk, whole: Sighting, *, is_said: bool) -> Sighting:
    """Make a whole mixed of which a part is said to be a class: "45 people, 16 of them rebels"."""
    rules = whole.trace.get("victims", ())
    is_open = whole.victims.class_ is None or any(rule.startswith("class.") for rule in rules)
    if not (is_said and is_open):
        return whole
    mixed = with_class(whole, "mixed", "class.parts")
    desk.made[desk.made.index(whole)] = mixed
    return mixed


def _sighting(
    desk: Desk, scene: Scene, loss: Loss, known: dict[int, Lost]
) -> tuple[Sighting, Lost]:
    tokens, setting = scene.tokens, desk.heard.setting
    mention = loss.count.mention
    start, end = tokens.starts[mention.first], tokens.ends[mention.last]
    voice, relays = desk.heard.speakers.claimant(scene.index, mention.first, start)
    is_elided = loss.count.is_more and loss.count.first <= 1 and loss.count.is_bare
    is_going_on = is_elided or len(tokens) <= 5 or loss.rule in _LEANING or tokens.has("carry", 0)
    is_going_on = is_going_on or tokens.has("carry.noun", loss.count.last)
    is_going_on = is_going_on or tokens.holds("possessive.first")  # "on our side nine men fell"
    if voice is None and is_going_on and not scene.is_headline:
        voice = desk.heard.speakers.carried(scene.index, start)
        desk.carried = (scene.index, voice) if voice is not None else desk.carried
    elif voice is None and desk.carried is not None and desk.carried[0] == scene.index:
        voice = desk.carried[1]
    voice = voice or _voice_of_whole(desk, scene, loss)
    desk.voices[scene.index, loss.chunk] = voice
    party = voice.who.party if voice is not None else None
    lost = read_victims(tokens, loss)
    lost.speaker = voice.who.name if voice is not None else None
    inherit(desk, scene, loss, lost, known)
    attribution = voice.attribution if voice is not None else None
    stance = attribution.stance if attribution is not None else ""
    speaker = Speaker(
        party=party,
        stance=stance,
        is_authority=voice is not None
        and voice.who.kind == "government"
        and setting.kind_of(party) == "state",
        is_force=voice is not None and voice.who.kind in ("military", "armed group"),
        is_neutral=voice is not None and voice.who.kind in ("ngo", "international organisation"),
    )
    settle_side(tokens, loss, lost, speaker, setting)
    where = find_place(desk, scene, loss, voice)
    counted = counting_date(scene, loss)
    dates = scene.timing.dates
    spoken = saying_date(tokens, dates, voice) or counted
    said = desk.sayings.said_on(scene.index, voice, dates, spoken)
    if voice is None and counted is not None and counted.window is not None:
        said = counted.window.start, "said.counted"
    attributions = desk.heard.speakers.readings[scene.index].attributions
    told = telling_dates(tokens, dates, attributions)
    is_wide = where.is_country or is_region(scene)
    timing = replace(
        scene.timing,
        is_country=where.is_country,
        is_region=is_wide,
        is_local=where.is_named and not is_wide,
        dates=[d for d in dates if d not in (spoken, counted) and d not in told],
    )
    period, frame_rule = find_period(timing, loss, said[0])
    period, frame_rule = period_of_paragraph(desk, scene, (period, frame_rule))
    period, frame_rule = period_like_before(desk, scene, loss, (period, frame_rule))
    period, frame_rule = period_as_happened(desk, scene, where.place, (period, frame_rule))
    said_on, said_rule = said_by_event(said, period, setting.day) if voice is not None else said
    entry_day = desk.entries.day_of(scene.block) if voice is not None else None
    if entry_day is not None and said_rule not in ("said.dated", "said.counted"):
        said_on, said_rule = entry_day, "said.entry"
    ground = Ground(
        setting=setting,
        speaker=_speaker_range(voice),
        beside=_sentences_beside(desk, scene),
        is_hit=lost.class_ is None and _is_place_hit(desk, where.place),
        is_total=setting.war is not None and is_total(period),
    )
    settle_class(tokens, loss, lost, ground)
    settle_foreigners(tokens, loss, lost, setting)
    fallen = Fallen(
        code=where.code,
        is_named=where.is_named,
        is_war_toll=frame_rule == "period.war" and loss.outcome != "displaced",
    )
    settle_place_side(tokens, loss, lost, fallen, (speaker, setting))
    where = place_of_total(desk, scene, (loss, lost.party), period, where)
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
        "via": tuple(f"via.{relay.rule or 'told'}" for relay in relays),
        "place": (where.rule,) if where.place is not None else (),
        "polarity": ("polarity.denied",) if denied else (),
        "part_of": ("part.subset",) if loss.part_of is not None else (),
    }
    inferred = _inferred(setting, rules, said_on)
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
        place=where.place,
        polarity="denied" if denied else "asserted",
        hedge=hedge[0] if hedge is not None else None,
        optional=scene.is_caption or loss.is_optional,
        caption=scene.is_caption,
        inferred=inferred,
        trace={key: value for key, value in rules.items() if value},
    )
    return sighting, lost


def _voice_of_whole(desk: Desk, scene: Scene, loss: Loss) -> Voice | None:
    """Return who answers for the whole of a part: "17 died, he said, five of them at sea"."""
    if loss.part_of is None:
        return None
    voice = desk.voices.get((scene.index, loss.part_of.chunk))
    return replace(voice, attribution=None, rule="carried") if voice is not None else None


def _speaker_range(voice: Voice | None) -> range:
    """Return the tokens of the sentence that name who speaks and how."""
    attribution = voice.attribution if voice is not None else None
    if attribution is None or attribution.source is None:
        return range(0)
    first, last = attribution.source.phrase
    return range(min(first, attribution.cue), max(last, attribution.cue) + 1)


def _sentences_beside(desk: Desk, scene: Scene) -> tuple[Tokens, ...]:
    """Return the sentences around this one in its paragraph, unless they tell of other places."""
    lines, places = desk.heard.lines, desk.heard.places
    own = {_name(scene.tokens, spot) for spot in scene.spots}
    found: list[Tokens] = []
    for at in (scene.index - 1, scene.index + 1):
        if not 0 <= at < len(lines) or lines[at].block != scene.block:
            continue
        others = {_name(lines[at].tokens, spot) for spot in places[at]}
        if others <= own or (not own and at < scene.index):
            found.append(lines[at].tokens)
    return tuple(found)


def _name(tokens: Tokens, spot: Spot) -> str:
    return tokens.between(spot.first, spot.last)


def _is_place_hit(desk: Desk, place: Place | None) -> bool:
    """Say whether the text tells that a house, school or the like was hit in a place."""
    if desk.hit is None:
        lines = zip(desk.heard.lines, desk.heard.places, strict=True)
        desk.hit = places_hit((line.tokens, spots) for line, spots in lines)
    return place is not None and place.text in desk.hit


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
    setting: Setting, rules: Mapping[str, tuple[str, ...]], said: object
) -> tuple[str, ...]:
    """Return the fields that a rule of deduction made, by the trace."""
    fields = [
        name for name, deducing in _DEDUCING.items() if deducing & set(rules[name.split(".")[0]])
    ]
    if any(rule.startswith("class.") for rule in rules["victims"]):
        fields.append("victims.class")
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
