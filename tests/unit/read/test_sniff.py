"""What some bytes are: shown by themselves, by their name, or by what a server said."""

import gzip
import io
import time
import zipfile

import pytest

from counterclaim.errors import InputError
from counterclaim.read.sniff import KINDS, Kind, kind_of_name, sniff, unpack

MAIL = b"From: desk@example.org\r\nTo: a@example.org\r\nSubject: Toll\r\nDate: x\r\n\r\nText"


def wacz() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/data.warc.gz", b"")
    return data.getvalue()


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"<!DOCTYPE html>\n<html>", "html"),
        (b"\xef\xbb\xbf  <!-- saved from url=(0014)about:internet -->\n<HTML lang=en>", "html"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">', "html"),
        (b'<?xml version="1.0"?><rss version="2.0">', "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "feed"),
        (b'<?xml version="1.0"?><!-- made --><atom:feed xmlns:atom="x">', "feed"),
        (b'<rdf:RDF xmlns="http://purl.org/rss/1.0/">', "feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "feed"),
        (b'<?xml version="1.0"?><opml version="2.0">', "opml"),
        (b"%PDF-1.7\n", "pdf"),
        (b"PAR1\x15\x04", "parquet"),
        (b"WARC/1.1\r\nWARC-Type: warcinfo", "warc"),
        (gzip.compress(b"WARC/1.0\r\nWARC-Type: warcinfo"), "warc"),
        (wacz(), "wacz"),
        (MAIL, "mail"),
        (b"At least 15 people were killed <b>on Friday</b>.", "text"),
        (b"", "text"),
    ],
)
def test_bytes_show_their_kind_without_a_name(head: bytes, kind: Kind) -> None:
    assert sniff(head) == kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.TXT", "text"),
        ("a.htm", "html"),
        ("crawl.warc.gz", "warc"),
        ("crawl.warc.zst", "warc"),
        ("rows.jsonl.gz", "jsonl"),
        ("rows.tsv", "csv"),
        ("saved.wacz", "wacz"),
        ("https://example.org/feed.rss?page=2", "feed"),
        ("https://example.org/a.b/story", None),
        ("README", None),
        ("#.html", "html"),
    ],
)
def test_endings_name_a_kind(name: str, kind: Kind | None) -> None:
    assert kind_of_name(name) == kind


def test_bytes_beat_name_and_server() -> None:
    assert sniff(b"<html><body>", name="article.txt", media_type="text/plain") == "html"
    assert sniff(b"%PDF-1.4", name="page.html", media_type="text/html") == "pdf"


def test_server_decides_where_bytes_and_name_say_nothing() -> None:
    assert (
        sniff(b"Hello", name="https://example.org/a", media_type="text/html; charset=x") == "html"
    )
    assert sniff(b"Hello", name="https://example.org/a", media_type="image/png") == "text"


def test_table_of_pages_is_a_table() -> None:
    assert sniff(b"<html>,x\n", name="a.csv") == "csv"
    assert sniff(b'{"version": "https://jsonfeed.org/version/1"}', name="a.jsonl") == "jsonl"


def test_article_that_begins_like_a_message_is_a_text() -> None:
    assert sniff(b"From: our correspondent\nDate: Friday\n\nAt least 15 were killed.") == "text"
    assert sniff(MAIL, name="article.txt") == "text"


@pytest.mark.parametrize("head", [b"\x1f\x8b", b"\x1f\x8bbroken", b"PK\x03\x04", b"\x00" * 100])
def test_damaged_beginnings_are_no_error(head: bytes) -> None:
    assert sniff(head) in KINDS


def test_beginning_of_a_thousand_comments_is_read_at_once() -> None:
    started_at = time.perf_counter()
    assert sniff(b"<!-- a -->\n" * 700 + b"<html>") == "html"
    assert sniff(b"<!---->" * 1_000 + b"x") == "text"
    assert sniff(b"<!--" * 2_000) == "text"
    assert sniff(b" " * 8_192) == "text"
    assert time.perf_counter() - started_at < 1


def test_box_of_messages_is_told_without_its_ending() -> None:
    assert sniff(b"From x Wed Mar  2 2022\nReturn-Path: <a@example.org>\n", name="Inbox") == "mbox"
    assert sniff(b"From the front line\nOur correspondent writes", name="a") == "text"


def test_all_members_of_a_packed_file_are_unpacked() -> None:
    assert unpack(gzip.compress(b"12 ") + gzip.compress(b"killed"), 100) == b"12 killed"
    assert unpack(gzip.compress(bytes(1 << 24)), 100) == bytes(100)


@pytest.mark.parametrize("data", [gzip.compress(b"12 killed" * 99)[:-9], b"\x1f\x8b\x08broken"])
def test_packed_file_that_is_cut_or_damaged_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="damaged or cut off"):
        unpack(data, 10_000)
