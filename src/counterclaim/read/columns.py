"""Columns of a table: which of them holds the text, the date, the title and so on.

Not here: what their values mean (``table_rows.py``). Invariant: what ``--columns`` names wins; of
the names that are known, the first in :data:`KNOWN` that has a value in a row holds.
"""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from counterclaim.errors import InputError

# Names in scraped tables, the first being preferred: ours, then those of news-please, newspaper,
# NewsAPI, feeds and the exports of common scrapers.
KNOWN: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "doc"),
    "text": ("text", "body", "content", "article", "maintext", "full_text"),
    "published": (
        "published",
        "date",
        "date_publish",
        "pub_date",
        "publish_date",
        "published_at",
        "datetime",
    ),
    "title": ("title", "headline"),
    "outlet": ("outlet", "source", "source_name", "publisher", "source_domain", "domain"),
    "url": ("url", "link", "uri"),
    "authors": ("authors", "author", "byline"),
    "language": ("language", "lang"),
}
_HINT = f"write --columns text=body,published=date; names are {', '.join(KNOWN)}"


def parse_columns(text: str) -> dict[str, str]:
    """Return a mapping of our names to a table's, as ``--columns`` writes it.

    Raises :class:`InputError` for a name that is unknown, doubled or empty.

    >>> parse_columns("text=article.body, published=date")
    {'text': 'article.body', 'published': 'date'}
    """
    columns: dict[str, str] = {}
    for part in text.split(","):
        ours, sign, theirs = (piece.strip() for piece in part.partition("="))
        if not sign:
            raise InputError(f"--columns: {part.strip()!r} has no '='", _HINT)
        if not ours or not theirs:
            raise InputError(f"--columns: {part.strip()!r} names nothing on one side", _HINT)
        if ours not in KNOWN:
            raise InputError(f"--columns: there is no {ours!r}" + _meant(ours, KNOWN), _HINT)
        if ours in columns:
            raise InputError(f"--columns: {ours!r} is named twice", _HINT)
        columns[ours] = theirs
    return columns


@dataclass(slots=True)
class Columns:
    """Finds the values of a row under our names; a name counts in any case, a dot goes inside."""

    given: Mapping[str, str] = field(default_factory=dict)
    _names: tuple[str, ...] = ()
    _by_case: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for ours in self.given:
            if ours not in KNOWN:
                raise InputError(f"there is no {ours!r}" + _meant(ours, KNOWN), _HINT)

    def values(self, row: Mapping[str, object], ours: str) -> list[object]:
        """Return what a row holds under one of our names, the preferred first."""
        names = (self.given[ours],) if ours in self.given else KNOWN[ours]
        found = (self._value(row, name) for name in names)
        return [value for value in found if value is not None]

    def missing(self, names: Iterable[str]) -> str | None:
        """Return a column that is asked for and is not among a table's, ``None`` if all are."""
        known = {name.casefold() for name in names}
        for theirs in self.given.values():
            if theirs.casefold() not in known and theirs.split(".")[0].casefold() not in known:
                return theirs
        return None

    def has_text(self, names: Iterable[str]) -> bool:
        """Say whether a table of these columns has one of texts."""
        return "text" in self.given or bool(
            {n.casefold() for n in names}.intersection(KNOWN["text"])
        )

    def n_known(self, names: Iterable[str]) -> int:
        """Return how many of a table's columns mean something here."""
        wanted = {name for ours in KNOWN.values() for name in ours}
        wanted.update(theirs.casefold() for theirs in self.given.values())
        return sum(name.casefold() in wanted for name in names)

    def _value(self, row: Mapping[str, object], name: str) -> object:
        value = row.get(name)
        if value is not None:
            return value
        names = tuple(row)
        if names != self._names:
            self._names = names
            self._by_case = {str(n).strip().casefold(): n for n in reversed(names)}
        actual = self._by_case.get(name.casefold())
        if actual is not None:
            return row[actual]
        head, _, rest = name.partition(".")
        return _inside(row.get(self._by_case.get(head.casefold(), head)), rest) if rest else None


def no_column(path: object, name: str, names: Sequence[str]) -> InputError:
    """Return the error of a table without a column, with the columns that there are."""
    shown = ", ".join(names[:20]) + (", …" if len(names) > 20 else "")
    meant = _meant(name, names)
    return InputError(f"{path}: it has no column {name!r}, only {shown}{meant}", _HINT)


def _meant(name: str, names: Iterable[str]) -> str:
    by_case = {str(known).casefold(): str(known) for known in names}
    close = difflib.get_close_matches(name.casefold(), by_case, n=1)
    return f"; did you mean {by_case[close[0]]!r}?" if close else ""


def _inside(value: object, path: str) -> object:
    """Return what nested objects hold at a path of dots; of a list, what its objects hold."""
    for name in path.split("."):
        if isinstance(value, list):
            value = [item.get(name) for item in value if isinstance(item, dict)]
        else:
            value = value.get(name) if isinstance(value, dict) else None
    return value
