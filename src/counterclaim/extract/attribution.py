"""Attribution inside one sentence: source, cue, and the tokens for which the source answers.

"X said that …", "…, X said", "said X", "according to X", "citing X", "X put the toll at". Each
attribution has a scope; the innermost scope that holds a claim wins (``speakers.py``). Not here:
quotations over several sentences, pronouns, document memory.
"""

from dataclasses import dataclass, replace

from counterclaim.extract.sources import Source, source_left, source_right
from counterclaim.lexicon.entries import Entry
from counterclaim.text.tokens import Tokens

_ADJUNCTS = frozenset("yA(")
_MAX_ADJUNCT = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """``source`` answers for tokens ``scope`` (both ends included) by the cue at ``cue``.

    ``follows`` says that the content comes after the cue; ``source`` is ``None`` where the cue
    goes on with the speaker before it ("…, adding that").
    """

    source: Source | None
    cue: int
    scope: tuple[int, int]
    follows: bool
    rule: str
    entry: str
    stance: str
    is_relay: bool = False
    hearer: Source | None = None


def find_attributions(tokens: Tokens) -> list[Attribution]:
    """Return the attributions of a sentence, in the order of their cues."""
    found: list[Attribution] = []
    for index, letter in enumerate(tokens.letters):
        if letter == "@":
            made = _from_phrase(tokens, index)
        elif letter == "V" or (letter in "Lcs" and tokens.has("cue", index)):
            made = _from_verb(tokens, index, found)
        elif letter == "n" and tokens.has("cue.noun", index):
            made = _from_noun(tokens, index)
        else:
            made = None
        if made is not None:
            found.append(made)
    return found


def _from_phrase(tokens: Tokens, index: int) -> Attribution | None:
    """Read "according to X": a front if nothing stands before it, else a tail."""
    source = source_right(tokens, index + 1)
    if source is None:
        return None
    entry = tokens.lexicon.of("cue.source")[tokens.lows[index]]
    is_front = not any(c.isalnum() for i in range(index) for c in tokens.lows[i][:1]) or (
        index <= 2 and tokens.letters[0] in "CSA"
    )
    end = source.phrase[1]
    scope = (end + 1, len(tokens) - 1) if is_front else (_clause_start(tokens, index), index - 1)
    return Attribution(
        source=source,
        cue=index,
        scope=scope,
        follows=is_front,
        rule="according-front" if is_front else "according-tail",
        entry=entry.id,
        stance="says",
        is_relay=tokens.has("cue.relay", index),
    )


def _clause_start(tokens: Tokens, index: int) -> int:
    for at in range(index - 1, -1, -1):
        if tokens.letters[at] == ";":
            return at + 1
    return 0


def _from_verb(tokens: Tokens, index: int, before: list[Attribution]) -> Attribution | None:
    entry = tokens.lexicon.of("cue").get(tokens.lows[index])
    if entry is None:
        return None
    form = tokens.form("cue", index)
    floor = before[-1].cue + 1 if before and before[-1].follows else 0
    content, hearer = _content_start(tokens, index)
    if "weak" in entry.flags and not (
        _opens_content(tokens, content) or _is_inserted(tokens, index, content)
    ):
        return None
    is_progressive = form == "gerund" and index > 0 and tokens.letters[index - 1] == "X"
    if form == "gerund" and not is_progressive:
        return _by_gerund(tokens, index, content, entry)
    at = index - 2 if is_progressive else index - 1
    while at >= floor and tokens.letters[at] in "AHFM":
        at -= 1
    if at >= 0 and tokens.letters[at] == "X":
        return _by_passive(tokens, index, entry)
    while at >= floor and (
        tokens.letters[at] == "y"
        or (tokens.has("preposition", at) and tokens.letters[at + 1] == "y")
    ):
        at -= 1
    left = source_left(tokens, at, floor) if at >= floor else None
    if left is not None and left.phrase[1] >= floor:
        return replace(_placed(tokens, index, content, left, entry), hearer=hearer)
    if index == 0 or tokens.letters[index - 1] in ',"-' or at < floor:
        right = source_right(tokens, index + 1)
        if right is not None and index > 0:
            return Attribution(
                source=right,
                cue=index,
                scope=(_clause_start(tokens, index), index - 1),
                follows=False,
                rule="inverted",
                entry=entry.id,
                stance=entry.text("stance") or "says",
            )
    if at >= 0 and tokens.letters[at] in "C,W" and before and before[-1].source is not None:
        return _by_gerund(tokens, index, content, entry)
    return None


def _by_gerund(tokens: Tokens, index: int, content: int, entry: Entry) -> Attribution | None:
    if content > len(tokens) - 1:
        return None
    return Attribution(
        source=None,
        cue=index,
        scope=(content, _scope_end(tokens, index, content)),
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


def _placed(tokens: Tokens, index: int, content: int, source: Source, entry: Entry) -> Attribution:
    has_content = _has_clause(tokens, content)
    first = source.phrase[0]
    before = [i for i in range(first) if tokens.letters[i] not in '",;-(SCA']
    is_tail = bool(before) and first > 0 and not has_content
    stance = entry.text("stance") or "says"
    if has_content and not is_tail:
        return Attribution(
            source=source,
            cue=index,
            scope=(content, _scope_end(tokens, index, content)),
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
    goes_on = tokens.letters[content : content + 1] == [","] and _has_clause(tokens, content + 1)
    end = len(tokens) - 1 if goes_on else first - 1
    return Attribution(
        source=source,
        cue=index,
        scope=(_clause_start(tokens, first), end),
        follows=False,
        rule="content-source-cue",
        entry=entry.id,
        stance=stance,
    )


def _has_clause(tokens: Tokens, content: int) -> bool:
    """Say whether a clause or a count follows a cue directly, not just an adjunct."""
    if content >= len(tokens) or tokens.letters[content] in ".,;)":
        return False
    if tokens.letters[content] in 'W:"#<':
        return any(tokens.letters[i] not in '."W:,' for i in range(content, len(tokens)))
    for at in range(content, len(tokens)):
        if tokens.letters[at] in ".;":
            break
        if tokens.letters[at] in "XHkdbMQ#NgaL":
            return True
    return False


def _scope_end(tokens: Tokens, cue: int, content: int) -> int:
    """Return the last token for which a cue answers when its content follows."""
    end = len(tokens) - 1
    if tokens.has("cue.accuse", cue):
        for at in range(content, end):
            if tokens.letters[at] == "," and tokens.letters[at + 1] in "SWP":
                return at
            if tokens.letters[at] == "S" or tokens.has("clause.time", at):
                return at
    for at in range(content, end):
        if tokens.letters[at] == ";":
            return at
        if tokens.letters[at] == "," and tokens.letters[at + 1] == "C":
            if not any(tokens.letters[i] in 'XHkdbMVWLgaQ#N"' for i in range(content, at)):
                return at
        if tokens.letters[at] == "," and tokens.has("clause.break", at + 1):
            return at
    return end


def _is_inserted(tokens: Tokens, cue: int, content: int) -> bool:
    """Say whether a cue and its source stand between commas, or end the sentence after one."""
    if content < len(tokens) and tokens.letters[content] not in ",.":
        return False
    return "," in tokens.letters[max(0, cue - 8) : cue]


def _opens_content(tokens: Tokens, content: int) -> bool:
    if content >= len(tokens):
        return False
    return tokens.letters[content] in 'W":#<' or tokens.has("content.opener", content)


def _content_start(tokens: Tokens, cue: int) -> tuple[int, Source | None]:
    """Step over a hearer and adjuncts after a cue: "told Reuters on Monday in a statement that"."""
    index, hearer = cue + 1, None
    if index < len(tokens) and tokens.letters[index] == "P":
        opened = _that_ahead(tokens, index)
        if opened is not None:
            return opened, None
    if tokens.has("cue.hearer", cue):
        hearer = source_right(tokens, index)
        if hearer is not None:
            index = hearer.phrase[1] + 1
        elif index < len(tokens) and tokens.letters[index] in "OnB":
            index += 1
    steps = 0
    while index < len(tokens) and steps < _MAX_ADJUNCT:
        letter = tokens.letters[index]
        if letter in _ADJUNCTS or (letter == "#" and tokens.has("month", index + 1)):
            index += 1
        elif tokens.has("cue.adjunct", index):
            after = index + 1
            while after < len(tokens) and (
                tokens.letters[after] in "yDAj"
                or tokens.has("channel", after)
                or tokens.has("month", after)
                or tokens.lows[after].isdecimal()
                or tokens.has("time.unit", after)
                or tokens.has("date.vague", after)
            ):
                after += 1
            named = after
            while named < len(tokens) and tokens.letters[named] in "EP":
                named += 1
            if named > after and tokens.letters[named : named + 1] == ["W"]:
                after = named  # "said in Davos that"
            if after == index + 1:
                break
            if (
                tokens.has("hearer.link", after)
                and hearer is None
                and tokens.has("channel", after - 1)
            ):
                hearer = source_right(tokens, after + 1)
                after = hearer.phrase[1] + 1 if hearer is not None else after
            index = after
        else:
            break
        steps += 1
    if (
        index < len(tokens)
        and tokens.letters[index] == ","
        and tokens.letters[index + 1 : index + 2] == ["W"]
    ):
        index += 1
    return index, hearer


def _that_ahead(tokens: Tokens, index: int) -> int | None:
    """Return the "that" which opens the content behind "said at an event in New York"."""
    for at in range(index, min(len(tokens), index + _MAX_ADJUNCT)):
        if tokens.has("content.that", at):
            return at
        if tokens.letters[at] not in "PDEnAyj#BC":
            return None
    return None


def _from_noun(tokens: Tokens, index: int) -> Attribution | None:
    """Read "X's claim that …", "the Russian claims of …", "figures from X"."""
    if index + 1 >= len(tokens):
        return None
    if tokens.letters[index + 1] == "W" or tokens.has("noun.link", index + 1):
        source = source_left(tokens, index - 1)
        if source is None or tokens.letters[index - 1] not in "jE":
            return None
        if source.phrase[1] < index - 1:
            return None
        return Attribution(
            source=source,
            cue=index,
            scope=(index + 1, len(tokens) - 1),
            follows=True,
            rule="noun",
            entry=tokens.lexicon.of("cue.noun")[tokens.lows[index]].id,
            stance="claims",
        )
    return None
