import hashlib
from pathlib import Path

import pytest

from counterclaim.errors import InputError
from counterclaim.read.plain import decode, find_encoding, read_text_file

ENGLISH = "The ministry said “at least 15 people” were killed – in a café."


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_text_is_the_same_in_every_encoding(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding), "a.txt") == ENGLISH


def test_latin_1_keeps_its_letters() -> None:
    text = "Señor José said 15 were killed in a café"
    assert decode(text.encode("latin-1"), "a.txt") == text


def test_cyrillic_is_not_taken_for_western() -> None:
    text = "Министерство сообщило, что погибли 15 человек. " * 5
    assert decode(text.encode("cp1251"), "a.txt") == text


def test_one_cp1252_letter_far_behind_is_found() -> None:
    data = b"The market rose on Monday. " * 100_000 + b"A Jos\xe9."
    assert decode(data, "a.txt").endswith("A José.")


def test_broken_character_in_utf_8_costs_only_itself() -> None:
    data = "„Осторожно“ – 15 killed".encode() + b"\xd0"
    assert decode(data, "a.txt") == "„Осторожно“ – 15 killed\ufffd"


def test_encoding_is_told_across_chunks() -> None:
    data = ENGLISH.encode()
    assert find_encoding((data[i : i + 1] for i in range(len(data))), "a.txt") == "utf-8"


def test_nul_becomes_one_replacement_character() -> None:
    assert decode(b"a\x00b 15 people were killed.", "a.txt") == "a\ufffdb 15 people were killed."


def test_marks_of_direction_stay_in_the_text() -> None:
    text = "\u200fOfficials said \u202b15\u202c people were killed."
    assert decode(text.encode(), "a.txt") == text


@pytest.mark.parametrize("data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00" * 9])
def test_empty_text_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match=r"a\.txt: it is empty"):
        decode(data, "a.txt")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (bytes(range(256)) * 9, "binary"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(64)), "an image"),
        (b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\n", "a PDF"),
        (b"PK\x03\x04" + bytes(40), "a zip archive"),
        (b"\x7fELF\x02\x01\x01" + bytes(40), "binary"),
    ],
)
def test_binary_is_refused_by_its_name(data: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what) as caught:
        decode(data, "a.txt")
    assert caught.value.hint


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.txt"):
        read_text_file(tmp_path / "nowhere.txt")


@pytest.mark.slow
@pytest.mark.parametrize("tail", [b"", b" Jos\xe9", " José".encode()])
def test_fifty_megabytes_are_read(tmp_path: Path, tail: bytes) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"The market rose on Monday and shops were full. " * 1_100_000 + tail)
    assert len(read_text_file(path).text) > 50_000_000


def test_file_is_captured_as_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfT\n")
    document = read_text_file(tmp_path / "a.txt")
    assert document.id == hashlib.sha256(b"\xef\xbb\xbfT\n").hexdigest()
    assert (document.text, document.reader) == ("T\n", "plain/1")
