"""Puts what was selected into a sighting, and takes out what rested on the value before.

Invariant: a quantity enters only if its words, read again alone, give the same bounds, a place only
if its sentence, read again, has it; nothing that was said of a former claimant, figure, place or
frame is left to the new one.
"""

from dataclasses import dataclass, field, replace

from counterclaim.errors import SecondReaderError
from counterclaim.extract.counts import read_count
from counterclaim.extract.loss_table import Loss
from counterclaim.extract.quantities import find_quantities
from counterclaim.extract.victims import read_victims
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.model.parties import Claimant, Place, VictimClass, Victims
from counterclaim.model.periods import Frame, Period
from counterclaim.model.quantities import Quantity
from counterclaim.model.sightings import Outcome, Polarity, Sighting
from counterclaim.second.candidates import Candidate, Candidates
from counterclaim.second.excerpt import Excerpt
from counterclaim.second.placing import reads_as_place
from counterclaim.second.proposer import LEAVE, Field, Picks
from counterclaim.text.tokens import Tokens

# Rules by which the side of the lost was worked out from who spoke.
_SIDES_BY_SPEAKER = frozenset(
    {
        *("side.admitted", "side.authority", "side.enemy", "side.loser", "side.opponent"),
        *("side.ours", "side.possessive", "side.speaker", "side.toll"),
    }
)
# The same by the place; and the dates that are those of something else at the place.
_SIDES_BY_PLACE = frozenset({"side.holder", "side.hostages", "side.place"})
_DATES_BY_PLACE = frozenset({"period.happened"})
_DATED_FRAMES = frozenset({"incident", "interval", "rate"})  # their days can be the same ones
# Days of saying that do not hang on who spoke.
_SAID_BY_TEXT = frozenset({"said.entry", "said.same-day"})


def apply_picks(
    document: Document, sighting: Sighting, found: Candidates, *, picks: Picks, excerpt: Excerpt
) -> tuple[Sighting, tuple[Field, ...]]:
    """Return the sighting with the picks in place, and the fields that they changed.

    Raises :class:`SecondReaderError` if a quantity or place does not read back.
    """
    changes = _Changes(document=document, excerpt=excerpt, sighting=sighting)
    chosen = {field: number - 1 for field, number in picks.items() if number != LEAVE}
    if "quantity" in chosen:
        changes.set_quantity(found.quantities[chosen["quantity"]])
    if "outcome" in chosen:
        changes.set_outcome(found.outcomes[chosen["outcome"]])
    if "claimant" in chosen and not _is_denial_left(sighting, picks):
        changes.set_claimant(found.claimants[chosen["claimant"]].value)
    if "polarity" in chosen:
        changes.set_polarity(found.polarities[chosen["polarity"]].value)
    if "place" in chosen:
        changes.set_place(found.places[chosen["place"]])
    if "party" in chosen:
        changes.set_party(found.parties[chosen["party"]].value)
    if "class" in chosen:
        changes.set_class(found.classes[chosen["class"]].value)
    if "frame" in chosen:
        changes.set_frame(found.frames[chosen["frame"]].value)
    return changes.sighting, tuple(changes.fields)


def _is_denial_left(sighting: Sighting, picks: Picks) -> bool:
    """Say whether it stays open who denies: a denial is nobody's but the one's who was read."""
    return sighting.polarity == "denied" and picks.get("polarity") == LEAVE


def reads_back(text: str, quantity: Quantity, lexicon: Lexicon) -> bool:
    """Say whether the words of a quantity, read alone, give the same kind and bounds.

    >>> from counterclaim.lexicon.load import load_lexicon
    >>> words = Quantity(text="over 40", start=0, end=7, kind="exact", value=40, low=40, high=40)
    >>> reads_back("over 40", words, load_lexicon())
    False
    """
    if text[quantity.start : quantity.end] != quantity.text:
        return False
    tokens = Tokens(text, (quantity.start, quantity.end), lexicon)
    mentions = find_quantities(tokens)
    if len(mentions) != 1:
        return False
    mention = mentions[0]
    is_whole = mention.first == 0 and mention.last == len(tokens) - 1
    read = (mention.kind, mention.value, mention.low, mention.high)
    return is_whole and read == (quantity.kind, quantity.value, quantity.low, quantity.high)


@dataclass(slots=True)
class _Changes:
    """A sighting while picks are put into it; ``fields`` are those that have changed."""

    document: Document
    excerpt: Excerpt
    sighting: Sighting
    fields: list[Field] = field(default_factory=list)

    def note(self, name: Field, rules: tuple[str, ...], key: str = "") -> None:
        """Record that a field has changed, and by what; its parts are deduced no more."""
        self.fields.append(name)
        self.sighting = replace(
            self.sighting,
            inferred=tuple(one for one in self.sighting.inferred if one.split(".")[0] != name),
            trace={**self.sighting.trace, (key or name): rules},
        )

    def set_quantity(self, chosen: Candidate[Quantity]) -> None:
        """Take another figure of the sentence, with the words that name whom it counts."""
        quantity, now = chosen.value, self.sighting.quantity
        if (quantity.start, quantity.end) == (now.start, now.end):
            return
        if not reads_back(self.document.text, quantity, self.excerpt.line.tokens.lexicon):
            raise SecondReaderError("quantity-differs", "the number read otherwise, read again")
        victims, rules = self._counted(quantity)
        self.sighting = replace(
            self.sighting, quantity=quantity, victims=victims, part_of=None, repeats=None
        )
        if rules != self.sighting.trace.get("victims", ()):
            self._trace_victims(rules)
        self.note("quantity", ("second.quantity", *chosen.rules))

    def set_outcome(self, chosen: Candidate[Outcome]) -> None:
        """Take another outcome."""
        if chosen.value == self.sighting.outcome:
            return
        self.sighting = replace(self.sighting, outcome=chosen.value)
        self.note("outcome", ("second.outcome", *chosen.rules))

    def set_claimant(self, claimant: Claimant | None) -> None:
        """Take another claimant, or none; what was known through the former one goes."""
        now = self.sighting.claimant
        if _name(claimant) == _name(now):
            return
        trace = dict(self.sighting.trace)
        is_said_by_text = bool(_SAID_BY_TEXT & set(trace.get("stated_on", ())))
        stated_on = self.sighting.stated_on if is_said_by_text and claimant is not None else None
        if stated_on is None:
            trace.pop("stated_on", None)
        self._forget_side(_SIDES_BY_SPEAKER)
        inferred = self.sighting.inferred
        if stated_on is None:
            inferred = _without("stated_on", inferred)
        self.sighting = replace(
            self.sighting,
            claimant=claimant,
            via=tuple(relay for relay in self.sighting.via if relay.name != _name(claimant)),
            stated_on=stated_on,
            inferred=inferred,
            trace=trace,
        )
        self.note("claimant", ("second.claimant",))

    def set_party(self, party: str | None) -> None:
        """Take another side of the lost, or none."""
        if party == self.sighting.victims.party:
            return
        self.sighting = replace(self.sighting, victims=replace(self.sighting.victims, party=party))
        self._note_deduced("party", "victims.party", is_known=party is not None)

    def set_class(self, class_: VictimClass | None) -> None:
        """Take another class of the lost, or none."""
        if class_ == self.sighting.victims.class_:
            return
        self.sighting = replace(
            self.sighting, victims=replace(self.sighting.victims, class_=class_)
        )
        self._note_deduced("class", "victims.class", is_known=class_ is not None)

    def set_polarity(self, polarity: Polarity) -> None:
        """Take the figure as stated, or as denied."""
        if polarity != self.sighting.polarity:
            self.sighting = replace(self.sighting, polarity=polarity)
            self.note("polarity", ("second.polarity",))

    def set_place(self, chosen: Candidate[Place | None]) -> None:
        """Take another place, or none; what was known through the former one goes."""
        place, now = chosen.value, self.sighting.place
        if place == now:
            return
        lexicon = self.excerpt.line.tokens.lexicon
        if place is not None and not (
            chosen.span is not None
            and reads_as_place(
                self.document.text, (place, chosen.span), self.excerpt.readings, lexicon
            )
        ):
            raise SecondReaderError("place-differs", "the place read otherwise, read again")
        self._forget_side(_SIDES_BY_PLACE)
        period = self.sighting.period
        if _DATES_BY_PLACE & set(self.sighting.trace.get("period", ())):
            period = Period(frame=period.frame)
        inferred = _without("place", self.sighting.inferred)
        self.sighting = replace(self.sighting, place=place, period=period, inferred=inferred)
        self.note("place", ("second.place",))

    def set_frame(self, frame: Frame | None) -> None:
        """Take another frame; a stretch of days stays where it fits both frames."""
        now = self.sighting.period
        if frame == now.frame:
            return
        fits = {frame, now.frame} <= _DATED_FRAMES and now.end is not None
        period = replace(now, frame=frame) if fits else Period(frame=frame)
        kept = _without("period.frame", self.sighting.inferred)
        inferred = kept if frame is None else ("period.frame", *kept)
        self.sighting = replace(self.sighting, period=period, inferred=inferred)
        self.note("frame", ("second.frame",), "period")

    def _forget_side(self, rules: frozenset[str]) -> None:
        """Take the side of the lost out if one of these rules worked it out."""
        if rules & set(self.sighting.trace.get("victims", ())):
            self.sighting = replace(
                self.sighting,
                victims=replace(self.sighting.victims, party=None),
                inferred=_without("victims.party", self.sighting.inferred),
            )

    def _note_deduced(self, name: Field, path: str, *, is_known: bool) -> None:
        kept = _without(path, self.sighting.inferred)
        inferred = (path, *kept) if is_known else kept
        self.sighting = replace(self.sighting, inferred=inferred)
        rules = (*self.sighting.trace.get("victims", ()), f"second.{name}")
        self.note(name, rules, "victims")

    def _counted(self, quantity: Quantity) -> tuple[Victims, tuple[str, ...]]:
        """Return the people whom a figure counts; a bare one counts those of the figure before."""
        tokens, before = self.excerpt.line.tokens, self.sighting.victims
        found = [m for m in find_quantities(tokens) if tokens.starts[m.first] == quantity.start]
        count = read_count(tokens, found[0]) if found else None
        if count is None or count.is_bare:
            bare = Victims(party=before.party, class_=before.class_, group=before.group)
            return bare, self.sighting.trace.get("victims", ())
        loss = Loss(
            chunk=0,
            count=count,
            outcome=self.sighting.outcome,
            trigger=count.last,
            rule="second",
            entry="",
        )
        lost = read_victims(tokens, loss)
        if lost.first is None or lost.last is None:
            return lost.victims(tokens), ()
        return lost.victims(tokens), tuple(dict.fromkeys(lost.rules))

    def _trace_victims(self, rules: tuple[str, ...]) -> None:
        trace = {key: value for key, value in self.sighting.trace.items() if key != "victims"}
        deduced = {"victims.party", "victims.class"}
        inferred = tuple(name for name in self.sighting.inferred if name not in deduced)
        if rules:
            trace["victims"] = rules
        self.sighting = replace(self.sighting, trace=trace, inferred=inferred)


def _without(path: str, inferred: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(one for one in inferred if one != path)


def _name(claimant: Claimant | None) -> str | None:
    return claimant.name if claimant is not None else None
