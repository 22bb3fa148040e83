"""Versions: what tells two readings of one text apart, and two ways of grouping.

Not here: the version of the schema (``migrations``). Invariant: the same code and the same words
give the same version on every machine; a change that may move a result gives another one.
"""

import hashlib
from functools import cache
from importlib import metadata, resources
from importlib.resources.abc import Traversable

from counterclaim.lexicon.lexicon import Lexicon

_DIGITS = 8  # hexadecimal digits of the code's digest
_READING = ("extract", "lexicon", "text")  # packages whose code decides what is found
_READERS = ("read",)  # packages whose code decides what a text is
_GROUPING = ("group",)  # packages whose code decides what is one claim


@cache
def engine_version() -> str:
    """Return the version of what reads a text, such as ``0.1.0+1f2e3d4c``.

    The digest is that of the code, so that a copy between two releases is known from both.
    """
    return f"{_release()}+{_digest(_READING)}"


@cache
def readers_version() -> str:
    """Return the version of what makes texts of pages, messages and archives."""
    return f"{_release()}+{_digest(_READERS)}"


@cache
def grouping_version() -> str:
    """Return the version of what makes claims of sightings, and groups of copies."""
    return f"{_release()}+{_digest(_GROUPING)}"


def lexicon_version(lexicon: Lexicon) -> str:
    """Return the digest of all that a lexicon says to the engine."""
    return lexicon.version


def _release() -> str:
    try:
        return metadata.version("counterclaim")
    except metadata.PackageNotFoundError:  # run from its sources, without being installed
        return "0"


def _digest(packages: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for package in packages:
        for file in _sources(resources.files(f"counterclaim.{package}")):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:_DIGITS]


def _sources(folder: Traversable) -> list[Traversable]:
    """Return the modules of a package, by name."""
    found = (file for file in folder.iterdir() if file.name.endswith(".py"))
    return sorted(found, key=lambda file: file.name)
