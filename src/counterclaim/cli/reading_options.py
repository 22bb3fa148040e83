"""What the commands that read texts share: dates, what is known of documents, own words.

Invariant: an option that cannot be used is named in the error.
"""

import argparse
from pathlib import Path

from counterclaim.errors import CounterclaimError, RecordError
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.periods import Window
from counterclaim.read.meta import Meta, load_meta


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Add the options of reading texts: when they were published, what is known, which words."""
    parser.add_argument(
        "--published",
        metavar="DATE",
        help="when it was published, for texts that do not say: YYYY-MM-DD, YYYY-MM or YYYY",
    )
    parser.add_argument(
        "--meta",
        metavar="FILE",
        help="a .jsonl with doc (a file's name without its ending, or an id), published, "
        "outlet, title, url",
    )
    parser.add_argument(
        "--lexicon", metavar="DIR", help="a folder of lexicon entries to add to the package's own"
    )


def published_from(arguments: argparse.Namespace) -> Window | None:
    """Return the window of ``--published``; :class:`RecordError` if it is no date."""
    if arguments.published is None:
        return None
    try:
        return Window.parse(arguments.published)
    except RecordError as error:
        raise RecordError(f"--published {error.message}", error.hint) from error


def meta_from(arguments: argparse.Namespace) -> dict[str, Meta]:
    """Return what the file of ``--meta`` knows; an error names the option."""
    if arguments.meta is None:
        return {}
    try:
        return load_meta(Path(arguments.meta))
    except CounterclaimError as error:
        raise CounterclaimError(f"--meta {error.message}", error.hint) from error


def lexicon_from(arguments: argparse.Namespace) -> Lexicon:
    """Return the package's lexicon with what ``--lexicon`` adds."""
    folder = getattr(arguments, "lexicon", None)
    return load_lexicon(Path(folder).resolve() if folder else None)
