"""The rarer shapes of attribution: labels, nouns of saying, quoting, calling false, gaps.

"Governor Petra Hollan: …", "a claim by the Brigades that", "state media quoted X as saying",
"called the figure of 300 false", "Velmora said that …, Kastavia that …", "by its own count".
Invariant: every function reads one place of one sentence and returns the attribution that stands
there, or ``None``.
"""

from dataclasses import replace

from counterclaim.extract.attribution import Attribution, by_cue
from counterclaim.extract.sources import Source, source_left, source_right, speaks
from counterclaim.extract.subjects import leading_subject
from counterclaim.lexicon.entries import Entry
from counterclaim.text.tokens import Tokens

_NEAR = 3  # tokens before which a sentence has no subject yet
_PRONOUNS = {"her": "she", "his": "he", "its": "it", "their": "they"}
_INTERVIEW = ("interview.question", "interview.answer")
_LABEL = 10  # tokens of a name with an office before a colon


def by_quoting(tokens: Tokens, index: int, entry: Entry) -> Attribution | None:
    """Read "quoted X as saying", "X was quoted by Y as saying", "…, which cited X"."""
    last = len(tokens) - 1
    if tokens.letters[index - 1] == "X":
        agent = source_right(tokens, index + 2) if tokens.has("agent", index + 1) else None
        return was_quoted(tokens, index, entry, agent)
    source = source_right(tokens, index + 1)
    if source is None or tokens.has("number.zero", index + 1):
        return None
    at = source.phrase[1] + 1
    if tokens.letters[index - 1] == "W":
        return _quoted(index, entry, (source, None), (0, index - 1))
    if at >= last or not tokens.has("as", at):
        return None
    return _quoted(index, entry, (source, source_left(tokens, index - 1)), (at + 2, last))


def was_quoted(
    tokens: Tokens, index: int, entry: Entry, agent: Source | None
) -> Attribution | None:
    """Read "X was quoted (by ``agent``) as saying"; the cue stands at ``index``."""
    source, last = source_left(tokens, index - 2), len(tokens) - 1
    if source is None:
        return None
    at = agent.phrase[1] + 1 if agent is not None else index + 1
    says = tokens.has("as", at) and at + 2 < last
    scope = (at + 2, last) if says else (0, max(0, source.phrase[0] - 1))
    return _quoted(index, entry, (source, agent), scope)


def by_own_count(tokens: Tokens, index: int) -> Attribution | None:
    """Read "by its own count", "by his reckoning": the subject of the sentence answers."""
    at = index + 2 if tokens.lows[index + 1 : index + 2] == ["own"] else index + 1
    if not tokens.has("noun.by", index - 1) or not tokens.has("count.own", at):
        return None
    source = leading_subject(tokens) if index > _NEAR else None
    if source is not None and _has_own_clause(tokens, source.phrase[1] + _NEAR, index):
        source = None
    if source is None or not (source.is_person or source.head is not None):
        pronoun = _PRONOUNS.get(tokens.lows[index])
        if pronoun is None:
            return None
        source = Source(first=index, last=index, phrase=(index, index), pronoun=pronoun)
    start = next((i + 1 for i in range(index, 0, -1) if tokens.letters[i] == ";"), 0)
    entry = tokens.lexicon.of("count.own")[tokens.lows[at]]
    return by_cue(source, cue=at, scope=(start, index - 2), rule="own-count", entry=entry)


def _has_own_clause(tokens: Tokens, first: int, stop: int) -> bool:
    """Say whether another one has a clause there: "bombed rebels **whose** men took a base"."""
    return any(
        tokens.letters[at] == "W" and not tokens.has("content.that", at)
        for at in range(first, stop)
    )


def _quoted(
    index: int, entry: Entry, who: tuple[Source, Source | None], scope: tuple[int, int]
) -> Attribution:
    made = by_cue(who[0], cue=index, scope=scope, rule="quoted", entry=entry)
    return replace(
        made, follows=scope[0] > index, stance="says", is_relay=who[1] is None, hearer=who[1]
    )


def by_opening(tokens: Tokens, content: int, entry: Entry) -> Attribution | None:
    """Read "Denying any losses, the army said …": the subject of the sentence speaks."""
    comma = next((at for at in range(content, len(tokens)) if tokens.letters[at] == ","), None)
    source = source_right(tokens, comma + 1) if comma is not None else None
    if comma is None or source is None:
        return None
    return by_cue(source, cue=0, scope=(content, comma), rule="opening", entry=entry)


def from_calling(tokens: Tokens, index: int) -> Attribution | None:
    """Read "called the figure of 300 dead false": a denial of what stands between."""
    false = [at for at in range(index + 2, len(tokens)) if tokens.has("falsity", at)]
    source = source_left(tokens, index - 1) if false else None
    if source is None:
        return None
    end = len(tokens) - 1 if false[0] <= index + 4 else false[0]
    entry = tokens.lexicon.of("cue.call")[tokens.lows[index]]
    made = by_cue(source, cue=index, scope=(index + 1, end), rule="called-false", entry=entry)
    return replace(made, stance="denies")


def from_label(tokens: Tokens, index: int) -> Attribution | None:
    """Read "Governor Petra Hollan: 4 wounded", "Anton Reshk: …" in an interview."""
    first = 0
    while first < index and tokens.letters[first] in '#-*y"':
        first += 1  # the time of an entry: "13:44 Governor Petra Hollan: …"
    if not 0 < index - first <= _LABEL:
        return None
    comma = (
        tokens.letters[first:index].index(",") + first
        if "," in tokens.letters[first:index]
        else index
    )
    if any(letter in '.;"VXHkda#' for letter in tokens.letters[first:comma]):
        return None
    if any(tokens.has(role, index - 1) for role in _INTERVIEW) and index - first == 1:
        return None  # whom "Q:" and "A:" stand for is told elsewhere
    source = source_left(tokens, comma - 1, first)
    if comma < index and (source is None or not source.is_person or comma - first < 2):
        return None  # "Hamid Zoruq, commander in the south: …" alone has a comma
    if source is not None and source.head is not None and not source.is_person:
        behind = tokens.letters[source.head + 1 : comma]
        if behind and behind[0] != "P":
            return None  # "Treat the minister's sums with care: …"
    if source is None or source.pronoun is not None or source.phrase[0] > first + 1:
        return None
    is_body = source.head is not None and speaks(tokens, source.head)
    is_body = is_body and not tokens.has("claimant.document", source.head or 0)
    if not source.is_person and not is_body:
        return None
    return by_cue(source, cue=index, scope=(index + 1, len(tokens) - 1), rule="label", entry=None)


def from_noun(tokens: Tokens, index: int) -> Attribution | None:
    """Read "X's claim that …", "the Russian claims of …", "figures from X"."""
    if index + 1 >= len(tokens):
        return None
    owner = _owner(tokens, index)
    if owner is not None:
        claimed = _claimed(tokens, index, owner, index + 1)
        is_tail = tokens.has("agent", owner.phrase[0] - 1) and tokens.letters[index + 1] in ".;,"
        if not is_tail:
            return claimed
        return replace(claimed, scope=(0, owner.phrase[0] - 2), follows=False)
    if tokens.has("noun.by", index + 1):
        return _from_noun_by(tokens, index)
    if tokens.letters[index + 1] == "W" or tokens.has("noun.link", index + 1):
        source = source_left(tokens, index - 1)
        if source is None or tokens.letters[index - 1] not in "jE":
            return None
        if source.phrase[1] < index - 1:
            return None
        return _claimed(tokens, index, source, index + 1)
    return None


def _owner(tokens: Tokens, index: int) -> Source | None:
    """Return whose figure it is: "**the ministry**'s most recent figure for deaths is 959"."""
    at = _possessive(tokens, index)
    return source_left(tokens, at - 1) if at is not None else None


def is_owned(tokens: Tokens, index: int) -> bool:
    """Say whether a word that may be a verb is somebody's noun: "the rebels' claim to have"."""
    return tokens.letters[index] in "LcsV" and _possessive(tokens, index) is not None


def _possessive(tokens: Tokens, index: int) -> int | None:
    """Return the "'s" of whose noun stands at ``index``; of a plural, the bare mark."""
    at = index - 1
    while at > max(0, index - 4) and tokens.letters[at] in "AnavD":
        at -= 1
    if at < 1:
        return None
    is_mark = tokens.word(at) in "'’" and tokens.lows[at - 1].endswith("s")
    return at if is_mark or tokens.letters[at] == "j" else None


def _from_noun_by(tokens: Tokens, index: int) -> Attribution | None:
    """Read "a claim by the Brigades that …", "the finding of the mission that …"."""
    source = source_right(tokens, index + 2)
    if source is None or source.pronoun is not None or tokens.letters[index - 1] == "@":
        return None  # "citing figures from a hospital that"
    after = source.phrase[1] + 1
    return _claimed(tokens, index, source, after) if tokens.has("content.that", after) else None


def _claimed(tokens: Tokens, index: int, source: Source, content: int) -> Attribution:
    entry = tokens.lexicon.of("cue.noun")[tokens.lows[index]]
    scope = (content, len(tokens) - 1)
    return replace(
        by_cue(source, cue=index, scope=scope, rule="noun", entry=entry), stance="claims"
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
    scope = (index + 1, len(tokens) - 1)
    return replace(said, source=source, cue=index, scope=scope, follows=True, rule="gap")


def from_bare_gap(tokens: Tokens, index: int, before: list[Attribution]) -> Attribution | None:
    """Read "Police said ten died, **hospitals** 12", "put it at 10, **the rebels** at 40"."""
    said = next((one for one in reversed(before) if one.follows and one.source is not None), None)
    if said is None or said.rule not in ("source-cue", "gap") or said.is_aside:
        return None
    is_put = tokens.letters[index - 1] == "P"
    if is_put and tokens.lows[index - 1] != "at":
        return None
    last = index - 2 if is_put else index - 1
    source = source_left(tokens, last, said.cue + 1) if tokens.letters[last] in "nE" else None
    if source is None or source.pronoun is not None or source.phrase[1] != last:
        return None
    first = source.phrase[0]
    if tokens.letters[first - 1] not in ",;C" or source.is_person or source.head is None:
        return None
    if not _is_body(tokens, source.head) or "#" not in tokens.letters[said.cue : first]:
        return None
    after = index + 1
    while after < len(tokens) and tokens.letters[after] in "#<":
        after += 1
    if after < len(tokens) and tokens.letters[after] not in ".,;C":
        return None
    return replace(said, source=source, cue=index - 1, scope=(index, after - 1), rule="gap")


def _is_body(tokens: Tokens, head: int) -> bool:
    """Say whether a noun or name speaks for itself: "the rebels", "the Red Cross"."""
    names = tokens.names.get(head, ())
    if any(name.sort == "body" or (name.sort == "name" and name.kind == "ngo") for name in names):
        return True
    return speaks(tokens, head) and not tokens.has("claimant.document", head)
