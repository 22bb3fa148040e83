import gzip
import json
import os
import random
import signal
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from made_archives import made_page, made_record, made_response, packed, read_as_is

from counterclaim.model.documents import Document
from counterclaim.read.captured import Captured
from counterclaim.read.memory import BriefMemory
from counterclaim.read.skips import Skip
from counterclaim.read.warc import KEEP_EVERY, iter_warc

A, B, C = (packed(made_page(name)) for name in "abc")

# Reads an archive, writes down each address, keeps its memory in a file, and kills itself behind
# so many documents; 0 means never.
READER = """
import json, os, signal, sys
from pathlib import Path
from counterclaim.model.documents import Document
from counterclaim.read.memory import BriefMemory
from counterclaim.read.warc import iter_warc

archive, kept, written, n_until_killed = sys.argv[1:]

class FileMemory(BriefMemory):
    def keep_position(self, archive, position):
        super().keep_position(archive, position)
        Path(kept + ".new").write_text(json.dumps(self.positions))
        os.replace(kept + ".new", kept)

memory = FileMemory()
if Path(kept).exists():
    memory.positions.update(json.loads(Path(kept).read_text()))

def read(captured):
    return Document(text="x", url=captured.url)

with open(written, "a") as out:
    for number, document in enumerate(iter_warc(Path(archive), read=read, memory=memory), 1):
        print(document.url, file=out, flush=True)
        if number == int(n_until_killed):
            os.kill(os.getpid(), signal.SIGKILL)
"""


def urls_of(path: Path, memory: BriefMemory) -> list[str]:
    return [
        (item.url or "").rpartition("/")[2] if isinstance(item, Document) else item.reason
        for item in iter_warc(path, read=read_as_is, memory=memory)
    ]


def test_a_run_killed_twice_reads_every_page_of_an_undisturbed_one(tmp_path: Path) -> None:
    n_pages = 5 * KEEP_EVERY // 2
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(b"".join(packed(made_page(f"{number}")) for number in range(n_pages)))
    written = tmp_path / "written"
    codes = []
    for n_until_killed in (KEEP_EVERY + 7, KEEP_EVERY + 9, 0):
        arguments = [path, tmp_path / "kept", written, n_until_killed]
        command = [sys.executable, "-c", READER, *map(str, arguments)]
        codes.append(subprocess.run(command, check=False, env=os.environ).returncode)
    assert codes == [-signal.SIGKILL, -signal.SIGKILL, 0]
    read = [line.rpartition("/")[2] for line in written.read_text().splitlines()]
    assert list(dict.fromkeys(read)) == [str(number) for number in range(n_pages)]
    assert len(read) - n_pages == 7 - 1 + 9 - 1 + 2  # read anew: what came behind the kept places
    assert places(json.loads((tmp_path / "kept").read_text())) == [path.stat().st_size]


def test_a_consumer_that_stops_gets_the_item_in_hand_again(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(A + B + C)
    memory = BriefMemory()
    items = iter_warc(path, read=read_as_is, memory=memory)
    next(items)
    next(items)
    items.close()
    assert places(memory.positions) == [len(A)]
    told: list[tuple[str, int]] = []
    rest = iter_warc(
        path, read=read_as_is, memory=memory, tell=lambda name, place: told.append((name, place))
    )
    assert [item.url for item in rest if isinstance(item, Document)] == [
        "https://news.example/b",
        "https://news.example/c",
    ]
    assert told == [(str(path), len(A))]


@pytest.mark.parametrize("pack", [packed, bytes])
def test_an_archive_that_grew_goes_on_at_its_end(
    tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "crawl.warc"
    memory = BriefMemory()
    start = b"".join(pack(made_page(f"{number}", os.urandom(99))) for number in range(40))
    path.write_bytes(start)
    assert len(start) > 4096
    assert len(urls_of(path, memory)) == 40
    assert urls_of(path, memory) == []
    with path.open("ab") as file:
        file.write(pack(made_page("new")))
    assert urls_of(path, memory) == ["new"]


def test_a_record_that_was_still_being_written_is_read_when_it_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    start = b"".join(packed(made_page(f"{number}", os.urandom(99))) for number in range(40))
    path.write_bytes(start + A[:50])
    memory = BriefMemory()
    assert urls_of(path, memory)[-1] == "the archive is damaged here"
    path.write_bytes(start + A + B)
    assert urls_of(path, memory) == ["a", "b"]


def test_another_archive_of_the_same_name_is_read_from_its_beginning(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    memory = BriefMemory()
    path.write_bytes(A + B)
    assert urls_of(path, memory) == ["a", "b"]
    path.write_bytes(C + B + A)
    assert urls_of(path, memory) == ["c", "b", "a"]


def test_records_packed_as_one_stream_are_resumed_too(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(packed(b"".join(made_page(name) for name in "abc")))
    memory = BriefMemory()
    items = iter_warc(path, read=read_as_is, memory=memory)
    next(items)
    next(items)
    items.close()
    assert urls_of(path, memory) == ["b", "c"]
    assert urls_of(path, memory) == []


# A crawl of about so many bytes, with a bomb of 400 MB in it; made of one page, written many
# times over, so that it is there in seconds.
PEAK = """
import re, resource, sys
from pathlib import Path
from counterclaim.model.documents import Document
from counterclaim.read.memory import BriefMemory
from counterclaim.read.warc import iter_warc

def read(captured):
    return Document(text=str(len(captured.data)))

n = sum(1 for _ in iter_warc(Path(sys.argv[1]), read=read, memory=BriefMemory()))
peak_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
status = Path("/proc/self/status")
if status.exists():  # the peak of getrusage includes that of the process before exec
    peak_kb = int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1])
print(n, peak_kb // 1024)
"""


def peak_of(path: Path, n_bytes: int) -> tuple[int, int, int]:
    """Return records written, items read of them and the most megabytes that took."""
    noise = b"".join(b"<p>%s</p>" % os.urandom(40).hex().encode() for _ in range(1200))
    page = packed(made_page("page", b"<html>" + noise))
    packer = zlib.compressobj(1, wbits=31)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(400)) + packer.flush()
    head = "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"
    record = made_record(made_response(bomb, head=head))
    n_pages = n_bytes // len(page)
    with path.open("wb") as file:
        file.write(packed(record))
        for _ in range(n_pages):
            file.write(page)
    command = [sys.executable, "-c", PEAK, str(path)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    n_read, peak_mb = map(int, told.split())
    return n_pages + 1, n_read, peak_mb


def test_memory_stays_flat_on_50_mb(tmp_path: Path) -> None:
    n_written, n_read, peak_mb = peak_of(tmp_path / "crawl.warc.gz", 50_000_000)
    assert n_read == n_written
    assert peak_mb < 250


@pytest.mark.slow
def test_memory_stays_flat_on_2_gb(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    n_written, n_read, peak_mb = peak_of(path, 2_000_000_000)
    path.unlink()
    assert n_read == n_written
    assert peak_mb < 250


def test_a_skip_is_done_with_like_a_document(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(packed(made_record(b"", kind="revisit")) + A)
    memory = BriefMemory()
    assert len(urls_of(path, memory)) == 2
    assert list(iter_warc(path, read=read_as_is, memory=memory)) == []


def test_nothing_is_remembered_of_an_archive_before_it_was_asked_of(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    path.write_bytes(A)
    memory = BriefMemory()
    items = iter_warc(path, read=read_as_is, memory=memory)
    assert not isinstance(next(items), Skip)
    assert memory.positions == {}


def places(positions: dict[str, int]) -> list[int]:
    """Return the places that are remembered, without the checksums beside them."""
    return [place for key, place in positions.items() if not key.endswith(" check")]


def test_another_file_under_the_name_is_read_from_its_start(tmp_path: Path) -> None:
    path, memory = tmp_path / "a.warc", BriefMemory()
    noise = random.Random(1).randbytes(8000)  # so that the first 4,096 packed bytes are the same
    info = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
    info += b"WARC-Date: 2022-03-02T00:00:00Z\r\nContent-Length: 8000\r\n\r\n" + noise
    info = gzip.compress(info + b"\r\n\r\n")
    path.write_bytes(info + A + B)
    assert len(list(iter_warc(path, read=read_as_is, memory=memory))) == 2
    path.write_bytes(info + C + A + B)
    assert len(list(iter_warc(path, read=read_as_is, memory=memory))) == 3


def test_what_may_be_read_another_time_is_not_passed(tmp_path: Path) -> None:
    path, memory = tmp_path / "a.warc.gz", BriefMemory()
    path.write_bytes(A + B + C)

    def read(captured: Captured) -> Document | Skip:
        skip = Skip(source=captured.source, reason="it needs a package", is_passing=True)
        return skip if (captured.url or "").endswith("/b") else read_as_is(captured)

    assert len(list(iter_warc(path, read=read, memory=memory))) == 3
    assert "b" in urls_of(path, memory)
