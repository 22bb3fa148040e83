"""What an attribution says: the words for which its speaker answers, as a range of the text.

From the tokens of its scope: less the hearer and the occasion of the saying before it, less what
another speaker says beside it. Quotations are never cut: a range that begins or ends in one takes
in the whole of it. Not here: who speaks (``speakers.py``), what becomes a statement
(``statements.py``). Invariant: a range holds at least two words, and its ends are no white space.
"""

from bisect import bisect_right
from collections.abc import Sequence

from counterclaim.extract.attribution import Attribution
from counterclaim.extract.sources import Source, speaks
from counterclaim.model.notes import note
from counterclaim.text.quotes import Quote
from counterclaim.text.sentences import dateline_end
from counterclaim.text.tokens import Tokens

_MARKS = "“”„«»\"'‘’"
_TRIM = " \t\n\r\x0b\x0c\u00a0\u2009\u202f\u2028\u2029,;:–—-"
_VERBS = "XHMkdbgaLvVlcs"
_NOT_VERBAL = frozenset('DnEjBPyA#C,()RuO-"@')
_GOES_ON = frozenset("XMHFkdb")  # "The bridge, he said, would be rebuilt"
_MAX_STEPS = 18  # tokens between a cue and its "that": a hearer and an occasion
_OPENING_TOKENS = 4  # "In Dorna, he said, …": an opening without a verb
_CLAUSE_TOKENS = 12  # within which a reported clause has its verb


@note
class Content:
    """The range of what is said; ``quoted`` if all of it stands in quotation marks."""

    start: int
    end: int
    quoted: bool


class Speeches:
    """Quotations with those that go on in the next paragraph joined, to be asked by place."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self.all: list[tuple[int, int]] = []
        is_open = False
        for quote in quotes:
            if quote.follows and is_open:
                self.all[-1] = (self.all[-1][0], quote.end)
            else:
                self.all.append((quote.start, quote.end))
            is_open = not quote.closed
        self._starts = [start for start, _ in self.all]

    def at(self, place: int) -> tuple[int, int] | None:
        """Return the range between the marks around a place, if it lies in a quotation."""
        index = bisect_right(self._starts, place) - 1
        if index >= 0 and place < self.all[index][1]:
            return self.all[index]
        return None


def find_content(
    tokens: Tokens, found: Sequence[Attribution], at: int, speeches: Speeches
) -> Content | None:
    """Return what attribution ``at`` of a sentence says, or ``None`` where that is nothing."""
    attribution = found[at]
    if attribution.rule == "noun":  # "the claim that the dam is safe was …": no end to tell
        return None
    low, high = _clipped(tokens, found, at)
    if attribution.follows:
        low -= low - 1 > attribution.cue and tokens.letters[low : low + 1] == ["j"]
        low = _after_that(tokens, attribution, low, high)
        if low - 1 > attribution.cue and tokens.letters[low - 1] == "A":
            low -= tokens.has("content.opener", low - 1)  # "said there was"
        if attribution.rule != "according-front" and _is_cut_off(tokens, low):
            return None
        is_quoted_before = '"' in tokens.letters[max(0, _start_of(attribution) - 2) : low]
        is_quoted_before &= tokens.letters[low : low + 1] == ["P"]  # "…," he said near midnight
        if is_quoted_before or tokens.has("clause.time", low):  # "…, he said as fighting went on"
            return _before(tokens, attribution, _end_before(tokens, attribution), speeches)
    elif attribution.scope[1] < attribution.cue or not _goes_on(tokens, attribution, high):
        is_tail = attribution.rule == "content-source-cue"
        high = _end_before(tokens, attribution) if is_tail else high
        return _before(tokens, attribution, high, speeches)
    elif tokens.letters[first := attribution.scope[0]] == "P":  # "In a note he said, “…”"
        low = _quoted_after(tokens, attribution, (first, high))
    low, high = _trimmed(tokens, low, high)
    if high < low or not _says_something(tokens, attribution, low, high):
        return None
    return _with_quotations(tokens.text, tokens.starts[low], tokens.ends[high], speeches)


def _quoted_after(tokens: Tokens, attribution: Attribution, scope: tuple[int, int]) -> int:
    """Return where the quotation after a cue begins if only an occasion stands before it."""
    low, high = scope
    if any(tokens.letters[at] in _VERBS + '"' for at in range(low, _start_of(attribution))):
        return low
    marks = (at for at in range(attribution.cue, high) if tokens.letters[at] == '"')
    return next(marks, low)


def _is_cut_off(tokens: Tokens, low: int) -> bool:
    """Say whether a comma ends the clause of a cue: "footage posted on Friday, taken in Dorna"."""
    letters = tokens.letters[low : low + 2]
    return letters[:1] == [","] and letters[1:] not in (["W"], ['"'])


def _before(
    tokens: Tokens, attribution: Attribution, high: int, speeches: Speeches
) -> Content | None:
    """Return what is said before the speaker is named, up to token ``high``."""
    first = attribution.scope[0] if not attribution.follows else 0
    low, high = _trimmed(tokens, first, high)
    if any(tokens.has("content.asked", at) for at in (low, low + 1)):
        return None  # "Asked whether it would hold, the mayor said yes"
    if attribution.rule == "content-source-cue" and _has_other_object(tokens, attribution.cue):
        return None
    if high < low or not any(tokens.letters[at] in _VERBS + '"' for at in range(low, high + 1)):
        return None
    start = tokens.starts[low]
    if low == 0:
        start = dateline_end(tokens.text, start, tokens.ends[high])
    return _with_quotations(tokens.text, start, tokens.ends[high], speeches)


def _has_other_object(tokens: Tokens, cue: int) -> bool:
    """Say whether what is said comes after the cue: "asked, she replied:", "it declared its"."""
    after = tokens.letters[cue + 1 : cue + 2]
    return after == [":"] or (after in (["D"], ["O"]) and not tokens.has("cue.hearer", cue))


def is_asserted(tokens: Tokens, attribution: Attribution) -> bool:
    """Say whether the saying is told as having happened: not "did not say", "would say", "if"."""
    source = attribution.source
    if source is None or attribution.rule == "continued" or source.first > attribution.cue:
        group = range(max(0, attribution.cue - 3), attribution.cue)
    else:
        group = range(source.phrase[1] + 1, attribution.cue)
    if any(tokens.letters[at] == "M" or tokens.has("not", at) for at in group):
        return False
    first = _start_of(attribution)
    if attribution.follows and first > 1 and tokens.letters[first - 2 : first] == [",", "W"]:
        return False  # "the raid, which the army said went wrong"
    for at in range(first - 1, max(-1, first - 4), -1):
        if tokens.letters[at] in ",;:.":
            break
        if tokens.has("condition", at) or tokens.has("clause.time", at):
            return False
    return True


def is_sound(tokens: Tokens, attribution: Attribution) -> bool:
    """Say whether a cue is the verb of its speaker and not a noun or another one's clause."""
    cue, source = attribution.cue, attribution.source
    if cue and tokens.word(cue)[:1].isupper() and not _is_title(tokens):
        return False  # "the State of the Union"
    if source is not None and source.last < cue and not _agrees(tokens, source, cue):
        return False
    if attribution.rule == "inverted" and source is not None:
        after = source.phrase[1] + 1
        return source.pronoun is None and tokens.letters[after : after + 1] not in (["X"], ["M"])
    if attribution.rule != "continued":
        return True
    at = cue - 1
    while at >= 0 and tokens.letters[at] in "AHFM":
        at -= 1
    return at >= 0 and tokens.letters[at] in ',C-S"'


def _agrees(tokens: Tokens, source: Source, cue: int) -> bool:
    """Say whether source and cue agree: not "the Dornan state railway", "27 member states"."""
    form, last = tokens.form("cue", cue) or tokens.form("cue.wish", cue), source.last
    if tokens.letters[last] in 'C"':
        return False
    if form not in ("base", "third") or source.pronoun is not None:
        return True
    head = last if source.head is None else source.head
    is_plural = tokens.lows[head].endswith("s")
    if form == "third":
        is_plural = is_plural and tokens.letters[head] == "n"
        return not is_plural and "#" not in tokens.letters[source.phrase[0] : last]
    return is_plural or "C" in tokens.letters[source.phrase[0] : last]


def is_relative(tokens: Tokens, attribution: Attribution) -> bool:
    """Say whether a cue goes on with the noun before it: "residents, who said that"."""
    at = attribution.cue - 1
    while at >= 0 and tokens.letters[at] in "AHFM":
        at -= 1
    return attribution.rule == "continued" and at >= 0 and tokens.letters[at] == "W"


def _is_title(tokens: Tokens) -> bool:
    """Say whether most words of a sentence are capitalised, as in a headline."""
    words = [tokens.word(at)[:1] for at in range(len(tokens)) if len(tokens.lows[at]) > 3]
    return sum(map(str.isupper, words)) * 2 > len(words)


def _start_of(attribution: Attribution) -> int:
    source = attribution.source
    if source is None or attribution.rule == "continued":
        return attribution.cue
    return min(attribution.cue, source.phrase[0])


def _clipped(tokens: Tokens, found: Sequence[Attribution], at: int) -> tuple[int, int]:
    """Return the scope of an attribution, ended where another one beside it begins."""
    mine = found[at]
    low, high = mine.scope
    for other in found[at + 1 :]:
        if other.rule == "passive" or not is_sound(tokens, other):
            continue
        if tokens.has("cue.silent", other.cue):
            continue
        start = _start_of(other)
        if not max(low, mine.cue) < start <= high:
            continue
        if not other.follows:
            beside = other.rule != "content-source-cue" or other.scope[1] < other.cue
        elif other.rule == "continued":
            beside = not is_relative(tokens, other)
        else:
            beside = _is_joined(tokens, low, start)
        if beside:
            high = start - 1
    if mine.rule == "passive":
        high = mine.cue - 1
        while high >= low and tokens.letters[high] in "AHXF":
            high -= 1
    return low, high


def _is_joined(tokens: Tokens, low: int, start: int) -> bool:
    """Say whether a clause stands beside the one before: ", and", "while", ", but"."""
    if start < 2:
        return False
    before = tokens.letters[start - 1]
    if before == "C":
        return any(tokens.letters[at] in ",XHMk" for at in range(low, start - 1))
    return before in "S;" or tokens.has("clause.break", start - 1)


def _after_that(tokens: Tokens, attribution: Attribution, low: int, high: int) -> int:
    """Step over what stands between cue and content: "told a crowd in Dorna on Friday that"."""
    is_object = tokens.has("cue.object", attribution.cue)
    if is_object and low <= high and tokens.letters[low] not in "Py,":
        return low
    is_inserted = tokens.letters[low : low + 1] == [","]  # "said, without proof, that"
    for at in range(low, min(high, low + _MAX_STEPS)):
        letter = tokens.letters[at]
        if letter == "W" and tokens.has("content.opener", at):
            return at
        if letter == '"' and at > low and tokens.letters[at - 1] in ",:n":
            return at if tokens.letters[at - 1] in ",:" else low
        if letter == ":":
            return at
        if letter not in _NOT_VERBAL and not is_inserted and not tokens.has("channel", at):
            return low
    return low


def _goes_on(tokens: Tokens, attribution: Attribution, high: int) -> bool:
    """Say whether the content goes on after an inserted "he said"."""
    first = _start_of(attribution)
    at = attribution.cue + 1
    while at <= high and tokens.letters[at] in "yAP#E(":
        at += 1
    while at <= high and tokens.letters[at] == ",":
        at += 1
    if at >= high:
        return False
    if tokens.letters[at] == '"':
        return tokens.letters[first - 1] in '",'
    if tokens.letters[at] in _GOES_ON:
        return True
    opening = [i for i in range(first) if tokens.letters[i] not in ',"']
    has_verb = any(tokens.letters[i] in _VERBS for i in opening)
    return len(opening) <= _OPENING_TOKENS and not has_verb and tokens.letters[at] in "DEnO#"


def _end_before(tokens: Tokens, attribution: Attribution) -> int:
    """Return the last token before ", the mayor said"; -1 where no mark parts the two."""
    start = _start_of(attribution)
    for at in range(start - 1, max(0, start - _MAX_STEPS), -1):
        if tokens.letters[at] == '"' and tokens.letters[at - 1] in ",.":
            return at  # "…," the mayor, a former nurse, said
        if tokens.letters[at] not in "EDnjP,":
            break
    for at in range(start - 1, max(-1, start - 5), -1):
        if tokens.letters[at] in ',"-:':
            return _before_description(tokens, at)
        if tokens.letters[at] not in "D#nAv":
            break
    return -1


def _before_description(tokens: Tokens, comma: int) -> int:
    """Step over what the speaker is: "…, the first deputy minister, Olena Torv, said"."""
    at = comma - 1
    while at > 0 and tokens.letters[at] in "DEnjPA-":
        at -= 1
    described = any(speaks(tokens, inner) for inner in range(at + 1, comma))
    return at if at > 0 and described and tokens.letters[at] == "," else comma


def _trimmed(tokens: Tokens, low: int, high: int) -> tuple[int, int]:
    """Leave out "that", joins and marks at the ends, but no mark of quotation."""
    while low <= high and tokens.letters[low] in ",;:-":
        low += 1
    if 0 < low <= high and tokens.letters[low] == "W" and tokens.has("determiner", low):
        low += 1
    while low <= high and tokens.letters[low] in ",;:-":
        low += 1
    while high >= low and tokens.letters[high] in ",;:-(CSW":
        high -= 1
    return low, high


def _says_something(tokens: Tokens, attribution: Attribution, low: int, high: int) -> bool:
    """Say whether the words can be what somebody said, and not just whom he spoke of."""
    words = [at for at in range(low, high + 1) if tokens.lows[at][:1].isalnum()]
    if len(words) < 2:
        return False
    if attribution.rule == "unverified":
        return True
    if attribution.rule == "wish":
        return tokens.letters[low] not in "yS"
    if (
        attribution.follows
        and tokens.letters[low] in "XMHV"
        and tokens.letters[low - 1] not in '":'
    ):
        return False  # "the men it said were held"
    opening = set(tokens.letters[max(0, low - 1) : low + 1]) if attribution.follows else set()
    if attribution.follows and opening & set('W":') and tokens.letters[low] != "P":
        return True
    if attribution.rule == "passive":
        return tokens.has("cue.object", attribution.cue)
    if attribution.follows and tokens.letters[low] == "P":
        is_present = tokens.form("cue", attribution.cue) in ("third", "base")
        has_verb = any(tokens.letters[at] in "XHMkdL" for at in words)
        is_told = tokens.has("cue.hearer", attribution.cue)  # "told him about"
        return has_verb and not is_present and not is_told  # "posts by", a noun
    if tokens.has("cue.object", attribution.cue) and attribution.follows:
        return tokens.letters[low] not in "yS"
    is_thing = attribution.rule == "continued" and tokens.has("number.article", low)
    if (attribution.stance == "reports" and attribution.follows) or is_thing:  # "posting a video"
        return any(tokens.letters[at] in "XHM" for at in words[:_CLAUSE_TOKENS])
    return any(tokens.letters[at] in _VERBS + '"' for at in words)


def _with_quotations(text: str, start: int, end: int, speeches: Speeches) -> Content | None:
    """Return the range with no quotation cut in two, without the marks where it is just one."""
    if end - start > 1 and text[end - 1] in ".," and text[end - 2] in _MARKS:
        end -= 1
    opened = speeches.at(start + 1) if text[start] in _MARKS else speeches.at(start)
    closed = speeches.at(end - 1) or (speeches.at(end - 2) if text[end - 1] in _MARKS else None)
    begins = opened is not None and (opened[0] < start or opened[0] - 1 == start)
    begins = begins or (opened is not None and opened[0] == start)
    quoted = begins and closed is not None and end >= closed[1] - 2
    if opened is not None and closed is not None and begins and (quoted or opened == closed):
        start, end, quoted = opened[0], closed[1], True
    else:
        quoted = False
        if opened is not None and opened[0] < start:
            start = opened[0] - 1
        if closed is not None and closed[1] >= end:
            end = min(closed[1] + 1, len(text))
    return _made(text, start, end, quoted=quoted)


def _made(text: str, start: int, end: int, *, quoted: bool) -> Content | None:
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and (text[end - 1] in _TRIM or _is_stop(text, start, end, quoted=quoted)):
        end -= 1
    if end - start > 1 and text[end - 1] in '”»"' and not quoted:
        if not any(mark in text[start : end - 1] for mark in '“„«»"'):
            return _made(text, start, end - 1, quoted=quoted)  # its other half is missing
    if " " not in text[start:end]:
        return None
    return Content(start=start, end=end, quoted=quoted)


def _is_stop(text: str, start: int, end: int, *, quoted: bool) -> bool:
    """Say whether the last sign ends the sentence around and is no part of what is said."""
    if quoted or text[end - 1] != ".":
        return False
    return not (end - start > 2 and text[end - 3] in ". " and text[end - 2].isupper())
