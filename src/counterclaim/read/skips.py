"""Skips: what could not be read, with its reason, so that a batch goes on and can say so."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """One thing that was not read: where it is, and why.

    ``reason`` is one of few sentences, so that skips can be counted by it; ``detail`` is what
    differs from one to the next. A skip that is not ``is_kept`` is only counted: a crawl holds a
    million pages without a word of loss, and a ledger has no use for a line on each. What
    ``is_passing`` may be read another time, once a package is installed or a server answers.
    """

    source: str
    reason: str
    detail: str = ""
    is_kept: bool = True
    is_passing: bool = False

    @property
    def told(self) -> str:
        """Reason and detail in one sentence."""
        return f"{self.reason} ({self.detail})" if self.detail else self.reason
