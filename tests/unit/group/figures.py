"""Quantities in the short form that the tests of grouping write."""

from typing import Any

SOME: dict[str, Any] = {"kind": "some", "low": 1}
NONE: dict[str, Any] = {"kind": "none", "value": 0, "low": 0, "high": 0}
ALMOST_6000 = {"kind": "nearly", "value": 6000, "low": 5400, "high": 5999, "text": "almost 6,000"}


def exact(value: int) -> dict[str, Any]:
    """Return a bare number."""
    return {"kind": "exact", "value": value, "low": value, "high": value}


def more_than(value: int) -> dict[str, Any]:
    """Return a number and the word "over"."""
    return {"kind": "more_than", "value": value, "low": value + 1, "high": None}


def at_least(value: int) -> dict[str, Any]:
    """Return a number that may be higher."""
    return {"kind": "at_least", "value": value, "low": value, "high": None}


def at_most(value: int) -> dict[str, Any]:
    """Return a number that may be lower."""
    return {"kind": "at_most", "value": value, "low": 0, "high": value}


def between(low: int, high: int) -> dict[str, Any]:
    """Return a range."""
    return {"kind": "range", "value": None, "low": low, "high": high}
