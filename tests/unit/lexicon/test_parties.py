"""Parties and wars: names that lead to sides, days in office, opponents."""

import datetime as dt

import pytest

from counterclaim.lexicon.lexicon import Lexicon


@pytest.mark.parametrize(
    ("word", "party"),
    [
        ("russia", "RU"),
        ("russian", "RU"),
        ("ukraine", "UA"),
        ("ukrainians", "UA"),
        ("kyiv", "UA"),
        ("kiev", "UA"),
        ("the kremlin", "RU"),
        ("the pentagon", "US"),
        ("downing street", "GB"),
        ("hamas", "Hamas"),
        ("palestinian", "PS"),
        ("volodymyr zelensky", "UA"),
        ("taiwan", "TW"),
        ("kosovo", "XK"),
    ],
)
def test_name_leads_to_its_side(lexicon: Lexicon, word: str, party: str) -> None:
    meanings = lexicon.names[word] or lexicon.names[word.removeprefix("the ")]
    assert party in {meaning.party for meaning in meanings}


def test_at_least_193_states_are_known(lexicon: Lexicon) -> None:
    states = [p for p in lexicon.parties.values() if p.kind == "state" and len(p.id) == 2]
    assert len(states) >= 196


def test_at_least_25_wars_since_1990_are_known(lexicon: Lexicon) -> None:
    assert sum(war.start >= dt.date(1990, 1, 1) for war in lexicon.wars.values()) >= 25


def test_every_side_of_a_war_is_a_known_party_or_names_itself(lexicon: Lexicon) -> None:
    codes = {p for war in lexicon.wars.values() for side in war.sides for p in side}
    assert {code for code in codes if len(code) == 2 and code.isalpha()} <= set(lexicon.parties)


def test_no_party_fights_itself(lexicon: Lexicon) -> None:
    both = [w.id for w in lexicon.wars.values() if frozenset.intersection(*w.sides)]
    assert both == []


@pytest.mark.parametrize(
    ("day", "covered"),
    [
        (dt.date(2022, 2, 23), False),
        (dt.date(2022, 2, 24), True),
        (dt.date(2024, 1, 1), True),
    ],
)
def test_war_of_2022_has_its_first_day(lexicon: Lexicon, day: dt.date, covered: bool) -> None:
    wars = [w for w in lexicon.wars.values() if w.start == dt.date(2022, 2, 24)]
    assert [war.covers(day) for war in wars] == [covered]


def test_opponent_of_russia_in_2022_is_ukraine(lexicon: Lexicon) -> None:
    war = next(w for w in lexicon.wars.values() if w.start == dt.date(2022, 2, 24))
    assert "UA" in war.opponents_of("RU")


def test_party_outside_a_war_has_no_opponent(lexicon: Lexicon) -> None:
    war = next(w for w in lexicon.wars.values() if w.start == dt.date(2022, 2, 24))
    assert war.opponents_of("BR") == ()


@pytest.mark.parametrize(
    ("day", "holds"),
    [(dt.date(2018, 1, 1), False), (dt.date(2022, 3, 2), True), (None, True)],
)
def test_office_is_held_within_its_days(lexicon: Lexicon, day: dt.date | None, holds: bool) -> None:
    offices = [
        name.office for name in lexicon.names["volodymyr zelensky"] if name.office is not None
    ]
    assert {office.holds_on(day) for office in offices} == {holds}
