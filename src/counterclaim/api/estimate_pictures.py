"""Pictures of an estimate: claims over the band, biases, anchors side by side, checks, calibration.

Not here: how pictures look and are saved (``pictures.py``). Invariants: claims and the model never
share a sign (bars and arrows are claims, the grey band is the model); a picture names its anchor.
"""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from counterclaim.api.estimate_words import interval_text
from counterclaim.api.pictures import Look, looks_of, new_figure, scale_by_tens, short_name, tidy
from counterclaim.estimate.observations import Observation, Series
from counterclaim.estimate.results import AnchorRow, BiasRow, CheckRow, Interval

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from counterclaim.api.estimated import Estimate

_EPOCH = dt.date(1970, 1, 1).toordinal()  # the day from which a date axis counts
_MAX_KEYS = 15  # claimants with a look of their own; the rest share one
_GREY = "#777777"
_BAND = "#BBBBBB"
_REST = Look(_GREY, ":", ".")
_ROW_INCHES = 0.28
_MARK, _SMALL_MARK = 4.5, 2.8  # points; the small one where marks would run together
_MANY = 150  # claims in one picture
_FEW_DAYS = 62  # up to which the band is drawn by the day
_LEAST = 0.5  # people; what nought is drawn at on an axis of powers of ten


def draw_counts(made: "Estimate", series: Series) -> "Figure":
    """Return the claims on a series over the model's band, on a linear and a logarithmic axis.

    A bar is what a claim's words allow, an arrow a claim that is open on one side, a hollow mark a
    count of a part only. Claims of single days stand at the count since the start that the model
    gives, and are left out here.
    """
    days = _days(made)
    band = [made.people(series, day) for day in days]
    told = [one for one in made.claims_of(series) if one.start <= made.evidence.start]
    number = {who: sum(one.claimant == who for one in told) for who in {x.claimant for x in told}}
    keyed = sorted(number, key=lambda who: (-number[who], who))[:_MAX_KEYS]
    looks = looks_of(keyed)
    figure = new_figure(9.0, 7.6 + 0.16 * len(looks))
    upper, lower = figure.subplots(2, 1, sharex=True)
    for axes, is_log in ((upper, False), (lower, True)):
        _draw_band(axes, days, band)
        for one in told:
            _draw_claim(axes, one, looks.get(one.claimant, _REST), n_told=len(told))
        _bound(axes, band[-1], told, is_log=is_log)
        axes.yaxis.set_major_formatter("{x:,.0f}")
        if is_log:
            scale_by_tens(axes, "y")
        axes.set_ylabel("people" if series.outcome != "lost" else "number")
        tidy(axes)
    upper.set_title(
        f"{short_name(series.label)}, since {made.evidence.start}\n"
        f"band: model, median and 90 % interval; anchor: {short_name(made.anchor)}",
        fontsize=10,
        loc="left",
    )
    lower.set_xlim(_place(days[0]) - 0.5, _place(days[-1]) + 0.02 * len(days) + 0.5)
    lower.xaxis_date()
    lower.tick_params(axis="x", rotation=30)
    for who, look in looks.items():
        name = f"{short_name(who)} ({number[who]})"
        lower.plot([], [], color=look.colour, marker=look.marker, linestyle="", label=name)
    if len(number) > len(looks):
        rest = f"{len(number) - len(looks)} more claimants"
        lower.plot([], [], color=_GREY, marker=".", linestyle="", label=rest)
    if number:
        figure.legend(fontsize=8, frameon=False, loc="outside lower left", ncols=2)
    return figure


def draw_biases(rows: Sequence[BiasRow], *, title: str) -> "Figure":
    """Return a forest of multipliers: a row per claimant, 1 is right on average."""
    figure = new_figure(8.0, 1.5 + _ROW_INCHES * max(1, len(rows)))
    axes = figure.subplots()
    places = range(len(rows))
    for place, row in zip(places, rows, strict=True):
        found = row.factor
        axes.plot([found.lo90, found.hi90], [place, place], color=_GREY, linewidth=2)
        axes.plot([found.median], [place], marker="o", color="black", markersize=5)
    axes.axvline(1.0, color="black", linewidth=0.8, linestyle="--")
    axes.set_xlim(*_ends([*(row.factor for row in rows)], (0.5, 2.0)))
    scale_by_tens(axes, "x")
    _name_rows(axes, [f"{short_name(row.claimant)} ({row.n_claims})" for row in rows])
    axes.set_xlabel("claimed / model's count; rests on the anchor, ratios do not")
    axes.set_title(title, fontsize=10, loc="left")
    return figure


def draw_anchors(rows: Sequence[AnchorRow], *, title: str) -> "Figure":
    """Return the same count under each anchor, side by side."""
    known = [(row, row.people) for row in rows if row.people is not None]
    figure = new_figure(8.0, 1.5 + _ROW_INCHES * max(1, len(known)))
    axes = figure.subplots()
    for place, (_, people) in enumerate(known):
        axes.plot([people.lo90, people.hi90], [place, place], color=_GREY, linewidth=2)
        axes.plot([people.median], [place], marker="o", color="black", markersize=5)
        axes.annotate(
            interval_text(people),
            xy=(people.hi90, place),
            xytext=(6, 0),
            textcoords="offset points",
            fontsize=7,
            va="center",
        )
    low, high = _ends([people for _, people in known], (1.0, 2.0))
    axes.set_xlim(low, high * (high / low) ** 0.35)  # room for the figures beside the lines
    scale_by_tens(axes, "x")
    _name_rows(axes, [short_name(row.anchor) for row, _ in known])
    axes.set_xlabel("people, median and 90 % interval")
    axes.set_title(title, fontsize=10, loc="left")
    return figure


def draw_check(rows: Sequence[CheckRow]) -> "Figure":
    """Return the share of each claimant's figures that lie within the 90 % they should."""
    figure = new_figure(8.0, 1.5 + _ROW_INCHES * max(1, len(rows)))
    axes = figure.subplots()
    for place, row in enumerate(rows):
        axes.plot([0.0, row.covered], [place, place], color=_BAND, linewidth=2)
        axes.plot([row.covered], [place], marker="o", color="black", markersize=5)
    axes.axvline(0.9, color="black", linewidth=0.8, linestyle="--")
    axes.set_xlim(0.0, 1.04)
    _name_rows(axes, [f"{short_name(row.claimant)} ({row.n})" for row in rows])
    axes.set_xlabel("share of figures in the 90 % predictive interval; 0.9 is expected")
    return figure


def draw_calibration(points: Sequence[tuple[str, float, float]]) -> "Figure":
    """Return stated against found coverage: ``points`` are (what, stated, found), 0 to 1 each."""
    figure = new_figure(6.0, 5.6)
    axes = figure.subplots()
    axes.plot([0.0, 1.0], [0.0, 1.0], color="black", linewidth=0.8, linestyle="--")
    for name, look in looks_of(name for name, _, _ in points).items():
        own = sorted((stated, found) for what, stated, found in points if what == name)
        stated, found = zip(*own, strict=True)
        axes.plot(
            stated,
            found,
            color=look.colour,
            linestyle=look.dash,
            marker=look.marker,
            markersize=5,
            label=short_name(name),
        )
    axes.set_xlim(0.0, 1.0)
    axes.set_ylim(0.0, 1.0)
    axes.set_xlabel("stated coverage")
    axes.set_ylabel("found coverage")
    tidy(axes)
    if points:
        figure.legend(fontsize=8, frameon=False, loc="outside lower left", ncols=2)
    return figure


def _days(made: "Estimate") -> list[dt.date]:
    """Return the days at which the band is drawn: each of few, else the ends of weeks."""
    first, last = made.evidence.start, made.end
    n_days = (last - first).days + 1
    if n_days <= _FEW_DAYS:
        return [first + dt.timedelta(days=day) for day in range(n_days)]
    return [first, *made.ends]


def _draw_band(axes: "Axes", days: Sequence[dt.date], band: Sequence[Interval]) -> None:
    places = [_place(day) for day in days]
    low, middle, high = (
        np.maximum(_LEAST, [getattr(one, name) for one in band])
        for name in ("lo90", "median", "hi90")
    )
    axes.fill_between(places, low, high, color=_BAND, alpha=0.45, linewidth=0)
    axes.plot(places, middle, color=_GREY, linewidth=1.4)


def _draw_claim(axes: "Axes", one: Observation, look: Look, *, n_told: int) -> None:
    day, point = _place(one.end), max(_LEAST, one.point)
    is_hollow = one.is_part or one.is_bound
    if one.value is not None or (one.high is not None and one.low > 0):
        axes.plot(
            [day],
            [point],
            marker=look.marker,
            color=look.colour,
            markerfacecolor="white" if is_hollow else look.colour,
            markersize=_MARK if n_told <= _MANY else _SMALL_MARK,
        )
    if one.high is None or (one.low == 0 and one.high > 0):
        up = one.high is None
        axes.annotate(
            "",
            xy=(day, max(_LEAST, one.low if up else one.high or 0)),
            xytext=(0, 15 if up else -15),
            textcoords="offset points",
            arrowprops={"arrowstyle": "<|-", "color": look.colour, "shrinkA": 0, "shrinkB": 0},
            annotation_clip=True,
        )
    elif one.high > one.low:
        low, high = max(_LEAST, one.low), max(_LEAST, one.high)
        axes.plot([day, day], [low, high], color=look.colour, linewidth=4, alpha=0.35)
    if one.end_from is not None and one.end_from < one.end:
        axes.plot([_place(one.end_from), day], [point, point], color=look.colour, linewidth=0.8)


def _bound(axes: "Axes", last: Interval, told: Sequence[Observation], *, is_log: bool) -> None:
    """Let no interval of the first week, or gross error, squeeze all else together."""
    tops = [max(one.point, one.high or 0) for one in told]
    top = 1.15 * max([*tops, last.hi90, 1.0])
    if not is_log:
        axes.set_ylim(0.0, top)
        return
    lows = [max(_LEAST, one.point) for one in told if one.point > 0]
    axes.set_ylim(0.5 * min([*lows, last.lo90]), 2.0 * top)


def _ends(rows: Sequence[Interval], least: tuple[float, float]) -> tuple[float, float]:
    """Return the ends of an axis of powers of ten that shows intervals and ``least``."""
    if not rows:
        return least
    low, high = min(row.lo90 for row in rows), max(row.hi90 for row in rows)
    if least[0] < 1.0:  # an axis of ratios always shows that which is right
        low, high = min(low, least[0]), max(high, least[1])
    return max(low, 1e-9) / 1.3, 1.3 * high


def _name_rows(axes: "Axes", names: Sequence[str]) -> None:
    axes.set_yticks(range(len(names)), names, fontsize=8)
    axes.set_ylim(len(names) - 0.4, -0.6)
    tidy(axes)


def _place(day: dt.date) -> float:
    return float(day.toordinal() - _EPOCH)
