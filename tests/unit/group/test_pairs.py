"""Pairs worth showing side by side in one text: contradictions first, then seeming ones."""

import datetime as dt
from collections.abc import Callable

from figures import exact

from counterclaim.group.pairs import list_pairs
from counterclaim.model.claims import Claim
from counterclaim.model.kept import KeptSighting

Keeper = Callable[..., KeptSighting]
Grouper = Callable[..., list[Claim]]

OTHER = {"who": "Velmora", "side": "QV"}


def test_the_list_begins_with_the_widest_contradiction(sight: Keeper, group: Grouper) -> None:
    kept = [
        sight(exact(100)),
        sight(exact(200), who="Palawe", side="QP"),
        sight(exact(900), **OTHER),
    ]
    assert [pair.judged.ratio for pair in list_pairs(group(kept))] == [9.0, 4.5, 2.0]


def test_the_list_leaves_out_what_is_not_compared(sight: Keeper, group: Grouper) -> None:
    event = {"frame": "incident", "place": "Dorna", "start": dt.date(2031, 3, 2)}
    kept = [
        sight(exact(100)),
        sight(exact(900), outcome="wounded", **OTHER),
        sight(exact(900), **event, **OTHER),
        sight(exact(900), of="QK", **OTHER),
        sight(exact(900), of=None, **OTHER),
    ]
    assert list_pairs(group(kept)) == []


def test_the_list_names_the_difference_that_explains_two_figures(
    sight: Keeper, group: Grouper
) -> None:
    kept = [sight(exact(100)), sight(exact(20), place="Dorna", **OTHER)]
    [pair] = list_pairs(group(kept))
    assert pair.judged.verdict == "compatible"
    assert pair.judged.reason == "Dorna is a part of the whole"


def test_a_pair_with_several_differences_is_not_listed(sight: Keeper, group: Grouper) -> None:
    one = sight(exact(1), place="Dorna", group="children", class_="civilian")
    other = sight(exact(5000), class_="civilian", **OTHER)
    assert list_pairs(group([one, other])) == []


def test_a_side_that_contradicts_itself_is_listed(sight: Keeper, group: Grouper) -> None:
    pairs = list_pairs(group([sight(exact(100)), sight(exact(900))]))
    assert [pair.judged.verdict for pair in pairs] == ["contradict"]


def test_the_smaller_figure_comes_first_whoever_states_it(sight: Keeper, group: Grouper) -> None:
    [pair] = list_pairs(group([sight(exact(900)), sight(exact(100), **OTHER)]))
    assert (pair.a.claimant, pair.b.claimant) == ("Velmora", "Kastavia")


def test_two_figures_that_agree_are_listed(sight: Keeper, group: Grouper) -> None:
    [pair] = list_pairs(group([sight(exact(100)), sight(exact(100), **OTHER)]))
    assert (pair.judged.verdict, pair.judged.reason) == ("agree", "both say 100")
