"""Paths to documents: text files, folders of them, tables, and standard input, one at a time.

Invariant: documents come in the order of the paths, those of a folder sorted by name; memory holds
one of them.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from counterclaim.errors import EmptyInputError, InputError
from counterclaim.model.documents import Document
from counterclaim.read.plain import decode, read_text_file
from counterclaim.read.skips import Skip
from counterclaim.read.table import TABLE_ENDINGS, iter_table

STDIN = "-"


def list_files(paths: Iterable[str]) -> list[str]:
    """Return the files behind paths, folders opened up; :class:`InputError` for a missing one.

    Only names are listed here, so that a count of them costs nothing.
    """
    files: list[str] = []
    for name in paths:
        path = Path(name)
        if name != STDIN and path.is_dir():
            inside = sorted(str(p) for p in path.rglob("*.txt") if p.is_file())
            if not inside:
                raise EmptyInputError(f"{name} holds no .txt files")
            files += inside
        elif name != STDIN and not path.exists():
            raise InputError(f"{name} does not exist")
        else:
            files.append(name)
    return files


def iter_documents(files: Iterable[str], stdin: BinaryIO) -> Iterator[Document | Skip]:
    """Yield a document or a skip for everything in the files, in order."""
    for name in files:
        try:
            if name == STDIN:
                yield Document(text=decode(stdin.read(), "standard input"), source=STDIN)
            elif Path(name).suffix.lower() in TABLE_ENDINGS:
                yield from iter_table(Path(name))
            else:
                yield read_text_file(Path(name))
        except InputError as error:
            yield Skip(source=name, reason=error.message)
