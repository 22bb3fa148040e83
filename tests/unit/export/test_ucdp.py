"""Events in the manner of UCDP: what is filled, from whom, and what stays empty."""

import csv
import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from counterclaim.export.folder import write_release
from counterclaim.export.release import Release
from counterclaim.export.ucdp import iter_events
from counterclaim.model.claims import Claim, Question
from counterclaim.model.kept import DocumentFacts
from counterclaim.model.parties import Place
from counterclaim.model.periods import Window

Make = Callable[..., Claim]
MakeRelease = Callable[..., Release]

MARKET = Question(outcome="killed", class_="civilian", frame="incident", occasion="e-1")


def test_best_is_the_median_and_the_ends_are_the_extremes(
    made_claim: Make, make_release_of: MakeRelease
) -> None:
    claims = [made_claim("A", "10"), made_claim("B", "20-40"), made_claim("C", "100")]
    (event,) = iter_events(make_release_of(*claims))
    assert (event.low, event.best, event.high) == (10, 30, 100)
    assert event.claimants == 3
    assert not event.high_is_open


def test_open_side_is_told_and_not_filled(made_claim: Make, make_release_of: MakeRelease) -> None:
    (event,) = iter_events(make_release_of(made_claim("A", "15-"), made_claim("B", "12")))
    assert (event.low, event.best, event.high) == (12, 12, 15)
    assert event.high_is_open


def test_claimant_counts_once_with_the_latest_claim(
    made_claim: Make, make_release_of: MakeRelease
) -> None:
    claims = [
        made_claim("A", "10", as_of=dt.date(2023, 5, 1)),
        made_claim("A", "50", as_of=dt.date(2023, 5, 3)),
        made_claim("B", "60"),
    ]
    (event,) = iter_events(make_release_of(*claims))
    assert (event.low, event.best, event.high) == (50, 50, 60)


def test_two_speakers_of_one_side_are_one_claimant(
    made_claim: Make, make_release_of: MakeRelease
) -> None:
    claims = [made_claim("A", "10", party="Veldania"), made_claim("B", "10", party="Veldania")]
    (event,) = iter_events(make_release_of(*claims))
    assert event.claimants == 1


def test_denied_figure_is_no_figure(made_claim: Make, make_release_of: MakeRelease) -> None:
    claims = [made_claim("A", "10"), made_claim("B", "900", polarity="denied")]
    (event,) = iter_events(make_release_of(*claims))
    assert event.high == 10


@pytest.mark.parametrize(
    "change",
    [
        {"frame": "cumulative"},
        {"frame": "rate"},
        {"frame": None},
        {"outcome": "wounded"},
        {"is_part": True},
    ],
)
def test_what_is_no_event_of_the_killed_is_left_out(
    made_claim: Make, make_release_of: MakeRelease, change: dict[str, object]
) -> None:
    claim = made_claim("A", "10", question=replace(MARKET, **change))
    assert list(iter_events(make_release_of(claim))) == []


def test_claims_that_nothing_links_are_events_of_their_own(
    made_claim: Make, make_release_of: MakeRelease
) -> None:
    apart = replace(MARKET, occasion=None)
    claims = [made_claim(name, "10", question=apart) for name in ("A", "B")]
    ids = [event.id for event in iter_events(make_release_of(*claims))]
    assert ids == [f"{apart.id}/c-A-10", f"{apart.id}/c-B-10"]


def test_civilians_have_their_column_and_the_others_stay_empty(
    made_claim: Make, make_release_of: MakeRelease
) -> None:
    (event,) = iter_events(make_release_of(made_claim("A", "10", question=MARKET)))
    deaths = (event.deaths_a, event.deaths_b, event.deaths_civilians, event.deaths_unknown)
    assert deaths == (None, None, 10, None)
    assert (event.side_a, event.side_b) == (None, None)


def test_sides_go_by_the_alphabet_whoever_claims(
    made_claim: Make, make_release_of: MakeRelease
) -> None:
    lost = {
        party: replace(MARKET, class_="military", party=party) for party in ("Veldania", "Ostmark")
    }
    claims = [
        made_claim("A", "7", question=lost["Veldania"]),
        made_claim("B", "9", question=lost["Ostmark"]),
    ]
    events = {event.question.party: event for event in iter_events(make_release_of(*claims))}
    for event in events.values():
        assert (event.side_a, event.side_b) == ("Ostmark", "Veldania")
    assert (events["Ostmark"].deaths_a, events["Ostmark"].deaths_b) == (9, None)
    assert (events["Veldania"].deaths_a, events["Veldania"].deaths_b) == (None, 7)


def test_third_side_takes_the_letters_from_all(
    made_claim: Make, make_release_of: MakeRelease
) -> None:
    claims = [
        made_claim(f"{party} army", "7", question=replace(MARKET, class_="military", party=party))
        for party in ("Ostmark", "Tarn", "Veldania")
    ]
    for event in iter_events(make_release_of(*claims)):
        assert event.side_a is None
        assert event.deaths_unknown == 7


@pytest.mark.parametrize(
    ("n_days", "code"), [(1, 1), (2, 2), (6, 2), (7, 3), (8, 4), (31, 4), (32, 5)]
)
def test_precision_of_days_is_that_of_ucdp(
    made_claim: Make, make_release_of: MakeRelease, n_days: int, code: int
) -> None:
    start = dt.date(2023, 5, 1)
    claim = made_claim(
        "A",
        "10",
        question=replace(MARKET, frame="interval", occasion="2023-05-01/…"),
        start=start,
        as_of=start + dt.timedelta(days=n_days - 1),
        as_of_from="period",
    )
    (event,) = iter_events(make_release_of(claim))
    assert event.date_prec == code
    assert event.event_clarity == 2


def test_day_of_the_report_is_not_that_of_the_event(
    made_claim: Make, make_release_of: MakeRelease
) -> None:
    day = dt.date(2023, 5, 2)
    claim = made_claim("A", "10", as_of=day, as_of_from="published")
    (event,) = iter_events(make_release_of(claim))
    assert (event.date_start, event.date_end, event.date_prec, event.year) == (None,) * 4


def test_sources_are_listed_and_copies_count_once(
    made_claim: Make, make_release_of: MakeRelease
) -> None:
    day = Window.day(dt.date(2023, 5, 2))
    first = DocumentFacts(id="d-1", outlet="Fenmark Courier", title="Ten; dead", published=day)
    copy = DocumentFacts(id="d-2", outlet="Tarn Post", copy_group="d-1", published=day)
    claims = [
        made_claim("A", "10", document=first, where=Place(text="Darrowmere")),
        made_claim("B", "11", document=copy),
    ]
    (event,) = iter_events(make_release_of(*claims))
    assert event.number_of_sources == 1
    assert event.source_article == (
        '"Fenmark Courier","2023-05-02","Ten, dead";"Tarn Post","2023-05-02"'
    )
    assert event.source_office == "Fenmark Courier;Tarn Post"
    assert event.source_original == "A;B"


def test_no_part_of_a_list_starts_a_formula(made_claim: Make, make_release_of: MakeRelease) -> None:
    first = DocumentFacts(id="d-1", outlet="Post", title="=HYPERLINK(0)")
    other = DocumentFacts(id="d-2", outlet="=HYPERLINK(0)", title="Ten;+1")
    claims = [
        made_claim("A", "10", document=first, where=Place(text="Darrowmere")),
        made_claim("@B", "11", document=other),
    ]
    (event,) = iter_events(make_release_of(*claims))
    assert event.source_office == "Post;'=HYPERLINK(0)"
    assert event.source_headline == "'=HYPERLINK(0);Ten,+1"
    assert event.source_article == """"Post","'=HYPERLINK(0)";"'=HYPERLINK(0)","Ten,+1\""""
    assert event.source_original == "'@B;A"
    assert event.where_coordinates == "Darrowmere"


def test_file_has_the_columns_of_ucdp_first(
    made_claim: Make, make_release_of: MakeRelease, tmp_path: Path
) -> None:
    claim = made_claim("A", "10", question=MARKET, start=dt.date(2023, 5, 1))
    write_release(make_release_of(claim), "ucdp", tmp_path / "out")
    with (tmp_path / "out" / "ucdp_events.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert {name: value for name, value in row.items() if value} == {
        "id": MARKET.id,
        "year": "2023",
        "number_of_sources": "1",
        "source_article": '"Fenmark Courier"',
        "source_office": "Fenmark Courier",
        "source_original": "A",
        "event_clarity": "1",
        "date_prec": "1",
        "date_start": "2023-05-01",
        "date_end": "2023-05-01",
        "deaths_civilians": "10",
        "best": "10",
        "high": "10",
        "low": "10",
        "high_is_open": "false",
        "claimants": "1",
    }
