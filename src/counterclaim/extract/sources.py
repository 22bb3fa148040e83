"""Sources: the noun phrases that speak, read to the left or to the right of a cue.

"Pavlo Kyrylenko, the governor of the Donetsk region", "officials in the city of Dorna", "he". Where
a phrase holds a person's name, the name is the source and the rest its description. Not here: whom
a pronoun or "the ministry" stands for (``memory.py``).
"""

from dataclasses import replace

from counterclaim.model.notes import note
from counterclaim.text.tokens import Tokens

_NOMINAL = frozenset('DnEjBO#-NavgZsu"')
_LINKS = frozenset("PC")
_SPEAKING = frozenset({"claimant", "claimant.speaker", "claimant.document"})
_MAX_TOKENS = 16
_ASIDE = 40  # tokens between a subject and its verb


@note
class Source:
    """A speaking phrase, tokens ``first`` to ``last``; ``phrase`` is the range with description.

    ``is_person`` says that the tokens are a person's name, ``pronoun`` holds a pronoun in lower
    case, ``head`` the token of the noun that makes it a source.
    """

    first: int
    last: int
    phrase: tuple[int, int]
    head: int | None = None
    is_person: bool = False
    pronoun: str | None = None


def source_left(tokens: Tokens, last: int, floor: int = 0) -> Source | None:
    """Return the source whose phrase ends at token ``last``, not reaching below ``floor``."""
    if last < floor:
        return None
    if tokens.letters[last] == ",":
        return _with_apposition(tokens, last, floor)
    first = _region_start(tokens, last, floor)
    return None if first is None else read_source(tokens, first, last)


def source_right(tokens: Tokens, first: int, *, is_apposed: bool = True) -> Source | None:
    """Return the source whose phrase begins at token ``first``, with an apposition after it."""
    while first < len(tokens) and tokens.letters[first] in 'A"(':
        first += 1
    last = _region_end(tokens, first)
    if last is None:
        return None
    source = read_source(tokens, first, last)
    after = last + 1
    if source is None or not is_apposed or tokens.letters[after : after + 1] != [","]:
        return source
    end = _region_end(tokens, after + 1)
    if end is None or (end + 1 < len(tokens) and tokens.letters[end + 1] not in ',."'):
        return source
    apposed = read_source(tokens, after + 1, end)
    if apposed is None or apposed.pronoun:
        return source
    if apposed.is_person and not source.is_person:
        return _widened(apposed, first, end, head=source.head)
    if apposed.head is not None and source.is_person:
        return _widened(source, first, end, head=apposed.head)
    return source


def subject_around(tokens: Tokens, last: int, floor: int) -> Source | None:
    """Return the subject of a sentence whose verb stands behind a clause: "X, who asked …, put".

    ``last`` is the token before the verb: the comma that closes the clause, or its last word.
    """
    end = _region_end(tokens, floor)
    if end is None or end >= last or last - floor > _ASIDE or tokens.letters[floor] == "P":
        return None
    after = end + 1
    if after + 1 > last or tokens.letters[after] not in "W,":
        return None
    opener = after if tokens.letters[after] == "W" else after + 1
    is_short = opener == end + 1 and tokens.has("relative.person", opener) and opener < last
    if tokens.letters[last] != "," and not is_short:
        return None
    if tokens.letters[opener] != "W" and not (opener > after and tokens.letters[opener] in "PS"):
        return None
    if end > floor and tokens.letters[end] == "O":
        end -= 1  # "the agency itself"
    source = read_source(tokens, floor, end)
    if source is None or not (source.is_person or source.head is not None):
        return None
    return source if is_short else _widened(source, floor, last - 1)


def _with_apposition(tokens: Tokens, comma: int, floor: int) -> Source | None:
    """Read "X, the governor of Y," with its last comma at ``comma``."""
    start = comma - 1
    while start > max(floor, comma - 24) and tokens.letters[start] not in ',.;:"':
        start -= 1
    if tokens.letters[start] != "," or start <= floor:
        return None
    if tokens.letters[start + 1] in "XHkd":
        return None  # a clause, not an apposition: "45 people, among them 12 women, have died,"
    end = start - 1
    while end > floor and tokens.letters[end] == "A":
        end -= 1  # "a nurse there, speaking …,"
    first = _region_start(tokens, end, floor)
    outer = None if first is None else read_source(tokens, first, end)
    has_relative = tokens.letters[start + 1] in "WvgV"
    inner = None if has_relative else read_source(tokens, start + 1, comma - 1)
    if outer is not None and (outer.is_person or outer.head is not None):
        if inner is not None and inner.is_person and not outer.is_person:
            named = _named_before(tokens, outer, floor)
            head = outer.head if named is None else None
            return _widened(named or inner, outer.phrase[0], comma - 1, head=head)
        head = inner.head if inner is not None and outer.is_person else None
        return _widened(outer, outer.phrase[0], comma - 1, head=head)
    if outer is not None and inner is None:
        return outer
    return inner


def _named_before(tokens: Tokens, outer: Source, floor: int) -> Source | None:
    """Return the person to whom a phrase belongs: "**Anton Reshk**, an aide to the president, X,".

    The phrase has a second noun that speaks, behind a preposition: X is that one's name.
    """
    first, last = outer.phrase
    is_owned = set(tokens.letters[outer.head or first : last]) & set("iP")
    if first - 2 > floor and tokens.letters[first - 1] in "iP":  # "an aide to | the president"
        first, is_owned = _region_start(tokens, first - 2, floor) or 0, {"i"}
    at = first - 2
    if at < floor or tokens.letters[first - 1] != "," or not is_owned:
        return None
    begin = _region_start(tokens, at, floor)
    named = None if begin is None else read_source(tokens, begin, at)
    return named if named is not None and named.is_person else None


def _widened(source: Source, first: int, last: int, *, head: int | None = None) -> Source:
    """Return a source with the words around it and the noun that says what it is."""
    phrase = (min(first, source.phrase[0]), max(last, source.phrase[1]))
    return replace(source, phrase=phrase, head=source.head if head is None else head)


def _region_start(tokens: Tokens, last: int, floor: int) -> int | None:
    index = last
    while index >= max(floor, last - _MAX_TOKENS):
        letter = tokens.letters[index]
        if tokens.has("year.that", index):
            break
        if letter in '"-' and tokens.letters[index + 1] == "D":
            break  # 'dismissed as "fantasy" | the rebels'
        if letter in _NOMINAL or letter in _LINKS or letter in "()" or _is_noun(tokens, index):
            index -= 1
            continue
        break
    first = index + 1
    while first <= last and (tokens.letters[first] in "C(#-" or _opens_adjunct(tokens, first)):
        if first == 0 and last > 0 and tokens.has("source.vague", 1):
            break  # "two sources"
        first += 1
    return first if first <= last else None


def _opens_adjunct(tokens: Tokens, index: int) -> bool:
    return tokens.letters[index] == "P"


def _region_end(tokens: Tokens, first: int) -> int | None:
    index, stop = first, min(len(tokens.letters), first + _MAX_TOKENS)
    while index < stop:
        letter = tokens.letters[index]
        if letter == "#" and index > first:
            break
        if (
            letter in _NOMINAL
            or _is_noun(tokens, index)
            or (letter == "C" and index > first)
            or (letter == "P" and index > first and _stays(tokens, index))
            or (letter in "()" and index > first)
        ):
            index += 1
        else:
            break
    last = index - 1
    while last >= first and tokens.letters[last] in "PC(":
        last -= 1
    return last if last >= first else None


def _is_noun(tokens: Tokens, index: int) -> bool:
    """Say whether a word that may be a verb is a noun that speaks: "a document of", "forces"."""
    if tokens.letters[index] not in "VL" or not speaks(tokens, index) or index == 0:
        return False
    if is_document(tokens, index):
        return True
    after = tokens.letters[index + 1 : index + 2]
    if tokens.letters[index - 1] not in "DjnE" or not after:
        return False
    return after[0] == "P" or (tokens.letters[index] == "L" and after[0] in "VHXMn,.@")


def is_document(tokens: Tokens, index: int) -> bool:
    """Say whether a word that may be a verb is a document: "hospital **records** seen by X"."""
    if not tokens.has("claimant.document", index) or tokens.letters[index - 1] not in "nEjDav":
        return False
    after = index + 1
    is_verb = tokens.letters[after : after + 1] == ["V"] and tokens.form("cue", after) != "gerund"
    return (
        is_verb or tokens.has("document.made", after) or tokens.lows[after : after + 1] == ["from"]
    )


def _stays(tokens: Tokens, index: int) -> bool:
    """Say whether a preposition goes on with the phrase: "head of", "officials in"."""
    return tokens.has("source.link", index) and not tokens.has("weekday", index + 1)


def read_source(tokens: Tokens, first: int, last: int) -> Source | None:
    """Return the source in a range of tokens, or ``None`` where nothing there can speak."""
    if first > last:
        return None
    if tokens.has("pronoun", last):
        if tokens.has("pronoun.person", last) or tokens.has("pronoun.thing", last):
            return Source(first=last, last=last, phrase=(last, last), pronoun=tokens.lows[last])
        return None
    last = _before_bracket(tokens, first, last)
    for at in range(first + 1, last):  # of two that speak together, the first
        if tokens.letters[at] == "C" and _are_adjectives(tokens, at):
            continue
        if tokens.letters[at] == "C" and _is_source(tokens, first, at - 1):
            if _is_source(tokens, at + 1, last):
                left = read_source(tokens, first, at - 1)
                return None if left is None else _widened(left, first, last)
    while first < last and tokens.letters[first] in '"-':
        first += 1
    head = _head_of(tokens, first, last)
    name = _person_in(tokens, first, last, head)
    if name is not None:
        return Source(first=name[0], last=name[1], phrase=(first, last), head=head, is_person=True)
    if head is None:
        return None
    begin = _begin_of(tokens, first, head)
    named = _before_occasion(tokens, head, last)
    return Source(first=begin, last=named, phrase=(begin, last), head=head)


def _are_adjectives(tokens: Tokens, at: int) -> bool:
    """Say whether a conjunction links two adjectives of one noun: "Russian and Ukrainian men"."""
    sorts = [{n.sort for n in tokens.names.get(i, ())} for i in (at - 1, at + 1)]
    both = all(kinds & {"adjective", "people"} for kinds in sorts)
    return both and tokens.letters[at + 2 : at + 3] == ["n"]


def _is_source(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether a range holds a name or a noun that can speak, and no preposition before it."""
    return any(
        tokens.letters[at] == "E" and tokens.letters[at - 1 : at] != ["P"]
        for at in range(first, last + 1)
    )


def _before_bracket(tokens: Tokens, first: int, last: int) -> int:
    """Leave a short form in brackets out: "the human rights office (OHCHR)"."""
    if tokens.letters[last] != ")":
        return last
    index = last
    while index > first and tokens.letters[index] != "(":
        index -= 1
    return index - 1 if index > first else last


def _before_occasion(tokens: Tokens, head: int, last: int) -> int:
    """Leave out where it was said: "the ministry in a statement", "Torv in his address"."""
    for at in range(head + 1, last - 1):
        is_opened = tokens.letters[at] == "P" and tokens.letters[at + 1] == "D"
        if is_opened and tokens.has("cue.adjunct", at) and tokens.has("channel", at + 2):
            return at - 1
    return last


def _begin_of(tokens: Tokens, first: int, head: int) -> int:
    """Cut what stands before the phrase of the head: "In Dorna | officials"."""
    begin = head
    while begin > first and tokens.letters[begin - 1] in 'DnEjB#-NvgauA"':
        begin -= 1
    if begin > first and tokens.letters[begin - 1] in "CP":
        linked = tokens.letters[begin - 1] == "C" or tokens.has("source.link", begin - 1)
        inner = _head_of(tokens, first, begin - 2) if linked and begin - 2 >= first else None
        if inner is not None:
            return _begin_of(tokens, first, inner)
    return begin


def _head_of(tokens: Tokens, first: int, last: int) -> int | None:
    """Return the noun or name that can speak: the first claimant noun outside complements."""
    known: int | None = None
    for index in range(first, last + 1):
        letter = tokens.letters[index]
        if known is not None and (letter in "PW" or _is_nameless(tokens, known)):
            break
        if speaks(tokens, index):
            known = index
        elif letter == "E" and _is_party_name(tokens, index):
            known = index if known is None or not speaks(tokens, known) else known
    if known is None:
        for index in range(last, first - 1, -1):
            if tokens.letters[index] == "E":
                return index
    return known


def _is_nameless(tokens: Tokens, index: int) -> bool:
    """Say whether a noun stands for unnamed people, whatever follows: "a source close to X"."""
    entry = tokens.lexicon.entry("claimant", tokens.lows[index])
    return entry is not None and entry.text("kind") == "anonymous"


def speaks(tokens: Tokens, index: int) -> bool:
    """Say whether a token is a noun that can be a claimant."""
    if not _SPEAKING.isdisjoint(tokens.roles[index]):
        return True
    low = tokens.lows[index]
    if " " not in low:
        return False
    last = low.rpartition(" ")[2]  # "army **officers**", "hospital **workers**"
    return any(tokens.lexicon.has(role, last) for role in _SPEAKING)


def _is_party_name(tokens: Tokens, index: int) -> bool:
    names = tokens.names.get(index, ())
    return any(name.sort in ("name", "seat", "body", "people", "official") for name in names)


def _person_in(tokens: Tokens, first: int, last: int, head: int | None) -> tuple[int, int] | None:
    """Return the tokens of a person's name that ends the phrase, or stands at its start."""
    index = last
    if tokens.letters[index] == ")":
        return None
    while index >= first and _may_be_person(tokens, index):
        index -= 1
    start = index + 1
    if start > last or (start > first and tokens.letters[start - 1] == "P"):
        return None
    if start > first and _is_title(tokens, start - 1):
        return None  # "the Daily Star"
    if start > first + 1 and tokens.letters[start - 2] == "P" and _is_part(tokens, start - 1):
        return None  # "police in Port Carrow"
    if start > first + 1 and tokens.letters[start - 2 : start] == ["P", "D"] and start == last:
        return None  # "a study in the Lancet"
    for at in range(start, last + 1):
        if any(name.sort == "official" for name in tokens.names.get(at, ())):
            return at, last
    if last - start >= 1 or (head is not None and head < start) or first == last:
        if all(tokens.has("honorific", at) for at in range(start, last + 1)):
            return None
        while start < last and tokens.has("honorific", start):
            start += 1
        return start, last
    return None


def _is_title(tokens: Tokens, index: int) -> bool:
    """Say whether a capitalised noun of the press opens the name of a paper."""
    entry = tokens.lexicon.entry("claimant", tokens.lows[index])
    if entry is None or tokens.is_shouted or not tokens.word(index)[:1].isupper():
        return False
    return entry.text("kind") == "media" and index > 0


def _is_part(tokens: Tokens, index: int) -> bool:
    """Say whether a capitalised word of the language opens a name that is no person's."""
    is_titled = speaks(tokens, index) or tokens.has("honorific", index) or tokens.has("rank", index)
    return tokens.word(index)[:1].isupper() and tokens.letters[index] == "n" and not is_titled


def _may_be_person(tokens: Tokens, index: int) -> bool:
    if _is_titled(tokens, index):
        return True
    if tokens.letters[index] != "E" and not (
        tokens.has("honorific", index) and tokens.word(index)[:1].isupper()
    ):
        return False
    names = tokens.names.get(index, ())
    if any(name.sort == "official" for name in names):
        return True
    return (
        not names and tokens.lows[index] not in tokens.lexicon.places and not speaks(tokens, index)
    )


def _is_titled(tokens: Tokens, index: int) -> bool:
    """Say whether a title makes a word an official's surname: "Prime Minister May"."""
    if tokens.lows[index] not in tokens.lexicon.surnames or not tokens.word(index)[0].isupper():
        return False
    before = index - 1
    return before >= 0 and (speaks(tokens, before) or tokens.has("honorific", before))
