"""The article that the project started from: every claim of it, with its date and without."""

import datetime as dt
from pathlib import Path

import pytest

from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.model.sightings import Sighting

DAY = dt.date(2022, 3, 2)
SUNDAY = dt.date(2022, 2, 27)
START = dt.date(2022, 2, 24)
END = dt.date(2022, 3, 1)


@pytest.fixture(scope="module")
def text() -> str:
    """Return the article, or skip where it is absent: it belongs to its publisher."""
    folder = Path(__file__).resolve().parents[3] / "shared" / "seed"
    files = sorted(folder.glob("*.txt")) if folder.is_dir() else []
    if not files:
        pytest.skip(f"no seed article at {folder}")
    return files[0].read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=["2022-03-02", None], ids=["dated", "undated"])
def found(request: pytest.FixtureRequest, text: str) -> list[Sighting]:
    """Return the sightings of the article, once with its date and once without."""
    published = Window.parse(request.param) if request.param else None
    return extract_sightings(Document(text=text, published=published), load_lexicon())


def claims(found: list[Sighting], words: str) -> list[Sighting]:
    """Return the claims whose quantity is so worded, without captions."""
    return [s for s in found if s.quantity.text == words and not s.caption]


def bounds(sighting: Sighting) -> tuple[str, int | None, int | None, int | None]:
    quantity = sighting.quantity
    return quantity.kind, quantity.value, quantity.low, quantity.high


def lost(sighting: Sighting) -> tuple[str, str | None, str | None]:
    return sighting.outcome, sighting.victims.party, sighting.victims.class_


def speaker(sighting: Sighting) -> tuple[str, str | None, str]:
    assert sighting.claimant is not None
    return sighting.claimant.name, sighting.claimant.party, sighting.claimant.kind


def period(sighting: Sighting) -> tuple[str | None, dt.date | None, dt.date | None]:
    return sighting.period.frame, sighting.period.start, sighting.period.end


def test_russia_puts_its_dead_at_498_in_headline_and_body(found: list[Sighting]) -> None:
    headline, body = claims(found, "498")
    for sighting in (headline, body):
        assert bounds(sighting) == ("exact", 498, 498, 498)
        assert lost(sighting) == ("killed", "RU", "military")
        assert period(sighting) == ("cumulative", START, None)
        assert sighting.place is not None
        assert sighting.place.code == "UA"
        assert sighting.polarity == "asserted"
        assert sighting.hedge is None
        assert not sighting.optional
    assert speaker(headline) == ("Russia", "RU", "government")
    assert speaker(body) == ("Russian Ministry of Defence", "RU", "government")
    assert headline.stated_on is None
    assert body.stated_on == DAY
    assert body.repeats == headline.id


def test_casualties_without_a_number_were_admitted_on_sunday(found: list[Sighting]) -> None:
    (sighting,) = [s for s in found if s.quantity.kind == "some"]
    assert bounds(sighting) == ("some", None, 1, None)
    assert lost(sighting)[:2] == ("casualties", "RU")
    assert speaker(sighting) == ("Russian officials", "RU", "government")
    assert sighting.stated_on == SUNDAY
    assert sighting.hedge == "reportedly"
    assert sighting.polarity == "asserted"


def test_zelensky_counts_nearly_6000_in_six_days(found: list[Sighting]) -> None:
    (told,) = claims(found, "close to 6,000")
    (quoted,) = claims(found, "almost 6,000")
    for sighting in (told, quoted):
        assert bounds(sighting) == ("nearly", 6000, 5400, 5999)
        assert lost(sighting) == ("killed", "RU", "military")
        assert speaker(sighting) == ("Volodymyr Zelensky", "UA", "government")
        assert period(sighting) == ("cumulative", START, END)
        assert sighting.stated_on == DAY
        assert sighting.via == ()
        assert not sighting.optional
    assert quoted.repeats == told.id


def test_russia_puts_its_wounded_at_1597(found: list[Sighting]) -> None:
    (sighting,) = claims(found, "1,597")
    assert bounds(sighting) == ("exact", 1597, 1597, 1597)
    assert lost(sighting) == ("wounded", "RU", "military")
    assert speaker(sighting) == ("Russia", "RU", "government")
    assert period(sighting) == ("cumulative", START, None)


def test_ukraine_reports_more_than_2000_civilians(found: list[Sighting]) -> None:
    (sighting,) = claims(found, "more than 2,000")
    assert bounds(sighting) == ("more_than", 2000, 2001, None)
    assert lost(sighting) == ("killed", "UA", "civilian")
    assert speaker(sighting) == ("Ukraine", "UA", "government")
    assert period(sighting) == ("cumulative", START, None)


def test_nothing_else_is_claimed(found: list[Sighting]) -> None:
    assert [s.quantity.text for s in found if not s.optional] == [
        "498",
        "498",
        "casualties",
        "close to 6,000",
        "almost 6,000",
        "1,597",
        "more than 2,000",
    ]


def test_caption_is_read_once_at_most_and_marked(found: list[Sighting]) -> None:
    captions = [s for s in found if s.caption]
    assert len(captions) <= 1
    assert all(s.optional for s in captions)


def test_widget_states_nothing(found: list[Sighting], text: str) -> None:
    widget = range(text.index("Oops"), text.index("later.") + 1)
    assert [s for s in found if s.sentence.start in widget] == []


def test_anonymous_official_claims_nothing(found: list[Sighting]) -> None:
    kinds = [s.claimant.kind for s in found if s.claimant is not None]
    assert "anonymous" not in kinds
    assert not any("defense official" in (s.claimant.name if s.claimant else "") for s in found)
