"""Evidence for the front door: from a ledger, from somebody's table; what a question names.

Not here: how claims become observations (``estimate/evidence.py``).
"""

import datetime as dt
from collections import Counter
from pathlib import Path

from counterclaim.api.ledger import Ledger
from counterclaim.api.scope import Scope
from counterclaim.errors import EstimateError, NotFoundError
from counterclaim.estimate.evidence import evidence_of
from counterclaim.estimate.evidence_coded import evidence_of_coded
from counterclaim.estimate.gathering import Origin, Selection
from counterclaim.estimate.observations import Evidence, Series
from counterclaim.model.claims import Question
from counterclaim.read.coded import read_coded
from counterclaim.read.mapping import TableMap


def evidence_of_ledger(ledger: Ledger, as_of: dt.datetime | str | None) -> Evidence:
    """Return the evidence of all claims that a ledger holds, or held at an instant."""
    origin = Origin(digest=ledger.head(as_of=as_of), name=ledger.store.name)
    return evidence_of(ledger.claims(as_of=as_of), lexicon=ledger.lexicon, origin=origin)


def evidence_of_table(path: Path, table_map: TableMap, scope: Scope) -> Evidence:
    """Return the evidence of somebody's table of coded claims, without what comes after a scope."""
    return evidence_of_coded(read_coded(path, table_map), selection=Selection(until=scope.last))


def find_question(
    ledger: Ledger, evidence: Evidence, name: str, as_of: dt.datetime | str | None
) -> str:
    """Return the name of the count that an id of a question means; other words as they are.

    Raises
    ------
    NotFoundError
        If there is no such question, or more than one.
    EstimateError
        If no claim of the question can be used; it says why.
    """
    if not name.startswith("q-"):
        return name
    claims = [one for one in ledger.claims(as_of=as_of) if one.question.id.startswith(name)]
    questions = {one.question for one in claims}
    if len(questions) != 1:
        many = "more than one question has" if questions else "no question has"
        raise NotFoundError(f"{many} an id that begins with {name!r}", "`disputes` lists them")
    (question,) = questions
    series = series_of(question)
    if series not in evidence.series:
        ids = {one.id for one in claims}
        reasons = Counter(one.reason for one in evidence.left_out if one.id in ids)
        raise EstimateError(
            f"no claim of the question {name} can be used",
            "an estimate needs claims with a figure and a day",
            diagnostics=tuple((f"{n:,}", reason) for reason, n in reasons.most_common(3)),
        )
    return series.label


def series_of(question: Question) -> Series:
    """Return the series that a question counts."""
    return Series(
        side=question.party,
        outcome=question.outcome or "lost",
        class_=question.class_,
        group=question.group,
    )
