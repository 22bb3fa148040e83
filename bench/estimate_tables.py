"""Tables of simulated sets in Markdown: coverage, widths, errors, RMSE against baselines, floors.

Not here: how a set is made and scored (``estimate_simulation.py``). Invariant: sets that failed are
counted and named beside the figures of the others.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from estimate_simulation import OURS, Line
from made_wars import SCENARIOS

KINDS = ("level", "shape", "contrast")
COVERAGE = (0.86, 0.95)  # of 90 % intervals
LEVEL_FLOORS = ("clean", "right_anchor")  # elsewhere nothing in the claims tells the level
RATIO_FLOORS = {"clean": 0.8, "strategic": 0.5, "copies": 0.5, "drift": 0.5}  # to best baseline


def markdown(lines: Sequence[Line]) -> str:
    """Return all tables of a run, the floors after them."""
    by_scenario = {
        name: sorted((one for one in lines if one["scenario"] == name), key=_seed)
        for name in SCENARIOS
    }
    filled = {name: ones for name, ones in by_scenario.items() if ones}
    good = {name: [one for one in ones if "failed" not in one] for name, ones in filled.items()}
    good = {name: ones for name, ones in good.items() if ones}
    parts = [
        "\n".join(_sets(filled)),
        "\n".join(_failures(lines)),
        "\n".join(_coverage(good)),
        "\n".join(_squares(good)),
        "\n".join(_moved(good.get("wrong_anchor", []))),
        "\n".join(_floors(good)),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def row(cells: Iterable[object]) -> str:
    """Return a row of a Markdown table."""
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def head(names: Sequence[str]) -> list[str]:
    """Return the head of a Markdown table whose first column is words, the others figures."""
    return [row(names), row(["---", *["---:"] * (len(names) - 1)])]


def verdict(name: str, is_held: bool) -> str:
    """Return the line of a floor."""
    return f"- floor {name}: {'held' if is_held else '**missed**'}"


def share_held(lines: Sequence[Line], kind: str, column: int) -> tuple[float, float]:
    """Return the share of intervals that hold the truth, with its standard error over sets."""
    by_set = np.array(
        [np.mean([one[column] for one in line[kind]]) for line in lines if line[kind]]
    )
    spread = float(np.std(by_set, ddof=1)) if by_set.size > 1 else float("nan")
    return float(np.mean(by_set)), spread / float(np.sqrt(by_set.size))


def rmse(lines: Sequence[Line]) -> dict[str, float]:
    """Return the root-mean-square error over all cells of all sets, of the model and baselines."""
    pooled: dict[str, list[float]] = {}
    for line in lines:
        squares = line["squares"]
        for name, ones in squares.items():
            pooled.setdefault(name, []).extend(ones)
    return {name: float(np.sqrt(np.mean(ones))) for name, ones in pooled.items()}


def _seed(line: Line) -> int:
    return int(str(line["seed"]))


def _sets(filled: Mapping[str, Sequence[Line]]) -> Iterator[str]:
    version = {str(line["version"]) for lines in filled.values() for line in lines}
    yield f"Model {', '.join(sorted(version))}."
    yield ""
    yield from head(["Scenario", "sets", "failed", "modes not found", "scales not settled",
                     "effective points, median", "least", "CPU s a set"])  # fmt: skip
    for name, lines in filled.items():
        good = [line for line in lines if "failed" not in line]
        points = [line["effective_points"] for line in good] or [float("nan")]
        yield row([
            name, len(lines), len(lines) - len(good),
            sum(line["modes_not_found"] != 0 for line in good),
            sum(line["scales_settled"] != "yes" for line in good),
            f"{np.median(points):.1f}", f"{np.min(points):.1f}",
            f"{np.mean([line['cpu_s'] for line in good] or [float('nan')]):.1f}",
        ])  # fmt: skip


def _failures(lines: Sequence[Line]) -> Iterator[str]:
    failed = [line for line in lines if "failed" in line]
    for reason, count in sorted(Counter(str(line["failed"]) for line in failed).items()):
        first = next(line for line in failed if line["failed"] == reason)
        yield f"- failed {count} times (first {first['scenario']} {first['seed']}): {reason}"


def _coverage(good: Mapping[str, Sequence[Line]]) -> Iterator[str]:
    yield from head(["Scenario, quantity", "in 90 %", "se", "in 50 %", "se", "median width 90 %",
                     "mean error", "RMS error"])  # fmt: skip
    for name, lines in good.items():
        for kind in KINDS:
            ninety, half = share_held(lines, kind, 0), share_held(lines, kind, 1)
            every = np.array([one for line in lines for one in line[kind]])
            yield row([
                f"{name}, {kind}", f"{ninety[0]:.3f}", f"{ninety[1]:.3f}", f"{half[0]:.3f}",
                f"{half[1]:.3f}", f"{np.median(every[:, 2]):.3f}", f"{np.mean(every[:, 3]):+.3f}",
                f"{np.sqrt(np.mean(every[:, 3] ** 2)):.3f}",
            ])  # fmt: skip


def _squares(good: Mapping[str, Sequence[Line]]) -> Iterator[str]:
    yield "Root-mean-square error of the log cumulative count, same claims, same cells:"
    yield ""
    names = list(rmse(next(iter(good.values())))) if good else []
    yield from head(["Scenario", "cells", *names, "model to the best baseline"])
    for name, lines in good.items():
        errors = rmse(lines)
        n_cells = sum(len(line["squares"][OURS]) for line in lines)
        cells = [f"{errors[one]:.3f}" for one in names]
        yield row([name, n_cells, *cells, f"{_ratio(errors):.2f} ({_best(errors)})"])


def _moved(lines: Sequence[Line]) -> Iterator[str]:
    moved = [np.mean(line["moved_by"]) for line in lines if "moved_by" in line]
    if not moved:
        return
    se = np.std(moved, ddof=1) / np.sqrt(len(moved)) if len(moved) > 1 else float("nan")
    yield (
        f"The wrong anchor moves the log level by {np.mean(moved):+.3f} (se {se:.3f}, a factor of "
        f"{np.exp(np.mean(moved)):.2f}) against Neutral on the same claims, {len(moved)} sets."
    )


def _floors(good: Mapping[str, Sequence[Line]]) -> Iterator[str]:
    low, high = COVERAGE
    for name, lines in good.items():
        for kind in KINDS:
            if kind == "level" and name not in LEVEL_FLOORS:
                continue
            found = share_held(lines, kind, 0)[0]
            words = f"{name}, {kind}: {found:.3f} of 90 % intervals in {low} to {high}"
            yield verdict(words, low <= found <= high)
    for name, most in RATIO_FLOORS.items():
        if name in good:
            ratio = _ratio(rmse(good[name]))
            yield verdict(f"{name}, RMSE {ratio:.3f} of the best baseline's, {most} at most",
                          ratio <= most)  # fmt: skip


def _best(errors: Mapping[str, float]) -> str:
    return min((name for name in errors if name != OURS), key=lambda name: errors[name])


def _ratio(errors: Mapping[str, float]) -> float:
    return errors[OURS] / errors[_best(errors)]
