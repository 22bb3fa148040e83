"""An estimate for people at a terminal of 80 columns: arithmetic first, then the model.

Invariants: claimants come by name; the anchor stands beside every number that rests on it; nothing
in the words of a claim acts on the terminal.
"""

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from counterclaim.api.estimate_words import (
    anchor_words,
    cautions,
    factor_text,
    interval_text,
    left_out_words,
    range_text,
    ratio_text,
)
from counterclaim.api.estimated import Estimate
from counterclaim.api.refits import ANCHOR_SD
from counterclaim.cli.claim_facts import counted
from counterclaim.cli.facts import shown
from counterclaim.estimate.observations import Observation, Series
from counterclaim.estimate.results import ArithmeticRow

_MAX_REFIT = 300  # independent figures; above it fits under other anchors are for the report
_MAX_PAIRS = 10  # ratios of claimants in a table
_MAX_CONFLICTS = 2  # sets of claims that cannot all hold, with their sentences
_MAX_RANGES = 15  # claimants in a table


def print_estimate(console: Console, made: Estimate, series: Series) -> None:
    """Print what is said of one series: by arithmetic, then by the model."""
    found = print_arithmetic(console, made, series)
    _print_model(console, made, series, found)
    console.print()


def print_arithmetic(console: Console, made: Estimate, series: Series) -> ArithmeticRow:
    """Print what follows for one series without any assumption, and return it."""
    [found] = [row for row in made.arithmetic() if row.series == series]
    console.print(
        Text(f"{shown(series.label)}, {made.evidence.start} to {found.end}", style="bold")
    )
    console.print(Text("By arithmetic, no assumption"))
    rows = []
    for one in found.ranges[:_MAX_RANGES]:
        note = "" if one.is_consistent else "contradicts itself"
        rows.append((shown(one.claimant), range_text(one.low, one.high), note))
    console.print(_grid(("claimant", "allows", ""), rows))
    if len(found.ranges) > _MAX_RANGES:
        _say(console, f"and {counted(len(found.ranges) - _MAX_RANGES, 'claimant')} more")
    if found.consensus is not None:
        _say(console, f"all of them allow: {range_text(*found.consensus)}")
    else:
        _say(console, f"no curve satisfies all; they span {range_text(found.low, found.high)}")
    if found.ratio is not None:
        _say(console, f"they disagree by a factor of up to {ratio_text(found.ratio)}")
    if found.leave_out:
        fewest = "; ".join(map(shown, found.leave_out))
        _say(console, f"the fewest to leave out for the rest to agree: {fewest}")
    if found.best is not None:
        low, high = (_figure(value) for value in (found.low, found.high))
        _say(console, f"low {low}, best {found.best:,.0f}, high {high} (best: median of figures)")
    by_id = {one.id: one for one in made.evidence.observations}
    for ids in found.conflicts[:_MAX_CONFLICTS]:
        _say(console, "cannot all hold:")
        for told in (by_id[id_] for id_ in ids if id_ in by_id):
            _say(console, _claim_text(told), indent=4)
    if len(found.conflicts) > _MAX_CONFLICTS:
        _say(console, f"and {len(found.conflicts) - _MAX_CONFLICTS} more such sets")
    return found


def _print_model(console: Console, made: Estimate, series: Series, found: ArithmeticRow) -> None:
    share = made.anchor_share(series)
    console.print(Text(f"By the model, anchor {shown(made.anchor)}"))
    text = Text(f"{interval_text(made.people(series))}", style="bold")
    text.append(f" by {made.end}: median, 90 % interval", style="not bold")
    console.print(Padding(text, (0, 0, 0, 2)))
    for anchor in made.assumed:
        _say(console, f"anchored: the level. {shown(anchor_words(anchor))}")
    _say(console, f"{100 * share:.0f} % of the interval's width is the anchor's")
    contrasts = [x for x in made.contrasts() if x.series == series and x.is_identified]
    if contrasts:
        _say(console, "identified: ratios of claimants, and the shape of the curve")
        rows = [
            (f"{shown(row.claimant)} to {shown(row.other)}", factor_text(row.ratio))
            for row in contrasts[:_MAX_PAIRS]
        ]
        console.print(_grid(("ratio", "90 % interval"), rows))
        if len(contrasts) > _MAX_PAIRS:
            _say(console, f"and {len(contrasts) - _MAX_PAIRS} more ratios (--report)")
    half = [row for row in made.shape() if row.series == series and row.share.median >= 0.5]
    if half and len(made.ends) > 1:
        _say(console, f"half of the count was reached by {half[0].end}")
    _print_anchors(console, made, series)
    own = made.claims_of(series)
    n_claims = sum(1 + len(one.repeats) for one in own)
    _say(console, f"{counted(n_claims, 'claim')}, {len(own):,} of them independent")
    for words in cautions(made, series, found):
        _say(console, f"note: {shown(words)}")


def print_left_out(console: Console, made: Estimate) -> None:
    """Print how many claims were left out of all counts, and why."""
    said = left_out_words(made)
    if said:
        console.print(Text("Claims that were left out"))
    for words in said:
        _say(console, shown(words))


def _print_anchors(console: Console, made: Estimate, series: Series) -> None:
    if len(made.evidence.observations) > _MAX_REFIT:
        _say(console, "--report gives the same count under other anchors")
        return
    rows = [
        (shown(row.anchor), shown(row.problem) if row.people is None else interval_text(row.people))
        for row in made.anchors()
        if row.series == series
    ]
    _say(console, f"the same count under each anchor (claimants within sd {ANCHOR_SD:g})")
    console.print(_grid(("anchor", "90 % interval"), rows))


def _claim_text(one: Observation) -> str:
    words = shown(one.sentence or one.words)
    days = f"to {one.end}" if one.n_days > 1 else f"on {one.end}"
    told = f"{shown(one.id)}: {shown(one.claimant)}, {days}, {range_text(one.low, one.high)}"
    return f"{told}: {words}" if words else told


def _grid(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Padding:
    table = Table(box=None, show_edge=False, pad_edge=False, padding=(0, 2, 0, 0))
    for name in head:
        table.add_column(Text(name, style="dim"), overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return Padding(table, (0, 0, 0, 2))


def _say(console: Console, words: str, *, indent: int = 2) -> None:
    console.print(Padding(Text(words), (0, 0, 0, indent)))


def _figure(value: int | None) -> str:
    return "open" if value is None else f"{value:,}"
