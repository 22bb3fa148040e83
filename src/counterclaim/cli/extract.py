"""``counterclaim extract``: read documents and print the loss claims that they state."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from counterclaim.cli.explain import print_explained
from counterclaim.cli.formats import PRINTERS
from counterclaim.errors import CounterclaimError, EmptyInputError
from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from counterclaim.model.periods import Window
from counterclaim.model.sightings import Sighting
from counterclaim.read.meta import load_meta, with_meta
from counterclaim.read.paths import iter_documents, list_files
from counterclaim.read.skips import Skip

_EXAMPLES = """\
examples:
  counterclaim extract article.txt --published 2022-03-02
  counterclaim extract texts/ --meta texts.meta.jsonl --format jsonl > claims.jsonl
  counterclaim extract scraped.csv --format csv > claims.csv
  cat article.txt | counterclaim extract - --explain

A PATH is a text file, a folder of .txt files, a .jsonl or .csv with one document
per row (id or doc, text, and if present published or date, title, outlet, url),
or - for standard input.
"""
_MANY = 5  # documents; with more of them a progress bar is worth its line


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser(
        "extract",
        help="print the loss claims of texts",
        description="Read texts and print every loss claim: who says how many were lost.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("paths", nargs="*", metavar="PATH", default=["-"], help="what to read")
    parser.add_argument("--published", metavar="DATE", help="day of publication: YYYY-MM-DD")
    parser.add_argument("--meta", metavar="FILE", help=".jsonl with doc, published, outlet by stem")
    parser.add_argument("--lexicon", metavar="DIR", help="a folder of your own lexicon entries")
    parser.add_argument(
        "--format", choices=sorted(PRINTERS), default="table", help="default: table"
    )
    parser.add_argument("--explain", action="store_true", help="show the words and rules behind")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the claims; return 0 if at least one document was read, else 1."""
    published = Window.parse(arguments.published) if arguments.published else None
    known = load_meta(Path(arguments.meta)) if arguments.meta else {}
    lexicon = load_lexicon(Path(arguments.lexicon).resolve() if arguments.lexicon else None)
    files = list_files(arguments.paths or ["-"])
    skips: list[Skip] = []
    n_read = 0

    def read() -> Iterator[tuple[Document, list[Sighting]]]:
        nonlocal n_read
        for item in _with_progress(iter_documents(files, sys.stdin.buffer), len(files)):
            if isinstance(item, Skip):
                skips.append(item)
                continue
            document = with_meta(item, known)
            if document.published is None and published is not None:
                document = replace(document, published=published)
            try:
                sightings = extract_sightings(document, lexicon)
            except Exception as error:  # one document never stops a thousand
                if arguments.debug or isinstance(error, CounterclaimError):
                    raise
                reason = f"{type(error).__name__} while reading it; --debug shows where"
                skips.append(Skip(source=document.source, reason=reason))
                continue
            n_read += 1
            yield document, sightings

    printer = print_explained if arguments.explain else PRINTERS[arguments.format]
    printer(read())
    _tell_skips(skips)
    if not n_read:
        raise EmptyInputError("nothing could be read")
    return 0


def _tell_skips(skips: list[Skip]) -> None:
    for skip in skips[:10]:
        print(f"skipped {skip.source}: {skip.reason}", file=sys.stderr)
    if len(skips) > 10:
        print(f"… and {len(skips) - 10} more", file=sys.stderr)
    if skips:
        print(f"{len(skips)} skipped", file=sys.stderr)


def _with_progress(items: Iterable[Document | Skip], n_files: int) -> Iterator[Document | Skip]:
    if n_files <= _MANY or not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console  # noqa: PLC0415  # only paid for when a bar is shown
    from rich.progress import track  # noqa: PLC0415

    console = Console(stderr=True)
    yield from track(items, description="reading", total=n_files, console=console, transient=True)
