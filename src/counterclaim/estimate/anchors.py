"""Anchors: what is assumed of claimants, without which claims alone fix no level.

Claims tell how claimants differ, not who is right: all biases may be shifted by one factor and the
level by its inverse. An anchor is the assumption that stops this. Invariant: every anchor has a
label that stands beside every number that rests on it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from counterclaim.errors import InputError

NEUTRAL_SD = 0.0  # of the bias that all claimants share; 0 is Radford and others' assumption
LEAST_SD, MOST_SD = 0.001, 10.0  # a tenth of a percent; a factor of 22,000
_HOW = "write neutral, neutral:SD, CLAIMANT:SD or floor:CLAIMANT, such as --anchor UN:0.2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Neutral:
    """Biases come from a law with mean nought: nobody is favoured, and on average they cancel.

    ``sd`` is that of a bias which all claimants share, on the log scale: 0 says that there is none.
    """

    sd: float = NEUTRAL_SD

    def __post_init__(self) -> None:
        _check_sd(self.label, self.sd, least=0.0)

    @property
    def label(self) -> str:
        """The anchor as the command line takes it."""
        return "neutral" if self.sd == NEUTRAL_SD else f"neutral:{self.sd:g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """One claimant is taken as unbiased, within ``sd`` on the log scale (0.2 is about 20 %)."""

    source: str
    sd: float

    def __post_init__(self) -> None:
        _check_sd(self.label, self.sd, least=LEAST_SD)

    @property
    def label(self) -> str:
        """The anchor as the command line takes it."""
        return f"{self.source}:{self.sd:g}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """One claimant never says too much: a list of named dead counts those it knows of."""

    source: str

    @property
    def label(self) -> str:
        """The anchor as the command line takes it."""
        return f"floor:{self.source}"


AnyAnchor = Neutral | Anchor | Floor


def label_of(anchors: Sequence[AnyAnchor]) -> str:
    """Return the words for a set of anchors, fit for a column.

    >>> label_of([Anchor(source="UN", sd=0.2), Floor(source="Named list")])
    'UN:0.2 + floor:Named list'
    """
    return " + ".join(anchor.label for anchor in anchors)


def parse_anchor(text: str) -> AnyAnchor:
    """Return the anchor that an option names.

    Raises :class:`InputError` naming the option.

    >>> parse_anchor("neutral"), parse_anchor("UN:0.2")
    (Neutral(sd=0.0), Anchor(source='UN', sd=0.2))
    """
    head, colon, tail = text.strip().rpartition(":")
    if text.strip().casefold() == "neutral":
        return Neutral()
    if text.strip().casefold().startswith("floor:") and text.strip()[6:].strip():
        return Floor(source=text.strip()[6:].strip())
    try:
        sd = float(tail)
    except ValueError as error:
        raise InputError(f"--anchor {text}: it names no anchor", _HOW) from error
    if not colon or not head.strip():
        raise InputError(f"--anchor {text}: it names no claimant", _HOW)
    if head.strip().casefold() == "neutral":
        return Neutral(sd=sd)
    return Anchor(source=head.strip(), sd=sd)


def _check_sd(label: str, sd: float, *, least: float) -> None:
    if not least <= sd <= MOST_SD:
        raise InputError(f"--anchor {label}: an sd lies between {least:g} and {MOST_SD:g}", _HOW)


def check_anchors(anchors: Sequence[AnyAnchor], claimants: Sequence[str]) -> tuple[AnyAnchor, ...]:
    """Return the anchors, in a fixed order, if they can stand together.

    Raises
    ------
    InputError
        If there is none, a claimant is not among those heard, one claimant has two anchors, or a
        neutral one stands beside a claimant's.
    """
    if not anchors:
        raise InputError("an estimate needs an anchor", _HOW)
    if len(anchors) > 1 and any(isinstance(anchor, Neutral) for anchor in anchors):
        raise InputError(
            f"{label_of(anchors)}: neutral cannot stand beside another anchor",
            "choose neutral, or name claimants",
        )
    named = [anchor.source for anchor in anchors if not isinstance(anchor, Neutral)]
    for source in named:
        if source not in claimants:
            raise InputError(
                f"no claim is {source}'s, so it cannot be an anchor",
                f"the claimants are {'; '.join(claimants)}",
            )
        if named.count(source) > 1:
            raise InputError(f"{source} has two anchors", "give each claimant one")
    return tuple(sorted(anchors, key=lambda anchor: anchor.label))
