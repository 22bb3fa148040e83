"""Notes: the small records that reading one document writes down by the thousand.

Immutable to the type checker and not at run time: a frozen dataclass costs four times as much to
make, a tenth of the whole extraction. What leaves the engine (``sightings.py``, ``parties.py``, …)
is frozen. Invariant: nobody assigns to a field of a note; ``dataclasses.replace`` makes a new one.
"""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

_T = TypeVar("_T")


@dataclass_transform(frozen_default=True, kw_only_default=True)
def note(cls: type[_T]) -> type[_T]:
    """Return the class as a slotted dataclass with keyword-only fields."""
    return dataclass(slots=True, kw_only=True)(cls)
