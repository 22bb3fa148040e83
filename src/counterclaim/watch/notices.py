"""Notices: the contradictions of a ledger that were not told before.

Not here: to whom they are told (``channels.py``). Invariants: a contradiction has one key for as
long as its two claimants say what they say, whichever document states it first; claims of no side
come first.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass

from counterclaim.model.claim_records import claim_record, question_record, verdict_record
from counterclaim.model.claims import Claim
from counterclaim.model.digests import canonical_json, sha256_of
from counterclaim.model.disputes import Dispute, PairVerdict
from counterclaim.model.names import plain_name
from counterclaim.model.records import Json

_KEY_DIGITS = 32  # hexadecimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A question with the pairs of claims that are new in contradicting each other.

    ``pairs`` is empty where a sum and its whole contradict, and no two claims alone; ``claims`` are
    those that take part, by figure. ``keys`` stand for what is told, so that it is told once.
    """

    dispute: Dispute
    pairs: tuple[PairVerdict, ...]
    claims: tuple[Claim, ...]
    keys: tuple[str, ...]

    def record(self, at: dt.datetime) -> dict[str, Json]:
        """Return the notice as one object, with the aware instant at which it is told."""
        return {
            "type": "contradiction",
            "at": at.isoformat(),
            "question": question_record(self.dispute.question),
            "claims": [claim_record(claim) for claim in self.claims],
            "pairs": [verdict_record(pair) for pair in self.pairs],
        }


def find_new(disputes: Iterable[Dispute], told: Set[str]) -> list[Notice]:
    """Return the contradictions whose keys were not told, a notice per question."""
    found = []
    for dispute in disputes:
        new = [(key, pair) for key, pair in _keyed(dispute) if key not in told]
        if new:
            pairs = tuple(pair for _, pair in new if pair is not None)
            found.append(
                Notice(
                    dispute=dispute,
                    pairs=pairs,
                    claims=_taking_part(dispute, pairs),
                    keys=tuple(key for key, _ in new),
                )
            )
    return found


def keys_of(disputes: Iterable[Dispute]) -> list[str]:
    """Return the keys of all contradictions."""
    return [key for dispute in disputes for key, _ in _keyed(dispute)]


def _keyed(dispute: Dispute) -> Iterator[tuple[str, PairVerdict | None]]:
    """Yield each contradiction with its key; ``None`` for one that no pair shows."""
    known = {claim.id: claim for claim in dispute.claims}
    is_pair = False
    for pair in dispute.verdicts:
        if pair.verdict == "contradict":
            is_pair = True
            yield _key(dispute, [known[pair.a], known[pair.b]]), pair
    if dispute.changes and not is_pair:
        yield _key(dispute, [known[c.claim] for c in dispute.changes if c.claim in known]), None


def _key(dispute: Dispute, claims: Iterable[Claim]) -> str:
    said = sorted(canonical_json(_said(claim)) for claim in claims)
    return sha256_of("\n".join([dispute.id, *said]))[:_KEY_DIGITS]


def _said(claim: Claim) -> list[str | int | None]:
    """Return who says what, as it stays when an earlier document turns up."""
    outlet = claim.sightings[0].document.outlet if claim.claimant is None else None
    who = plain_name(claim.claimant or outlet or "")
    return [who, claim.party, claim.polarity, claim.quantity.low, claim.quantity.high]


def _taking_part(dispute: Dispute, pairs: tuple[PairVerdict, ...]) -> tuple[Claim, ...]:
    wanted = {id_ for pair in pairs for id_ in (pair.a, pair.b)}
    if not wanted:
        wanted = {change.claim for change in dispute.changes}
    return tuple(claim for claim in dispute.claims if claim.id in wanted)
