"""Officials by full name and by surname: the day, the title, the sides, capitals."""

from collections.abc import Callable

import pytest

from counterclaim.model.sightings import Sighting

Reader = Callable[..., list[Sighting]]


def claimant(read: Reader, text: str, day: str | None) -> tuple[str, str | None, str] | None:
    found = read(text, day)[-1].claimant
    return None if found is None else (found.name, found.party, found.kind)


@pytest.mark.parametrize(
    ("surname", "day", "expected"),
    [
        ("Putin", "2022-06-01", ("Vladimir Putin", "RU", "government")),
        ("Biden", "2022-06-01", ("Joe Biden", "US", "government")),
        ("Trump", "2025-06-01", ("Donald Trump", "US", "government")),
        ("Peskov", "2022-06-01", ("Dmitry Peskov", "RU", "government")),
        ("Lavrov", "2022-06-01", ("Sergei Lavrov", "RU", "government")),
        ("Blinken", "2022-06-01", ("Antony Blinken", "US", "government")),
        ("Austin", "2022-06-01", ("Lloyd Austin", "US", "government")),
        ("Konashenkov", "2022-06-01", ("Igor Konashenkov", "RU", "military")),
        ("Guterres", "2022-06-01", ("António Guterres", None, "international organisation")),
        ("Ban", "2014-06-01", ("Ban Ki-moon", None, "international organisation")),
        ("Aliyev", "2020-10-01", ("Ilham Aliyev", "AZ", "government")),
        ("Modi", "2020-10-01", ("Narendra Modi", "IN", "government")),
        ("Sinwar", "2023-11-01", ("Yahya Sinwar", "Hamas", "armed group")),
        ("Nasrallah", "2023-11-01", ("Hassan Nasrallah", "Hezbollah", "armed group")),
        ("Gallant", "2023-11-01", ("Yoav Gallant", "IL", "government")),
        ("Johnson", "2022-04-10", ("Boris Johnson", "GB", "government")),
        ("Burhan", "2023-06-01", ("Abdel Fattah al-Burhan", "SD", "military")),
        ("al-Burhan", "2023-06-01", ("Abdel Fattah al-Burhan", "SD", "military")),
        ("Hemedti", "2023-06-01", ("Mohamed Hamdan Dagalo", "Rapid Support Forces", "armed group")),
        ("Zelenskyy", "2022-06-01", ("Volodymyr Zelensky", "UA", "government")),
    ],
)
def test_surname_leads_to_who_held_the_office(
    read: Reader, surname: str, day: str, expected: tuple[str, str | None, str]
) -> None:
    assert claimant(read, f"{surname} said 498 soldiers had been killed.", day) == expected


@pytest.mark.parametrize(
    ("named", "day", "name", "party"),
    [
        ("President Biden", None, "Joe Biden", "US"),
        ("Defense Secretary Austin", None, "Lloyd Austin", "US"),
        ("Prime Minister May", "2018-04-10", "Theresa May", "GB"),
        ("Foreign Secretary Hague", "2012-06-10", "William Hague", "GB"),
        ("Vice President Pence", "2018-04-01", "Mike Pence", "US"),
        ("UN chief Guterres", "2022-06-01", "António Guterres", None),
        ("Mayor Johnson", "2022-04-10", "Johnson", None),
        ("Austin", None, "Austin", None),
    ],
)
def test_title_settles_whose_surname_it_is(
    read: Reader, named: str, day: str | None, name: str, party: str | None
) -> None:
    found = claimant(read, f"{named} said 498 soldiers had been killed.", day)
    assert found is not None
    assert found[:2] == (name, party)


def test_full_name_in_the_text_comes_before_the_tables(read: Reader) -> None:
    text = "Olena Lavrov lost her house. Lavrov said 12 people were killed."
    assert claimant(read, text, "2022-06-01") == ("Olena Lavrov", None, "person")


def test_title_before_a_full_name_is_no_part_of_it(read: Reader) -> None:
    text = "President Ilen Torv spoke on Friday. Torv said 12 people were killed."
    assert claimant(read, text, "2031-06-01") == ("Ilen Torv", None, "person")


@pytest.mark.parametrize(
    ("side", "name", "party"),
    [("", "Hassan", None), (" in Tanzania", "Samia Suluhu Hassan", "TZ")],
)
def test_surname_of_many_needs_its_side_in_the_text(
    read: Reader, side: str, name: str, party: str | None
) -> None:
    found = claimant(read, f"Hassan said 40 people were killed{side}.", "2022-04-01")
    assert found is not None
    assert found[:2] == (name, party)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2010-04-10", ("Jens Stoltenberg", "NO", "government")),
        ("2014-04-10", ("Jens Stoltenberg", None, "person")),
        ("2022-04-10", ("Jens Stoltenberg", "NATO", "international organisation")),
    ],
)
def test_office_counts_on_its_days_only(
    read: Reader, day: str, expected: tuple[str, str | None, str]
) -> None:
    text = "Jens Stoltenberg said 40,000 soldiers had been killed."
    assert claimant(read, text, day) == expected


def test_former_official_keeps_the_side_of_all_his_offices(read: Reader) -> None:
    text = "Boris Johnson said 40,000 soldiers had been killed."
    assert claimant(read, text, "2024-06-01") == ("Boris Johnson", "GB", "person")


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("ZELENSKY SAYS 6,000 RUSSIAN SOLDIERS KILLED", "Volodymyr Zelensky"),
        ("PUTIN SAYS 6,000 SOLDIERS KILLED", "Vladimir Putin"),
    ],
)
def test_surname_in_a_headline_in_capitals_speaks(read: Reader, line: str, name: str) -> None:
    found = claimant(read, line, "2022-04-10")
    assert found is not None
    assert found[0] == name


@pytest.mark.parametrize("word", ["AUSTIN", "POWER", "PRICE", "RICE", "SNOW", "WIN"])
def test_word_in_capitals_is_no_name(read: Reader, word: str) -> None:
    assert claimant(read, f"{word} SAYS 6,000 SOLDIERS KILLED", "2022-04-10") is None
