"""Tables of coded claims: a file and a map into coded claims, each with its place in the file.

Not here: the checks (``group/audit.py``), what a map may say (``mapping.py``), sightings of coded
claims (``coded_sightings.py``). Invariant: a count is read as written or not at all; what cannot
be read keeps its words and says why.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from counterclaim.errors import EmptyInputError, InputError, MapError, RecordError
from counterclaim.extract.quantities import bounds_of
from counterclaim.model.coded import CodedClaim, CodedRow
from counterclaim.model.parties import Claimant, Place, Victims
from counterclaim.model.periods import Period, Window
from counterclaim.read.cells import ENDINGS, Cell, PlacedRow, iter_rows
from counterclaim.read.mapping import Facts, TableMap, joined
from counterclaim.read.plain import decode
from counterclaim.read.skips import Skip

MAX_DIGITS = 10  # of a count; there are 8 thousand million people
SOFT_WIDTH = 0.1  # share; that of "about" and "nearly" in lexicon/en/bounds.toml
_WHOLE = re.compile(r"\d+(?:\.0+)?", re.ASCII)  # "12.0" is what a data frame makes of 12
_NOT_STATED = frozenset({"", "na", "n/a", "nan", "null", "none", "-"})
_ISO_FORM = "YYYY-MM-DD"
_EPOCH = dt.date(1, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedTable:
    """What a file says under a map: its decoded text, rows of data, coded claims, and skips."""

    map_name: str
    source: str
    text: str
    rows: tuple[CodedRow, ...]
    claims: tuple[CodedClaim, ...]
    skips: tuple[Skip, ...]


@dataclass(frozen=True, slots=True)
class _Count:
    """A figure read from a cell, or why it could not be."""

    value: int | None
    problem: str | None = None


def read_coded(path: Path, table_map: TableMap) -> CodedTable:
    """Return the coded claims of a ``.csv``, ``.json`` or ``.jsonl`` file.

    Raises
    ------
    EmptyInputError
        If the file is missing, is no text, or holds no row of data.
    MapError
        If the table has none of the columns that the map names.
    """
    if path.suffix.lower() not in ENDINGS:
        raise EmptyInputError(f"{path}: its ending tells no format", f"take {', '.join(ENDINGS)}")
    try:
        text = decode(path.read_bytes(), str(path))
    except OSError as error:
        raise EmptyInputError(f"{path}: {error.strerror or error}") from error
    except ValueError as error:  # a path that no file system takes, such as one with a NUL
        raise EmptyInputError(f"{path}: it is no path ({error})") from error
    except InputError as error:
        raise EmptyInputError(error.message, "give a .csv, .json or .jsonl of text") from error
    return code_text(text, str(path), table_map)


def code_text(text: str, source: str, table_map: TableMap) -> CodedTable:
    """Return the coded claims of the decoded text of a table; ``source`` names it and its format.

    Raises as :func:`read_coded` does.
    """
    rows: list[PlacedRow] = []
    skips: list[Skip] = []
    for item in iter_rows(text, source, table_map.columns):
        if isinstance(item, Skip):
            skips.append(item)
        else:
            rows.append(item)
    if not rows:
        why = f": {skips[0].reason}" if skips else ""
        raise EmptyInputError(f"{source}: no row of data could be read{why}")
    missing = _missing_columns(rows, source, table_map)
    skips += [Skip(source=source, reason=f"no row has the column {name!r}") for name in missing]
    claims: list[CodedClaim] = []
    for row in rows:
        for found in _claims_of_row(row, text, table_map):
            if isinstance(found, CodedClaim):
                claims.append(found)
            else:
                skips.append(Skip(source=f"{source}, row {row.number}", reason=found))
    return CodedTable(
        map_name=table_map.name,
        source=source,
        text=text,
        rows=tuple(_coded_row(row) for row in rows),
        claims=tuple(claims),
        skips=tuple(skips),
    )


def _missing_columns(rows: list[PlacedRow], source: str, table_map: TableMap) -> list[str]:
    """Return columns of counts that no row has; raise where the map is one of another table."""
    have = {name for row in rows for name in row.cells}
    missing = [name for name in table_map.columns if name not in have]
    counted = table_map.counted
    is_sparse = not source.lower().endswith(".csv")  # rows of JSON leave out what is not stated
    is_fitting = is_sparse and any(name in have for name in counted)
    if missing and not (is_fitting and all(name in counted for name in missing)):
        named = ", ".join(repr(name) for name in missing[:5])
        more = f" and {len(missing) - 5} more" if len(missing) > 5 else ""
        raise MapError(
            f"map {table_map.name}",
            f"{source} has no column {named}{more}",
            f"its columns are {', '.join(sorted(have)[:20])}",
        )
    return missing


def _coded_row(row: PlacedRow) -> CodedRow:
    # The names are part of it, since rows of JSON need not have the same.
    values = tuple(
        part for name, cell in sorted(row.cells.items()) for part in (name, cell.value or "")
    )
    return CodedRow(number=row.number, start=row.start, end=row.end, values=values)


def _claims_of_row(row: PlacedRow, text: str, table_map: TableMap) -> Iterator[CodedClaim | str]:
    """Yield the claims of a row, or in words why one, or the whole row, was left out."""
    read: dict[str, object] = {}
    named: dict[str, Cell] = {}
    for reading in table_map.readings:
        cell = row.cells.get(reading.column, Cell(None, row.start, row.start))
        value = (cell.value or "").strip()
        if reading.sets is not None:
            more: Facts = {reading.sets: value} if value else {}
        elif value in reading.values:
            more = reading.values[value]
        elif reading.others is not None:
            more = reading.others
        else:
            yield f"{reading.column} {_quoted(value)} is not in the map"
            return
        if "claimant" in more:
            named["claimant"] = cell
        read = joined(read, more)
    n_found = 0
    for own in table_map.claims:
        facts = joined(joined(table_map.every, read), own)
        if "frame" in facts and facts.get("leaves_out") == facts["frame"]:
            continue
        spot = None if "claimant" in own else named.get("claimant")
        # In a wide table an empty cell is a figure that nobody stated; an only one is missing.
        is_only = len(table_map.claims) == 1
        found = _claim(row, text, facts, spot=spot, is_only=is_only)
        if found is None:
            continue
        n_found += 1
        yield found
    if not n_found:
        yield "it states no count"


def _claim(
    row: PlacedRow, text: str, facts: Facts, *, spot: Cell | None, is_only: bool
) -> CodedClaim | str | None:
    """Return the claim that facts and cells make; ``None`` without a count, words if it fails."""
    there = [row.cells.get(str(facts[key])) for key in ("count", "low", "high") if key in facts]
    cells = [cell for cell in there if cell is not None]
    stated = [cell for cell in cells if not _is_blank(cell)]
    if not stated and not is_only:
        return None
    stated = stated or cells or [Cell(None, row.start, row.start)]
    day = _day(row, facts)
    if isinstance(day, str):
        return day
    date, number = day
    start, end = min(cell.start for cell in stated), max(cell.end for cell in stated)
    outcome = facts.get("outcome")
    if outcome is None and "things" not in facts:
        return "the map gives it no outcome"
    try:
        return CodedClaim(
            row=row.number,
            column=str(facts.get("count") or facts.get("low") or facts.get("high")),
            wording=text[start:end],
            sentence=(row.start, row.end),
            cell=(start, end),
            day=number,
            date=date,
            outcome=outcome,
            things=facts.get("things"),
            victims=Victims(
                party=facts.get("party"), class_=facts.get("class"), group=facts.get("group")
            ),
            part=facts.get("part"),
            claimant=_claimant(row, text, facts, spot),
            is_collective=bool(facts.get("collective")),
            is_compiled=bool(facts.get("compiled")),
            period=_period(facts, date),
            place=_place(facts),
            note=facts.get("note"),
            **_quantity(row, facts),  # type: ignore[arg-type]  # names and types as in the table
        )
    except RecordError as error:
        return error.message


def _quantity(row: PlacedRow, facts: Facts) -> Mapping[str, int | str | bool | None]:
    """Return count, kind and bounds of a claim, or its problem."""
    read: dict[str, int | None] = {}
    for key in ("count", "low", "high"):
        cell = row.cells.get(str(facts.get(key, "")))
        if cell is None or _is_blank(cell):
            continue
        found = read_count(cell.value or "", facts.get("thousands"))
        if found.problem is not None:
            bound = str(facts.get("bound", "exact")) if key == "count" else "exact"
            return {"problem": found.problem, "kind": bound}
        read[key] = found.value
    if not read:
        return {"problem": "the count is missing"}
    count, low, high = read.get("count"), read.get("low"), read.get("high")
    if low is not None and high is not None:
        if low > high:
            problem = f"the low bound {low:,} is above the high bound {high:,}"
            return {"count": count, "problem": problem, "has_crossed_bounds": True}
        return {"count": count, "kind": "range", "low": low, "high": high}
    if count is None:
        kind, value = ("at_least", low) if low is not None else ("at_most", high)
        count = value
    else:
        kind = str(facts.get("bound", "exact"))
    low, high = bounds_of(kind, count or 0, SOFT_WIDTH)
    return {"count": count, "kind": kind, "low": low, "high": high}


def read_count(words: str, thousands: str | None = None) -> _Count:
    """Return the whole number that a cell states, or the problem with it; nothing is guessed.

    >>> read_count("1e+05").problem
    "the count '1e+05' is not written as a whole number"
    >>> read_count("9,100", ",").value
    9100
    """
    plain = words.strip()
    if thousands is not None:
        grouped = re.fullmatch(rf"\d{{1,3}}(?:{re.escape(thousands)}\d{{3}})+", plain, re.ASCII)
        plain = plain.replace(thousands, "") if grouped else plain
    if not _WHOLE.fullmatch(plain):
        if re.fullmatch(r"-\d+(?:\.\d+)?", plain):
            return _Count(None, f"the count {_quoted(words)} is negative")
        if re.fullmatch(r"\d+\.\d+", plain):
            return _Count(None, f"the count {_quoted(words)} is a fraction")
        return _Count(None, f"the count {_quoted(words)} is not written as a whole number")
    digits = plain.split(".")[0].lstrip("0") or "0"
    if len(digits) > MAX_DIGITS:
        return _Count(None, f"the count {_quoted(words)} is more than there are people")
    return _Count(int(digits))


def _day(row: PlacedRow, facts: Facts) -> tuple[dt.date | None, int | None] | str:
    date: dt.date | None = None
    number: int | None = None
    if "day" in facts:
        words = _words(row, facts["day"])
        if not re.fullmatch(r"-?\d{1,6}(?:\.0+)?", words, re.ASCII):
            return f"its day {_quoted(words)} is no number of a day"
        number = int(words.split(".")[0])
        first = facts.get("day_one")
        if first is not None:
            try:
                date = first + dt.timedelta(days=number - 1)
            except OverflowError:
                return f"its day {_quoted(words)} lies outside the calendar"
    if "date" in facts:
        words = _words(row, facts["date"])
        form = str(facts.get("date_format", _ISO_FORM))
        try:
            window = _window(words, form)
        except (RecordError, ValueError):
            return f"its date {_quoted(words)} is no date of the form {form}"
        if not window.is_day:
            return f"its date {_quoted(words)} is no single day"
        date = window.start
    return date, number


def _window(words: str, form: str) -> Window:
    if form == _ISO_FORM:
        return Window.parse(words)
    return Window.day(dt.datetime.strptime(words, form).replace(tzinfo=dt.UTC).date())


def _period(facts: Facts, date: dt.date | None) -> Period:
    frame, days, start = facts.get("frame"), facts.get("days"), facts.get("since")
    if frame != "cumulative":
        start = None
        if date is not None and days is not None and (date - _EPOCH).days >= days:
            start = date - dt.timedelta(days=days - 1)
        elif frame == "incident":
            start = date
    if start is not None and date is not None and date < start:
        raise RecordError(f"its day {date} lies before the first day of the count, {start}")
    return Period(frame=frame, start=start, end=date)


def _claimant(row: PlacedRow, text: str, facts: Facts, spot: Cell | None) -> Claimant | None:
    name = facts.get("claimant")
    if not name:
        return None
    start, end = (spot.start, spot.end) if spot is not None else (row.start, row.start)
    return Claimant(
        text=text[start:end],
        start=start,
        end=end,
        name=name,
        party=facts.get("claimant_party"),
        kind=facts.get("claimant_kind", "other"),
    )


def _place(facts: Facts) -> Place | None:
    name = facts.get("place")
    return Place(text=name, code=facts.get("place_code")) if name else None


def _words(row: PlacedRow, column: object) -> str:
    cell = row.cells.get(str(column))
    return (cell.value or "").strip() if cell is not None else ""


def _is_blank(cell: Cell) -> bool:
    return cell.value is None or cell.value.strip().casefold() in _NOT_STATED


def _quoted(words: str) -> str:
    shown = words.strip()
    return repr(shown if len(shown) <= 40 else f"{shown[:40]}…")
