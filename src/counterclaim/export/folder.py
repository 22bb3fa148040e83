"""The door of the exports: a release into a folder, whole or not at all.

Not here: the formats (``formats.py`` lists them). Invariants: what was there before stays until the
new export is complete; nothing but an unchanged export of ours is ever replaced.
"""

import contextlib
import json
import os
import shutil
from pathlib import Path

from counterclaim.errors import ExportError, InputError
from counterclaim.export.formats import FORMATS
from counterclaim.export.package import (
    PACKAGE,
    SUMS,
    hash_of,
    write_dictionary,
    write_package,
    write_sums,
)
from counterclaim.export.release import Release


def write_release(release: Release, format_: str, out: Path) -> list[Path]:
    """Write a release into the folder ``out`` and return the files that are there.

    Parameters
    ----------
    release
        What is exported.
    format_
        One of :data:`counterclaim.export.formats.FORMATS`.
    out
        A folder that is empty, or holds an unchanged export of ours, or is yet to be made in a
        folder that exists.

    Raises
    ------
    InputError
        If there is no such format.
    ExportError
        If ``out`` is something else, or cannot be written; what was there is then as it was.
    CounterclaimError
        If the format needs an extra that is not installed.
    """
    if format_ not in FORMATS:
        raise InputError(f"{format_!r} is no format of export", f"one of {', '.join(FORMATS)}")
    target = out.resolve()
    _check_target(target, out)
    draft = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        draft.mkdir()
        _fill(release.in_order(), format_, draft)
        _put_in_place(draft, target)
    except OSError as error:
        raise ExportError(f"{out}: {error.strerror or error}", _hint(target)) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return sorted(path for path in target.rglob("*") if path.is_file())


def _fill(release: Release, format_: str, folder: Path) -> None:
    resources = FORMATS[format_].write(release, folder)
    tables = FORMATS[format_].tables()
    if tables:
        resources = [*resources, write_dictionary(tables, folder)]
    write_package(release, folder, format_=format_, resources=resources)
    write_sums(folder)
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                os.fsync(file.fileno())


def _put_in_place(draft: Path, target: Path) -> None:
    """Rename the draft to its name; an older export is set aside first, and back if that fails."""
    if not target.exists():
        draft.rename(target)
        return
    old = draft.with_suffix(".old")
    target.rename(old)
    try:
        draft.rename(target)
    except OSError:
        with contextlib.suppress(OSError):
            old.rename(target)
        raise
    shutil.rmtree(old, ignore_errors=True)


def _check_target(target: Path, out: Path) -> None:
    if not target.parent.is_dir():
        raise ExportError(f"{out}: the folder {target.parent} does not exist", "make it first")
    if not target.exists():
        return
    if not target.is_dir():
        raise ExportError(f"{out} is a file", "an export is a folder: name another")
    if not any(target.iterdir()):
        return
    changed = _what_is_not_ours(target)
    if changed:
        raise ExportError(f"{out} {changed}", "name another folder, or remove this one yourself")


def _what_is_not_ours(folder: Path) -> str:
    """Return why a folder is no unchanged export, "" if it is one."""
    try:
        package = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
        lines = (folder / SUMS).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return "is not an export of Counterclaim"
    if not isinstance(package, dict) or "counterclaim" not in package:
        return "is not an export of Counterclaim"
    sums = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_dir() or name == SUMS:
            continue
        if name not in sums:
            return f"holds a file that is not of the export: {name}"
        if hash_of(path) != sums[name]:
            return f"holds a file that was changed since: {name}"
    return ""


def _hint(target: Path) -> str:
    return "" if os.access(target.parent, os.W_OK) else f"{target.parent} cannot be written to"
