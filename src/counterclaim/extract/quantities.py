"""Numbers of people in words and figures, with the bounds that the wording sets.

Grammar over tokens: ``[bound] number [bound]``, ``between A and B``, ``A to B``, vague words, "no",
"a" and "another". Whether a number counts people at all is settled later (``counts.py``).
Invariant: a mention never overlaps another; hard bounds are arithmetic, soft ones come from the
width that the lexicon entry states.
"""

from dataclasses import replace

from counterclaim.extract.figures import is_zero, scale_of, scaled_to
from counterclaim.extract.numbers import Number, number_at
from counterclaim.lexicon.entries import Entry
from counterclaim.model.notes import note
from counterclaim.model.quantities import Kind, Quantity
from counterclaim.text.tokens import Tokens

OPENING_ROLES = frozenset(
    {
        "bound.before",
        "bound.between",
        "number.another",
        "number.article",
        "number.half",
        "number.part",
        "number.scale",
        "number.tens",
        "number.unit",
        "number.unnumbered",
        "number.whole",
        "number.zero",
        "vague",
    }
)


# Roles of the words that an article may open a number with: "a dozen", "a half", "a good 200".
_PLAIN_NOUN = OPENING_ROLES | {"bound.neutral"}
_RISE_REACH = 7  # tokens before "from" in which a toll and its verb stand


@note
class Mention:
    """A quantity in tokens ``first`` to ``last`` (both included) with its bounds and its rules."""

    first: int
    last: int
    kind: Kind
    value: int | None
    low: int | None
    high: int | None
    rules: tuple[str, ...] = ()

    def quantity(self, text: str, start: int, end: int) -> Quantity:
        """Return it as in the record, worded as ``text`` from ``start`` to ``end``."""
        return Quantity(
            text=text[start:end],
            start=start,
            end=end,
            kind=self.kind,
            value=self.value,
            low=self.low,
            high=self.high,
        )


def find_quantities(tokens: Tokens) -> list[Mention]:
    """Return every quantity of the sentence, in order, without overlap."""
    found: list[Mention] = []
    lows, all_roles, after = tokens.lows, tokens.roles, 0
    for index in _openers(tokens):
        if index < after:
            continue  # inside the quantity before
        is_article = "number.article" in all_roles[index] and index + 1 < len(lows)
        is_plain = is_article and "-" not in lows[index + 1]
        if is_plain and _PLAIN_NOUN.isdisjoint(all_roles[index + 1]):
            mention: Mention | None = _single(index, "number.article")
        else:
            mention = _quantity_at(tokens, index)
        if mention is None:
            continue
        if found and mention.rules and _is_open(mention) and _is_open(found[-1]):
            joined = _joined(tokens, found[-1], mention)
            if joined is not None:
                mention = joined
                found.pop()
        found.append(mention)
        after = mention.last + 1
    return found


def _openers(tokens: Tokens) -> list[int]:
    """Return the tokens that may open a quantity."""
    return [
        index
        for index, (low, roles) in enumerate(zip(tokens.lows, tokens.roles, strict=True))
        if (roles and not OPENING_ROLES.isdisjoint(roles)) or low[0].isdecimal() or "-" in low
    ]


def _quantity_at(tokens: Tokens, index: int) -> Mention | None:
    lexicon, low = tokens.lexicon, tokens.lows[index]
    roles = tokens.roles[index]
    if "bound.before" in roles:
        return _bounded(tokens, index, lexicon.of("bound.before")[low])
    if "bound.between" in roles and not _is_rise(tokens, index):
        return _between(tokens, index)
    found = _plain(tokens, index)
    if found is not None and found.kind == "exact" and tokens.has("bound.verb", index - 1):
        return _apply(lexicon.of("bound.verb")[tokens.lows[index - 1]], found)
    return found


def _is_rise(tokens: Tokens, index: int) -> bool:
    """Say whether a toll moves: "rose from 31 to 44", "raised the number of dead from 31 to 44"."""
    left = number_at(tokens, index + 1)
    if left is not None and tokens.has("conjunction", left.last + 1):
        return False  # "put at between 40 and 50"
    if tokens.has("toll.verb", index - 1):
        return True
    if index < 2 or tokens.letters[index - 1] not in "kaNBZ":
        return False
    before = range(max(0, index - _RISE_REACH), index)
    is_moved = any(tokens.has("toll.verb", at) for at in before)
    return is_moved and any(tokens.letters[at] == "Z" for at in before)


def _bounded(tokens: Tokens, index: int, bound: Entry) -> Mention | None:
    inner = index + 1
    while inner < len(tokens) and (
        tokens.letters[inner] == '"' or tokens.has("bound.neutral", inner)
    ):
        inner += 1
    if inner >= len(tokens):
        return None
    second = tokens.lexicon.entry("bound.before", tokens.lows[inner])
    if second is not None and inner + 1 < len(tokens):
        found = _bounded(tokens, inner, second)
        if found is None:
            return None
        if found.kind == "range" or bound.text("kind") in ("about", "nearly"):
            return replace(found, first=index)
        if found.value is not None:
            return _apply(bound, replace(found, first=index))
        return None
    if tokens.has("bound.between", inner):
        found = _between(tokens, inner)
    else:
        found = _plain(tokens, inner)
    if found is None or found.kind in ("none", "some"):
        return None
    if found.value == 1 and tokens.has("number.article", inner):
        return None
    if found.kind != "exact" and bound.text("kind") in ("about", "nearly"):
        return replace(found, first=index)  # "about 500 or more"
    return _closed(tokens, _apply(bound, replace(found, first=index)))


def _closed(tokens: Tokens, found: Mention) -> Mention:
    """Take the number itself in where "or equal" follows an open bound."""
    after = found.last + 1
    if not tokens.has("bound.equal", after) or _goes_on(tokens, after + 1):
        return found
    kinds: dict[Kind, Kind] = {"more_than": "at_least", "less_than": "at_most"}
    kind = kinds.get(found.kind)
    if kind is None or found.value is None:
        return found
    low, high = bounds_of(kind, found.value)
    rules = (*found.rules, tokens.lexicon.of("bound.equal")[tokens.lows[after]].id)
    return replace(found, last=after, kind=kind, low=low, high=high, rules=rules)


def _is_open(found: Mention) -> bool:
    return found.kind in ("more_than", "at_least", "less_than", "at_most")


def _joined(tokens: Tokens, left: Mention, right: Mention) -> Mention | None:
    """Return the range of a floor and a ceiling side by side: "at least 10 but fewer than 20"."""
    if not (right.first == left.last + 2 and tokens.has("bound.joint", left.last + 1)):
        return None
    floor, ceiling = (left, right) if left.high is None else (right, left)
    if ceiling.high is None or floor.low is None or floor.high is not None:
        return None
    if floor.low > ceiling.high:
        return None
    return Mention(
        first=left.first,
        last=right.last,
        kind="range",
        value=None,
        low=floor.low,
        high=ceiling.high,
        rules=(*left.rules, *right.rules, "quantity.range"),
    )


def _apply(bound: Entry, found: Mention) -> Mention:
    kind = bound.text("kind")
    rules = (*found.rules, bound.id)
    if found.kind == "vague":
        return replace(found, rules=rules)
    if found.kind == "range":
        if kind == "at_least":
            return replace(found, kind="at_least", value=found.low, high=None, rules=rules)
        if kind in ("at_most", "less_than"):
            return replace(found, kind="at_most", value=found.high, low=0, rules=rules)
        return replace(found, rules=rules)
    value = found.value
    if value is None:
        return found
    low, high = bounds_of(kind or "exact", value, bound.numbers.get("width", 0.0))
    return Mention(
        first=found.first,
        last=found.last,
        kind=kind or "exact",  # type: ignore[arg-type]  # the loader's table of kinds
        value=value,
        low=low,
        high=high,
        rules=rules,
    )


def bounds_of(kind: str, value: int, width: float = 0.0) -> tuple[int | None, int | None]:
    """Return (low, high) of a number under a kind; ``width`` is the share for soft kinds.

    >>> bounds_of("more_than", 2000)
    (2001, None)
    >>> bounds_of("nearly", 6000, 0.1)
    (5400, 5999)
    """
    spread = int(value * width)
    return {
        "exact": (value, value),
        "about": (value - spread, value + spread),
        "nearly": (max(0, value - max(1, spread)), max(0, value - 1)),
        "more_than": (value + 1, None),
        "at_least": (value, None),
        "less_than": (0, max(0, value - 1)),
        "at_most": (0, value),
    }[kind]


def _between(tokens: Tokens, index: int) -> Mention | None:
    first = index + 1
    while first < len(tokens) and (
        tokens.letters[first] == '"' or tokens.has("bound.before", first)
    ):
        first += 1
    left = number_at(tokens, first) or _lower_end(tokens, first)
    if left is None:
        return None
    middle = left.last + 1
    if not (tokens.has("conjunction", middle) or tokens.has("number.range", middle)):
        return None
    start = middle + 1
    while start < len(tokens) and tokens.has("bound.before", start):
        start += 1
    right = number_at(tokens, start)
    if right is None:
        return None
    return _range(tokens, index, left.value, right)


def _lower_end(tokens: Tokens, index: int) -> Number | None:
    """Return a number that only the other end of its range makes whole: "1.5 to 2 million"."""
    low, joint = (tokens.lows[index], index + 1) if index < len(tokens) else ("", 0)
    if "." not in low or not low[0].isdecimal():
        return None
    if not (tokens.has("number.range", joint) or tokens.has("conjunction", joint)):
        return None
    right = number_at(tokens, joint + 1)
    value = scaled_to(low, scale_of(tokens, right.last)) if right is not None else 0
    return Number(index, value) if right is not None and 0 < value < right.value else None


def _range(tokens: Tokens, first: int, low: int, right: Number) -> Mention | None:
    high = right.value
    scale = scale_of(tokens, right.last)  # "two or three dozen"
    if scale and low * scale < high:
        low *= scale
    if low > high:
        return None
    return Mention(
        first=first,
        last=right.last,
        kind="range",
        value=None,
        low=low,
        high=high,
        rules=("quantity.range",),
    )


def _plain(tokens: Tokens, index: int) -> Mention | None:
    low, roles = tokens.lows[index], tokens.roles[index]
    for role in ("number.zero", "number.unnumbered", "number.whole", "vague"):
        if role in roles:
            entry = tokens.lexicon.of(role)[low]
            if role == "vague" and tokens.has("how", index - 1):
                return None  # "how many were killed" counts nobody
            if role == "vague" and low.endswith(" of") and _goes_on(tokens, index + 1):
                return None  # "a group of 12 tourists"
            return _worded(tokens, index, role, entry)
    number = number_at(tokens, index)
    if number is None and tokens.has("number.range", index + 1):
        number = _lower_end(tokens, index)
    if number is not None:
        return _after(tokens, index, number)
    if low[0] == "0" and is_zero(tokens, index):
        return _nobody(index, "quantity.number")
    if "number.article" in roles:
        return _single(index, "number.article")
    if "number.another" in roles:
        if index + 1 < len(tokens) and number_at(tokens, index + 1) is not None:
            return None
        return _single(index, "number.another")
    return None


def _worded(tokens: Tokens, index: int, role: str, entry: Entry) -> Mention:
    if role == "number.zero":
        return _nobody(index, entry.id)
    if role == "number.unnumbered":
        return Mention(
            first=index, last=index, kind="some", value=None, low=1, high=None, rules=(entry.id,)
        )
    if role == "number.whole":
        value = entry.values[tokens.lows[index]]
        return Mention(
            first=index,
            last=index,
            kind="exact",
            value=value,
            low=value,
            high=value,
            rules=(entry.id,),
        )
    return Mention(
        first=index,
        last=index,
        kind="vague",
        value=None,
        low=entry.bound("low"),
        high=entry.bound("high"),
        rules=(entry.id,),
    )


def _single(index: int, rule: str) -> Mention:
    return Mention(first=index, last=index, kind="exact", value=1, low=1, high=1, rules=(rule,))


def _nobody(index: int, rule: str) -> Mention:
    return Mention(first=index, last=index, kind="none", value=0, low=0, high=0, rules=(rule,))


def _after(tokens: Tokens, first: int, number: Number) -> Mention | None:
    middle = number.last + 1
    is_rise = tokens.has("bound.between", first - 1) and _is_rise(tokens, first - 1)
    if tokens.has("number.range", middle) and middle + 1 < len(tokens) and not is_rise:
        right = number_at(tokens, middle + 1)
        if right is not None and right.value > number.value:
            return _range(tokens, first, number.value, right)
    exact = Mention(
        first=first,
        last=number.last,
        kind="exact",
        value=number.value,
        low=number.value,
        high=number.value,
        rules=("quantity.number",),
    )
    after = (
        tokens.lexicon.entry("bound.after", tokens.lows[middle]) if middle < len(tokens) else None
    )
    if after is not None and not _goes_on(tokens, middle + 1):
        return _apply(after, replace(exact, last=middle))
    return exact


def _goes_on(tokens: Tokens, index: int) -> bool:
    """Say whether a number follows, so that the words before it belong to that number."""
    return index < len(tokens) and number_at(tokens, index) is not None
