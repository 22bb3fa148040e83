"""Months and days by their names in other languages."""

import pytest

from counterclaim.read.metadata_dates import day_in
from counterclaim.read.month_names import is_weekday, month_number


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("April", 4),
        ("apr.", 4),
        ("апреля", 4),
        ("Лютого", 2),
        ("juillet", 7),
        ("März", 3),
        ("agosto", 8),
        ("Eylül", 9),
        ("مايو", 5),
        ("كانون الثاني", 1),
        ("במאי", 5),
        ("killed", None),
        ("listopad", 11),
    ],
)
def test_months_are_known_by_name(name: str, number: int | None) -> None:
    assert month_number(name) == number


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Publié le samedi 1er août 2015 à 18 h 40", "2015-08-01"),
        ("14 августа 2008 г.", "2008-08-14"),
        ("Montag, 3. Mai 2021, 10:15 Uhr", "2021-05-03"),
        ("12 de marzo de 2021", "2021-03-12"),
        ("1 Eylül 2020 Salı", "2020-09-01"),
        ("12 كانون الثاني 2021", "2021-01-12"),
        ("3 במאי 2021", "2021-05-03"),
        ("2021年5月3日 10:00", "2021-05-03"),
        ("Friday, April 16, 1999", "1999-04-16"),
    ],
)
def test_days_in_other_languages_are_read(text: str, day: str) -> None:
    found = day_in(text)
    assert found is not None
    assert found.window.start.isoformat() == day


@pytest.mark.parametrize("text", ["31 февраля 2021", "12 people 2021", "May 2021", ""])
def test_what_is_no_day_is_none(text: str) -> None:
    assert day_in(text) is None


def test_days_of_the_week_are_known_by_name() -> None:
    assert [is_weekday(word) for word in ("Friday", "пятница", "vendredi", "Kasten")] == [
        True,
        True,
        True,
        False,
    ]
