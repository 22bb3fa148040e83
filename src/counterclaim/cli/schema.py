"""``counterclaim schema``: the JSON Schema of the record, made from the model."""

import argparse
import json

from counterclaim.model.records import record_schema


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command."""
    parser = commands.add_parser("schema", help="print the JSON Schema of the record")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the schema."""
    del arguments
    print(json.dumps(record_schema(), indent=2))
    return 0
