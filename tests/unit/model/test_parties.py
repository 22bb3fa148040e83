"""Victims, claimants and parties that cannot be built wrong."""

import pytest

from counterclaim.errors import RecordError, SpanError
from counterclaim.model.parties import Claimant, Party, Victims


def test_victims_without_words_have_no_place() -> None:
    victims = Victims(party="RU", class_="military")
    assert (victims.text, victims.start, victims.end) == ("", None, None)


def test_victims_with_words_need_their_place() -> None:
    with pytest.raises(RecordError):
        Victims(text="soldiers")


@pytest.mark.parametrize(("start", "end"), [(0, None), (None, 8)])
def test_victims_with_half_a_place_are_refused(start: int | None, end: int | None) -> None:
    with pytest.raises(RecordError):
        Victims(text="soldiers", start=start, end=end)


def test_victims_whose_words_do_not_fit_their_place_are_refused() -> None:
    with pytest.raises(SpanError):
        Victims(text="soldiers", start=0, end=7)


def test_unknown_class_of_victims_is_refused() -> None:
    with pytest.raises(RecordError, match="'sailors' is no class"):
        Victims(class_="sailors")  # type: ignore[arg-type]


def test_unknown_group_of_victims_is_refused() -> None:
    with pytest.raises(RecordError, match="'sailors' is no group"):
        Victims(group="sailors")  # type: ignore[arg-type]


def test_claimant_needs_a_name() -> None:
    with pytest.raises(RecordError):
        Claimant(text="he", start=0, end=2, name="")


def test_unknown_kind_of_claimant_is_refused() -> None:
    with pytest.raises(RecordError, match="'ghost' is no kind"):
        Claimant(text="he", start=0, end=2, name="A. Ghost", kind="ghost")  # type: ignore[arg-type]


def test_claimant_whose_words_do_not_fit_their_place_is_refused() -> None:
    with pytest.raises(SpanError):
        Claimant(text="he", start=0, end=3, name="A. Ghost")


@pytest.mark.parametrize(("code", "name"), [("", "Russia"), ("RU", "")])
def test_party_needs_a_code_and_a_name(code: str, name: str) -> None:
    with pytest.raises(RecordError):
        Party(id=code, name=name, kind="state")
