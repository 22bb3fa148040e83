"""How far an attribution reaches: where what was said begins and where it ends.

Invariant: a reach lies inside one sentence; what goes on behind it is for ``speakers.py``.
"""

from counterclaim.extract.sources import Source, source_right
from counterclaim.text.tokens import Tokens

_ADJUNCTS = frozenset("yA(")
_HEARERS = frozenset("OnB")  # "told him that", "told lawmakers that"
_OCCASION = frozenset({"channel", "date.vague", "month", "time.unit"})
_LIST = 8  # tokens before the colon of a list
_MAX_ADJUNCT = 14  # tokens of time, place and channel between a cue and what was said


def clause_start(tokens: Tokens, index: int, floor: int) -> int:
    """Return where the clauses of a tail cue begin, not reaching below token ``floor``.

    A tail covers the whole sentence before it; a cue earlier in it (``floor``) keeps its clause.
    """
    if floor == 0:
        return 0
    for at in range(index - 1, floor - 1, -1):
        if tokens.letters[at] == ";":
            return at + 1
    return 0


def has_clause(tokens: Tokens, content: int) -> bool:
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


def scope_end(tokens: Tokens, cue: int, content: int) -> int:
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


def is_inserted(tokens: Tokens, cue: int, content: int) -> bool:
    """Say whether a cue and its source stand between commas, or end the sentence after one."""
    if content < len(tokens) and tokens.letters[content] not in ",.":
        return False
    return "," in tokens.letters[max(0, cue - 8) : cue]


def opens_content(tokens: Tokens, content: int) -> bool:
    """Say whether what was said begins plainly here: "that", a colon, a quotation, a count."""
    if content >= len(tokens):
        return False
    ahead = "".join(tokens.letters[content : content + _LIST])
    if ":" in ahead and not set(ahead[: ahead.index(":")]) & set(",.;VXHkda"):
        return True  # "listed its losses: 14 dead"
    return tokens.letters[content] in 'W":#<' or tokens.has("content.opener", content)


def content_start(tokens: Tokens, cue: int) -> tuple[int, Source | None]:
    """Step over a hearer and adjuncts after a cue: "told Reuters on Monday in a statement that"."""
    if tokens.letters[cue + 1 : cue + 2] == ["P"]:
        opened = _that_ahead(tokens, cue + 1)
        if opened is not None:
            return opened, None
    index, hearer = _after_hearer(tokens, cue)
    for _ in range(_MAX_ADJUNCT):
        after, hearer = _after_adjunct(tokens, index, hearer)
        if after == index:
            break
        index = after
    return (index + 1 if tokens.letters[index : index + 2] == [",", "W"] else index), hearer


def _after_hearer(tokens: Tokens, cue: int) -> tuple[int, Source | None]:
    """Return the token behind the hearer of a cue, and the hearer if he can speak himself."""
    index = cue + 1
    if not tokens.has("cue.hearer", cue):
        return index, None
    hearer = source_right(tokens, index)
    if hearer is not None:
        return hearer.phrase[1] + 1, hearer
    is_word = index < len(tokens) and tokens.letters[index] in _HEARERS
    return (index + 1 if is_word else index), None


def _after_adjunct(tokens: Tokens, index: int, hearer: Source | None) -> tuple[int, Source | None]:
    """Return the token behind one adjunct, and a hearer in it: "in an interview with X"."""
    if index >= len(tokens):
        return index, hearer
    letter = tokens.letters[index]
    if letter in _ADJUNCTS or (letter == "#" and tokens.has("month", index + 1)):
        return index + 1, hearer
    after = _after_occasion(tokens, index + 1) if tokens.has("cue.adjunct", index) else index + 1
    if after == index + 1:
        return index, hearer
    is_channel = tokens.has("hearer.link", after) and tokens.has("channel", after - 1)
    if is_channel and hearer is None:
        hearer = source_right(tokens, after + 1)
        after = hearer.phrase[1] + 1 if hearer is not None else after
    return after, hearer


def _after_occasion(tokens: Tokens, index: int) -> int:
    """Return the token behind words of time and channel, and a place before "that"."""
    while index < len(tokens) and (
        tokens.letters[index] in "yDAj"
        or tokens.lows[index].isdecimal()
        or not _OCCASION.isdisjoint(tokens.roles[index])
    ):
        index += 1
    named = index
    while named < len(tokens) and tokens.letters[named] in "EP":
        named += 1
    is_place = named > index and tokens.letters[named : named + 1] == ["W"]
    return named if is_place else index  # "said in Davos that"


def _that_ahead(tokens: Tokens, index: int) -> int | None:
    """Return the "that" which opens the content behind "said at an event in New York"."""
    for at in range(index, min(len(tokens), index + _MAX_ADJUNCT)):
        if tokens.has("content.that", at):
            return at
        if tokens.letters[at] not in "PDEnAyj#BC":
            return None
    return None
