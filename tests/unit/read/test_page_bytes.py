"""Bytes of pages to text: marks, declarations, and what the bytes themselves show."""

import pytest

from counterclaim.read.captured import Captured
from counterclaim.read.page_bytes import decode_page

RUSSIAN = "<p>Не менее 12 человек погибли и 40 ранены в Дорне, сообщил губернатор области."
FRENCH = "<p>Douze soldats tués près de Lisk, d’après le ministère : « un carnage »."


def decode(data: bytes, charset: str | None = None) -> str | None:
    return decode_page(Captured(data=data, source="x", charset=charset))


def test_the_server_declares() -> None:
    assert decode(RUSSIAN.encode("cp1251"), "windows-1251") == RUSSIAN


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1251">',
        '<META http-equiv=Content-Type content="text/html; charset=windows-1251">',
        '<?xml version="1.0" encoding="windows-1251"?>',
    ],
)
def test_the_page_declares(head: str) -> None:
    assert decode((head + RUSSIAN).encode("cp1251")) == head + RUSSIAN


def test_valid_utf_8_beats_what_is_declared() -> None:
    head = '<meta charset="iso-8859-1">'
    assert decode((head + FRENCH).encode(), "windows-1251") == head + FRENCH


def test_a_few_broken_characters_leave_utf_8_what_it_is() -> None:
    data = RUSSIAN.encode() + b"\xff\xd0"
    assert decode(data, "windows-1251") == RUSSIAN + "\ufffd\ufffd"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32"])
def test_marks_and_wide_characters(encoding: str) -> None:
    assert decode((RUSSIAN * 3).encode(encoding)) == RUSSIAN * 3


def test_latin_1_means_what_browsers_take_it_for() -> None:
    data = FRENCH.encode("cp1252")
    assert decode(data, "ISO-8859-1") == FRENCH


def test_chinese_under_its_old_name() -> None:
    text = "<p>国防部称打死三百名士兵，朱镕基。"
    assert decode(text.encode("gb18030"), "gb2312") == text


def test_one_cyrillic_encoding_declared_for_another() -> None:
    assert decode(RUSSIAN.encode("koi8-r"), "windows-1251") == RUSSIAN


def test_nothing_declared_is_found_out() -> None:
    assert decode(RUSSIAN.encode("cp1251") * 5) == RUSSIAN * 5
    assert decode(FRENCH.encode("cp1252")) == FRENCH


@pytest.mark.parametrize("name", ["no-such", "hex", "utf-16", "x" * 300])
def test_a_name_that_is_no_encoding_is_passed_over(name: str) -> None:
    assert decode(RUSSIAN.encode(), name) == RUSSIAN


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"\x1f\x8b\x08", bytes(range(32)) * 90])
def test_binary_is_none(data: bytes) -> None:
    assert decode(data) is None


@pytest.mark.parametrize(
    "charset", ["idna", "punycode", "hex", "undefined", "utf-7", "unicode_escape"]
)
def test_charset_that_is_none_of_pages_is_passed_over(charset: str) -> None:
    page = f"<meta charset={charset}><p>Погибли 12 человек a..b.".encode()
    assert "Погибли 12" in str(decode_page(Captured(data=page, source="a", charset=charset)))
