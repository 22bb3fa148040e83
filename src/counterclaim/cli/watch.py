"""``counterclaim watch``: follow feeds, and print each contradiction when it first appears.

Invariant: standard output holds contradictions only; how a round went is told on standard error.
"""

import argparse
import datetime as dt
import re
import sys
import textwrap
import time
from collections.abc import Mapping, Sequence
from functools import partial

from counterclaim import __version__
from counterclaim.api.ledger import Ledger
from counterclaim.api.sources import reading, utc_now
from counterclaim.cli.claim_facts import counted, question_text
from counterclaim.cli.dispute_tables import claims_table, letters_of, verdict_text
from counterclaim.cli.facts import shown
from counterclaim.cli.formats import make_console
from counterclaim.cli.listing import to_json
from counterclaim.cli.reading_options import lexicon_from, net_from
from counterclaim.cli.stopping import STOPPED, Stop
from counterclaim.errors import EmptyInputError, InputError
from counterclaim.read.language import language_name
from counterclaim.watch.backoff import Backoff
from counterclaim.watch.channels import Channel, Printer, channel_of
from counterclaim.watch.notices import Notice
from counterclaim.watch.watcher import Round, Watcher

_WIDTH = 79  # characters of a line
LEAST_S = 60  # seconds between two rounds; whoever asks more often is refused by most outlets
MOST_S = 30 * 86_400  # what is asked for less often than once in a month is not watched
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd])")


def run(arguments: argparse.Namespace) -> int:
    """Watch until Ctrl-C, or for one round with ``--once``; return 1 if no feed could be read.

    Options are looked at before a ledger is made.
    """
    every_s = seconds_of(arguments.every)
    stop = Stop()
    channels = _channels(arguments, stop)
    lexicon = lexicon_from(arguments)
    with Ledger.open(arguments.ledger, lexicon=lexicon) as ledger, stop:
        net, memory = net_from(arguments, ledger.captures), ledger.store.memory()
        with ledger.store.watching() as held, reading(net=net, memory=memory) as how:
            watcher = Watcher(
                store=ledger.store,
                lexicon=lexicon,
                how=how,
                feeds=arguments.sources,
                channels=channels,
                backoff=Backoff(every_s=every_s),
                clock=time.monotonic,
                now=utc_now,
                is_stopped=lambda: stop.is_asked,
                check=held.check,
            )
            n_known = watcher.begin()
            if n_known:
                known = counted(n_known, "contradiction")
                print(f"{known} in the ledger before; new ones are told", file=sys.stderr)
            return _watch(watcher, stop, every_s=None if arguments.once else every_s)


def _channels(arguments: argparse.Namespace, stop: Stop) -> list[Channel]:
    agent = f"Counterclaim/{__version__}"
    hooks = [
        channel_of(one, agent=agent, sleep=stop.wait, clock=time.monotonic)
        for one in dict.fromkeys(arguments.on_dispute or [])
    ]
    return [Printer(partial(_print_notice, style=arguments.format)), *hooks]


def _watch(watcher: Watcher, stop: Stop, *, every_s: float | None) -> int:
    while True:
        done = watcher.round()
        _tell(done)
        if stop.is_asked:
            return STOPPED
        if every_s is None:
            if not done.n_feeds:
                raise EmptyInputError(
                    f"{shown(' '.join(watcher.feeds))}: no feed is named there",
                    "name addresses of feeds, or lists of them (.opml)",
                )
            return 1 if done.n_failed and done.n_failed == done.n_feeds else 0
        if stop.wait(every_s):
            return STOPPED


def seconds_of(text: str) -> float:
    """Return the seconds of a span of time such as ``15m``.

    Raises :class:`InputError` for anything else, and for less than a minute or more than 30 days.

    >>> seconds_of("15m"), seconds_of("1.5h")
    (900.0, 5400.0)
    """
    found = _SPAN.fullmatch(text.strip())
    if found is None:
        raise InputError(f"--every {text!r} is no span of time", "write 15m, 2h or 1d")
    seconds = float(found[1]) * _UNITS[found[2]]
    if seconds < LEAST_S:
        raise InputError(f"--every {text!r} is less than a minute", "write 15m, 2h or 1d")
    if seconds > MOST_S:
        raise InputError(f"--every {text!r} is more than 30 days", "write 15m, 2h or 1d")
    return seconds


def _tell(done: Round) -> None:
    """Print how a round went, in one line, and what failed."""
    tally = done.tally
    parts = [
        counted(done.n_feeds, "feed"),
        f"{tally.n_new:,} new",
        counted(tally.n_sightings, "sighting"),
        counted(done.n_told, "new contradiction"),
    ]
    if done.n_waiting:
        parts.append(f"{done.n_waiting:,} left alone for now")
    print(f"{utc_now():%Y-%m-%d %H:%M} UTC: {', '.join(parts)}", file=sys.stderr)
    if not done.n_feeds:
        print("  no feed is named in what is watched", file=sys.stderr)
    for problem in done.problems:
        print(f"  {shown(problem)}", file=sys.stderr)
    for code, number in tally.unread.most_common():
        language = f"{shown(language_name(code))} ({shown(code)})"
        print(f"  {number:,} in {language}, kept and not read for claims", file=sys.stderr)
    for reason, times in tally.skipped.most_common():
        print(f"  skipped {times:,} x {shown(reason)}", file=sys.stderr)


def _print_notice(notice: Notice, at: dt.datetime, *, style: str) -> None:
    if style == "jsonl":
        sys.stdout.write(to_json(notice.record(at)) + "\n")
    else:
        _print_table(notice)
    sys.stdout.flush()


def _print_table(notice: Notice) -> None:
    console = make_console()
    console.print(question_text(notice.dispute.question), style="bold")
    letters = letters_of(notice.claims)
    console.print(claims_table(notice.claims, letters))
    for line in _lines(notice, letters):
        print(textwrap.fill(line, _WIDTH, subsequent_indent="   "))
    print()


def _lines(notice: Notice, letters: Mapping[str, str]) -> Sequence[str]:
    if not notice.pairs:
        return ["   not all of them can be true together"]
    return [f"   {verdict_text(pair, letters)}" for pair in notice.pairs]
