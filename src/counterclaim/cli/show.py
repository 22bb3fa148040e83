"""``counterclaim show``: a claim with every sentence that states it, its reviews, its history."""

import argparse

from rich.console import Console
from rich.text import Text

from counterclaim.api.ledger import Ledger
from counterclaim.cli.claim_facts import (
    counted,
    figure_text,
    period_text,
    question_text,
    said_text,
    seen_text,
    who_text,
)
from counterclaim.cli.explain import print_sighting
from counterclaim.cli.facts import shown
from counterclaim.cli.formats import make_console
from counterclaim.cli.ledger_options import as_of_from
from counterclaim.cli.listing import print_record
from counterclaim.ledger.reviews import Review
from counterclaim.model.claim_records import claim_record
from counterclaim.model.claims import Claim
from counterclaim.model.kept import KeptSighting
from counterclaim.model.records import Json, as_json, to_record

# Where a document's own date was found, in words (``documents.DATE_SOURCES``).
_DATED_BY = {
    "row": "its row",
    "feed": "its feed",
    "mail": "the head of the message",
    "json-ld": "the data of the page",
    "meta": "the data of the page",
    "time": "the data of the page",
    "pdf": "the properties of the file",
    "url": "its address",
    "page": "words on the page",
}


def run(arguments: argparse.Namespace) -> int:
    """Print the claim that an id leads to."""
    as_of = as_of_from(arguments)
    with Ledger.open(arguments.ledger, create=False) as ledger:
        claim = ledger.find(arguments.id, as_of=as_of)
        reviews = [] if as_of else ledger.store.reviews(claim.id)
        history = ledger.history(claim, as_of=as_of)
    if arguments.format == "json":
        print_record(_record(claim, history, reviews), "json")
        return 0
    console = make_console()
    console.print(Text(question_text(claim.question), style="bold"))
    console.print(f"{who_text(claim)}: {figure_text(claim)}, {_when(claim)}")
    console.print(f"id {claim.id}, revision {max((r.entry for r in reviews), default=0)}")
    for kept in claim.sightings:
        _print_kept(console, kept)
    if reviews:
        console.print("\nReviews:", style="bold")
    for text in dict.fromkeys(map(_review_text, reviews)):  # a claim's sightings share a review
        console.print(text)
    if len(history) > 1:
        console.print("\nThis claimant's figures:", style="bold")
        for one in history:
            mark = ">" if one.id == claim.id else " "
            console.print(f"{mark} {one.id[:10]}  {period_text(one):<15} {figure_text(one)}")
    return 0


def _when(claim: Claim) -> str:
    days = " ".join(period_text(claim).split())
    seen = " ".join(seen_text(claim).split())
    sources = counted(claim.n_independent, "independent document")
    said = said_text(claim)
    return "; ".join(
        part for part in (days, said, f"published {seen}" if seen else "", sources) if part
    )


def _print_kept(console: Console, kept: KeptSighting) -> None:
    document = kept.document
    published = "" if document.published is None else f", published {document.published.end}"
    if published and document.published_from in _DATED_BY:
        published += f" (by {_DATED_BY[document.published_from]})"
    outlet = f"{shown(document.outlet)}: " if document.outlet else ""
    copy = "" if document.lineage == document.id else f", a copy of {document.lineage[:12]}"
    coded = ", coded by hand" if kept.is_coded else ""
    console.print()
    console.print(
        Text(f"{outlet}{shown(document.title or document.source)}{published}", style="bold")
    )
    console.print(
        f"document {document.id[:12]}{copy}; sighting {kept.id[:12]}, {kept.status}{coded}"
    )
    if document.authors:
        console.print(Text(f"by {', '.join(map(shown, document.authors))}"))
    if document.url:
        console.print(shown(document.url))
    console.print(f"read from {shown(document.source)}", soft_wrap=True)
    for note in document.notes:
        console.print(Text(f"note: {shown(note)}"))
    print_sighting(console, kept.sighting)


def _review_text(review: Review) -> str:
    fields = ", ".join(f"{shown(name)}={value!r}" for name, value in review.fields.items())
    loose = " (loose: the latest reading has nothing there)" if review.is_loose else ""
    what = " ".join(part for part in (review.verdict, fields) if part)
    reason = f": {shown(review.reason)}" if review.reason else ""
    return f"{review.at:%Y-%m-%d %H:%M} {shown(review.by)} {what}{reason}{loose}"


def _record(claim: Claim, history: list[Claim], reviews: list[Review]) -> dict[str, Json]:
    return {
        **claim_record(claim),
        "places": [
            {
                "id": kept.id,
                "status": kept.status,
                "coded": kept.is_coded,
                "document": {
                    "id": kept.document.id,
                    "source": kept.document.source,
                    "url": kept.document.url,
                    "title": kept.document.title,
                    "outlet": kept.document.outlet,
                    "authors": list(kept.document.authors),
                    "language": kept.document.language,
                    "published": as_json(kept.document.published),
                    "published_from": kept.document.published_from,
                    "published_at": kept.document.published_at,
                    "notes": list(kept.document.notes),
                    "copy_of": kept.document.lineage,
                },
                "sighting": to_record(kept.sighting),
            }
            for kept in claim.sightings
        ],
        "history": [one.id for one in history],
        "reviews": [review_record(review) for review in reviews],
        "revision": max((review.entry for review in reviews), default=0),
    }


def review_record(review: Review) -> dict[str, Json]:
    """Return the record of a review."""
    return {
        "entry": review.entry,
        "at": review.at.isoformat(),
        "document": review.document,
        "sighting": review.sighting,
        "verdict": review.verdict,
        "by": review.by,
        "reason": review.reason,
        "fields": dict(review.fields),
        "revision": review.revision,
        "is_loose": review.is_loose,
    }
