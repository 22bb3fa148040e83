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
        counts = _counts_by_first(tokens)
        if not counts:
            self.letters = "".join(tokens.letters)
            self.spans = [*_SINGLE[: len(tokens)]]
            return
        index, end = 0, len(tokens)
        while index < end:
            count = counts.get(index)
            if count is None:
                letters.append("B" if _is_people(tokens, index) else tokens.letters[index])
                self.spans.append(_SINGLE[index])
                index += 1
            else:
                self.counts[len(letters)] = count
                letters.append("T" if count.is_thing else "Q")
                self.spans.append((count.first, count.last))
                index = count.last + 1
        self.letters = "".join(letters)

    def chunk_at(self, token: int) -> int:
        """Return the chunk that holds a token."""
        for index, (_, last) in enumerate(self.spans):
            if token <= last:
                return index
        return len(self.spans) - 1


def _counts_by_first(tokens: Tokens) -> dict[int, Count]:
    found: dict[int, Count] = {}
    stop = -1
    for mention in find_quantities(tokens):
        if mention.first <= stop:
            continue
        count = read_count(tokens, mention)
        if count is not None:
            found[count.first] = count
            stop = count.last
    return found


def _is_people(tokens: Tokens, index: int) -> bool:
    return tokens.letters[index] in "nE" and names_people(tokens, index)
