"""Coded claims as sightings: the row is the sentence, the cell of the count the quantity.

So a table can be a document of a ledger and each of its claims be shown in its place. Invariants:
every span reads back to the decoded text of the file; ids come from that text, the row and the
column, so that the same file gives the same ids.
"""

import hashlib
from dataclasses import replace

from counterclaim.errors import RecordError
from counterclaim.model.coded import CodedClaim
from counterclaim.model.quantities import Quantity
from counterclaim.model.sightings import Sighting
from counterclaim.model.spans import Span
from counterclaim.read.coded import CodedTable
from counterclaim.read.skips import Skip

_ID_DIGITS = 16


def to_sightings(table: CodedTable) -> list[Sighting | Skip]:
    """Return a sighting, or a skip with its reason, for each coded claim of a table, in order.

    A claim of a part that is no group of the record ("people seeking aid") points at the whole of
    its row: the same claimant's count of the same outcome and kind of time, of no group.
    """
    digest = hashlib.sha256(table.text.encode("utf-8", "surrogatepass")).hexdigest()
    wholes = {_whole_key(c): _id(digest, c) for c in table.claims if _is_whole(c)}
    found: list[Sighting | Skip] = []
    for claim in table.claims:
        made = to_sighting(claim, table, digest=digest)
        whole = wholes.get(_whole_key(claim)) if claim.part is not None else None
        if whole is not None and isinstance(made, Sighting):
            made = replace(made, part_of=whole)
        found.append(made)
    return found


def _is_whole(claim: CodedClaim) -> bool:
    is_read = claim.problem is None and claim.outcome is not None
    return is_read and claim.part is None and claim.victims.group is None


def _whole_key(claim: CodedClaim) -> tuple[object, ...]:
    name = None if claim.claimant is None else claim.claimant.name
    return (claim.row, name, claim.outcome, claim.period.frame)


def to_sighting(claim: CodedClaim, table: CodedTable, *, digest: str = "") -> Sighting | Skip:
    """Return the sighting of one coded claim, or a skip with the reason why it is none.

    The claimant's span is the cell that names him; where the map names him for the whole table it
    is the empty span at the row's first character. The victims have no words of their own, since
    a cell such as "Military Deaths" names more than them. ``digest`` is the SHA-256 of the
    table's text, which is computed where it is not given.
    """
    where = f"{table.source}, row {claim.row}, {claim.column}"
    if claim.problem is not None:
        return Skip(source=where, reason=claim.problem)
    if claim.outcome is None:
        return Skip(source=where, reason=f"it counts {claim.things}, not people")
    text = table.text
    digest = digest or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    rule = (f"coded.{table.map_name}",)
    fields = ("quantity", "outcome", "victims", "claimant", "period", "place")
    start, end = claim.cell
    try:
        return Sighting(
            id=_id(digest, claim),
            source=table.source,
            sentence=Span.of(text, *claim.sentence),
            quantity=Quantity(
                text=text[start:end],
                start=start,
                end=end,
                kind=claim.kind,
                value=None if claim.kind == "range" else claim.count,
                low=claim.low,
                high=claim.high,
            ),
            outcome=claim.outcome,
            victims=claim.victims,
            claimant=claim.claimant,
            stated_on=claim.date,
            period=claim.period,
            place=claim.place,
            trace={name: rule for name in fields if name != "claimant" or claim.claimant},
        )
    except RecordError as error:
        return Skip(source=where, reason=error.message)


def _id(digest: str, claim: CodedClaim) -> str:
    seed = f"{digest}:coded:{claim.row}:{claim.column}:{claim.outcome}"
    return hashlib.sha256(seed.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_DIGITS]
