"""Copies in a ledger: which documents share one text, kept true to the documents.

Signatures and verdicts on pairs are kept: a text is signed once, and a pair is compared once. Not
here: what a copy is (``group``). Invariant: the groups are a function of the latest readings and
the facts alone, however the documents came and whenever this was looked at.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache

from sqlalchemy import Connection, delete, insert, or_, select

from counterclaim.group.copies import group_copies, judge_candidates
from counterclaim.group.shingles import Shingled, cut_shingles
from counterclaim.group.signatures import Signature, signature
from counterclaim.ledger import schema
from counterclaim.ledger.fold import STREAMED, chunks, latest_readings, load_state

Groups = dict[str, str]

_BUFFER = 2_000  # rows written at a time
_N_KEPT_CUT = 1_000  # texts whose shingles are held at a time, 40 kB each
_Pair = tuple[str, str]


def refresh_groups(connection: Connection, through: int) -> set[str]:
    """Bring the copy groups up to an entry; return the documents whose group is another one."""
    before, after = groups_of(connection), _derive(connection, through, is_kept=True)
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
    """Return the groups of the documents that were known by an entry; nothing is written."""
    return _derive(connection, through, is_kept=False)


def _derive(connection: Connection, through: int, *, is_kept: bool) -> Groups:
    facts = load_state(connection, through).documents
    texts = _texts(connection, through)
    stored = _stored_signatures(connection, texts, is_kept=is_kept)
    signed = stored | _new_signatures(connection, texts, stored, is_kept=is_kept)
    known = _verdicts(connection, stored)
    cut = lru_cache(maxsize=_N_KEPT_CUT)(lambda id_: _cut(connection, id_, texts[id_]))
    judged = dict(judge_candidates(signed, cut, known))
    if is_kept:
        _write(connection, {pair: is_one for pair, is_one in judged.items() if pair not in known})
    return group_copies(facts.values(), (pair for pair, is_one in judged.items() if is_one))


def _texts(connection: Connection, through: int) -> dict[str, str]:
    """Return the digest of the text of each document's latest reading."""
    latest, of = latest_readings(through).subquery(), schema.readings.c
    rows = connection.execute(select(of.document, of.text).join(latest, latest.c.entry == of.entry))
    return {row.document: row.text for row in rows}


def _stored_signatures(
    connection: Connection, texts: Mapping[str, str], *, is_kept: bool
) -> dict[str, Signature]:
    """Return the signatures that are kept of these texts, and forget those of other texts."""
    found: dict[str, Signature] = {}
    stale: list[str] = []
    for row in connection.execute(select(schema.copy_signatures), execution_options=STREAMED):
        if texts.get(row.document) == row.text:
            found[row.document] = Signature(bytes(row.signature))
        elif row.document in texts:
            stale.append(row.document)
    if is_kept:
        _forget(connection, stale)
    return found


def _new_signatures(
    connection: Connection,
    texts: Mapping[str, str],
    stored: Mapping[str, Signature],
    *,
    is_kept: bool,
) -> dict[str, Signature]:
    found: dict[str, Signature] = {}
    rows: list[dict[str, object]] = []
    for id_ in sorted(texts.keys() - stored.keys()):
        found[id_] = signature(_text(connection, id_, texts[id_]))
        rows.append({"document": id_, "text": texts[id_], "signature": found[id_].data})
    if is_kept:
        for start in range(0, len(rows), _BUFFER):
            connection.execute(insert(schema.copy_signatures), rows[start : start + _BUFFER])
    return found


def _verdicts(connection: Connection, stored: Collection[str]) -> dict[_Pair, bool]:
    """Return what is known of pairs whose texts are those that the verdict was on."""
    rows = connection.execute(select(schema.copy_pairs), execution_options=STREAMED)
    return {(row.a, row.b): row.is_copy for row in rows if row.a in stored and row.b in stored}


def _forget(connection: Connection, documents: Iterable[str]) -> None:
    """Drop what was derived from another text of these documents."""
    pair = schema.copy_pairs.c
    for some in chunks(documents):
        connection.execute(delete(schema.copy_pairs).where(or_(pair.a.in_(some), pair.b.in_(some))))
        where = schema.copy_signatures.c.document.in_(some)
        connection.execute(delete(schema.copy_signatures).where(where))


def _write(connection: Connection, verdicts: Mapping[_Pair, bool]) -> None:
    rows = [{"a": a, "b": b, "is_copy": verdict} for (a, b), verdict in verdicts.items()]
    for start in range(0, len(rows), _BUFFER):
        connection.execute(insert(schema.copy_pairs), rows[start : start + _BUFFER])


def _cut(connection: Connection, document: str, text: str) -> Shingled:
    return cut_shingles(_text(connection, document, text))


def _text(connection: Connection, document: str, sha256: str) -> str:
    of = schema.texts.c
    where = (of.document == document) & (of.sha256 == sha256)
    return str(connection.execute(select(of.text).where(where).limit(1)).scalar_one())


_document = schema.copy_groups.c.document
