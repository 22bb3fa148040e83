"""The facts of claims and questions in words for people, fit for a terminal of 80 columns.

Not here: the facts of one sighting (``facts.py``). Invariant: nothing in the words of a text acts
on the terminal, and no side comes first.
"""

import datetime as dt

from counterclaim.cli.facts import figure_parts, shown
from counterclaim.model.claims import Claim, Question

_BASIS = {"period": "", "said": "*", "published": "*"}
INFERRED_NOTE = "* inferred: the day it was said, or published"


def question_text(question: Question) -> str:
    """Return a question in words: "How many killed: RU, military, cumulative"."""
    facts = [question.party, question.class_, question.group, question.place, question.frame]
    occasion = occasion_text(question)
    parts = [shown(fact) for fact in facts if fact] + ([occasion] if occasion else [])
    lead = "a part of them, " if question.is_part else ""
    return f"How many {question.outcome or 'lost'}: {lead}{', '.join(parts) or 'nothing more told'}"


def occasion_text(question: Question) -> str:
    """Return what the time of a question belongs to: a war, days, or an event."""
    occasion = question.occasion
    if occasion is None or occasion.startswith("text:"):
        return "since when is not told" if question.frame == "cumulative" else ""
    if question.frame == "incident":
        return occasion.partition("@")[2]
    return shown(occasion.replace("/", " to "))


def who_text(claim: Claim) -> str:
    """Return who answers for a claim with his side; for a text's own voice, its outlet."""
    if claim.claimant is None:
        document = claim.sightings[0].document
        outlet = shown(document.outlet or "")
        return f"({outlet or 'the text itself'})"
    denial = " (a denial)" if claim.polarity == "denied" else ""
    return f"{with_side(claim.claimant, claim.party)}{denial}"


def with_side(claimant: str, party: str | None) -> str:
    """Return a claimant with his side, once if he is the side: "Mirel Dasko [QV]"."""
    is_told = party is not None and party.casefold() != claimant.casefold()
    return f"{shown(claimant)} [{shown(party or '')}]" if is_told else shown(claimant)


def counted(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> counted(1, "claim"), counted(1200, "claim"), counted(2, "entry")
    ('1 claim', '1,200 claims', '2 entries')
    """
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {noun[:-1]}ies" if noun.endswith("y") else f"{number:,} {noun}s"


def figure_text(claim: Claim) -> str:
    """Return a figure as worded, and its bounds unless the words are the number."""
    return " ".join(part for part in figure_parts(claim.quantity) if part)


def period_text(claim: Claim) -> str:
    """Return the days that a claim counts, in two lines at most: "to 2022-03-02*"."""
    basis = _BASIS[claim.as_of_from or "period"]
    if claim.question.frame == "cumulative":
        return "" if claim.as_of is None else f"to {claim.as_of}{basis}"
    if claim.start is None:
        return "" if claim.as_of is None else f"told {claim.as_of}"
    return _days(claim.start, claim.period.end)


def said_text(claim: Claim) -> str:
    """Return the day on which the claimant said it, "" if nobody tells."""
    return "" if claim.stated_on is None else f"said {claim.stated_on}"


def seen_text(claim: Claim) -> str:
    """Return when a claim was first and last published, in two lines at most."""
    first, last = claim.first_seen, claim.last_seen
    return "" if first is None else _days(first, last)


def _days(first: dt.date, last: dt.date | None) -> str:
    return f"{first}" if last in (None, first) else f"{first}\nto {last}"
