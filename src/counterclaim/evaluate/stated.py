"""Stated claims: what a line of gold or of predictions says, as far as the score compares it.

Not here: the comparison (``matching.py``). Invariants: what a line leaves out is ``None``; a line
without a document, an outcome or a quantity is a skip with its reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from counterclaim.errors import EmptyInputError, InputError
from counterclaim.model.records import Json, to_record
from counterclaim.model.sightings import Sighting
from counterclaim.read.skips import Skip
from counterclaim.read.table_lines import iter_jsonl

Range = tuple[int, int] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A claimant as annotated: words, place, name and side."""

    text: str | None = None
    place: Range = None
    name: str | None = None
    party: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """One claim of one document, as gold or a prediction states it."""

    doc: str
    outcome: str
    words: str
    place: Range
    kind: str
    value: int | None = None
    low: int | None = None
    high: int | None = None
    victims: tuple[str | None, str | None, str | None] = (None, None, None)
    claimant: Named | None = None
    via: tuple[str, ...] = ()
    stated_on: str | None = None
    frame: str | None = None
    start: str | None = None
    end: str | None = None
    where: str | None = None
    polarity: str = "asserted"
    is_hedged: bool = False
    is_optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """Annotated claims and the documents that were annotated, also those that state none."""

    documents: frozenset[str]
    claims: tuple[Stated, ...]


def load_gold(path: Path) -> tuple[Gold, list[Skip]]:
    """Return the gold of a ``.jsonl`` file, and the lines that could not be read.

    A line ``{"doc": …, "no_claims": true}`` says that a document was read and states nothing.
    Raises :class:`~counterclaim.errors.EmptyInputError` where no line could be read.
    """
    documents: set[str] = set()
    claims: list[Stated] = []
    skips: list[Skip] = []
    for where, row in _lines(path):
        if isinstance(row, Skip):
            skips.append(row)
            continue
        if row.get("no_claims") and isinstance(row.get("doc"), str):
            documents.add(str(row["doc"]))
            continue
        claim = to_stated(row, where)
        if isinstance(claim, Skip):
            skips.append(claim)
        else:
            documents.add(claim.doc)
            claims.append(claim)
    if not documents:
        why = f": {skips[0].told}" if skips else ""
        raise EmptyInputError(
            f"{path}: it holds no gold{why}", "one record per line, each with its doc"
        )
    return Gold(documents=frozenset(documents), claims=tuple(claims)), skips


def load_predicted(path: Path) -> tuple[list[Stated], list[Skip]]:
    """Return the predictions of a ``.jsonl`` file, and the lines that could not be read.

    Lines of ``extract --statements`` count no losses and are passed over.
    """
    claims: list[Stated] = []
    skips: list[Skip] = []
    for where, row in _lines(path):
        if isinstance(row, Skip):
            skips.append(row)
        elif row.get("type") != "statement":
            claim = to_stated(row, where)
            if isinstance(claim, Skip):
                skips.append(claim)
            else:
                claims.append(claim)
    return claims, skips


def stated_of(sighting: Sighting, doc: str) -> Stated | Skip:
    """Return a sighting of a document as a stated claim."""
    return to_stated({**to_record(sighting), "doc": doc}, doc)


def to_stated(row: Mapping[str, object], where: str) -> Stated | Skip:
    """Return the claim of one record, or a skip that says which field is missing."""
    quantity = _table(row, "quantity")
    doc = row.get("doc") or PurePosixPath(str(row.get("source") or "")).stem
    outcome, kind = row.get("outcome"), quantity.get("kind")
    for name, value in (("doc", doc), ("outcome", outcome), ("quantity.kind", kind)):
        if not isinstance(value, str) or not value:
            return Skip(source=where, reason=f"the record has no {name}")
    victims, period, place = (_table(row, key) for key in ("victims", "period", "place"))
    return Stated(
        doc=str(doc),
        outcome=str(outcome),
        words=_text(quantity, "text") or "",
        place=_range(quantity),
        kind=str(kind),
        value=_number(quantity, "value"),
        low=_number(quantity, "low"),
        high=_number(quantity, "high"),
        victims=(_text(victims, "party"), _text(victims, "class"), _text(victims, "group")),
        claimant=_named(row),
        via=_via(row.get("via")),
        stated_on=_text(row, "stated_on"),
        frame=_text(period, "frame"),
        start=_text(period, "start"),
        end=_text(period, "end"),
        where=_text(place, "text"),
        polarity=_text(row, "polarity") or "asserted",
        is_hedged=bool(row.get("hedge")),
        is_optional=bool(row.get("optional")),
    )


def _lines(path: Path) -> Iterable[tuple[str, Mapping[str, object] | Skip]]:
    try:
        yield from iter_jsonl(path)
    except InputError as error:
        raise EmptyInputError(error.message, "give records, one per line") from error
    except ValueError as error:
        raise EmptyInputError(f"{path}: it is no path ({error})") from error


def _named(row: Mapping[str, object]) -> Named | None:
    table = _table(row, "claimant")
    if not table:
        return None
    return Named(
        text=_text(table, "text"),
        place=_range(table),
        name=_text(table, "name"),
        party=_text(table, "party"),
    )


def _via(value: object) -> tuple[str, ...]:
    relays = value if isinstance(value, list) else []
    tables = [relay for relay in relays if isinstance(relay, dict)]
    return tuple(_text(relay, "name") or _text(relay, "text") or "" for relay in tables)


def _table(row: Mapping[str, object], key: str) -> Mapping[str, Json]:
    value = row.get(key)
    return value if isinstance(value, dict) else {}


def _text(table: Mapping[str, object], key: str) -> str | None:
    value = table.get(key)
    return value if isinstance(value, str) and value else None


def _number(table: Mapping[str, object], key: str) -> int | None:
    value = table.get(key)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _range(table: Mapping[str, object]) -> Range:
    start, end = _number(table, "start"), _number(table, "end")
    return (start, end) if start is not None and end is not None else None
