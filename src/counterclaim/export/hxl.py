"""``hxl``: claims as CSV with a row of HXL hashtags under the header, a row per claim.

Hashtags are those of the HXL 1.1 core; so are the attributes, but for ``+casualties``,
``+captured``, ``+missing``, ``+min``, ``+max``, ``+claimant`` and the like, which HXL lets a
publisher add. Not here: denied figures, since a number under ``#affected`` is one that somebody
stands for. Invariant: a figure stands in the columns of its own outcome and in no other.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from counterclaim.export.columns import Column, ColumnType
from counterclaim.export.csv_files import write_table
from counterclaim.export.release import Release, last_day
from counterclaim.export.resources import Resource
from counterclaim.export.tables import Table
from counterclaim.model.claims import Claim
from counterclaim.model.kept import DocumentFacts
from counterclaim.model.quantities import Quantity
from counterclaim.model.sightings import OUTCOMES

_ATTRIBUTES = {"wounded": "injured"}  # HXL's own word; the others are written as here

# Column, type, tag, path from the row, description.
_FRONT: tuple[tuple[str, ColumnType, str, str, str], ...] = (
    ("claim_id", "string", "#meta+id", "claim.id", "the claim"),
    ("question_id", "string", "#event+id", "claim.question.id", "the question that it answers"),
    (
        "claimant",
        "string",
        "#meta+source+claimant+name",
        "claim.claimant",
        "who says it; empty where a text speaks for itself",
    ),
    (
        "claimant_party",
        "string",
        "#meta+source+claimant+code",
        "claim.party",
        "the side that the claimant speaks for",
    ),
    ("wording", "string", "#description+figure", "claim.quantity.text", "the figure as worded"),
    (
        "victims_party",
        "string",
        "#description+victims+party",
        "claim.question.party",
        "the side or country that the people belong to",
    ),
    (
        "victims_class",
        "string",
        "#description+victims+type",
        "claim.question.class_",
        "military, civilian, mixed, or empty",
    ),
    (
        "victims_group",
        "string",
        "#description+victims+group",
        "claim.question.group",
        "a narrower group of them",
    ),
    ("place", "string", "#loc+name", "claim.question.place", "the place that narrows it"),
    ("country", "string", "#country+code", "country", "where it was, ISO 3166-1 alpha-2"),
    ("frame", "string", "#description+period", "claim.question.frame", "the kind of time"),
    ("start", "date", "#date+start", "claim.start", "the first day counted"),
    ("end", "date", "#date+end", "end", "the last day counted"),
    ("said_on", "date", "#date+reported", "claim.stated_on", "the day on which it was said"),
    ("outlet", "string", "#meta+source+name", "first.outlet", "who published it first"),
    ("url", "string", "#meta+url", "first.url", "its address there"),
    (
        "independent",
        "integer",
        "#meta+source+num",
        "claim.n_independent",
        "documents that state it, copies counted once",
    ),
)
_UNITS: dict[ColumnType, str] = {"date": "ISO 8601 day", "integer": "documents"}
_BOUNDS = (
    ("", "value", "", "the number that the words name"),
    ("_min", "low", "+min", "the lowest number that the words allow"),
    ("_max", "high", "+max", "the highest number that the words allow"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class HxlRow:
    """A claim with its quantity under the name of its outcome, and under no other."""

    claim: Claim
    killed: Quantity | None = None
    wounded: Quantity | None = None
    casualties: Quantity | None = None
    captured: Quantity | None = None
    missing: Quantity | None = None
    displaced: Quantity | None = None

    @property
    def first(self) -> DocumentFacts:
        """The document that stated it first."""
        return self.claim.sightings[0].document

    @property
    def end(self) -> dt.date | None:
        """The last day counted."""
        return last_day(self.claim)

    @property
    def country(self) -> str | None:
        """The country of the first sighting's place."""
        place = self.claim.sightings[0].sighting.place
        return place.code if place is not None else None


@cache
def hxl_tables() -> tuple[Table, ...]:
    """Return the one table of this view."""
    columns = [
        Column(
            name=name,
            type=type_,
            unit=_UNITS.get(type_, ""),
            tag=tag,
            path=tuple(path.split(".")),
            description=told,
        )
        for name, type_, tag, path, told in _FRONT
    ]
    for outcome in OUTCOMES:
        for suffix, bound, attribute, told in _BOUNDS:
            columns.append(
                Column(
                    name=f"{outcome}{suffix}",
                    type="integer",
                    unit="people",
                    tag=f"#affected+{_ATTRIBUTES.get(outcome, outcome)}{attribute}",
                    path=(outcome, bound),
                    description=f"{outcome}: {told}",
                )
            )
    table = Table(
        name="hxl_claims",
        title="A row is a claim that a figure is so, with HXL hashtags under the header",
        columns=tuple(columns),
        rows=_iter_rows,
        key=("claim_id",),
    )
    return (table,)


def write_hxl(release: Release, folder: Path) -> list[Resource]:
    """Write the claims of a release as one CSV with hashtags."""
    (table,) = hxl_tables()
    return [write_table(table, release, folder)]


def _iter_rows(release: Release) -> Iterator[HxlRow]:
    for claim in release.claims:
        if claim.polarity == "asserted" and claim.question.outcome is not None:
            yield HxlRow(claim=claim, **{claim.question.outcome: claim.quantity})
