"""What a second reader is asked and what it may answer: numbers of options, and nothing else.

Not here: where the options come from (``candidates.py``), how they are sent (``openai.py``), what
an answer changes (``reread.py``). Invariant: an answer that passes :func:`check_picks` holds one
number for each menu and no other word.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, get_args

from counterclaim.errors import RecordError, SecondReaderError
from counterclaim.model.spans import Span

Field = Literal["claimant", "quantity", "outcome", "party", "class", "place", "polarity", "frame"]
FIELDS: tuple[Field, ...] = get_args(Field)

LEAVE = 0  # the number that means: the text does not tell, leave the field as it is

Reason = Literal[
    "cut-short",
    "empty",
    "given-up",
    "http-error",
    "malformed",
    "no-choice",
    "out-of-range",
    "out-of-time",
    "place-differs",
    "quantity-differs",
    "rate-limited",
    "redirected",
    "refused",
    "server-error",
    "timeout",
    "too-large",
    "unreachable",
]
REASONS: tuple[str, ...] = get_args(Reason)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing to choose: the words that are shown, and their place in the document if any."""

    shown: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """The options of one field, numbered from 1 in their order; 0 leaves the field alone."""

    field: Field
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        if self.field not in FIELDS:
            raise RecordError(f"{self.field!r} is no field for a second reader")
        if not self.options:
            raise RecordError(f"the menu for {self.field} has no options")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked about one figure: the paragraphs around it, its sentence, and the menus."""

    text: str
    sentence: str
    figure: str
    menus: tuple[Menu, ...]


Picks = Mapping[Field, int]


class Proposer(Protocol):
    """A second reader. ``name`` is recorded with every change that it brings about."""

    @property
    def name(self) -> str:
        """The name of the model or person that chooses."""
        ...

    def choose(self, question: Question) -> object:
        """Return a mapping from field to the number chosen; it is checked before it is used.

        Raises :class:`SecondReaderError` with the reason where there is no answer.
        """
        ...


def check_picks(question: Question, answer: object) -> Picks:
    """Return an answer as picks if it has one number in range for each menu and nothing else.

    Raises :class:`SecondReaderError` with the reason ``malformed`` or ``out-of-range``.

    >>> menu = Menu(field="class", options=(Option(shown="military"), Option(shown="civilian")))
    >>> question = Question(text="", sentence="", figure="", menus=(menu,))
    >>> check_picks(question, {"class": 1})
    {'class': 1}
    """
    if not isinstance(answer, Mapping) or set(answer) != {menu.field for menu in question.menus}:
        raise SecondReaderError("malformed", "the answer is not one number for each question")
    picks: dict[Field, int] = {}
    for menu in question.menus:
        number = answer[menu.field]
        if type(number) is not int:  # True is an int to isinstance
            raise SecondReaderError("malformed", f"{menu.field}: a number is expected")
        if not LEAVE <= number <= len(menu.options):
            raise SecondReaderError("out-of-range", f"{menu.field}: there is no such option")
        picks[menu.field] = number
    return picks
