"""Numbered candidates for the fields of one sighting, each with the value that it stands for.

Claimants are spans of the excerpt, or nobody; quantities are those of the sentence; outcomes are
words of loss of the paragraph; sides are named in the document, places in the excerpt; classes,
polarities and frames are closed lists.
Invariant: what is there now is among the candidates, and every span reads back to the text.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar, cast, get_args

from counterclaim.extract.counts import read_count
from counterclaim.extract.first_pass import FirstPass
from counterclaim.extract.page import Line
from counterclaim.extract.quantities import find_quantities
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.model.parties import Claimant, Place, VictimClass
from counterclaim.model.periods import Frame
from counterclaim.model.quantities import Quantity
from counterclaim.model.sightings import Outcome, Polarity, Sighting
from counterclaim.model.spans import Span
from counterclaim.second.excerpt import Excerpt
from counterclaim.second.placing import iter_places
from counterclaim.second.proposer import Field, Menu, Option, Question
from counterclaim.second.speaking import find_claimants
from counterclaim.text.tokens import Tokens

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

MOST = 12  # candidates of one menu, the nearest to the figure; more than a reader can weigh
_NOBODY = "nobody: the text says it in its own voice"
_NO_PARTY = "no side is told"
_CLASSES: dict[VictimClass, str] = {one: one for one in get_args(VictimClass)}
_NO_CLASS = "neither is told"
_NO_PLACE = "no place is told"
_POLARITIES: dict[Polarity, str] = {
    "asserted": "asserted: it is stated, by whoever answers for it",
    "denied": "denied: it is called untrue, by whoever answers for it",
}
_FRAMES: dict[Frame, str] = {
    "incident": "incident: one event or attack",
    "cumulative": "cumulative: everything since the war, campaign or disaster began",
    "interval": "interval: another stretch of time, such as a day, a week or a month",
    "rate": "rate: so many per day, week or month",
}
_NO_FRAME = "no time is told"
_LOSS_ROLES = ("loss.transitive", "loss.intransitive", "loss.state", "loss.toll", "loss.noun")
_SIDE_NAMES = frozenset({"adjective", "body", "name", "official", "people", "seat"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate(Generic[T_co]):
    """A value with the words that are shown for it, their place, and what made it."""

    value: T_co
    shown: str
    span: Span | None = None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """What may stand in each field of one sighting; a field with one candidate is not asked."""

    claimants: tuple[Candidate[Claimant | None], ...] = ()
    quantities: tuple[Candidate[Quantity], ...] = ()
    outcomes: tuple[Candidate[Outcome], ...] = ()
    parties: tuple[Candidate[str | None], ...] = ()
    classes: tuple[Candidate[VictimClass | None], ...] = ()
    places: tuple[Candidate[Place | None], ...] = ()
    polarities: tuple[Candidate[Polarity], ...] = ()
    frames: tuple[Candidate[Frame | None], ...] = ()

    def menus(self) -> tuple[Menu, ...]:
        """Return the menus of the fields that leave a choice."""
        fields: dict[Field, tuple[Candidate[object], ...]] = {
            "claimant": self.claimants,
            "quantity": self.quantities,
            "outcome": self.outcomes,
            "party": self.parties,
            "class": self.classes,
            "place": self.places,
            "polarity": self.polarities,
            "frame": self.frames,
        }
        return tuple(
            Menu(field=field, options=tuple(Option(shown=c.shown, span=c.span) for c in found))
            for field, found in fields.items()
            if len(found) > 1
        )


def find_candidates(
    document: Document,
    heard: FirstPass,
    excerpt: Excerpt,
    *,
    sighting: Sighting,
    taken: Iterable[tuple[int, int]],
) -> Candidates:
    """Return the candidates for a sighting; ``taken`` are the quantities of the others."""
    line, lexicon = excerpt.line, heard.page.lexicon
    near = sighting.quantity.start
    lines = [one for one in heard.lines if one.block == line.block]
    return Candidates(
        claimants=_claimants(sighting, find_claimants(heard.speakers, excerpt, near)),
        quantities=_quantities(document.text, line.tokens, sighting, set(taken)),
        outcomes=_outcomes(sighting, lines),
        parties=_parties(sighting, heard.lines, lexicon),
        classes=_listed(_CLASSES.items(), _NO_CLASS),
        places=_places(sighting, iter_places(heard, excerpt)),
        polarities=_polarities(sighting, line.tokens),
        frames=_listed(_FRAMES.items(), _NO_FRAME),
    )


def make_question(
    document: Document, excerpt: Excerpt, sighting: Sighting, menus: tuple[Menu, ...]
) -> Question:
    """Return what is asked about a sighting."""
    return Question(
        text=excerpt.words(document.text),
        sentence=sighting.sentence.text,
        figure=sighting.quantity.text,
        menus=menus,
    )


def _claimants(sighting: Sighting, found: list[Claimant]) -> tuple[Candidate[Claimant | None], ...]:
    now = sighting.claimant
    if now is not None:
        found = [now, *(one for one in found if one.name.casefold() != now.name.casefold())]
    chosen = sorted(found[:MOST], key=lambda one: (one.start, one.end))
    made: list[Candidate[Claimant | None]] = [
        Candidate(
            value=one,
            shown=one.text if one.text == one.name else f"{one.text} ({one.name})",
            span=Span(start=one.start, end=one.end, text=one.text),
        )
        for one in chosen
    ]
    return (*made, Candidate(value=None, shown=_NOBODY))


def _quantities(
    text: str, tokens: Tokens, sighting: Sighting, taken: set[tuple[int, int]]
) -> tuple[Candidate[Quantity], ...]:
    """Return the counts of people in the sentence that no other sighting has."""
    now = (sighting.quantity.start, sighting.quantity.end)
    found: list[Candidate[Quantity]] = []
    for mention in find_quantities(tokens):
        start, end = tokens.starts[mention.first], tokens.ends[mention.last]
        count = read_count(tokens, mention)
        if (start, end) != now and (count is None or count.is_thing or (start, end) in taken):
            continue
        quantity = mention.quantity(text, start, end)
        last = count.last if count is not None else mention.last
        shown = tokens.between(mention.first, last)
        found.append(
            Candidate(value=quantity, shown=shown, span=quantity.span, rules=mention.rules)
        )
    found = _nearest(found, sighting.quantity.start)
    is_there = any((c.value.start, c.value.end) == now for c in found)
    return tuple(found) if is_there else ()


def _outcomes(sighting: Sighting, lines: Iterable[Line]) -> tuple[Candidate[Outcome], ...]:
    """Return the outcomes that the paragraph has a word for, and the one that stands."""
    near = sighting.quantity.start
    found: dict[str, Candidate[Outcome]] = {}
    for line in lines:
        tokens = line.tokens
        for index, low in enumerate(tokens.lows):
            for role in _LOSS_ROLES:
                entry = tokens.lexicon.entry(role, low)
                outcome = entry.text("outcome") if entry is not None else None
                if entry is None or outcome is None:
                    continue
                span = Span.of(tokens.text, tokens.starts[index], tokens.ends[index])
                before = found.get(outcome)
                if before is None or _distance(span, near) < _distance(before.span, near):
                    value = cast("Outcome", outcome)  # the loader allows no other
                    found[outcome] = _outcome(value, span, entry.id)
                break
    if sighting.outcome not in found:
        found[sighting.outcome] = Candidate(value=sighting.outcome, shown=sighting.outcome)
    _add_casualties(found, sighting.sentence)
    return tuple(found[outcome] for outcome in sorted(found))


def _add_casualties(found: dict[str, Candidate[Outcome]], sentence: Span) -> None:
    """Offer "killed or wounded" as one count where the sentence has a word for both."""
    spans = [found[one].span for one in ("killed", "wounded") if one in found]
    inside = [span for span in spans if span is not None and sentence.covers(span)]
    if "casualties" in found or len(inside) < 2:
        return
    start, end = min(span.start for span in inside), max(span.end for span in inside)
    words = sentence.text[start - sentence.start : end - sentence.start]
    span = Span(start=start, end=end, text=words)
    found["casualties"] = _outcome("casualties", span, "outcome.joined")


def _outcome(outcome: Outcome, span: Span, rule: str) -> Candidate[Outcome]:
    return Candidate(value=outcome, shown=f"{outcome} ({span.text})", span=span, rules=(rule,))


def _parties(
    sighting: Sighting, lines: Iterable[Line], lexicon: Lexicon
) -> tuple[Candidate[str | None], ...]:
    """Return the sides that the document names, and the one that stands."""
    near = sighting.quantity.start
    found: dict[str, Candidate[str | None]] = {}
    for line in lines:
        tokens = line.tokens
        for index, names in tokens.names.items():
            for name in names:
                party = lexicon.parties.get(name.party)
                if party is None or name.sort not in _SIDE_NAMES:
                    continue
                span = Span.of(tokens.text, tokens.starts[index], tokens.ends[index])
                before = found.get(party.id)
                if before is None or _distance(span, near) < _distance(before.span, near):
                    shown = f"{party.name} ({span.text})"
                    found[party.id] = Candidate(value=party.id, shown=shown, span=span)
    now = sighting.victims.party
    if now is not None and now not in found:
        known = lexicon.parties.get(now)
        found[now] = Candidate(value=now, shown=known.name if known is not None else now)
    nearest = _nearest(found.values(), near, keep=lambda one: one.value == now)
    if not nearest:
        return ()
    return (*nearest, Candidate(value=None, shown=_NO_PARTY))


def _places(
    sighting: Sighting, named: Iterable[tuple[Place, Span]]
) -> tuple[Candidate[Place | None], ...]:
    """Return the places of the excerpt, each once where it stands nearest, and the one there is."""
    near, now = sighting.quantity.start, sighting.place
    found: dict[str, Candidate[Place | None]] = {}
    for place, span in named:
        before = found.get(place.text.casefold())
        if before is None or _distance(span, near) < _distance(before.span, near):
            is_now = now is not None and now.text.casefold() == place.text.casefold()
            value = now if is_now else place
            found[place.text.casefold()] = Candidate(value=value, shown=_place(place), span=span)
    if now is not None and now.text.casefold() not in found:
        found[now.text.casefold()] = Candidate(value=now, shown=_place(now))
    nearest = _nearest(found.values(), near, keep=lambda one: one.value is now)
    return (*nearest, Candidate(value=None, shown=_NO_PLACE)) if nearest else ()


def _place(place: Place) -> str:
    return f"{place.text} ({place.code})" if place.code else place.text


def _polarities(sighting: Sighting, tokens: Tokens) -> tuple[Candidate[Polarity], ...]:
    """Offer both, unless the figure can only be one: "nobody" is stated, "any losses" denied."""
    start = sighting.quantity.start
    at = next((at for at, place in enumerate(tokens.starts) if place >= start), 0)
    if sighting.quantity.kind == "none" or tokens.has("number.denied", at):
        return ()
    return tuple(Candidate(value=value, shown=shown) for value, shown in _POLARITIES.items())


def _listed(values: Iterable[tuple[T, str]], nothing: str) -> tuple[Candidate[T | None], ...]:
    """Return the candidates of a closed list, and none of them."""
    made: list[Candidate[T | None]] = [
        Candidate(value=value, shown=shown) for value, shown in values
    ]
    return (*made, Candidate(value=None, shown=nothing))


def _nearest(
    found: Iterable[Candidate[T]],
    near: int,
    keep: Callable[[Candidate[T]], bool] = lambda _: False,
) -> list[Candidate[T]]:
    """Return the candidates nearest to a place, in the order of the text."""
    ranked = sorted(found, key=lambda one: (not keep(one), _distance(one.span, near)))[:MOST]
    return sorted(ranked, key=lambda one: one.span.start if one.span is not None else -1)


def _distance(span: Span | None, near: int) -> int:
    return abs(span.start - near) if span is not None else near
