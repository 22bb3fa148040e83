"""Interviews and other talks in paragraphs: whose turn it is where nobody is named.

"Anton Reshk: …" names its speaker; "A: …" is the one who is interviewed, wherever the text names
him; "Q: …" and the label of a paper are the one who asks. Invariant: a question is nobody's claim.
"""

from dataclasses import dataclass, field, replace

from counterclaim.extract.sources import Source, source_right
from counterclaim.extract.voices import Voice
from counterclaim.text.tokens import Tokens

_TITLE = 3  # tokens before the colon of "Interview: X", "The big interview: X"


@dataclass(slots=True)
class Interview:
    """The turns of a text by paragraph, as far as it has been read.

    ``first`` is the first person of the text, ``guest`` the one whom it calls the interviewed.
    """

    labels: dict[int, Voice | None] = field(default_factory=dict)
    answers: set[int] = field(default_factory=set)
    first: Voice | None = None
    guest: Voice | None = None
    _last: int | None = None  # the paragraph with the last "A:", whose turn goes on

    def introduce(self, voice: Voice | None) -> None:
        """Take note of a person whom the text names."""
        if self.first is None and voice is not None and voice.who.is_person:
            self.first = voice

    def label(self, block: int, voice: Voice) -> None:
        """Take note of a paragraph that opens with the name of its speaker."""
        is_paper = voice.who.kind == "media"
        self.labels[block] = None if is_paper else replace(voice, attribution=None, rule="label")

    def read(self, tokens: Tokens, block: int) -> None:
        """Take in a sentence: "Q: …", "A: …", and the paragraphs behind them."""
        is_label = len(tokens) > 1 and tokens.letters[1] in ":." and tokens.word(0)[:1].isupper()
        if is_label and tokens.has("interview.question", 0):
            self._last = self.labels[block] = None
        elif is_label and tokens.has("interview.answer", 0):
            self.answers.add(block)
            self._last = block
        elif self._last is not None and block not in self.labels:
            self.answers.add(block)

    def speaker(self, block: int) -> Voice | None:
        """Return whose turn a paragraph is, ``None`` where nobody can be told."""
        if block in self.labels:
            return self.labels[block]
        known = self.guest or self.first if block in self.answers else None
        return replace(known, attribution=None, rule="label") if known is not None else None


def find_guest(tokens: Tokens, *, is_title: bool) -> Source | None:
    """Return the person in "an interview with X", "the interview was given by X".

    Before any answer only a title tells whom a text interviews: "Interview: X".
    """
    for index in tokens.at("interview.word"):
        if is_title:
            at = index + 1
            if at > _TITLE or tokens.letters[at : at + 1] != [":"]:
                return None
            source = source_right(tokens, at + 1)
            return source if source is not None and source.is_person else None
        for at in range(index + 1, min(len(tokens) - 1, index + 5)):
            if tokens.has("hearer.link", at) or tokens.letters[at] == "@":
                source = source_right(tokens, at + 1)
                return source if source is not None and source.is_person else None
    return None
