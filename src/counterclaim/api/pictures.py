"""Pictures: the looks that claimants have in them, and how they become files or part of a page.

Not here: what they show. Invariants: claimants are told apart by dash and marker as well as by
colour, in the order of names, so that no side has a colour of its own; one content gives one
picture, byte for byte; what cannot be written leaves no half a file.
"""

import io
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple
from warnings import catch_warnings, filterwarnings

from counterclaim.errors import CounterclaimError, InputError
from counterclaim.model.names import one_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

ENDINGS = (".svg", ".png")
_DPI = 150
# Okabe and Ito's colours, which the colour-blind can tell apart; given out by name.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
DASHES = ("-", "--", "-.", ":")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
_FEW_POWERS = 200.0  # high over low; numbers between powers of ten fit up to here
_MAX_NAME = 34  # characters of a name in a picture; more push the picture out


class Look(NamedTuple):
    """How one claimant looks in a picture."""

    colour: str
    dash: str
    marker: str


def looks_of(names: Iterable[str]) -> dict[str, Look]:
    """Return a look for each name, given out in the order of names.

    >>> looks_of(["b", "a"])["a"]
    Look(colour='#0072B2', dash='-', marker='o')
    """
    return {name: _look(place) for place, name in enumerate(sorted(set(names)))}


def _look(place: int) -> Look:
    # Where colours begin again markers are one further on: 49 looks before two are the same.
    turn, colour = divmod(place, len(COLOURS))
    marker = MARKERS[(colour + turn) % len(MARKERS)]
    return Look(COLOURS[colour], DASHES[place % len(DASHES)], marker)


def short_name(name: str) -> str:
    r"""Return a name fit for a picture: no mark of mathematics, nothing that acts, not too long.

    >>> short_name("The $5 Post")
    'The \\$5 Post'
    """
    plain = one_line(name)
    cut = plain
    if len(plain) > _MAX_NAME:  # both ends tell names apart, and the sd of an anchor is at the end
        cut = f"{plain[: _MAX_NAME - 14].rstrip()}…{plain[-13:].lstrip()}"
    # A label that begins with an underscore would be left out of the key.
    return (f" {cut}" if cut.startswith("_") else cut).replace("$", "\\$")


def new_figure(width: float, height: float) -> "Figure":
    """Return an empty picture of a size in inches; an error if matplotlib is not installed."""
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415  # an extra: only when asked for
    except ImportError as error:
        raise CounterclaimError(
            "matplotlib is not installed, and pictures need it", "pip install 'counterclaim[plot]'"
        ) from error
    return Figure(figsize=(width, height), layout="constrained")


def tidy(axes: "Axes") -> None:
    """Take away what shows nothing: the upper and right edge; add a faint grid."""
    axes.grid(visible=True, linewidth=0.4, alpha=0.5)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def scale_by_tens(axes: "Axes", which: Literal["x", "y"]) -> None:
    """Make an axis one of powers of ten, with plain numbers, and some between few powers."""
    from matplotlib.ticker import LogLocator  # noqa: PLC0415  # an extra: only when asked for

    axis = axes.xaxis if which == "x" else axes.yaxis
    low, high = axes.get_xlim() if which == "x" else axes.get_ylim()
    (axes.set_xscale if which == "x" else axes.set_yscale)("log")
    between = (1.0, 2.0, 5.0) if high < _FEW_POWERS * max(low, 1e-9) else (1.0,)
    axis.set_major_locator(LogLocator(base=10.0, subs=between))
    axis.set_major_formatter("{x:,.10g}")
    axis.set_minor_formatter("")


def check_ending(path: Path) -> None:
    """Raise :class:`InputError` for an ending that is neither ``.svg`` nor ``.png``."""
    if path.suffix.lower() not in ENDINGS:
        raise InputError(f"--plot {one_line(str(path))}: its ending is neither .svg nor .png")


def save_picture(figure: "Figure", path: Path) -> None:
    """Write a picture into a file; :class:`InputError` names what cannot be written."""
    check_ending(path)
    half = path.with_name(f".{path.name}.part")
    try:
        half.write_bytes(_bytes_of(figure, path.suffix[1:].lower()))
        half.replace(path)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise InputError(f"--plot {one_line(str(path))}: {error.strerror or error}") from error


def svg_of(figure: "Figure", *, salt: str) -> str:
    """Return a picture as an ``<svg>`` element to stand in a page.

    ``salt`` tells apart the ids of several pictures in one page.
    """
    text = _bytes_of(figure, "svg", salt).decode("utf-8")
    return text[text.index("<svg") :]


def _bytes_of(figure: "Figure", ending: str, salt: str = "counterclaim") -> bytes:
    import matplotlib as mpl  # noqa: PLC0415  # an extra: only loaded when asked for

    held = io.BytesIO()
    # A fixed salt and no date: one content gives one picture, byte for byte.
    with mpl.rc_context({"svg.hashsalt": salt, "svg.fonttype": "none"}), catch_warnings():
        # Names in scripts that the font of pictures lacks stay names; PNG shows boxes for them.
        filterwarnings("ignore", message="Glyph .* missing", category=UserWarning)
        metadata = dict.fromkeys(("Date", "Creator", "Format", "Type")) if ending == "svg" else {}
        figure.savefig(held, format=ending, dpi=_DPI, metadata=metadata)
    return held.getvalue()
