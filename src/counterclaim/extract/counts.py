"""Count phrases: a quantity with the noun that it counts, and what kind of thing that is.

"498 of its soldiers", "two captured US volunteers", "at least 12", "three apartment buildings".
Invariant: a count covers the tokens ``first`` to ``last`` without a gap, the quantity first. A
count of things is kept and marked, so that patterns can step over it.
"""

from dataclasses import dataclass
from functools import lru_cache

from counterclaim.extract.ages import is_age
from counterclaim.extract.numbers import number_at
from counterclaim.extract.quantities import Mention
from counterclaim.lexicon.entries import Entry
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.notes import note
from counterclaim.text.tokens import Tokens

_MAX_NOUN_PHRASE = 12  # tokens after the number
_MOST_PEOPLE = 20_000_000_000  # beyond it a number cannot count them
_BRACKET = 14  # tokens of a bracket inside a noun phrase
_LEAST_YEAR = 1000  # from here on "one in N" may be a year
_LAST_DAY = 31  # of a month
_AHEAD = 4  # tokens looked ahead for the noun that a participle belongs to


@note
class Count:
    """A counted noun phrase.

    ``head`` is the token of the noun (``None``: the number stands alone), ``victim`` its lexicon
    entry where it names people, ``state`` a token of loss inside the phrase ("five **dead** men"),
    ``noun`` the entry of a noun of loss as head ("12 **deaths**"), ``base`` the number of which it
    is a part ("one of **12** men").
    """

    mention: Mention
    first: int
    last: int
    head: int | None = None
    victim: Entry | None = None
    is_people: bool = False
    is_thing: bool = False
    is_more: bool = False
    state: int | None = None
    noun: Entry | None = None
    base: Mention | None = None

    @property
    def is_bare(self) -> bool:
        """Whether the number stands alone, or with "more" and "others" only."""
        return self.head is None and self.noun is None


def read_count(tokens: Tokens, mention: Mention) -> Count | None:
    """Return the count phrase of a quantity, or ``None`` where it is no count (a date, an age)."""
    place = mention.last + 1
    if (mention.value or mention.high or 0) > _MOST_PEOPLE or _is_ratio(tokens, mention):
        return None
    if tokens.has("exception", mention.first - 1):
        return None  # "all but two were killed"
    if tokens.has("month", place) or _closes_date(tokens, mention.first):
        return None
    if tokens.has("number.whole", mention.first) and tokens.letters[mention.first - 1 :][:1] == [
        ","
    ]:
        return None  # "two aid workers, both Dornans": said of the count before
    is_single = tokens.has("number.article", mention.first) and mention.first == mention.last
    if is_single and (_is_of_number(tokens, place) or not _may_count_one(tokens, place)):
        return None
    is_more = False
    while tokens.has("more", place):
        is_more, place = True, place + 1
    is_more = is_more or tokens.has("number.another", mention.first)
    after = place
    place = _after_of(tokens, place)
    run = _scan(tokens, place)
    if tokens.has("preposition", mention.first) and mention.kind == "none":
        if run.noun is None or set(tokens.letters[place : run.last]) - set("An"):
            return None  # "without water", not "without loss of life"
    if run.head is None and run.noun is None:
        if is_single or _is_label(tokens, mention):
            return None
        last = place - 1 if is_more or place == mention.last + 1 else mention.last
        is_thing = _is_unit_sign(tokens, mention)
        return Count(
            mention=mention,
            first=mention.first,
            last=last,
            is_thing=is_thing,
            is_more=is_more,
        )
    if is_single and not (run.is_people and tokens.form("victim", run.head or 0) != "plural"):
        return None
    return Count(
        mention=mention,
        first=mention.first,
        last=run.last,
        head=run.head,
        victim=run.victim,
        is_people=run.is_people,
        is_thing=run.is_thing or _is_unit_sign(tokens, mention),
        is_more=is_more,
        state=run.state,
        noun=run.noun,
        base=_base_of(tokens, after, place) if place > after else None,
    )


def _base_of(tokens: Tokens, first: int, stop: int) -> Mention | None:
    """Return the number between "of" and the noun: "one of **12** men"."""
    for at in range(first, stop):
        number = number_at(tokens, at) if tokens.letters[at] == "#" else None
        if number is not None:
            value = number.value
            return Mention(
                first=at,
                last=number.last,
                kind="exact",
                value=value,
                low=value,
                high=value,
                rules=("quantity.number",),
            )
    return None


def _is_of_number(tokens: Tokens, place: int) -> bool:
    """Say whether a family, or the like, is told by its number: "a family of five"."""
    is_whole = tokens.has("collective", place) and tokens.has("of", place + 1)
    return is_whole and number_at(tokens, place + 2) is not None


def _may_count_one(tokens: Tokens, place: int) -> bool:
    """Say whether a noun for people, or a name, stands in the phrase behind an article."""
    last = min(len(tokens), place + _MAX_NOUN_PHRASE)
    return any(
        at in tokens.names
        or tokens.letters[at] in "NaE"
        or names_people(tokens, at)
        or _looks_like_person(tokens, at)
        for at in range(place, last)
    )


def names_people(tokens: Tokens, index: int) -> bool:
    """Say whether a token is a noun for people: of the lexicon, or the name of a people."""
    if tokens.has("victim", index) or _ends_in_people(tokens, index):
        return True
    names = tokens.names.get(index)
    if not names or not any(name.sort == "people" for name in names):
        return False
    if not any(name.sort == "adjective" for name in names):
        return True
    after = index + 1  # "a Russian depot": the word is an adjective there
    if tokens.letters[after : after + 2] == ["C", "E"]:
        joined = tokens.names.get(after + 1, ())
        return not any(name.sort == "adjective" for name in joined)
    return after >= len(tokens) or tokens.letters[after] not in "nEBvNka"


def _ends_in_people(tokens: Tokens, index: int) -> bool:
    """Say whether the last word of a phrase names people: "government official"."""
    low = tokens.lows[index]
    return " " in low and tokens.lexicon.has("victim", low.rpartition(" ")[2])


@dataclass(slots=True)
class _Run:
    last: int
    head: int | None = None
    victim: Entry | None = None
    is_people: bool = False
    is_thing: bool = False
    state: int | None = None
    noun: Entry | None = None


def _closes_date(tokens: Tokens, first: int) -> bool:
    """Say whether a number is the day after its month, which has no day before it yet."""
    low = tokens.lows[first]
    if not tokens.has("month", first - 1) or not low[:1].isdecimal():
        return False  # "in February two crewmen died"
    if low.isdecimal() and _LAST_DAY < int(low) < _LEAST_YEAR:
        return False  # "in May 79 guards died"
    return first < 2 or not tokens.lows[first - 2].isdecimal()


def _scan(tokens: Tokens, place: int) -> _Run:
    """Read the noun phrase from ``place``: modifiers, then the head."""
    run = _Run(last=place - 1)
    plain: int | None = None
    stop = min(len(tokens), place + _MAX_NOUN_PHRASE)
    index = place
    while index < stop:
        letter = tokens.letters[index]
        if tokens.letters[index + 1 : index + 2] == ["j"]:
            plain = index
        elif names_people(tokens, index) and letter in "nENa":
            run.head, run.is_people, run.last = index, True, index
            run.victim = tokens.lexicon.entry("victim", tokens.lows[index])
            run.is_thing = False
            if not _noun_goes_on(tokens, index):
                return run
        elif tokens.has("thing", index) or letter == "%":
            run.head, run.is_people, run.is_thing, run.victim = index, False, True, None
            run.last = index
            if letter == "%" or not _next_is_noun(tokens, index):
                return run
        elif letter == "N" and _is_compound(tokens, index):
            plain = index
        elif letter == "N" and (_is_paired(tokens, index) or not _people_ahead(tokens, index)):
            run.last = index
            if index > place and tokens.has("claimant", index - 1):  # "government bodies"
                run.head, run.is_thing = index, True
            else:
                run.noun = tokens.lexicon.entry("loss.noun", tokens.lows[index])
            return run
        elif letter in "ka" and _people_ahead(tokens, index):
            run.state = index
        elif _may_modify(tokens, index) and _noun_ahead(tokens, index, is_first=plain is None):
            pass
        elif letter in {"n", "E"} and not tokens.has("sofar", index):
            plain = index
        elif letter == "(" and (closing := _bracket_end(tokens, index)):
            index = closing
        elif letter in 'j"' or (letter == "C" and _joins_adjectives(tokens, index)):
            pass
        else:
            break
        index += 1
    if run.head is None and plain is not None:
        run.head, run.last = plain, plain
        run.is_people = _looks_like_person(tokens, plain)
    return run


def _bracket_end(tokens: Tokens, index: int) -> int | None:
    """Return the token that closes a short bracket with people after it: "(German) staff"."""
    for at in range(index + 1, min(len(tokens), index + _BRACKET)):
        if tokens.letters[at] == ")":
            return at if _people_ahead(tokens, at) else None
    return None


def _is_compound(tokens: Tokens, index: int) -> bool:
    """Say whether a noun of loss only qualifies the next noun: "29 body fragments"."""
    is_singular = not tokens.lows[index].endswith("s")
    return is_singular and tokens.letters[index + 1 : index + 2] == ["n"]


def _is_paired(tokens: Tokens, index: int) -> bool:
    """Say whether two nouns of loss share a number: "12 deaths and injuries"."""
    return tokens.letters[index + 1 : index + 3] == ["C", "N"]


def _is_ratio(tokens: Tokens, mention: Mention) -> bool:
    """Say whether a number is a share: "one in five people", "one in 20"."""
    after = mention.last + 1
    if mention.value == 1 and tokens.has("ratio", after):
        base = number_at(tokens, after + 1)
        if base is not None and base.value < _LEAST_YEAR:
            return _ends_ratio(tokens, base.last + 1)
    before = mention.first - 1
    one = number_at(tokens, before - 1) if tokens.has("ratio", before) and before else None
    is_base = one is not None and one.value == 1 and (mention.value or 0) < _LEAST_YEAR
    return is_base and _ends_ratio(tokens, after)


def _ends_ratio(tokens: Tokens, after: int) -> bool:
    return after >= len(tokens) or tokens.letters[after] in ",.P" or names_people(tokens, after)


def _noun_ahead(tokens: Tokens, index: int, *, is_first: bool) -> bool:
    """Say whether a participle qualifies a noun that follows: "39 detached houses".

    Behind a noun of its own it is a verb: "two maids followed orders".
    """
    return (is_first and tokens.has("thing", index + 1)) or _people_ahead(tokens, index)


def _may_modify(tokens: Tokens, index: int) -> bool:
    letter = tokens.letters[index]
    return letter in "Agv" or (letter in "LsVdcl" and tokens.lows[index].endswith("ed"))


def _after_of(tokens: Tokens, place: int) -> int:
    """Step over "of the", "of its", "of Ukraine's" after a number."""
    if not (place < len(tokens) and tokens.lows[place] in tokens.lexicon.of("of")):
        return place
    index = place + 1
    while index < len(tokens) and (
        tokens.letters[index] in "D#" or tokens.has("pronoun", index) or tokens.has("own", index)
    ):
        index += 1
    owner = index
    while owner < len(tokens) and tokens.letters[owner] in "nE":
        owner += 1
    if tokens.letters[owner : owner + 2] == ["j", "#"]:
        return place  # "244 of the railway's 2,000 workers"
    if (
        index < len(tokens)
        and tokens.letters[index] == "E"
        and tokens.letters[index + 1 : index + 2] == ["j"]
    ):
        index += 2
    return index


def _people_ahead(tokens: Tokens, index: int) -> bool:
    for ahead in range(index + 1, min(len(tokens), index + 1 + _AHEAD)):
        if names_people(tokens, ahead) or tokens.letters[ahead] == "N":
            return tokens.letters[ahead] in "nENa"
        if tokens.letters[ahead] not in "nEvjkaAC-":
            return False
    return False


def _noun_goes_on(tokens: Tokens, index: int) -> bool:
    """Say whether the noun for people is only the first part of a compound."""
    after = index + 1
    if after >= len(tokens):
        return False
    if names_people(tokens, after) and tokens.letters[after] in "nEN":
        return True
    if tokens.letters[after] == "N":
        return tokens.form("victim", index) != "plural"
    if tokens.form("victim", index) == "singular" and tokens.letters[after] in "nE":
        if _people_ahead(tokens, index):
            return True
    if tokens.form("victim", index) == "plural" or tokens.form("victim", index) == "":
        return tokens.has("victim", after) and tokens.letters[after] == "n"
    return tokens.has("thing", after)


def _next_is_noun(tokens: Tokens, index: int) -> bool:
    after = index + 1
    return after < len(tokens) and (tokens.has("thing", after) or names_people(tokens, after))


def _joins_adjectives(tokens: Tokens, index: int) -> bool:
    return (
        index > 0
        and tokens.letters[index - 1] == "E"
        and tokens.letters[index + 1 : index + 2] == ["E"]
        and _people_ahead(tokens, index)
    )


def _looks_like_person(tokens: Tokens, index: int) -> bool:
    low = tokens.lows[index]
    return low.endswith(_endings(tokens.lexicon))


@lru_cache(maxsize=8)
def _endings(lexicon: Lexicon) -> tuple[str, ...]:
    """Return the endings of nouns for people, singular and plural."""
    return tuple(form for ending in lexicon.of("person.ending") for form in (ending, ending + "s"))


def _is_unit_sign(tokens: Tokens, mention: Mention) -> bool:
    before = mention.first - 1
    return before >= 0 and tokens.has("thing", before) and not tokens.lows[before][0].isalpha()


def _is_label(tokens: Tokens, mention: Mention) -> bool:
    """Say whether a bare number is a date, an age, a year or part of a name, not a count."""
    first, last = mention.first, mention.last
    before = tokens.letters[first - 1] if first else ""
    is_figure = tokens.lows[first][:1].isdecimal()
    if (tokens.has("month", first - 1) and is_figure) or tokens.has("month", last + 1):
        return True
    if tokens.has("label", first - 1) or _is_second(tokens, first, last):
        return True
    if mention.kind == "range" and (mention.low or 0) >= 1900 and (mention.high or 0) <= 2099:
        return True
    digits = tokens.lows[last]
    if digits.isdecimal() and mention.value and 1900 <= mention.value <= 2099:
        return mention.first == mention.last
    if first == last and is_age(tokens, first):
        return True
    if before == "E" and digits.isdecimal():
        return tokens.lows[first - 1] not in tokens.lexicon.places
    return False


def _is_second(tokens: Tokens, first: int, last: int) -> bool:
    """Say whether a number is one of two ages or days: "aged seven and 10", "19 and 20 May"."""
    at = first - 1
    while at > 0 and tokens.letters[at] in ",C" and tokens.letters[at - 1] == "#":
        at -= 2
    if at < first - 1 and tokens.has("label", at):
        return True  # "aged 8, 9 and 11"
    is_pair = tokens.has("conjunction", last + 1) and tokens.letters[last + 2 : last + 3] == ["#"]
    return is_pair and tokens.has("month", last + 3)
