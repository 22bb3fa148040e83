"""Reading from Python and for the commands: how sources are read, with what is opened on the way.

Not here: reading itself (``read``). Invariant: what fetches is opened when the first address is
met, and closed with the context.
"""

import datetime as dt
import gc
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from counterclaim import __version__
from counterclaim.model.documents import Document
from counterclaim.read.memory import BriefMemory, Memory
from counterclaim.read.skips import Skip
from counterclaim.read.sources import How, Source, iter_sources

if TYPE_CHECKING:
    from counterclaim.read.fetch import Fetcher


@dataclass(frozen=True, slots=True, kw_only=True)
class Net:
    """How addresses are fetched.

    ``captures`` is the folder in which everything that is fetched is kept (nothing is kept
    without), ``allow_private`` admits addresses of this machine and its network, and ``contact``
    is told to servers: an address at which the one who fetches can be reached.
    """

    captures: Path | None = None
    allow_private: bool = False
    contact: str | None = None


@contextmanager
def reading(
    how: How | None = None,
    *,
    net: Net | None = None,
    memory: Memory | None = None,
) -> Iterator[How]:
    """Give how sources are read, with a fetcher that is closed in the end.

    Parameters
    ----------
    how
        What is asked for; everything told apart by its content unless given.
    net
        How addresses are fetched.
    memory
        What is remembered from one run to the next; a ledger's, or nothing.
    """
    remembered = memory if memory is not None else BriefMemory()
    made = replace(how or How(), memory=remembered)
    with ExitStack() as stack:
        opened: list[Fetcher] = []

        def open_fetcher() -> "Fetcher":
            if not opened:
                opened.append(stack.enter_context(_fetcher(net or Net(), remembered, stack)))
            return opened[0]

        # The tables of the lexicon are a million objects that live as long as the process: without
        # this, each full sweep of the collector walks them all, a tenth of the time of a crawl.
        gc.freeze()
        stack.callback(gc.unfreeze)
        yield replace(made, open_fetcher=open_fetcher)


def iter_documents(
    sources: Iterable[Source], *, columns: Mapping[str, str] | None = None
) -> Iterator[Document | Skip]:
    """Yield a document or a skip for everything at the sources, in order.

    Parameters
    ----------
    sources
        Paths of texts, pages, messages, PDFs, tables, feeds, archives and folders; addresses.
    columns
        The columns of tables: ``{"text": "body", "published": "date"}``.

    Yields
    ------
    Document or Skip
        A skip has ``source``, ``reason`` and ``detail``.
    """
    with reading(How(columns=columns)) as how:
        yield from iter_sources(sources, how)


def _fetcher(net: Net, memory: Memory, stack: ExitStack) -> "Fetcher":
    from counterclaim.read.capture_store import CaptureStore  # noqa: PLC0415  # loads fastwarc
    from counterclaim.read.fetch import Fetcher  # noqa: PLC0415  # loads httpx
    from counterclaim.read.fetch_settings import FetchSettings  # noqa: PLC0415  # as above
    from counterclaim.read.manners import Clock  # noqa: PLC0415  # as above

    store = None
    if net.captures is not None:
        made = CaptureStore(net.captures, now=utc_now, software=f"counterclaim {__version__}")
        store = stack.enter_context(made)
    settings = FetchSettings(
        contact=net.contact or "", version=__version__, allow_private=net.allow_private
    )
    clock = Clock(now=utc_now, monotonic=time.monotonic, sleep=time.sleep)
    return Fetcher(clock, settings=settings, memory=memory, store=store)


def utc_now() -> dt.datetime:
    """Return the present instant, aware."""
    return dt.datetime.now(dt.UTC)
