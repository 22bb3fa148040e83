"""``counterclaim extract``: read documents and print the loss claims that they state.

Invariant: one document at a time is held, and none of them stops the others.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from counterclaim.cli.explain import print_explained
from counterclaim.cli.facts import shown
from counterclaim.cli.formats import PRINTERS, Found
from counterclaim.cli.progress import Bar
from counterclaim.cli.reading_options import (
    add_reading,
    lexicon_from,
    meta_from,
    published_from,
)
from counterclaim.cli.second import add_options, read_again, second_reader
from counterclaim.errors import EmptyInputError
from counterclaim.extract.extractor import extract_sightings
from counterclaim.extract.statements import extract_statements
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.model.sightings import Sighting
from counterclaim.read.paths import STDIN, count_files, iter_documents
from counterclaim.read.skips import Skip

_DESCRIPTION = """\
Read texts and print every loss claim in them: who says how many people were lost,
whose people they were, over what time, and on which day it was said.
--statements also prints what is said without a count: on morale, supplies, a town taken.
"""
_EPILOG = """\
what a PATH may be:
  a text file; a folder, read with the folders in it for .txt files; a .jsonl or .csv
  with one document per row (id or doc, text, and if present published or date, title,
  outlet, url); or - for a text on standard input, which is also what no PATH means.

examples:
  counterclaim extract article.txt --published 2022-03-02
  counterclaim extract texts/ --meta texts.meta.jsonl --format jsonl > claims.jsonl
  counterclaim extract scraped.csv --format csv > claims.csv
  counterclaim extract article.txt --sort confidence
  cat article.txt | counterclaim extract - --explain

exit codes:
  0  at least one document was read; what was skipped is told on standard error
  1  nothing could be read
  2  wrong usage, or a --published, --meta or --lexicon that cannot be used,
     or --second without an endpoint
"""
_MAX_TOLD = 10  # skips that are told one by one; the rest is counted by reason


@dataclass(slots=True)
class _Skips:
    """The skips of a run: the first ones whole, all of them counted by reason."""

    first: list[Skip] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, skip: Skip) -> None:
        self.reasons[skip.reason] += 1
        if len(self.first) < _MAX_TOLD:
            self.first.append(skip)

    def tell(self) -> None:
        count = self.reasons.total()
        for skip in self.first:
            print(f"skipped {shown(skip.source)}: {shown(skip.reason)}", file=sys.stderr)
        if count > len(self.first):
            print(f"{count} skipped in all, by reason:", file=sys.stderr)
            for reason, times in self.reasons.most_common(_MAX_TOLD):
                print(f"  {times} x {shown(reason)}", file=sys.stderr)
        elif count > 1:
            print(f"{count} skipped in all", file=sys.stderr)


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
    parser.add_argument("paths", nargs="*", metavar="PATH", help="what to read, see below")
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
    if not arguments.paths and sys.stdin.isatty():
        arguments.usage_error("give a PATH, or - to type or pipe a text")
    paths = arguments.paths or [STDIN]
    published, known = published_from(arguments), meta_from(arguments)
    lexicon = lexicon_from(arguments)
    printer = print_explained if arguments.explain else PRINTERS[arguments.format or "table"]
    skips = _Skips()
    n_read = 0

    def extracted() -> Iterator[Found]:
        nonlocal n_read
        with Bar(count_files(paths)) as bar:
            for item in iter_documents(paths, published=published, meta=known):
                bar.advance()
                if isinstance(item, Skip):
                    skips.add(item)
                    continue
                found = _extract(item, lexicon, arguments)
                if isinstance(found, Skip):
                    skips.add(found)
                    continue
                n_read += 1
                again = read_again(second, item, found.sightings, is_debug=arguments.debug)
                found = found._replace(sightings=_sorted(again, arguments.sort))
                if found.sightings or found.statements:
                    bar.pause()
                yield found

    with second_reader(arguments, lexicon) as second:
        printer(extracted())
    sys.stdout.flush()
    if not n_read and len(skips.first) == 1:
        raise EmptyInputError(f"{shown(skips.first[0].source)}: {shown(skips.first[0].reason)}")
    skips.tell()
    if not n_read:
        raise EmptyInputError("nothing could be read")
    return 0


def _extract(document: Document, lexicon: Lexicon, arguments: argparse.Namespace) -> Found | Skip:
    """Return what was found, or a skip for whatever went wrong: none stops a thousand others."""
    try:
        sightings = extract_sightings(document, lexicon)
        if not arguments.statements:
            return Found(document, sightings)
        return Found(document, sightings, extract_statements(document, lexicon, sightings))
    except Exception as error:
        if arguments.debug:
            raise
        reason = f"the extractor failed ({type(error).__name__}); --debug shows where"
        return Skip(source=document.source, reason=reason)


def _sorted(sightings: list[Sighting], order: str) -> list[Sighting]:
    """Return the claims in the order that was asked for; those of unknown confidence come first."""
    if order == "text":
        return sightings
    return sorted(sightings, key=lambda one: -1.0 if one.confidence is None else one.confidence)
