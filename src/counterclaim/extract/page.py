"""The page: a document's paragraphs and the sentences of those that are read.

Only sentences with a word of loss are read at first; the paragraphs around those that state a loss,
and the opening of the text, are read for who speaks, where and when. Invariant: a sentence is cut
into tokens once, however often it is asked for.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from counterclaim.extract.chunks import Chunks
from counterclaim.extract.losses import Leaning, Loss, find_losses
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.notes import note
from counterclaim.text.furniture import Part, label_blocks
from counterclaim.text.sentences import split_blocks, split_sentences
from counterclaim.text.tokens import Tokens

_STOPS, _CLOSING = ".…", "\"”’')]» "  # what ends a sentence; "Who lost 40 men?" may be a title
_OPENING = 4  # paragraphs that are always read: who, where and when the text is about
_BEFORE, _AFTER = 3, 1  # paragraphs around a loss in which its speaker may be named


@note
class Line:
    """One sentence: its range in the text, its paragraph, its tokens."""

    span: tuple[int, int]
    block: int
    tokens: Tokens


class Page:
    """A text in paragraphs, read where losses are."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text
        self.lexicon = lexicon
        self.blocks = split_blocks(text)
        self.parts: list[Part] = label_blocks(text, self.blocks, lexicon)
        self._losses: dict[int, tuple[Chunks, list[Loss]]] = {}
        self._tokens: dict[int, Tokens] = {}
        self._spans: dict[int, list[tuple[int, int]]] = {}

    def find_losses(self, places: list[int]) -> list[int]:
        """Read the sentences that hold a word of loss; return the paragraphs that state one."""
        found: list[int] = []
        for at in self._blocks_at(places):
            if self.parts[at] not in ("body", "caption"):
                continue
            for span in self._sentences(at):
                first = bisect_left(places, span[0])
                if first == len(places) or places[first] >= span[1]:
                    continue
                chunks = Chunks(self._cut(span))
                losses = find_losses(chunks, None)
                self._losses[span[0]] = chunks, losses
                if losses and (not found or found[-1] != at):
                    found.append(at)
        return found

    def losses(self, line: Line, before: Leaning | None) -> list[Loss]:
        """Return the losses of a sentence, with those that lean on a loss just before it."""
        known = self._losses.get(line.span[0])
        if before is None:
            return known[1] if known is not None else []
        chunks = known[0] if known is not None else Chunks(line.tokens)
        return find_losses(chunks, before)

    def lines_near(self, stated: list[int]) -> list[Line]:
        """Return the sentences of the opening and of the paragraphs around those given."""
        near = set(range(min(_OPENING, len(self.blocks))))
        for at in stated:
            near.update(range(max(0, at - _BEFORE), min(len(self.blocks), at + _AFTER + 1)))
        return [
            Line(span=span, block=at, tokens=self._cut(span))
            for at in sorted(near)
            if self.parts[at] in ("body", "caption")
            for span in self._sentences(at)
        ]

    def is_headline(self, line: Line) -> bool:
        """Say whether a sentence is the title: all of the first paragraph, without a full stop."""
        if line.block > 0 or len(self.blocks) == 1:
            return False
        block = self.blocks[0]
        is_whole = line.span[0] == block.start and line.span[1] == block.end
        return is_whole and self.text[block.start : block.end].rstrip(_CLOSING)[-1:] not in _STOPS

    def all_lines(self) -> list[Line]:
        """Return every sentence of the body, captions and furniture left out."""
        return [
            Line(span=span, block=at, tokens=self._cut(span))
            for at, part in enumerate(self.parts)
            if part == "body"
            for span in self._sentences(at)
        ]

    def _blocks_at(self, places: list[int]) -> Iterator[int]:
        starts = [block.start for block in self.blocks]
        last = -1
        for place in places:
            at = bisect_right(starts, place) - 1
            if at > last:
                last = at
                yield at

    def _sentences(self, at: int) -> list[tuple[int, int]]:
        if at not in self._spans:
            self._spans[at] = list(split_sentences(self.text, self.blocks[at], self.lexicon))
        return self._spans[at]

    def _cut(self, span: tuple[int, int]) -> Tokens:
        if span[0] not in self._tokens:
            self._tokens[span[0]] = Tokens(self.text, span, self.lexicon)
        return self._tokens[span[0]]
