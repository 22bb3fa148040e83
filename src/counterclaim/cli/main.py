"""``counterclaim``: the commands, their options, and what an error looks like.

Exit codes: 0 done; 1 nothing could be read, no such id, or no estimate; 2 wrong usage or options;
3 a stale revision; 4 a damaged ledger; 5 a ledger that cannot be opened or written.
Invariant: a user's mistake is one line and a hint on standard error, never a trace.
"""

import argparse
import contextlib
import io
import os
import sys

from counterclaim import __version__
from counterclaim.cli import audit, evaluate, extract, ledger_parsers, read, schema
from counterclaim.cli.facts import shown
from counterclaim.errors import (
    ConflictError,
    CounterclaimError,
    EmptyInputError,
    EstimateError,
    LedgerDamagedError,
    LedgerError,
    NotFoundError,
)

_DESCRIPTION = """\
Reads news reports about wars and lists who says how many people were killed,
wounded, captured, missing or displaced, in which words, and through whom.
It never says who is right.
"""
_EPILOG = """\
examples:
  counterclaim demo
  counterclaim extract article.txt --published 2022-03-02
  counterclaim extract articles/ --format jsonl > claims.jsonl
  counterclaim ingest articles/ && counterclaim disputes

exit codes:
  0  at least one document was read (skipped ones are counted on standard error)
  1  nothing could be read, there is no such id, or claims carry no estimate
  2  wrong usage: an unknown option, or a date, --meta or --lexicon that cannot be used,
     or --second without an endpoint
  3  a review was made on a revision that is no longer the last
  4  the ledger is damaged
  5  the ledger is locked, full, gone, read-only or of a newer version
  130  ended by Ctrl-C

Data goes to standard output; errors, skips and progress go to standard error.
`counterclaim COMMAND --help` tells more about a command.
"""


_WRONG_USAGE = 2
_CODES: tuple[tuple[type[CounterclaimError], int], ...] = (
    (EmptyInputError, 1),
    (EstimateError, 1),
    (NotFoundError, 1),
    (ConflictError, 3),
    (LedgerDamagedError, 4),
    (LedgerError, 5),
)


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    parser = argparse.ArgumentParser(
        prog="counterclaim",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"counterclaim {__version__}")
    parser.add_argument("--debug", action="store_true", help="show the trace of an error")
    commands = parser.add_subparsers(
        dest="command", metavar="COMMAND", required=True, title="commands"
    )
    for command in (
        extract.add_parser(commands),
        read.add_parser(commands),
        audit.add_parser(commands),
        evaluate.add_parser(commands),
        _add_demo(commands),
        schema.add_parser(commands),
        *ledger_parsers.add_parsers(commands),
    ):
        # After the command too; suppressed, so that it never undoes one given before it.
        command.add_argument(
            "--debug", action="store_true", default=argparse.SUPPRESS, help=argparse.SUPPRESS
        )
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run a command and return its exit code."""
    _speak_utf8()
    arguments = build_parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except CounterclaimError as error:
        if arguments.debug:
            raise
        return _tell(error)
    except BrokenPipeError:
        _silence_stdout()
        return 0
    except KeyboardInterrupt:
        return 130
    return code


def _tell(error: CounterclaimError) -> int:
    print(f"counterclaim: error: {shown(error.message)}", file=sys.stderr)
    if error.hint:
        print(f"  hint: {shown(error.hint)}", file=sys.stderr)
    return next((code for kind, code in _CODES if isinstance(error, kind)), _WRONG_USAGE)


def _add_demo(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        "demo",
        help="show the claims and disputes of a built-in example",
        description="Read a built-in example and show its claims and how they disagree.",
    )
    parser.set_defaults(run=_run_demo)
    return parser


def _run_demo(arguments: argparse.Namespace) -> int:
    from counterclaim.cli import demo  # noqa: PLC0415  # only paid for when it is asked for

    return demo.run(arguments)


def _speak_utf8() -> None:
    """Print UTF-8 whatever the machine's own encoding; what it cannot hold is a question mark."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _silence_stdout() -> None:
    """Point standard output at nothing, so that closing it does not complain once more."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
