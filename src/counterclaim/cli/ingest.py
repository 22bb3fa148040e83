"""``counterclaim ingest``: read documents into a ledger and say what came of them.

Invariant: one document at a time is held, and none of them stops the others.
"""

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from counterclaim.api.ledger import Ledger
from counterclaim.api.sources import reading
from counterclaim.cli.claim_facts import counted
from counterclaim.cli.facts import shown
from counterclaim.cli.progress import Bar
from counterclaim.cli.reading_options import how_from, lexicon_from, net_from
from counterclaim.cli.stopping import STOPPED, Stop
from counterclaim.errors import EmptyInputError
from counterclaim.ledger.ingest import StopReading, Tally
from counterclaim.model.documents import Document
from counterclaim.read.folders import count_documents
from counterclaim.read.language import language_name
from counterclaim.read.skips import Skip
from counterclaim.read.sources import STDIN, is_address, iter_sources

_MAX_REASONS = 10  # of skips that are told
_MAX_TOLD = 5  # skips that are told one by one


def run(arguments: argparse.Namespace) -> int:
    """Read the sources; return 0 if at least one document could be read, else fail with 1."""
    lexicon = lexicon_from(arguments)
    asked = how_from(arguments, lexicon)
    sources = arguments.sources
    if not any(name == STDIN or is_address(name) or _exists(name) for name in sources):
        raise EmptyInputError(f"{shown(sources[0])}: there is no such file or folder")
    skips: list[Skip] = []
    gone_on: list[str] = []  # archives that were read before, in part or to their end

    def go_on(archive: str, place: int) -> None:
        gone_on.append(archive)
        print(f"{shown(archive)}: goes on at byte {place:,}, where it was left", file=sys.stderr)

    def items() -> Iterator[Document | Skip]:
        for item in iter_sources(sources, how):
            bar.advance(item)
            if isinstance(item, Skip) and item.is_kept and len(skips) < _MAX_TOLD:
                skips.append(item)
            yield item
            if stop.is_asked:
                raise StopReading

    with Ledger.open(arguments.ledger, lexicon=lexicon) as ledger:
        net, memory = net_from(arguments, ledger.captures), ledger.store.memory()
        with (
            reading(replace(asked, tell=go_on), net=net, memory=memory) as how,
            Stop() as stop,
            Bar(count_documents(sources)) as bar,
        ):
            tally = ledger.store.ingest(items(), what=" ".join(sources))
        name = ledger.store.name
    tell(tally, name, arguments.format)
    for skip in skips:
        print(f"skipped {shown(skip.source)}: {shown(skip.told)}", file=sys.stderr)
    left = tally.n_skipped - tally.n_passed_over - len(skips)
    if left > 0:
        print(f"and {left:,} more; `counterclaim log --kind skip` has all", file=sys.stderr)
    if stop.is_asked:
        return STOPPED
    if not tally.n_documents and not tally.n_passed_over and not gone_on:
        raise EmptyInputError("nothing could be read")
    return 0


def _exists(name: str) -> bool:
    """Say whether a source is there, of a record of an archive the archive."""
    try:
        return Path(name).exists() or Path(name.partition("#")[0]).is_file()
    except (OSError, ValueError):  # no name that a file system takes
        return False


def tell(tally: Tally, name: str, style: str, *, n_rows_left_out: int = 0) -> None:
    """Print a tally: for people in words, skips on standard error; for programs as one record.

    ``n_rows_left_out`` is told instead of skipped documents where one table was read.
    """
    if style == "json":
        print(tally.as_json())
        return
    print(f"{shown(name)}:")
    known = "nothing added" if tally.n_known == 1 else "nothing added for them"
    for number, words in (
        (tally.n_new, "new"),
        (tally.n_reread, "read again, with a newer engine, lexicon or new facts"),
        (tally.n_known, f"already known, {known}"),
    ):
        if number or words == "new":
            print(_line(number, "document", words))
    for code, number in tally.unread.most_common():
        language = f"{shown(language_name(code))} ({shown(code)})"
        print(f"          of which {number:,} in {language}, kept and not read for claims")
    if n_rows_left_out:
        print(_line(n_rows_left_out, "row", "left out"))
    elif tally.n_skipped > tally.n_passed_over:
        print(_line(tally.n_skipped - tally.n_passed_over, "document", "skipped"))
    for reason, number in tally.passed_over.most_common(_MAX_REASONS):
        print(f"  {number:>7,} passed over: {shown(reason)}")
    print(_line(tally.n_sightings, "sighting", "of losses added"))
    print(_line(tally.n_claims_new, "new claim"), end="")
    print(f", {tally.n_claims_changed:,} changed" if tally.n_claims_changed else "")
    kept = tally.skipped - tally.passed_over
    if kept.total() > _MAX_TOLD:
        for reason, times in kept.most_common(_MAX_REASONS):
            print(f"skipped {times:,} x {shown(reason)}", file=sys.stderr)


def _line(number: int, *words: str) -> str:
    amount, _, noun = counted(number, words[0]).partition(" ")
    return " ".join([f"  {amount:>7}", noun, *words[1:]])
