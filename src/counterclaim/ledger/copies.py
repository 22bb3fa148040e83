"""Copies in a ledger: signatures of texts, compared pairs and groups, kept true to the documents.

Not here: what a copy is (``group/copies.py``). Invariant: pairs and groups are a function of the
latest readings and the facts alone, however the documents came and whenever this was looked at;
what was compared once is remembered, and forgotten where it would not be compared any more.
"""

from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import Connection, delete, insert, or_, select

from counterclaim.group.candidates import find_candidates
from counterclaim.group.copies import group_copies
from counterclaim.group.shingles import Shingled, compare_shingles, cut_shingles, is_copy
from counterclaim.group.signatures import Signature, sign
from counterclaim.ledger import schema
from counterclaim.ledger.fold import latest_readings, load_state
from counterclaim.ledger.paging import chunks

Groups = dict[str, str]
_Pair = tuple[str, str]

_N_KEPT_CUT = 2_000  # texts whose shingles are held at a time, 40 kB each
_BUFFER = 5_000  # rows written at a time


def refresh_groups(connection: Connection, through: int, *, anew: bool = False) -> set[str]:
    """Bring the copy groups up to an entry; return the documents whose group is another one.

    ``anew`` forgets what was signed and compared before.
    """
    if anew:
        connection.execute(delete(schema.copy_pairs))
        connection.execute(delete(schema.copy_signatures))
    if _sign_new(connection, through):
        _compare(connection)
    before, after = groups_of(connection), groups_among(connection, through)
    changed = {id_ for id_, origin in after.items() if before.get(id_) != origin}
    document = schema.copy_groups.c.document
    for some in chunks(sorted(changed | (before.keys() - after.keys()))):
        connection.execute(delete(schema.copy_groups).where(document.in_(some)))
        rows = [{"document": id_, "origin": after[id_]} for id_ in some if id_ in after]
        if rows:
            connection.execute(insert(schema.copy_groups), rows)
    return changed


def groups_of(connection: Connection, documents: Iterable[str] | None = None) -> Groups:
    """Return the origin of each document's copy group as it was derived last."""
    found: Groups = {}
    for some in [None] if documents is None else chunks(documents):
        statement = select(schema.copy_groups)
        if some is not None:
            statement = statement.where(schema.copy_groups.c.document.in_(some))
        found |= {row.document: row.origin for row in connection.execute(statement)}
    return found


def groups_among(connection: Connection, through: int) -> Groups:
    """Return the groups of the documents that were known by an entry."""
    of = schema.copy_pairs.c
    pairs = connection.execute(select(of.a, of.b).where(of.is_copy))
    facts = load_state(connection, through).documents
    return group_copies(facts.values(), ((row.a, row.b) for row in pairs))


def _sign_new(connection: Connection, through: int) -> bool:
    """Sign the texts that are new, and forget what was made of those that are read no more."""
    latest, of = latest_readings(through).subquery(), schema.readings.c
    rows = connection.execute(select(of.document, of.text).join(latest, latest.c.entry == of.entry))
    wanted = {row.document: row.text for row in rows}
    signed, pair = schema.copy_signatures.c, schema.copy_pairs.c
    known = {
        row.document: row.text for row in connection.execute(select(signed.document, signed.text))
    }
    stale = [id_ for id_, text in known.items() if wanted.get(id_) != text]
    for some in chunks(stale):
        gone = or_(pair.a.in_(some), pair.b.in_(some))
        connection.execute(delete(schema.copy_pairs).where(gone))
        connection.execute(delete(schema.copy_signatures).where(signed.document.in_(some)))
    new = sorted(id_ for id_, text in wanted.items() if known.get(id_) != text)
    text = schema.texts.c
    for some in chunks(new):
        found = connection.execute(
            select(text.document, text.sha256, text.text).where(text.document.in_(some))
        )
        signatures = [
            {
                "document": row.document,
                "text": row.sha256,
                "signature": sign(cut_shingles(row.text)).data,
            }
            for row in found
            if row.sha256 == wanted[row.document]
        ]
        connection.execute(insert(schema.copy_signatures), signatures)
    return bool(stale or new)


def _compare(connection: Connection) -> None:
    """Compare the candidates among all texts that were not compared yet; forget other pairs."""
    of = schema.copy_signatures.c
    rows = connection.execute(select(of.document, of.signature).order_by(of.document)).all()
    ids = [row.document for row in rows]
    signatures = [Signature(bytes(row.signature)) for row in rows]
    found = find_candidates(signatures)
    wanted = {(ids[a], ids[b]): _is_same(signatures[a], signatures[b]) for a, b in found}
    pair = schema.copy_pairs.c
    known = {(row.a, row.b) for row in connection.execute(select(pair.a, pair.b))}
    for a, b in sorted(known - wanted.keys()):
        connection.execute(delete(schema.copy_pairs).where(pair.a == a, pair.b == b))

    @lru_cache(maxsize=_N_KEPT_CUT)
    def cut(id_: str) -> Shingled:
        return cut_shingles(_text_of(connection, id_))

    verdicts = [
        {"a": a, "b": b, "is_copy": wanted[a, b] or is_copy(compare_shingles(cut(a), cut(b)))}
        for a, b in sorted(wanted.keys() - known)
    ]
    for start in range(0, len(verdicts), _BUFFER):
        connection.execute(insert(schema.copy_pairs), verdicts[start : start + _BUFFER])


def _is_same(a: Signature, b: Signature) -> bool:
    """Say whether two texts have the same words, so that they need no comparison."""
    return a.words_digest == b.words_digest


def _text_of(connection: Connection, document: str) -> str:
    text, signed = schema.texts.c, schema.copy_signatures.c
    found = connection.execute(
        select(text.text)
        .join(
            schema.copy_signatures,
            (signed.document == text.document) & (signed.text == text.sha256),
        )
        .where(text.document == document)
    )
    return str(found.scalar_one())
