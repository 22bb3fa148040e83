"""How far an attribution reaches: where what was said begins and where it ends.

Invariant: a reach lies inside one sentence; what goes on behind it is for ``speakers.py``.
"""

from dataclasses import replace

from counterclaim.extract.attribution import Attribution
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


def goes_on(tokens: Tokens, after: int) -> bool:
    """Say whether a tail has more of what was said behind it: "…, said X, and 12 had fled"."""
    is_joined = tokens.letters[after : after + 2] == [",", "C"]
    return is_joined and has_clause(tokens, after + 2)


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
        letter = tokens.letters[at]
        if letter == ";":
            return at
        if content < at <= content + 3 and tokens.has("clause.time", at):
            is_object = set(tokens.letters[content:at]) <= set("DnEjaP")
            if is_object and not any(tokens.has("content.that", i) for i in range(at, end)):
                return at - 1  # "declared mourning after gunmen killed 12"
        if letter != ",":
            continue
        if tokens.letters[at + 1] == "C":
            if not any(tokens.letters[i] in 'XHkdbMVWLgaQ#N"' for i in range(content, at)):
                return at
        if tokens.has("clause.break", at + 1):
            return at
    return end


def close_aside(tokens: Tokens, made: Attribution, before: Attribution | None) -> Attribution:
    """End the reach of a cue in a clause around which the sentence's own closes.

    "In the south, where X has told people to go, 13 were killed", "X, which says it lost 12 men,
    denied": nothing is stated before the "where", so that what follows it is not all of its clause.
    ``before`` is the attribution before it, in whose aside it may stand.
    """
    if before is not None and before.is_aside and made.cue <= before.scope[1]:
        end = min(made.scope[1], before.scope[1])
        return replace(made, scope=(min(made.scope[0], end), end), is_aside=True)
    opener = _relative_before(tokens, made) if made.follows else None
    if opener is None or set(tokens.letters[:opener]) & set("XHkdbMVLcl@:"):
        return made
    is_adjunct = tokens.letters[0] in "PSAy"
    for comma in range(made.scope[0], min(made.scope[1], len(tokens) - 2)):
        if tokens.letters[comma] != ",":
            continue
        after = tokens.letters[comma + 1]
        if after in "XHVML" or (is_adjunct and after not in "RC"):
            return replace(made, scope=(made.scope[0], comma), is_aside=True)
    return made


def _relative_before(tokens: Tokens, made: Attribution) -> int | None:
    """Return the "which", "who" or "where" of the clause in which a cue stands."""
    source = made.source
    if source is not None and source.phrase[1] < made.cue:
        for at in range(source.phrase[1] + 1, made.cue):
            if tokens.letters[at] == "W":
                return at
    at = made.cue - 1 if source is None else min(made.cue, source.phrase[0]) - 1
    while at > 0 and tokens.letters[at] in "AHXM":
        at -= 1
    return at if at > 0 and tokens.letters[at] == "W" else None


def is_object(tokens: Tokens, index: int, before: list[Attribution]) -> bool:
    """Say whether a word that may be a verb is the noun that another cue takes: "rejected claims".

    "X rejected Russian claims that": between the cue and the noun stand only words of its phrase.
    """
    if not before or before[-1].cue >= index:
        return False
    between = tokens.letters[before[-1].cue + 1 : index]
    is_the = between[:1] == ["D"] and tokens.has("of", index + 1)
    if not is_the and not tokens.has("content.that", index + 1):
        return False
    return before[-1].follows and len(between) <= 3 and set(between) <= set("DEnjaBP")


def is_of_toll(tokens: Tokens, index: int) -> bool:
    """Say whether a source belongs to a toll: "the toll reported by the ministry passed 30,000"."""
    if not (tokens.letters[index - 1] == "Z" or tokens.has("cue.noun", index - 1)):
        return False
    return any(tokens.letters[at] in "#<" for at in range(index + 1, len(tokens)))


def is_given(tokens: Tokens, index: int, before: list[Attribution]) -> bool:
    """Say whether a count is what a cue before it gives: "doctors raised the state's count"."""
    if not before or not before[-1].follows or not tokens.has("cue.figure", before[-1].cue):
        return False
    return index - before[-1].cue <= _LIST


def is_inserted(tokens: Tokens, cue: int, content: int) -> bool:
    """Say whether a cue and its source stand between commas, or end the sentence after one."""
    if content < len(tokens) and tokens.letters[content] not in ",.":
        return False
    for at in range(cue - 1, max(-1, cue - 9), -1):
        if tokens.letters[at] in ",W":
            return tokens.letters[at] == ","
    return False


def opens_content(tokens: Tokens, content: int) -> bool:
    """Say whether what was said begins plainly here: "that", a colon, a quotation, a count."""
    if content >= len(tokens):
        return False
    ahead = "".join(tokens.letters[content : content + _LIST])
    if ":" in ahead and not set(ahead[: ahead.index(":")]) & set(",.;VXHkda"):
        return True  # "listed its losses: 14 dead"
    is_more = tokens.has("more", content) and tokens.letters[content + 1 : content + 2] == ["#"]
    if tokens.letters[content : content + 3] in (["D", "Z", "X"], ["D", "Z", "M"]):
        return True  # "believe the toll is higher"
    is_open = tokens.letters[content] in 'W":#<' or tokens.has("content.opener", content)
    return is_open or is_more  # "named another 45 of its soldiers"


def opens_figure(tokens: Tokens, content: int) -> bool:
    """Say whether what is given, raised or listed is a figure: "gave a far higher toll"."""
    if tokens.letters[content : content + 1] in (["W"], ['"'], [":"]):
        return True
    for at in range(content, min(len(tokens), content + _LIST)):
        if tokens.letters[at] in "Z:" or tokens.has("cue.noun", at):
            return True
        if tokens.letters[at] == "#":
            return bool(set(tokens.letters[at + 1 : at + 5]) & set("kdaN"))
        if tokens.letters[at] in ".,;VX":
            is_number = tokens.has("claimant.document", at - 1)  # "gave a lower number, 29"
            return is_number and tokens.letters[at : at + 2] == [",", "#"]
    return False


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
    is_told = tokens.letters[index + 1 : index + 2] == ["E"] and tokens.has("hearer.to", index)
    if not (tokens.has("cue.hearer", cue) or is_told):
        return index, None
    index += is_told
    hearer = source_right(tokens, index)
    if hearer is not None:
        return hearer.phrase[1] + 1, hearer
    is_word = index < len(tokens) and tokens.letters[index] in _HEARERS
    if tokens.letters[index : index + 2] == ["D", "n"]:  # "told a news conference,"
        return (index + 2 if tokens.letters[index + 2 : index + 3] == [","] else index), None
    return (index + 1 if is_word else index), None


def _after_adjunct(tokens: Tokens, index: int, hearer: Source | None) -> tuple[int, Source | None]:
    """Return the token behind one adjunct, and a hearer in it: "in an interview with X"."""
    if index >= len(tokens):
        return index, hearer
    letter = tokens.letters[index]
    is_date = letter == "#" and tokens.has("month", index + 1)
    if letter in _ADJUNCTS or is_date or tokens.has("date.vague", index):
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
        or _is_of_date(tokens, index)
        or not _OCCASION.isdisjoint(tokens.roles[index])
    ):
        index += 1
    named = index
    while named < len(tokens) and tokens.letters[named] in "EP":
        named += 1
    is_place = named > index and tokens.letters[named : named + 1] == ["W"]
    return named if is_place else index  # "said in Davos that"


def _is_of_date(tokens: Tokens, index: int) -> bool:
    """Say whether a figure is a day or a year: "on 5 March 2022", "in 2022"; not "by name 1906"."""
    if not tokens.lows[index].isdecimal():
        return False
    is_beside = tokens.has("month", index - 1) or tokens.has("month", index + 1)
    return is_beside or tokens.letters[index - 1] in "y#" or tokens.has("year.opener", index - 1)


def _that_ahead(tokens: Tokens, index: int) -> int | None:
    """Return the "that" which opens the content behind "said at an event in New York"."""
    for at in range(index, min(len(tokens), index + _MAX_ADJUNCT)):
        if tokens.has("content.that", at):
            return at
        if tokens.letters[at] not in "PDEnAyj#BC":
            return None
    return None
