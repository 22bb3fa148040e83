"""Skips: what could not be read, with its reason, so that a batch goes on and can say so."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """One thing that was not read: where it is, and why."""

    source: str
    reason: str
