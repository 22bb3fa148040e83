"""``counterclaim review``: add a verdict to a claim or a sighting."""

import argparse
import json

from counterclaim.api.ledger import Ledger
from counterclaim.cli.facts import shown
from counterclaim.errors import InputError
from counterclaim.ledger.reviews import Request
from counterclaim.model.records import Json


def run(arguments: argparse.Namespace) -> int:
    """Add the review and say which revision it made."""
    request = Request(
        target=arguments.id,
        verdict=arguments.verdict,
        by=arguments.by,
        reason=arguments.reason,
        fields=dict(_field(text) for text in arguments.fields),
        revision=arguments.revision,
    )
    with Ledger.open(arguments.ledger, create=False) as ledger:
        revision = ledger.store.review(request)
    verb = {"accept": "accepted", "reject": "rejected", "correct": "corrected"}[request.verdict]
    print(f"{shown(arguments.id)} {verb}; revision {revision}")
    return 0


def _field(text: str) -> tuple[str, Json]:
    """Return name and value of ``FIELD=VALUE``: JSON where it is JSON, else plain text."""
    name, sign, value = text.partition("=")
    if not sign or not name.strip():
        raise InputError(f"{text!r} sets no field", "write FIELD=VALUE, as in victims.party=UA")
    try:
        parsed: Json = json.loads(value)
    except ValueError:
        return name.strip(), value
    return name.strip(), parsed
