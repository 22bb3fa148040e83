"""Counterclaim: who says how many were lost, who says otherwise, and what can both be true.

The front door for Python users. Everything exported here is listed in ``__all__`` and guarded by a
test; anything else is internal.
"""

__version__ = "0.1.0"

from typing import TYPE_CHECKING

from counterclaim.api.reading import extract, read, statements, to_frame
from counterclaim.api.sources import iter_documents
from counterclaim.errors import CounterclaimError
from counterclaim.estimate.anchors import Anchor, Floor, Neutral
from counterclaim.model.documents import Document
from counterclaim.model.sightings import Sighting
from counterclaim.model.statements import Statement

if TYPE_CHECKING:
    from counterclaim.api.estimates import estimate, estimate_table
    from counterclaim.api.ledger import Ledger
    from counterclaim.api.scope import Scope
    from counterclaim.ledger.filters import Filter

__all__ = [
    "Anchor",
    "CounterclaimError",
    "Document",
    "Filter",
    "Floor",
    "Ledger",
    "Neutral",
    "Scope",
    "Sighting",
    "Statement",
    "__version__",
    "estimate",
    "estimate_table",
    "extract",
    "iter_documents",
    "read",
    "statements",
    "to_frame",
]


# The subpackage has the name of the function: imported once, it gives the name up.
globals().pop("estimate", None)


def __getattr__(name: str) -> object:
    """Load the database layer only when a ledger is asked for: it takes a second."""
    if name == "Ledger":
        from counterclaim.api.ledger import Ledger  # noqa: PLC0415  # see above

        return Ledger
    if name == "Filter":
        from counterclaim.ledger.filters import Filter  # noqa: PLC0415  # see above

        return Filter
    if name in ("estimate", "estimate_table", "Scope"):
        from counterclaim.api import estimates  # noqa: PLC0415  # see above

        found: object = getattr(estimates, name)
        return found
    raise AttributeError(f"module 'counterclaim' has no attribute {name!r}")
