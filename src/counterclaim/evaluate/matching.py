"""When two annotations of a claim say the same: the pairs of a document, and field by field.

The rules are those of the annotation guide: bounds of one direction are one ("over", "at least"),
vague words are one, a claimant is the same by place in the text or by a name that is his own. Not
here: counting (``scores.py``). Invariant: every claim is in one pair at most.
"""

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cache
from importlib import resources

from counterclaim.evaluate.stated import Named, Range, Stated

_DIRECTION = {
    "more_than": "lower",
    "at_least": "lower",
    "less_than": "upper",
    "at_most": "upper",
}
_OPEN_KINDS = frozenset({"vague", "some", "none"})  # the kind says all there is
_HARD_KINDS = frozenset({"exact", "more_than", "at_least", "less_than", "at_most", "range", "none"})
_WORD = re.compile(r"[a-z0-9]+")

# By field: whether it is right, None where it is not asked for.
Judgement = dict[str, bool | None]


def pair_claims(gold: Sequence[Stated], predicted: Sequence[Stated]) -> list[tuple[int, int]]:
    """Return the pairs of one document, as indices into gold and predictions.

    Two claims can pair if their quantities overlap and their outcomes agree. The largest overlap
    comes first, then the order of gold, then that of the predictions.
    """
    possible = [
        (-shared_length(ours.place, theirs.place), i, j)
        for i, theirs in enumerate(gold)
        for j, ours in enumerate(predicted)
        if ours.outcome == theirs.outcome and shared_length(ours.place, theirs.place)
    ]
    pairs: list[tuple[int, int]] = []
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    for _, i, j in sorted(possible):
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            pairs.append((i, j))
    return pairs


def judge_pair(predicted: Stated, gold: Stated) -> Judgement:
    """Return which fields of a prediction are right; ``None`` for those that gold leaves open."""
    ours, theirs = predicted.claimant, gold.claimant
    is_same_claimant = same_claimant(ours, theirs)
    has_via = bool(predicted.via or gold.via)
    bounds = (predicted.low, predicted.high) == (gold.low, gold.high)
    party, class_, group = (
        own == other for own, other in zip(predicted.victims, gold.victims, strict=True)
    )
    return {
        "quantity": same_quantity(predicted, gold),
        "victims.party": party,
        "victims.class": class_,
        "victims.group": group,
        "claimant": is_same_claimant,
        "claimant, where one is stated": None if theirs is None else is_same_claimant,
        "claimant.party": (ours and ours.party) == (theirs and theirs.party),
        "via, where gold or prediction has one": (
            _names(predicted.via) == _names(gold.via) if has_via else None
        ),
        "bounds, of hard kinds": bounds if gold.kind in _HARD_KINDS else None,
        "period.start": predicted.start == gold.start if gold.start else None,
        "period.end": predicted.end == gold.end if gold.end else None,
        "hedge": (
            predicted.is_hedged == gold.is_hedged if predicted.is_hedged or gold.is_hedged else None
        ),
        "period.frame": predicted.frame == gold.frame,
        "stated_on": predicted.stated_on == gold.stated_on if gold.stated_on else None,
        "place": bool(telling_words(predicted.where) & telling_words(gold.where))
        if gold.where
        else None,
        "polarity": predicted.polarity == gold.polarity,
    }


def same_quantity(ours: Stated, theirs: Stated) -> bool:
    """Whether two quantities are of one kind and number."""
    if _DIRECTION.get(ours.kind, ours.kind) != _DIRECTION.get(theirs.kind, theirs.kind):
        return False
    if theirs.kind in _OPEN_KINDS:
        return True
    if theirs.kind == "range":
        return (ours.low, ours.high) == (theirs.low, theirs.high)
    return ours.value == theirs.value


def same_claimant(ours: Named | None, theirs: Named | None) -> bool:
    """Whether two annotations name one claimant: by place, by a telling name, or by his words."""
    if ours is None or theirs is None:
        return ours is theirs
    if ours.party and theirs.party and ours.party != theirs.party:
        return False
    if ours.place and theirs.place:
        longer = max(ours.place[1] - ours.place[0], theirs.place[1] - theirs.place[0])
        if longer and shared_length(ours.place, theirs.place) >= longer / 2:
            return True
    own, other = telling_words(ours.name), telling_words(theirs.name)
    if (own & other) - _generic() or (own and own == other):
        return True
    words = telling_words(ours.text)
    return bool(words) and words == telling_words(theirs.text)


def shared_length(one: Range, other: Range) -> int:
    """Return how many characters two places share."""
    if one is None or other is None:
        return 0
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def telling_words(text: str | None) -> frozenset[str]:
    """Return the words of a name in lower case, without accents and small words.

    >>> sorted(telling_words("the Ministry of Défense"))
    ['defense', 'ministry']
    """
    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return frozenset(_WORD.findall(plain)) - _small()


def _names(via: Sequence[str]) -> set[str]:
    return {" ".join(sorted(telling_words(name))) for name in via}


@cache
def _small() -> frozenset[str]:
    return _list("small")


@cache
def _generic() -> frozenset[str]:
    return _list("generic")


def _list(name: str) -> frozenset[str]:
    file = resources.files("counterclaim.evaluate") / "words.toml"
    return frozenset(tomllib.loads(file.read_text(encoding="utf-8"))[name])
