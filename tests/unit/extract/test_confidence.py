"""Confidence: causes read off a sighting, weights added up, a share that stays a share."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from counterclaim.extract.confidence import list_causes, rate, rate_all
from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.weights import Weights
from counterclaim.model.documents import Document
from counterclaim.model.sightings import Sighting

Sight = Callable[[str], Sighting]

SAID = "Officials said on Friday that at least 15 people were killed in the blast."


@pytest.fixture
def sight(lexicon: Lexicon) -> Sight:
    """Return a function from a text to its first sighting, behind a headline that states none."""

    def read(words: str) -> Sighting:
        return extract_sightings(Document(text=f"Night in Dorna\n\n{words}"), lexicon)[0]

    return read


def test_without_weights_nothing_is_known() -> None:
    assert rate(["loss.subject"], Weights()) == 0.5


def test_intercept_holds_for_every_sighting() -> None:
    assert rate([], Weights(1.0)) == 0.73


@pytest.mark.parametrize(
    ("weight", "share"), [(-2.0, 0.12), (-1.0, 0.27), (1.0, 0.73), (2.0, 0.88)]
)
def test_confidence_rises_with_the_weight_of_a_cause(weight: float, share: float) -> None:
    assert rate(["side.place"], Weights(0.0, {"side.place": weight})) == share


def test_cause_without_a_weight_changes_nothing() -> None:
    weights = Weights(0.5, {"side.place": -1.0})
    assert rate(["side.place", "side.unheard"], weights) == rate(["side.place"], weights)


@pytest.mark.parametrize(("odds", "share"), [(-1e9, 0.01), (1e9, 0.99), (-7.0, 0.01), (7.0, 0.99)])
def test_nothing_is_certain(odds: float, share: float) -> None:
    assert rate([], Weights(odds)) == share


def test_extractor_rates_every_sighting(sight: Sight, lexicon: Lexicon) -> None:
    found = sight(SAID)
    assert found.confidence == rate(list_causes(found), lexicon.weights)


def test_rating_changes_nothing_else(sight: Sight) -> None:
    found = sight(SAID)
    (rated,) = rate_all([found], Weights(0.0, {"loss.subject": 1.0}))
    assert rated.confidence == 0.73
    assert replace(rated, confidence=found.confidence) == found


def test_rules_of_the_trace_are_causes(sight: Sight) -> None:
    causes = list_causes(sight(SAID))
    assert {"loss.subject", "attribution.source-cue", "source.described"} <= set(causes)


@pytest.mark.parametrize(
    ("words", "cause"),
    [
        (SAID, "kind.at_least"),
        (SAID, "side.none"),
        ("At least 15 people were killed.", "distance.none"),
        (SAID, "place.unknown"),
        ("The blast killed six.", "victims.unnamed"),
        ("Officials said “the blast killed 15 people”.", "at.quotation"),
        ('Officials said "the blast killed 15 people".', "at.quotation"),
    ],
)
def test_what_is_seen_from_outside_is_a_cause(sight: Sight, words: str, cause: str) -> None:
    assert cause in list_causes(sight(words))


def test_figure_after_a_quotation_stands_in_none(sight: Sight) -> None:
    assert "at.quotation" not in list_causes(sight("“It was a blast,” and 15 people were killed."))


@pytest.mark.parametrize(
    "text",
    [
        "Blast kills 15 people in Dorna",
        "Officials said on Friday that 15 people were killed.\n\nMore is not known.",
        "Blast. It killed 15 people in Dorna\n\nMore is not known.",
    ],
)
def test_first_sentence_of_a_text_without_a_title_is_no_headline(
    text: str, lexicon: Lexicon
) -> None:
    found = extract_sightings(Document(text=text), lexicon)[0]
    assert "at.headline" not in list_causes(found)
    assert "sentence" not in found.trace


def test_title_is_the_headline(lexicon: Lexicon) -> None:
    text = "Blast kills 15 people in Dorna\n\nOfficials said that 15 people were killed."
    headline, body = extract_sightings(Document(text=text), lexicon)
    assert "at.headline" in list_causes(headline)
    assert "at.headline" not in list_causes(body)


@pytest.mark.parametrize("between", ["", "x" * 200])
def test_length_of_a_sentence_is_no_cause(sight: Sight, between: str) -> None:
    near = list_causes(sight("Officials said that 15 people were killed."))
    assert list_causes(sight(f"Officials said {between} that 15 people were killed.")) == near


def test_claimant_of_another_sentence_is_a_cause(lexicon: Lexicon) -> None:
    text = "Officials said that 15 people were killed. They said 20 were wounded."
    near, far = extract_sightings(Document(text=text), lexicon)
    assert "distance.far" not in list_causes(near)
    assert far.claimant is not None
    assert ("distance.far" in list_causes(far)) == (far.claimant.start < far.sentence.start)
