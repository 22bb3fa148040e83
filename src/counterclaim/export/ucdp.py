"""``ucdp``: events in the manner of the UCDP Georeferenced Event Dataset, as far as claims go.

A row per question of killed people in one event or one stretch of days, with low, best and high
over what claimants say. A view that loses much: ``docs/exports.md`` lists what. Not here: tolls
since a start and rates, which are no events. Invariants: low <= best <= high; what is not known is
empty and never zero; no two questions are added up.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median_low

from counterclaim.export.cells import formula_safe, printable
from counterclaim.export.columns import Column, ColumnType
from counterclaim.export.csv_files import write_table
from counterclaim.export.release import Release, last_day
from counterclaim.export.resources import Resource
from counterclaim.export.tables import Table
from counterclaim.model.claims import Claim, Question
from counterclaim.model.kept import DocumentFacts

_EVENT_LIKE = ("incident", "interval")
_PRECISIONS = ((1, 1), (6, 2), (7, 3), (31, 4))  # days at most, and UCDP's code; longer is 5
_LONGER = 5

# Name, type, unit, description; the row has an attribute of the same name.
_COLUMNS: tuple[tuple[str, ColumnType, str, str], ...] = (
    (
        "id",
        "string",
        "",
        "the question, and the claim where nothing shows that others are of one event",
    ),
    ("year", "integer", "year", "the year of date_start"),
    ("number_of_sources", "integer", "documents", "documents that state it, copies counted once"),
    ("source_article", "string", "", "outlet, day and headline of each, joined by semicolons"),
    ("source_office", "string", "", "the outlets, joined by semicolons"),
    ("source_date", "string", "ISO 8601 day", "their days of publication, joined by semicolons"),
    ("source_headline", "string", "", "their headlines, joined by semicolons"),
    ("source_original", "string", "", "the claimants, joined by semicolons"),
    ("where_coordinates", "string", "", "the name of the place; no coordinates are known"),
    ("event_clarity", "integer", "code", "1 for an incident, 2 for a stretch summed up"),
    ("date_prec", "integer", "code", "1 a day, 2 up to six days, 3 a week, 4 a month, 5 longer"),
    ("date_start", "date", "ISO 8601 day", "the first day counted"),
    ("date_end", "date", "ISO 8601 day", "the last day counted"),
    ("side_a", "string", "", "a party whose fighters were lost; with side_b by the alphabet"),
    ("side_b", "string", "", "the other such party in the same place and time"),
    ("deaths_a", "integer", "people", "best, where the killed are fighters of side_a"),
    ("deaths_b", "integer", "people", "best, where the killed are fighters of side_b"),
    ("deaths_civilians", "integer", "people", "best, where the killed are civilians"),
    ("deaths_unknown", "integer", "people", "best, where it is not known who they were"),
    ("best", "integer", "people", "the median over claimants of value or middle of the bounds"),
    ("high", "integer", "people", "the largest bound that anybody states"),
    ("low", "integer", "people", "the smallest bound that anybody states"),
    ("high_is_open", "boolean", "", "whether somebody's figure has no upper bound: not UCDP's"),
    ("claimants", "integer", "claimants", "independent claimants: not UCDP's"),
    ("victims_party", "string", "", "the side of the killed: not UCDP's"),
    ("victims_group", "string", "", "a narrower group of them: not UCDP's"),
    ("country_code", "string", "ISO 3166-1 alpha-2", "where it was: not UCDP's"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A question of killed people with each claimant's latest claim, and the sides about it."""

    id: str
    question: Question
    claims: tuple[Claim, ...]
    sides: tuple[str, ...]

    @property
    def year(self) -> int | None:
        """The year of the first day."""
        return self.date_start.year if self.date_start is not None else None

    @property
    def date_start(self) -> dt.date | None:
        """The earliest first day, else the earliest last day."""
        days = [claim.start or last_day(claim) for claim in self.claims]
        return min((day for day in days if day is not None), default=None)

    @property
    def date_end(self) -> dt.date | None:
        """The latest last day."""
        days = [last_day(claim) for claim in self.claims]
        return max((day for day in days if day is not None), default=None)

    @property
    def date_prec(self) -> int | None:
        """UCDP's code of how closely the days are known."""
        if self.date_start is None or self.date_end is None:
            return None
        n_days = (self.date_end - self.date_start).days + 1
        return next((code for most, code in _PRECISIONS if n_days <= most), _LONGER)

    @property
    def event_clarity(self) -> int:
        """UCDP's code: 1 for a single event, 2 for a summary of several."""
        return 1 if self.question.frame == "incident" else 2

    @property
    def best(self) -> int:
        """The median of the points, the lower of the middle two where they are even in number."""
        return median_low(_points(self.claims))

    @property
    def low(self) -> int:
        """The smallest finite bound."""
        return min(_bounds(self.claims))

    @property
    def high(self) -> int:
        """The largest finite bound."""
        return max(_bounds(self.claims))

    @property
    def high_is_open(self) -> bool:
        """Whether a figure has no upper bound."""
        return any(claim.quantity.high is None for claim in self.claims)

    @property
    def claimants(self) -> int:
        """How many claimants there are, documents that copy one another being one."""
        return len(self.claims)

    @property
    def side_a(self) -> str | None:
        """The first of the sides by the alphabet."""
        return self.sides[0] if self.sides else None

    @property
    def side_b(self) -> str | None:
        """The second of the sides."""
        return self.sides[1] if len(self.sides) > 1 else None

    @property
    def deaths_a(self) -> int | None:
        """The best figure if fighters of side a were killed."""
        return self.best if self._fighters_of(self.side_a) else None

    @property
    def deaths_b(self) -> int | None:
        """The best figure if fighters of side b were killed."""
        return self.best if self._fighters_of(self.side_b) else None

    @property
    def deaths_civilians(self) -> int | None:
        """The best figure if civilians were killed."""
        return self.best if self.question.class_ == "civilian" else None

    @property
    def deaths_unknown(self) -> int | None:
        """The best figure if it stands in none of the other three."""
        others = (self.deaths_a, self.deaths_b, self.deaths_civilians)
        return self.best if all(one is None for one in others) else None

    @property
    def victims_party(self) -> str | None:
        """The side of the killed."""
        return self.question.party

    @property
    def victims_group(self) -> str | None:
        """The group of the killed."""
        return self.question.group

    @property
    def where_coordinates(self) -> str | None:
        """The name of the place: that of the question, else the first that a sighting has."""
        if self.question.place is not None:
            return self.question.place
        return next((place for place, _ in self._places()), None)

    @property
    def country_code(self) -> str | None:
        """The country of the first place that has one."""
        return next((code for _, code in self._places() if code is not None), None)

    @property
    def number_of_sources(self) -> int:
        """How many documents state it, copies counted once."""
        return len({document.lineage for document in self._documents()})

    @property
    def source_article(self) -> str:
        """Outlet, day and headline of each document."""
        return ";".join(
            ",".join(f'"{_safe(part)}"' for part in (one.outlet, _day(one), one.title) if part)
            for one in self._documents()
        )

    @property
    def source_office(self) -> str:
        """The outlets."""
        return _joined(one.outlet for one in self._documents())

    @property
    def source_date(self) -> str:
        """The days of publication."""
        return _joined(_day(one) for one in self._documents())

    @property
    def source_headline(self) -> str:
        """The headlines."""
        return _joined(one.title for one in self._documents())

    @property
    def source_original(self) -> str:
        """The claimants."""
        return _joined(sorted({claim.claimant for claim in self.claims if claim.claimant}))

    def _fighters_of(self, side: str | None) -> bool:
        is_military = self.question.class_ == "military"
        return is_military and side is not None and self.question.party == side

    def _places(self) -> Iterator[tuple[str, str | None]]:
        for claim in self.claims:
            for kept in claim.sightings:
                if kept.sighting.place is not None:
                    yield kept.sighting.place.text, kept.sighting.place.code

    def _documents(self) -> list[DocumentFacts]:
        found = {kept.document.id: kept.document for one in self.claims for kept in one.sightings}
        return sorted(found.values(), key=lambda one: (_day(one) or "", one.id))


@cache
def ucdp_tables() -> tuple[Table, ...]:
    """Return the one table of this view."""
    columns = tuple(
        Column(name=name, type=type_, unit=unit, description=told, path=(name,))
        for name, type_, unit, told in _COLUMNS
    )
    title = "A row is a question of killed people in one event or one stretch of days"
    return (Table(name="ucdp_events", title=title, columns=columns, rows=iter_events),)


def write_ucdp(release: Release, folder: Path) -> list[Resource]:
    """Write the events of a release as one CSV."""
    (table,) = ucdp_tables()
    return [write_table(table, release, folder)]


def iter_events(release: Release) -> Iterator[Event]:
    """Yield the questions that are like events, by id, each with its latest claims.

    Claims to a question without an occasion are not shown to be about one event: a row each.
    """
    found: dict[tuple[str, Question], list[Claim]] = defaultdict(list)
    for claim in release.claims:
        if _is_of_event(claim):
            question = claim.question
            apart = "" if question.occasion is not None else f"/{claim.id}"
            found[f"{question.id}{apart}", question].append(claim)
    sides = defaultdict(set)
    for id_, question in found:
        if question.class_ == "military" and question.party is not None:
            sides[_occasion(id_, question)].add(question.party)
    for id_, question in sorted(found, key=lambda one: one[0]):
        about = tuple(sorted(sides[_occasion(id_, question)]))
        if len(about) > 2:  # UCDP has two sides: with more, none of them gets a letter
            about = ()
        claims = tuple(_latest(found[id_, question]))
        yield Event(id=id_, question=question, claims=claims, sides=about)


def _is_of_event(claim: Claim) -> bool:
    question = claim.question
    if question.frame not in _EVENT_LIKE or question.outcome != "killed" or question.is_part:
        return False
    return claim.polarity == "asserted" and bool(_points([claim]))


def _occasion(id_: str, question: Question) -> tuple[str | None, ...]:
    """Return what two questions about one event share; nothing is shared without an occasion."""
    if question.occasion is None:
        return (id_,)
    return (question.frame, (question.place or "").casefold(), question.occasion)


def _latest(claims: Iterable[Claim]) -> list[Claim]:
    """Return the last claim of each claimant; a text's own voice counts once per copy group."""
    last: dict[str, Claim] = {}
    for claim in sorted(claims, key=lambda one: (_time_of(one), one.id)):
        last[claim.side or f"\x00{claim.sightings[0].document.lineage}"] = claim
    return list(last.values())


def _time_of(claim: Claim) -> dt.date:
    return claim.as_of or claim.stated_on or claim.first_seen or dt.date.min


def _points(claims: Iterable[Claim]) -> list[int]:
    quantities = [claim.quantity for claim in claims if claim.quantity.kind != "some"]
    return [one.point for one in quantities if one.point is not None]


def _bounds(claims: Iterable[Claim]) -> list[int]:
    quantities = [claim.quantity for claim in claims]
    return [n for one in quantities for n in (one.low, one.value, one.high) if n is not None]


def _joined(parts: Iterable[str | None]) -> str:
    return ";".join(_safe(part) for part in parts if part)


def _safe(text: str) -> str:
    """Return a part that starts no formula where a spreadsheet splits cells at semicolons."""
    return formula_safe(printable(_flat(text)))


def _flat(text: str) -> str:
    return " ".join(text.replace(";", ",").replace('"', "'").split())


def _day(document: DocumentFacts) -> str | None:
    return None if document.published is None else document.published.end.isoformat()
