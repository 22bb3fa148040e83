"""Paths to documents: text files, folders of them, tables, and standard input, one at a time.

Invariant: documents come in the order of the paths, those of a folder sorted by path; memory holds
one of them. What cannot be read is a skip, so that one bad path never stops the others.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from counterclaim.errors import EmptyInputError, InputError
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.read.meta import Meta, with_meta
from counterclaim.read.plain import document_of, read_text_file
from counterclaim.read.skips import Skip
from counterclaim.read.table import is_table, iter_table

STDIN = "-"

StrPath = str | os.PathLike[str]


def iter_documents(
    paths: Iterable[StrPath],
    *,
    published: Window | None = None,
    meta: Mapping[str, Meta] | None = None,
) -> Iterator[Document | Skip]:
    """Yield a document or a skip for everything at the paths, in order.

    ``meta`` fills what a document does not say of itself, and ``published`` dates what then is
    still undated.
    """
    for path in paths:
        for item in _iter_path(path):
            if isinstance(item, Skip):
                yield item
                continue
            document = with_meta(item, meta) if meta else item
            if document.published is None and published is not None:
                document = replace(document, published=published)
            yield document


def list_folder(folder: Path) -> list[Path]:
    """Return the ``.txt`` files of a folder and the folders in it, sorted by path.

    Raises :class:`EmptyInputError` if there are none.
    """
    found = sorted(p for p in folder.rglob("*") if p.suffix.lower() == ".txt" and p.is_file())
    if not found:
        raise EmptyInputError(
            f"{folder}: it holds no .txt files", "name .jsonl and .csv files one by one"
        )
    return found


def count_files(paths: Iterable[StrPath]) -> int | None:
    """Return how many documents stand at the paths, ``None`` if a table would have to be read."""
    count = 0
    for name in paths:
        path = Path(name)
        if path.is_dir():
            count += sum(p.suffix.lower() == ".txt" for p in path.rglob("*"))
        elif is_table(path):
            return None
        else:
            count += 1
    return count


def _iter_path(name: StrPath) -> Iterator[Document | Skip]:
    path = Path(name)
    try:
        if str(name) == STDIN:
            yield document_of(sys.stdin.buffer.read(), name="standard input", source=STDIN)
        elif path.is_dir():
            for file in list_folder(path):
                yield from _iter_path(file)
        elif is_table(path):
            yield from iter_table(path)
        else:
            yield read_text_file(path)
    except InputError as error:
        source = "standard input" if str(name) == STDIN else str(path)
        yield Skip(source=source, reason=error.message.removeprefix(f"{source}: "))
    except ValueError as error:  # a path that no file system takes, such as one with a NUL
        yield Skip(source=str(name), reason=f"it is no path ({error})")
