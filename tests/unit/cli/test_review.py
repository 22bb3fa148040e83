"""``counterclaim review``: verdicts that are added, and those that are refused."""

import json
from collections.abc import Callable

import pytest

from counterclaim.cli.main import main

Finder = Callable[[str], str]
REVISION = 6  # the ledger of the three reports has five entries


def test_verdict_is_added_and_shown(claim_id: Finder, printed: Callable[..., list[str]]) -> None:
    name = claim_id("498")
    assert printed("review", name, "accept", "--by", "A. Reader") == [
        f"c-................ accepted; revision {REVISION}"
    ]
    lines = printed("show", name)
    assert f"id c-................, revision {REVISION}" in lines
    place = lines.index("Reviews:")
    assert lines[place - 1 : place + 2] == ["", "Reviews:", "................ A. Reader accept"]


def test_rejected_claim_is_listed_no_more(
    claim_id: Finder, capsys: pytest.CaptureFixture[str]
) -> None:
    name = claim_id("at least 12")
    assert main(["review", name, "reject", "--by", "me", "--reason", "a forecast"]) == 0
    capsys.readouterr()
    main(["claims", "--class", "civilian", "--format", "json"])
    assert json.loads(capsys.readouterr().out) == []


def test_correction_changes_the_field(claim_id: Finder, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["review", claim_id("at least 12"), "correct", "victims.party=QV", "--by", "me"]
    assert main([*command, "--reason", "see the headline"]) == 0
    capsys.readouterr()
    main(["claims", "--victims", "QV", "--format", "jsonl"])
    record = json.loads(capsys.readouterr().out)
    assert record["quantity"]["text"] == "at least 12"


def test_stale_revision_ends_with_3_and_names_both(
    claim_id: Finder, refused: Callable[..., list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    name = claim_id("498")
    main(["review", name, "accept", "--by", "A. Reader", "--revision", "0"])
    capsys.readouterr()
    assert refused("review", name, "accept", "--by", "B. Reader", "--revision", "0", code=3) == [
        f"counterclaim: error: {name}: the review was made on revision 0, but the last one is "
        f"{REVISION}",
        "  hint: look at it again, and review what is there now",
    ]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["reject", "--by", "me"], "to reject needs a reason"),
        (["accept", "--by", " "], "a review needs the name of who made it"),
        (
            ["correct", "victims.party", "--by", "me", "--reason", "x"],
            "'victims.party' sets no field",
        ),
        (["correct", "\x1b[31m", "--by", "me", "--reason", "x"], "'\\x1b[31m' sets no field"),
    ],
)
def test_review_that_cannot_be_used_ends_with_2(
    arguments: list[str], said: str, claim_id: Finder, refused: Callable[..., list[str]]
) -> None:
    lines = refused("review", claim_id("498"), *arguments, code=2)
    assert lines[0] == f"counterclaim: error: {said}"
    assert len(lines) == 2
