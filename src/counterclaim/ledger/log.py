"""The log: every entry in words, newest last.

Not here: the rows that an entry brought. Invariant: one line per entry, in the order of the chain.
"""

import datetime as dt
import json
from dataclasses import dataclass

from sqlalchemy import Connection, Select, literal, select, union_all

from counterclaim.ledger import schema
from counterclaim.ledger.entries import instant_of
from counterclaim.ledger.fold import entry_at
from counterclaim.ledger.paging import CHUNK

_SPLIT = "\x1f"  # between how a run ended and its tally; no word holds it
_COUNTED = {
    "n_new": "new documents",
    "n_reread": "read again",
    "n_known": "known",
    "n_sightings": "sightings",
    "n_claims_new": "new claims",
    "n_claims_changed": "changed claims",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One entry: number, instant, kind, run, digest, and what it is about in words.

    ``document`` is the id of the document it is about, if of one.
    """

    number: int
    at: dt.datetime
    kind: str
    run: int | None
    sha256: str
    what: str
    document: str | None = None


def list_log(
    connection: Connection, *, as_of: dt.datetime | None = None, last: int | None = None
) -> list[LogLine]:
    """Return the log up to an instant, newest last; only the ``last`` lines if that is given."""
    through = entry_at(connection, as_of)
    first = 1 if last is None else max(1, through - last + 1)
    lines: list[LogLine] = []
    for start in range(first, through + 1, CHUNK):
        lines += _lines(connection, start, min(start + CHUNK - 1, through))
    return lines


def _lines(connection: Connection, first: int, end: int) -> list[LogLine]:
    words: dict[int, list[tuple[str, str | None]]] = {}
    for row in connection.execute(_told(first, end)):
        words.setdefault(row.entry, []).append((row.what, row.document))
    of = schema.entries.c
    rows = connection.execute(
        select(schema.entries).where(of.number.between(first, end)).order_by(of.number)
    )
    return [
        LogLine(
            number=row.number,
            at=instant_of(row.at),
            kind=row.kind,
            run=row.run,
            sha256=row.sha256,
            what="; ".join(
                dict.fromkeys(_in_words(what) for what, _ in words.get(row.number, []) if what)
            ),
            document=next((document for _, document in words.get(row.number, [])), None),
        )
        for row in rows
    ]


def _in_words(what: str) -> str:
    """Return what an entry is about; of the end of a run, how it ended with its tally."""
    how, split, tally = what.partition(_SPLIT)
    if not split:
        return what.removesuffix(": ")  # a verdict without a reason
    counts = json.loads(tally)
    told = [
        f"{counts[name]:,} {words}"
        for name, words in _COUNTED.items()
        if isinstance(counts.get(name), int) and counts[name]
    ]
    n_skipped = sum(counts.get("skipped", {}).values())
    told += [f"{n_skipped:,} skipped"] if n_skipped else []
    return f"{how}: {', '.join(told) or 'nothing added'}"


def _told(first: int, end: int) -> "Select[tuple[int, str, str | None]]":
    """Return the question for what stands in the entries of a stretch, in words."""
    nothing = literal(None, schema.documents.c.id.type)
    parts = [
        select(schema.runs.c.entry, schema.runs.c.what.label("what"), nothing.label("document")),
        select(
            schema.run_ends.c.entry,
            schema.run_ends.c.how + _SPLIT + schema.run_ends.c.tally,
            nothing,
        ),
        select(schema.skips.c.entry, schema.skips.c.source + ": " + schema.skips.c.reason, nothing),
        select(schema.captures.c.entry, schema.captures.c.source, schema.captures.c.document),
        select(
            schema.readings.c.entry,
            "read with " + schema.readings.c.engine + ", lexicon " + schema.readings.c.lexicon,
            schema.readings.c.document,
        ),
        select(
            schema.reviews.c.entry,
            schema.reviews.c.verdict
            + " by "
            + schema.reviews.c.reviewer
            + ": "
            + schema.reviews.c.reason,
            schema.reviews.c.document,
        ),
    ]
    told = union_all(*(p.where(p.selected_columns[0].between(first, end)) for p in parts))
    return select(told.subquery())
