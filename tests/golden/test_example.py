"""The built-in example: every claim of it, field by field, with its date and without."""

from collections.abc import Sequence
from typing import Any

import pytest

from counterclaim.cli.demo import load_example
from counterclaim.extract.extractor import extract_sightings
from counterclaim.group.claims import group_claims
from counterclaim.group.disputes import list_disputes
from counterclaim.group.pairs import list_pairs
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.kept import keep_unledgered
from counterclaim.model.records import Json, to_record
from counterclaim.model.sightings import Sighting

WAR = "2022-02-24"
DAY = "2022-03-02"
MINISTRY = "Russia's defence ministry"
SERVICE = "Ukraine's emergency service"
ZELENSKY = "Volodymyr Zelensky"

# A claim a row: how it is worded (and which time it is so worded), then each field of its record.
CLAIMS: dict[str, tuple[str, int, dict[str, Any]]] = {
    "headline": (
        "498",
        0,
        {
            "quantity.kind": "exact",
            "quantity.value": 498,
            "quantity.low": 498,
            "quantity.high": 498,
            "outcome": "killed",
            "victims.party": "RU",
            "victims.class": "military",
            "claimant.text": "Moscow",
            "claimant.party": "RU",
            "claimant.kind": "government",
            "via": [],
            "stated_on": None,
            "period.frame": "cumulative",
            "period.start": WAR,
            "period.end": None,
            "place.text": "Ukraine",
            "place.code": "UA",
            "optional": False,
        },
    ),
    "body": (
        "498",
        1,
        {
            "quantity.kind": "exact",
            "quantity.value": 498,
            "quantity.low": 498,
            "quantity.high": 498,
            "outcome": "killed",
            "victims.text": "its soldiers",
            "victims.party": "RU",
            "victims.class": "military",
            "claimant.text": MINISTRY,
            "claimant.name": MINISTRY,
            "claimant.party": "RU",
            "claimant.kind": "government",
            "via": [],
            "stated_on": DAY,
            "period.frame": "cumulative",
            "period.start": WAR,
            "period.end": None,
            "place.text": "Ukraine",
            "place.code": "UA",
            "optional": False,
        },
    ),
    "wounded": (
        "1,597",
        0,
        {
            "quantity.kind": "exact",
            "quantity.value": 1597,
            "quantity.low": 1597,
            "quantity.high": 1597,
            "outcome": "wounded",
            "victims.text": "",
            "victims.party": "RU",
            "victims.class": "military",
            "claimant.text": "it",
            "claimant.name": MINISTRY,
            "claimant.party": "RU",
            "claimant.kind": "government",
            "via": [],
            "stated_on": DAY,
            "period.frame": "cumulative",
            "period.start": WAR,
            "period.end": None,
            "place.code": "UA",
            "repeats": None,
            "optional": False,
        },
    ),
    "admitted": (
        "casualties",
        0,
        {
            "quantity.kind": "some",
            "quantity.value": None,
            "quantity.low": 1,
            "quantity.high": None,
            "outcome": "casualties",
            "victims.party": "RU",
            "victims.class": "military",
            "claimant.text": "Russian officials",
            "claimant.party": "RU",
            "claimant.kind": "government",
            "via": [],
            "stated_on": "2022-02-27",
            "period.frame": "cumulative",
            "period.start": WAR,
            "repeats": None,
            "optional": False,
        },
    ),
    "close to 6,000": (
        "close to 6,000",
        0,
        {
            "quantity.kind": "nearly",
            "quantity.value": 6000,
            "quantity.low": 5400,
            "quantity.high": 5999,
            "outcome": "killed",
            "victims.text": "Russian soldiers",
            "victims.party": "RU",
            "victims.class": "military",
            "claimant.text": "he",
            "claimant.name": ZELENSKY,
            "claimant.party": "UA",
            "claimant.kind": "government",
            "via": [],
            "stated_on": DAY,
            "period.frame": "cumulative",
            "period.start": WAR,
            "period.end": "2022-03-01",
            "repeats": None,
            "optional": False,
        },
    ),
    "almost 6,000": (
        "almost 6,000",
        0,
        {
            "quantity.kind": "nearly",
            "quantity.value": 6000,
            "quantity.low": 5400,
            "quantity.high": 5999,
            "outcome": "killed",
            "victims.text": "Russian soldiers",
            "victims.party": "RU",
            "victims.class": "military",
            "claimant.text": "Zelensky",
            "claimant.name": ZELENSKY,
            "claimant.party": "UA",
            "claimant.kind": "government",
            "via": [],
            "stated_on": DAY,
            "period.frame": "cumulative",
            "period.start": WAR,
            "period.end": "2022-03-01",
            "optional": False,
        },
    ),
    "civilians": (
        "more than 2,000",
        0,
        {
            "quantity.kind": "more_than",
            "quantity.value": 2000,
            "quantity.low": 2001,
            "quantity.high": None,
            "outcome": "killed",
            "victims.text": "civilians",
            "victims.party": "UA",
            "victims.class": "civilian",
            "claimant.text": SERVICE,
            "claimant.party": "UA",
            "claimant.kind": "government",
            "via": [{"text": "Reuters", "name": "Reuters"}],
            "stated_on": None,
            "period.frame": "cumulative",
            "period.start": WAR,
            "period.end": None,
            "period.text": "since the invasion began",
            "repeats": None,
            "optional": False,
        },
    ),
}
DATES = [pytest.param(DAY, id="dated"), pytest.param(None, id="undated")]


def read(published: str | None) -> list[Sighting]:
    return extract_sightings(load_example(published), load_lexicon())


def find(sightings: Sequence[Sighting], words: str, nth: int) -> Sighting | None:
    text = load_example().text
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return next((s for s in sightings if s.quantity.start == at), None)


def field(record: dict[str, Json], path: str) -> Json:
    value: Json = record
    for name in path.split("."):
        if not isinstance(value, dict):
            return None
        value = value[name]
    return value


@pytest.mark.parametrize("published", DATES)
@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_has_every_field_right(claim: str, published: str | None) -> None:
    words, nth, expected = CLAIMS[claim]
    sighting = find(read(published), words, nth)
    assert sighting is not None, f"{words!r} is not found"
    record = to_record(sighting)
    assert {path: field(record, path) for path in expected} == expected


@pytest.mark.parametrize("published", DATES)
def test_the_second_498_and_6000_repeat_the_first(published: str | None) -> None:
    sightings = read(published)
    for first, again in (("headline", "body"), ("close to 6,000", "almost 6,000")):
        one, other = (find(sightings, *CLAIMS[name][:2]) for name in (first, again))
        assert one is not None, f"{first} is not found"
        assert other is not None, f"{again} is not found"
        assert other.repeats == one.id


@pytest.mark.parametrize("published", DATES)
def test_nothing_else_is_claimed_except_in_passing(published: str | None) -> None:
    known = {words for words, _, _ in CLAIMS.values()}
    others = [s for s in read(published) if s.quantity.text not in known]
    assert [s.quantity.text for s in others if not s.optional] == []


@pytest.mark.parametrize("published", DATES)
def test_the_caption_is_printed_once_and_marked(published: str | None) -> None:
    text = load_example().text
    end = text.index("Oops!")
    start = text.index("Medics")
    inside = [s for s in read(published) if start <= s.sentence.start < end]
    assert len(inside) <= 1
    assert all(s.caption and s.optional for s in inside)


@pytest.mark.parametrize("published", DATES)
def test_widget_and_anonymous_official_claim_nothing(published: str | None) -> None:
    for words in ("Oops!", "Something went wrong", "morale had sunk"):
        at = load_example().text.index(words)
        assert not [s for s in read(published) if s.sentence.start <= at < s.sentence.end]


def test_the_undated_example_gives_the_same_claims() -> None:
    def plain(sighting: Sighting) -> dict[str, Json]:
        record = to_record(sighting)
        return {key: record[key] for key in record if key not in ("inferred", "trace")}

    assert [plain(s) for s in read(None)] == [plain(s) for s in read(DAY)]


def test_the_undated_example_says_that_its_date_is_inferred() -> None:
    sightings = read(None)
    assert all("published" in s.inferred for s in sightings)
    said = [s for s in sightings if s.stated_on is not None]
    assert said
    assert [s.quantity.text for s in said if "stated_on" not in s.inferred] == []
    assert not any("published" in s.inferred for s in read(DAY))


def test_the_two_counts_of_the_russian_dead_contradict_each_other() -> None:
    document, lexicon = load_example(), load_lexicon()
    sightings = extract_sightings(document, lexicon)
    claims = group_claims(keep_unledgered(document, sightings), lexicon)
    [dispute] = list_disputes(claims, lexicon)
    facts = [(c.party, c.quantity.value, len(c.sightings)) for c in dispute.claims]
    assert facts == [("RU", 498, 2), ("UA", 6000, 2)]
    assert dispute.ratio == pytest.approx(6000 / 498)
    [verdict] = dispute.verdicts
    assert (verdict.verdict, verdict.rests_on) == ("contradict", "soft")
    assert verdict.reason == (
        "a count since the start can only rise: 5,400 to 5,999 by 2022-03-01 "
        "rules out 498 by 2022-03-02"
    )
    assert dispute.possible_sets == ((verdict.a,), (verdict.b,))
    assert [(c.claim, c.by, c.direction) for c in dispute.changes] == [
        (verdict.a, 2451, "up"),
        (verdict.b, 2451, "down"),
    ]
    listed = [pair for pair in list_pairs(claims) if pair.judged.verdict == "contradict"]
    assert [(pair.a.party, pair.b.party) for pair in listed] == [("RU", "UA")]
