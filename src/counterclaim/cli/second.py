"""``--second`` of ``extract``: the options, the reader that they ask for, and what came of it.

Invariant: without ``--second`` the client is not even loaded, and no connection is opened.
"""

import argparse
import contextlib
import os
import sys
from collections.abc import Iterator

from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.model.sightings import Sighting
from counterclaim.second.endpoint import endpoint_of
from counterclaim.second.reread import BELOW, SecondReader, Tally


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of the second reader."""
    parser.add_argument(
        "--second",
        action="store_true",
        help="ask the language model at COUNTERCLAIM_LLM_URL about claims read with little "
        "confidence: it is sent the paragraphs around them and selects among spans",
    )
    parser.add_argument(
        "--second-below",
        metavar="SHARE",
        type=_share,
        help=f"the confidence under which --second asks, from 0 to 1 (default: {BELOW})",
    )


@contextlib.contextmanager
def second_reader(arguments: argparse.Namespace, lexicon: Lexicon) -> Iterator[SecondReader | None]:
    """Give the second reader that was asked for, or ``None``; tell at the end what came of it."""
    if not arguments.second:
        if arguments.second_below is not None:
            arguments.usage_error("--second-below goes with --second")
        yield None
        return
    endpoint = endpoint_of(os.environ)
    from counterclaim.second.openai import ChatProposer  # noqa: PLC0415  # an extra

    below = BELOW if arguments.second_below is None else arguments.second_below
    with ChatProposer(endpoint) as proposer:
        reader = SecondReader(proposer, lexicon, below=below)
        try:
            yield reader
        finally:
            sys.stdout.flush()
            print(tally_text(reader.tally), file=sys.stderr)


def read_again(
    reader: SecondReader | None,
    document: Document,
    sightings: list[Sighting],
    *,
    is_debug: bool,
) -> list[Sighting]:
    """Return the sightings as the second reader leaves them; as they were if it breaks."""
    if reader is None:
        return sightings
    try:
        return reader.read(document, sightings)
    except Exception as error:
        if is_debug:
            raise
        reader.tally.kept[f"failed: {type(error).__name__}, --debug shows where"] += len(sightings)
        return sightings


def tally_text(tally: Tally) -> str:
    """Return the line that tells what came of a run.

    >>> from collections import Counter
    >>> tally_text(Tally(asked=3, changed=1, kept=Counter({"timeout": 2, "no-choice": 1})))
    'second reader: 3 asked, 1 changed, 3 kept (2 timeout, 1 no-choice)'
    """
    line = f"second reader: {tally.asked} asked, {tally.changed} changed, {tally.kept.total()} kept"
    reasons = ", ".join(f"{times} {reason}" for reason, times in tally.kept.most_common())
    return f"{line} ({reasons})" if reasons else line


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0.0 <= share <= 1.0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 1")
    return share
