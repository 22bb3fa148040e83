"""``counterclaim read``: print the documents of sources as they are read, before any claim.

Invariant: what is printed is what ``extract`` and ``ingest`` read, character for character.
"""

import argparse
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator

from counterclaim.api.sources import reading
from counterclaim.cli.facts import shown
from counterclaim.cli.listing import to_json
from counterclaim.cli.progress import Bar
from counterclaim.cli.reading_options import SOURCES, add_sources, how_from, net_from
from counterclaim.cli.skipped import Skips
from counterclaim.cli.stopping import STOPPED, Stop
from counterclaim.model.documents import Document
from counterclaim.model.records import Json
from counterclaim.read.folders import count_documents
from counterclaim.read.record import document_record, skip_record
from counterclaim.read.skips import Skip
from counterclaim.read.sources import STDIN, iter_sources

_DESCRIPTION = """\
Read sources and print each document as it is read: title, outlet, authors, date
and its origin, language, address, SHA-256 of the captured bytes, and the text.
`extract` and `ingest` read the same; here you see what they see.
"""
_EPILOG = f"""\
{SOURCES}
examples:
  counterclaim read saved.html
  counterclaim read https://example.org/report --captures captures/
  counterclaim read crawl.warc.gz --format jsonl > pages.jsonl
  counterclaim read 'crawl.warc.gz#offset=1234'
  counterclaim read scraped.csv --columns text=body,published=date

exit codes:
  0  at least one document was read; what was skipped is told on standard error
  1  nothing could be read
  2  wrong usage, or an option that cannot be used
  130  ended by Ctrl-C
"""
_WIDTH = 79  # characters of a line of text
_LABEL = 10  # characters of a label with its spaces

_Items = Iterable[Document | Skip]


def add_parser(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> argparse.ArgumentParser:
    """Add the command and return its parser."""
    parser = commands.add_parser(
        "read",
        help="print the documents of pages, feeds, archives and tables as read",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("sources", nargs="*", metavar="SOURCE", help="what to read, see below")
    add_sources(parser)
    parser.add_argument(
        "--format",
        choices=("text", "json", "jsonl"),
        default="text",
        help="text for people (default); json and jsonl for programs, with the skips among them",
    )
    parser.set_defaults(run=run, usage_error=parser.error)
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Print the documents; return 0 if at least one was read, else fail with 1."""
    if not arguments.sources and sys.stdin.isatty():
        arguments.usage_error("give a SOURCE, or - to type or pipe a text")
    sources = arguments.sources or [STDIN]
    skips, n_read = Skips(), 0

    def items(bar: Bar) -> Iterator[Document | Skip]:
        nonlocal n_read
        for item in stop.until_asked(iter_sources(sources, how)):
            bar.advance(item)
            if isinstance(item, Skip):
                skips.add(item)
            else:
                n_read += 1
            bar.pause()
            yield item

    with (
        reading(how_from(arguments), net=net_from(arguments)) as how,
        Stop() as stop,
        Bar(count_documents(sources)) as bar,
    ):
        _PRINTERS[arguments.format](items(bar))
    sys.stdout.flush()
    if not n_read and not stop.is_asked:
        skips.refuse_nothing()
    skips.tell()
    return STOPPED if stop.is_asked else 0


def _print_text(items: _Items) -> None:
    is_first = True
    for item in items:
        if isinstance(item, Skip):
            continue
        print("" if is_first else "\n\n", end="")
        is_first = False
        for label, told in _facts(item):
            lines = textwrap.wrap(told, _WIDTH - _LABEL, break_on_hyphens=False) or [""]
            for number, line in enumerate(lines):
                print(f"{label if number == 0 else '':<{_LABEL}}{line}")
        print()
        for paragraph in item.text.splitlines():
            print(textwrap.fill(shown(paragraph), _WIDTH, break_on_hyphens=False))


def _facts(document: Document) -> Iterator[tuple[str, str]]:
    yield "source", "standard input" if document.source == STDIN else shown(document.source)
    for label, told in (
        ("title", document.title),
        ("outlet", document.outlet),
        ("authors", ", ".join(document.authors)),
        ("published", _published(document)),
        ("language", document.language),
        ("url", document.url),
        ("sha256", document.id),
        *(("note", one) for one in document.notes),
    ):
        if told:
            yield label, shown(told)


def _published(document: Document) -> str:
    if document.published is None:
        return "not told"
    origin = [f"from {document.published_from}"] if document.published_from else []
    exact = document.published_at
    facts = "; ".join(origin if exact is None else [exact, *origin])
    return (
        f"{document.published.iso_interval} ({facts})" if facts else document.published.iso_interval
    )


def _records(items: _Items) -> Iterator[dict[str, Json]]:
    for item in items:
        if isinstance(item, Document):
            yield document_record(item)
        elif item.is_kept:
            yield skip_record(item)


def _print_jsonl(items: _Items) -> None:
    for record in _records(items):
        sys.stdout.write(to_json(record) + "\n")


def _print_json(items: _Items) -> None:
    """Print a list, one record at a time: an archive does not fit into memory."""
    opening = "[\n"
    for record in _records(items):
        sys.stdout.write(opening + textwrap.indent(to_json(record, indent=2), "  "))
        opening = ",\n"
    sys.stdout.write("[]\n" if opening == "[\n" else "\n]\n")


_PRINTERS: dict[str, Callable[[_Items], None]] = {
    "text": _print_text,
    "json": _print_json,
    "jsonl": _print_jsonl,
}
