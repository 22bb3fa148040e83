"""The frame of a period: one happening, a running count, a stated stretch, or open.

The rules stand in the order in which they are asked; the first that knows answers. Not here: the
dates of a period and the words of a rate or a "since" (``periods.py``). Invariant: a frame that is
only the usual one of such a loss comes from one of the last rules, whose names say so.
"""

from collections.abc import Callable

from counterclaim.extract.dates import DateMention
from counterclaim.extract.losses import Loss
from counterclaim.extract.setting import Setting
from counterclaim.model.notes import note
from counterclaim.model.periods import Frame
from counterclaim.text.tokens import Tokens

Framed = tuple[Frame | None, str]

_SMALL_GROUP = 10  # people; fewer are captured or lost sight of at one time
_MANY = 100  # people; as many are rarely lost in one happening of which no more is said
_TOLL = 300  # people; a single happening of a war seldom has a toll as high
WAR_SIZE = 1000  # people; more than this in one happening is rare, more than this in a war is not
_WEEK = 7  # days; the least that a campaign lasts


@note
class Timing:
    """What a sentence says of time, apart from when something was said.

    ``is_local`` says that it names a place smaller than a region or country.
    """

    tokens: Tokens
    dates: list[DateMention]
    setting: Setting
    is_country: bool = False
    is_region: bool = False
    is_local: bool = False
    is_headline: bool = False


@note
class _Case:
    """A loss with what its sentence says of time; ``date`` is the one nearest to it."""

    tokens: Tokens
    loss: Loss
    date: DateMention | None
    timing: Timing
    is_event: bool
    is_ongoing: bool

    @property
    def sort(self) -> str:
        """How the date is told, "" if there is none."""
        return self.date.sort if self.date is not None else ""

    @property
    def value(self) -> int:
        """The least number of people lost."""
        mention = self.loss.count.mention
        return mention.low or mention.value or 0

    @property
    def is_vague(self) -> bool:
        """Whether the number is a vague word."""
        return self.loss.count.mention.kind == "vague"

    @property
    def is_long(self) -> bool:
        """Whether the date is a stretch of a week or more, as "this year"."""
        window = self.date.window if self.date is not None else None
        is_stretch = window is not None and (window.end - window.start).days >= _WEEK - 1
        return self.sort in ("window", "past") and is_stretch

    @property
    def is_war(self) -> bool:
        """Whether the text tells of a war that is known."""
        return self.timing.setting.war is not None


def settle_frame(timing: Timing, loss: Loss, date: DateMention | None) -> Framed:
    """Return the frame of a loss and the rule that gave it; ``None`` where it cannot be told."""
    tokens = timing.tokens
    case = _Case(
        tokens=tokens,
        loss=loss,
        date=date,
        timing=timing,
        is_event=any(_is_happening(tokens, at) for at in tokens.at("event")),
        is_ongoing=tokens.holds("event.ongoing"),
    )
    for rule in _RULES:
        found = rule(case)
        if found is not None:
            return found
    return None, "period.none"


def _is_happening(tokens: Tokens, at: int) -> bool:
    """Say whether a word names one happening; "fire" and "fighting" go on unless they are "a"."""
    if not tokens.has("event", at):
        return False
    return not tokens.has("event.ongoing", at) or tokens.has("number.article", at - 1)


def _by_stretch(case: _Case) -> Framed | None:
    tokens, date = case.tokens, case.date
    if date is None:
        return None
    if case.sort == "past" and tokens.has("past.span", date.first):
        return "interval", "period.past"
    if case.sort == "span":
        return "interval", "period.span"
    is_one = any(_is_happening(tokens, i) for i in range(date.last + 1, case.loss.trigger))
    if tokens.has("date.alone", date.last + 1) and not is_one:
        return "interval", "period.alone"
    return None


def _by_state(case: _Case) -> Framed | None:
    """Frame what lasts or was met with: captives who are still held, the dead who were found."""
    tokens, loss = case.tokens, case.loss
    if loss.outcome == "captured" and tokens.holds("captive.held") and case.date is None:
        return None, "period.held"
    is_dead = tokens.has("remains", loss.trigger) or tokens.has("remains", loss.count.first - 2)
    is_state = tokens.letters[loss.trigger] == "a" and loss.outcome == "killed"
    is_found = case.is_war and tokens.holds("found") and not tokens.holds("event")
    if (is_dead or is_state) and is_found:
        return None, "period.found"
    return None


def _by_total(case: _Case) -> Framed | None:
    """Frame a running count: "so far", "the war has killed", "two months of siege"."""
    tokens, loss = case.tokens, case.loss
    if tokens.holds("sofar") and not tokens.holds("event") and case.sort not in ("past", "window"):
        is_one = case.timing.setting.is_disaster and not case.is_war
        return ("incident" if is_one else "cumulative"), "period.sofar"
    if _is_war_subject(tokens, loss):
        return "cumulative", "period.war"
    campaign = _campaign_at(tokens) if case.sort not in ("day", "night") else None
    if campaign is not None:
        is_part = tokens.has("opening", campaign - 1) or tokens.has("within.first", campaign - 1)
        return ("interval" if is_part else "cumulative"), "period.campaign"
    is_large = case.is_war and case.value >= _TOLL
    if loss.rule == "toll" and is_large and case.date is None and not case.is_event:
        return "cumulative", "period.toll"
    return None


def _is_war_subject(tokens: Tokens, loss: Loss) -> bool:
    """Say whether the war itself did it: "the war, which began in May, has killed"."""
    at, reach = loss.trigger - 1, 7
    if tokens.has("have", at) and at > 1 and tokens.letters[at - 1] == ",":
        opening = [i for i in range(max(0, at - 15), at - 2) if tokens.letters[i] == ","]
        relative = [i for i in opening if tokens.letters[i + 1] == "W"]
        at = relative[-1] - 1 if relative else at
    for index in range(at, max(-1, at - reach), -1):
        if tokens.has("event.war", index):
            return True
        if tokens.letters[index] in ",;:.":
            return False
    return False


def _campaign_at(tokens: Tokens) -> int | None:
    """Return the length of a campaign: "two **months** of siege", "a **nine-month** battle"."""
    for index in sorted({*tokens.at("event.war"), *tokens.at("event.battle")}):
        for at in range(max(0, index - 4), index):
            low = tokens.lows[at].rpartition("-")[2]
            unit = tokens.lexicon.entry("time.unit", low)
            is_joint = low != tokens.lows[at] or tokens.has("of", at + 1)
            if unit is not None and is_joint and unit.values[low] >= _WEEK:
                return at
    return None


def _by_capture(case: _Case) -> Framed | None:
    is_small = case.value < _SMALL_GROUP and not case.is_vague
    if case.loss.outcome not in ("captured", "missing"):
        return None
    if is_small and case.date is not None and case.sort != "span":
        return "incident", "period.capture"
    is_finite = not case.loss.count.first <= case.loss.trigger <= case.loss.count.last
    if case.loss.outcome == "captured" and case.timing.is_local and case.date is None and is_finite:
        return "incident", "period.capture"
    return None


def _by_window(case: _Case) -> Framed | None:
    """Frame what fell in a week or month: a stretch, unless it was at one place hit once."""
    if case.sort not in ("window", "past"):
        return None
    if case.tokens.holds("event"):
        is_long = case.is_long and not _is_single(case.tokens)
        return ("interval", "period.window") if is_long else None
    if _is_at_site(case.tokens):
        return "incident", "period.site"
    return ("interval", "period.window") if case.sort == "window" else None


def _is_single(tokens: Tokens) -> bool:
    """Say whether a sentence tells of one event: "the bus bombing", not only "in clashes"."""
    return any(
        tokens.has("event", at)
        and not tokens.has("event.many", at)
        and (
            _is_happening(tokens, at)
            or tokens.letters[at - 1 : at] in (["n"], ["E"])
            or (tokens.letters[at - 1 : at] == ["D"] and _is_told_of(tokens, at))
        )
        for at in range(len(tokens))
    )


def _is_told_of(tokens: Tokens, at: int) -> bool:
    """Say whether "the" makes one event of a word: "the fire", "the bombing that killed 12"."""
    return not tokens.has("event.battle", at) or tokens.letters[at + 1 : at + 2] == ["W"]


def _is_at_site(tokens: Tokens) -> bool:
    """Say whether a sentence is about one building or gathering: "in a cellar", "of a funeral"."""
    return any(
        tokens.form(role, index) == "singular"
        and any(
            tokens.has("number.article", at) or tokens.has("number.another", at)
            for at in range(max(0, index - 2), index)
        )
        for role in ("event.site", "place.spot")
        for index in tokens.at(role)
    )


def _by_event(case: _Case) -> Framed | None:
    if not case.is_event:
        return None
    is_total = case.is_war and case.date is None and case.value >= WAR_SIZE
    if case.loss.outcome == "displaced" and is_total:
        return "cumulative", "period.displaced"
    return "incident", "period.event"


def _by_past(case: _Case) -> Framed | None:
    """Frame a total of "this year", which the war itself does not fill."""
    is_lost = case.loss.outcome in ("killed", "wounded", "casualties", "displaced")
    if case.sort != "past" or not case.is_long or not is_lost or _is_single(case.tokens):
        return None
    return "interval", "period.past"


def _by_doing(case: _Case) -> Framed | None:
    """Frame what a side has done in all: "Velmora says it has killed some 900 fighters"."""
    tokens, loss = case.tokens, case.loss
    if case.date is not None or case.timing.is_local or not case.is_war:
        return None
    if loss.outcome not in ("killed", "wounded", "casualties") or case.value < _SMALL_GROUP:
        return None
    at = loss.trigger - 1
    while at > 0 and tokens.letters[at] == "A":
        at -= 1
    is_own = any(
        tokens.has("possessive.third", i) for i in range(loss.count.first, loss.count.last + 1)
    )
    is_passive = tokens.letters[at] == "X" and tokens.has("perfect.have", at - 1)
    if is_own and is_passive and case.value >= _MANY:
        return "cumulative", "period.doing"  # "102 of its employees had been killed"
    is_perfect = tokens.has("perfect.have", at) and tokens.letters[loss.trigger] in "kl"
    is_active = is_perfect and at > 0 and tokens.letters[at - 1] in "EOnC"
    if is_active and loss.trigger < loss.count.first:
        return "cumulative", "period.doing"
    return None


def _by_day(case: _Case) -> Framed | None:
    is_dated = case.sort in ("day", "night")
    if case.is_ongoing and case.timing.is_region:
        return ("interval" if case.date is not None else None), "period.ongoing"
    if is_dated and case.tokens.holds("place.across"):
        return "interval", "period.across"
    is_wide = case.timing.is_country or (case.is_war and not case.timing.is_local)
    is_wide = is_wide and case.value >= _SMALL_GROUP and case.tokens.holds("event.many")
    if is_dated and is_wide and not _is_single(case.tokens):
        return "interval", "period.across"
    if case.is_ongoing and not is_dated and case.is_war and case.value >= WAR_SIZE:
        return "cumulative", "period.total"
    if case.is_ongoing or is_dated:
        return "incident", "period.day"
    return None


def _by_flight(case: _Case) -> Framed | None:
    if case.loss.outcome != "displaced":
        return ("interval", "period.past") if case.sort == "past" else None
    if case.sort == "past" and case.date is not None and case.date.window is not None:
        return "interval", "period.past"
    is_group = case.value < WAR_SIZE and (not case.is_vague or case.timing.is_local)
    return ("incident" if is_group else "cumulative"), "period.displaced"


def _by_size(case: _Case) -> Framed | None:
    is_large = case.value >= WAR_SIZE or (case.timing.is_country and case.value >= _MANY)
    return ("cumulative", "period.total") if case.is_war and is_large else None


def _by_default(case: _Case) -> Framed | None:
    """Frame the rest as one happening, but not bodies, nor "hundreds" in a war."""
    is_told = case.timing.is_local or case.timing.is_headline
    is_open = case.is_vague and case.is_war and (case.value >= _MANY or not is_told)
    is_none = case.loss.outcome == "casualties" and case.loss.count.mention.kind == "none"
    if is_open or not (is_none or case.loss.outcome in ("killed", "wounded", "missing")):
        return None
    if case.tokens.has("remains", case.loss.trigger):
        is_grave = case.tokens.holds("found") or case.tokens.holds("grave")
        return None if is_grave and case.is_war else ("incident", "period.bodies")
    return "incident", "period.default"


_RULES: tuple[Callable[[_Case], Framed | None], ...] = (
    *(_by_stretch, _by_state, _by_total, _by_capture, _by_window, _by_event, _by_past, _by_doing),
    *(_by_day, _by_flight, _by_size, _by_default),
)
