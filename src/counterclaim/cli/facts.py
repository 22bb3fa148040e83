"""The facts of a sighting in words for people: one line each, fit for a terminal.

Invariant: nothing in the words of a text acts on the terminal.
"""

from counterclaim.model.names import one_line
from counterclaim.model.quantities import Quantity
from counterclaim.model.sightings import Sighting


def claimant_text(sighting: Sighting) -> str:
    """Return who answers for the figure, and through whom it came."""
    claimant = sighting.claimant
    who = shown(claimant.name) if claimant is not None else "(the text itself)"
    if sighting.via:
        who += " via " + ", ".join(shown(relay.name) for relay in sighting.via)
    return f"{who} denies" if sighting.polarity == "denied" else who


def bounds_in_signs(quantity: Quantity) -> str:
    """Return bounds in signs: "498", "≥2,001", "5,400-5,999", "?"."""
    low, high = quantity.low, quantity.high
    if low is not None and low == high:
        return f"{low:,}"
    if low is None and high is None:
        return "?"
    if high is None:
        return f"≥{low:,}"
    return f"≤{high:,}" if low is None else f"{low:,}-{high:,}"


def figure_parts(quantity: Quantity) -> tuple[str, str]:
    """Return a figure as worded, and its bounds, "" where the words are the number."""
    words, bounds = shown(quantity.text), bounds_in_signs(quantity)
    is_number = words in (bounds, bounds.replace(",", ""))
    return words, "" if is_number else f"({bounds})"


def victims_text(sighting: Sighting) -> str:
    """Return the victims as worded, with side, class and group in brackets."""
    victims = sighting.victims
    facts = ", ".join(f for f in (victims.party, victims.class_, victims.group) if f)
    words = shown(victims.text)
    return " ".join(part for part in (words, f"[{shown(facts)}]" if facts else "") if part)


def period_text(sighting: Sighting) -> str:
    """Return frame and dates of the period in one line; of a rate also its words."""
    period = sighting.period
    words = shown(period.text or "") if period.frame == "rate" else ""
    is_day = period.start is not None and period.start == period.end
    start = f"{'on' if is_day else 'from'} {period.start}" if period.start else ""
    end = f"to {period.end}" if period.end and not is_day else ""
    return " ".join(part for part in (period.frame, words, start, end) if part)


def place_text(sighting: Sighting) -> str:
    """Return the place as worded with the code of its country: "Darrowmere [?]"."""
    place = sighting.place
    return f"{shown(place.text)} [{place.code or '?'}]" if place is not None else ""


def detail_text(sighting: Sighting) -> str:
    """Return in one line when and where it was, when it was said, and what marks it."""
    said = f"said on {sighting.stated_on}" if sighting.stated_on is not None else ""
    hedge = f"“{shown(sighting.hedge)}”" if sighting.hedge else ""
    facts = (period_text(sighting), place_text(sighting), said, hedge, notes_text(sighting))
    return "; ".join(fact for fact in facts if fact) or "(no day, no place)"


def notes_text(sighting: Sighting) -> str:
    """Return what marks a sighting: a caption, in passing, said again, a part of another."""
    marks = {
        "caption": sighting.caption,
        "in passing": sighting.optional and not sighting.caption,
        "again": sighting.repeats is not None,
        "a part": sighting.part_of is not None,
    }
    return ", ".join(name for name, is_so in marks.items() if is_so)


def shown(text: str) -> str:
    """Return words on one line, fit for a terminal: nothing in them acts on it."""
    return one_line(text)
