"""The second reading: what a proposer selects for sightings in doubt, checked and put in place.

Invariant: whatever a proposer does, every sighting comes back, in its order and with its id; a
field changes only to a candidate that the text bears out, and ``trace["second"]`` tells what came
of it.
"""

import time
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why a sighting was kept: a short reason, what it means in words, and what to check."""

    reason: str
    message: str
    hint: str = ""


_NO_CHOICE = Cause(reason="no-choice", message="there was nothing to choose")
_GIVEN_UP = Cause(
    reason="given-up",
    message=f"{_GIVE_UP_AFTER} failures in a row, so nobody was asked any more",
)
_OUT_OF_TIME = Cause(reason="out-of-time", message="the minutes for the run were over")
_SAME = Cause(reason="same", message="the model chose what was there")
_LEFT = Cause(reason="left", message="the model found that the text does not tell")


@dataclass(slots=True)
class Tally:
    """What came of a run. Each sighting in doubt is either changed or kept, for one cause."""

    doubted: int = 0
    asked: int = 0
    changed: int = 0
    kept: Counter[Cause] = field(default_factory=Counter)

    def reasons(self) -> dict[str, int]:
        """Return how many sightings were kept for each reason."""
        found: Counter[str] = Counter()
        for cause, times in self.kept.items():
            found[cause.reason] += times
        return dict(found)

    def add(self, other: "Tally") -> None:
        """Take in what came of another document."""
        self.doubted += other.doubted
        self.asked += other.asked
        self.changed += other.changed
        self.kept.update(other.kept)


class SecondReader:
    """Asks a proposer about the sightings below a threshold; keeps count over documents.

    No question is begun ``limit_s`` seconds after the first reading; ``None`` sets no limit.
    """

    def __init__(
        self,
        proposer: Proposer,
        lexicon: Lexicon,
        *,
        below: float = BELOW,
        limit_s: float | None = None,
    ) -> None:
        self.proposer = proposer
        self.lexicon = lexicon
        self.below = below
        self.tally = Tally()
        self._n_failed = 0
        self._limit_s = limit_s
        self._ends_at: float | None = None

    def read(self, document: Document, sightings: list[Sighting]) -> list[Sighting]:
        """Return the sightings of a document, those in doubt as the proposer selects.

        Ids stay, so that links and reviews hold. ``repeats`` is worked out again if anything has
        changed. Whatever is raised, the tally holds for the sightings as they were.
        """
        n_doubted = sum(confidence_of(one) < self.below for one in sightings)
        if not n_doubted:
            return sightings
        if self._ends_at is None and self._limit_s is not None:
            self._ends_at = time.monotonic() + self._limit_s
        run, self.tally = self.tally, Tally()  # its own until all went well
        try:
            made = self._read(document, sightings)
        except Exception as error:
            told = f"{type(error).__name__}; --debug shows where"
            failed = Counter({Cause(reason="failed", message=told): n_doubted})
            self.tally = Tally(asked=self.tally.asked, kept=failed)
            raise
        finally:
            self.tally.doubted = n_doubted
            run.add(self.tally)
            self.tally = run
        return made

    def _read(self, document: Document, sightings: list[Sighting]) -> list[Sighting]:
        heard = read_first(document, self.lexicon)
        made = list(sightings)
        for index, sighting in enumerate(sightings):
            if confidence_of(sighting) < self.below:
                others = (one for at, one in enumerate(made) if at != index)
                taken = {(one.quantity.start, one.quantity.end) for one in others}
                made[index] = self._read_one(document, heard, sighting, taken)
        if not self.tally.changed:
            return made
        return link_repeats([replace(sighting, repeats=None) for sighting in made])

    def _read_one(
        self,
        document: Document,
        heard: FirstPass | None,
        sighting: Sighting,
        taken: set[tuple[int, int]],
    ) -> Sighting:
        excerpt = find_excerpt(heard, sighting) if heard is not None else None
        if heard is None or excerpt is None:
            return self._kept(sighting, _NO_CHOICE)
        found = find_candidates(document, heard, excerpt, sighting=sighting, taken=taken)
        menus = found.menus()
        if not menus:
            return self._kept(sighting, _NO_CHOICE)
        if self._n_failed >= _GIVE_UP_AFTER:
            return self._kept(sighting, _GIVEN_UP)
        if self._ends_at is not None and time.monotonic() >= self._ends_at:
            return self._kept(sighting, _OUT_OF_TIME)
        self.tally.asked += 1
        question = make_question(document, excerpt, sighting, menus)
        try:
            picks = check_picks(question, self.proposer.choose(question))
            self._n_failed = 0
            made, fields = apply_picks(document, sighting, found, picks=picks, excerpt=excerpt)
        except SecondReaderError as error:
            self._note(error.reason)
            cause = Cause(reason=error.reason, message=error.message, hint=error.hint)
            return self._kept(sighting, cause)
        if not fields:
            return self._kept(sighting, _LEFT if _is_left(picks) else _SAME)
        made.check(document.text)
        self.tally.changed += 1
        rules = tuple(f"second.{name}" for name in fields)
        # The confidence was calibrated on what the rules read.
        return _traced(replace(made, confidence=None), (*rules, self.proposer.name))

    def _kept(self, sighting: Sighting, cause: Cause) -> Sighting:
        """Count a sighting as kept; an answer that kept it is recorded with the name."""
        self.tally.kept[cause] += 1
        is_answer = cause in (_SAME, _LEFT)
        return _traced(
            sighting, (f"second.{cause.reason}", *([self.proposer.name] if is_answer else []))
        )

    def _note(self, reason: str) -> None:
        """Count failures of the line in a row; an answer of any kind shows that it works."""
        self._n_failed = self._n_failed + 1 if reason in _LINE_FAILURES else 0


def _is_left(picks: Picks) -> bool:
    return all(number == LEAVE for number in picks.values())


def _traced(sighting: Sighting, rules: Iterable[str]) -> Sighting:
    return replace(sighting, trace={**sighting.trace, "second": tuple(rules)})
