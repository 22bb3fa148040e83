"""Reviewed sightings as gold: what enters, what stays out, and that the scorer reads it."""

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from counterclaim.cli.main import main
from counterclaim.errors import EmptyInputError, ExportError, SpanError
from counterclaim.export.folder import write_release
from counterclaim.export.release import Release
from counterclaim.model.documents import Document
from counterclaim.model.kept import ReviewStatus
from counterclaim.model.periods import Window

Make = Callable[..., Release]

TWO = "Officials said 15 people were killed.\n\nPolice said that 20 people were wounded."
LINES = "Officials said 15 people were killed.\r\n\r\nCaf\u00e9 \U0001f4f0\rPolice said 20 died."


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def reviewed(release: Release, *statuses: ReviewStatus) -> Release:
    """Return the release with the statuses of its sightings, in their order."""
    kept = [
        replace(one, status=status)
        for one, status in zip(release.in_order().sightings, statuses, strict=True)
    ]
    return replace(release, sightings=tuple(kept))


def gold_of(release: Release, folder: Path) -> list[dict[str, Any]]:
    write_release(release, "gold", folder)
    return lines_of(folder / "articles.jsonl")


def test_line_has_the_fields_of_the_gold_format(make_release: Make, tmp_path: Path) -> None:
    release = make_release(Document(text=TWO, source="news/a-01.txt"), status="accepted")
    first, second = gold_of(release, tmp_path / "out")
    assert first == {
        "doc": "a-01",
        "sentence": {"start": 0, "end": 37},
        "quantity": {
            "text": "15",
            "start": 15,
            "end": 17,
            "kind": "exact",
            "value": 15,
            "low": 15,
            "high": 15,
        },
        "outcome": "killed",
        "victims": {
            "text": "people",
            "start": 18,
            "end": 24,
            "party": None,
            "class": None,
            "group": None,
        },
        "claimant": {
            "text": "Officials",
            "start": 0,
            "end": 9,
            "name": "Officials",
            "party": None,
            "kind": "government",
        },
        "via": [],
        "stated_on": None,
        "period": first["period"],
        "place": None,
        "polarity": "asserted",
        "hedge": None,
        "optional": False,
    }
    assert second["outcome"] == "wounded"


def test_rejected_sighting_leaves(make_release: Make, tmp_path: Path) -> None:
    release = reviewed(make_release(Document(text=TWO)), "rejected", "corrected")
    (line,) = gold_of(release, tmp_path / "out")
    assert line["quantity"]["text"] == "20"
    assert not line["optional"]


def test_document_without_a_claim_says_so(make_release: Make, tmp_path: Path) -> None:
    release = make_release(Document(text=TWO, source="a-01.txt"), status="rejected")
    assert gold_of(release, tmp_path / "out") == [{"doc": "a-01", "no_claims": True}]


def test_open_sighting_of_a_reviewed_document_is_optional(
    make_release: Make, tmp_path: Path
) -> None:
    release = reviewed(make_release(Document(text=TWO)), "accepted", "open")
    assert [line["optional"] for line in gold_of(release, tmp_path / "out")] == [False, True]


def test_document_that_nobody_reviewed_is_left_out(make_release: Make, tmp_path: Path) -> None:
    texts = [Document(text=f"{name} said 15 people were killed.") for name in ("Police", "Medics")]
    release = make_release(*texts)
    (first, second) = release.in_order().sightings
    release = replace(release, sightings=(replace(first, status="accepted"), second))
    (line,) = gold_of(release, tmp_path / "out")
    assert len(list((tmp_path / "out" / "articles").iterdir())) == 1
    assert line["doc"] == f"document-{first.document.id[:8]}"


def test_nothing_reviewed_is_told(make_release: Make, tmp_path: Path) -> None:
    with pytest.raises(EmptyInputError, match="no sighting was reviewed yet"):
        write_release(make_release(Document(text=TWO)), "gold", tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_missing_text_is_named(make_release: Make, tmp_path: Path) -> None:
    release = make_release(Document(text=TWO, source="a-01.txt"), status="accepted")
    with pytest.raises(ExportError, match=r"the text of a-01\.txt is not in the release"):
        write_release(replace(release, texts={}), "gold", tmp_path / "out")


def test_text_that_is_another_is_refused(make_release: Make, tmp_path: Path) -> None:
    release = make_release(Document(text=TWO), status="accepted")
    texts = {id_: f"x{text}" for id_, text in release.texts.items()}
    with pytest.raises(SpanError):
        write_release(replace(release, texts=texts), "gold", tmp_path / "out")


def test_equal_names_are_told_apart(make_release: Make, tmp_path: Path) -> None:
    texts = [
        Document(text=f"{name} said 15 people were killed.", source=f"{name}/A.txt".lower())
        for name in ("Police", "Medics")
    ]
    release = make_release(*texts, status="accepted")
    docs = {line["doc"] for line in gold_of(release, tmp_path / "out")}
    assert len(docs) == 2
    assert docs == {path.stem for path in (tmp_path / "out" / "articles").iterdir()}


def test_hostile_name_stays_in_the_folder(make_release: Make, tmp_path: Path) -> None:
    source = "https://example.org/../../x\x00 y.z.html?q=../../../etc/passwd"
    release = make_release(Document(text=TWO, source=source), status="accepted")
    write_release(release, "gold", tmp_path / "out")
    assert [path.name for path in (tmp_path / "out" / "articles").iterdir()] == ["x-y-z.txt"]


def test_meta_tells_date_and_outlet(make_release: Make, tmp_path: Path) -> None:
    document = Document(text=TWO, source="a-01.txt", published=Window.parse("2023-05"))
    release = make_release(document, status="accepted", outlet="Fenmark Courier")
    write_release(release, "gold", tmp_path / "out")
    assert lines_of(tmp_path / "out" / "articles.meta.jsonl") == [
        {"doc": "a-01", "published": "2023-05", "outlet": "Fenmark Courier"}
    ]


def predicted(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Return what `extract` prints of the texts of an export."""
    meta = str(folder / "articles.meta.jsonl")
    main(["extract", str(folder / "articles"), "--meta", meta, "--format", "jsonl"])
    return capsys.readouterr().out


def test_engine_reads_its_own_gold_at_the_same_places(
    make_release: Make, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release = make_release(Document(text=LINES, source="a-01.txt"), status="accepted")
    gold = gold_of(release, tmp_path / "out")
    found = [json.loads(line) for line in predicted(tmp_path / "out", capsys).splitlines()]
    assert [one["quantity"] for one in found] == [one["quantity"] for one in gold]
    assert len(gold) == 2


def test_scorer_reads_it(
    make_release: Make,
    example: Release,
    shared: Path,
    tmp_path: Path,
    *,
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = make_release(Document(text=TWO, source="b.txt"), status="rejected")
    both = replace(
        example,
        documents=(*example.documents, *other.documents),
        texts={**example.texts, **other.texts},
        sightings=(*example.sightings, *other.sightings),
    )
    folder = tmp_path / "out"
    gold = gold_of(both, folder)
    (tmp_path / "found.jsonl").write_text(predicted(folder, capsys), encoding="utf-8")
    command = [sys.executable, str(shared / "gold" / "score.py"), str(folder / "articles.jsonl")]
    printed = subprocess.run(
        [*command, str(tmp_path / "found.jsonl"), "--json"],
        capture_output=True,
        text=True,
        check=True,
    )
    scores = json.loads(printed.stdout)
    n_counting = sum(not line["optional"] for line in gold if "optional" in line)
    assert scores["documents"] == 2
    assert scores["gold"] == n_counting
    assert scores["tiers"]["full"]["recall"] == 1.0
    assert scores["predicted"] == n_counting + 2  # the two that were rejected
