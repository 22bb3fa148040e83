"""The one tree of errors: all that a user can cause, each with a hint where it helps.

::

    CounterclaimError
    ├── InputError        something that was handed in cannot be read; names the thing
    │   └── EmptyInputError   nothing at all was found to read
    ├── RecordError       a value does not make a valid record (span, quantity, period, ...)
    │   └── SpanError     a range lies outside its text, or its words are not the text's
    ├── LexiconError      a lexicon file, entry or rule is wrong
    ├── ExportError       an export cannot be written; names the path
    └── SecondReaderError a second reader gave no answer that can be used; carries the reason

Programming mistakes are not part of it: they stay ``TypeError`` and the like.
"""


class CounterclaimError(Exception):
    """Base of all errors; ``hint`` says what to do, in one sentence, or is empty."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class InputError(CounterclaimError):
    """A file, row, option or date cannot be read; the message names it."""


class EmptyInputError(InputError):
    """Nothing was found to read at the place that was named."""


class RecordError(CounterclaimError):
    """A value would make a record that contradicts itself."""


class SpanError(RecordError):
    """A range lies outside its text, or its words are not what stands there."""


class LexiconError(CounterclaimError):
    """A lexicon file cannot be used; the message names file and entry."""

    def __init__(self, where: str, problem: str, hint: str = "") -> None:
        super().__init__(f"{where}: {problem}", hint)
        self.where = where


class ExportError(CounterclaimError):
    """An export cannot be written, or would overwrite something that is not one."""


class SecondReaderError(CounterclaimError):
    """A second reader gave no answer that can be used; ``reason`` is one of a short list."""

    def __init__(self, reason: str, message: str = "", hint: str = "") -> None:
        super().__init__(message or reason, hint)
        self.reason = reason
