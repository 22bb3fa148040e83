"""Sightings as flat rows: one column per field, nested names joined by an underscore.

Lists become text joined by "; ". Invariant: every sighting gives the same columns in one order.
"""

from counterclaim.model.records import Json, to_record
from counterclaim.model.sightings import Sighting

_CLAIMANT = ("text", "start", "end", "name", "party", "kind")
_PLACE = ("text", "code")


def flat_record(sighting: Sighting) -> dict[str, Json]:
    """Return the record of a sighting as one flat row."""
    row: dict[str, Json] = {}
    for key, value in to_record(sighting).items():
        if key == "claimant" and value is None:
            row.update({f"claimant_{part}": None for part in _CLAIMANT})
        elif key == "place" and value is None:
            row.update({f"place_{part}": None for part in _PLACE})
        elif key == "trace":
            continue
        elif key == "via":
            row[key] = "; ".join(relay.name for relay in sighting.via)
        elif key == "inferred":
            row[key] = "; ".join(sighting.inferred)
        elif isinstance(value, dict):
            row.update({f"{key}_{part}": inner for part, inner in value.items()})
        else:
            row[key] = value
    return row
