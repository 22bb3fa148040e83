"""The check of the Laplace approximation: the same model sampled by NUTS, with nothing linearised.

NUTS (NumPyro, the extra ``mcmc``) draws the parameters from their exact posterior given the scales
that the fit settles on, from a start that Laplace's approximation makes round. It is held against
Laplace's approximation under the same scales: what differs is the approximation alone. Not here:
the density (``density.py``). Invariant: the same evidence, anchors, settings and versions give the
same draws. NumPyro is imported inside functions, since it is optional and slow to load.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from counterclaim.estimate.agreement import CONTRAST, SHAPE, TOTAL, WEEK, compare, worst
from counterclaim.estimate.anchors import AnyAnchor
from counterclaim.estimate.arrays import Floats
from counterclaim.estimate.convergence import bulk_size, r_hat, tail_size
from counterclaim.estimate.density import Rounding, log_density
from counterclaim.estimate.fit import drawn, settled_fit
from counterclaim.estimate.newton import Newton
from counterclaim.estimate.observations import Evidence
from counterclaim.estimate.posterior import Posterior
from counterclaim.estimate.scales import Settled
from counterclaim.estimate.settings import Settings

N_CHAINS = 2
N_WARMUP = 150  # iterations that find the step size; nothing else is adapted
N_KEPT = 500  # iterations of each chain; effective numbers of totals are over 1,000 in made wars
ACCEPTANCE = 0.7  # of leapfrogs; 15 a draw at 0.8 too, and a smaller effective number


class SampledPosterior(Posterior):
    """Draws by NUTS; ``laplace`` is the approximation that is checked, under the same scales."""

    laplace: Posterior


def fit_nuts(
    evidence: Evidence, anchors: Sequence[AnyAnchor], settings: Settings | None = None
) -> SampledPosterior:
    """Return draws of the parameters given the settled scales, by NUTS.

    Scales are not integrated over, so that intervals can be narrower than those of
    :func:`counterclaim.estimate.fit.fit`; ``laplace`` of what is returned is not either. The
    diagnostics hold R-hat, effective sizes, divergences, and how far the two agree.

    Raises
    ------
    ImportError
        If NumPyro or JAX is not installed.
    InputError, EstimateError
        As :func:`counterclaim.estimate.fit.fit`.
    """
    settings = Settings() if settings is None else settings
    newton, settled = settled_fit(evidence, anchors, settings)
    chains, told = sample(newton, settled, seed=settings.seed)
    draws = chains.reshape(-1, chains.shape[-1])
    logs = np.log(newton.model.totals(draws)[1][..., 1:]).reshape(len(draws), -1)
    made = SampledPosterior(
        model=newton.model,
        draws=np.concatenate([draws, logs], axis=1),
        scales=[(settled.scales, len(draws))],
        settings_seed=settings.seed,
        diagnostics={},
    )
    made.laplace = laplace_given(newton, settled, settings)
    made.diagnostics = {
        "conditional on": "the settled scales",
        "chains": float(N_CHAINS),
        "draws": float(len(draws)),
        **told,
        **_converged(chains, logs.reshape(N_CHAINS, N_KEPT, len(newton.model.design.free), -1)),
        **_agreed(made),
    }
    return made


def laplace_given(newton: Newton, settled: Settled, settings: Settings) -> Posterior:
    """Return Laplace's approximation under the settled scales alone."""
    point = [(settled.mode, settled.scales)]
    draws, scales = drawn(newton, point, np.ones(1), settings)
    return Posterior(
        model=newton.model,
        draws=draws,
        scales=scales,
        settings_seed=settings.seed,
        diagnostics={"conditional on": "the settled scales"},
    )


def sample(newton: Newton, settled: Settled, *, seed: int) -> tuple[Floats, dict[str, float]]:
    """Return draws ``(n_chains, n_draws, n)`` of the parameters, and how the sampler went.

    Chains start at draws of Laplace's approximation. Raises ``ImportError`` without NumPyro.
    """
    import jax  # noqa: PLC0415  # an optional extra, slow to load
    from numpyro.infer import MCMC, NUTS  # noqa: PLC0415  # as above

    with double_precision():
        rounding = Rounding(newton, settled.mode)
        x_of, density = rounding.for_jax(), log_density(newton, settled.scales)
        kernel = NUTS(
            potential_fn=lambda z: -density(x_of(z)),
            adapt_mass_matrix=False,
            target_accept_prob=ACCEPTANCE,
            step_size=0.5,
        )
        sampler = MCMC(
            kernel,
            num_warmup=N_WARMUP,
            num_samples=N_KEPT,
            num_chains=N_CHAINS,
            chain_method="vectorized",  # both share each pass over the weights
            progress_bar=False,
        )
        start = np.random.default_rng((seed, 3)).standard_normal((N_CHAINS, newton.model.n))
        sampler.run(
            jax.random.PRNGKey(seed),
            init_params=jax.numpy.asarray(start),
            extra_fields=("num_steps", "diverging"),
        )
        z = np.asarray(sampler.get_samples(group_by_chain=True), dtype=np.float64)
        extra = sampler.get_extra_fields(group_by_chain=True)
        told = {
            "divergences": float(np.sum(np.asarray(extra["diverging"]))),
            "leapfrogs a draw": float(np.mean(np.asarray(extra["num_steps"]))),
        }
    return rounding.x(z), told


@contextmanager
def double_precision() -> Iterator[None]:
    """Let JAX count in 64 bits, and leave it as it was."""
    import jax  # noqa: PLC0415  # an optional extra, slow to load

    before = bool(jax.config.jax_enable_x64)
    jax.config.update("jax_enable_x64", True)
    try:
        yield
    finally:
        jax.config.update("jax_enable_x64", before)


def _converged(chains: Floats, logs: Floats) -> dict[str, float]:
    """Return the worst R-hat and effective sizes of parameters and of the log totals."""
    totals = logs[..., -1]
    found = {}
    for name, values in (("parameters", chains), ("totals", totals)):
        each = [values[..., place] for place in range(values.shape[-1])]
        found[f"R-hat of {name}, at most"] = max(map(r_hat, each))
        found[f"bulk ESS of {name}, at least"] = min(map(bulk_size, each))
        found[f"tail ESS of {name}, at least"] = min(map(tail_size, each))
    return found


def _agreed(made: SampledPosterior) -> dict[str, str]:
    """Return in words how far Laplace's approximation and the draws agree."""
    rows = compare(made.laplace, made)
    found = {}
    for row in rows:
        if row.kind == TOTAL:
            found[f"{row.name} by NUTS"] = _words(row.moved, row.width)
    for kind, what in ((SHAPE, "share by a week"), (WEEK, "week"), (CONTRAST, "ratio")):
        chosen = [row for row in rows if row.kind == kind]
        ends = worst(rows, kind)
        if ends is None:
            continue
        moved = float(np.median([abs(row.moved) for row in chosen]))
        width = float(np.median([row.width for row in chosen]))
        found[f"{what} by NUTS, typically"] = _words(moved, width)
        found[f"{what} moved most"] = f"{ends[0].name}: {_words(ends[0].moved, ends[0].width)}"
        found[f"{what} of other width"] = f"{ends[1].name}: {_words(ends[1].moved, ends[1].width)}"
    return found


def _words(moved: float, width: float) -> str:
    return f"median moves by {moved:+.2f} sd, Laplace's interval {width:.2f} times as wide"
