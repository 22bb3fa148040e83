"""``counterclaim``: the commands, their options, and what an error looks like.

Exit codes: 0 at least one document was read; 1 nothing could be read; 2 wrong usage or options.
"""

import argparse
import os
import sys

from counterclaim import __version__
from counterclaim.cli import demo, extract, schema
from counterclaim.errors import CounterclaimError, EmptyInputError, InputError

_DESCRIPTION = """\
Reads news reports about a war and lists who says how many were killed, wounded,
captured, missing or displaced, in which words and through whom. It takes no side.
"""
_EPILOG = """\
exit codes: 0 at least one document was read; 1 nothing could be read;
2 wrong usage or options. Data goes to standard output, talk to standard error.
"""


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
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for module in (extract, demo, schema):
        module.add_parser(commands)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run a command and return its exit code."""
    arguments = build_parser().parse_args(argv)
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
        return code
    except CounterclaimError as error:
        if arguments.debug:
            raise
        print(f"counterclaim: error: {error.message}", file=sys.stderr)
        if error.hint:
            print(f"  hint: {error.hint}", file=sys.stderr)
        return 1 if isinstance(error, (EmptyInputError, InputError)) else 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
