"""Rows of estimates as flat records, one dictionary each, for programs and data frames.

Not here: what the numbers are (``results.py``). Invariant: every record has the columns of its
kind, in their order, and an anchored one names its anchor.
"""

from dataclasses import dataclass

from counterclaim.estimate.observations import Series
from counterclaim.estimate.results import (
    AnchorRow,
    ArithmeticRow,
    BiasRow,
    CheckRow,
    ContrastRow,
    Interval,
    LeftOutRow,
    LossRow,
    ShapeRow,
)
from counterclaim.model.records import Json

_SERIES = ("side", "class", "outcome")
_MADE_BY = ("model_version", "seed", "ledger")
_INTERVAL = ("median", "lo90", "hi90")
LOSS_COLUMNS = (
    *(*_SERIES, "start", "end", "low", "best", "high", *_INTERVAL, "anchor", "identified"),
    *("anchor_share", "n_claims", "n_independent", *_MADE_BY),
)
BIAS_COLUMNS = (
    *("claimant", *_SERIES, *_INTERVAL, "anchor", "identified", "anchor_share", "n_claims"),
    *_MADE_BY,
)
CONTRAST_COLUMNS = (
    *("claimant", "other", *_SERIES, *_INTERVAL, "identified", "anchor_share"),
    *_MADE_BY,
)
SHAPE_COLUMNS = (*_SERIES, "start", "end", *_INTERVAL, "identified", *_MADE_BY)
ANCHOR_COLUMNS = ("anchor", *_SERIES, "start", "end", *_INTERVAL, "problem", *_MADE_BY)
LEFT_OUT_COLUMNS = (
    *("without", *_SERIES, "start", "end", *_INTERVAL, "moved_by", "anchor", "problem"),
    *_MADE_BY,
)
ARITHMETIC_COLUMNS = (
    *(*_SERIES, "start", "end", "low", "best", "high", "consensus_low", "consensus_high"),
    *("ratio", "leave_out", "conflicts", "ranges", *_MADE_BY),
)
CHECK_COLUMNS = ("claimant", "n", "covered", "median_excess", *_MADE_BY)

_FIGURES = 6  # significant figures; draws carry no more, and two machines agree on so many


@dataclass(frozen=True, slots=True, kw_only=True)
class Maker:
    """What made the numbers: the version of the model, the seed, the hash of the evidence."""

    model_version: str
    seed: int
    ledger: str

    @property
    def cells(self) -> dict[str, Json]:
        """The columns that stand at the end of every row."""
        return {
            "model_version": self.model_version,
            "seed": self.seed,
            "ledger": self.ledger or None,
        }


def loss_record(row: LossRow, maker: Maker) -> dict[str, Json]:
    """Return the record of a loss, with ``LOSS_COLUMNS``."""
    return {
        **_series(row.series),
        "start": row.start.isoformat(),
        "end": row.end.isoformat(),
        "low": row.low,
        "best": _number(row.best),
        "high": row.high,
        **_interval(row.people),
        "anchor": row.anchor,
        "identified": row.is_identified,
        "anchor_share": round(row.anchor_share, 3),
        "n_claims": row.n_claims,
        "n_independent": row.n_independent,
        **maker.cells,
    }


def arithmetic_record(row: ArithmeticRow, maker: Maker) -> dict[str, Json]:
    """Return the record of what follows without assumptions, with ``ARITHMETIC_COLUMNS``."""
    low, high = row.consensus or (None, None)
    return {
        **_series(row.series),
        "start": row.start.isoformat(),
        "end": row.end.isoformat(),
        "low": row.low,
        "best": _number(row.best),
        "high": row.high,
        "consensus_low": low,
        "consensus_high": high,
        "ratio": _number(row.ratio),
        "leave_out": "; ".join(row.leave_out) or None,
        "conflicts": [list(ids) for ids in row.conflicts],
        "ranges": [
            {"claimant": one.claimant, "low": one.low, "high": one.high} for one in row.ranges
        ],
        **maker.cells,
    }


def bias_record(row: BiasRow, maker: Maker) -> dict[str, Json]:
    """Return the record of a bias, with ``BIAS_COLUMNS``."""
    return {
        "claimant": row.claimant,
        **_series(row.series),
        **_interval(row.factor),
        "anchor": row.anchor,
        "identified": False,
        "anchor_share": round(row.anchor_share, 3),
        "n_claims": row.n_claims,
        **maker.cells,
    }


def contrast_record(row: ContrastRow, maker: Maker) -> dict[str, Json]:
    """Return the record of a ratio of claimants, with ``CONTRAST_COLUMNS``."""
    return {
        "claimant": row.claimant,
        "other": row.other,
        **_series(row.series),
        **_interval(row.ratio),
        "identified": row.is_identified,
        "anchor_share": round(row.anchor_share, 3),
        **maker.cells,
    }


def shape_record(row: ShapeRow, maker: Maker) -> dict[str, Json]:
    """Return the record of a share of the whole, with ``SHAPE_COLUMNS``."""
    return {
        **_series(row.series),
        "start": row.start.isoformat(),
        "end": row.end.isoformat(),
        **_interval(row.share),
        "identified": True,
        **maker.cells,
    }


def anchor_record(row: AnchorRow, maker: Maker) -> dict[str, Json]:
    """Return the record of an estimate under one anchor, with ``ANCHOR_COLUMNS``."""
    return {
        "anchor": row.anchor,
        **_series(row.series),
        "start": row.start.isoformat(),
        "end": row.end.isoformat(),
        **_interval(row.people),
        "problem": row.problem or None,
        **maker.cells,
    }


def left_out_record(row: LeftOutRow, maker: Maker) -> dict[str, Json]:
    """Return the record of an estimate without one claimant, with ``LEFT_OUT_COLUMNS``."""
    return {
        "without": row.without,
        **_series(row.series),
        "start": row.start.isoformat(),
        "end": row.end.isoformat(),
        **_interval(row.people),
        "moved_by": _number(row.moved_by),
        "anchor": row.anchor,
        "problem": row.problem or None,
        **maker.cells,
    }


def check_record(row: CheckRow, maker: Maker) -> dict[str, Json]:
    """Return the record of a claimant's predictive check, with ``CHECK_COLUMNS``."""
    return {
        "claimant": row.claimant,
        "n": row.n,
        "covered": round(row.covered, 3),
        "median_excess": _number(row.median_excess),
        **maker.cells,
    }


def class_text(series: Series) -> str | None:
    """Return the class of a series with its group: one column holds both.

    >>> class_text(Series(side="QV", outcome="killed", class_="civilian", group="children"))
    'civilian children'
    """
    return " ".join(part for part in (series.class_, series.group) if part) or None


def _series(series: Series) -> dict[str, Json]:
    return {"side": series.side, "class": class_text(series), "outcome": series.outcome}


def _interval(found: Interval | None) -> dict[str, Json]:
    if found is None:
        return dict.fromkeys(_INTERVAL)
    values = (found.median, found.lo90, found.hi90)
    return dict(zip(_INTERVAL, map(_number, values), strict=True))


def _number(value: float | None) -> float | int | None:
    """Return a number to the figures that it carries; whole from a thousand on.

    >>> _number(1234567.8), _number(0.1234567), _number(None)
    (1234570, 0.123457, None)
    """
    if value is None:
        return None
    short = float(f"{value:.{_FIGURES}g}")
    return int(short) if abs(short) >= 1000 or short == int(short) else short
