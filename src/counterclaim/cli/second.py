"""``--second`` of ``extract``: the options, the reader that they ask for, and what came of it.

Invariant: without ``--second`` the client is not even loaded, and no connection is opened.
"""

import argparse
import contextlib
import math
import os
import sys
from collections.abc import Iterator

from counterclaim.cli.facts import shown
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
    parser.add_argument(
        "--second-minutes",
        metavar="MINUTES",
        type=_minutes,
        help="the minutes after which --second begins no new question (default: no limit)",
    )


@contextlib.contextmanager
def second_reader(arguments: argparse.Namespace, lexicon: Lexicon) -> Iterator[SecondReader | None]:
    """Give the second reader that was asked for, or ``None``; tell at the end what came of it."""
    if not arguments.second:
        for name in ("below", "minutes"):
            if getattr(arguments, f"second_{name}") is not None:
                arguments.usage_error(f"--second-{name} goes with --second")
        yield None
        return
    endpoint = endpoint_of(os.environ)
    from counterclaim.second.openai import ChatProposer  # noqa: PLC0415  # an extra

    below = BELOW if arguments.second_below is None else arguments.second_below
    minutes = arguments.second_minutes
    limit_s = None if minutes is None else 60 * minutes
    with ChatProposer(endpoint) as proposer:
        reader = SecondReader(proposer, lexicon, below=below, limit_s=limit_s)
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
    except Exception:  # the tally tells of it
        if is_debug:
            raise
        return sightings


def tally_text(tally: Tally) -> str:
    """Return the lines that tell what came of a run: every claim in doubt is changed or kept.

    >>> from collections import Counter
    >>> from counterclaim.second.reread import Cause
    >>> late = Cause(reason="timeout", message="no answer", hint="is it slow?")
    >>> print(tally_text(Tally(doubted=3, asked=3, changed=1, kept=Counter({late: 2}))))
    second reader: 3 claims in doubt, 3 asked about: 1 changed, 2 kept
      2 timeout: no answer; is it slow?
    """
    claims = "claim" if tally.doubted == 1 else "claims"
    lines = [
        f"second reader: {tally.doubted} {claims} in doubt, {tally.asked} asked about: "
        f"{tally.changed} changed, {tally.kept.total()} kept"
    ]
    for cause, times in tally.kept.most_common():
        told = f"{cause.message}; {cause.hint}" if cause.hint else cause.message
        lines.append(f"  {times} {cause.reason}: {shown(told)}")
    return "\n".join(lines)


def _share(text: str) -> float:
    share = _number(text)
    if share is None or share > 1.0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 0 to 1")
    return share


def _minutes(text: str) -> float:
    minutes = _number(text)
    if minutes is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of minutes")
    return minutes


def _number(text: str) -> float | None:
    """Return a finite number that is not below zero, or ``None``."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0.0 <= number < math.inf else None
