"""Joint possibility across questions, by linear programming: sums, parts, and tolls that rise.

A variable is the true count of one question at one day. A claim bounds it; a part is at most its
whole; killed and wounded together are at most the casualties, civilians and soldiers at most all;
a running count never falls. Not here: one question alone (``possible.py``). Denials of
closed ranges are left out, since what they leave is no convex set.
"""

import datetime as dt
import math
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations, pairwise, product

import numpy as np

from counterclaim.errors import CounterclaimError
from counterclaim.group.bounds import as_meant
from counterclaim.group.scopes import compare_scopes
from counterclaim.model.claims import Claim, Question
from counterclaim.model.disputes import Change

MAX_CLAIMS = 300  # claims that one program takes: relations are looked at pair by pair
MAX_SEARCHED = 14  # claims of which every subset may have to be tried
_ROUNDING = 0.01  # people; what the solver may be off by, less than any shared move
_LARGEST = 10**9  # people; beyond, the solver's own tolerance (1e-7 of the scale) would show

_Row = dict[int, float]
_Bounds = tuple[int | None, int | None]
_Limits = tuple[float | None, float | None]
_Node = tuple[Question, dt.date | None, str]


def is_possible(claims: Sequence[Claim]) -> bool:
    """Say whether all of the claims can be true together.

    Raises :class:`CounterclaimError` for more than ``MAX_CLAIMS`` claims.
    """
    return not smallest_change(claims)


def smallest_change(claims: Sequence[Claim]) -> tuple[Change, ...]:
    """Return the smallest moves of bounds, in people, that let all claims be true together.

    The sum of all moves is the least there is; among those, the largest single move is the least,
    so that the burden does not fall on whoever comes first; half a person is rounded up. Empty if
    the claims are possible as they are, and also where the solver gives no answer: a ledger with
    an absurd figure still lists its disputes. With a figure over a thousand million moves are
    rounded up to its ninth digit. Raises :class:`CounterclaimError` for more than ``MAX_CLAIMS``
    claims.
    """
    stated = [one for claim in claims if (one := as_meant(claim)).polarity == "asserted"]
    if len(stated) > MAX_CLAIMS:
        raise CounterclaimError(
            f"{len(stated)} claims are too many to be weighed together",
            f"choose {MAX_CLAIMS} of them at most",
        )
    if not stated:
        return ()
    bounds = _binding(stated)
    scale = _scale(bounds)
    moves = _solve(stated, [_scaled(pair, scale) for pair in bounds])
    if scale > 1 and not any(abs(move) > _ROUNDING for move in moves):
        # The huge figures fit; what is between the others is too small to be seen on that scale.
        scale, moves = 1, _solve(stated, [_capped(pair) for pair in bounds])
    return tuple(
        Change(
            claim=claim.id,
            by=math.ceil(abs(move) - _ROUNDING) * scale,
            direction="up" if move > 0 else "down",
        )
        for claim, move in zip(stated, moves, strict=True)
        if abs(move) > _ROUNDING
    )


def largest_possible(claims: Sequence[Claim]) -> list[tuple[str, ...]]:
    """Return the largest sets of claims, of any questions, that can all be true, by their ids.

    Raises :class:`CounterclaimError` for more than ``MAX_SEARCHED`` claims.
    """
    if len(claims) > MAX_SEARCHED:
        raise CounterclaimError(
            f"{len(claims)} claims are too many to try every set of them",
            f"choose {MAX_SEARCHED} of them at most",
        )
    for size in range(len(claims), 0, -1):
        found = [chosen for chosen in combinations(claims, size) if is_possible(chosen)]
        if found:
            return [tuple(claim.id for claim in chosen) for chosen in found]
    return []


def _binding(claims: Sequence[Claim]) -> list[_Bounds]:
    """Return the bounds, without high ones that nothing can exceed.

    No count has to be more than all low bounds together.
    """
    most = sum(claim.quantity.low or 0 for claim in claims)
    quantities = [claim.quantity for claim in claims]
    return [(q.low, None if q.high is None or q.high >= most else q.high) for q in quantities]


def _scale(bounds: Sequence[_Bounds]) -> int:
    """Return a power of ten that brings the largest bound down to what the solver takes."""
    largest = max((bound for pair in bounds for bound in pair if bound is not None), default=0)
    return 10 ** max(0, len(str(largest // _LARGEST)) - 1) if largest > _LARGEST else 1


def _scaled(bounds: _Bounds, scale: int) -> _Limits:
    low, high = bounds
    return (None if low is None else low / scale, None if high is None else high / scale)


def _capped(bounds: _Bounds) -> _Limits:
    low, high = bounds
    is_bound = high is not None and high < _LARGEST
    return (None if low is None else min(low, _LARGEST), high if is_bound else None)


def _solve(claims: Sequence[Claim], bounds: Sequence[_Limits]) -> list[float]:
    """Return the move of each claim's bound: positive where its high bound would have to rise."""
    nodes: dict[_Node, int] = {}
    node_of = [nodes.setdefault(_node(claim), len(nodes)) for claim in claims]
    first = {number: claims[node_of.index(number)] for number in nodes.values()}
    n_nodes, n_claims = len(nodes), len(claims)
    largest = n_nodes + 2 * n_claims  # the variable that bounds every single move
    rows = [{part: 1.0, whole: -1.0} for part, whole in _nested(first)]
    rows += [{one: 1.0, other: 1.0, whole: -1.0} for one, other, whole in _sums(first)]
    limits = [0.0] * len(rows)
    for number, ((low, high), node) in enumerate(zip(bounds, node_of, strict=True)):
        down, up = n_nodes + number, n_nodes + n_claims + number
        if low is not None:
            rows.append({node: -1.0, down: -1.0})
            limits.append(-float(low))
        if high is not None:
            rows.append({node: 1.0, up: -1.0})
            limits.append(float(high))
    cost = np.zeros(largest + 1)
    cost[n_nodes:largest] = 1.0
    least = _minimum(cost, rows, limits)
    if least is None:
        return [0.0] * n_claims
    total = float(cost @ least)
    if total > _ROUNDING:
        rows.append(dict.fromkeys(range(n_nodes, largest), 1.0))
        limits.append(total * (1 + 1e-12) + 1e-6)
        rows += [{place: 1.0, largest: -1.0} for place in range(n_nodes, largest)]
        limits += [0.0] * (2 * n_claims)
        only_largest = np.zeros(largest + 1)
        only_largest[largest] = 1.0
        shared = _minimum(only_largest, rows, limits)
        least = least if shared is None else shared
    downs, ups = least[n_nodes : n_nodes + n_claims], least[n_nodes + n_claims : largest]
    return [float(up - down) for down, up in zip(downs, ups, strict=True)]


def _minimum(
    cost: "np.ndarray[tuple[int], np.dtype[np.float64]]", rows: list[_Row], limits: list[float]
) -> "np.ndarray[tuple[int], np.dtype[np.float64]] | None":
    # Slow to load, and only listing disputes asks for it.
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415  # see above
    from scipy.sparse import csr_array  # noqa: PLC0415  # see above

    at = [(number, place) for number, row in enumerate(rows) for place in row]
    values = [value for row in rows for value in row.values()]
    lines, places = ([one[side] for one in at] for side in (0, 1))
    matrix = csr_array((values, (lines, places)), shape=(len(rows), len(cost)))
    # Without whole-number variables `milp` is HiGHS on a linear program; it takes sparse matrices.
    found = milp(cost, constraints=LinearConstraint(matrix, ub=limits), bounds=Bounds(lb=0.0))
    return None if found.x is None else np.asarray(found.x, dtype=np.float64)


def _node(claim: Claim) -> _Node:
    """Return what claims of one count share; where that has to be shown, a node of its own."""
    if _is_stretch(claim.question):
        return (claim.question, claim.as_of, "")
    return (claim.question, None, claim.id)


def _is_stretch(question: Question) -> bool:
    """Say whether all claims to a question count one side's losses over one stretch, or a start."""
    is_told = None not in (question.party, question.occasion) and not question.is_part
    return is_told and question.frame in ("cumulative", "interval")


def _nested(first: dict[int, Claim]) -> list[tuple[int, int]]:
    """Return pairs of nodes of which the first counts a part of what the second counts.

    Of one running count only neighbours in time are paired: the others follow.
    """
    lines: dict[Question, list[int]] = defaultdict(list)
    for node, claim in first.items():
        lines[claim.question].append(node)
    pairs: list[tuple[int, int]] = []
    for question, line in lines.items():
        if _is_stretch(question):
            pairs += pairwise(sorted(line, key=lambda node: str(first[node].as_of)))
        else:
            pairs += combinations(line, 2)
    for line, longer in combinations(lines.values(), 2):
        pairs += product(line, longer)
    found = []
    for first_node, second_node in pairs:
        relation = compare_scopes(first[first_node], first[second_node]).relation
        if relation in ("same", "first_in"):
            found.append((first_node, second_node))
        if relation in ("same", "second_in"):
            found.append((second_node, first_node))
    return found


def _sums(first: dict[int, Claim]) -> list[tuple[int, int, int]]:
    """Return two nodes that share no people, with the node that counts both."""
    parts: dict[int, list[int]] = defaultdict(list)
    for part, whole in _nested(first):
        parts[whole].append(part)
    return [
        (one, other, whole)
        for whole, within in parts.items()
        for one, other in combinations(within, 2)
        if _are_disjoint(first[one].question, first[other].question)
    ]


def _are_disjoint(one: Question, other: Question) -> bool:
    """Say whether nobody is counted in both: the killed and the wounded, civilians and soldiers."""
    outcomes = {one.outcome, other.outcome}
    if outcomes == {"killed", "wounded"} and one.party == other.party:
        return True
    return {one.class_, other.class_} == {"civilian", "military"} and one.party == other.party
