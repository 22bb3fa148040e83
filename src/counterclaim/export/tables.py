"""The tables of a release: their columns, keys and rows, described once for every format.

Not here: files (``csv_files.py`` and its neighbours) or the views of other projects (``hxl.py``,
``ucdp.py``). Invariant: ids and the orders of rows do not depend on when a release is made.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from counterclaim.export.cells import formula_safe, printable
from counterclaim.export.columns import Column, Value, columns_of, derived
from counterclaim.export.release import Release, instant_text
from counterclaim.model.claims import Claim, Question
from counterclaim.model.disputes import Dispute, PairVerdict
from counterclaim.model.kept import DocumentFacts, KeptSighting
from counterclaim.model.quantities import Quantity
from counterclaim.model.sightings import Sighting
from counterclaim.model.statements import Statement

_VICTIMS = {"party": "victims_party", "class_": "victims_class", "group": "victims_group"}
_CLAIMANT = {"party": "claimant_party", "kind": "claimant_kind"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A column whose values are those of a column of another table."""

    column: str
    table: str
    to: str = "id"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: what a row is, its columns, the columns that name a row, and links to others."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[Release], Iterator[object]]
    key: tuple[str, ...] = ("id",)
    links: tuple[Link, ...] = ()

    def iter_values(self, release: Release) -> Iterator[tuple[Value, ...]]:
        """Yield the values of each row, in the order of the columns."""
        for row in self.rows(release):
            yield tuple(column.value_in(row) for column in self.columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSighting:
    """A sighting of a claim, with its place among them."""

    claim: str
    sighting: str
    position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputePair:
    """A verdict with the question that both claims answer."""

    question: str
    pair: PairVerdict


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatDispute:
    """A dispute with its lists as texts, each entry one."""

    dispute: Dispute

    @property
    def n_claims(self) -> int:
        """How many claims answer the question."""
        return len(self.dispute.claims)

    @property
    def possible_sets(self) -> tuple[str, ...]:
        """Each set as ids joined by a blank."""
        return tuple(" ".join(ids) for ids in self.dispute.possible_sets)

    @property
    def changes(self) -> tuple[str, ...]:
        """Each change as "CLAIM up 120"."""
        return tuple(f"{one.claim} {one.direction} {one.by}" for one in self.dispute.changes)


def cell_text(value: Value) -> str:
    """Return a value as the text of a CSV cell; a missing one is empty.

    >>> cell_text(None), cell_text(True), cell_text(498), cell_text(("Reuters", "a b"))
    ('', 'true', '498', '["Reuters", "a b"]')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return formula_safe(printable(value))
    if isinstance(value, dt.datetime):
        return instant_text(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        return json.dumps([printable(one) for one in value], ensure_ascii=False)
    return repr(value)


@cache
def list_tables() -> tuple[Table, ...]:
    """Return the tables of a release, what is pointed at before what points at it."""
    return (
        _documents(),
        _sightings(),
        _statements(),
        _claims(),
        Table(
            name="claim_sightings",
            title="A row is a sighting of a claim",
            columns=(
                derived("ClaimSighting.claim", "string", name="claim_id", path=("claim",)),
                derived("ClaimSighting.sighting", "string", name="sighting_id", path=("sighting",)),
                derived("ClaimSighting.position", "integer"),
            ),
            rows=_iter_claim_sightings,
            key=("claim_id", "sighting_id"),
            links=(
                Link(column="claim_id", table="claims"),
                Link(column="sighting_id", table="sightings"),
            ),
        ),
        _disputes(),
        Table(
            name="pairs",
            title="A row is the verdict on two claims to one question",
            columns=(
                derived("DisputePair.question", "string", name="question_id", path=("question",)),
                *columns_of(PairVerdict, path=("pair",)),
            ),
            rows=_iter_pairs,
            key=("question_id", "a", "b"),
            links=(
                Link(column="question_id", table="disputes"),
                Link(column="a", table="claims"),
                Link(column="b", table="claims"),
            ),
        ),
    )


def _documents() -> Table:
    columns = columns_of(DocumentFacts, leave_out=["DocumentFacts.copy_group"])
    copies = derived("DocumentFacts.lineage", "string", name="copy_group", path=("lineage",))
    return Table(
        name="documents",
        title="A row is a document that was read",
        columns=(*columns[:-1], copies, columns[-1]),
        rows=lambda release: iter(release.documents),
    )


def _sightings() -> Table:
    kept = ["KeptSighting.sighting", "KeptSighting.document"]
    id_, *rest = columns_of(KeptSighting, leave_out=kept)
    return Table(
        name="sightings",
        title="A row is one place in one document where a loss is stated",
        columns=(
            id_,
            derived("KeptSighting.document", "string", name="document_id", path=("document", "id")),
            *rest,
            derived("Sighting.id", "string", name="record_id", path=("sighting", "id")),
            *columns_of(Sighting, path=("sighting",), leave_out=["Sighting.id", "Sighting.trace"]),
        ),
        rows=lambda release: iter(release.sightings),
        links=(Link(column="document_id", table="documents"),),
    )


def _statements() -> Table:
    left_out = ["Statement.type", "Statement.trace"]
    return Table(
        name="statements",
        title="A row is what somebody is reported to have said, where no loss is counted",
        columns=tuple(columns_of(Statement, leave_out=left_out)),
        rows=lambda release: iter(release.statements),
    )


def _question(path: tuple[str, ...]) -> list[Column]:
    found = columns_of(Question, path=path)
    return [replace(one, name=_VICTIMS.get(one.name, one.name)) for one in found]


def _claims() -> Table:
    left_out = ["Claim.question", "Claim.quantity", "Claim.sightings"]
    id_, *rest = columns_of(Claim, leave_out=left_out)
    rest = [replace(one, name=_CLAIMANT.get(one.name, one.name)) for one in rest]
    places = ["Quantity.start", "Quantity.end"]  # they are those of the first sighting
    quantity = columns_of(Quantity, path=("quantity",), prefix="quantity_", leave_out=places)
    return Table(
        name="claims",
        title="A row is one claimant's assertion, with however many sightings",
        columns=(
            id_,
            derived("Question.id", "string", name="question_id", path=("question", "id")),
            *_question(("question",)),
            *quantity,
            *rest,
            derived("Claim.n_sightings", "integer"),
            derived("Claim.n_independent", "integer"),
            derived("Claim.first_seen", "date", is_nullable=True),
            derived("Claim.last_seen", "date", is_nullable=True),
        ),
        rows=lambda release: iter(release.claims),
    )


def _disputes() -> Table:
    at = ("dispute",)
    return Table(
        name="disputes",
        title="A row is a question that several claims answer",
        columns=(
            derived("Question.id", "string", path=(*at, "id")),
            *_question((*at, "question")),
            derived("Dispute.n_claims", "integer"),
            derived("Dispute.is_contradictory", "boolean", path=(*at, "is_contradictory")),
            derived("Dispute.ratio", "number", path=(*at, "ratio"), is_nullable=True),
            derived("Dispute.possible_sets", "array"),
            derived("Dispute.changes", "array"),
        ),
        rows=lambda release: (FlatDispute(dispute=dispute) for dispute in release.disputes),
    )


def _iter_claim_sightings(release: Release) -> Iterator[ClaimSighting]:
    for claim in release.claims:
        for position, kept in enumerate(claim.sightings, start=1):
            yield ClaimSighting(claim=claim.id, sighting=kept.id, position=position)


def _iter_pairs(release: Release) -> Iterator[DisputePair]:
    for dispute in release.disputes:
        for pair in sorted(dispute.verdicts, key=lambda one: (one.a, one.b)):
            yield DisputePair(question=dispute.id, pair=pair)
