"""The rarer shapes of attribution: labels, nouns of saying, quoting, calling false, gaps.

"Governor Petra Hollan: …", "a claim by the Brigades that", "state media quoted X as saying",
"called the figure of 300 false", "Velmora said that …, Kastavia that …". Invariant: every function
reads one place of one sentence and returns the attribution that stands there, or ``None``.
"""

from counterclaim.extract.attribution import Attribution
from counterclaim.extract.sources import Source, source_left, source_right, speaks
from counterclaim.lexicon.entries import Entry
from counterclaim.text.tokens import Tokens

_INTERVIEW = ("interview.question", "interview.answer")
_LABEL = 10  # tokens of a name with an office before a colon


def by_quoting(tokens: Tokens, index: int, entry: Entry) -> Attribution | None:
    """Read "quoted X as saying", "X was quoted by Y as saying", "…, which cited X"."""
    before = tokens.letters[index - 1]
    last = len(tokens) - 1
    if before == "X":
        source = source_left(tokens, index - 2)
        agent = source_right(tokens, index + 2) if tokens.has("agent", index + 1) else None
        at = agent.phrase[1] + 1 if agent is not None else index + 1
        if source is None:
            return None
        says = tokens.has("as", at) and at < last
        scope = (at + 2, last) if says and at + 2 < last else (0, max(0, source.phrase[0] - 1))
        hearer = agent
    else:
        source = source_right(tokens, index + 1)
        if source is None or source.phrase[1] + 2 > last:
            return None
        at = source.phrase[1] + 1
        hearer = source_left(tokens, index - 1) if before != "W" else None
        if before == "W":
            return _quoted(index, entry, (source, None), (0, index - 1))
        if not tokens.has("as", at):
            return None
        scope = (at + 2, last)
    return _quoted(index, entry, (source, hearer), scope)


def _quoted(
    index: int, entry: Entry, who: tuple[Source, Source | None], scope: tuple[int, int]
) -> Attribution:
    return Attribution(
        source=who[0],
        cue=index,
        scope=scope,
        follows=scope[0] > index,
        rule="quoted",
        entry=entry.id,
        stance="says",
        is_relay=who[1] is None,
        hearer=who[1],
    )


def by_opening(tokens: Tokens, content: int, entry: Entry) -> Attribution | None:
    """Read "Denying any losses, the army said …": the subject of the sentence speaks."""
    comma = next((at for at in range(content, len(tokens)) if tokens.letters[at] == ","), None)
    source = source_right(tokens, comma + 1) if comma is not None else None
    if comma is None or source is None:
        return None
    return Attribution(
        source=source,
        cue=0,
        scope=(content, comma),
        follows=True,
        rule="opening",
        entry=entry.id,
        stance=entry.text("stance") or "says",
    )


def from_calling(tokens: Tokens, index: int) -> Attribution | None:
    """Read "called the figure of 300 dead false": a denial of what stands between."""
    false = [at for at in range(index + 2, len(tokens)) if tokens.has("falsity", at)]
    source = source_left(tokens, index - 1) if false else None
    if source is None:
        return None
    return Attribution(
        source=source,
        cue=index,
        scope=(index + 1, len(tokens) - 1 if false[0] <= index + 4 else false[0]),
        follows=True,
        rule="called-false",
        entry=tokens.lexicon.of("cue.call")[tokens.lows[index]].id,
        stance="denies",
    )


def from_label(tokens: Tokens, index: int) -> Attribution | None:
    """Read "Governor Petra Hollan: 4 wounded", "Anton Reshk: …" in an interview."""
    first = 0
    while first < index and tokens.letters[first] in '#-*y"':
        first += 1  # the time of an entry: "13:44 Governor Petra Hollan: …"
    if not 0 < index - first <= _LABEL:
        return None
    if any(letter in ',.;"VXHkda#' for letter in tokens.letters[first:index]):
        return None
    if any(tokens.has(role, index - 1) for role in _INTERVIEW) and index - first == 1:
        return None  # whom "Q:" and "A:" stand for is told elsewhere
    source = source_left(tokens, index - 1, first)
    if source is None or source.pronoun is not None or source.phrase[0] > first + 1:
        return None
    is_body = source.head is not None and speaks(tokens, source.head)
    is_body = is_body and not tokens.has("claimant.document", source.head or 0)
    if not source.is_person and not is_body:
        return None
    return Attribution(
        source=source,
        cue=index,
        scope=(index + 1, len(tokens) - 1),
        follows=True,
        rule="label",
        entry="",
        stance="says",
    )


def from_noun(tokens: Tokens, index: int) -> Attribution | None:
    """Read "X's claim that …", "the Russian claims of …", "figures from X"."""
    if index + 1 >= len(tokens):
        return None
    if tokens.has("noun.by", index + 1):
        return _from_noun_by(tokens, index)
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


def _from_noun_by(tokens: Tokens, index: int) -> Attribution | None:
    """Read "a claim by the Brigades that …", "the finding of the mission that …"."""
    source = source_right(tokens, index + 2)
    if source is None or source.pronoun is not None:
        return None
    after = source.phrase[1] + 1
    if not tokens.has("content.that", after):
        return None
    return Attribution(
        source=source,
        cue=index,
        scope=(after, len(tokens) - 1),
        follows=True,
        rule="noun",
        entry=tokens.lexicon.of("cue.noun")[tokens.lows[index]].id,
        stance="claims",
    )


def from_gap(tokens: Tokens, index: int, before: list[Attribution]) -> Attribution | None:
    """Read "Kastavia said it took 80, Velmora **that** it took 65": the cue is left out."""
    said = next((one for one in reversed(before) if one.follows and one.source is not None), None)
    if said is None or index < 2 or tokens.letters[index - 1] not in "En":
        return None
    source = source_left(tokens, index - 1, said.cue + 1)
    if source is None or source.phrase[0] < 1 or source.phrase[1] != index - 1:
        return None
    if source.head is not None and tokens.has("claimant.document", source.head):
        return None  # "the first number that Moscow has made public"
    if tokens.letters[source.phrase[0] - 1] not in ",;C" or source.pronoun is not None:
        return None
    return Attribution(
        source=source,
        cue=index,
        scope=(index + 1, len(tokens) - 1),
        follows=True,
        rule="gap",
        entry=said.entry,
        stance=said.stance,
    )
