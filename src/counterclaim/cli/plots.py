"""Timelines drawn: a step line per claimant with the bounds of each figure, as SVG or PNG.

Not here: what the lines hold (``group/timeline.py``). Invariants: lines are told apart by dash and
marker as well as by colour, in the order of names, so that no side has a colour of its own; what
cannot be written leaves no half a file.
"""

import datetime as dt
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

from counterclaim.api.pictures import (
    COLOURS,
    DASHES,
    MARKERS,
    check_ending,
    new_figure,
    save_picture,
)
from counterclaim.cli.claim_facts import question_text, with_side
from counterclaim.errors import InputError
from counterclaim.group.timeline import Timeline

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MAX_LINES = 12  # claimants in one picture; more cannot be told apart
_SIZE_INCHES = (9.0, 5.4)
_EPOCH = dt.date(1970, 1, 1).toordinal()  # the day from which a date axis counts
_LOG_RATIO = 30  # figures this far apart need a scale of powers of ten


def draw_timelines(lines: Sequence[Timeline], path: Path) -> int:
    """Draw the lines of one question into a file and return how many were left out.

    Points are what the words name, bars what they allow (an arrow where they are open above),
    hollow points figures that fell. Raises :class:`InputError` for an ending other than ``.svg``
    and ``.png``, or where nothing is to be drawn.
    """
    check_ending(path)
    if not lines:
        raise InputError("there is no timeline to draw", "loosen the filters")
    chosen = sorted(lines, key=lambda x: -len(x.points))[:_MAX_LINES]
    chosen.sort(key=lambda line: (line.claimant or "", line.points[0].claim.id))
    figure = new_figure(*_SIZE_INCHES)
    axes = figure.subplots()
    looks = zip(cycle(COLOURS), cycle(DASHES), cycle(MARKERS), strict=False)
    for line, look in zip(chosen, looks, strict=False):
        _draw(axes, line, look)
    _label(axes, chosen)
    figure.legend(fontsize=8, frameon=False, loc="outside lower left", ncols=2)
    save_picture(figure, path)
    return len(lines) - len(chosen)


def _draw(axes: "Axes", line: Timeline, look: tuple[str, str, str]) -> None:
    colour, dash, marker = look
    points = [point for point in line.points if point.claim.quantity.point is not None]
    if not points:
        return
    days = [float(point.day.toordinal() - _EPOCH) for point in points]
    figures = [point.claim.quantity.point or 0 for point in points]
    name = with_side(line.claimant or "(the text itself)", line.party)
    axes.step(days, figures, where="post", color=colour, linestyle=dash, linewidth=1.4)
    axes.plot([], [], color=colour, linestyle=dash, marker=marker, markersize=4, label=name)
    for point, day, figure in zip(points, days, figures, strict=True):
        quantity = point.claim.quantity
        low = figure if quantity.low is None else quantity.low
        high = quantity.high
        face = "white" if point.fell_from else colour
        axes.plot([day], [figure], marker=marker, color=colour, markerfacecolor=face, markersize=5)
        if high is None:
            axes.annotate(
                "",
                xy=(day, figure),
                xytext=(0, 16),
                textcoords="offset points",
                arrowprops={"arrowstyle": "<-", "color": colour},
            )
        elif high > low:
            axes.plot([day, day], [low, high], color=colour, linewidth=4, alpha=0.25)


def _label(axes: "Axes", lines: Sequence[Timeline]) -> None:
    figures = [p.claim.quantity.point for line in lines for p in line.points]
    known = [figure for figure in figures if figure]
    if known and max(known) > _LOG_RATIO * min(known):
        axes.set_yscale("log")
    else:
        axes.set_ylim(bottom=0)
    axes.set_title(question_text(lines[0].question), fontsize=11, loc="left")
    axes.set_ylabel("people, as claimed")
    axes.yaxis.set_major_formatter("{x:,.0f}")
    axes.grid(visible=True, linewidth=0.4, alpha=0.5)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    axes.xaxis_date()
    axes.tick_params(axis="x", rotation=30)
