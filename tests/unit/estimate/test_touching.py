from collections.abc import Callable

from counterclaim.estimate.touching import fewest_touching


def among(*clashes: set[int]) -> Callable[[frozenset[int]], list[frozenset[int]]]:
    """Return a search that finds one clash at a time."""

    def find(gone: frozenset[int]) -> list[frozenset[int]]:
        return [frozenset(one) for one in clashes if not one & gone][:1]

    return find


def sets(*clashes: set[int]) -> list[list[int]]:
    return [sorted(one) for one in fewest_touching(among(*clashes)).sets]


def test_nothing_is_left_out_where_nothing_clashes():
    found = fewest_touching(among())
    assert (found.sets, found.is_fewest, found.is_all) == ((frozenset(),), True, True)


def test_all_smallest_sets_are_told():
    assert sets({1, 2}) == [[1], [2]]
    assert sets({1, 2}, {2, 3}, {1, 3}) == [[1, 2], [1, 3], [2, 3]]


def test_one_that_is_in_every_clash_goes_alone():
    assert sets({1, 2}, {2, 3}, {2, 4, 5}) == [[2]]


def test_sets_beyond_six_are_not_told_and_that_is_said():
    found = fewest_touching(among(set(range(9))))
    assert [len(one) for one in found.sets] == [1] * 6
    assert (found.is_fewest, found.is_all) == (True, False)


def test_without_a_proof_the_last_choice_is_given_as_such():
    found = fewest_touching(among(*({2 * pair, 2 * pair + 1} for pair in range(60))))
    assert not found.is_fewest
    assert not found.is_all
    assert len(found.sets) == 1
