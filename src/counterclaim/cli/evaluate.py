"""``counterclaim evaluate``: score extracted claims, or the engine itself, against gold.

Invariant: standard output holds the scores only; skips are told on standard error.
"""

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from counterclaim.cli.claim_facts import counted
from counterclaim.cli.facts import shown
from counterclaim.errors import CounterclaimError, EmptyInputError
from counterclaim.evaluate.engine import find_meta, find_texts, predict, without
from counterclaim.evaluate.scores import TIERS, Scores, score_claims, to_scores_record
from counterclaim.evaluate.stated import Gold, Stated, load_gold, load_predicted
from counterclaim.lexicon.load import load_lexicon
from counterclaim.read.skips import Skip

_DESCRIPTION = """\
Score extracted claims against gold annotation: precision, recall and F1 in nested
tiers, and the share of each field that is right. Without PREDICTED the engine itself
is run over the texts that the gold names.
"""
_EPILOG = """\
GOLD.jsonl holds one record per line, each with its doc (docs/evaluate.md shows how);
PREDICTED.jsonl is what `counterclaim extract --format jsonl` prints.

examples:
  counterclaim evaluate gold.jsonl claims.jsonl
  counterclaim evaluate gold.jsonl --texts articles/ --meta articles.meta.jsonl --errors 20

exit codes:
  0  the claims were scored
  1  gold, predictions or texts could not be read
  2  wrong usage, or a --meta or --lexicon that cannot be used
"""
_MAX_TOLD = 10  # reasons of skips that are told one by one


def add_parser(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> argparse.ArgumentParser:
    """Add the command and return its parser."""
    parser = commands.add_parser(
        "evaluate",
        help="score extracted claims against gold annotation",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("gold", metavar="GOLD.jsonl", help="annotated claims, one per line")
    parser.add_argument(
        "predicted", nargs="?", metavar="PREDICTED.jsonl", help="extracted claims, one per line"
    )
    parser.add_argument(
        "--texts", metavar="FOLDER", help="the texts, DOC.txt each (default: articles/ beside GOLD)"
    )
    parser.add_argument(
        "--meta", metavar="FILE", help="dates of the texts (default: *.meta.jsonl beside GOLD)"
    )
    parser.add_argument(
        "--lexicon", metavar="DIR", help="a folder of lexicon entries to add to the package's own"
    )
    parser.add_argument(
        "--errors", type=_count, default=0, metavar="N", help="show up to N errors of each sort"
    )
    parser.add_argument(
        "--format", choices=("json", "table"), default="table", help="table (default) or json"
    )
    parser.set_defaults(run=run, usage_error=parser.error)
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Print the scores and return 0."""
    if arguments.predicted and (arguments.texts or arguments.meta or arguments.lexicon):
        arguments.usage_error("--texts, --meta and --lexicon are for a run without PREDICTED.jsonl")
    gold, skips = load_gold(Path(arguments.gold))
    if arguments.predicted:
        predicted, more = load_predicted(Path(arguments.predicted))
    else:
        gold, predicted, more = _predicted(gold, arguments)
    scores = score_claims(gold, predicted)
    if arguments.format == "json":
        print(json.dumps(to_scores_record(scores, n_errors=arguments.errors), indent=1))
    else:
        _print_table(scores, n_errors=arguments.errors)
    sys.stdout.flush()
    _tell_skips([*skips, *more])
    if scores.n_outside and scores.n_outside == len(predicted):
        hint = "each names its document in doc, or as the stem of source"
        print(f"no prediction is of a document of gold; {hint}", file=sys.stderr)
    return 0


def _predicted(gold: Gold, arguments: argparse.Namespace) -> tuple[Gold, list[Stated], list[Skip]]:
    """Return gold of the documents that were read, what the engine finds in them, and skips."""
    gold_file = Path(arguments.gold)
    texts = find_texts(gold_file, Path(arguments.texts) if arguments.texts else None)
    try:
        known = find_meta(gold_file, Path(arguments.meta) if arguments.meta else None)
    except CounterclaimError as error:
        raise CounterclaimError(f"--meta {error.message}", error.hint) from error
    lexicon = load_lexicon(Path(arguments.lexicon).resolve() if arguments.lexicon else None)
    predicted, skips = predict(texts, gold.documents, lexicon=lexicon, known=known)
    left = without(gold, skips)
    if not left.documents:
        raise EmptyInputError("no text of a document of gold could be read", "see --texts")
    return left, predicted, skips


def _print_table(scores: Scores, *, n_errors: int) -> None:
    print(
        f"{counted(scores.n_documents, 'document')}, {counted(scores.n_gold, 'gold claim')}, "
        f"{scores.n_predicted:,} "
        f"predicted ({scores.n_outside} in documents without gold)"
    )
    print(f"  {'tier':<9} precision  recall     F1")
    for tier in TIERS:
        shares = (scores.precision(tier), scores.recall(tier), scores.f1(tier))
        print(f"  {tier:<9} {shares[0]:9.3f}  {shares[1]:6.3f}  {shares[2]:5.3f}")
    print("fields, over the pairs:")
    for name, of in scores.asked.items():
        right = scores.right[name]
        print(f"  {name:<38} {right / of:.3f}  ({right}/{of})")
    for claim in scores.missed[:n_errors]:
        print(f"missed    {_line(claim)}")
    for claim in scores.spurious[:n_errors]:
        print(f"spurious  {_line(claim)}")
    for one in scores.wrong[:n_errors]:
        print(f"wrong     {_line(one.gold)}: {', '.join(one.fields)}")


def _line(claim: Stated) -> str:
    at = f"{claim.place[0]}-{claim.place[1]}" if claim.place else "no place"
    return f"{shown(claim.doc)} {at} “{shown(claim.words)}” {shown(claim.outcome)}"


def _tell_skips(skips: list[Skip]) -> None:
    reasons = Counter(skip.reason for skip in skips)
    for reason, times in reasons.most_common(_MAX_TOLD):
        first = next(skip for skip in skips if skip.reason == reason)
        more = f" (and {times - 1} more)" if times > 1 else ""
        print(f"skipped {shown(first.source)}: {shown(reason)}{more}", file=sys.stderr)


def _count(text: str) -> int:
    count = int(text)
    if count < 0:
        raise argparse.ArgumentTypeError("it has to be 0 or more")
    return count
