"""The report: one page that stands alone, in which no text of a claim acts."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest

from counterclaim.api.estimated import Estimate
from counterclaim.api.report import report_page
from counterclaim.errors import InputError
from counterclaim.estimate.observations import Observation

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</table></body><iframe src='https://evil.example/'>",
    "</style><link rel=stylesheet href=//evil.example/a.css>",
    "&lt;b&gt; ]]> <!-- ",
    "a\u202eb\x1b[31m\x00\ud800",
)


class Tags(HTMLParser):
    """Collects the tags of a page and what they would fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.acts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name in ("src", "href", "xlink:href", "data", "action"):
                self.links.append(value or "")
            if name.startswith("on"):
                self.acts.append(name)


def parsed(page: str) -> Tags:
    found = Tags()
    found.feed(page)
    return found


def test_page_has_numbers_with_their_anchor_and_every_claim(two_sides: Estimate) -> None:
    page = report_page(two_sides)
    assert "<strong>Anchor: neutral</strong>" in page
    assert "By the model, anchor neutral" in page
    assert "Karsova said that 4000 soldiers were killed." in page
    assert "(said 3 times)" in page
    assert "a wrong anchor cannot be told from the data" in page
    assert "1: it has no day" in page
    assert page.count("<svg") == 4
    for one in two_sides.evidence.observations:
        assert f'<span id="{one.id}">' in page


def test_page_stands_alone(two_sides: Estimate) -> None:
    page = report_page(two_sides)
    found = parsed(page)
    assert not {"script", "link", "img", "iframe", "object", "embed"} & set(found.tags)
    assert [link for link in found.links if not link.startswith("#")] == []
    assert re.findall(r"url\((?!#)", page) == []
    assert "@import" not in page


@pytest.mark.parametrize("words", HOSTILE)
def test_texts_of_claims_do_nothing(
    words: str, told: Callable[..., Observation], made_of: Callable[..., Estimate]
) -> None:
    made = made_of(
        told("Karsova", 7, 100, sentence=words, words=words, source=words, id=f"c-{words}"),
        told(f"Velmora {words}", 7, 50),
    )
    found = parsed(report_page(made))
    plain = parsed(
        report_page(made_of(told("Karsova", 7, 100, source="a"), told("Velmora", 7, 50)))
    )
    assert set(found.tags) == set(plain.tags)
    assert found.acts == []
    assert [link for link in found.links if not link.startswith("#")] == []
    assert "\u202e" not in report_page(made)


def test_the_same_estimate_gives_the_same_page(two_sides: Estimate, tmp_path: Path) -> None:
    two_sides.report(tmp_path / "one.html")
    two_sides.with_().report(tmp_path / "two.html")
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_page_that_cannot_be_written_is_named(two_sides: Estimate, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"--report .*none/a.html: No such file"):
        two_sides.report(tmp_path / "none" / "a.html")
