import datetime as dt

import pytest

from counterclaim.model.periods import Window
from counterclaim.read.dates_written import DateRead, read_date

MARCH_2 = Window.parse("2022-03-02")


@pytest.mark.parametrize(
    "written",
    [
        "2022-03-02",
        " 2022-03-02 ",
        "2022-3-2",
        "2022/03/02",
        "2022.03.02",
        "20220302",
        20220302,
        "2022-03-02 14:05:00",
        "2022-03-02T14:05",
        "2 March 2022",
        "02 Mar 2022",
        "2nd of March 2022",
        "02-Mar-2022",
        "March 2, 2022",
        "Mar. 2 2022",
        "Wednesday, March 2, 2022",
        "mercredi 2 mars 2022",
        "2 марта 2022",
        "March 2, 2022 at 2:05 PM EST",
        "02.03.2022",
        dt.date(2022, 3, 2),
        dt.datetime(2022, 3, 2, 14, 5),  # noqa: DTZ001
        {"$date": "2022-03-02"},
    ],
)
def test_day_is_read_as_it_is_written(written: object) -> None:
    assert read_date(written) == DateRead(MARCH_2)


@pytest.mark.parametrize(
    ("written", "day", "instant"),
    [
        ("2022-03-02T10:00:00Z", "2022-03-02", "2022-03-02T10:00:00+00:00"),
        ("2022-03-02T23:30:00-05:00", "2022-03-02", "2022-03-02T23:30:00-05:00"),
        ("2022-03-02 01:30:00.123 +0300", "2022-03-02", "2022-03-02T01:30:00+03:00"),
        ("2022-03-02 10:00:00 UTC", "2022-03-02", "2022-03-02T10:00:00+00:00"),
        ("2022-03-02T14:05:00+03", "2022-03-02", "2022-03-02T14:05:00+03:00"),
        ("20220302T140500+0200", "2022-03-02", "2022-03-02T14:05:00+02:00"),
        ("Wed Mar 2 14:05:00 +0000 2022", "2022-03-02", "2022-03-02T14:05:00+00:00"),
        ("20220302T140500Z", "2022-03-02", "2022-03-02T14:05:00+00:00"),
        ("Wed, 02 Mar 2022 14:05:00 GMT", "2022-03-02", "2022-03-02T14:05:00+00:00"),
        ("Wed, 2 Mar 2022 14:05 +0200 (EET)", "2022-03-02", "2022-03-02T14:05:00+02:00"),
        ("March 2, 2022, 12:05 a.m. GMT", "2022-03-02", "2022-03-02T00:05:00+00:00"),
        ("25/12/2022 18:00 +01:00", "2022-12-25", "2022-12-25T18:00:00+01:00"),
        (1646229900, "2022-03-02", "2022-03-02T14:05:00+00:00"),
        (1646229900.0, "2022-03-02", "2022-03-02T14:05:00+00:00"),
        ("1646229900", "2022-03-02", "2022-03-02T14:05:00+00:00"),
        (1646229900123, "2022-03-02", "2022-03-02T14:05:00+00:00"),
        ({"$date": {"$numberLong": "1646229900000"}}, "2022-03-02", "2022-03-02T14:05:00+00:00"),
        (
            dt.datetime(2022, 3, 2, 1, tzinfo=dt.timezone(dt.timedelta(hours=3))),
            "2022-03-02",
            "2022-03-02T01:00:00+03:00",
        ),
    ],
)
def test_instant_keeps_its_offset_and_the_day_of_it(
    written: object, day: str, instant: str
) -> None:
    assert read_date(written) == DateRead(Window.parse(day), instant)


@pytest.mark.parametrize("written", ["03/04/2022", "3-4-2022", "03/04/2022 10:00"])
def test_date_that_can_be_read_in_two_ways_is_read_in_neither(written: str) -> None:
    assert read_date(written) == DateRead(None, note=f"its date {written} can be read in two ways")


@pytest.mark.parametrize(
    ("written", "day"),
    [("25/12/2022", "2022-12-25"), ("12/25/2022", "2022-12-25"), ("5/5/2022", "2022-05-05")],
)
def test_date_that_can_be_read_in_one_way_only_is_certain(written: str, day: str) -> None:
    assert read_date(written) == DateRead(Window.parse(day))


@pytest.mark.parametrize(
    ("written", "window"),
    [
        (2022, "2022"),
        ("2022-03", "2022-03"),
        ("March 2022", "2022-03"),
        ("2022-03-01/2022-03-31", "2022-03"),
        ({"start": "2022-03-01", "end": "2022-03-31"}, "2022-03"),
    ],
)
def test_month_or_year_is_a_window(written: object, window: str) -> None:
    assert read_date(written) == DateRead(Window.parse(window))


@pytest.mark.parametrize(
    "written",
    [
        None,
        "",
        "soon",
        "-",
        "2022-13-45",
        "30 February 2022",
        "after 2 March 2022",
        "31/31/2022",
        "20221345",
        0,
        1,
        5.5,
        float("nan"),
        float("inf"),
        -1646229900,
        99,
        100000000,  # 1973: a count, not an instant
        9999999999999,  # the year 2286
        10**30,
        True,
        {},
        {"$date": {}},
        ["2022"],
        b"2022",
        "March 2, 2022 " * 99,
        "0000-01-01",
        "March 0000",
        "١٢/١٢/٢٠٢٢",
        "\ud800",
    ],
)
def test_what_is_no_date_is_none(written: object) -> None:
    assert read_date(written) is None


def test_time_that_no_clock_shows_leaves_the_day() -> None:
    assert read_date("2 March 2022 99:99 GMT") == DateRead(MARCH_2)
    assert read_date("2 March 2022 10:00 +99:00") == DateRead(MARCH_2)
