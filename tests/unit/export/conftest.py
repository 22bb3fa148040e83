"""The built-in example, read by the engine and made into a release by hand."""

import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import replace

import pytest

from counterclaim.cli.demo import load_example
from counterclaim.export.release import Release
from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.claims import Claim, Question
from counterclaim.model.disputes import Change, Dispute, PairVerdict
from counterclaim.model.documents import Document
from counterclaim.model.kept import DocumentFacts, KeptSighting, ReviewStatus
from counterclaim.model.parties import Claimant, Victims
from counterclaim.model.quantities import Quantity
from counterclaim.model.sightings import Sighting
from counterclaim.model.spans import Span

NOON = dt.datetime(2022, 3, 3, 12, tzinfo=dt.UTC)
HEAD = "ab" * 32

Maker = Callable[..., Release]


def facts_of(document: Document, **known: object) -> DocumentFacts:
    """Return what a ledger would keep of a document."""
    return DocumentFacts(
        id=hashlib.sha256(document.text.encode("utf-8", "surrogatepass")).hexdigest(),
        source=document.source,
        published=document.published,
        entered_at=NOON,
        **known,
    )


@pytest.fixture(scope="session")
def make_release(lexicon: Lexicon) -> Maker:
    """Return a function that reads documents and keeps every sighting as a claim of its own."""

    def make(*documents: Document, status: ReviewStatus = "open", **known: object) -> Release:
        facts = [facts_of(document, **known) for document in documents]
        kept = [
            KeptSighting(id=f"s-{found.id}", sighting=found, document=of, status=status)
            for document, of in zip(documents, facts, strict=True)
            for found in extract_sightings(document, lexicon)
        ]
        return Release(
            made_at=NOON,
            as_of=NOON,
            tool="0.1.0",
            head=HEAD,
            documents=tuple(facts),
            texts={of.id: one.text for one, of in zip(documents, facts, strict=True)},
            sightings=tuple(kept),
            claims=tuple(claim_of(one) for one in kept if not one.sighting.optional),
        )

    return make


def claim_of(*kept: KeptSighting, **known: object) -> Claim:
    """Return the claim whose sightings these are."""
    first = kept[0].sighting
    who = first.claimant
    published = kept[0].document.published
    fallback = published.end if published is not None else None
    question = Question(
        outcome=first.outcome,
        party=first.victims.party,
        class_=first.victims.class_,
        group=first.victims.group,
        frame=first.period.frame,
        place=first.place.text if first.place and first.period.frame == "incident" else None,
    )
    made = Claim(
        id=f"c-{first.id}",
        question=question,
        quantity=first.quantity,
        sightings=kept,
        claimant=who.name if who else None,
        party=who.party if who else None,
        kind=who.kind if who else None,
        polarity=first.polarity,
        start=first.period.start,
        as_of=first.period.end or first.stated_on or fallback,
        as_of_from="period" if first.period.end else "said",
        stated_on=first.stated_on,
    )
    return replace(made, **known)


@pytest.fixture(scope="session")
def example(make_release: Maker) -> Release:
    """Return the release of the built-in example, with its dispute on soldiers killed."""
    release = make_release(
        load_example(),
        status="accepted",
        outlet="Example Wire",
        title="Two counts",
        url="https://example.org/a?b=1",
    )
    soldiers = [
        claim
        for claim in release.claims
        if claim.question.outcome == "killed" and claim.question.class_ == "military"
    ]
    low = next(one for one in soldiers if one.quantity.value == 498)
    high = next(one for one in soldiers if one.quantity.value == 6000)
    pair = PairVerdict(
        a=low.id,
        b=high.id,
        verdict="contradict",
        reason="498 is below 5,400",
        rests_on="soft",
        ratio=12.05,
    )
    dispute = Dispute(
        question=low.question,
        claims=(low, high),
        verdicts=(pair,),
        ratio=12.05,
        possible_sets=((low.id,), (high.id,)),
        changes=(Change(claim=low.id, by=4902, direction="up"),),
    )
    return replace(release, disputes=(dispute,))


@pytest.fixture(scope="session")
def made_claim() -> Callable[..., Claim]:
    """Return a function that makes a claim of one sighting: "NAME said N were killed."."""
    return make_claim


def make_claim(name: str | None, quantity: str, **known: object) -> Claim:
    """Return a claim from its words; ``quantity`` is a number, or "LOW-HIGH" with an open side."""
    low, _, high = quantity.partition("-")
    is_exact = "-" not in quantity
    who = name or "It"
    text = f"{who} said {quantity} were killed."
    start = text.index(quantity, len(who))
    facts = known.pop("document", DocumentFacts(id="d-1", outlet="Fenmark Courier"))
    sighting = Sighting(
        id=f"{name}-{quantity}",
        source="x",
        sentence=Span(start=0, end=len(text), text=text),
        quantity=Quantity(
            text=quantity,
            start=start,
            end=start + len(quantity),
            kind="exact" if is_exact else "range",
            value=int(low) if is_exact else None,
            low=int(low) if low else None,
            high=int(low) if is_exact else int(high) if high else None,
        ),
        outcome="killed",
        victims=Victims(),
        claimant=Claimant(text=who, start=0, end=len(who), name=who) if name else None,
        place=known.pop("where", None),
    )
    kept = KeptSighting(id=f"s-{sighting.id}", sighting=sighting, document=facts)
    defaults = {
        "id": f"c-{sighting.id}",
        "question": Question(outcome="killed", frame="incident", occasion="e-1"),
        "quantity": sighting.quantity,
        "sightings": (kept,),
        "claimant": name,
    }
    return Claim(**(defaults | known))


def release_of(*claims: Claim, **known: object) -> Release:
    """Return a release with these claims and the documents of their sightings."""
    kept = [one for claim in claims for one in claim.sightings]
    documents = {one.document.id: one.document for one in kept}
    return Release(
        made_at=NOON,
        as_of=NOON,
        tool="0.1.0",
        head=HEAD,
        documents=tuple(documents.values()),
        sightings=tuple(kept),
        claims=claims,
        **known,
    )


@pytest.fixture(scope="session")
def make_release_of() -> Maker:
    """Return a function that makes a release of claims."""
    return release_of
