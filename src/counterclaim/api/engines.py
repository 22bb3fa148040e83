"""What the front door needs of a model: draws of everything that is reported, and who makes them.

Not here: the models themselves (``estimate/fit.py``). Invariant: an engine is a function of
evidence, anchors and settings alone, so that the same three give the same digits.
"""

import datetime as dt
import importlib
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeAlias

from counterclaim import __version__
from counterclaim.errors import CounterclaimError
from counterclaim.estimate.anchors import AnyAnchor
from counterclaim.estimate.arrays import Floats
from counterclaim.estimate.observations import Evidence, Observation, Series
from counterclaim.estimate.settings import MODEL_VERSION, Settings


class Draws(Protocol):
    """A posterior: draws of counts in people, of biases as logarithms of multipliers."""

    @property
    def ends(self) -> tuple[dt.date, ...]:
        """The last day of each week of the grid."""

    @property
    def diagnostics(self) -> Mapping[str, float | str]:
        """What was found on the way, by name."""

    def cumulative(self, series: Series, end: dt.date, start: dt.date | None = None) -> Floats:
        """People from ``start`` to ``end``, both included; shape ``(n_draws,)``."""

    def increments(self, series: Series) -> Floats:
        """People by week of the grid; shape ``(n_draws, n_weeks)``."""

    def bias(self, claimant: str, series: Series) -> Floats:
        """Logarithm of a claimant's multiplier; shape ``(n_draws,)``."""

    def predict(self, observations: Sequence[Observation]) -> Floats:
        """Logarithm of the figures that claimants would give; shape ``(n_draws, n)``."""

    def anchor_share(self, values: Floats, series: Series) -> float:
        """Share, 0 to 1, of the width of draws on the log scale that the anchor causes."""


Engine: TypeAlias = Callable[[Evidence, Sequence[AnyAnchor], Settings], Draws]


def laplace(evidence: Evidence, anchors: Sequence[AnyAnchor], settings: Settings) -> Draws:
    """Return the posterior of the bias-aware model by nested Laplace approximation."""
    module = importlib.import_module("counterclaim.estimate.fit")  # scipy's algebra takes its time
    made: Draws = module.fit(evidence, anchors, settings)
    return made


def load_nuts() -> Engine:
    """Return the engine that samples the same model by NUTS, which is exact and slow.

    Raises :class:`CounterclaimError` if NumPyro is not installed, or is and cannot be loaded.
    """
    hint = "pip install 'counterclaim[mcmc]'"
    try:
        importlib.import_module("numpyro.infer")  # loads JAX; the module below does so late
    except (ImportError, AttributeError, RuntimeError) as error:
        if isinstance(error, ModuleNotFoundError) and error.name == "numpyro":
            said = "NumPyro is not installed, and --check nuts needs it"
        else:  # it is there in part, or beside a JAX that it does not fit
            said = f"NumPyro cannot be loaded, and --check nuts needs it: {error}"
        raise CounterclaimError(said, hint) from error
    module = importlib.import_module("counterclaim.estimate.nuts")
    engine: Engine = module.fit_nuts
    return engine


def model_version() -> str:
    """Return what tells one model from another in rows that somebody keeps."""
    return f"{MODEL_VERSION}, counterclaim {__version__}"
