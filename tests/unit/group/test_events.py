"""Events: which incidents are shown to be one, whatever the order in which they come."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from figures import exact
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.group.claims import group_claims
from counterclaim.group.events import link_events
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.kept import KeptSighting

Keeper = Callable[..., KeptSighting]
Linker = Callable[..., list[str | None]]

MARCH_2, MARCH_3, MARCH_5, MARCH_9 = (dt.date(2031, 3, day) for day in (2, 3, 5, 9))
STRIKE, SHOTS = "a missile strike on Dorna", "a gunman opened fire in Dorna"


@pytest.fixture
def link(tell: Keeper, invented: Lexicon) -> Linker:
    """Return a function that gives the event of each row: six, seven ... dead in Dorna."""

    def link(*rows: dict[str, Any]) -> list[str | None]:
        found: dict[str, str | None] = {}
        kept = [
            tell(exact(6 + at), **{"frame": "incident", "place": "Dorna", "who": "", **facts})
            for at, facts in enumerate(rows)
        ]
        claims = [claim for one in kept for claim in group_claims([one], invented)]
        for claim in link_events(claims, invented):
            found[claim.id] = claim.question.occasion
        return [found[f"c-{one.id}"] for one in kept]

    return link


def test_one_place_and_day_are_one_event(link: Linker) -> None:
    assert link({"start": MARCH_2}, {"start": MARCH_2, "place": "the  dorna"}) == [
        "dorna@2031-03-02",
        "dorna@2031-03-02",
    ]


def test_two_strikes_on_one_city_on_two_days_are_two(link: Linker) -> None:
    rows = ({"start": MARCH_2, "sentence": STRIKE}, {"start": MARCH_3, "sentence": STRIKE})
    assert link(*rows) == ["dorna@2031-03-02", "dorna@2031-03-03"]


def test_two_kinds_of_attack_on_one_day_are_two(link: Linker) -> None:
    rows = ({"start": MARCH_2, "sentence": STRIKE}, {"start": MARCH_2, "sentence": SHOTS})
    one, other = link(*rows)
    assert one != other
    assert None not in (one, other)


def test_a_claim_that_names_no_kind_is_of_the_only_event_and_of_none_of_two(link: Linker) -> None:
    strike, shots = ({"start": MARCH_2, "sentence": words} for words in (STRIKE, SHOTS))
    assert link({"start": MARCH_2}, strike) == ["dorna@2031-03-02"] * 2
    assert link({"start": MARCH_2}, strike, shots)[0] is None


def test_windows_that_overlap_are_one_event(link: Linker) -> None:
    overnight = {"start": MARCH_2, "end": MARCH_3}
    assert link(overnight, {"start": MARCH_3}) == ["dorna@2031-03-03"] * 2


def test_a_night_between_two_events_is_of_neither(link: Linker) -> None:
    overnight = {"start": MARCH_2, "end": MARCH_3}
    assert link(overnight, {"start": MARCH_2}, {"start": MARCH_3}) == [
        None,
        "dorna@2031-03-02",
        "dorna@2031-03-03",
    ]


@pytest.mark.parametrize(
    "facts",
    [
        {"start": None},
        {"start": MARCH_2, "place": None},
        {"start": MARCH_2, "end": dt.date(2031, 3, 20)},
        {"start": MARCH_2, "frame": "interval"},
    ],
)
def test_what_is_of_no_single_event_gets_none(link: Linker, facts: dict[str, Any]) -> None:
    other, mine = link({"start": MARCH_2}, facts)
    assert other == "dorna@2031-03-02"
    assert mine != other


def test_a_claim_that_tells_its_days_loosely_is_of_the_only_event_and_of_none_of_two(
    link: Linker,
) -> None:
    week, first, second = {"start": MARCH_2, "end": MARCH_9}, {"start": MARCH_3}, {"start": MARCH_9}
    assert link(week, first) == ["dorna@2031-03-03"] * 2
    assert link(week, first, second)[0] is None


def test_two_figures_of_one_voice_in_one_text_show_two_events(link: Linker) -> None:
    two = ({"start": MARCH_2, "doc": "a"}, {"start": MARCH_2, "doc": "a"})
    assert link(*two, {"start": MARCH_2}) == [None, None, None]


def test_two_figures_of_two_voices_or_days_in_one_text_are_of_one_event(link: Linker) -> None:
    facts = {"start": MARCH_2, "doc": "a"}
    assert link(facts, {**facts, "who": "Kastavia"}) == ["dorna@2031-03-02"] * 2
    mayor = {**facts, "who": "the mayor"}
    assert link({**mayor, "said": MARCH_2}, {**mayor, "said": MARCH_3}) == ["dorna@2031-03-02"] * 2


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "start": st.sampled_from([MARCH_2, MARCH_3]),
                "end": st.sampled_from([None, MARCH_3, MARCH_5]),
                "place": st.sampled_from(["Dorna", "Lisk"]),
                "sentence": st.sampled_from(
                    [STRIKE, SHOTS, f"{STRIKE}; {SHOTS}", "the figure of those who died"]
                ),
                "doc": st.sampled_from(["a", "b", "c", "d"]),
            }
        ),
        max_size=7,
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_arrival_changes_no_event(
    make: Keeper, invented: Lexicon, rows: Any, random: Any
) -> None:
    kept = [make(at, exact(at % 3), frame="incident", **row) for at, row in enumerate(rows)]
    claims = group_claims(kept, invented)
    shuffled = list(claims)
    random.shuffle(shuffled)
    of = {c.id: c.question.occasion for c in link_events(claims, invented)}
    assert of == {c.id: c.question.occasion for c in link_events(shuffled, invented)}
