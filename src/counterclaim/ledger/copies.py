"""Copies in a ledger: which documents share one text, kept true to the documents.

Not here: what a copy is (``group``). Invariant: the groups are a function of the latest readings
and the facts alone, however the documents came and whenever this was looked at.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from counterclaim.ledger import schema
from counterclaim.ledger.fold import latest_readings, load_state
from counterclaim.ledger.paging import chunks
from counterclaim.model.kept import DocumentFacts

Groups = dict[str, str]


def refresh_groups(connection: Connection, through: int) -> set[str]:
    """Bring the copy groups up to an entry; return the documents whose group is another one."""
    before, after = groups_of(connection), groups_among(connection, through)
    changed = {id_ for id_, origin in after.items() if before.get(id_) != origin}
    for some in chunks(sorted(changed)):
        connection.execute(delete(schema.copy_groups).where(_document.in_(some)))
        rows = [{"document": id_, "origin": after[id_]} for id_ in some]
        connection.execute(insert(schema.copy_groups), rows)
    return changed


def groups_of(connection: Connection, documents: Iterable[str] | None = None) -> Groups:
    """Return the origin of each document's copy group as it was derived last."""
    found: Groups = {}
    for some in [None] if documents is None else chunks(documents):
        statement = select(schema.copy_groups)
        if some is not None:
            statement = statement.where(_document.in_(some))
        found |= {row.document: row.origin for row in connection.execute(statement)}
    return found


def groups_among(connection: Connection, through: int) -> Groups:
    """Return the groups of the documents that were known by an entry."""
    facts = load_state(connection, through).documents
    latest, of = latest_readings(through).subquery(), schema.readings.c
    rows = connection.execute(select(of.document, of.text).join(latest, latest.c.entry == of.entry))
    same: dict[str, list[DocumentFacts]] = defaultdict(list)
    for row in rows:
        same[row.text].append(facts[row.document])
    groups: Groups = {}
    for many in same.values():
        origin = min(many, key=_order).id
        groups |= {one.id: origin for one in many}
    return groups


_document = schema.copy_groups.c.document


def _order(document: DocumentFacts) -> tuple[bool, dt.date, str]:
    window = document.published
    return (window is None, dt.date.max if window is None else window.start, document.id)
