"""Windows of days and periods."""

import datetime as dt

import pytest

from counterclaim.errors import RecordError
from counterclaim.model.periods import Period, Window


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2022-03-02", dt.date(2022, 3, 2), dt.date(2022, 3, 2)),
        ("2022-03", dt.date(2022, 3, 1), dt.date(2022, 3, 31)),
        ("2022-02", dt.date(2022, 2, 1), dt.date(2022, 2, 28)),
        ("2024-02", dt.date(2024, 2, 1), dt.date(2024, 2, 29)),
        ("2022-12", dt.date(2022, 12, 1), dt.date(2022, 12, 31)),
        ("2022", dt.date(2022, 1, 1), dt.date(2022, 12, 31)),
        (" 2022-03-02 ", dt.date(2022, 3, 2), dt.date(2022, 3, 2)),
        ("2022-03-02T10:30:00Z", dt.date(2022, 3, 2), dt.date(2022, 3, 2)),
        ("2022-03-02 10:30", dt.date(2022, 3, 2), dt.date(2022, 3, 2)),
        ("2022-03-02T23:00:00-08:00", dt.date(2022, 3, 2), dt.date(2022, 3, 2)),
        ("2022-03-02T23:00:00.123456+00:00", dt.date(2022, 3, 2), dt.date(2022, 3, 2)),
        ("2022-03-02 23:00:00 +0000 UTC", dt.date(2022, 3, 2), dt.date(2022, 3, 2)),
        ("0001", dt.date(1, 1, 1), dt.date(1, 12, 31)),
    ],
)
def test_date_of_any_precision_is_a_window(text: str, start: dt.date, end: dt.date) -> None:
    assert Window.parse(text) == Window(start=start, end=end)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "2022-13",
        "2022-00",
        "2022-02-30",
        "2022-3-2",
        "02/03/2022",
        "22-03-02",
        "20220302",
        "2022-",
        "0000",
        "2022-03-02x",
        "2022-03-02 garbage",
        "2022-03-02T",
        "2022-03-02T23:00:00-08:00garbage",
        "2022-03-02T25:00",
        "2022-03-02 10:61",
        "2022-03 10:30",
        "2022 garbage",
        "2022-03-02\n10:30",
    ],
)
def test_text_that_is_no_date_is_refused_by_name(text: str) -> None:
    with pytest.raises(RecordError, match="is not a date") as caught:
        Window.parse(text)
    assert repr(text) in caught.value.message


def test_refused_date_says_what_to_write() -> None:
    with pytest.raises(RecordError) as caught:
        Window.parse("March")
    assert caught.value.hint == "write YYYY-MM-DD, YYYY-MM or YYYY"


def test_last_year_of_the_calendar_is_a_window() -> None:
    assert Window.parse("9999-12-31").is_day


@pytest.mark.parametrize(("text", "end"), [("9999", "9999-12-31"), ("9999-12", "9999-12-31")])
def test_end_of_the_calendar_is_a_window(text: str, end: str) -> None:
    assert Window.parse(text).end == dt.date.fromisoformat(end)


@pytest.mark.parametrize(("text", "is_day"), [("2022-03-02", True), ("2022-03", False)])
def test_window_knows_whether_it_is_one_day(text: str, is_day: bool) -> None:
    assert Window.parse(text).is_day is is_day


def test_window_that_runs_backwards_is_refused() -> None:
    with pytest.raises(RecordError):
        Window(start=dt.date(2022, 3, 2), end=dt.date(2022, 3, 1))


def test_period_that_runs_backwards_is_refused() -> None:
    with pytest.raises(RecordError):
        Period(frame="interval", start=dt.date(2022, 3, 2), end=dt.date(2022, 3, 1))


def test_unknown_frame_is_refused() -> None:
    with pytest.raises(RecordError, match="'forever' is no frame"):
        Period(frame="forever")  # type: ignore[arg-type]


def test_period_may_have_an_end_without_a_start() -> None:
    assert Period(frame="cumulative", end=dt.date(2022, 3, 1)).start is None


@pytest.mark.parametrize(
    ("start", "end", "iso", "interval"),
    [
        ("2022-03-02", "2022-03-02", "2022-03-02", "2022-03-02"),
        ("2022-03-01", "2022-03-31", "2022-03", "2022-03"),
        ("2022-01-01", "2022-12-31", "2022", "2022"),
        ("2022-03-01", "2022-03-05", "2022-03-05", "2022-03-01/2022-03-05"),
    ],
)
def test_window_is_written_as_a_date_or_as_its_days(
    start: str, end: str, iso: str, interval: str
) -> None:
    window = Window(start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end))
    assert (window.iso, window.iso_interval) == (iso, interval)
