"""Scores: precision, recall and F1 in nested tiers, and the share of each field that is right.

Not here: when two claims are the same (``matching.py``). Invariants: a claim of gold marked
optional counts for nothing, and neither does a prediction that pairs with one or touches one; each
tier holds at most what the tier before holds.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from counterclaim.evaluate.matching import Judgement, judge_pair, pair_claims, shared_length
from counterclaim.evaluate.stated import Gold, Stated
from counterclaim.model.records import Json

# What each tier asks for beyond the one before it.
TIERS: dict[str, tuple[str, ...]] = {
    "detect": (),
    "figure": ("quantity",),
    "victims": ("victims.party", "victims.class"),
    "claimant": ("claimant",),
    "full": ("period.frame", "polarity"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """A pair of which some fields are wrong, and their names."""

    predicted: Stated
    gold: Stated
    fields: tuple[str, ...]


@dataclass(slots=True, kw_only=True)
class Scores:
    """What was counted; ``n_outside`` are predictions in documents that gold does not have."""

    n_documents: int
    n_gold: int = 0
    n_predicted: int = 0
    n_outside: int = 0
    reached: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    missed: list[Stated] = field(default_factory=list)
    spurious: list[Stated] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)

    def precision(self, tier: str) -> float:
        """Return the share of predictions that reach a tier; 0 without predictions."""
        return self.reached[tier] / self.n_predicted if self.n_predicted else 0.0

    def recall(self, tier: str) -> float:
        """Return the share of gold claims that are reached in a tier; 0 without gold claims."""
        return self.reached[tier] / self.n_gold if self.n_gold else 0.0

    def f1(self, tier: str) -> float:
        """Return the harmonic mean of precision and recall."""
        precision, recall = self.precision(tier), self.recall(tier)
        both = precision + recall
        return 2 * precision * recall / both if both else 0.0


def score_claims(gold: Gold, predicted: Iterable[Stated]) -> Scores:
    """Return the scores of predictions against gold.

    Parameters
    ----------
    gold
        The annotated claims, with all documents that were annotated.
    predicted
        Claims of any documents; those of documents without gold are only counted.

    Returns
    -------
    Scores
        Over all documents of gold, in the order of their names.
    """
    scores = Scores(n_documents=len(gold.documents))
    theirs: defaultdict[str, list[Stated]] = defaultdict(list)
    ours: defaultdict[str, list[Stated]] = defaultdict(list)
    for claim in gold.claims:
        theirs[claim.doc].append(claim)
    for claim in predicted:
        if claim.doc in gold.documents:
            ours[claim.doc].append(claim)
        else:
            scores.n_outside += 1
    for doc in sorted(gold.documents):
        _score_document(scores, theirs[doc], ours[doc])
    return scores


def to_scores_record(scores: Scores, *, n_errors: int = 0) -> dict[str, Json]:
    """Return the scores as a record: counts, tiers, fields, and some errors if asked for."""
    record: dict[str, Json] = {
        "documents": scores.n_documents,
        "gold": scores.n_gold,
        "predicted": scores.n_predicted,
        "outside": scores.n_outside,
        "tiers": {
            tier: {
                "precision": scores.precision(tier),
                "recall": scores.recall(tier),
                "f1": scores.f1(tier),
            }
            for tier in TIERS
        },
        "fields": {
            name: {"right": scores.right[name], "of": of, "share": scores.right[name] / of}
            for name, of in scores.asked.items()
        },
    }
    if n_errors:
        record["errors"] = {
            "missed": [_claim_record(claim) for claim in scores.missed[:n_errors]],
            "spurious": [_claim_record(claim) for claim in scores.spurious[:n_errors]],
            "wrong": [
                {**_claim_record(one.gold), "fields": list(one.fields)}
                for one in scores.wrong[:n_errors]
            ],
        }
    return record


def _claim_record(claim: Stated) -> dict[str, Json]:
    start, end = claim.place or (None, None)
    words = {"doc": claim.doc, "quantity": claim.words, "outcome": claim.outcome}
    return {**words, "start": start, "end": end}


def _score_document(scores: Scores, gold: list[Stated], predicted: list[Stated]) -> None:
    pairs = pair_claims(gold, predicted)
    predicted_of, gold_of = dict(pairs), {j: i for i, j in pairs}
    for i, claim in enumerate(gold):
        if claim.is_optional:
            continue
        scores.n_gold += 1
        if i not in predicted_of:
            scores.missed.append(claim)
            continue
        _count_pair(scores, predicted[predicted_of[i]], claim)
    optional = [claim for claim in gold if claim.is_optional]
    for j, claim in enumerate(predicted):
        if j in gold_of:
            scores.n_predicted += not gold[gold_of[j]].is_optional
        elif not any(shared_length(claim.place, one.place) for one in optional):
            scores.n_predicted += 1
            scores.spurious.append(claim)


def _count_pair(scores: Scores, predicted: Stated, gold: Stated) -> None:
    judgement = judge_pair(predicted, gold)
    scores.reached.update(_tiers_of(judgement))
    for name, is_right in judgement.items():
        if is_right is not None:
            scores.asked[name] += 1
            scores.right[name] += is_right
    wrong = tuple(name for name, is_right in judgement.items() if is_right is False)
    if wrong:
        scores.wrong.append(Wrong(predicted=predicted, gold=gold, fields=wrong))


def _tiers_of(judgement: Judgement) -> Iterator[str]:
    for tier, needed in TIERS.items():
        if not all(judgement[name] for name in needed):
            return
        yield tier
