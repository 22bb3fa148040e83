"""``counterclaim extract``: read documents and print the loss claims that they state.

Invariant: one document at a time is held, and none of them stops the others.
"""

import argparse
import sys
from collections.abc import Iterator

from counterclaim.cli.explain import print_explained
from counterclaim.cli.formats import PRINTERS, Found
from counterclaim.cli.progress import Bar
from counterclaim.cli.reading_options import SOURCES, add_reading, how_from, lexicon_from, opened
from counterclaim.cli.second import add_options, read_again, second_reader
from counterclaim.cli.skipped import Skips
from counterclaim.cli.stopping import STOPPED, Stop
from counterclaim.extract.extractor import extract_sightings
from counterclaim.extract.statements import extract_statements
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.model.sightings import Sighting
from counterclaim.read.folders import count_documents
from counterclaim.read.language import unread_reason
from counterclaim.read.skips import Skip
from counterclaim.read.sources import STDIN, iter_sources

_DESCRIPTION = """\
Read sources and print every loss claim in them: who says how many people were lost,
whose people they were, over what time, and on which day it was said.
--statements also prints what is said without a count: on morale, supplies, a town taken.
"""
_EPILOG = f"""\
{SOURCES}
examples:
  counterclaim extract article.txt --published 2022-03-02
  counterclaim extract texts/ --meta texts.meta.jsonl --format jsonl > claims.jsonl
  counterclaim extract saved.html https://example.org/report
  counterclaim extract scraped.csv --columns text=body --format csv > claims.csv
  counterclaim extract crawl.warc.gz --format jsonl > claims.jsonl
  counterclaim extract article.txt --sort confidence
  cat article.txt | counterclaim extract - --explain

exit codes:
  0  at least one document was read; what was skipped is told on standard error
  1  nothing could be read
  2  wrong usage, or a --published, --meta or --lexicon that cannot be used,
     or --second without an endpoint
  130  ended by Ctrl-C
"""


def add_parser(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> argparse.ArgumentParser:
    """Add the command and return its parser."""
    parser = commands.add_parser(
        "extract",
        help="print the loss claims of texts",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("sources", nargs="*", metavar="SOURCE", help="what to read, see below")
    add_reading(parser)
    parser.add_argument(
        "--format",
        choices=sorted(PRINTERS),
        help="table for people (default); json, jsonl and csv for programs",
    )
    parser.add_argument(
        "--explain",
        action="store_true",
        help="show each claim's sentence with its words marked, and the rules behind each field",
    )
    parser.add_argument(
        "--sort",
        choices=("confidence", "text"),
        default="text",
        help="order of the claims of a document: as they stand in it (default), or those first "
        "that were read with the least confidence",
    )
    add_options(parser)
    parser.add_argument(
        "--statements",
        action="store_true",
        help="print also what is said without a count: speaker, stance, words, day",
    )
    parser.set_defaults(run=run, usage_error=parser.error)
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Print the claims; return 0 if at least one document was read, else fail with 1."""
    if arguments.explain and arguments.format not in (None, "table"):
        arguments.usage_error(
            f"--explain prints for people, not as {arguments.format}; "
            "--format jsonl and json hold the rules in `trace`"
        )
    if arguments.statements and (arguments.explain or arguments.format == "csv"):
        other = "--explain" if arguments.explain else "--format csv"
        arguments.usage_error(f"{other} holds claims only; take --statements with jsonl or json")
    if not arguments.sources and sys.stdin.isatty():
        arguments.usage_error("give a SOURCE, or - to type or pipe a text")
    sources = arguments.sources or [STDIN]
    lexicon = lexicon_from(arguments)
    printer = print_explained if arguments.explain else PRINTERS[arguments.format or "table"]
    skips = Skips()
    n_read = 0

    def extracted() -> Iterator[Found]:
        nonlocal n_read
        for item in stop.until_asked(iter_sources(sources, how)):
            bar.advance(item)
            found = item if isinstance(item, Skip) else _extract(item, lexicon, arguments)
            if isinstance(found, Skip):
                skips.add(found)
                continue
            n_read += 1
            again = read_again(second, found.document, found.sightings, is_debug=arguments.debug)
            found = found._replace(sightings=_sorted(again, arguments.sort))
            if found.sightings or found.statements:
                bar.pause()
            yield found

    with (
        opened(how_from(arguments), arguments, lexicon=lexicon) as how,
        second_reader(arguments, lexicon) as second,
        Stop() as stop,
        Bar(count_documents(sources)) as bar,
    ):
        printer(extracted())
    sys.stdout.flush()
    if not n_read and not stop.is_asked:
        skips.refuse_nothing()
    skips.tell()
    return STOPPED if stop.is_asked else 0


def _extract(document: Document, lexicon: Lexicon, arguments: argparse.Namespace) -> Found | Skip:
    """Return what was found, or a skip for whatever went wrong: none stops a thousand others."""
    unread = unread_reason(document, lexicon)
    if unread is not None:
        return unread
    try:
        sightings = extract_sightings(document, lexicon)
        if not arguments.statements:
            return Found(document, sightings)
        return Found(document, sightings, extract_statements(document, lexicon, sightings))
    except Exception as error:
        if arguments.debug:
            raise
        reason = "the extractor failed; --debug shows where"
        return Skip(source=document.source, reason=reason, detail=type(error).__name__)


def _sorted(sightings: list[Sighting], order: str) -> list[Sighting]:
    """Return the claims in the order that was asked for; those of unknown confidence come first."""
    if order == "text":
        return sightings
    return sorted(sightings, key=lambda one: -1.0 if one.confidence is None else one.confidence)
