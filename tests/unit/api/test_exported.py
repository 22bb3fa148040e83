"""The names of the front door: a function and a subpackage share one, and the function has it."""

import sys

import counterclaim


def test_every_exported_name_is_there() -> None:
    assert {name for name in counterclaim.__all__ if not hasattr(counterclaim, name)} == set()


def test_estimate_is_the_function_and_the_subpackage_stays() -> None:
    from counterclaim.estimate import observations  # noqa: PLC0415  # after the package

    assert callable(counterclaim.estimate)
    assert sys.modules["counterclaim.estimate"].observations is observations
