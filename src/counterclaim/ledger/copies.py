"""Copies in a ledger: signatures of texts, compared pairs and groups, kept true to the documents.

Not here: what a copy is (``group/copies.py``). Invariants: the groups at an entry are a function of
the latest readings and the facts by then alone, whenever they are asked for; signatures and
comparisons belong to texts, which do not change, and are remembered.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import Connection, delete, func, insert, select, union_all

from counterclaim.errors import RecordError
from counterclaim.group.copies import group_copies, judge_candidates
from counterclaim.group.shingles import Shingled, compare_shingles, cut_shingles, is_copy
from counterclaim.group.signatures import Signature, sign
from counterclaim.ledger import schema
from counterclaim.ledger.entries import Row, damaged
from counterclaim.ledger.fold import latest_readings, load_state
from counterclaim.ledger.paging import chunks

Groups = dict[str, str]
Pair = tuple[str, str]

_N_KEPT_CUT = 2_000  # texts whose shingles are held at a time, 40 kB each
_BUFFER = 5_000  # rows written at a time


def refresh_groups(
    connection: Connection, through: int, *, since: int = 0, anew: bool = False
) -> set[str]:
    """Bring the copy groups up to an entry; return the documents whose group is another one.

    They stand as they were at the entry ``since``. ``anew`` forgets what was signed and compared
    before.
    """
    if not anew and not _has_news(connection, since):
        return set()
    if anew:
        connection.execute(delete(schema.copy_pairs))
        connection.execute(delete(schema.copy_signatures))
    _sign_new(connection)
    judged = _judge(connection, through)
    _remember(connection, judged.fresh)
    before, after = groups_of(connection), judged.groups
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
    """Return the groups of the documents that were known by an entry, as they were then."""
    return _judge(connection, through).groups


def is_copy_pair(connection: Connection, pair: Pair) -> bool | None:
    """Compare two texts by their digests; ``None`` if one of them is not in the ledger."""
    of = schema.texts.c
    rows = connection.execute(select(of.sha256, of.text).where(of.sha256.in_(pair)))
    texts = {row.sha256: row.text for row in rows}
    if len(texts) < len(set(pair)):
        return None
    a, b = (cut_shingles(texts[sha256]) for sha256 in pair)
    return sign(a).words_digest == sign(b).words_digest or is_copy(compare_shingles(a, b))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """The groups at an entry, and the verdicts on pairs of texts that were not remembered."""

    groups: Groups
    fresh: dict[Pair, bool]


class _Known(Mapping[Pair, bool]):
    """Verdicts on pairs of documents, which are those on their texts."""

    def __init__(self, texts: Mapping[str, str], verdicts: Mapping[Pair, bool]) -> None:
        self._texts = texts
        self._verdicts = verdicts

    def texts_of(self, pair: Pair) -> Pair:
        """Return the digests of the texts of two documents, the smaller one first."""
        a, b = self._texts[pair[0]], self._texts[pair[1]]
        return (a, b) if a <= b else (b, a)

    def __getitem__(self, pair: Pair) -> bool:
        a, b = self.texts_of(pair)
        return a == b or self._verdicts[a, b]

    def __iter__(self) -> Iterator[Pair]:
        return iter(self._verdicts)

    def __len__(self) -> int:
        return len(self._verdicts)


def _judge(connection: Connection, through: int) -> _Judged:
    """Group the documents by their texts at an entry, with what is remembered of these texts."""
    latest, read = latest_readings(through).subquery(), schema.readings.c
    rows = connection.execute(
        select(read.document, read.text).join(latest, latest.c.entry == read.entry)
    )
    texts = {row.document: row.text for row in rows}
    signatures = _signatures(connection, texts)
    of = schema.copy_pairs.c
    verdicts = {
        (row.a, row.b): row.is_copy for row in connection.execute(select(of.a, of.b, of.is_copy))
    }
    known = _Known(texts, verdicts)

    @lru_cache(maxsize=_N_KEPT_CUT)
    def cut(document: str) -> Shingled:
        return cut_shingles(_text_of(connection, texts[document]))

    signed = {document: signatures[text] for document, text in texts.items()}
    pairs: list[Pair] = []
    fresh: dict[Pair, bool] = {}
    for pair, is_one in judge_candidates(signed, cut, known):
        if is_one:
            pairs.append(pair)
        if pair not in known:
            fresh[known.texts_of(pair)] = is_one
    facts = load_state(connection, through).documents
    return _Judged(groups=group_copies(facts.values(), pairs), fresh=fresh)


def _has_news(connection: Connection, since: int) -> bool:
    """Say whether a text or a fact came after an entry; a review moves no group."""
    tables = (schema.captures, schema.readings)
    found = union_all(*(select(func.max(table.c.entry).label("entry")) for table in tables))
    last = connection.execute(select(func.max(found.subquery().c.entry))).scalar()
    return last is not None and last > since


def _signatures(connection: Connection, texts: Mapping[str, str]) -> dict[str, Signature]:
    """Return the signatures of texts by their digests; what is not signed yet is signed here."""
    of = schema.copy_signatures.c
    rows = connection.execute(select(of.text, of.signature))
    try:
        found = {row.text: Signature(bytes(row.signature)) for row in rows}
    except (RecordError, TypeError, ValueError) as error:
        raise damaged(f"the signature of a text cannot be read ({error})") from error
    for text in texts.values():
        if text not in found:
            found[text] = sign(cut_shingles(_text_of(connection, text)))
    return found


def _sign_new(connection: Connection) -> None:
    """Sign the texts that are not signed yet, each once, whichever document they are of."""
    text, signed = schema.texts.c, schema.copy_signatures.c
    new = connection.execute(
        select(text.sha256)
        .outerjoin(schema.copy_signatures, signed.text == text.sha256)
        .where(signed.text.is_(None))
        .group_by(text.sha256)
        .order_by(text.sha256)
    ).scalars()
    for some in chunks(new):
        found = connection.execute(select(text.sha256, text.text).where(text.sha256.in_(some)))
        rows = {row.sha256: sign(cut_shingles(row.text)).data for row in found}
        connection.execute(
            insert(schema.copy_signatures),
            [{"text": sha256, "signature": data} for sha256, data in rows.items()],
        )


def _remember(connection: Connection, fresh: Mapping[Pair, bool]) -> None:
    rows: list[Row] = [
        {"a": a, "b": b, "is_copy": is_one} for (a, b), is_one in sorted(fresh.items())
    ]
    for start in range(0, len(rows), _BUFFER):
        connection.execute(insert(schema.copy_pairs), rows[start : start + _BUFFER])


def _text_of(connection: Connection, sha256: str) -> str:
    of = schema.texts.c
    found = connection.execute(select(of.text).where(of.sha256 == sha256).limit(1))
    return str(found.scalar_one())
