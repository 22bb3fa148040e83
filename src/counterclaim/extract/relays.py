"""Chains of attribution: who relays whose words.

"X reported, citing Y", "state media quoted Y as saying", "Y, quoted by X", "in a statement to X".
Invariant: the words of a chain are in one sentence; the claimant is the one who is cited, whoever
cites him is only a relay.
"""

from collections.abc import Sequence
from dataclasses import replace

from counterclaim.extract.attribution import Attribution
from counterclaim.extract.sources import Source, read_source, source_right, speaks
from counterclaim.extract.subjects import owner_of
from counterclaim.text.tokens import Tokens

_NEAR = 10  # tokens between a cue and the "citing" that belongs to it


def attach_relays(tokens: Tokens, found: Sequence[Attribution]) -> list[Attribution]:
    """Give every "citing Y" the reach of the saying that it stands beside."""
    attached: list[Attribution] = []
    found = [_by_author(tokens, one, found) for one in found]
    if not any(one.is_relay or one.is_relayer for one in found):
        return list(found)
    for attribution in found:
        if attribution.is_relay or attribution.is_relayer:
            saying = _saying_beside(attribution, [*attached, *found])
            if saying is not None:
                attribution = replace(attribution, scope=saying.scope, follows=saying.follows)
        attached.append(attribution)
    return attached


def _by_author(tokens: Tokens, one: Attribution, found: Sequence[Attribution]) -> Attribution:
    """Let a document speak for its author: "a database compiled by X", "a report by Y"."""
    source = one.source
    if source is None or source.head is None or not tokens.has("claimant.document", source.head):
        return one
    for other in found:
        is_basis = tokens.has("cue.basis", other.cue)
        is_behind = other is not one and other.cue == source.phrase[1] + 1
        if other.source is not None and is_behind and not is_basis:
            return replace(one, source=other.source)
    owner = owner_of(tokens, source) or _writer(tokens, source)
    return one if owner is None else replace(one, source=owner)


def _writer(tokens: Tokens, source: Source) -> Source | None:
    """Return whose document stands behind a cue: "citing a count **by the union**"."""
    after, head = source.phrase[1] + 1, source.head
    if tokens.has("agent", after):
        writer = source_right(tokens, after + 1)
        return writer if writer is not None and writer.pronoun is None else None
    if head is None or not tokens.has("noun.by", head + 1) or tokens.has("of", head + 1):
        return None
    inner = tokens.letters[head : source.phrase[1] + 1]
    last = head + (inner.index(",") if "," in inner else len(inner)) - 1
    writer = read_source(tokens, head + 2, last)  # "data from the ministry"
    is_body = writer is not None and writer.head is not None and speaks(tokens, writer.head)
    return writer if is_body else None


def _saying_beside(relay: Attribution, found: Sequence[Attribution]) -> Attribution | None:
    """Return the attribution whose source or cue stands right before a relay or encloses it."""
    for other in found:
        if other is relay or other.source is None or other.cue == relay.cue:
            continue
        after_source = 0 < relay.cue - other.source.phrase[1] <= 2
        after_cue = 0 < relay.cue - other.cue <= _NEAR
        is_enclosed = other.source.phrase[0] < relay.cue < other.cue
        if after_source or after_cue or is_enclosed:
            return other
    return None


def find_relayers(tokens: Tokens) -> list[Source]:
    """Return the sources to whom or by whom something was made known: "a note seen by X"."""
    found: list[Source] = []
    for index in tokens.at("via.word"):
        for at in range(index + 1, min(len(tokens), index + 4)):  # "reached by telephone by X"
            if not tokens.has("hearer.link", at):
                continue
            source = source_right(tokens, at + 1, is_apposed=False)
            if source is not None and source.pronoun is None:
                found.append(source)
                break
    return found
