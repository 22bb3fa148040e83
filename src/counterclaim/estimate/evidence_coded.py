"""Evidence of a table: rows of coded claims as observations, without what the audit finds.

Things lost (tanks) are series with the outcome ``lost``. A figure written as ``1e+05`` is a whole
number here, although the audit names it: R writes 100000 so, since that is shorter, and no other
number. Not here: claims of a ledger (``evidence.py``), repeats (``repeats.py``), the checks
themselves (``group/audit.py``). Invariant: every coded claim is an observation, one of its repeats,
or left out with a reason; rows in which the audit finds something are left out unless asked for.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from counterclaim.estimate.gathering import EVERYTHING, Origin, Selection, gather
from counterclaim.estimate.observations import Evidence, LeftOut, Observation, Series
from counterclaim.group.audit import audit_claims
from counterclaim.group.audit_series import find_breaks
from counterclaim.model.coded import CodedClaim, CodedRow, Finding
from counterclaim.model.periods import Period

_POWER = re.compile(r"([1-9])(?:\.(\d{1,9}))?e\+?(\d{1,2})", re.ASCII | re.IGNORECASE)
_MAX_POWER = 9  # of ten: there are 8 thousand million people
_NO_DATE = "it has no date: the map needs day_one or a column of dates"

_Named = tuple[str, CodedClaim]  # a coded claim with its id


class Coded(Protocol):
    """A table as ``read/coded.py`` returns it."""

    @property
    def source(self) -> str:
        """The name of the file."""

    @property
    def text(self) -> str:
        """The decoded text of the file."""

    @property
    def rows(self) -> Sequence[CodedRow]:
        """All rows of data."""

    @property
    def claims(self) -> Sequence[CodedClaim]:
        """The claims of these rows."""


def evidence_of_coded(
    table: Coded, *, selection: Selection = EVERYTHING, drop_findings: bool = True
) -> Evidence:
    """Return the evidence in a table of coded claims.

    A claimant is named as in the table's map. One that stands for several ("other sources") is a
    claimant of its own with no party. A place other than that of most rows is a part.

    Parameters
    ----------
    table
        Rows and claims of a file; ``digest`` is the SHA-256 of its text.
    selection
        Days and series that are asked for.
    drop_findings
        Leave out what the audit finds, with its message; else only rows that repeat another.

    Raises
    ------
    EstimateError
        If no claim can be used.
    """
    claims = _with_ids([_as_number(claim) for claim in table.claims])
    findings = _findings(table.rows, [claim for _, claim in claims], drop_findings=drop_findings)
    found: list[Observation | LeftOut] = []
    usable: list[_Named] = []
    for id_, claim in claims:
        reason = findings.get(_finding_key(claim)) or _refusal(claim, selection)
        if reason is None:
            usable.append((id_, claim))
        else:
            found.append(LeftOut(id=id_, reason=reason))
    usual = _usual_place(table.claims)
    found += _observations(usable, table.text, usual, selection)
    digest = hashlib.sha256(table.text.encode("utf-8", "surrogatepass")).hexdigest()
    compilers = {claim.who for _, claim in usable if claim.is_compiled}
    return gather(
        found,
        selection=selection,
        origin=Origin(digest=digest, name=table.source),
        compilers=frozenset(name for name in compilers if name is not None),
    )


def number_in_powers(words: str) -> int | None:
    """Return the whole number that is written in powers of ten, ``None`` if none is.

    >>> number_in_powers("1e+05"), number_in_powers("1.25e+05"), number_in_powers("1.5e+00")
    (100000, 125000, None)
    """
    found = _POWER.fullmatch(words.strip().strip('"'))
    if found is None:
        return None
    digits, power = found[2] or "", int(found[3])
    if power > _MAX_POWER or len(digits) > power:
        return None
    return int(found[1] + digits.ljust(power, "0"))


def _as_number(claim: CodedClaim) -> CodedClaim:
    """Return a claim with the figure that its cell writes in powers of ten, if it does."""
    number = None if claim.problem is None else number_in_powers(claim.wording)
    bounds = {"exact": (True, True), "at_least": (True, False), "at_most": (False, True)}
    if number is None or claim.kind not in bounds:
        return claim
    has_low, has_high = bounds[claim.kind]
    low, high = number if has_low else 0, number if has_high else None
    return replace(claim, problem=None, count=number, low=low, high=high)


def _with_ids(claims: Sequence[CodedClaim]) -> list[_Named]:
    """Return the claims with ids that lead to their rows: "row 12", "row 12 killed_cum"."""
    n_of_row = Counter(claim.row for claim in claims)
    seen: Counter[str] = Counter()
    found: list[_Named] = []
    for claim in claims:
        id_ = f"row {claim.row}" if n_of_row[claim.row] == 1 else f"row {claim.row} {claim.column}"
        seen[id_] += 1
        found.append((id_ if seen[id_] == 1 else f"{id_} #{seen[id_]}", claim))
    return found


def _findings(
    rows: Sequence[CodedRow], claims: Sequence[CodedClaim], *, drop_findings: bool
) -> dict[Hashable, str]:
    """Return what is found wrong, by what tells one figure of a row from another."""
    audited = audit_claims(rows, claims)
    repeated = {one.row: one for one in audited if one.check == "duplicate"}
    found: dict[Hashable, str] = {
        _finding_key(claim): _message(repeated[claim.row])
        for claim in claims
        if claim.row in repeated
    }
    if not drop_findings:
        return found
    things: defaultdict[str, list[CodedClaim]] = defaultdict(list)
    for claim in claims:
        if claim.things is not None and claim.problem is None and claim.row not in repeated:
            things[claim.things].append(claim)
    for finding in audited:
        found.setdefault((finding.row, finding.count), _message(finding))
    for members in things.values():
        for claim, finding in find_breaks(members):
            found.setdefault(_finding_key(claim), _message(finding))
    return found


def _message(finding: Finding) -> str:
    return f"{finding.check}: {finding.message}"


def _finding_key(claim: CodedClaim) -> Hashable:
    # Not by claimant: a compiler's copy of a figure, in the same row, is the same figure.
    return (claim.row, claim.count)


def _refusal(claim: CodedClaim, selection: Selection) -> str | None:
    """Return in words why a claim cannot be an observation."""
    period = claim.period
    if claim.problem is not None:
        return claim.problem
    if claim.who is None:
        return "it has no claimant"
    if period.end is None:
        return _NO_DATE
    if period.frame is None:
        return "nothing tells the days it counts: the map needs a frame"
    if period.start is None and (period.frame != "cumulative" or selection.since is None):
        return "nothing tells the first day it counts"
    return None


def _usual_place(claims: Iterable[CodedClaim]) -> str | None:
    places = Counter(claim.place.text for claim in claims if claim.place is not None)
    return places.most_common(1)[0][0] if places else None


def _observations(
    claims: Sequence[_Named], text: str, usual: str | None, selection: Selection
) -> Iterator[Observation]:
    partners = _partners(claims)
    ends = {upper for upper, _ in partners.values()}
    for id_, claim in claims:
        if id_ in ends:
            continue
        one = _observation(id_, claim, selection)
        place = None if claim.place is None else claim.place.text
        one = replace(
            one,
            is_part=one.is_part or (place is not None and place != usual),
            sentence=text[slice(*claim.sentence)],
        )
        if id_ in partners:
            upper, high = partners[id_]
            one = replace(one, kind="range", value=None, high=high.high, repeats=(upper,))
            one = replace(one, words=f"{claim.wording} to {high.wording}")
        yield one


def _observation(id_: str, claim: CodedClaim, selection: Selection) -> Observation:
    period, low, high = claim.period, claim.low or 0, claim.high
    start, end = period.start or selection.since, period.end
    if start is None or end is None or claim.who is None:
        raise ValueError(f"{id_}: it has no days or no claimant")  # _refusal left it out
    n_days = (end - start).days + 1 if period.frame == "rate" else 1
    value = None if claim.kind == "range" or claim.count is None else claim.count * n_days
    claimant = claim.claimant
    return Observation(
        id=id_,
        claimant=claim.who,
        claimant_party=None if claim.is_collective or claimant is None else claimant.party,
        series=_series_of(claim),
        low=low * n_days,
        high=None if high is None else high * n_days,
        value=value,
        kind=claim.kind,
        start=start,
        end=end,
        said_on=claim.date,
        is_part=period.frame == "incident",
        is_bound=high == 0,
        words=claim.wording,
        source=f"row {claim.row}",
    )


def _series_of(claim: CodedClaim) -> Series:
    victims = claim.victims
    class_ = None if victims.class_ == "mixed" else victims.class_
    if claim.outcome is None:
        return Series(side=victims.party, outcome="lost", class_=claim.things, group=claim.part)
    group = victims.group or claim.part
    return Series(side=victims.party, outcome=claim.outcome, class_=class_, group=group)


def _partners(claims: Sequence[_Named]) -> Mapping[str, tuple[str, CodedClaim]]:
    """Return for a low end the high end of the same range: same claimant, days and series.

    Of several, the one whose row is nearest.
    """
    tops: defaultdict[Hashable, list[_Named]] = defaultdict(list)
    for id_, claim in claims:
        if claim.kind == "at_most":
            tops[_range_key(claim)].append((id_, claim))
    found: dict[str, tuple[str, CodedClaim]] = {}
    for id_, claim in claims:
        mates = tops.get(_range_key(claim), []) if claim.kind == "at_least" else []
        fitting = [mate for mate in mates if (mate[1].high or 0) >= (claim.low or 0)]
        if fitting:
            row = claim.row
            nearest = min(fitting, key=lambda mate: (abs(mate[1].row - row), mate[1].row))
            mates.remove(nearest)
            found[id_] = nearest
    return found


def _range_key(claim: CodedClaim) -> tuple[str | None, Series, Period, str | None]:
    place = None if claim.place is None else claim.place.text
    return (claim.who, _series_of(claim), claim.period, place)
