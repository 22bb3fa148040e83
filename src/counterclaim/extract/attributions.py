"""Attribution inside one sentence: source, cue, and the tokens for which the source answers.

"X said that …", "…, X said", "said X", "according to X", "citing X", "X put the toll at". Each
attribution has a scope; the innermost scope that holds a claim wins (``speakers.py``). Not here:
quotations over several sentences, pronouns, document memory.
"""

from dataclasses import replace

from counterclaim.extract.attribution import Attribution
from counterclaim.extract.cue_forms import (
    by_opening,
    by_quoting,
    from_calling,
    from_gap,
    from_label,
    from_noun,
)
from counterclaim.extract.reach import (
    clause_start,
    content_start,
    has_clause,
    is_inserted,
    opens_content,
    scope_end,
)
from counterclaim.extract.sources import Source, source_left, source_right, subject_of
from counterclaim.lexicon.entries import Entry
from counterclaim.text.tokens import Tokens


def find_attributions(tokens: Tokens) -> list[Attribution]:
    """Return the attributions of a sentence, in the order of their cues."""
    found: list[Attribution] = []
    for index, (letter, roles) in enumerate(zip(tokens.letters, tokens.roles, strict=True)):
        made: Attribution | None = None
        if letter == ":":
            made = from_label(tokens, index)
        elif not roles:
            continue
        elif letter == "@":
            made = _from_phrase(tokens, index, found)
        elif letter == "V" or (letter in "Lcs" and "cue" in roles):
            made = _from_verb(tokens, index, found)
        elif letter == "n" and "cue.noun" in roles:
            made = from_noun(tokens, index)
        elif letter == "W" and found and "content.that" in roles:
            made = from_gap(tokens, index, found)
        if made is None and "cue.call" in roles and index:
            made = from_calling(tokens, index)
        if made is not None:
            found.append(made)
    return found


def _from_phrase(tokens: Tokens, index: int, before: list[Attribution]) -> Attribution | None:
    """Read "according to X": a front if nothing stands before it, else a tail."""
    source = source_right(tokens, index + 1)
    if source is None:
        return None
    entry = tokens.lexicon.of("cue.source")[tokens.lows[index]]
    is_front = not any(c.isalnum() for i in range(index) for c in tokens.lows[i][:1]) or (
        index <= 2 and tokens.letters[0] in "CSA"
    )
    is_front = is_front or tokens.letters[index - 1] == ";"
    end, last = source.phrase[1], len(tokens) - 1
    start = clause_start(tokens, index, before[-1].cue if before else 0)
    if before and before[-1].rule == "according-tail" and before[-1].source is not None:
        start = max(start, before[-1].source.phrase[1] + 1)
    if is_front:  # each clause has its own: "according to X, 16 …; according to Y, 12 …"
        after = tokens.letters[end:]
        if ";" in after and "@" in after[after.index(";") :]:
            last = end + after.index(";")
    scope = (end + 1, last) if is_front else (start, index - 1)
    return Attribution(
        source=source,
        cue=index,
        scope=scope,
        follows=is_front,
        rule="according-front" if is_front else "according-tail",
        entry=entry.id,
        stance="says",
        is_relay=tokens.has("cue.relay", index),
        is_relayer=tokens.has("cue.relayer", index),
    )


def _from_verb(tokens: Tokens, index: int, before: list[Attribution]) -> Attribution | None:
    entry = tokens.lexicon.of("cue").get(tokens.lows[index])
    if entry is None:
        return None
    if tokens.has("cue.quote", index) and index:
        quoting = by_quoting(tokens, index, entry)
        if quoting is not None:
            return quoting
    if _is_refused(tokens, index):
        return None
    form = tokens.form("cue", index)
    floor = before[-1].cue + 1 if before and before[-1].follows else 0
    content, hearer = content_start(tokens, index)
    if "weak" in entry.flags and not (
        opens_content(tokens, content) or is_inserted(tokens, index, content)
    ):
        return None
    is_progressive = form == "gerund" and index > 0 and tokens.letters[index - 1] == "X"
    if form == "gerund" and not is_progressive:
        return _by_gerund(tokens, index, content, entry)
    at = index - 2 if is_progressive else index - 1
    while at >= floor and (tokens.letters[at] in "AHFM" or tokens.has("sofar", at)):
        at -= 1
    if at >= 0 and tokens.letters[at] == "X":
        return _by_passive(tokens, index, entry)
    while at >= floor and (
        tokens.letters[at] == "y"
        or (tokens.has("preposition", at) and tokens.letters[at + 1] == "y")
    ):
        at -= 1
    is_relative = at > floor and tokens.letters[at] == "W"
    if is_relative:  # "the government, which spoke of 50 dead"
        at -= 2 if tokens.letters[at - 1] == "," else 1
    left = _speaking(tokens, at, floor, before)
    if left is not None:
        placed = _placed(tokens, (index, content), (left, entry), before)
        placed = _after_cue(placed, content, len(tokens) - 1) if is_relative else placed
        return replace(placed, hearer=hearer)
    if index == 0 or tokens.letters[index - 1] in ',"-' or at < floor:
        right = source_right(tokens, index + 1)
        if right is not None and index > 0:
            return Attribution(
                source=right,
                cue=index,
                scope=(clause_start(tokens, index, before[-1].cue if before else 0), index - 1),
                follows=False,
                rule="inverted",
                entry=entry.id,
                stance=entry.text("stance") or "says",
            )
    if at >= 0 and tokens.letters[at] in "C,W" and before and before[-1].source is not None:
        return _by_gerund(tokens, index, content, entry)
    return None


def _speaking(tokens: Tokens, at: int, floor: int, before: list[Attribution]) -> Source | None:
    """Return the source that ends at a token, or goes on behind the "and" there."""
    if at > 0 and tokens.letters[at] == "C":
        return _subject(tokens, at, before)
    left = source_left(tokens, at, floor) if at >= floor else None
    return left if left is not None and left.phrase[1] >= floor else None


def _after_cue(placed: Attribution, content: int, last: int) -> Attribution:
    """Keep a clause with "who" from what stands before it: "rebels, who deny using the road"."""
    if placed.follows or content > last:
        return placed
    return replace(placed, rule="source-cue", follows=True, scope=(content, last))


def _subject(tokens: Tokens, join: int, before: list[Attribution]) -> Source | None:
    """Return who goes on: "The mayor went home **and** said", "The mayor spoke of it **and** said".

    The speaker before, or the subject behind an opening: "On Monday,", "When the rain fell,".
    """
    if before and before[-1].follows and before[-1].source is not None:
        return before[-1].source
    is_opened = tokens.letters[0] in "PSy" and "," in tokens.letters[:join]
    first = tokens.letters.index(",") + 1 if is_opened else 0
    return subject_of(tokens, first, join - 1)


def _is_refused(tokens: Tokens, index: int) -> bool:
    """Say whether nothing was said: "claimed responsibility", "never confirmed", "did not deny"."""
    stance = tokens.lexicon.of("cue")[tokens.lows[index]].text("stance")
    if stance == "claims" and tokens.has("cue.no_object", index + 1):
        return True
    if stance not in ("confirms", "admits", "denies"):
        return False
    for at in range(index - 1, max(-1, index - 4), -1):
        if tokens.letters[at] == "F" or tokens.has("negation", at) or tokens.has("neither", at):
            return True
        if tokens.letters[at] not in "HMXAFi":
            return False
    return False


def _by_gerund(tokens: Tokens, index: int, content: int, entry: Entry) -> Attribution | None:
    if content > len(tokens) - 1:
        return None
    if index == 0:
        return by_opening(tokens, content, entry)
    return Attribution(
        source=None,
        cue=index,
        scope=(content, scope_end(tokens, index, content)),
        follows=True,
        rule="continued",
        entry=entry.id,
        stance=entry.text("stance") or "says",
    )


def _by_passive(tokens: Tokens, index: int, entry: Entry) -> Attribution | None:
    """Read "was reported by X"; without "by" nobody is named."""
    if not tokens.has("agent", index + 1):
        return None
    source = source_right(tokens, index + 2)
    if source is None:
        return None
    return Attribution(
        source=source,
        cue=index,
        scope=(0, len(tokens) - 1),
        follows=False,
        rule="passive",
        entry=entry.id,
        stance=entry.text("stance") or "says",
    )


def _placed(
    tokens: Tokens,
    places: tuple[int, int],
    speaking: tuple[Source, Entry],
    earlier: list[Attribution],
) -> Attribution:
    """Return the attribution of a cue with its source before it; ``places`` are cue and content."""
    (index, content), (source, entry) = places, speaking
    has_content = has_clause(tokens, content)
    first = source.phrase[0]
    before = [i for i in range(first) if tokens.letters[i] not in '",;-(SCA']
    is_tail = bool(before) and first > 0 and not has_content
    stance = entry.text("stance") or "says"
    if has_content and not is_tail:
        return Attribution(
            source=source,
            cue=index,
            scope=(content, scope_end(tokens, index, content)),
            follows=True,
            rule="source-cue",
            entry=entry.id,
            stance=stance,
        )
    if not before:
        return Attribution(
            source=source,
            cue=index,
            scope=(content, len(tokens) - 1) if content < len(tokens) else (index, index),
            follows=True,
            rule="source-cue",
            entry=entry.id,
            stance=stance,
        )
    goes_on = tokens.letters[content : content + 1] == [","] and has_clause(tokens, content + 1)
    end = len(tokens) - 1 if goes_on else first - 1
    return Attribution(
        source=source,
        cue=index,
        scope=(clause_start(tokens, first, earlier[-1].cue if earlier else 0), end),
        follows=False,
        rule="content-source-cue",
        entry=entry.id,
        stance=stance,
    )
