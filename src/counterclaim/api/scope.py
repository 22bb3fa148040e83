"""Which claims an estimate takes, and which of their counts it shows.

Invariant: what is shown narrows no fit; words that fit no count are an error that lists the counts.
"""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.errors import EstimateError, InputError, RecordError
from counterclaim.estimate.anchor_clash import find_clash
from counterclaim.estimate.anchors import AnyAnchor, Neutral, label_of
from counterclaim.estimate.observations import Evidence, LeftOut, Series
from counterclaim.model.periods import Window

_MAX_TOLD = 12  # counts that an error lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which claims are taken: the last day counted lies in these days; as the ledger was then.

    Days are dates or texts as ``--since`` takes them.
    """

    since: dt.date | str | None = None
    until: dt.date | str | None = None
    as_of: dt.datetime | str | None = None

    @property
    def first(self) -> dt.date | None:
        """The first day that may be the last one counted."""
        window = _window(self.since, "since")
        return None if window is None else window.start

    @property
    def last(self) -> dt.date | None:
        """The last day that may be the last one counted."""
        window = _window(self.until, "until")
        return None if window is None else window.end


def in_scope(evidence: Evidence, scope: Scope) -> Evidence:
    """Return the evidence whose windows end in the scope; the rest is left out, with the reason."""
    first, last = scope.first, scope.last
    if first is not None and last is not None and last < first:
        raise InputError(f"no day lies between {first} and {last}", "exchange since and until")
    kept, out = [], list(evidence.left_out)
    for one in evidence.observations:
        if first is not None and one.end < first:
            out.append(LeftOut(id=one.id, reason=f"it counts to a day before {first}"))
        elif last is not None and one.end > last:
            out.append(LeftOut(id=one.id, reason=f"it counts to a day after {last}"))
        else:
            kept.append(one)
    ids = {one.id for one in kept}
    n_gone = sum(1 + len(one.repeats) for one in evidence.observations if one.id not in ids)
    return Evidence(
        observations=tuple(kept),
        start=evidence.start,
        n_claims=evidence.n_claims - n_gone,
        left_out=tuple(out),
        digest=evidence.digest,
        origin=evidence.origin,
    )


def is_counted(evidence: Evidence, series: Series) -> bool:
    """Say whether any figure bounds a series at all."""
    return any(
        one.series == series and (one.high is not None or one.low > 0) and one.end >= evidence.start
        for one in evidence.observations
    )


def chosen_series(evidence: Evidence, words: Sequence[str]) -> tuple[Series, ...]:
    """Return the counts whose names hold all words of a question, each once, in a fixed order.

    Without words all are meant. Raises :class:`InputError` for words that fit none.

    Examples
    --------
    >>> from datetime import date
    >>> chosen_series(Evidence(observations=(), start=date(2031, 3, 1), n_claims=0), [])
    ()
    """
    every = tuple(one for one in evidence.series if is_counted(evidence, one))
    if not words:
        return every
    chosen: list[Series] = []
    for question in words:
        wanted = question.casefold().split()
        found = [one for one in every if wanted and set(wanted) <= _names(one)]
        if not found:
            names = [one.label for one in every]
            more = f" and {len(names) - _MAX_TOLD} more" if len(names) > _MAX_TOLD else ""
            raise InputError(
                f"--question {question}: no count has this name",
                f"the counts are: {'; '.join(names[:_MAX_TOLD])}{more}",
            )
        chosen += found
    return tuple(sorted(set(chosen), key=lambda one: one.order))


def most_claimed(evidence: Evidence, among: Sequence[Series]) -> Series:
    """Return the count with the most independent figures; of several the first by name."""
    every = [one for one in among if is_counted(evidence, one)]
    if not every:
        raise EstimateError("no claim bounds any count", "see what was left out, and why")
    number = Counter(one.series for one in evidence.observations)
    return min(every, key=lambda one: (-number[one], one.order))


def check_evidence(evidence: Evidence, anchors: Sequence[AnyAnchor]) -> None:
    """Raise :class:`EstimateError` for evidence that carries no estimate, with what to do."""
    used = [one for one in evidence.observations if one.high is not None or one.low > 0]
    found = (
        ("claims", f"{evidence.n_claims:,}"),
        ("independent figures", f"{len(evidence.observations):,}"),
        ("left out", f"{len(evidence.left_out):,}"),
    )
    if not evidence.observations:
        reasons = Counter(one.reason for one in evidence.left_out).most_common(3)
        told = tuple((f"{number:,}", reason) for reason, number in reasons)
        raise EstimateError(
            "no claim can be used",
            "an estimate needs claims with a figure and a day; `counterclaim claims` lists them",
            diagnostics=(*found, *told),
        )
    if all(one.kind == "vague" for one in used):
        raise EstimateError(
            "all figures are vague: none of them bounds a count",
            "words such as dozens carry no estimate; look for claims with numbers",
            diagnostics=found,
        )
    clash = find_clash(evidence, anchors)
    if clash is not None:
        raise InputError(
            f"{label_of(anchors)}: both cannot be right: {clash}",
            "give one of them, or larger sds",
        )
    telling = {one.claimant for one in used if not one.is_bound and not one.is_part}
    is_neutral = any(isinstance(one, Neutral) for one in anchors)
    if not telling or (len(telling) < 2 and is_neutral):
        who = "; ".join(sorted(telling)) or "nobody"
        raise EstimateError(
            f"only one claimant counts the whole: {who}" if telling else "nobody counts a whole",
            "nobody else's figures tell how far to trust it; --anchor CLAIMANT:SD can assume that",
            diagnostics=found,
        )


def _names(series: Series) -> set[str]:
    return set(series.label.casefold().split())


def _window(day: dt.date | str | None, name: str) -> Window | None:
    if day is None:
        return None
    if isinstance(day, dt.date):
        return Window.day(day)
    try:
        return Window.parse(day)
    except RecordError as error:
        raise InputError(f"--{name} {error.message}", error.hint) from error
