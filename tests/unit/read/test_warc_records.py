import gzip
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from made_archives import made_page, made_record, made_response, packed, read_bytes, told_of

from counterclaim.errors import InputError
from counterclaim.read.skips import Skip

A, B, C = (made_page(name) for name in "abc")
A_GZ, B_GZ, C_GZ = (packed(record) for record in (A, B, C))
DAMAGED = "the archive is damaged here"


def flipped(data: bytes, place: int) -> bytes:
    changed = bytearray(data)
    changed[place] ^= 0xFF
    return bytes(changed)


LARGE = packed(made_page("large", b"<p>" + os.urandom(300_000).hex().encode()))
LONG = made_record(made_response(b"<p>cut"), length=5000)
SHORT = made_record(made_response(b"<p>" + b"longer " * 40), length=100)
HUGE_HEAD = made_record(b"x", more=f"X-Filler: {'a' * 100_000}\r\n")
UNSIZED = B.replace(b"Content-Length", b"Content-Weight")


@pytest.mark.parametrize(
    ("first", "bad", "last"),
    [
        (A_GZ, flipped(B_GZ, len(B_GZ) // 2), C_GZ),
        (A_GZ, flipped(B_GZ, -6), C_GZ),  # the checksum
        (A_GZ, flipped(B_GZ, 0), C_GZ),
        (A_GZ, flipped(LARGE, -6), C_GZ),
        (A_GZ, flipped(LARGE, len(LARGE) // 2), C_GZ),
        (A_GZ, B_GZ[:60], C_GZ),
        (A_GZ, B_GZ[:-1], C_GZ),
        (A_GZ, b"garbage between members" * 10, C_GZ),
        (A_GZ, b"\x1f\x8b\x08 no member", C_GZ),
        (A_GZ, packed(b""), C_GZ),
        (A_GZ, packed(b"a note that is no record\r\n"), C_GZ),
        (A_GZ, packed(LONG), C_GZ),
        (A_GZ, packed(SHORT), C_GZ),
        (A_GZ, packed(HUGE_HEAD), C_GZ),
        (A_GZ, packed(UNSIZED), C_GZ),
        (A_GZ, packed(B[:40]), C_GZ),  # cut in the head, then packed
        (A_GZ, packed(B[:-30]), C_GZ),  # cut in the body, then packed
        (A, b"garbage between records\r\n" * 10, C),
        (A, LONG, C),
        (A, SHORT, C),
        (A, HUGE_HEAD, C),
        (A, UNSIZED, C),
        (A, made_record(made_response(b"<p>"), length=-5), C),
        (A, made_record(made_response(b"<p>"), length=2**63 - 1), C),
        (A, made_record(made_response(b"<p>"), length=10**30), C),
    ],
)
def test_damage_costs_itself_and_reading_goes_on_behind_it(
    tmp_path: Path, first: bytes, bad: bytes, last: bytes
) -> None:
    items = read_bytes(tmp_path, first + bad + last)
    assert told_of(items, tmp_path) == ["a", f"offset={len(first)}: {DAMAGED}", "c"]
    assert isinstance(items[1], Skip)
    assert items[1].detail.startswith(f"bytes {len(first)} to {len(first) + len(bad)}: ")
    assert items[1].is_kept


@pytest.mark.parametrize("n_bytes", [1, 20, 90, len(B_GZ) - 1])
def test_a_packed_archive_cut_at_its_end_gives_what_is_before(tmp_path: Path, n_bytes: int) -> None:
    told = told_of(read_bytes(tmp_path, A_GZ + B_GZ[:n_bytes]), tmp_path)
    assert told == ["a", f"offset={len(A_GZ)}: {DAMAGED}"]


@pytest.mark.parametrize("n_bytes", [3, 40, len(B) - 30])
def test_a_plain_archive_cut_at_its_end_gives_what_is_before(tmp_path: Path, n_bytes: int) -> None:
    told = told_of(read_bytes(tmp_path, A + B[:n_bytes]), tmp_path)
    assert told == ["a", f"offset={len(A)}: {DAMAGED}"]


def test_an_archive_of_one_cut_record_is_one_skip(tmp_path: Path) -> None:
    assert told_of(read_bytes(tmp_path, A_GZ[:-20]), tmp_path) == [f"offset=0: {DAMAGED}"]


@pytest.mark.parametrize("lead", [b"xx", flipped(B_GZ, 90)])
def test_damage_at_the_beginning_is_passed_over(tmp_path: Path, lead: bytes) -> None:
    told = told_of(read_bytes(tmp_path, lead + A_GZ + C_GZ), tmp_path)
    assert told == [f"offset=0: {DAMAGED}", "a", "c"]


@pytest.mark.parametrize("padding", [b"\x00" * 512, b"\r\n\r\n"])
def test_padding_is_no_damage(tmp_path: Path, padding: bytes) -> None:
    assert told_of(read_bytes(tmp_path, A_GZ + padding), tmp_path) == ["a"]
    assert told_of(read_bytes(tmp_path, A_GZ + padding + C_GZ), tmp_path) == ["a", "c"]


@pytest.mark.parametrize("pack", [packed, bytes])
def test_heads_may_end_their_lines_with_a_line_feed_alone(
    tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    block = b"HTTP/1.1 200 OK\nContent-Type: text/html\n\n<p>12 killed</p>"
    head = "WARC/1.0\nWARC-Type: response\nWARC-Target-URI: https://news.example/lf\n"
    record = f"{head}Content-Length: {len(block)}\n\n".encode() + block + b"\n\n"
    items = read_bytes(tmp_path, pack(record) + pack(A) + pack(record))
    assert told_of(items, tmp_path) == ["lf", "a", "lf"]


def test_the_last_newlines_may_be_missing(tmp_path: Path) -> None:
    assert told_of(read_bytes(tmp_path, A + C.removesuffix(b"\r\n\r\n")), tmp_path) == ["a", "c"]


def test_a_word_of_archives_in_a_page_begins_no_record(tmp_path: Path) -> None:
    page = made_page("b", b"<p>Each record begins with WARC/1.0\r\nand a line</p>")
    assert told_of(read_bytes(tmp_path, A + page + C), tmp_path) == ["a", "b", "c"]


def test_records_of_one_member_behind_others_are_counted_where_they_are(tmp_path: Path) -> None:
    told = told_of(read_bytes(tmp_path, A_GZ + packed(B + B) + C_GZ), tmp_path)
    assert told[0] == "a"
    assert set(told[1:-1]) == {f"offset={len(A_GZ)}: {DAMAGED}"}
    assert told[-1] == "c"


def test_a_record_of_packed_zeros_is_let_go(tmp_path: Path) -> None:
    record = made_record(made_response(b"<p>" + bytes(64 << 20)))
    items = read_bytes(tmp_path, A_GZ + gzip.compress(record, 1) + C_GZ)
    assert told_of(items, tmp_path) == ["a", f"offset={len(A_GZ)}: the body is too large", "c"]


def test_every_flip_of_a_byte_leaves_the_pages_around_it(tmp_path: Path) -> None:
    for place in range(0, len(B_GZ), 3):
        told = told_of(read_bytes(tmp_path, A_GZ + flipped(B_GZ, place) + C_GZ), tmp_path)
        assert told[0] == "a"
        assert told[-1] == "c"
        assert len(told) == 3


def test_a_flip_in_records_packed_as_one_stream_is_no_crash(tmp_path: Path) -> None:
    data = packed(A + B + C)
    n_whole = 0
    for place in range(len(data)):
        try:
            told = told_of(read_bytes(tmp_path, flipped(data, place)), tmp_path)
        except InputError:
            continue
        n_whole += told == ["a", "b", "c"]
    assert n_whole < 12  # bytes of the head of gzip that say nothing of the content


def test_a_stream_with_a_bad_checksum_says_so(tmp_path: Path) -> None:
    large = made_page("large", b"<p>" + os.urandom(300_000).hex().encode())
    told = told_of(read_bytes(tmp_path, flipped(packed(A + large + B + C), -6)), tmp_path)
    assert told[0] == "a"
    assert told[-1].endswith(DAMAGED)


def test_a_hundred_thousand_tiny_records_are_read_in_seconds(tmp_path: Path) -> None:
    start = time.perf_counter()
    items = read_bytes(tmp_path, packed(made_page("tiny", b"<p>")) * 100_000)
    assert len(items) == 100_000
    assert items[-1].source.endswith(f"#offset={99_999 * len(packed(made_page('tiny', b'<p>')))}")
    assert time.perf_counter() - start < 60


def test_damage_all_over_takes_no_more_than_one_pass(tmp_path: Path) -> None:
    start = time.perf_counter()
    items = read_bytes(tmp_path, (flipped(B_GZ, -6) + C_GZ) * 1000)
    assert told_of(items, tmp_path).count("c") == 1000
    assert len(items) == 2000
    assert time.perf_counter() - start < 60
