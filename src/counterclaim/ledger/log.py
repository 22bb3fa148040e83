"""The log: every entry in words, newest last.

Not here: the rows that an entry brought. Invariant: one line per entry, in the order of the chain.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Select, literal, select, union_all

from counterclaim.ledger import schema
from counterclaim.ledger.entries import instant_of
from counterclaim.ledger.fold import entry_at
from counterclaim.ledger.paging import CHUNK
from counterclaim.ledger.rows import object_of
from counterclaim.model.digests import canonical_json
from counterclaim.model.records import Json

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
    for entry, what, document in _reviewed(connection, first, end):
        words.setdefault(entry, []).append((what, document))
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
                dict.fromkeys(
                    _end_in_words(what) if row.kind == "end" else what
                    for what, _ in words.get(row.number, [])
                    if what
                )
            ),
            document=next((document for _, document in words.get(row.number, [])), None),
        )
        for row in rows
    ]


def _end_in_words(what: str) -> str:
    """Return how a run ended, with its tally."""
    how, _, tally = what.partition(_SPLIT)
    counts = object_of(tally, "the tally of a run")
    told = [
        f"{counts[name]:,} {words.removesuffix('s') if counts[name] == 1 else words}"
        for name, words in _COUNTED.items()
        if isinstance(counts.get(name), int) and counts[name]
    ]
    skipped = counts.get("skipped")
    n_skipped = 0
    if isinstance(skipped, dict):
        n_skipped = sum(n for n in skipped.values() if isinstance(n, int))
    n_over = counts.get("n_passed_over")
    n_over = n_over if isinstance(n_over, int) else 0
    told += [f"{n_skipped - n_over:,} skipped"] if n_skipped > n_over else []
    told += [f"{n_over:,} passed over"] if n_over else []
    unread = counts.get("unread")
    if isinstance(unread, dict) and unread:
        n_unread = sum(n for n in unread.values() if isinstance(n, int))
        told.append(f"{n_unread:,} in languages without a lexicon")
    return f"{how}: {', '.join(told) or 'nothing added'}"


def _reviewed(connection: Connection, first: int, end: int) -> Iterator[tuple[int, str, str]]:
    """Yield the reviews of a stretch: verdict, the sighting it was made on, fields, who, why."""
    of, seen = schema.reviews.c, schema.sightings.c
    sighting = (
        select(seen.id)
        .where(seen.document == of.document, seen.engine_id == of.engine_id, seen.entry < of.entry)
        .order_by(seen.entry.desc())
        .limit(1)
        .correlate(schema.reviews)
        .scalar_subquery()
    )
    rows = connection.execute(
        select(schema.reviews, sighting.label("sighting"))
        .where(of.entry.between(first, end))
        .order_by(of.entry, of.document, of.engine_id)
    )
    for row in rows:
        fields = object_of(row.fields, f"the review {row.entry}")
        told = "".join(f" {name}={_value(value)}" for name, value in sorted(fields.items()))
        why = f": {row.reason}" if row.reason else ""
        what = f"{row.verdict} {row.sighting or row.engine_id}{told} by {row.reviewer}{why}"
        yield row.entry, what, row.document


def _value(value: Json) -> str:
    return value if isinstance(value, str) else canonical_json(value)


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
    ]
    told = union_all(*(p.where(p.selected_columns[0].between(first, end)) for p in parts))
    return select(told.subquery())
