"""Dates as metadata give them: the day, and the instant where it has an offset."""

import pytest

from counterclaim.read.metadata_dates import parse_date


@pytest.mark.parametrize(
    ("text", "day", "instant"),
    [
        ("2031-05-03T14:05:00Z", "2031-05-03", "2031-05-03T14:05:00Z"),
        ("2031-05-03T23:05:00.123+03:00", "2031-05-03", "2031-05-03T23:05:00.123+03:00"),
        ("2031-05-03 14:05 +0300", "2031-05-03", "2031-05-03T14:05:00+03:00"),
        ("2031-05-03T14:05:00", "2031-05-03", None),
        ("20310503", "2031-05-03", None),
        ("2031/5/3", "2031-05-03", None),
        ("Sat, 03 May 2031 14:05:00 GMT", "2031-05-03", "2031-05-03T14:05:00+00:00"),
        ("Sat May 03 2031 14:05:00 GMT+0300 (EEST)", "2031-05-03", "2031-05-03T14:05:00+03:00"),
        ("1935583500", "2031-05-03", "2031-05-03T14:05:00+00:00"),
        ("May 3, 2031 2:05 pm EST", "2031-05-03", None),
        ("Saturday, 3rd May 2031", "2031-05-03", None),
        ("03.05.2031", "2031-05-03", None),
        ("25/03/2031", "2031-03-25", None),
    ],
)
def test_dates_of_metadata(text: str, day: str, instant: str | None) -> None:
    found = parse_date(text)
    assert found is not None
    assert (found.window.start.isoformat(), found.instant) == (day, instant)


@pytest.mark.parametrize("text", ["03/05/2031", "2031", "yesterday", "2031-13-40", "", "9" * 400])
def test_what_is_no_day_is_not_told(text: str) -> None:
    assert parse_date(text) is None
