"""Puts what was selected into a sighting, and takes out what rested on the value before.

Invariant: a quantity enters only if its words, read again alone, give the same bounds; nothing that
was said of a former claimant or figure is left to the new one.
"""

from dataclasses import dataclass, field, replace

from counterclaim.errors import SecondReaderError
from counterclaim.extract.counts import read_count
from counterclaim.extract.loss_table import Loss
from counterclaim.extract.page import Line
from counterclaim.extract.quantities import find_quantities
from counterclaim.extract.victims import read_victims
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.model.parties import Claimant, VictimClass, Victims
from counterclaim.model.quantities import Quantity
from counterclaim.model.sightings import Sighting
from counterclaim.second.candidates import Candidate, Candidates
from counterclaim.second.proposer import LEAVE, Field, Picks
from counterclaim.text.tokens import Tokens

# Rules by which the side of the lost was worked out from who spoke.
_SIDES_BY_SPEAKER = frozenset(
    {"side.admitted", "side.enemy", "side.loser", "side.opponent", "side.possessive"}
)
_SAID_BY_TEXT = "said.same-day"  # a day of saying that does not hang on who spoke


def apply_picks(
    document: Document, sighting: Sighting, found: Candidates, *, picks: Picks, line: Line
) -> tuple[Sighting, tuple[Field, ...]]:
    """Return the sighting with the picks in place, and the fields that they changed.

    Raises :class:`SecondReaderError` if a quantity does not read back to its bounds.
    """
    changes = _Changes(document=document, line=line, sighting=sighting)
    if picks.get("quantity", LEAVE) != LEAVE:
        changes.set_quantity(found.quantities[picks["quantity"] - 1])
    if picks.get("outcome", LEAVE) != LEAVE:
        outcome = found.outcomes[picks["outcome"] - 1]
        if outcome.value != sighting.outcome:
            changes.sighting = replace(changes.sighting, outcome=outcome.value)
            changes.note("outcome", ("second.outcome", *outcome.rules))
    if picks.get("claimant", LEAVE) != LEAVE:
        changes.set_claimant(found.claimants[picks["claimant"] - 1].value)
    if picks.get("party", LEAVE) != LEAVE:
        changes.set_party(found.parties[picks["party"] - 1].value)
    if picks.get("class", LEAVE) != LEAVE:
        changes.set_class(found.classes[picks["class"] - 1].value)
    return changes.sighting, tuple(changes.fields)


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
    line: Line
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
        if not reads_back(self.document.text, quantity, self.line.tokens.lexicon):
            raise SecondReaderError(
                "quantity-differs", f"{quantity.text!r} reads otherwise when it is read again"
            )
        victims, rules = self._counted(quantity)
        self.sighting = replace(
            self.sighting, quantity=quantity, victims=victims, part_of=None, repeats=None
        )
        if rules != self.sighting.trace.get("victims", ()):
            self._trace_victims(rules)
        self.note("quantity", ("second.quantity", *chosen.rules))

    def set_claimant(self, claimant: Claimant | None) -> None:
        """Take another claimant, or none; what was known through the former one goes."""
        now = self.sighting.claimant
        if _name(claimant) == _name(now):
            return
        trace = dict(self.sighting.trace)
        is_said_by_text = _SAID_BY_TEXT in trace.get("stated_on", ())
        stated_on = self.sighting.stated_on if is_said_by_text and claimant is not None else None
        if stated_on is None:
            trace.pop("stated_on", None)
        victims = self.sighting.victims
        inferred = self.sighting.inferred
        if _SIDES_BY_SPEAKER & set(trace.get("victims", ())):
            victims = replace(victims, party=None)
            inferred = tuple(name for name in inferred if name != "victims.party")
        if stated_on is None:
            inferred = tuple(name for name in inferred if name != "stated_on")
        self.sighting = replace(
            self.sighting,
            claimant=claimant,
            via=tuple(relay for relay in self.sighting.via if relay.name != _name(claimant)),
            stated_on=stated_on,
            victims=victims,
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

    def _note_deduced(self, name: Field, path: str, *, is_known: bool) -> None:
        kept = tuple(one for one in self.sighting.inferred if one != path)
        inferred = (path, *kept) if is_known else kept
        self.sighting = replace(self.sighting, inferred=inferred)
        rules = (*self.sighting.trace.get("victims", ()), f"second.{name}")
        self.note(name, rules, "victims")

    def _counted(self, quantity: Quantity) -> tuple[Victims, tuple[str, ...]]:
        """Return the people whom a figure counts; a bare one counts those of the figure before."""
        tokens, before = self.line.tokens, self.sighting.victims
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
            return Victims(party=lost.party, class_=lost.class_, group=lost.group), ()
        victims = Victims(
            text=tokens.between(lost.first, lost.last),
            start=tokens.starts[lost.first],
            end=tokens.ends[lost.last],
            party=lost.party,
            class_=lost.class_,
            group=lost.group,
        )
        return victims, tuple(dict.fromkeys(lost.rules))

    def _trace_victims(self, rules: tuple[str, ...]) -> None:
        trace = {key: value for key, value in self.sighting.trace.items() if key != "victims"}
        deduced = {"victims.party", "victims.class"}
        inferred = tuple(name for name in self.sighting.inferred if name not in deduced)
        if rules:
            trace["victims"] = rules
        self.sighting = replace(self.sighting, trace=trace, inferred=inferred)


def _name(claimant: Claimant | None) -> str | None:
    return claimant.name if claimant is not None else None
