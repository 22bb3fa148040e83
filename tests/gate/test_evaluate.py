"""The package's own score gives the figures of the shared scorer."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from counterclaim.cli.main import main


@pytest.mark.parametrize("spoil", [False, True])
def test_figures_are_those_of_the_shared_scorer(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: bool
) -> None:
    gold, meta = shared / "gold" / "articles.jsonl", shared / "gold" / "articles.meta.jsonl"
    texts = shared / "gold" / "articles"
    assert main(["extract", str(texts), "--meta", str(meta), "--format", "jsonl"]) == 0
    lines = capsys.readouterr().out.splitlines()
    printed = tmp_path / "claims.jsonl"
    printed.write_text("\n".join(spoilt(lines) if spoil else lines), encoding="utf-8")
    scorer = [sys.executable, str(shared / "gold" / "score.py"), str(gold), str(printed), "--json"]
    wanted = json.loads(subprocess.run(scorer, capture_output=True, check=True, text=True).stdout)
    assert main(["evaluate", str(gold), str(printed), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out) == wanted


def spoilt(lines: list[str]) -> list[str]:
    """Return predictions with faults of every sort, and some said twice or in no document."""
    records = [json.loads(line) for line in lines]
    for number, record in enumerate(records):
        if number % 5 == 0:
            record["claimant"] = None
        if number % 7 == 0:
            record["quantity"]["kind"], record["quantity"]["value"] = "at_least", 3
        if number % 11 == 0:
            record["victims"]["party"] = "QV"
        if number % 13 == 0:
            record["source"] = "elsewhere.txt"
        if number % 17 == 0:
            record["outcome"] = "wounded"
    return [json.dumps(record) for record in [*records, *records[::9]]]
