"""The Python front door: read texts, extract sightings, open a ledger."""

from counterclaim.api.ledger import Ledger, Listing
from counterclaim.api.reading import extract, read, statements, to_frame
from counterclaim.ledger.filters import Filter

__all__ = ["Filter", "Ledger", "Listing", "extract", "read", "statements", "to_frame"]
