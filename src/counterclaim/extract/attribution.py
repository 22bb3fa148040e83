"""An attribution: whose words a stretch of a sentence is, by which cue.

Not here: how attributions are found (``attributions.py``), whom they stand for (``speakers.py``).
"""

from counterclaim.extract.sources import Source
from counterclaim.lexicon.entries import Entry
from counterclaim.model.notes import note


@note
class Attribution:
    """``source`` answers for tokens ``scope`` (both ends included) by the cue at ``cue``.

    ``follows`` says that the content comes after the cue; ``source`` is ``None`` where the cue
    goes on with the speaker before it ("…, adding that"). ``is_relay``: the source is cited by
    another ("citing X"); ``is_relayer``: it cites another ("quoted by X"); ``is_aside``: the cue
    stands in a clause inside the sentence's own; ``hearer`` is who was told, or who quotes.
    """

    source: Source | None
    cue: int
    scope: tuple[int, int]
    follows: bool
    rule: str
    entry: str
    stance: str
    is_relay: bool = False
    is_relayer: bool = False
    is_aside: bool = False
    hearer: Source | None = None


def by_cue(
    source: Source | None, *, cue: int, scope: tuple[int, int], rule: str, entry: Entry | None
) -> Attribution:
    """Return the attribution of a cue whose ``entry`` gives the stance, none the plain one."""
    return Attribution(
        source=source,
        cue=cue,
        scope=scope,
        follows=scope[0] >= cue,
        rule=rule,
        entry=entry.id if entry is not None else "",
        stance=(entry.text("stance") if entry is not None else None) or "says",
    )
