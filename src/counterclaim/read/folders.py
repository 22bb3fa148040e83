"""Folders: the documents in them, and how many stand at some paths."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from counterclaim.errors import EmptyInputError
from counterclaim.read.sniff import ARCHIVES, TABLES, Kind, kind_of_name

# Tables are named one by one: a folder of articles often holds a table about them.
_IN_FOLDERS: tuple[Kind, ...] = ("text", "html", "mail", "mbox", "pdf", "warc", "wacz")
_OF_MANY = {*TABLES, *ARCHIVES, "feed", "mbox", "opml"}
_SAID = ".txt, .html, .eml, .pdf, .warc.gz or .wacz"


def list_folder(folder: Path, *, refused: list[OSError] | None = None) -> list[Path]:
    """Return the documents and archives of a folder and the folders in it, sorted by path.

    ``refused`` is filled with the errors of folders in it that cannot be opened.
    Raises :class:`EmptyInputError` if there are none.
    """
    errors: list[OSError] = [] if refused is None else refused
    found = sorted(_iter_files(folder, errors))
    if not found and not errors:
        raise EmptyInputError(
            f"{folder}: it holds no {_SAID} files", "name tables and feeds one by one"
        )
    return found


def count_documents(sources: Iterable[str | os.PathLike[str]]) -> int | None:
    """Return how many documents stand at the sources; ``None`` if they would have to be read."""
    count = 0
    for name in sources:
        path = Path(name)
        try:
            files = list(_iter_files(path)) if path.is_dir() else [path]
        except (OSError, ValueError):  # no name that a file system takes
            files = [path]
        kinds = {kind_of_name(file.name) for file in files}
        if "://" in str(name) or not kinds.isdisjoint(_OF_MANY):
            return None
        count += len(files)
    return count


def _iter_files(folder: Path, refused: list[OSError] | None = None) -> Iterator[Path]:
    """Yield what is read of a folder; not what a browser saved beside a page (``a_files``).

    The folder itself is read whatever it is called and wherever it lies: somebody named it.
    """
    note = None if refused is None else refused.append
    for name, inner, files in os.walk(folder, onerror=note):
        inner[:] = [one for one in inner if not _is_of_page(Path(name, one))]
        for file in files:
            path = Path(name, file)
            if kind_of_name(file) in _IN_FOLDERS and path.is_file():
                yield path


def _is_of_page(folder: Path) -> bool:
    stem = folder.name.removesuffix("_files")
    return stem != folder.name and any(
        folder.with_name(stem + ending).exists() for ending in (".html", ".htm")
    )
