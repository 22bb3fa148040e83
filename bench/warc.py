"""Archives: responses a second beside bare fastwarc and warcio, and memory on large files.

.venv/bin/python bench/warc.py            # speed on a 200 MB archive
.venv/bin/python bench/warc.py --gb 2 5   # and the memory of a child process on 2 and 5 GB
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType
from warcio.archiveiterator import ArchiveIterator as WarcioIterator

from counterclaim.model.documents import Document
from counterclaim.read.captured import Captured
from counterclaim.read.skips import Skip
from counterclaim.read.warc import iter_warc

N_WORDS = 4000
PAGE_CHARS = 148_000  # what a page of a news crawl has on average, before it is packed
N_MEMBERS = 200  # different pages; the file repeats them, so that gigabytes are made in seconds


def make_archive(path: Path, n_bytes: int) -> int:
    """Write an archive of about so many bytes; return how many responses it holds."""
    return repeat_members(path, [_member(number) for number in range(N_MEMBERS)], n_bytes)


def repeat_members(path: Path, members: Sequence[bytes], n_bytes: int) -> int:
    """Write packed responses again and again, about so many bytes; return how many they are."""
    written = n_responses = 0
    with path.open("wb") as file:
        while written < n_bytes:
            written += file.write(members[n_responses % len(members)])
            n_responses += 1
    return n_responses


def pack_response(address: str, page: bytes) -> bytes:
    """Return the packed records of a request and of the response with a page."""
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    host = address.split("/")[2]
    asked = f"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
    return _packed("request", address, asked) + _packed("response", address, http)


def _member(number: int) -> bytes:
    chance = random.Random(number)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["".join(chance.choices(letters, k=chance.randint(2, 10))) for _ in range(N_WORDS)]
    text = " ".join(chance.choices(words, k=PAGE_CHARS // 7))
    body = f"<html><body><p class='story'>{text}</p></body></html>".encode()
    return pack_response(f"https://news.example/{number}", body)


def _packed(kind: str, address: str, block: bytes) -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\n"
        "WARC-Date: 2026-05-04T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    packer = zlib.compressobj(6, wbits=31)
    return packer.compress(head.encode() + block + b"\r\n\r\n") + packer.flush()


def read_trivially(captured: Captured) -> Document | Skip:
    """Return a document without looking at the page."""
    return Document(text="text", source=captured.source, url=captured.url)


def with_counterclaim(path: Path) -> int:
    return sum(isinstance(item, Document) for item in iter_warc(path, read=read_trivially))


def with_fastwarc(path: Path) -> int:
    records = ArchiveIterator(str(path), record_types=WarcRecordType.response, auto_decode="all")
    return sum(bool(record.reader.read()) for record in records)


def with_warcio(path: Path) -> int:
    with path.open("rb") as file:
        return sum(
            bool(record.content_stream().read())
            for record in WarcioIterator(file)
            if record.rec_type == "response"
        )


def speed_of(reader: Callable[[Path], int], path: Path) -> float:
    """Return responses a second of processor time."""
    start = time.process_time()
    n_responses = reader(path)
    return n_responses / (time.process_time() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gb", type=float, nargs="*", default=[])
    parser.add_argument("--peak", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.peak:
        n_responses = with_counterclaim(asked.peak)
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{n_responses} responses, peak {peak_mb:.0f} MB")
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crawl.warc.gz"
        make_archive(path, 200 << 20)
        readers = {"fastwarc": with_fastwarc, "iter_warc": with_counterclaim, "warcio": with_warcio}
        for name, reader in readers.items():
            print(f"{name}: {speed_of(reader, path):.0f} responses/s")
        for gigabytes in asked.gb:
            n_responses = make_archive(path, int(gigabytes * (1 << 30)))
            command = [sys.executable, __file__, "--peak", str(path)]
            start = time.perf_counter()
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
            seconds = time.perf_counter() - start
            print(f"{gigabytes} GB of {n_responses} responses: {told.strip()}, {seconds:.0f} s")


if __name__ == "__main__":
    main()
