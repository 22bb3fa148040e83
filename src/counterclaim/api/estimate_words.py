"""What an estimate assumes, and what makes it wide, in words for people.

Invariant: the words name no side before another, and call no claimant right.
"""

from typing import TYPE_CHECKING

from counterclaim.estimate.anchors import AnyAnchor, Floor, Neutral
from counterclaim.estimate.observations import Series
from counterclaim.estimate.results import ArithmeticRow, Interval

if TYPE_CHECKING:
    from counterclaim.api.estimated import Estimate

WIDE = 3.0  # high over low; an interval that spans half an order of magnitude is called wide
_MUCH = 0.5  # of the width; above it the anchor says more than the claims
_FEW = 10  # independent figures; baselines of truth discovery ask for as many
_FEW_POINTS = 2.0  # effective number; with one, how much claimants vary is taken as known
_MAX_TOLD = 8  # reasons for leaving claims out that are told one by one

ASSUMPTIONS = (
    "Each claimant's figures of a series are the truth times a factor of his own, times noise with "
    "heavy tails (Student's t, 4 degrees of freedom, on the log scale), times errors that drift "
    "from week to week; a running count carries the errors of all its weeks along.",
    "Most weeks are like the last and some unlike any (steps with heavy tails); casualties are the "
    "killed and the wounded.",
    "Two fifths of the variance of claimants' weekly errors is common to all of them, since they "
    "read the same reports. Claims cannot show this: it is assumed, and widens levels and shapes.",
    "Copies and restatements of a claim weigh once. A count of one event or town is only a lower "
    "bound. A denial, or a report of none, bounds its days and is taken as rough.",
    "Claims tell by how much claimants differ, and not who is right. Ratios of claimants and the "
    "shape of the curve are identified. The level rests on the anchor, and a wrong anchor cannot "
    "be told from the data.",
)


def anchor_words(anchor: AnyAnchor) -> str:
    """Return what an anchor assumes, as a sentence.

    >>> anchor_words(Floor(source="Named list"))
    'The lasting bias of Named list is never upward.'
    """
    if isinstance(anchor, Floor):
        return f"The lasting bias of {anchor.source} is never upward."
    if isinstance(anchor, Neutral):
        shared = f", but all may share one of sd {anchor.sd:g}" if anchor.sd else ""
        return f"Biases cancel on average over claimants{shared}; nobody is favoured."
    percent = 100.0 * (2.718281828 ** (1.645 * anchor.sd) - 1.0)
    return (
        f"{anchor.source} is unbiased within sd {anchor.sd:g} on the log scale: its lasting bias "
        f"is with 90 % probability not more than {percent:.0f} % upward. Figures may err beside it."
    )


def cautions(made: "Estimate", series: Series, found: ArithmeticRow) -> list[str]:
    """Return what makes an estimate of a series wide or weak, in sentences."""
    people = made.people(series)
    share = made.anchor_share(series)
    telling = made.telling(series)
    n_figures = sum(one.series == series for one in made.evidence.observations)
    said = []
    if not telling:
        said.append("Nobody counts this series as a whole; it is known from others only.")
    elif len(telling) == 1:
        said.append(f"Only {telling[0]} counts it; nobody else's figures can be held against it.")
    if n_figures < _FEW:
        said.append(f"It stands on {n_figures} independent figure{'' if n_figures == 1 else 's'}.")
    if found.ratio is not None and found.ratio >= WIDE:
        said.append(f"Claimants disagree by a factor of up to {ratio_text(found.ratio)}.")
    if spread(people) >= WIDE:
        said.append(f"The interval is wide: its ends are a factor of {spread(people):.2g} apart.")
    if share >= _MUCH:
        said.append(
            f"{100 * share:.0f} % of its width comes from the anchor ({made.anchor}), not from "
            "claims."
        )
    found_out = made.posterior.diagnostics
    if found_out.get("scales settled") == "no":
        said.append("The fit did not settle how much claimants vary; its interval is rough.")
    lost = found_out.get("modes not found")
    if isinstance(lost, float) and lost > 0:
        said.append(
            f"At {lost:.0f} of {found_out.get('points')} points the fit did not fully converge; "
            "its interval is rough."
        )
    points = found_out.get("effective points")
    if isinstance(points, float) and points < _FEW_POINTS:
        said.append(
            "How much claimants vary was hardly integrated over (effective points: "
            f"{points:.2g}): the interval may be too narrow."
        )
    return said


def spread(people: Interval) -> float:
    """Return by what factor the ends of an interval lie apart."""
    return people.hi90 / max(people.lo90, 1e-9)


def left_out_words(made: "Estimate") -> list[str]:
    """Return how many claims were left out for which reasons, the most frequent first.

    Reasons that name a check of the audit ("outlier: ...") are told by the check alone if many.
    """
    by_kind: dict[str, list[str]] = {}
    for one in made.evidence.left_out:
        by_kind.setdefault(one.reason.partition(":")[0], []).append(one.reason)
    kinds = sorted(by_kind.items(), key=lambda item: (-len(item[1]), item[0]))
    said = [
        f"{len(reasons):,}: {reasons[0] if len(set(reasons)) == 1 else kind}"
        for kind, reasons in kinds[:_MAX_TOLD]
    ]
    rest = sum(len(reasons) for _, reasons in kinds[_MAX_TOLD:])
    return [*said, f"{rest:,}: other reasons"] if rest else said


def range_text(low: int | None, high: int | None) -> str:
    """Return bounds in words: "498 to 6,000", "498 or more".

    >>> range_text(498, 498), range_text(498, None), range_text(0, 20)
    ('498', '498 or more', '0 to 20')
    """
    if low is not None and low == high:
        return f"{low:,}"
    if high is None:
        return "any number" if not low else f"{low:,} or more"
    return f"{low or 0:,} to {high:,}"


def people_text(value: float) -> str:
    """Return a count of the model to three figures: no more of it means anything.

    >>> people_text(38671.4), people_text(12.345), people_text(0.2)
    ('38,700', '12', '0.2')
    """
    if value < 1.0:
        return f"{value:.1g}"
    short = float(f"{value:.3g}")
    return f"{short:,.0f}"


def interval_text(found: Interval) -> str:
    """Return a median and its interval: "3,000 (1,200 to 7,400)"."""
    low, high = people_text(found.lo90), people_text(found.hi90)
    return f"{people_text(found.median)} ({low} to {high})"


def ratio_text(value: float) -> str:
    """Return a ratio to three figures.

    >>> ratio_text(10.84), ratio_text(3433.3)
    ('10.8', '3,430')
    """
    return f"{value:.3g}" if value < 1000.0 else people_text(value)


def factor_text(found: Interval) -> str:
    """Return a ratio and its interval: "6.9 (5.1 to 9.2)"."""
    return f"{found.median:.2g} ({found.lo90:.2g} to {found.hi90:.2g})"
