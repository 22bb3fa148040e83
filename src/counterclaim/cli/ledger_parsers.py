"""The commands on a ledger: their options and help; what they do is loaded when they run.

Invariant: nothing here loads the database layer, so that `counterclaim extract` starts as fast.
"""

import argparse
import importlib
import textwrap
from collections.abc import Callable
from typing import TypeAlias

from counterclaim.cli.ledger_options import (
    add_as_of,
    add_filters,
    add_format,
    add_ledger,
)
from counterclaim.cli.reading_options import add_lexicon, add_net, add_reading

_Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
_EXPORTS = ("csv", "gold", "hxl", "jsonl", "jsonld", "parquet", "ucdp", "wikitable", "xlsx")
_WIDTH = 79  # characters of a line of help
_EXIT_CODES = """
exit codes:
  0  done
  1  nothing could be read, or there is no such id
  2  wrong usage, or an option that cannot be used
  3  another review came in between: the revision is stale
  4  the ledger is damaged
  5  the ledger is locked, full, gone, read-only or of a newer version
"""


def add_parsers(commands: _Commands) -> list[argparse.ArgumentParser]:
    """Add the commands on a ledger and return their parsers."""
    return [
        _ingest(commands),
        _watch(commands),
        _claims(commands),
        _disputes(commands),
        _timeline(commands),
        _estimate(commands),
        _show(commands),
        _review(commands),
        _log(commands),
        _verify(commands),
        _export(commands),
        _import(commands),
    ]


def _ingest(commands: _Commands) -> argparse.ArgumentParser:
    parser = _parser(
        commands,
        "ingest",
        "read pages, texts, feeds, archives and tables into a ledger",
        "Read documents into a ledger, one by one, and join their sightings into claims. The same "
        "file again adds nothing. What was read stays, whatever stops the run; an archive goes on "
        "where it was left.",
        "  counterclaim ingest articles/ --meta articles.meta.jsonl\n"
        "  counterclaim ingest article.txt --published 2022-03-02 --ledger war.db\n"
        "  counterclaim ingest https://example.org/feed.xml crawl.warc.gz",
    )
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help="as `extract` reads them")
    add_reading(parser)
    add_format(parser, ("table", "json"))
    return parser


def _watch(commands: _Commands) -> argparse.ArgumentParser:
    parser = _parser(
        commands,
        "watch",
        "follow feeds, and tell each new contradiction when it appears",
        "Read what is new in feeds into a ledger, round by round, and print each contradiction "
        "once, when it first appears. What the ledger holds before is not told. Ctrl-C ends it "
        "between two documents; two watches of one ledger are refused.",
        "  counterclaim watch feeds.opml --every 15m\n"
        "  counterclaim watch https://example.org/feed.xml --once --format jsonl\n"
        "  counterclaim watch feeds.opml --on-dispute https://example.org/hook\n"
        "  counterclaim watch feeds.opml --on-dispute './notify.sh --desk war'",
    )
    parser.add_argument(
        "sources", nargs="+", metavar="FEEDS", help="lists of feeds (.opml), feeds, their addresses"
    )
    parser.add_argument(
        "--every", default="15m", metavar="SPAN", help="between two rounds: 15m (default), 2h, 1d"
    )
    parser.add_argument("--once", action="store_true", help="end after one round")
    parser.add_argument(
        "--on-dispute",
        action="append",
        metavar="URL|COMMAND",
        help="post each new contradiction there as JSON, or run this with it on standard input",
    )
    add_lexicon(parser)
    add_net(parser)
    add_format(parser, ("table", "jsonl"))
    return parser


def _claims(commands: _Commands) -> argparse.ArgumentParser:
    parser = _parser(
        commands,
        "claims",
        "list the claims of a ledger",
        "List who says how many were lost, each claim once, with all the places that state it.",
        "  counterclaim claims --victims RU --outcome killed\n"
        "  counterclaim claims --as-of 2031-03-03 --format csv > claims.csv",
    )
    add_filters(parser)
    add_as_of(parser)
    add_format(parser, ("table", "json", "jsonl", "csv"))
    return parser


def _disputes(commands: _Commands) -> argparse.ArgumentParser:
    parser = _parser(
        commands,
        "disputes",
        "list the claims that cannot all be true, and why",
        "List the questions whose claims cannot all be true: the farthest apart, in the most "
        "independent documents, first. It never says who is right.",
        "  counterclaim disputes --victims UA\n"
        "  counterclaim disputes --all --format json\n"
        "  counterclaim disputes --pair c-1ddf0a94 c-db930d47",
    )
    add_filters(parser)
    add_as_of(parser)
    parser.add_argument(
        "--all", action="store_true", help="also list questions whose claims can all be true"
    )
    parser.add_argument("--top", type=int, metavar="N", help="only the first N")
    parser.add_argument("--pair", nargs=2, metavar="ID", help="the verdict on any two claims")
    parser.add_argument(
        "--together",
        nargs="+",
        metavar="ID",
        help="can these claims, of any questions, all be true; else what would have to move",
    )
    add_format(parser, ("table", "json", "jsonl", "csv"))
    return parser


def _timeline(commands: _Commands) -> argparse.ArgumentParser:
    parser = _parser(
        commands,
        "timeline",
        "list or draw each claimant's running count over time",
        "List each claimant's running counts by day: tolls that fell, that jumped, and figures "
        "that were still published long after.",
        "  counterclaim timeline --victims RU --outcome killed --plot toll.svg",
    )
    add_filters(parser)
    add_as_of(parser)
    parser.add_argument(
        "--plot", metavar="FILE", help="draw the question with the most points as .svg or .png"
    )
    add_format(parser, ("table", "json", "jsonl", "csv"))
    return parser


def _estimate(commands: _Commands) -> argparse.ArgumentParser:
    parser = _parser(
        commands,
        "estimate",
        "say what the claims jointly support, and what that rests on",
        "Say what claims that contradict each other jointly support: first by arithmetic, which "
        "assumes nothing, then by a model of who says too much or too little. Its level rests on "
        "an anchor, which stands beside every number. docs/estimates.md tells how to read it.",
        '  counterclaim estimate --question "RU military killed" --plot toll.svg\n'
        "  counterclaim estimate --all --anchor UN:0.2 --format json > estimate.json\n"
        "  counterclaim estimate --table reports.csv --map radford2023 --report toll.html",
        exit_codes=_EXIT_CODES.replace(
            "or there is no such id", "or the claims do not carry an estimate"
        ),
    )
    which = parser.add_argument_group("which claims")
    which.add_argument(
        "--question",
        action="append",
        metavar="ID|WORDS",
        help="the count to show: its id, or words of its name; may be repeated",
    )
    which.add_argument("--all", action="store_true", help="show every count")
    which.add_argument("--table", metavar="FILE", help="claims of a table, not of a ledger")
    which.add_argument("--map", metavar="NAME|MAP.toml", help="what its columns mean, as `audit`")
    which.add_argument("--since", metavar="DATE", help="the last day counted is this or later")
    which.add_argument("--until", metavar="DATE", help="the last day counted is this or earlier")
    add_as_of(which)
    model = parser.add_argument_group("what is assumed")
    model.add_argument(
        "--anchor",
        action="append",
        metavar="ANCHOR",
        help="neutral (if none is given), neutral:SD, CLAIMANT:SD or floor:CLAIMANT; "
        "may be repeated",
    )
    model.add_argument("--grid", default="7D", metavar="DAYS", help="steps of the curve: 7D")
    model.add_argument("--seed", type=int, default=0, metavar="N", help="of the draws: 0")
    model.add_argument(
        "--check", choices=("nuts",), help="run the model by NUTS too, and tell how they agree"
    )
    parser.add_argument("--increments", action="store_true", help="rows of single weeks")
    parser.add_argument(
        "--plot", metavar="FILE", help="draw the count with the most figures: .svg, .png"
    )
    parser.add_argument("--report", metavar="FILE", help="write one .html page with everything")
    add_format(parser, ("table", "json", "jsonl", "csv"))
    return parser


def _show(commands: _Commands) -> argparse.ArgumentParser:
    parser = _parser(
        commands,
        "show",
        "show a claim with every sentence that states it",
        "Show a claim, found by its id or that of one of its sightings: every sentence that states "
        "it with the words marked, the rules that read each field, its reviews, and the figures "
        "before and after.",
        "  counterclaim show c-1ddf0a94",
    )
    parser.add_argument("id", metavar="ID", help="of a claim or sighting, or a beginning of it")
    add_as_of(parser)
    add_format(parser, ("table", "json"))
    return parser


def _review(commands: _Commands) -> argparse.ArgumentParser:
    parser = _parser(
        commands,
        "review",
        "accept, reject or correct a claim or sighting",
        "Add a verdict to a claim (all its sightings) or to one sighting. Nothing is overwritten: "
        "the ledger keeps every verdict with its author, time and reason.",
        "  counterclaim review c-1ddf0a94 accept --by 'A. Reader'\n"
        "  counterclaim review 9b5315fa correct victims.party=UA --by me --reason par.3",
    )
    parser.add_argument("id", metavar="ID", help="of a claim or sighting, or a beginning of it")
    parser.add_argument("verdict", choices=("accept", "reject", "correct"))
    parser.add_argument(
        "fields",
        nargs="*",
        metavar="FIELD=VALUE",
        help="for correct: fields as in the record, values as JSON or plain text",
    )
    parser.add_argument("--by", required=True, metavar="NAME", help="who judges")
    parser.add_argument(
        "--reason", default="", metavar="TEXT", help="why; needed for reject and correct"
    )
    parser.add_argument(
        "--revision",
        type=int,
        metavar="N",
        help="the revision that `show` gave: refused if another review came in between",
    )
    return parser


def _log(commands: _Commands) -> argparse.ArgumentParser:
    parser = _parser(
        commands,
        "log",
        "list every run, skip and review of a ledger",
        "List what was added to the ledger and when: runs with their versions and tallies, skips "
        "with reasons, reviews with author and reason. Newest last.",
        "  counterclaim log --kind review",
    )
    parser.add_argument(
        "--kind",
        metavar="KIND",
        help="only entries of a kind: run, document, capture, reading, skip, end or review",
    )
    parser.add_argument("--last", type=int, metavar="N", help="only the last N")
    add_as_of(parser)
    add_format(parser, ("table", "json", "jsonl"))
    return parser


def _verify(commands: _Commands) -> argparse.ArgumentParser:
    parser = _parser(
        commands,
        "verify",
        "check every span, hash and link of a ledger",
        "Read every span against its text again, every hash, every link between rows, the chain "
        "over all entries, and the claims against a fresh derivation.",
        "  counterclaim verify --ledger war.db",
    )
    add_format(parser, ("table", "jsonl"))
    return parser


def _export(commands: _Commands) -> argparse.ArgumentParser:
    parser = _parser(
        commands,
        "export",
        "write a ledger out in a format of the field",
        "Write documents, sightings, claims and disputes, with a data dictionary, checksums and a "
        "datapackage.json beside them. docs/exports.md tells what each format cannot hold.",
        "  counterclaim export --format csv --out release/\n"
        "  counterclaim export --format gold --out gold/   # reviewed, to score against",
    )
    parser.add_argument("--format", choices=_EXPORTS, required=True)
    parser.add_argument("--out", metavar="PATH", required=True, help="a new folder")
    add_as_of(parser)
    return parser


def _import(commands: _Commands) -> argparse.ArgumentParser:
    parser = _parser(
        commands,
        "import",
        "read a table of coded claims into a ledger",
        "Read somebody's table of coded claims into a ledger. Its claims are marked as coded and "
        "lead to their rows. docs/audit.md tells how to write a map.",
        "  counterclaim import reports.csv --map radford2023",
    )
    parser.add_argument("file", metavar="FILE", help="a .csv, .json or .jsonl")
    parser.add_argument(
        "--map",
        metavar="NAME|MAP.toml",
        required=True,
        help="radford2023, general-staff, gaza-daily, or a file of yours",
    )
    add_format(parser, ("table", "json"))
    return parser


def _parser(
    commands: _Commands,
    name: str,
    summary: str,
    *told: str,
    exit_codes: str = _EXIT_CODES,
) -> argparse.ArgumentParser:
    """Add a command; what is told of it is its description and its examples."""
    description, examples = told
    parser = commands.add_parser(
        name,
        help=summary,
        description=textwrap.fill(description, _WIDTH),
        epilog=f"examples:\n{examples}\n{exit_codes}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_ledger(parser)
    parser.set_defaults(run=_later(name), usage_error=parser.error)
    return parser


def _later(name: str) -> Callable[[argparse.Namespace], int]:
    """Return what runs a command; its module is loaded only then."""
    module = {"import": "import_table"}.get(name, name)

    def run(arguments: argparse.Namespace) -> int:
        code: int = importlib.import_module(f"counterclaim.cli.{module}").run(arguments)
        return code

    return run
