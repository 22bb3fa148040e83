import gzip
from pathlib import Path

import pytest

from counterclaim.read.packed_file import BrokenFileError, open_unpacked


def test_packing_is_told_by_the_bytes_and_not_by_the_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(gzip.compress(b"one") + gzip.compress(b" two"))
    (tmp_path / "a.gz").write_bytes(b"plain")
    with open_unpacked(tmp_path / "a.txt") as packed, open_unpacked(tmp_path / "a.gz") as plain:
        assert (packed.read(), plain.read()) == (b"one two", b"plain")


def test_what_is_sound_of_a_file_that_is_cut_off_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.gz").write_bytes(gzip.compress(b"first line\nsecond")[:-8])
    with open_unpacked(tmp_path / "a.gz") as packed:
        assert packed.readline() == b"first line\n"
        with pytest.raises(BrokenFileError) as broken:
            packed.read()
    assert broken.value.reason == (
        "the compressed file is damaged or cut off, and is not read beyond"
    )
