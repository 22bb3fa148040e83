"""Scores: nested tiers, optional claims that count for nothing, and what is the same."""

from typing import Any

import pytest

from counterclaim.evaluate.matching import same_claimant, same_quantity
from counterclaim.evaluate.scores import score_claims
from counterclaim.evaluate.stated import Gold, Named, Stated, to_stated
from counterclaim.read.skips import Skip


def record(**changes: Any) -> dict[str, Any]:
    quantity = {"text": "40", "start": 10, "end": 12, "kind": "exact", "value": 40}
    return {
        "doc": "a",
        "quantity": {**quantity, "low": 40, "high": 40},
        "outcome": "killed",
        "victims": {"party": "QV", "class": "military", "group": None},
        "claimant": {"text": "Army", "start": 20, "end": 24, "name": "Army", "party": "QO"},
        "period": {"frame": "incident", "start": None, "end": None},
        "polarity": "asserted",
        "optional": False,
        **changes,
    }


def stated(**changes: Any) -> Stated:
    made = to_stated(record(**changes), "here")
    assert isinstance(made, Stated)
    return made


def gold_of(*claims: Stated) -> Gold:
    return Gold(documents=frozenset({"a"}), claims=claims)


@pytest.mark.parametrize(
    ("changes", "reached"),
    [
        ({}, ["detect", "figure", "victims", "claimant", "full"]),
        ({"period": {"frame": "cumulative"}}, ["detect", "figure", "victims", "claimant"]),
        ({"claimant": None}, ["detect", "figure", "victims"]),
        ({"victims": {"party": "QO", "class": "military"}}, ["detect", "figure"]),
        ({"quantity": {"start": 10, "end": 12, "kind": "exact", "value": 41}}, ["detect"]),
        ({"outcome": "wounded"}, []),
        ({"doc": "elsewhere"}, []),
    ],
)
def test_tiers_are_nested(changes: dict[str, Any], reached: list[str]) -> None:
    scores = score_claims(gold_of(stated()), [stated(**changes)])
    assert list(scores.reached) == reached
    assert scores.n_outside == (changes.get("doc") == "elsewhere")


def test_precision_recall_and_f1() -> None:
    other = {"text": "7", "start": 50, "end": 51, "kind": "exact", "value": 7}
    third = {**other, "start": 70, "end": 71}
    scores = score_claims(
        gold_of(stated(), stated(quantity=other)),
        [stated(), stated(quantity=third), stated(quantity={**other, "start": 90, "end": 91})],
    )
    assert (scores.n_gold, scores.n_predicted) == (2, 3)
    assert scores.precision("detect") == pytest.approx(1 / 3)
    assert scores.recall("detect") == 0.5
    assert scores.f1("detect") == pytest.approx(0.4)
    assert [claim.place for claim in scores.missed] == [(50, 51)]
    assert [claim.place for claim in scores.spurious] == [(70, 71), (90, 91)]


def test_prediction_on_an_optional_claim_counts_for_nothing() -> None:
    gold = gold_of(stated(optional=True))
    scores = score_claims(gold, [stated(), stated(outcome="wounded")])
    assert (scores.n_gold, scores.n_predicted, len(scores.spurious)) == (0, 0, 0)


def test_document_without_claims_makes_predictions_spurious() -> None:
    scores = score_claims(gold_of(), [stated()])
    assert (scores.n_documents, scores.n_predicted, len(scores.spurious)) == (1, 1, 1)
    assert scores.f1("detect") == 0.0


def test_wrong_fields_are_named() -> None:
    [wrong] = score_claims(gold_of(stated()), [stated(polarity="denied")]).wrong
    assert wrong.fields == ("polarity",)


@pytest.mark.parametrize(
    ("ours", "theirs", "is_same"),
    [
        ({"kind": "more_than", "value": 40}, {"kind": "at_least", "value": 40}, True),
        ({"kind": "about", "value": 40}, {"kind": "exact", "value": 40}, False),
        ({"kind": "vague", "low": 24}, {"kind": "vague", "low": 20}, True),
        ({"kind": "range", "low": 4, "high": 6}, {"kind": "range", "low": 4, "high": 6}, True),
        ({"kind": "range", "low": 4, "high": 7}, {"kind": "range", "low": 4, "high": 6}, False),
    ],
)
def test_same_quantity(ours: dict[str, Any], theirs: dict[str, Any], is_same: bool) -> None:
    place = {"start": 1, "end": 2}
    assert same_quantity(
        stated(quantity={**place, **ours}), stated(quantity={**place, **theirs})
    ) is (is_same)


@pytest.mark.parametrize(
    ("ours", "theirs", "is_same"),
    [
        (None, None, True),
        (Named(name="Army"), None, False),
        (Named(name="Ilse Korda"), Named(name="President Ilse Korda"), True),
        (Named(name="defence ministry"), Named(name="foreign ministry"), False),
        (Named(name="the ministry"), Named(name="Ministry"), True),
        (Named(name="Korda", party="QV"), Named(name="Korda", party="QO"), False),
        (Named(text="he", place=(4, 6), name="Korda"), Named(place=(4, 6), name="Brand"), True),
    ],
)
def test_same_claimant(ours: Named | None, theirs: Named | None, is_same: bool) -> None:
    assert same_claimant(ours, theirs) is is_same


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"outcome": "killed"}, "the record has no doc"),
        ({"doc": "a"}, "the record has no outcome"),
        ({"doc": "a", "outcome": "killed", "quantity": 3}, "the record has no quantity.kind"),
    ],
)
def test_record_that_lacks_its_core_is_a_skip(row: dict[str, Any], reason: str) -> None:
    assert to_stated(row, "gold.jsonl:3") == Skip(source="gold.jsonl:3", reason=reason)


def test_document_of_a_prediction_is_the_stem_of_its_source() -> None:
    made = to_stated({**record(), "doc": None, "source": "texts/a-01.txt"}, "here")
    assert isinstance(made, Stated)
    assert made.doc == "a-01"
