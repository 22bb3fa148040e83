"""``counterclaim schema``: the JSON Schema of the record, made from the model."""

import argparse
import json

from counterclaim.model.records import record_schema, statement_schema

_DESCRIPTION = """\
Print the JSON Schema (draft 2020-12) of one record as `counterclaim extract`
prints it with --format jsonl. docs/record.md explains each field.
"""


def add_parser(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
) -> argparse.ArgumentParser:
    """Add the command and return its parser."""
    parser = commands.add_parser(
        "schema",
        help="print the JSON Schema of the record",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--statements",
        action="store_true",
        help="the schema of a statement instead of that of a claim",
    )
    parser.set_defaults(run=run)
    return parser


def run(arguments: argparse.Namespace) -> int:
    """Print the schema."""
    schema = statement_schema() if arguments.statements else record_schema()
    print(json.dumps(schema, indent=2))
    return 0
