"""The draft: one sighting in the making, from a loss of a sentence to its record.

Each step fills in what the steps behind it need: who speaks, who was lost, where, when, of which
class and side. Invariant: every span of the record reads back to the text; its id depends on the
document, the quantity span and the outcome only, so that reading again gives the same one.
"""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from counterclaim.extract.attribution import Attribution
from counterclaim.extract.bearers import Speaker
from counterclaim.extract.classes import settle_class, settle_foreigners
from counterclaim.extract.deduction import (
    Side,
    deduced_day,
    deduced_outcome,
    deduced_period,
    deduced_place,
    deduced_speaker,
    deduced_victims,
    side_of,
)
from counterclaim.extract.desk import Desk, Scene
from counterclaim.extract.frames import Timing
from counterclaim.extract.grounds import find_ground
from counterclaim.extract.inheritance import inherit
from counterclaim.extract.losses import Loss
from counterclaim.extract.occasions import (
    counting_date,
    period_as_happened,
    period_like_before,
    period_of_paragraph,
)
from counterclaim.extract.periods import find_period
from counterclaim.extract.placed import Fallen, settle_place_side
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
from counterclaim.extract.theatres import Where, place_of_total
from counterclaim.extract.victims import Lost, read_victims
from counterclaim.extract.voices import Voice
from counterclaim.extract.whereabouts import find_place, is_region
from counterclaim.extract.wording import find_hedge, is_denied
from counterclaim.model.periods import Period
from counterclaim.model.quantities import Quantity
from counterclaim.model.sightings import Outcome, Sighting, Trace
from counterclaim.model.spans import Span

# Losses that lean on the sentence before have its speaker, where they name none.
_LEANING = ("figure", "of-state", "of-them", "total")
_FEW_TOKENS = 5  # of a sentence that only goes on: "Nine were wounded."


@dataclass(slots=True, kw_only=True)
class Draft:
    """A sighting as far as it is made; ``deduced`` names the fields that were not read."""

    desk: Desk
    scene: Scene
    loss: Loss
    voice: Voice | None = None
    relays: list[Voice] = field(default_factory=list)
    lost: Lost = field(default_factory=Lost)
    read: Side = (None, None, None)
    where: Where = field(default_factory=Where)
    said_on: dt.date | None = None
    said_rule: str = ""
    timing: Timing | None = None
    period: Period = field(default_factory=Period)
    period_rules: list[str] = field(default_factory=list)

    def make(self, known: dict[int, Lost], outcomes: Sequence[str]) -> Sighting:
        """Return the sighting.

        ``known`` are the victims of the losses before it in its sentence by their chunks,
        ``outcomes`` what befell them.
        """
        self._hear()
        self._name_victims(known)
        speaker = self._speaker()
        settle_side(self.scene.tokens, self.loss, self.lost, speaker, self._setting)
        self.where = find_place(self.desk, self.scene, self.loss, self.voice)
        self._date()
        self._settle(speaker)
        counted = (self.loss, self.lost.party)
        self.where = place_of_total(self.desk, self.scene, counted, self.period, self.where)
        return self._record(outcomes)

    @property
    def _setting(self) -> Setting:
        return self.desk.heard.setting

    @property
    def _span(self) -> tuple[int, int]:
        """The range of the quantity in the text."""
        mention, tokens = self.loss.count.mention, self.scene.tokens
        return tokens.starts[mention.first], tokens.ends[mention.last]

    @property
    def _attribution(self) -> Attribution | None:
        return self.voice.attribution if self.voice is not None else None

    def _hear(self) -> None:
        """Find who answers for the figure; one that only goes on has the speaker before it."""
        desk, index = self.desk, self.scene.index
        last, start = self.loss.count.mention.last, self._span[0]  # "estimated" may be the cue
        self.voice, self.relays = desk.heard.speakers.claimant(index, last, start)
        if self.voice is None and self._is_going_on() and not self.scene.is_headline:
            self.voice = desk.heard.speakers.carried(index, start)
            desk.carried = (index, self.voice) if self.voice is not None else desk.carried
        elif self.voice is None and desk.carried is not None and desk.carried[0] == index:
            self.voice = desk.carried[1]
        elif self.voice is None and self._opens_with_count():
            self.voice = self._voice_of_paragraph()
            desk.carried = (index, self.voice) if self.voice is not None else desk.carried
        self.voice = self.voice or self._voice_of_whole()
        desk.voices[index, self.loss.chunk] = self.voice

    def _voice_of_whole(self) -> Voice | None:
        """Return who answers for the whole of a part: "17 died, he said, five of them at sea"."""
        if self.loss.part_of is None:
            return None
        voice = self.desk.voices.get((self.scene.index, self.loss.part_of.chunk))
        return replace(voice, attribution=None, rule="carried") if voice is not None else None

    def _opens_with_count(self) -> bool:
        """Say whether a sentence only counts on: "Nearly 900 people were being treated."."""
        tokens = self.scene.tokens
        if self.scene.is_headline or self.loss.count.first > 0 or tokens.holds("weekday"):
            return False
        return not any(letter in 'E"y' for letter in tokens.letters)

    def _voice_of_paragraph(self) -> Voice | None:
        """Return who answers for the last figure of the sentence before, in its paragraph."""
        index, readings = self.scene.index, self.desk.heard.speakers.readings
        last = next(reversed(self.desk.voices), None)
        if (
            last is None
            or last[0] != index - 1
            or self.desk.heard.speakers.quotes.at(self._span[0])
        ):
            return None
        voice = self.desk.voices[last]
        if (
            voice is None
            or voice.rule == "carried"
            or readings[index - 1].block != readings[index].block
        ):
            return None
        return replace(voice, attribution=None, rule="carried")

    def _is_going_on(self) -> bool:
        tokens, count = self.scene.tokens, self.loss.count
        is_elided = count.is_more and count.first <= 1 and count.is_bare
        is_short = len(tokens) <= _FEW_TOKENS or self.loss.rule in _LEANING
        has_word = tokens.has("carry", 0) or tokens.has("carry.noun", count.last)
        has_word = has_word or tokens.holds("possessive.first")  # "on our side nine men fell"
        return is_elided or is_short or has_word

    def _name_victims(self, known: dict[int, Lost]) -> None:
        """Read the victims in their own words, then in those of the losses before."""
        self.lost = read_victims(self.scene.tokens, self.loss)
        self.read = side_of(self.lost)
        self.lost.speaker = self.voice.who.name if self.voice is not None else None
        inherit(self.desk, self.scene, self.loss, self.lost, known)

    def _speaker(self) -> Speaker:
        if self.voice is None:
            return Speaker()
        who = self.voice.who
        return Speaker(
            party=who.party,
            stance=self._attribution.stance if self._attribution is not None else "",
            is_authority=who.kind == "government" and self._setting.kind_of(who.party) == "state",
            is_force=who.kind in ("military", "armed group"),
            is_neutral=who.kind in ("ngo", "international organisation"),
            is_rejecting=self._is_rejecting(who.party),
        )

    def _is_rejecting(self, party: str | None) -> bool:
        """Say whether the claim of another side is denied: "dismissed Kastavia's claim that"."""
        if self._attribution is None or self._attribution.stance != "denies":
            return False
        reading = self.desk.heard.speakers.readings[self.scene.index]
        return any(
            voice is not None and one.rule == "noun" and voice.who.party not in (None, party)
            for voice, one in zip(reading.voices, reading.attributions, strict=True)
        )

    def _date(self) -> None:
        """Find the day of saying; the dates that are left belong to the losses."""
        scene, dates = self.scene, self.scene.timing.dates
        counted = counting_date(scene, self.loss)
        spoken = saying_date(scene.tokens, dates, self.voice) or counted
        said = self.desk.sayings.said_on(scene.index, self.voice, dates, spoken)
        if self.voice is None and counted is not None and counted.window is not None:
            said = counted.window.start, "said.counted"
        attributions = self.desk.heard.speakers.readings[scene.index].attributions
        told = (spoken, counted, *telling_dates(scene.tokens, dates, attributions))
        is_wide = self.where.is_country or is_region(scene)
        self.timing = replace(
            scene.timing,
            is_country=self.where.is_country,
            is_region=is_wide,
            is_local=self.where.is_named and not is_wide,
            dates=[date for date in dates if date not in told],
        )
        self._find_period(self.timing, said)
        self.said_on, self.said_rule = self._bounded(said)

    def _find_period(self, timing: Timing, said: tuple[dt.date | None, str]) -> None:
        """Find the period by the sentence's own words, then by what stands around it."""
        desk, scene = self.desk, self.scene
        found = find_period(timing, self.loss, said[0])
        self.period_rules.append(found[1])
        found = period_of_paragraph(desk, scene, found)
        self.period_rules.append(found[1])
        found = period_like_before(desk, scene, self.loss, found)
        self.period_rules.append(found[1])
        told = said[0] if said[1] in ("said.dated", "said.counted") else None
        self.period, rule = period_as_happened(desk, scene, self.where.place, found, told)
        self.period_rules.append(rule)

    def _bounded(self, said: tuple[dt.date | None, str]) -> tuple[dt.date | None, str]:
        """Return the day of saying as far as the event and the entry of a live report bound it."""
        if self.voice is None:
            return said
        said = said_by_event(said, self.period, self._setting.day)
        entry_day = self.desk.entries.day_of(self.scene.block)
        if entry_day is not None and said[1] not in ("said.dated", "said.counted"):
            return entry_day, "said.entry"
        return said

    def _settle(self, speaker: Speaker) -> None:
        """Fill class and side from what is known of war, time and place."""
        tokens, loss, lost, setting = self.scene.tokens, self.loss, self.lost, self._setting
        ground = find_ground(self.desk, self.scene, self.voice, self.where.place, self.period)
        settle_class(tokens, loss, lost, ground)
        settle_foreigners(tokens, loss, lost, setting)
        is_war_toll = self.period_rules[-1] == "period.war" and loss.outcome != "displaced"
        place = self.where.place
        fallen = Fallen(
            code=self.where.code,
            name=place.text if place is not None else "",
            is_named=self.where.is_named,
            is_war_toll=is_war_toll,
        )
        settle_place_side(tokens, loss, lost, fallen, (speaker, setting))

    def _record(self, outcomes: Sequence[str]) -> Sighting:
        tokens, loss, scene = self.scene.tokens, self.loss, self.scene
        hedge = find_hedge(tokens, loss, self._attribution)
        denied = is_denied(tokens, self._attribution, loss)
        return Sighting(
            id=self._id(),
            source=self.desk.document.source,
            sentence=Span.of(self.desk.document.text, *scene.span),
            quantity=self._quantity(),
            outcome=cast("Outcome", loss.outcome),  # the sighting itself refuses any other
            victims=self.lost.victims(self.scene.tokens),
            claimant=claimant_of(tokens.text, self.voice) if self.voice is not None else None,
            via=relays_of(tokens.text, self.relays),
            stated_on=self.said_on,
            period=self.period,
            place=self.where.place,
            polarity="denied" if denied else "asserted",
            hedge=hedge[0] if hedge is not None else None,
            optional=scene.is_caption or loss.is_optional,
            caption=scene.is_caption,
            inferred=self._inferred(outcomes),
            trace=self._trace(hedge[1] if hedge is not None else "", is_denied=denied),
        )

    def _quantity(self) -> Quantity:
        mention, (start, end) = self.loss.count.mention, self._span
        return mention.quantity(self.desk.document.text, start, end)

    def _trace(self, hedge: str, *, is_denied: bool) -> Trace:
        loss, scene = self.loss, self.scene
        rules = {
            "sentence": ("at.headline",) if scene.is_headline else (),
            "quantity": loss.count.mention.rules,
            "outcome": (f"loss.{loss.rule}", loss.entry),
            "victims": tuple(dict.fromkeys(self.lost.rules)),
            "claimant": claimant_rules(self.voice),
            "period": (self.period_rules[-1],),
            "stated_on": (self.said_rule,) if self.said_rule else (),
            "hedge": (hedge,) if hedge else (),
            "via": tuple(f"via.{relay.rule or 'told'}" for relay in self.relays),
            "place": (self.where.rule,) if self.where.place is not None else (),
            "polarity": ("polarity.denied",) if is_denied else (),
            "part_of": ("part.subset",) if loss.part_of is not None else (),
        }
        return {key: value for key, value in rules.items() if value}

    def _inferred(self, outcomes: Sequence[str]) -> tuple[str, ...]:
        """Return the fields that were deduced, in the order of the record."""
        scene, is_dated = self.scene, not self._setting.is_inferred
        dates = self.timing.dates if self.timing is not None else []
        return (
            *deduced_outcome(self.loss, outcomes),
            *deduced_victims(self.read, self.lost),
            *deduced_speaker(scene.tokens, scene.span, self.voice, "claimant"),
            *deduced_day(self.said_rule, is_dated=is_dated),
            *deduced_period(self.period, self.period_rules, dates),
            *deduced_place(self.where, scene.spots),
            *(() if is_dated else ("published",)),
        )

    def _id(self) -> str:
        desk, (start, end) = self.desk, self._span
        if not desk.digest:
            desk.digest = desk.document.sha256
        seed = f"{desk.digest}:{start}:{end}:{self.loss.outcome}"
        return hashlib.sha256(seed.encode()).hexdigest()[:16]
