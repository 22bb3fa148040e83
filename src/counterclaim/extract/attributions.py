"""Attribution inside one sentence: source, cue, and the tokens for which the source answers.

"X said that …", "…, X said", "said X", "according to X", "citing X", "X put the toll at". Each
attribution has a scope; the innermost scope that holds a claim wins (``speakers.py``). Not here:
quotations over several sentences, pronouns, document memory.
"""

from dataclasses import replace

from counterclaim.extract.attribution import Attribution, by_cue
from counterclaim.extract.cue_forms import (
    by_opening,
    by_own_count,
    by_quoting,
    from_bare_gap,
    from_calling,
    from_gap,
    from_label,
    from_noun,
    is_owned,
    was_quoted,
)
from counterclaim.extract.reach import (
    clause_start,
    close_aside,
    content_start,
    goes_on,
    has_clause,
    is_given,
    is_inserted,
    is_object,
    is_of_toll,
    opens_content,
    opens_figure,
    scope_end,
)
from counterclaim.extract.reservations import close_contrast, cut_occasions, cut_reports
from counterclaim.extract.sources import (
    Source,
    is_document,
    source_left,
    source_right,
    subject_around,
)
from counterclaim.extract.subjects import leading_subject
from counterclaim.lexicon.entries import Entry
from counterclaim.text.tokens import Tokens

_CITING = frozenset(
    {"content.that", "cue", "cue.call", "cue.noun", "cue.source", "possessive.third"}
)
_OPENING = frozenset('",;-(SCA')  # letters of what may stand before a subject: "And he said"
_DATE = 4  # tokens between an auxiliary and its verb: "had by last week counted"
_MAKING = 8  # tokens between a document and its verb: "published by the union on Tuesday"


def find_attributions(tokens: Tokens) -> list[Attribution]:
    """Return the attributions of a sentence, in the order of their cues."""
    found: list[Attribution] = []
    citing = [
        at
        for at, (letter, roles) in enumerate(zip(tokens.letters, tokens.roles, strict=True))
        if letter in ":#<" or (roles and not _CITING.isdisjoint(roles))
    ]
    for index in citing:
        letter, roles = tokens.letters[index], tokens.roles[index]
        is_gap = bool(found) and letter in "#<"
        if letter in "#<" and not is_gap and _CITING.isdisjoint(roles):
            continue
        made: Attribution | None = None
        if letter == ":":
            made = from_label(tokens, index)
        elif letter == "@":
            made = _from_phrase(tokens, index, found)
        elif is_gap:
            made = from_bare_gap(tokens, index, found)
        elif "cue.noun" in roles and (is_owned(tokens, index) or is_object(tokens, index, found)):
            made = None if is_given(tokens, index, found) else from_noun(tokens, index)
        elif letter == "V" or (letter in "Lcs" and "cue" in roles):
            made = _from_verb(tokens, index, found)
            if made is None and "cue.noun" in roles and tokens.has("agent", index + 1):
                made = from_noun(tokens, index)  # "comment on claims by X that"
        elif letter == "n" and "cue.noun" in roles and not is_given(tokens, index, found):
            made = from_noun(tokens, index)
        elif letter == "W" and found and "content.that" in roles:
            made = from_gap(tokens, index, found)
        if made is None and "possessive.third" in roles and index:
            made = by_own_count(tokens, index)
        if made is None and "cue.call" in roles and index:
            made = from_calling(tokens, index)
        if made is not None:
            made = close_contrast(tokens, made)
            found.append(close_aside(tokens, made, found[-1] if found else None))
    return cut_occasions(tokens, cut_reports(tokens, found))


def _from_phrase(tokens: Tokens, index: int, before: list[Attribution]) -> Attribution | None:
    """Read "according to X": a front if nothing stands before it, else a tail."""
    source = source_right(tokens, index + 1) or _unknown_source(tokens, index + 1)
    if source is None:
        return None
    entry = tokens.lexicon.of("cue.source")[tokens.lows[index]]
    if index > 1 and tokens.letters[index - 1] == "X" and tokens.has("cue.relayer", index):
        return was_quoted(tokens, index, entry, source)
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
    if is_of_toll(tokens, index) or (not is_front and goes_on(tokens, end + 1)):
        scope = (start, last)
    rule = "according-front" if is_front else "according-tail"
    return replace(
        by_cue(source, cue=index, scope=scope, rule=rule, entry=entry),
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
    if _is_refused(tokens, index) or _is_noun(tokens, index):
        return None
    form = tokens.form("cue", index)
    content, hearer = content_start(tokens, index)
    if "weak" in entry.flags and not is_inserted(tokens, index, content):
        is_figure = tokens.has("cue.figure", index)
        if not (opens_figure(tokens, content) if is_figure else opens_content(tokens, content)):
            return None
    is_progressive = form == "gerund" and index > 0 and tokens.letters[index - 1] == "X"
    if form == "gerund" and not is_progressive:
        return _by_gerund(tokens, index, content, entry)
    main = [one for one in before if not one.is_aside]
    floor = main[-1].cue + 1 if main and main[-1].follows else 0
    at = _before_verb(tokens, index - 2 if is_progressive else index - 1, floor)
    if at >= 0 and tokens.letters[at] == "X":
        return _by_passive(tokens, index, entry)
    verb, at = at, _before_adjunct(tokens, at, floor)
    at = _before_making(tokens, at, floor)
    is_relative = "W" in tokens.letters[at + 1 : verb + 1]
    if at > floor and _joins(tokens, at) and any(one.follows for one in main):
        return _by_gerund(tokens, index, content, entry)  # "accused X of it and said that"
    left = _subject_of(tokens, at, floor, before) if at >= floor else None
    left = left or _unknown_speaker(tokens, at, index)
    if left is not None and left.phrase[1] >= floor:
        placed = _placed(tokens, (index, content), (left, entry), before)
        placed = _after_cue(placed, content, len(tokens) - 1) if is_relative else placed
        return placed if hearer is None else replace(placed, hearer=hearer)
    if index == 0 or tokens.letters[index - 1] in ',"-' or at < floor:
        right = source_right(tokens, index + 1)
        if right is not None and index > 0:
            start = clause_start(tokens, index, before[-1].cue if before else 0)
            end = len(tokens) - 1 if goes_on(tokens, right.phrase[1] + 1) else index - 1
            return by_cue(right, cue=index, scope=(start, end), rule="inverted", entry=entry)
    if at >= 0 and tokens.letters[at] in "C,W" and before and before[-1].source is not None:
        return _by_gerund(tokens, index, content, entry)
    return None


def _before_verb(tokens: Tokens, at: int, floor: int) -> int:
    """Step back over what belongs to a verb: "has repeatedly", "did not"."""
    while at >= floor and (tokens.letters[at] in "AHFM" or tokens.has("sofar", at)):
        at -= 1
    for opener in range(at, max(floor, at - _DATE), -1):  # "had by last week counted"
        if tokens.letters[opener] == "P" and tokens.letters[opener - 1] == "H":
            return opener - 2
        if tokens.letters[opener] not in "yDn#":
            break
    return at


def _before_adjunct(tokens: Tokens, at: int, floor: int) -> int:
    """Step back over a day and a "which": "the government, which on Friday spoke of 50 dead"."""
    while at >= floor and (
        tokens.letters[at] == "y"
        or (tokens.has("preposition", at) and tokens.letters[at + 1] == "y")
    ):
        at -= 1
    if at > floor and tokens.letters[at] == "W":
        at -= 2 if tokens.letters[at - 1] == "," else 1
    return at


def _before_making(tokens: Tokens, at: int, floor: int) -> int:
    """Step back to a document over how it was made known: "a report published last week found"."""
    for made in range(at, max(floor, at - _MAKING), -1):
        if tokens.has("document.made", made):
            return made - 1 if tokens.has("claimant.document", made - 1) else at
        if tokens.letters[made] not in "PDEnyA#av":
            break
    return at


def _joins(tokens: Tokens, at: int) -> bool:
    """Say whether the clause behind a word may have the subject of the one before: "and", "but"."""
    return tokens.letters[at] == "C" or tokens.has("clause.turn", at)


def _subject_of(tokens: Tokens, at: int, floor: int, before: list[Attribution]) -> Source | None:
    """Return who speaks by a verb: the phrase that ends at token ``at``, or one around a clause."""
    around = subject_around(tokens, at, floor)
    if around is not None:
        return around
    if _joins(tokens, at) and floor == 0:
        return leading_subject(tokens)  # "rescuers ended their search and gave the final count"
    if tokens.letters[at + 1] == "," and tokens.letters[at + 2] == "W":
        named = source_left(tokens, at + 1, floor)
        if named is not None and named.is_person:
            return named  # "Petra Hollan, a nurse there, who said"
    left = source_left(tokens, at, floor)
    citing = before[-1] if before else None
    if citing is not None and not (citing.is_relayer or tokens.has("cue.basis", citing.cue)):
        citing = None
    if citing is not None and left is not None and left.phrase[0] > citing.cue:
        return source_left(tokens, citing.cue - 1, floor)  # "firefighters quoted by X said"
    return left


def _unknown_source(tokens: Tokens, first: int) -> Source | None:
    """Read "citing **a nun** who escaped": whoever stands alone behind the cue."""
    last = first
    while tokens.letters[last + 1 : last + 2] == ["n"]:
        last += 1
    is_alone = tokens.letters[last + 1 : last + 2] in (["."], [","], ["W"])
    if last == first or tokens.letters[first] != "D" or not is_alone:
        return None
    return Source(first=first, last=last, phrase=(first, last), head=last)


def _unknown_speaker(tokens: Tokens, at: int, cue: int) -> Source | None:
    """Read "…, their order said.": whoever stands alone between a comma and the end speaks."""
    if tokens.letters[cue + 1 : cue + 2] != ["."] or tokens.letters[at] != "n" or at != cue - 1:
        return None
    first = at
    while first > 0 and tokens.letters[first] in "nEj":
        first -= 1
    if first < 1 or tokens.letters[first] != "D" or tokens.letters[first - 1] != ",":
        return None
    return Source(first=first, last=at, phrase=(first, at), head=at)


def _after_cue(placed: Attribution, content: int, last: int) -> Attribution:
    """Keep a clause with "who" from what stands before it: "rebels, who deny using the road"."""
    if placed.follows or content > last:
        return placed
    return replace(placed, rule="source-cue", follows=True, scope=(content, last))


def _is_noun(tokens: Tokens, index: int) -> bool:
    """Say whether a cue is no verb: "India's northeastern states and", "documents show"."""
    if _is_participle(tokens, index) or is_document(tokens, index):
        return True
    is_plural = tokens.has("claimant", index) and tokens.form("claimant", index) == "plural"
    return is_plural and tokens.letters[index + 1 : index + 2] in (["C"], ["X"], ["H"], ["M"])


def _is_participle(tokens: Tokens, index: int) -> bool:
    """Say whether a verb goes with the medium before it: "in an interview published on Sunday"."""
    is_opened = tokens.has("cue.figure", index) and tokens.has("channel", index - 1)
    if not is_opened or tokens.letters[index - 1] != "n":
        return False
    return tokens.letters[index + 1 : index + 2] in (["P"], ["y"]) and any(
        tokens.has("number.article", at) for at in range(max(0, index - 3), index - 1)
    )


def _is_refused(tokens: Tokens, index: int) -> bool:
    """Say whether nothing was said: "claimed responsibility", "never confirmed", "did not deny"."""
    stance = tokens.lexicon.of("cue")[tokens.lows[index]].text("stance")
    if stance == "claims" and tokens.has("cue.no_object", index + 1):
        return True
    if stance == "says" and tokens.has("neither", index - 1):
        return True  # "declined to say how many"
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
    scope = (content, scope_end(tokens, index, content))
    return by_cue(None, cue=index, scope=scope, rule="continued", entry=entry)


def _by_passive(tokens: Tokens, index: int, entry: Entry) -> Attribution | None:
    """Read "was reported by X"; without "by" nobody is named."""
    if not tokens.has("agent", index + 1):
        return None
    source = source_right(tokens, index + 2)
    if source is None:
        return None
    return by_cue(source, cue=index, scope=(0, len(tokens) - 1), rule="passive", entry=entry)


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
    has_before = not _OPENING.issuperset(tokens.letters[:first])
    is_list = tokens.letters[content : content + 1] == [":"] and tokens.letters[first - 1] == ","
    is_tail = has_before and first > 0 and (is_list or not has_content)
    last = len(tokens) - 1
    if not is_tail:
        end = scope_end(tokens, index, content) if has_content else last
        scope = (content, end) if content <= last else (index, index)
        return by_cue(source, cue=index, scope=scope, rule="source-cue", entry=entry)
    is_more = tokens.letters[content : content + 1] == [","] and has_clause(tokens, content + 1)
    start = clause_start(tokens, first, earlier[-1].cue if earlier else 0)
    scope = (start, last if is_more or is_list else first - 1)
    return by_cue(source, cue=index, scope=scope, rule="content-source-cue", entry=entry)
