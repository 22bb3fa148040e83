"""Failures of a database as errors of a ledger: busy, full, gone, read-only, damaged.

Not here: what is retried (nothing is). Invariant: each message names the ledger, and none of them
shows a password or a statement of SQL.
"""

import sqlite3

from sqlalchemy.exc import DBAPIError

from counterclaim.errors import (
    LedgerBusyError,
    LedgerDamagedError,
    LedgerError,
    LedgerFullError,
    LedgerGoneError,
    LedgerReadOnlyError,
)

# Names of SQLite's results, by their beginnings; the longer ones say more of the same.
_SQLITE = {
    "SQLITE_BUSY": LedgerBusyError,
    "SQLITE_LOCKED": LedgerBusyError,
    "SQLITE_FULL": LedgerFullError,
    "SQLITE_READONLY": LedgerReadOnlyError,
    "SQLITE_CORRUPT": LedgerDamagedError,
    "SQLITE_NOTADB": LedgerDamagedError,
}
_NOT_UTF8 = "Could not decode to UTF-8"
# Classes and codes of PostgreSQL's states (appendix A of its manual), the longer ones first.
_POSTGRES = {
    "57014": LedgerBusyError,
    "55P03": LedgerBusyError,
    "40001": LedgerBusyError,
    "40P01": LedgerBusyError,
    "53300": LedgerBusyError,
    "25006": LedgerReadOnlyError,
    "42501": LedgerReadOnlyError,
    "53": LedgerFullError,
    "57P": LedgerGoneError,
    "08": LedgerGoneError,
    "28": LedgerGoneError,
    "3D": LedgerGoneError,
    "XX": LedgerDamagedError,
}
_SAYS: dict[type[LedgerError], tuple[str, str]] = {
    LedgerBusyError: ("another process holds it", "wait until that is done, and try again"),
    LedgerFullError: ("there is no room left to write", "make room, and run the same again"),
    LedgerReadOnlyError: ("it may not be written", "look at the rights of file and folder"),
    LedgerDamagedError: ("it is damaged", "keep a copy, and go back to a sound one"),
    LedgerGoneError: (
        "the server went away or cannot be reached",
        "what was committed is kept: run the same again",
    ),
}


def failure_of(error: DBAPIError, name: str) -> LedgerError:
    """Return the error of a ledger for what a driver raised."""
    original = error.orig
    kind = _kind_of(original)
    if kind is None and error.connection_invalidated:
        kind = LedgerGoneError
    if kind is None:
        lines = str(original).splitlines() or [type(original).__name__]
        return LedgerError(f"{name}: {lines[0]}")
    says, hint = _SAYS[kind]
    return kind(f"{name}: {says}", hint)


def _kind_of(original: BaseException | None) -> type[LedgerError] | None:
    if isinstance(original, sqlite3.Error):
        if str(original).startswith(_NOT_UTF8):  # Python's own word for it has no code
            return LedgerDamagedError
        code = getattr(original, "sqlite_errorname", None) or ""
        found = [kind for begin, kind in _SQLITE.items() if code.startswith(begin)]
        return found[0] if found else None
    state = getattr(original, "sqlstate", None)
    if state is None:  # the connection broke before the server could say anything
        is_broken = type(original).__name__ in ("OperationalError", "InterfaceError")
        return LedgerGoneError if is_broken else None
    return next((kind for begin, kind in _POSTGRES.items() if state.startswith(begin)), None)
