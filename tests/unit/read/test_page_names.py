"""Names on a page: authors and titles."""

import pytest

from counterclaim.read.page_names import clean_authors, without_outlet, without_tail


@pytest.mark.parametrize(
    ("stated", "names"),
    [
        (["By Ada Renn"], ("Ada Renn",)),
        (["Ada Renn and Tomas Veld"], ("Ada Renn", "Tomas Veld")),
        (["Ada Renn, Tomas Veld and Ivo Brand"], ("Ada Renn", "Tomas Veld", "Ivo Brand")),
        (["Ada Renn; ADA RENN"], ("Ada Renn",)),
        (["Ada Renn, defence correspondent"], ("Ada Renn",)),
        (["By Ada Renn in Dorna"], ("Ada Renn",)),
        (["Ada Renn renn@liskpost.example"], ("Ada Renn",)),
        (["Meridian", "Staff and agencies"], ("Meridian", "Staff and agencies")),
        (["Ada Renn and agencies"], ("Ada Renn", "agencies")),
        (["https://social.example/adarenn", "@adarenn", "admin"], ()),
        (["Анна Рен"], ("Анна Рен",)),
    ],
)
def test_authors(stated: list[str], names: tuple[str, ...]) -> None:
    assert clean_authors(stated) == names


@pytest.mark.parametrize(
    ("title", "outlet", "headings", "left"),
    [
        ("12 die in Dorna | The Lisk Post", "The Lisk Post", {}, "12 die in Dorna"),
        ("12 die in Dorna - Lisk Post", "The Lisk Post", {}, "12 die in Dorna"),
        ("The Lisk Post: 12 die", "The Lisk Post", {}, "The Lisk Post: 12 die"),
        ("Lisk Post | 12 die in Dorna", "Lisk Post", {}, "12 die in Dorna"),
        ("12 die – what we know", "Lisk Post", {}, "12 die – what we know"),
        ("12 die | World | Lisk Post", "Lisk Post", {"12 die": "12 die"}, "12 die"),
        ("十四人死亡-塔恩新闻网", "塔恩新闻网", {}, "十四人死亡"),
        ("Dorna - a town", "dorna.example", {}, "Dorna - a town"),
    ],
)
def test_titles(title: str, outlet: str, headings: dict[str, str], left: str) -> None:
    assert without_outlet(title, [outlet], headings) == left


def test_a_tail_goes_where_nothing_else_is_known() -> None:
    assert without_tail("Twelve die in Dorna | The Lisk Post") == "Twelve die in Dorna"
    assert without_tail("Dorna – what we know") == "Dorna – what we know"
