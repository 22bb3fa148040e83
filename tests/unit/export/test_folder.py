"""A release is written whole or not at all, and never over something else."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from counterclaim.errors import CounterclaimError, ExportError, InputError
from counterclaim.export.folder import write_release
from counterclaim.export.formats import FORMATS
from counterclaim.export.release import Release

ALL = sorted(FORMATS)


@pytest.mark.parametrize("format_", ALL)
def test_same_release_gives_same_bytes(example: Release, tmp_path: Path, format_: str) -> None:
    one = write_release(example, format_, tmp_path / "one")
    two = write_release(example, format_, tmp_path / "two")
    assert [path.name for path in one] == [path.name for path in two]
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


@pytest.mark.parametrize("format_", ALL)
def test_order_of_arrival_does_not_show(example: Release, tmp_path: Path, format_: str) -> None:
    turned = replace(
        example,
        sightings=example.sightings[::-1],
        claims=example.claims[::-1],
    )
    one = write_release(example, format_, tmp_path / "one")
    two = write_release(turned, format_, tmp_path / "two")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


@pytest.mark.parametrize("format_", ALL)
def test_sha256sum_finds_every_file_as_written(
    example: Release, tmp_path: Path, format_: str
) -> None:
    files = write_release(example, format_, tmp_path / "out")
    checked = subprocess.run(
        ["sha256sum", "--strict", "-c", "SHA256SUMS"],
        cwd=tmp_path / "out",
        capture_output=True,
        text=True,
        check=True,
    )
    assert len(checked.stdout.splitlines()) == len(files) - 1


@pytest.mark.parametrize("format_", ALL)
def test_package_names_every_file(example: Release, tmp_path: Path, format_: str) -> None:
    files = write_release(example, format_, tmp_path / "out")
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    named = {resource["path"] for resource in package["resources"]}
    found = {path.relative_to((tmp_path / "out").resolve()).as_posix() for path in files}
    assert found - named == {"datapackage.json", "SHA256SUMS"}
    assert named <= found
    assert package["version"] == "2022.3.3+abababababab"
    assert package["created"] == "2022-03-03T12:00:00Z"
    assert package["counterclaim"]["ledger_head"] == "ab" * 32
    assert "licenses" not in package
    names = [resource["name"] for resource in package["resources"]]
    assert len(names) == len(set(names))


def test_unknown_format_is_refused(example: Release, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="'pdf' is no format of export"):
        write_release(example, "pdf", tmp_path / "out")


def test_missing_folder_is_named(example: Release, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="nowhere does not exist"):
        write_release(example, "csv", tmp_path / "nowhere" / "out")


def test_file_is_not_overwritten(example: Release, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match="is a file"):
        write_release(example, "csv", tmp_path / "out")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_other_folder_is_not_overwritten(example: Release, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match="is not an export of Counterclaim"):
        write_release(example, "csv", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_empty_folder_is_filled(example: Release, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    write_release(example, "csv", tmp_path / "out")
    assert (tmp_path / "out" / "claims.csv").is_file()


def test_older_export_is_replaced(example: Release, tmp_path: Path) -> None:
    write_release(example, "jsonl", tmp_path / "out")
    write_release(example, "csv", tmp_path / "out")
    assert not (tmp_path / "out" / "claims.jsonl").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_file_of_the_user_in_an_export_is_kept(example: Release, tmp_path: Path) -> None:
    write_release(example, "csv", tmp_path / "out")
    (tmp_path / "out" / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match=r"not of the export: notes\.txt"):
        write_release(example, "csv", tmp_path / "out")


def test_edited_export_is_kept(example: Release, tmp_path: Path) -> None:
    write_release(example, "csv", tmp_path / "out")
    (tmp_path / "out" / "claims.csv").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match=r"changed since: claims\.csv"):
        write_release(example, "csv", tmp_path / "out")


def test_full_disk_leaves_the_older_export(
    example: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_release(example, "csv", tmp_path / "out")
    before = (tmp_path / "out" / "SHA256SUMS").read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ExportError, match="No space left on device"):
        write_release(example, "csv", tmp_path / "out")
    assert (tmp_path / "out" / "SHA256SUMS").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize(
    ("format_", "package", "extra"),
    [("xlsx", "openpyxl", "xlsx"), ("parquet", "pyarrow", "parquet")],
)
def test_missing_extra_is_named(
    example: Release,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    format_: str,
    package: str,
    extra: str,
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(CounterclaimError, match=f"{package} is not installed") as caught:
        write_release(example, format_, tmp_path / "out")
    assert caught.value.hint == f"pip install 'counterclaim[{extra}]'"
    assert list(tmp_path.iterdir()) == []
