"""Counterclaim: who says how many were lost, who says otherwise, and what can both be true.

The front door for Python users. Everything exported here is listed in ``__all__`` and guarded by a
test; anything else is internal.
"""

__version__ = "0.1.0"

from counterclaim.api import extract, read, statements, to_frame
from counterclaim.errors import CounterclaimError
from counterclaim.model.documents import Document
from counterclaim.model.sightings import Sighting
from counterclaim.model.statements import Statement

__all__ = [
    "CounterclaimError",
    "Document",
    "Sighting",
    "Statement",
    "__version__",
    "extract",
    "read",
    "statements",
    "to_frame",
]
