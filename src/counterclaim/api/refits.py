"""The same estimate under other assumptions: each anchor, without each claimant; draws for ArviZ.

Invariant: a fit that cannot be made is a row that says why, never a missing one.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from counterclaim.errors import CounterclaimError, EstimateError, InputError, NotFoundError
from counterclaim.estimate.anchors import Anchor, AnyAnchor, Neutral, label_of
from counterclaim.estimate.arrays import Floats
from counterclaim.estimate.observations import Evidence
from counterclaim.estimate.results import AnchorRow, Interval, LeftOutRow

if TYPE_CHECKING:
    from counterclaim.api.estimated import Estimate

ANCHOR_SD = 0.2  # log scale; a claimant who is taken as right is right within about a fifth
MAX_FIGURES = 1000  # independent ones; above it a fit takes minutes, and a dozen of them hours
_MAX_CLAIMANTS = 12  # that are tried in turn, those with the most figures


def under_anchors(made: "Estimate", tried: Sequence[AnyAnchor]) -> list[AnchorRow]:
    """Return the counts of an estimate by its last day, under each of several anchors."""
    rows = []
    for anchor in tried:
        found: dict[object, Interval] = {}
        problem = ""
        try:
            again = made if made.assumed == (anchor,) else made.with_(anchors=(anchor,))
            found = {one: again.people(one, made.end) for one in made.series}
        except (EstimateError, InputError, NotFoundError) as error:
            problem = error.message
        rows += [
            AnchorRow(
                anchor=anchor.label,
                series=one,
                start=made.evidence.start,
                end=made.end,
                people=found.get(one),
                problem=problem,
            )
            for one in made.series
        ]
    return rows


def default_anchors(made: "Estimate") -> list[AnyAnchor]:
    """Return neutral, then each claimant as right, by name: sides and third parties alike."""
    return [Neutral(), *(Anchor(source=who, sd=ANCHOR_SD) for who in frequent(made))]


def frequent(made: "Estimate") -> list[str]:
    """Return the claimants with the most figures on the counts that are shown, by name."""
    number = {
        who: sum(one.claimant == who and one.series in made.series for one in told)
        for told in [made.evidence.observations]
        for who in {who for one in made.series for who in made.telling(one)}
    }
    return sorted(sorted(number, key=lambda who: (-number[who], who))[:_MAX_CLAIMANTS])


def without_each(made: "Estimate") -> list[LeftOutRow]:
    """Return the counts of an estimate by its last day without each claimant in turn."""
    rows = []
    for who in frequent(made):
        found: dict[object, Interval] = {}
        problem, end = "", made.end
        try:
            again = made.with_(evidence=_without(made.evidence, who))
            # Both are told by the last day that claims without this claimant reach.
            end = min(made.end, again.end)
            found = {one: again.people(one, end) for one in again.series}
        except (EstimateError, InputError, NotFoundError) as error:
            problem = error.message
        for one in made.series:
            people = found.get(one)
            rows.append(
                LeftOutRow(
                    without=who,
                    series=one,
                    start=made.evidence.start,
                    end=end,
                    people=people,
                    moved_by=None
                    if people is None
                    else people.median / made.people(one, end).median,
                    anchor=made.anchor,
                    problem=problem or ("" if people else "nobody else counts it"),
                )
            )
    return rows


def check_finite(draws: Floats) -> None:
    """Raise :class:`EstimateError` where a draw is no number."""
    n_wrong = int(np.size(draws) - np.count_nonzero(np.isfinite(draws)))
    if n_wrong:
        raise EstimateError(
            "the fit did not give numbers",
            "take a coarser --grid, fewer series, or a tighter anchor",
            diagnostics=(("draws", f"{np.size(draws):,}"), ("not finite", f"{n_wrong:,}")),
        )


def to_inference_data(made: "Estimate") -> object:
    """Return the draws of counts and biases as ArviZ's ``InferenceData``, one chain."""
    try:
        import arviz  # type: ignore[import-not-found]  # noqa: PLC0415  # only when asked for
    except ImportError as error:
        raise CounterclaimError(
            "ArviZ is not installed, and to_arviz needs it", "pip install arviz"
        ) from error
    names, coords, dims = {}, {"end": [day.isoformat() for day in made.ends]}, {}
    for one in made.series:
        key = "_".join(one.label.split())
        draws = np.stack([made.posterior.cumulative(one, end) for end in made.ends], -1)
        names[key] = draws[np.newaxis]
        dims[key] = ["end"]
        for who in made.telling(one):
            names[f"bias:{key}:{who}"] = made.posterior.bias(who, one)[np.newaxis]
    found: object = arviz.from_dict(
        posterior=names, coords=coords, dims=dims, attrs={"anchor": label_of(made.assumed)}
    )
    return found


def _without(evidence: Evidence, who: str) -> Evidence:
    kept = tuple(one for one in evidence.observations if one.claimant != who)
    gone = sum(1 + len(one.repeats) for one in evidence.observations if one.claimant == who)
    return replace(evidence, observations=kept, n_claims=evidence.n_claims - gone)
