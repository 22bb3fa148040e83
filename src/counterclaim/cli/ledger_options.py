"""What the commands on a ledger share: which ledger, which claims, as known when, which format.

Invariant: an option that cannot be used is named in the error, with what it should look like.
"""

import argparse
import datetime as dt
import os
from typing import TYPE_CHECKING

from counterclaim.errors import InputError, RecordError
from counterclaim.model.instants import parse_instant
from counterclaim.model.parties import VICTIM_CLASSES
from counterclaim.model.periods import Window
from counterclaim.model.sightings import OUTCOMES

if TYPE_CHECKING:
    from counterclaim.ledger.filters import Filter

DEFAULT_LEDGER = "./counterclaim.db"
ENVIRONMENT = "COUNTERCLAIM_LEDGER"


def add_ledger(parser: argparse.ArgumentParser) -> None:
    """Add ``--ledger``."""
    parser.add_argument(
        "--ledger",
        metavar="FILE|URL",
        default=os.environ.get(ENVIRONMENT) or DEFAULT_LEDGER,
        help="a file, or a postgresql+psycopg:// URL; else what "
        f"{ENVIRONMENT} names, else {DEFAULT_LEDGER}",
    )


def add_as_of(parser: argparse._ActionsContainer) -> None:
    """Add ``--as-of``."""
    parser.add_argument(
        "--as-of",
        metavar="INSTANT",
        help="what the ledger held then: a day (to its end, UTC) or YYYY-MM-DDTHH:MM",
    )


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose claims."""
    choose = parser.add_argument_group("which claims")
    choose.add_argument("--claimant", metavar="NAME", help="whose name holds these words")
    choose.add_argument("--party", metavar="PARTY", help="the claimant's side: RU, UA, Hamas, ...")
    choose.add_argument("--victims", metavar="PARTY", help="the side of the lost")
    choose.add_argument("--class", dest="class_", choices=VICTIM_CLASSES, help="of the lost")
    choose.add_argument("--outcome", choices=OUTCOMES)
    choose.add_argument("--place", metavar="NAME", help="where the place holds these words")
    choose.add_argument("--since", metavar="DATE", help="the last day counted is this or later")
    choose.add_argument("--until", metavar="DATE", help="the last day counted is this or earlier")


def add_format(parser: argparse.ArgumentParser, formats: tuple[str, ...]) -> None:
    """Add ``--format``; the first one is the default."""
    parser.add_argument(
        "--format",
        choices=formats,
        default=formats[0],
        help=f"{formats[0]} for people (default); the others for programs",
    )


def filter_from(arguments: argparse.Namespace) -> "Filter":
    """Return the filter of the options; :class:`InputError` names a date that is none."""
    from counterclaim.ledger.filters import Filter  # noqa: PLC0415  # loads the database layer

    since, until = _window(arguments, "since"), _window(arguments, "until")
    return Filter(
        claimant=arguments.claimant,
        party=arguments.party,
        victims=arguments.victims,
        outcome=arguments.outcome,
        class_=arguments.class_,
        place=arguments.place,
        since=None if since is None else since.start,
        until=None if until is None else until.end,
    )


def as_of_from(arguments: argparse.Namespace) -> dt.datetime | None:
    """Return the instant of ``--as-of`` in UTC, the end of a day that is given as such."""
    if arguments.as_of is None:
        return None
    try:
        return parse_instant(arguments.as_of)
    except RecordError as error:
        raise InputError(f"--as-of {error.message}", error.hint) from error


def _window(arguments: argparse.Namespace, name: str) -> Window | None:
    text = getattr(arguments, name)
    if text is None:
        return None
    try:
        return Window.parse(text)
    except RecordError as error:
        raise InputError(f"--{name} {error.message}", error.hint) from error
