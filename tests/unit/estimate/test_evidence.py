"""Claims of a ledger as observations. Countries, outlets and figures are invented."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from counterclaim.errors import EstimateError
from counterclaim.estimate.evidence import evidence_of
from counterclaim.estimate.gathering import Origin, Selection
from counterclaim.estimate.observations import Evidence, Observation, Series
from counterclaim.group.claims import group_claims
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.kept import DocumentFacts, KeptSighting
from counterclaim.model.parties import Claimant, Place, Victims
from counterclaim.model.periods import Period, Window
from counterclaim.model.quantities import Quantity
from counterclaim.model.sightings import Sighting
from counterclaim.model.spans import Span

WAR = dt.date(2031, 3, 1)
GOLDEN = Path(__file__).parents[2] / "golden" / "lexicon"


@pytest.fixture(scope="session")
def invented() -> Lexicon:
    return load_lexicon(GOLDEN)


def day(number: int) -> dt.date:
    return WAR + dt.timedelta(days=number - 1)


def told(number: int, figure: int | None, **facts: Any) -> KeptSighting:
    """Return a sighting in a document of its own: by default a running count told by day 10."""
    words = str(figure)
    kind = facts.get("quantity", "exact")
    bounds = {"exact": (figure, figure), "more_than": ((figure or 0) + 1, None), "some": (1, None)}
    low, high = bounds[kind]
    who = facts.get("who", "Kastavia")
    frame = facts.get("frame", "cumulative")
    published = facts.get("published", day(12))
    sighting = Sighting(
        id=f"s{number}",
        source="",
        sentence=Span(start=0, end=len(words), text=words),
        quantity=Quantity(
            text=words,
            start=0,
            end=len(words),
            kind=kind,
            value=None if kind == "some" else figure,
            low=low,
            high=high,
        ),
        outcome="killed",
        victims=Victims(party=facts.get("of", "QV"), class_="military"),
        claimant=who
        and Claimant(
            text=who,
            start=0,
            end=len(who),
            name=who,
            party=facts.get("side", "QK"),
            kind=facts.get("kind", "government"),
        ),
        period=Period(
            frame=frame,
            start=facts.get("start", WAR if frame == "cumulative" else None),
            end=facts.get("end", day(10)),
        ),
        place=Place(text=facts["place"], code="QV") if "place" in facts else None,
        polarity=facts.get("polarity", "asserted"),
    )
    document = DocumentFacts(
        id=f"doc{number}",
        outlet=facts.get("outlet", "Karsova Daily"),
        published=None if published is None else Window.day(published),
    )
    return KeptSighting(id=f"k{number}", sighting=sighting, document=document)


def evidence(lexicon: Lexicon, *kept: KeptSighting, since: dt.date | None = None) -> Evidence:
    claims = group_claims(list(kept), lexicon)
    return evidence_of(claims, lexicon=lexicon, selection=Selection(since=since))


def only(lexicon: Lexicon, *kept: KeptSighting) -> Observation:
    (one,) = evidence(lexicon, *kept).observations
    return one


def reasons(lexicon: Lexicon, kept: KeptSighting) -> list[str]:
    sound = told(99, 700, who="Velmora", side="QV")
    return [one.reason for one in evidence(lexicon, sound, kept).left_out]


def test_running_count_is_a_window_from_the_first_day(invented: Lexicon) -> None:
    one = only(invented, told(1, 498))
    assert (one.id, one.claimant, one.claimant_party) == ("c-k1", "Kastavia", "QK")
    assert one.series == Series(side="QV", outcome="killed", class_="military")
    assert (one.low, one.high, one.value, one.kind) == (498, 498, 498, "exact")
    assert (one.start, one.end, one.end_from) == (WAR, day(10), None)
    assert (one.words, one.source, one.is_part, one.is_bound) == (
        *("498", "Karsova Daily"),
        *(False, False),
    )


def test_last_day_that_is_not_told_is_a_window(invented: Lexicon) -> None:
    late = only(invented, told(1, 498, end=None, published=day(30)))
    assert (late.end_from, late.end) == (day(27), day(30))
    early = only(invented, told(1, 498, end=None, published=day(3)))
    assert (early.end_from, early.end) == (WAR, day(3))


def test_untold_last_day_is_not_before_that_of_a_smaller_figure(invented: Lexicon) -> None:
    found = evidence(invented, told(1, 400, end=day(10)), told(2, 500, end=None))
    assert [(one.value, one.end_from) for one in found.observations] == [
        (400, None),
        (500, day(10)),
    ]


def test_event_and_named_place_bound_from_below(invented: Lexicon) -> None:
    event = only(invented, told(1, 12, frame="incident", start=day(4), end=day(4)))
    assert (event.is_part, event.start, event.end) == (True, day(4), day(4))
    untold = only(invented, told(1, 12, frame="incident", end=None, published=day(20)))
    assert (untold.is_part, untold.start, untold.end) == (True, day(13), day(20))
    assert only(invented, told(1, 12, place="Karsova")).is_part


def test_rate_is_multiplied_by_its_days_if_they_are_told(invented: Lexicon) -> None:
    one = only(invented, told(1, 20, frame="rate", start=day(6), end=day(10)))
    assert (one.low, one.high, one.value, one.n_days) == (100, 100, 100, 5)
    assert reasons(invented, told(1, 20, frame="rate", start=day(6), end=None)) == [
        "nothing tells up to when that many were lost each day"
    ]


def test_denial_is_its_complement_and_bounds(invented: Lexicon) -> None:
    one = only(invented, told(1, 2000, quantity="more_than", polarity="denied"))
    assert (one.low, one.high, one.value, one.is_bound) == (0, 2000, None, True)
    assert reasons(invented, told(1, 2000, polarity="denied")) == [
        "it denies a figure, which leaves smaller and larger ones open"
    ]


def test_nought_is_a_bound(invented: Lexicon) -> None:
    assert only(invented, told(1, 0)).is_bound


def test_what_cannot_be_used_says_why(invented: Lexicon) -> None:
    assert reasons(invented, told(1, None, quantity="some")) == ["no figure"]
    assert reasons(invented, told(1, 9, of=None)) == ["nothing tells whose losses it counts"]
    assert reasons(invented, told(1, 9, start=None)) == ["nothing tells since when it counts"]
    assert reasons(invented, told(1, 9, end=None, published=None)) == [
        "undated: nothing tells up to when it counts"
    ]


def test_since_is_where_a_count_begins_that_does_not_say(invented: Lexicon) -> None:
    (one,) = evidence(invented, told(1, 9, start=None), since=day(2)).observations
    assert (one.start, one.end) == (day(2), day(10))


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"who": None}, "Karsova Daily"),
        ({"who": "officials", "kind": "anonymous"}, "unnamed official (QK)"),
        (
            {"who": "officials", "kind": "anonymous", "side": None},
            "unnamed official (Karsova Daily)",
        ),
        ({"who": "a resident", "kind": "witness", "side": None}, "witness (Karsova Daily)"),
    ],
)
def test_claimant_without_a_name(invented: Lexicon, facts: dict[str, Any], name: str) -> None:
    assert only(invented, told(1, 30, **facts)).claimant == name


def test_stale_repeat_weighs_once_and_is_counted(invented: Lexicon) -> None:
    found = evidence(invented, told(1, 498, end=day(2)), told(2, 498, end=day(9)))
    (one,) = found.observations
    assert (one.end, found.n_claims, len(one.repeats)) == (day(2), 2, 1)


def test_origin_is_kept_and_nothing_usable_is_an_error(invented: Lexicon) -> None:
    claims = group_claims([told(1, 498)], invented)
    found = evidence_of(claims, lexicon=invented, origin=Origin(digest="ab", name="l.db"))
    assert (found.digest, found.origin, found.start) == ("ab", "l.db", WAR)
    with pytest.raises(EstimateError, match="no claim can be used"):
        evidence(invented, told(1, None, quantity="some"))
