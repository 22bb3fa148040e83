"""Wikitext: a row per claimant by figure, and no markup from a text."""

import datetime as dt
import html
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim.export.folder import write_release
from counterclaim.export.release import Release
from counterclaim.export.wikitable import bounds_text, wiki_text
from counterclaim.model.claims import Claim
from counterclaim.model.disputes import Dispute, PairVerdict
from counterclaim.model.kept import DocumentFacts
from counterclaim.model.quantities import Quantity

Make = Callable[..., Claim]
MakeRelease = Callable[..., Release]


def page_of(release: Release, folder: Path) -> str:
    write_release(release, "wikitable", folder)
    return (folder / "disputes.wiki").read_text(encoding="utf-8")


def disputed(make_release_of: MakeRelease, *claims: Claim) -> Release:
    ends = {"a": claims[0].id, "b": claims[-1].id}
    pair = PairVerdict(**ends, verdict="contradict", reason="they do not meet", rests_on="hard")
    dispute = Dispute(question=claims[0].question, claims=claims, verdicts=(pair,))
    return make_release_of(*claims, disputes=(dispute,))


def test_page_of_the_example(example: Release, tmp_path: Path) -> None:
    source = "<ref>Example Wire, [https://example.org/a?b=1 Two counts], 2022-03-02</ref>"
    assert page_of(example, tmp_path / "out") == (
        "<!-- known as of 2022-03-03T12:00:00Z -->\n"
        '{| class="wikitable"\n'
        "|+ How many killed: RU, military, cumulative\n"
        "! Claimant !! Figure as worded !! Bounds !! Period !! Said on !! Source\n"
        "|-\n"
        "| Moscow\n"
        "| 498\n"
        "| 498\n"
        "| from 2022-02-24 to 2022-03-02 (inferred)\n"
        "| \n"
        f"| {source}\n"
        "|-\n"
        "| Volodymyr Zelensky\n"
        "| close to 6,000\n"
        "| 5,400–5,999 (by convention)\n"
        "| from 2022-02-24 to 2022-03-01\n"
        "| 2022-03-02\n"
        f"| {source}\n"
        "|}\n"
        "\n"
        "<references />\n"
    )


def test_question_whose_answers_can_all_be_true_has_no_table(
    made_claim: Make, make_release_of: MakeRelease, tmp_path: Path
) -> None:
    claims = (made_claim("A", "10"), made_claim("B", "10-20"))
    agreed = Dispute(question=claims[0].question, claims=claims, verdicts=())
    assert "{|" not in page_of(make_release_of(*claims, disputes=(agreed,)), tmp_path / "out")


def test_rows_go_by_figure_then_name(
    made_claim: Make, make_release_of: MakeRelease, tmp_path: Path
) -> None:
    claims = [made_claim("C", "20"), made_claim("b", "10"), made_claim("A", "10")]
    page = page_of(disputed(make_release_of, *claims), tmp_path / "out")
    assert re.findall(r"^\|-\n\| (.+)$", page, flags=re.MULTILINE) == ["A", "b", "C"]


def test_superseded_claim_and_denial(
    made_claim: Make, make_release_of: MakeRelease, tmp_path: Path
) -> None:
    old = made_claim("A", "5", superseded_by="c-A-10")
    claims = [old, made_claim("A", "10"), made_claim("B", "90", polarity="denied")]
    page = page_of(disputed(make_release_of, *claims), tmp_path / "out")
    assert re.findall(r"^\|-\n\| (.+)$", page, flags=re.MULTILINE) == ["A", "B (a denial)"]


def test_copies_share_one_reference(
    made_claim: Make, make_release_of: MakeRelease, tmp_path: Path
) -> None:
    first = made_claim("A", "10", document=DocumentFacts(id="d-1", outlet="Fenmark Courier"))
    copy = made_claim(
        "A", "10", document=DocumentFacts(id="d-2", outlet="Tarn Post", copy_group="d-1")
    )
    again = replace(copy.sightings[0], id="s-again")
    claim = replace(first, sightings=(*first.sightings, again))
    page = page_of(disputed(make_release_of, claim), tmp_path / "out")
    assert page.count("<ref>") == 1
    assert "Fenmark Courier" in page


def test_event_shows_its_day_and_no_day_of_a_report(
    made_claim: Make, make_release_of: MakeRelease, tmp_path: Path
) -> None:
    day = dt.date(2023, 5, 1)
    known = {"as_of": dt.date(2023, 5, 4), "as_of_from": "published"}
    claims = [made_claim("A", "10", start=day, **known), made_claim("B", "20", **known)]
    page = page_of(disputed(make_release_of, *claims), tmp_path / "out")
    assert "| 10\n| 10\n| 2023-05-01\n" in page
    assert "| 20\n| 20\n| \n" in page


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (498, 498, "498"),
        (2001, None, "2,001 or more"),
        (None, 20, "20 or fewer"),
        (5400, 5999, "5,400–5,999"),
        (None, None, "open"),
    ],
)
def test_bounds_in_signs(low: int | None, high: int | None, text: str) -> None:
    quantity = Quantity(text="x", start=0, end=1, kind="range", low=low, high=high)
    assert bounds_text(quantity) == text


@pytest.mark.parametrize(
    ("text", "wikitext"),
    [
        ("a|b", "a&#124;b"),
        ("{{Infobox}}", "&#123;&#123;Infobox&#125;&#125;"),
        ("[[File:x]]", "&#91;&#91;File&#58;x&#93;&#93;"),
        ("<ref>", "&#60;ref&#62;"),
        ("'''bold'''", "&#39;&#39;&#39;bold&#39;&#39;&#39;"),
        ("a &lt; b", "a &#38;lt&#59; b"),
        ("-\n|}", "&#45; &#124;&#125;"),
        ("__NOTOC__", "&#95;&#95;NOTOC&#95;&#95;"),
        ("~~~~", "&#126;&#126;&#126;&#126;"),
        ("RFC 2606", "RFC&#32;2606"),
        ("http://a.example", "http&#58;//a.example"),
    ],
)
def test_markup_is_written_as_signs(text: str, wikitext: str) -> None:
    assert wiki_text(text) == wikitext


@given(st.text(max_size=30))
def test_text_reads_the_same_and_holds_no_markup(text: str) -> None:
    found = wiki_text(text)
    assert not set("{}[]|<>'=!*~_`\n") & set(found)
    printed = "".join(char for char in text if char.isprintable() and not char.isspace())
    assert [char for char in html.unescape(found) if char in printed] == list(printed)


@given(st.text(max_size=30))
def test_hostile_text_changes_no_row(
    made_claim: Make,
    make_release_of: MakeRelease,
    tmp_path_factory: pytest.TempPathFactory,
    text: str,
) -> None:
    facts = DocumentFacts(id="d-1", outlet=text, title=text, url=f"https://example.org/{text}")
    claim = made_claim("A", "10", claimant=text or "x", document=facts)
    page = page_of(disputed(make_release_of, claim), tmp_path_factory.mktemp("wiki") / "out")
    lines = page.split("\n")
    assert len(lines) == 15
    assert [line[:2] for line in lines[4:12]] == ["|-", "| ", "| ", "| ", "| ", "| ", "| ", "|}"]
    assert lines[10].count("<") == 2
    assert lines[10].count("[") == 1


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://x.example/~~~~/__NOTOC__", "[https://x.example/%7E%7E%7E%7E/%5F%5FNOTOC%5F%5F "),
        ("https://x.example/a_b?c=1", "[https://x.example/a_b?c=1 "),
        ("javascript:alert(1)", None),
    ],
)
def test_nothing_in_an_address_is_markup(
    made_claim: Make, make_release_of: MakeRelease, tmp_path: Path, url: str, link: str | None
) -> None:
    facts = DocumentFacts(id="d-1", title="Ten dead", url=url)
    page = page_of(disputed(make_release_of, made_claim("A", "10", document=facts)), tmp_path / "o")
    assert (f"<ref>{link}Ten dead]</ref>" if link else "<ref>Ten dead</ref>") in page
