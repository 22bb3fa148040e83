import json
import zipfile
from pathlib import Path

import pytest
from made_archives import made_page, packed, read_as_is

from counterclaim.errors import InputError, NotFoundError
from counterclaim.model.documents import Document
from counterclaim.read.memory import BriefMemory
from counterclaim.read.skips import Skip
from counterclaim.read.wacz import list_members, open_member
from counterclaim.read.warc import iter_warc, open_record
from counterclaim.read.warc_records import MAX_REWINDS

A, B, C = (packed(made_page(name)) for name in "abc")


def write_wacz(path: Path, members: dict[str, bytes], *, method: int = zipfile.ZIP_STORED) -> Path:
    with zipfile.ZipFile(path, "w", method) as file:
        file.writestr("datapackage.json", json.dumps({"profile": "data-package"}))
        for name, data in members.items():
            file.writestr(name, data)
        file.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n')
    return path


def documents_of(path: Path) -> list[Document]:
    return [item for item in iter_warc(path, read=read_as_is) if isinstance(item, Document)]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_archives_in_a_wacz_are_read_by_name_and_led_back_to(
    tmp_path: Path, method: int
) -> None:
    members = {"archive/2.warc.gz": C, "archive/1.warc.gz": A + B, "indexes/index.cdx.gz": B}
    path = write_wacz(tmp_path / "saved.wacz", members, method=method)
    documents = documents_of(path)
    assert [(item.url, item.source) for item in documents] == [
        ("https://news.example/a", f"{path}#archive/1.warc.gz#offset=0"),
        ("https://news.example/b", f"{path}#archive/1.warc.gz#offset={len(A)}"),
        ("https://news.example/c", f"{path}#archive/2.warc.gz#offset=0"),
    ]
    for item in documents:
        assert open_record(item.source).sha256 == item.captured_sha256


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_damage_in_an_archive_costs_itself(tmp_path: Path, method: int) -> None:
    members = {"archive/1.warc.gz": A + B[:60] + C}
    path = write_wacz(tmp_path / "saved.wacz", members, method=method)
    first, damage, last = iter_warc(path, read=read_as_is)
    assert isinstance(damage, Skip)
    assert damage.source == f"{path}#archive/1.warc.gz#offset={len(A)}"
    assert isinstance(first, Document)
    assert isinstance(last, Document)


def test_damage_all_over_a_packed_archive_is_given_up_in_time(tmp_path: Path) -> None:
    members = {"archive/1.warc.gz": (A[:60] + C) * 50}
    path = write_wacz(tmp_path / "saved.wacz", members, method=zipfile.ZIP_DEFLATED)
    items = list(iter_warc(path, read=read_as_is))
    assert sum(isinstance(item, Document) for item in items) == MAX_REWINDS
    assert isinstance(items[-1], Skip)
    assert items[-1].detail.endswith("too many damaged places to look behind each")


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_second_run_reads_nothing_again(tmp_path: Path, method: int) -> None:
    members = {"archive/1.warc.gz": A + B, "archive/2.warc.gz": C}
    path = write_wacz(tmp_path / "saved.wacz", members, method=method)
    memory = BriefMemory()
    items = iter_warc(path, read=read_as_is, memory=memory)
    next(items)
    next(items)
    items.close()
    rest = list(iter_warc(path, read=read_as_is, memory=memory))
    assert [item.url for item in rest if isinstance(item, Document)] == [
        "https://news.example/b",
        "https://news.example/c",
    ]
    assert list(iter_warc(path, read=read_as_is, memory=memory)) == []


@pytest.mark.parametrize(
    "name",
    [
        "../archive/1.warc.gz",
        "archive/../../1.warc.gz",
        "/archive/1.warc.gz",
        "C:/archive/1.warc.gz",
        "archive/..\\1.warc.gz",
        "archive/\x07.warc.gz",
    ],
)
def test_a_name_that_leads_out_of_the_zip_is_refused(tmp_path: Path, name: str) -> None:
    path = write_wacz(tmp_path / "saved.wacz", {name: A, "archive/2.warc.gz": B})
    refused, document = iter_warc(path, read=read_as_is)
    assert isinstance(refused, Skip)
    assert refused.told == "a file in the archive is not opened (its name leads out of the zip)"
    assert isinstance(document, Document)
    with pytest.raises(InputError, match="its name leads out of the zip"):
        open_record(f"{path}#{name}#offset=0") if name.startswith("archive/") else _open(path, name)


def _open(path: Path, name: str) -> None:
    with open_member(path, name):
        pass


def test_a_bomb_is_refused(tmp_path: Path) -> None:
    members = {"archive/1.warc.gz": bytes(30 << 20)}
    path = write_wacz(tmp_path / "saved.wacz", members, method=zipfile.ZIP_DEFLATED)
    (refused,) = list_members(path)
    assert isinstance(refused, Skip)
    assert refused.detail.startswith("it unpacks to 31457280 bytes from ")


def test_one_name_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "saved.wacz"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("archive/1.warc.gz", A)
        with pytest.warns(UserWarning, match="Duplicate"):
            file.writestr("archive/1.warc.gz", B)
    assert [isinstance(member, Skip) for member in list_members(path)] == [True, True]


def test_an_encrypted_archive_is_refused(tmp_path: Path) -> None:
    path = write_wacz(tmp_path / "saved.wacz", {"archive/1.warc.gz": A})
    data = bytearray(path.read_bytes())
    place = data.rindex(b"PK\x01\x02", 0, data.rindex(b"archive/1"))
    data[place + 8] |= 1
    path.write_bytes(data)
    (refused,) = list_members(path)
    assert isinstance(refused, Skip)
    assert refused.detail == "it is encrypted"


def test_a_member_that_is_no_archive_is_a_skip(tmp_path: Path) -> None:
    members = {"archive/1.warc.gz": b"nothing of the kind", "archive/2.warc.gz": B}
    path = write_wacz(tmp_path / "saved.wacz", members)
    skip, document = iter_warc(path, read=read_as_is)
    assert isinstance(skip, Skip)
    assert "it is no WARC archive" in skip.detail
    assert isinstance(document, Document)


@pytest.mark.parametrize("n_bytes", [10, 100, -30])
def test_a_cut_zip_raises(tmp_path: Path, n_bytes: int) -> None:
    path = write_wacz(tmp_path / "saved.wacz", {"archive/1.warc.gz": A})
    path.write_bytes(path.read_bytes()[:n_bytes])
    with pytest.raises(InputError, match=r"saved\.wacz: the zip is damaged"):
        documents_of(path)


def test_a_changed_byte_anywhere_in_a_zip_is_a_skip_or_an_error_and_no_crash(
    tmp_path: Path,
) -> None:
    path = write_wacz(
        tmp_path / "saved.wacz", {"archive/1.warc.gz": A + B}, method=zipfile.ZIP_DEFLATED
    )
    data = path.read_bytes()
    for place in range(4, len(data), 5):
        changed = bytearray(data)
        changed[place] ^= 0xFF
        path.write_bytes(changed)
        try:
            urls = [item.url for item in documents_of(path)]
        except InputError:
            continue
        assert set(urls) <= {"https://news.example/a", "https://news.example/b"}


def test_a_bad_checksum_of_the_zip_is_told_behind_what_was_read(tmp_path: Path) -> None:
    members = {"archive/1.warc.gz": A + B + C}
    path = write_wacz(tmp_path / "saved.wacz", members, method=zipfile.ZIP_DEFLATED)
    with zipfile.ZipFile(path) as file:
        checksum = file.getinfo("archive/1.warc.gz").CRC.to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(checksum, b"0000"))
    items = list(iter_warc(path, read=read_as_is))
    assert isinstance(items[-1], Skip)
    assert items[-1].reason == "the archive is damaged here"


def test_a_zip_of_something_else_raises(tmp_path: Path) -> None:
    path = write_wacz(tmp_path / "notes.zip", {"notes.txt": b"12 soldiers were killed"})
    with pytest.raises(InputError, match=r"it is a zip without archive/"):
        documents_of(path)


@pytest.mark.parametrize(
    "name", ["archive/3.warc.gz#offset=0", "archive/1.warc.gz#offset=1", "notes.txt#offset=0"]
)
def test_a_place_with_nothing_raises(tmp_path: Path, name: str) -> None:
    path = write_wacz(tmp_path / "saved.wacz", {"archive/1.warc.gz": A})
    with pytest.raises((NotFoundError, InputError)):
        open_record(f"{path}#{name}")
