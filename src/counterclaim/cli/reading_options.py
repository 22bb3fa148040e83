"""What the commands that read share: kinds, columns, dates, what is known, own words, addresses.

Invariant: an option that cannot be used is named in the error.
"""

import argparse
import os
from collections.abc import Mapping
from pathlib import Path

from counterclaim.api.sources import Net
from counterclaim.errors import CounterclaimError, RecordError
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.periods import Window
from counterclaim.read.columns import parse_columns
from counterclaim.read.meta import Meta, load_meta
from counterclaim.read.sniff import KINDS
from counterclaim.read.sources import How

CONTACT = "COUNTERCLAIM_CONTACT"
SOURCES = """\
what a SOURCE may be:
  a text, a saved page (.html, .mhtml), messages (.eml, .mbox), a PDF; folders;
  a table with a text per row (.csv, .tsv, .jsonl, .parquet);
  a feed or a list of feeds (RSS, Atom, JSON Feed, OPML);
  an archive (.warc.gz, .wacz) or a record of it (crawl.warc.gz#offset=1234);
  an http or https address; or - for standard input.
  It is told by its content; --as says otherwise.
"""


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Add the options of reading: what the sources are, when published, what is known, words."""
    add_sources(parser)
    add_lexicon(parser)
    parser.add_argument(
        "--all-pages",
        action="store_true",
        help="read every page of an archive; else those without a word of loss are only counted",
    )


def add_lexicon(parser: argparse.ArgumentParser) -> None:
    """Add the option of own words."""
    parser.add_argument(
        "--lexicon", metavar="DIR", help="a folder of lexicon entries to add to the package's own"
    )


def add_sources(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what the sources are and what is known of them."""
    parser.add_argument(
        "--as", dest="kind", choices=KINDS, help="what the sources are, if not told right"
    )
    parser.add_argument(
        "--columns",
        metavar="NAMES",
        help="the columns of a table: text=body,published=date,title=headline",
    )
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
    add_net(parser)


def add_net(parser: argparse.ArgumentParser) -> None:
    """Add the options of fetching addresses."""
    parser.add_argument(
        "--captures", metavar="DIR", help="where what is fetched is kept, as WARC files"
    )
    parser.add_argument(
        "--allow-private",
        action="store_true",
        help="also fetch from this machine and its own network",
    )
    parser.add_argument(
        "--contact",
        metavar="ADDRESS",
        default=os.environ.get(CONTACT),
        help=f"told to servers: where you can be reached; else what {CONTACT} holds",
    )


def how_from(arguments: argparse.Namespace, lexicon: Lexicon | None = None) -> How:
    """Return how the sources are to be read, by the options; an error names the option.

    Pages of archives are gated by ``lexicon`` unless ``--all-pages``.
    """
    is_gated = lexicon is not None and not arguments.all_pages
    return How(
        kind=arguments.kind,
        columns=columns_from(arguments),
        published=published_from(arguments),
        meta=meta_from(arguments),
        gated_by=lexicon if is_gated else None,
    )


def net_from(arguments: argparse.Namespace, captures: Path | None = None) -> Net:
    """Return how addresses are fetched, by the options."""
    return Net(
        captures=Path(arguments.captures) if arguments.captures else captures,
        allow_private=arguments.allow_private,
        contact=arguments.contact,
    )


def columns_from(arguments: argparse.Namespace) -> Mapping[str, str] | None:
    """Return the columns of ``--columns``; an error names the option."""
    if arguments.columns is None:
        return None
    try:
        return parse_columns(arguments.columns)
    except CounterclaimError as error:
        told = error.message.removeprefix("--columns: ")
        raise CounterclaimError(f"--columns: {told}", error.hint) from error


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
