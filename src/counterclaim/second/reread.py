"""The second reading: what a proposer selects for sightings in doubt, checked and put in place.

Invariant: whatever a proposer does, every sighting comes back, in its order and with its id; a
field changes only to a candidate that the text bears out, and ``trace["second"]`` tells what came
of it.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from counterclaim.errors import SecondReaderError
from counterclaim.extract.first_pass import FirstPass, read_first
from counterclaim.extract.repeats import link_repeats
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.model.sightings import Sighting
from counterclaim.second.candidates import find_candidates, make_question
from counterclaim.second.changes import apply_picks
from counterclaim.second.excerpt import find_excerpt
from counterclaim.second.proposer import LEAVE, Picks, Proposer, check_picks

BELOW = 0.7  # confidence under which a sighting is asked about, unless another one is given
_GIVE_UP_AFTER = 3  # failures of the line in a row; a dead endpoint must not hold up a whole run
_LINE_FAILURES = frozenset(
    {"http-error", "rate-limited", "redirected", "server-error", "timeout", "unreachable"}
)


def confidence_of(sighting: Sighting) -> float:
    """Return the confidence of a sighting; one without a figure is below any threshold."""
    return -1.0 if sighting.confidence is None else sighting.confidence


@dataclass(slots=True)
class Tally:
    """What came of a run: sightings asked about, changed, and kept by reason."""

    asked: int = 0
    changed: int = 0
    kept: Counter[str] = field(default_factory=Counter)


class SecondReader:
    """Asks a proposer about the sightings below a threshold; keeps count over documents."""

    def __init__(self, proposer: Proposer, lexicon: Lexicon, *, below: float = BELOW) -> None:
        self.proposer = proposer
        self.lexicon = lexicon
        self.below = below
        self.tally = Tally()
        self._n_failed = 0

    def read(self, document: Document, sightings: list[Sighting]) -> list[Sighting]:
        """Return the sightings of a document, those in doubt as the proposer selects.

        Ids stay, so that links and reviews hold. ``repeats`` is worked out again if anything has
        changed.
        """
        if not any(confidence_of(one) < self.below for one in sightings):
            return sightings
        heard = read_first(document, self.lexicon)
        if heard is None:
            return sightings
        n_changed = self.tally.changed
        made = list(sightings)
        for index, sighting in enumerate(sightings):
            if confidence_of(sighting) < self.below:
                others = (one for at, one in enumerate(made) if at != index)
                taken = {(one.quantity.start, one.quantity.end) for one in others}
                made[index] = self._read_one(document, heard, sighting, taken)
        if self.tally.changed == n_changed:
            return made
        return link_repeats([replace(sighting, repeats=None) for sighting in made])

    def _read_one(
        self,
        document: Document,
        heard: FirstPass,
        sighting: Sighting,
        taken: set[tuple[int, int]],
    ) -> Sighting:
        try:
            return self._choose(document, heard, sighting, taken)
        except SecondReaderError as error:
            self._note(error.reason)
            self.tally.kept[error.reason] += 1
            return _traced(sighting, (f"second.{error.reason}",))

    def _choose(
        self,
        document: Document,
        heard: FirstPass,
        sighting: Sighting,
        taken: set[tuple[int, int]],
    ) -> Sighting:
        excerpt = find_excerpt(heard, sighting)
        if excerpt is None:
            raise SecondReaderError("no-choice")
        found = find_candidates(document, heard, excerpt, sighting=sighting, taken=taken)
        menus = found.menus()
        if not menus:
            raise SecondReaderError("no-choice")
        if self._n_failed >= _GIVE_UP_AFTER:
            raise SecondReaderError("given-up")
        self.tally.asked += 1
        question = make_question(document, excerpt, sighting, menus)
        picks = check_picks(question, self.proposer.choose(question))
        self._n_failed = 0
        changed, fields = apply_picks(document, sighting, found, picks=picks, line=excerpt.line)
        if not fields:
            came = "left" if _is_left(picks) else "same"
            self.tally.kept[came] += 1
            return _traced(sighting, (f"second.{came}", self.proposer.name))
        changed.check(document.text)
        self.tally.changed += 1
        rules = tuple(f"second.{name}" for name in fields)
        # The confidence was calibrated on what the rules read.
        return _traced(replace(changed, confidence=None), (*rules, self.proposer.name))

    def _note(self, reason: str) -> None:
        """Count failures of the line in a row; an answer of any kind shows that it works."""
        if reason in _LINE_FAILURES:
            self._n_failed += 1
        elif reason not in ("given-up", "no-choice"):
            self._n_failed = 0


def _is_left(picks: Picks) -> bool:
    return all(number == LEAVE for number in picks.values())


def _traced(sighting: Sighting, rules: Iterable[str]) -> Sighting:
    return replace(sighting, trace={**sighting.trace, "second": tuple(rules)})
