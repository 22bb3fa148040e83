from dataclasses import replace

from counterclaim.estimate.joint_program import Relation, relations_of
from counterclaim.estimate.observations import Series

CASUALTIES, KILLED, WOUNDED = (
    Series(side="QV", outcome=outcome, class_="military")
    for outcome in ("casualties", "killed", "wounded")
)
CIVILIANS = replace(KILLED, class_="civilian")
CHILDREN = replace(CIVILIANS, group="children")
EVERYBODY = replace(KILLED, class_=None)


def test_killed_and_wounded_are_among_the_casualties_or_all_of_them():
    given = (CASUALTIES, KILLED, WOUNDED)
    assert relations_of(given) == (Relation(parts=(KILLED, WOUNDED), whole=CASUALTIES),)
    assert relations_of(given, is_sum=True) == (
        Relation(parts=(KILLED, WOUNDED), whole=CASUALTIES, is_sum=True),
    )
    assert relations_of((CASUALTIES, KILLED), is_sum=True) == (
        Relation(parts=(KILLED,), whole=CASUALTIES),
    )


def test_children_are_within_their_class_and_both_classes_within_everybody():
    assert relations_of((CHILDREN, CIVILIANS, KILLED, EVERYBODY)) == (
        Relation(parts=(CIVILIANS, KILLED), whole=EVERYBODY),
        Relation(parts=(CHILDREN, KILLED), whole=EVERYBODY),
        Relation(parts=(CHILDREN,), whole=CIVILIANS),
    )


def test_sides_share_nobody_and_captured_may_be_let_go():
    assert relations_of((CASUALTIES, replace(KILLED, side="KS"))) == ()
    captured = replace(KILLED, outcome="captured")
    assert relations_of((captured, replace(captured, class_=None))) == ()
