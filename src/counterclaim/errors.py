"""The one tree of errors: all that a user can cause, each with a hint where it helps.

::

    CounterclaimError
    ├── InputError        something that was handed in cannot be read; names the thing
    │   ├── EmptyInputError   nothing at all was found to read
    │   └── FetchError        an address gave nothing that can be read; carries address and reason
    ├── RecordError       a value does not make a valid record (span, quantity, period, ...)
    │   └── SpanError     a range lies outside its text, or its words are not the text's
    ├── LexiconError      a lexicon file, entry or rule is wrong
    ├── ExportError       an export cannot be written; names the path
    ├── MapError          a map of a table is wrong, or does not fit the table; names file and key
    ├── HookError         a webhook or command did not take what it was told
    ├── SecondReaderError a second reader gave no answer that can be used; carries the reason
    ├── NotFoundError     an id names nothing in a ledger, or more than one thing
    ├── EstimateError     claims do not carry an estimate; says what was found and what to do
    ├── ConflictError     a review was made on a revision that is no longer the last; carries both
    └── LedgerError       a ledger cannot be opened, read or written; nothing in it was changed
        ├── LedgerBusyError     another process holds it longer than is waited for
        ├── LedgerDamagedError  it is no ledger, or its content cannot be trusted
        ├── LedgerFullError     there is no room left to write
        ├── LedgerGoneError     the server went away, or cannot be reached
        ├── LedgerReadOnlyError it may not be written
        └── LedgerVersionError  a newer version made it

Programming mistakes are not part of it: they stay ``TypeError`` and the like.
"""

import datetime as dt


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


class FetchError(InputError):
    """An address gave nothing that can be read: refused, blocked, too large, too slow.

    ``again_at`` is the instant from which on the server wants to be asked again, if it named one.
    """

    def __init__(
        self,
        url: str,
        reason: str,
        *,
        detail: str = "",
        hint: str = "",
        again_at: dt.datetime | None = None,
    ) -> None:
        super().__init__(f"{url}: {reason}" + (f" ({detail})" if detail else ""), hint)
        self.url = url
        self.reason = reason
        self.detail = detail
        self.again_at = again_at


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


class MapError(CounterclaimError):
    """A map of somebody's table cannot be used; the message names the file and the key."""

    def __init__(self, where: str, problem: str, hint: str = "") -> None:
        super().__init__(f"{where}: {problem}", hint)
        self.where = where


class SecondReaderError(CounterclaimError):
    """A second reader gave no answer that can be used; ``reason`` is one of a short list."""

    def __init__(self, reason: str, message: str = "", hint: str = "") -> None:
        super().__init__(message or reason, hint)
        self.reason = reason


class HookError(CounterclaimError):
    """A webhook or command did not take what it was told; it is told again later.

    ``is_refusal`` says that it answered and did not want this one; others may be taken.
    """

    def __init__(self, message: str, hint: str = "", *, is_refusal: bool = False) -> None:
        super().__init__(message, hint)
        self.is_refusal = is_refusal


class NotFoundError(CounterclaimError):
    """An id, or the beginning of one, names nothing in a ledger, or more than one thing."""


class EstimateError(CounterclaimError):
    """Claims do not carry the estimate that was asked for: too few, or it did not converge.

    ``diagnostics`` are what was found on the way, by name, in a fixed order.
    """

    def __init__(
        self, message: str, hint: str = "", *, diagnostics: tuple[tuple[str, str], ...] = ()
    ) -> None:
        told = "; ".join(f"{name}: {value}" for name, value in diagnostics)
        super().__init__(f"{message} ({told})" if told else message, hint)
        self.diagnostics = diagnostics


class ConflictError(CounterclaimError):
    """A review of a stale revision: ``given`` is the one it was made on, ``current`` the last."""

    def __init__(self, message: str, *, given: int, current: int, hint: str = "") -> None:
        super().__init__(message, hint)
        self.given = given
        self.current = current


class LedgerError(CounterclaimError):
    """A ledger cannot be opened, read or written; what was committed stays as it is."""


class LedgerBusyError(LedgerError):
    """Another process holds the ledger longer than is waited for."""


class LedgerDamagedError(LedgerError):
    """It is no ledger, or its content cannot be trusted."""


class LedgerFullError(LedgerError):
    """There is no room left to write."""


class LedgerGoneError(LedgerError):
    """The server of the ledger went away, or cannot be reached."""


class LedgerReadOnlyError(LedgerError):
    """The ledger may not be written."""


class LedgerVersionError(LedgerError):
    """A newer version of the program made the ledger."""
