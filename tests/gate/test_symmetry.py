"""The two sides of a war are treated alike: no share falls, and the swap does what it says."""

from pathlib import Path

import measure as gate
import pytest
import symmetry
from swap import Swap

SWAP = Swap(
    ("UA", "RU"), {"Ukraine": "Russia", "Russia": "Ukraine", "Eland": "Oland", "Border": "Arm"}
)


@pytest.fixture(scope="module")
def tallies() -> symmetry.Tallies:
    """Return what was measured: the golden texts always, the gold articles where they are."""
    shared = Path(__file__).resolve().parents[3] / "shared"
    return symmetry.measure(shared if (shared / "gold").is_dir() else None)


def test_no_share_is_below_its_floor(tallies: symmetry.Tallies) -> None:
    shares = symmetry.list_shares(tallies)
    floors = {
        way: {name: floor for name, floor in sets.items() if name in shares[way]}
        for way, sets in symmetry.load_floors().items()
    }
    falls = gate.list_falls(floors, shares)
    lines = [line for sets in tallies.values() for tally in sets.values() for line in tally.lines]
    assert not falls, "\n".join([*falls, *lines])


def test_code_and_words_know_no_side(tallies: symmetry.Tallies) -> None:
    assert [line for tally in tallies["tables"].values() for line in tally.lines] == []


def test_enough_claims_are_compared(tallies: symmetry.Tallies) -> None:
    assert tallies["tables"]["golden"].n_claims >= 200


def test_names_are_exchanged_in_any_case() -> None:
    assert SWAP.text("UKRAINE and Russia’s army").text == "RUSSIA and Ukraine’s army"


def test_part_of_a_word_is_kept() -> None:
    assert SWAP.text("Ukraineborn").text == "Ukraineborn"


def test_article_suits_the_word() -> None:
    assert SWAP.text("A Border post, a Ukraine flag").text == "An Arm post, a Russia flag"


def test_offsets_follow_their_words() -> None:
    swapped = SWAP.text("a Border: Ukraine lost 12 men")
    assert swapped.text[swapped.place(23) : swapped.place(25)] == "12"


def test_changed_field_is_named() -> None:
    texts = symmetry.Text("golden", "one", "Ukraine said 12 soldiers were killed.", None)
    lexicon = symmetry.build_lexicon(symmetry.load_tables())
    claims = texts.read(lexicon)
    claims[0]["victims"]["class"] = "civilian"
    tally = symmetry.Tally()
    symmetry.compare(tally, texts, claims, (SWAP, lexicon))
    assert tally.lines == ["one  '12'  victims.class"]
