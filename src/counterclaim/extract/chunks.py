"""The chunks of a sentence: its tokens with every count phrase folded into one letter.

``Q`` a count of people or a bare number, ``T`` a count of things, ``B`` people without a number.
Invariant: chunk ``i`` covers the tokens ``spans[i]``; ``letters[i]`` is its letter.
"""

from counterclaim.extract.counts import Count, names_people, read_count
from counterclaim.extract.quantities import find_quantities
from counterclaim.text.tokens import MAX_TOKENS, Tokens

_SINGLE = tuple((index, index) for index in range(MAX_TOKENS))  # chunks of one token


class Chunks:
    """A sentence as a string of letters with the count phrases that stand behind some of them."""

    __slots__ = ("counts", "item_of", "letters", "spans", "tokens")

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.counts: dict[int, Count] = {}
        self.spans: list[tuple[int, int]] = []
        letters: list[str] = []
        counts = _find_counts(tokens)
        plain = _with_people(tokens) if counts else tokens.letters
        at = 0  # the first token behind the last count
        for count in counts:
            letters += plain[at : count.first]
            self.spans += _SINGLE[at : count.first]
            self.counts[len(letters)] = count
            letters.append("T" if count.is_thing else "Q")
            self.spans.append((count.first, count.last))
            at = count.last + 1
        self.letters = "".join(letters + plain[at:])
        self.spans += _SINGLE[at : len(plain)]

    def chunk_at(self, token: int) -> int:
        """Return the chunk that holds a token."""
        for index, (_, last) in enumerate(self.spans):
            if token <= last:
                return index
        return len(self.spans) - 1


def _find_counts(tokens: Tokens) -> list[Count]:
    """Return the counts of a sentence, in order, without overlap."""
    found: list[Count] = []
    stop = -1
    for mention in find_quantities(tokens):
        if mention.first <= stop:
            continue
        count = read_count(tokens, mention)
        if count is not None:
            found.append(count)
            stop = count.last
    return found


def _with_people(tokens: Tokens) -> list[str]:
    """Return the letters of the tokens, ``B`` for those that name people."""
    letters = tokens.letters.copy()
    for index, roles in enumerate(tokens.roles):
        may_name = "victim" in roles or index in tokens.names
        if may_name and letters[index] in "nE" and names_people(tokens, index):
            letters[index] = "B"
    return letters
