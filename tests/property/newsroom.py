"""Reports of invented wars, and what other desks make of them: the same on every run.

Not here: what is measured on them. Invariant: all words are from ``newsroom.txt``, and a number
always gives the same report.
"""

import random
import re
from pathlib import Path

_STOCK = Path(__file__).with_name("newsroom.txt")
_CHOICE = re.compile(r"\(([^()|]+(?:\|[^()|]+)+)\)")
_FACT = re.compile(r"\{(\w+)\}")
_FIGURE = re.compile(r"\b\d[\d,]*\b")
_STARTS = ["Bre", "Cal", "Dor", "Fen", "Gar", "Hra", "Jol", "Kas", "Lom", "Mer", "Nov", "Ost"]
_MIDDLES = ["a", "e", "i", "o", "and", "ell", "ik", "om", "ur"]
_ENDS = ["dov", "grad", "len", "mark", "nik", "ra", "sk", "stane", "tor", "vna", "wick", "zen"]
_FIRST = ["Petra", "Josko", "Ilka", "Marten", "Sela", "Dario", "Anouk", "Tomas", "Vera", "Ruben"]
_KINDS = ["rocket strike", "air raid", "shelling", "drone attack", "mortar attack", "car bomb"]
_POSTS = ["the governor of {}", "the mayor of {}", "the head of {}'s rescue service"]
_BODIES = ["Red Lantern", "Mission for Civilians", "Office of Inquiry", "Council of Refugees"]
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_OUTLETS = ["Kastapress", "Allied Dispatch", "Northern Wire", "The Tesna Courier", "Radio Velm"]
_COMMUNIQUE = [
    "Operational report of the general staff of {side} for {day}, as of 18:00.",
    "Over the past day {few} clashes took place along the whole of the line of contact.",
    "The enemy carried out {few} missile strikes and {m} air strikes and fired {big} times on "
    "our positions and on settlements, among them {town}, {town} and {town}.",
    "In the {town} direction the enemy attacked {few} times near {town} and {town} in vain.",
    "In the {town} direction our defenders repelled {few} attacks, and {few} more are going on.",
    "Our aviation hit {few} areas where personnel and equipment of the enemy were concentrated.",
    "Units of the rocket forces struck {few} command posts and {few} depots near {town}.",
    "In total the enemy lost {mid} soldiers killed and wounded over the past day, besides {few} "
    "tanks, {few} armoured vehicles, {tanks} artillery systems and {tanks} lorries.",
    "The air force shot down {few} of {tanks} attack drones on the approach to {town}.",
    "Hold the line! Together to victory!",
]
_MIDDLE_PARTS = ["claim", "scene", "reaction", "military", "background"]
BOX = (
    "Sign up for our morning letter, with the best of our reporting from five continents, "
    "delivered to your inbox every weekday before seven. You can cancel at any time, and we "
    "never pass your address on. Already a reader? Log in here to save this article for later, "
    "or give it to a friend as a present."
)


def read_stock() -> dict[str, list[str]]:
    """Return the sentences by their place in a report."""
    parts: dict[str, list[str]] = {}
    for line in _STOCK.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            part = parts.setdefault(line.strip("[]"), [])
        elif line and not line.startswith("#"):
            part.append(line)
    return parts


STOCK = read_stock()


def invent_facts(chance: random.Random) -> dict[str, str]:
    """Return the facts of one event in one of many wars."""

    def name() -> str:
        return chance.choice(_STARTS) + chance.choice(_MIDDLES) + chance.choice(_ENDS)

    def person() -> str:
        return f"{chance.choice(_FIRST)} {name()}"

    place, kind = name(), chance.choice(_KINDS)
    return {
        "place": place,
        "kind": kind,
        "kind_cap": kind.capitalize(),
        "side": name() + "ia",
        "foe": name() + "ia",
        "official": f"{person()}, {chance.choice(_POSTS).format(place)}",
        "official2": f"{person()} of the {name()} administration",
        "head": person(),
        "head2": person(),
        "body": f"{name()} {chance.choice(_BODIES)}",
        "river": name(),
        "n": str(chance.randrange(6, 90)),
        "m": str(chance.randrange(20, 400)),
        "day": chance.choice(_DAYS),
        "outlet": chance.choice(_OUTLETS),
    }


def _fill(pattern: str, facts: dict[str, str], chance: random.Random) -> str:
    """Return a sentence: choices made, facts filled in, what the event leaves open invented."""

    def fact(found: re.Match[str]) -> str:
        name = found[1]
        if name in facts:
            return facts[name]
        ranges = {"few": (2, 20), "tanks": (3, 60), "mid": (90, 990), "big": (1_000, 9_990)}
        if name in ranges:
            return f"{chance.randrange(*ranges[name]):,}"
        if name == "huge":
            return f"{chance.randrange(20, 900)},000"
        if name == "day2":
            return chance.choice(_DAYS)
        made = chance.choice(_STARTS) + chance.choice(_MIDDLES) + chance.choice(_ENDS)
        return made if name == "town" else f"{chance.choice(_FIRST)} {made}"

    chosen = _CHOICE.sub(lambda found: chance.choice(found[1].split("|")), pattern)
    chosen = _CHOICE.sub(lambda found: chance.choice(found[1].split("|")), chosen)
    return _FACT.sub(fact, chosen)


def write_report(facts: dict[str, str], n_words: int, chance: random.Random) -> list[list[str]]:
    """Return a report of about ``n_words`` words: the headline, then paragraphs of sentences."""
    left = {part: chance.sample(lines, len(lines)) for part, lines in STOCK.items()}
    paragraphs = [[_fill(left["headline"].pop(), facts, chance)]]
    paragraphs.append([_fill(left["lead"].pop(), facts, chance)])
    n_made = sum(len(s.split()) for p in paragraphs for s in p)
    while n_made < n_words:
        part = chance.choice([p for p in _MIDDLE_PARTS if left[p]] or ["close"])
        if not left[part]:
            left = {name: chance.sample(lines, len(lines)) for name, lines in STOCK.items()}
        sentence = _fill(left[part].pop(), facts, chance)
        if len(paragraphs[-1]) >= 3 or (len(paragraphs[-1]) == 2 and chance.random() < 0.5):
            paragraphs.append([])
        paragraphs[-1].append(sentence)
        n_made += len(sentence.split())
    return paragraphs


def make_communique(number: int) -> str:
    """Return one day's communiqué of a general staff: standing words, and figures of the day."""
    chance = random.Random(f"communiqué {number}")
    facts = {"side": "Velmora", "day": chance.choice(_DAYS), "m": str(chance.randrange(9, 99))}
    return "\n".join(_fill(pattern, facts, chance) for pattern in _COMMUNIQUE)


def make_report(number: int, n_words: int | None = None) -> list[list[str]]:
    """Return the report of that number: about an event of its own, 120 to 700 words long."""
    chance = random.Random(f"report {number}")
    facts = invent_facts(chance)
    return write_report(facts, n_words or chance.randrange(120, 700), chance)


def join(paragraphs: list[list[str]]) -> str:
    """Return the text of a report."""
    return "\n\n".join(" ".join(sentences) for sentences in paragraphs if sentences)


def split(text: str) -> list[list[str]]:
    """Return a text as paragraphs of sentences, cut roughly."""
    paragraphs = [p for p in text.split("\n\n") if p.strip()]
    return [re.split(r"(?<=[.!?”]) (?=[A-Z“])", p.strip()) for p in paragraphs]


def cut_bottom(paragraphs: list[list[str]], share: float) -> list[list[str]]:
    """Return the report without the last ``share`` of its words, to the next whole sentence."""
    keep = (1 - share) * sum(len(s.split()) for p in paragraphs for s in p)
    kept: list[list[str]] = []
    n_kept = 0
    for sentences in paragraphs:
        kept.append([])
        for sentence in sentences:
            if n_kept >= keep:
                return kept
            kept[-1].append(sentence)
            n_kept += len(sentence.split())
    return kept


def reorder(paragraphs: list[list[str]], chance: random.Random) -> list[list[str]]:
    """Return the report with the paragraphs below the lead in another order."""
    rest = paragraphs[2:]
    return [*paragraphs[:2], *chance.sample(rest, len(rest))]


def new_headline(paragraphs: list[list[str]], chance: random.Random) -> list[list[str]]:
    """Return the report under another headline."""
    made = _fill(chance.choice(STOCK["headline"]), invent_facts(chance), chance)
    return [[made], *paragraphs[1:]]


def update_figures(
    paragraphs: list[list[str]], chance: random.Random, share: float = 0.5
) -> list[list[str]]:
    """Return the report with that share of its figures raised, each by its own amount."""

    def raised(found: re.Match[str]) -> str:
        if chance.random() > share:
            return found[0]
        return f"{int(found[0].replace(',', '')) + chance.randrange(1, 9):,}"

    return [[_FIGURE.sub(raised, sentence) for sentence in p] for p in paragraphs]


def add_agency(paragraphs: list[list[str]], chance: random.Random) -> list[list[str]]:
    """Return the report with a dateline and agency in front and a line about it at the end."""
    agency, place = chance.choice(_OUTLETS), chance.choice(_STARTS) + "grad"
    lead = [f"{place.upper()} ({agency}) — {paragraphs[1][0]}", *paragraphs[1][1:]]
    end = f"This story was taken from the {agency} feed and has not been edited by our staff."
    return [paragraphs[0], lead, *paragraphs[2:], [end]]


def add_byline(paragraphs: list[list[str]], chance: random.Random) -> list[list[str]]:
    """Return the report with a byline and time under the headline."""
    who = f"{chance.choice(_FIRST)} {chance.choice(_STARTS)}{chance.choice(_ENDS)}"
    line = f"By {who}, {chance.choice(_DAYS)} {chance.randrange(24)}:{chance.randrange(10, 60)}"
    return [paragraphs[0], [line], *paragraphs[1:]]


def trim(
    paragraphs: list[list[str]], chance: random.Random, share: float = 0.15
) -> list[list[str]]:
    """Return the report without some of its sentences, and with others shortened at a comma."""
    made: list[list[str]] = paragraphs[:2]
    for sentences in paragraphs[2:]:
        kept = [s for s in sentences if chance.random() > share]
        made.append([_shorten(s) if chance.random() < share else s for s in kept])
    return made


def _shorten(sentence: str) -> str:
    head, comma, tail = sentence.rpartition(", ")
    return f"{head}." if comma and "“" not in sentence and len(tail.split()) < 12 else sentence


def add_box(paragraphs: list[list[str]]) -> list[list[str]]:
    """Return the report with an outlet's box of 60 words below the second paragraph."""
    return [*paragraphs[:3], [BOX], *paragraphs[3:]]


EDITS = ("cut", "reorder", "headline", "figures", "agency", "byline", "trim", "box")


def edit(paragraphs: list[list[str]], names: tuple[str, ...], chance: random.Random) -> str:
    """Return the text after the edits of these names, in the order of ``EDITS``."""
    made = [list(p) for p in paragraphs]
    for name in EDITS:
        if name not in names:
            continue
        if name == "cut":
            made = cut_bottom(made, chance.uniform(0.2, 0.6))
        elif name == "box":
            made = add_box(made)
        else:
            made = _WITH_CHANCE[name](made, chance)
    return join(made)


_WITH_CHANCE = {
    "reorder": reorder,
    "headline": new_headline,
    "figures": update_figures,
    "agency": add_agency,
    "byline": add_byline,
    "trim": trim,
}
