"""What a format leaves in the folder of an export, and the extras that some formats need.

Not here: how a folder is put in place (``folder.py``). Invariant: a resource's path is relative to
the folder and in POSIX form.
"""

import importlib
from dataclasses import dataclass
from types import ModuleType

from counterclaim.errors import CounterclaimError
from counterclaim.export.tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Resource:
    """A file of an export; ``table`` where it holds one, ``has_tags`` with an HXL row."""

    path: str
    media: str
    title: str
    table: Table | None = None
    has_tags: bool = False


def load_extra(module: str, *, extra: str) -> ModuleType:
    """Return a module of an extra; :class:`CounterclaimError` names the extra if it is missing."""
    try:
        return importlib.import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise CounterclaimError(
            f"{package} is not installed, and this format needs it",
            f"pip install 'counterclaim[{extra}]'",
        ) from error
