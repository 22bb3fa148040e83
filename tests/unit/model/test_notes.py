"""Notes: records with slots, made by keyword."""

from dataclasses import replace

import pytest

from counterclaim.model.notes import note


@note
class Mark:
    """A place with a sign."""

    place: int
    sign: str = "."


def test_note_is_made_by_keyword_only() -> None:
    with pytest.raises(TypeError):
        Mark(1)  # type: ignore[misc]  # what is tested


def test_note_takes_no_other_attribute() -> None:
    with pytest.raises(AttributeError):
        Mark(place=1).other = 2  # type: ignore[attr-defined]  # what is tested


def test_notes_with_the_same_fields_are_equal() -> None:
    assert replace(Mark(place=1), sign="!") == Mark(place=1, sign="!")
