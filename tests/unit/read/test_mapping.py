"""Maps: what is refused, by which name, and what comes with the package."""

from pathlib import Path

import pytest

from counterclaim.errors import MapError
from counterclaim.lexicon.load import load_lexicon
from counterclaim.read.coded import SOFT_WIDTH
from counterclaim.read.mapping import joined, list_maps, load_map

CLAIM = '[[claim]]\ncount = "n"\noutcome = "killed"\n'


def refusal(folder: Path, text: str) -> str:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(MapError) as caught:
        load_map(str(path))
    return caught.value.message


def test_maps_of_the_package_load() -> None:
    assert list_maps() == ["gaza-daily", "general-staff", "radford2023"]
    assert [load_map(name).name for name in list_maps()] == list_maps()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "mine.toml: it has no [[claim]]"),
        ("[[claim]]\n", "mine.toml, claim 1: it names no column of counts"),
        (CLAIM + 'colour = "red"\n', "mine.toml, claim 1: unknown key 'colour'"),
        ("[row]\n" + CLAIM, "mine.toml: unknown key 'row'"),
        ('[[claim]]\ncount = "n"\noutcome = "dead"\n', "claim 1: 'outcome' cannot be 'dead'"),
        ("[every]\ncount = 3\n" + CLAIM, "mine.toml, every: 'count' has to be a text"),
        ("[every]\ndays = 0\n" + CLAIM, "'days' has to be a whole number of days"),
        ('[every]\nsince = "2030-01-01"\n' + CLAIM, "'since' has to be a date"),
        ('[every]\nday = "d"\n' + CLAIM, "claim 1: 'day' counts from no day"),
        ("[[read]]\n" + CLAIM, "mine.toml, read 1: it has no 'column'"),
        ('[[read]]\ncolumn = "a"\n' + CLAIM, "read 1: it needs either 'sets' or a table"),
        (
            '[[read]]\ncolumn = "a"\n[read.values]\n"x" = { clas = "civilian" }\n' + CLAIM,
            "mine.toml, read 1, value 'x': unknown key 'clas'",
        ),
        ("claim = 3\n", "mine.toml: 'claim' has to be a list of tables"),
        ("claim = [", "mine.toml: it cannot be read"),
    ],
)
def test_wrong_map_is_refused_by_file_and_key(tmp_path: Path, text: str, message: str) -> None:
    assert message in refusal(tmp_path, text).replace(str(tmp_path) + "/", "")


def test_unknown_map_names_those_that_exist() -> None:
    with pytest.raises(MapError) as caught:
        load_map("velmora")
    assert "gaza-daily, general-staff, radford2023" in caught.value.hint


def test_missing_map_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(MapError, match=r"none\.toml"):
        load_map(str(tmp_path / "none.toml"))


def test_claimant_takes_none_of_anothers_facts() -> None:
    first = {"claimant": "A", "claimant_party": "QV", "collective": True, "party": "QV"}
    assert joined(first, {"claimant": "B"}) == {"claimant": "B", "party": "QV"}


def test_soft_bounds_are_as_wide_as_those_of_the_lexicon() -> None:
    entries = load_lexicon().entries
    widths = {entries[name].numbers["width"] for name in ("bounds.about", "bounds.nearly")}
    assert widths == {SOFT_WIDTH}
