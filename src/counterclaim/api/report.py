"""The report of an estimate: one page of HTML with pictures, tables, assumptions and every claim.

Invariants: the page holds no script and asks for nothing from outside; every text that comes from a
claim is escaped; every number stands beside its anchor.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from counterclaim.api.estimate_pictures import draw_anchors, draw_biases, draw_check, draw_counts
from counterclaim.api.estimate_words import (
    ASSUMPTIONS,
    anchor_words,
    cautions,
    factor_text,
    interval_text,
    left_out_words,
    range_text,
    ratio_text,
)
from counterclaim.api.pictures import svg_of
from counterclaim.api.refits import ANCHOR_SD, MAX_FIGURES
from counterclaim.errors import InputError
from counterclaim.estimate.observations import Observation, Series
from counterclaim.estimate.results import (
    AnchorRow,
    ArithmeticRow,
    BiasRow,
    ContrastRow,
    LeftOutRow,
)
from counterclaim.model.names import one_line

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from counterclaim.api.estimated import Estimate

_MAX_PICTURES = 12  # series that are drawn; more make a page that no browser likes
_MAX_LEFT_OUT = 2000  # claims that were left out and are named one by one
_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; color: #222; max-width: 62rem; margin: 2rem auto;
  padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { margin-top: 2.5rem; border-bottom: 1px solid #ccc; }
table { border-collapse: collapse; width: 100%; margin: .8rem 0; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .25rem .7rem .25rem 0;
  border-bottom: 1px solid #e4e4e4; overflow-wrap: anywhere; }
td.n { text-align: right; white-space: nowrap; }
svg { max-width: 100%; height: auto; }
.anchor { background: #f4f4f4; padding: .5rem .8rem; }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """All rows of an estimate, each made once."""

    arithmetic: Sequence[ArithmeticRow]
    biases: Sequence[BiasRow]
    contrasts: Sequence[ContrastRow]
    anchors: Sequence[AnchorRow]
    others: Sequence[LeftOutRow]


def write_report(made: "Estimate", path: Path) -> None:
    """Write the report of an estimate; :class:`InputError` if it cannot be written."""
    half = path.with_name(f".{path.name}.part")
    page = report_page(made)
    try:
        half.write_text(page, encoding="utf-8", errors="replace")
        half.replace(path)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise InputError(f"--report {one_line(str(path))}: {error.strerror or error}") from error


def report_page(made: "Estimate") -> str:
    """Return the page of an estimate. It fits again for each anchor and each claimant left out."""
    is_quick = len(made.evidence.observations) <= MAX_FIGURES
    rows = _Rows(
        arithmetic=made.arithmetic(),
        biases=made.bias(),
        contrasts=made.contrasts(),
        anchors=made.anchors() if is_quick else [],
        others=made.leave_one_out() if is_quick else [],
    )
    parts = [_head(made)]
    parts += [_section(made, one, number, rows) for number, one in enumerate(made.series)]
    parts += [_check(made), _left_out(made), _claims(made)]
    title = _text(f"Estimate: {', '.join(one.label for one in made.series[:3])}")
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body>\n"
        + "\n".join(parts)
        + "\n</body></html>\n"
    )


def _head(made: "Estimate") -> str:
    evidence = made.evidence
    assumed = "".join(f"<p>{_text(anchor_words(one))}</p>" for one in made.assumed)
    told = "".join(f"<li>{_text(one)}</li>" for one in ASSUMPTIONS)
    known = {
        "from": evidence.origin or "the claims given",
        "hash": evidence.digest or "none",
        "model": made.maker.model_version,
        "seed": str(made.settings.seed),
        "claims": f"{evidence.n_claims:,}, independent {len(evidence.observations):,}",
        **{name: _plain(value) for name, value in made.posterior.diagnostics.items()},
    }
    return (
        "<h1>What the claims jointly support</h1>"
        f'<div class="anchor"><strong>Anchor: {_text(made.anchor)}</strong>{assumed}</div>'
        "<p>Arithmetic over claims assumes nothing. The model's levels rest on the anchor above; "
        "its ratios of claimants and the shape of its curve do not.</p>"
        f"<h2>What is assumed</h2><ul>{told}</ul>"
        + _table(("what", "is"), [(_text(key), _text(value)) for key, value in known.items()])
    )


def _section(made: "Estimate", series: Series, number: int, rows: _Rows) -> str:
    [found] = [row for row in rows.arithmetic if row.series == series]
    biases = [row for row in rows.biases if row.series == series]
    contrasts = [row for row in rows.contrasts if row.series == series]
    anchors = [row for row in rows.anchors if row.series == series]
    others = [row for row in rows.others if row.series == series]
    share = made.anchor_share(series)
    title = f"{series.label}, {made.evidence.start} to {made.end}"
    said = "".join(f"<li>{_text(one)}</li>" for one in cautions(made, series, found))
    parts = [
        f'<h2 id="s{number}">{_text(title)}</h2>',
        "<h3>By arithmetic, without assumptions</h3>",
        _arithmetic(found),
        f"<h3>By the model, anchor {_text(made.anchor)}</h3>",
        f"<p><strong>{_text(interval_text(made.people(series)))}</strong>: median and 90 % "
        f"interval. The level is anchored; {100 * share:.0f} % of the width is the "
        "anchor&#8217;s.</p>",
        f"<ul>{said}</ul>" if said else "",
    ]
    if number < _MAX_PICTURES:
        parts.append(_picture(draw_counts(made, series), f"counts{number}"))
        if biases:
            name = f"bias of claimants, anchor: {_plain(made.anchor)}"
            parts.append(_picture(draw_biases(biases, title=name), f"bias{number}"))
    parts.append("<h3>Ratios of claimants (identified)</h3>")
    parts.append(
        _table(
            ("claimant", "to", "ratio, 90 % interval"),
            [(_text(r.claimant), _text(r.other), _text(factor_text(r.ratio))) for r in contrasts],
        )
    )
    parts.append(_refits(number, series, anchors, others))
    return "\n".join(parts)


def _refits(
    number: int, series: Series, anchors: Sequence[AnchorRow], others: Sequence[LeftOutRow]
) -> str:
    """Return the same count under each anchor and without each claimant."""
    if not anchors:
        return (
            f"<p>With more than {MAX_FIGURES:,} figures the fits under other anchors are left to "
            "Python: <code>.anchors()</code> and <code>.leave_one_out()</code>.</p>"
        )
    parts = []
    parts.append(f"<h3>Under each anchor (claimants within sd {ANCHOR_SD:g})</h3>")
    if number < _MAX_PICTURES and any(row.people for row in anchors):
        parts.append(
            _picture(
                draw_anchors(anchors, title=f"{one_line(series.label)}, by anchor"),
                f"anchors{number}",
            )
        )
    parts.append(
        _table(
            ("anchor", "median, 90 % interval"),
            [(_text(r.anchor), _people_or_problem(r)) for r in anchors],
        )
    )
    parts.append("<h3>Without each claimant</h3>")
    parts.append(
        _table(
            ("without", "median, 90 % interval", "moved by"),
            [
                (
                    _text(r.without),
                    _people_or_problem(r),
                    "" if r.moved_by is None else f"&#215; {r.moved_by:.2f}",
                )
                for r in others
            ],
        )
    )
    return "\n".join(parts)


def _arithmetic(found: ArithmeticRow) -> str:
    rows = [
        (
            _text(one.claimant),
            _text(range_text(one.low, one.high)),
            "" if one.is_consistent else "contradicts itself",
        )
        for one in found.ranges
    ]
    if found.consensus is not None:
        said = f"All claimants allow {range_text(*found.consensus)}."
    else:
        hull = range_text(found.low, found.high)
        said = f"No curve satisfies all claimants; together they span {hull}."
    if found.ratio is not None:
        said += f" They disagree by a factor of up to {ratio_text(found.ratio)}."
    if found.leave_out:
        said += f" The fewest to leave out for the rest to agree: {'; '.join(found.leave_out)}."
    conflicts = "".join(f"<li>{_text('; '.join(ids))}</li>" for ids in found.conflicts)
    return (
        _table(("claimant", "allows", ""), rows)
        + f"<p>{_text(said)}</p>"
        + (f"<p>Claims that cannot all hold:</p><ul>{conflicts}</ul>" if conflicts else "")
    )


def _check(made: "Estimate") -> str:
    rows = made.ppc()
    if not rows:
        return ""
    return "<h2>Do claims lie where the model expects them?</h2>" + _picture(
        draw_check(rows), "check"
    )


def _left_out(made: "Estimate") -> str:
    said = "".join(f"<li>{_text(one)}</li>" for one in left_out_words(made))
    told = [(_text(one.id), _text(one.reason)) for one in made.evidence.left_out[:_MAX_LEFT_OUT]]
    return f"<h2>Claims that were left out</h2><ul>{said or '<li>none</li>'}</ul>" + (
        _table(("id", "why"), told) if told else ""
    )


def _claims(made: "Estimate") -> str:
    shown = [one for series in made.series for one in made.claims_of(series)]
    rows = [
        (
            f'<span id="{_text(one.id)}">{_text(one.id)}</span>',
            _text(one.claimant),
            _text(one.series.label),
            _text(f"{one.start} to {one.end}"),
            _text(range_text(one.low, one.high)),
            _sentence(one),
        )
        for one in shown
    ]
    head = ("id", "claimant", "count", "days", "allows", "words")
    return "<h2>Every claim, with its words</h2>" + _table(head, rows)


def _sentence(one: Observation) -> str:
    marks = [
        name
        for name, is_so in (
            ("a part only", one.is_part),
            ("bounds only", one.is_bound),
            (f"said {1 + len(one.repeats)} times", bool(one.repeats)),
        )
        if is_so
    ]
    words = _text(one.sentence or one.words)
    source = f"<br><small>{_text(one.source)}</small>" if one.source else ""
    return words + (f" <em>({', '.join(marks)})</em>" if marks else "") + source


def _people_or_problem(row: AnchorRow | LeftOutRow) -> str:
    return _text(row.problem if row.people is None else interval_text(row.people))


def _table(head: "Sequence[str]", rows: "Iterable[Sequence[str]]") -> str:
    """Return a table; the cells are HTML already."""
    top = "".join(f"<th>{one}</th>" for one in head)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows)
    return f"<table><tr>{top}</tr>\n{body}</table>"


def _picture(figure: "Figure", name: str) -> str:
    return f"<figure>{svg_of(figure, salt=name)}</figure>"


def _text(words: str) -> str:
    """Return words as HTML: one line, nothing in them acts."""
    return escape(one_line(words))


def _plain(value: float | str) -> str:
    return one_line(value) if isinstance(value, str) else f"{value:.6g}"
