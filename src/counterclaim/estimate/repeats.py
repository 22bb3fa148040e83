"""Repeats: figures that are said again and are no new evidence.

Three kinds: the same figure for the same days; a running count that its claimant says again without
having counted anew; another claimant's telling figure. Not here: copies of a text, which the ledger
joins (``group/claims.py``). Invariant: what is folded keeps its id in ``repeats`` of what is kept,
which is the earlier of the two; denials and noughts are folded only if they count the same days.
"""

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace

from counterclaim.estimate.observations import Observation
from counterclaim.group.audit_echoes import ECHO_DAYS, is_telling

# Of a count that goes up by chance, a standstill where 3 more were to be expected has a chance of
# exp(-3), one in twenty: from there on the figure was said again, not counted again.
STANDSTILL = 3.0
# A figure between two of the claimant's own, no more than a week before and after and close to one
# another, was counted: a line that goes up daily meets other people's figures by chance. In Radford
# and others' rows both echoes among things were such (1,477 tanks).
IN_LINE_DAYS = 7
IN_LINE = 1.1  # times the lower of the two


def fold_all(
    observations: Iterable[Observation], *, compilers: frozenset[str] = frozenset()
) -> list[Observation]:
    """Return the observations that are evidence of their own, by last day and id.

    Parameters
    ----------
    observations
        In any order.
    compilers
        Claimants who put together what others said: a figure of theirs that another claimant gives
        for the same days is that claimant's, however round.
    """
    ordered = sorted(observations, key=_order)
    ordered = _fold_same(ordered)
    ordered = _fold_compiled(ordered, compilers)
    ordered = fold_echoes(ordered, compilers=compilers)
    return fold_stale(ordered)


def fold_stale(observations: Iterable[Observation]) -> list[Observation]:
    """Return observations without running counts that are said again but not counted anew.

    A running count that its claimant gave before, for an earlier day, is stale if the claimant gave
    another figure in between, or if, by the pace of the claimant's own other figures around it,
    more than :data:`STANDSTILL` had to be added meanwhile. Where the claimant has no other figure
    nothing shows that he counted anew. A nought is never stale: it says more with every day.
    """
    lines: defaultdict[Hashable, list[Observation]] = defaultdict(list)
    kept: list[Observation] = []
    for one in sorted(observations, key=_order):
        if one.is_bound or one.is_part:
            kept.append(one)
        else:
            lines[(one.claimant, one.series, one.start)].append(one)
    for line in lines.values():
        kept += _without_stale(line)
    return sorted(kept, key=_order)


def _without_stale(line: Sequence[Observation]) -> list[Observation]:
    """Return one claimant's running count, in the order of time, without its stale repeats."""
    first: dict[Hashable, int] = {}
    folded: defaultdict[int, list[Observation]] = defaultdict(list)
    fresh: list[int] = []
    last_change = _last_changes(line)
    next_change = _next_changes(line)
    for index, one in enumerate(line):
        origin = first.setdefault(_figure(one), index)
        if origin == index:
            fresh.append(index)
            continue
        before = last_change[origin]
        is_back = _is_between(last_change[index], origin)
        days = (one.end - line[origin].end).days
        pace = _pace(
            line[before] if before is not None else line[origin],
            line[later] if (later := next_change[index]) is not None else one,
        )
        if is_back or pace is None or pace * days > STANDSTILL:
            folded[origin].append(one)
        else:
            fresh.append(index)
    return [_with_repeats(line[index], folded[index]) for index in fresh]


def _is_between(change: int | None, origin: int) -> bool:
    """Say whether the last other figure before a repeat came after the figure's first mention."""
    return change is not None and change > origin


def _last_changes(line: Sequence[Observation]) -> list[int | None]:
    """Return for each figure the place of the last one before it that differs."""
    found: list[int | None] = []
    for index, one in enumerate(line):
        if index == 0:
            found.append(None)
        else:
            is_same = _figure(line[index - 1]) == _figure(one)
            found.append(found[-1] if is_same else index - 1)
    return found


def _next_changes(line: Sequence[Observation]) -> list[int | None]:
    """Return for each figure the place of the first one after it that differs."""
    found: list[int | None] = []
    for index in range(len(line) - 1, -1, -1):
        if index == len(line) - 1:
            found.append(None)
        else:
            is_same = _figure(line[index + 1]) == _figure(line[index])
            found.append(found[-1] if is_same else index + 1)
    return found[::-1]


def _pace(before: Observation, after: Observation) -> float | None:
    """Return how many a day were added from one figure to another; ``None`` if they are one."""
    days = (after.end - before.end).days
    if _figure(before) == _figure(after) or days <= 0:
        return None
    return max(0.0, after.point - before.point) / days


def fold_echoes(
    observations: Iterable[Observation], *, compilers: frozenset[str] = frozenset()
) -> list[Observation]:
    """Return observations without figures that another claimant gave before.

    Only a telling figure (see ``group/audit_echoes.py``), within ``ECHO_DAYS``, whose claimant had
    not said it first. For a later day it must not be in line with the claimant's own figures around
    it; a compiler's line is made of others' figures, so that his may be. For the same days it must
    have been said later: two counts hardly agree to the last digit. Claimants of one party may
    have counted together: they echo each other too.
    """
    ordered = sorted(observations, key=_order)
    lines: defaultdict[Hashable, list[Observation]] = defaultdict(list)
    kept: list[Observation] = []
    for one in ordered:
        is_own = one.value is None or one.is_bound or one.is_part
        (kept if is_own else lines[(one.series, one.start)]).append(one)
    for line in lines.values():
        kept += (
            _without_echoes(line, compilers) if len({one.claimant for one in line}) > 1 else line
        )
    return sorted(kept, key=_order)


def _without_echoes(line: Sequence[Observation], compilers: frozenset[str]) -> list[Observation]:
    days = [one.end for one in line]
    own: defaultdict[str, list[Observation]] = defaultdict(list)
    for one in line:
        own[one.claimant].append(one)
    models: dict[Hashable, Observation] = {}
    folded: defaultdict[str, list[Observation]] = defaultdict(list)
    kept: list[Observation] = []
    for one in line:
        model = models.setdefault(_figure(one), one)
        if model.claimant == one.claimant or not _may_echo(model, one):
            if model.claimant != one.claimant and (one.end - model.end).days > ECHO_DAYS:
                models[_figure(one)] = one
            kept.append(one)
            continue
        since = range(bisect_left(days, model.end), bisect_right(days, one.end))
        others = {line[i].value for i in since if line[i].claimant != one.claimant}
        is_counted = (
            one.end != model.end
            and one.claimant not in compilers
            and _is_in_line(one, own[one.claimant])
        )
        if is_telling(one.value, others) and not is_counted:
            folded[model.id].append(one)
        else:
            kept.append(one)
    return [_with_repeats(one, folded[one.id]) for one in kept]


def _is_in_line(one: Observation, own: Sequence[Observation]) -> bool:
    """Say whether a figure lies close between two others of its claimant, days before and after."""
    week = dt.timedelta(days=IN_LINE_DAYS)
    first = bisect_left(own, one.end - week, key=_last_day)
    last = bisect_right(own, one.end + week, key=_last_day)
    near = own[first:last]
    before = [x.point for x in near if x.end < one.end and x.point < one.point]
    after = [x.point for x in near if x.end > one.end and x.point > one.point]
    return bool(before and after) and min(after) <= IN_LINE * max(before)


def _may_echo(model: Observation, one: Observation) -> bool:
    if one.end == model.end:
        return model.said_on is not None and one.said_on is not None and model.said_on < one.said_on
    return dt.timedelta(0) < one.end - model.end <= dt.timedelta(days=ECHO_DAYS)


def _fold_same(ordered: Iterable[Observation]) -> list[Observation]:
    """Fold a claimant's figures for the same days into the first; a range stands for itself."""
    groups: defaultdict[Hashable, list[Observation]] = defaultdict(list)
    for one in ordered:
        groups[(one.claimant, *_answer(one))].append(one)
    return [_with_repeats(group[0], group[1:]) for group in groups.values()]


def _fold_compiled(ordered: Sequence[Observation], compilers: frozenset[str]) -> list[Observation]:
    """Fold a compiler's figures into those of whoever else gives them for the same days."""
    if not compilers:
        return list(ordered)
    models: dict[Hashable, Observation] = {}
    for one in ordered:
        if one.claimant not in compilers:
            models.setdefault(_answer(one), one)
    folded: defaultdict[str, list[Observation]] = defaultdict(list)
    kept: list[Observation] = []
    for one in ordered:
        model = models.get(_answer(one)) if one.claimant in compilers else None
        if model is None:
            kept.append(one)
        else:
            folded[model.id].append(one)
    return [_with_repeats(one, folded[one.id]) for one in kept]


def _last_day(one: Observation) -> dt.date:
    return one.end


def _answer(one: Observation) -> tuple[Hashable, ...]:
    return (one.series, one.start, one.end_from, one.end, one.is_part, one.is_bound, _figure(one))


def _figure(one: Observation) -> Hashable:
    return (one.low, one.high, one.value, one.kind)


def _with_repeats(one: Observation, others: Sequence[Observation]) -> Observation:
    if not others:
        return one
    ids = (id_ for other in others for id_ in (other.id, *other.repeats))
    return replace(one, repeats=(*one.repeats, *ids))


def _order(one: Observation) -> tuple[Hashable, ...]:
    # Of two claimants with one figure for one day, the one who said it first is first.
    return (one.end, one.said_on or one.end, one.id)
