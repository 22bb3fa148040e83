"""Rewordings that leave a claim as it is, and the share of cases in which the extractor agrees.

    python tests/property/rewordings.py [--raise] [--list RELATION]

A relation turns a text into another that says the same. The claims of both are compared in the
fields that no relation may touch: bounds, outcome, side and class of the lost, claimant, via,
polarity; a relation that adds an outlet or a place names the field that it may change. ``made``
relations are templates over invented speakers and losses, ``golden`` ones change the golden
sentences. The shares have floors (``rewordings.json``) that only rise; what is at 1 for made texts
is a law, which ``test_metamorphic.py`` searches for exceptions. Not here: the swap of the sides.
"""

import argparse
import functools
import json
import math
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import sentences
from spelling import american, spell

Record = dict[str, Any]
Reading = tuple[tuple[object, ...], ...]

FLOORS = Path(__file__).parent / "rewordings.json"
FIELDS = ("kind", "low", "high", "outcome", "party", "class", "claimant", "via", "polarity")
DAY = "2023-11-08"
# A last sentence of the form "X said that C", without quotations and asides.
_PLAIN = (
    r"(^|[.\n] )((?!On |In |At |By |After |They |He |She |It )[A-Z][^,;:“\".\n]{2,70}?)"
    r" said (?:on \w+ )?(?:that )?([^“\";:.\n]+)\.$"
)
MARKS = str.maketrans("“”‘’\u00a0\u202f", "\"\"''  ")

SPEAKERS = (
    ("Anton Reshk", "he"),
    ("Ilka Dorn", "she"),
    ("Velmora's defence ministry", "it"),
    ("a spokesman for the Kastavian army", "he"),
    ("officials", "they"),
    ("the Relief Coordination Office", "it"),
    ("the mayor of Hradov", "he"),
)
AGENTS = ("shells", "a rocket", "an air strike", "the explosion", "Kastavian gunners", "drones")
LOST = (
    *("soldiers", "Velmoran soldiers", "civilians", "people", "Kastavian border guards"),
    *("children", "of its soldiers", "residents"),
)
BOUNDS = ("", "at least ", "more than ", "about ", "up to ")
VERBS = ("killed", "wounded")
NUMBERS = (12, 498, 1_250, 12_500)


Pair = Callable[["Case"], tuple[str, str]]


@dataclass(frozen=True)
class Loss:
    """Who lost how many to what, in words that can be put in several ways."""

    agent: str
    verb: str
    bound: str
    number: int
    lost: str

    def count(self, number: str | None = None) -> str:
        """Return the counted people: "at least 12 soldiers"."""
        return f"{self.bound}{number or f'{self.number:,}'} {self.lost}"

    def passive(self, number: str | None = None) -> str:
        """Return the loss as a clause: "at least 12 soldiers were killed"."""
        return f"{self.count(number)} were {self.verb}"


@dataclass(frozen=True)
class Case:
    """A speaker, the pronoun for him, and a loss that he states."""

    speaker: str
    pronoun: str
    loss: Loss

    @property
    def start(self) -> str:
        """Return the speaker at the start of a sentence."""
        return capital(self.speaker)

    @property
    def said(self) -> str:
        """Return the plain sentence."""
        return f"{self.start} said that {self.loss.passive()}."


def capital(text: str) -> str:
    """Return a text with its first letter as a capital."""
    return text[0].upper() + text[1:]


def _turn(turn: str) -> Pair:
    return lambda case: (case.said, turned(turn, case.speaker, case.loss.passive()))


def _active(case: Case) -> tuple[str, str]:
    loss = case.loss
    return (
        f"{case.start} said that {loss.agent} {loss.verb} {loss.count()}.",
        f"{case.start} said that {loss.passive()} by {loss.agent}.",
    )


def _order_of(form: str) -> Pair:
    def pair(case: Case) -> tuple[str, str]:
        loss, other = case.loss, {"killed": "wounded", "wounded": "killed"}[case.loss.verb]
        words = {"x": case.start, "a": loss.agent, "n": loss.lost}
        first = {"p": loss.verb, "i": f"{loss.number:,}", "q": other, "j": 31}
        last = {"q": loss.verb, "j": f"{loss.number:,}", "p": other, "i": 31}
        return form.format(**words, **first), form.format(**words, **last)

    return pair


def _pronoun(opening: str) -> Pair:
    def pair(case: Case) -> tuple[str, str]:
        said = f"said that {case.loss.passive()}."
        first = f"{case.start} {opening}."
        return f"{first} {case.start} {said}", f"{first} {capital(case.pronoun)} {said}"

    return pair


def _reworded(change: Callable[[str], str]) -> Pair:
    def pair(case: Case) -> tuple[str, str]:
        text = f"“{capital(case.loss.passive())},” {case.speaker} said.\n\n{case.said}"
        return text, change(text)

    return pair


def _with(words: str, at: str) -> Pair:
    def pair(case: Case) -> tuple[str, str]:
        clause = case.loss.passive()
        moved = f"{clause} {words}" if at == "end" else f"{words}, {clause}"
        if at == "front":
            return case.said, f"{capital(words)}, {case.speaker} said that {clause}."
        return case.said, f"{case.start} said that {moved}."

    return pair


def _in_words(case: Case) -> tuple[str, str]:
    words = case.loss.passive(spell(case.loss.number))
    return case.said, f"{case.start} said that {words}."


def grouped(sign: str) -> Callable[[str], str]:
    """Return a change of the sign between the thousands of every figure."""
    return lambda text: re.sub(r"(?<=\d),(?=\d{3}(?!\d))", sign, text)


def straight(text: str) -> str:
    """Return a text with straight quotation marks and apostrophes."""
    return text.translate(str.maketrans("“”‘’", "\"\"''"))


def curly(text: str) -> str:
    """Return a text with curly quotation marks and apostrophes."""
    text = re.sub(r'(^|[\s(\[—])"', r"\1“", text)
    return text.replace('"', "”").replace("'", "’")


CHANGES: dict[str, Callable[[str], str]] = {
    "american": american,
    "crlf": lambda text: text.replace("\n", "\r\n"),
    "curly": curly,
    "no-break": lambda text: re.sub(r"(?<=\d) ", "\u00a0", text),
    "no-break everywhere": lambda text: text.replace(" ", "\u00a0"),
    "straight": straight,
    "thousands bare": grouped(""),
    "thousands thin": grouped("\u202f"),
    "upper": str.upper,
}
TURNS: dict[str, str] = {
    "according to X, C": "According to {x}, {c}.",
    "C, according to X": "{C}, according to {x}.",
    "C, X said": "{C}, {x} said.",
    "C, said X": "{C}, said {x}.",
    "X told outlet that C": "{X} told Meridian that {c}.",
    "X told outlet of a side that C": "{X} told Radio Ostrane that {c}.",
    "“C,” X said": "“{C},” {x} said.",
    "“C,” said X": "“{C},” said {x}.",
}
MAY_CHANGE = {
    "X told outlet that C": ("via",),
    "X told outlet of a side that C": ("via",),
    "near a place": ("party",),
}
MADE: dict[str, Pair] = {
    **{turn: _turn(turn) for turn in TURNS},
    **{name: _reworded(change) for name, change in CHANGES.items()},
    "active": _active,
    "digits or words": _in_words,
    "near a place": _with("near Hradov", "end"),
    "on a day, at the end": _with("on Monday", "end"),
    "on a day, in front": _with("on Monday", "front"),
    "on a day, inside": _with("on Monday", "inside"),
    "order of active clauses": _order_of("{x} said {a} {p} {i} {n} and {q} {j}."),
    "order of active clauses, noun last": _order_of("{x} said {a} {p} {i} and {q} {j} {n}."),
    "order of passive clauses": _order_of("{x} said {i} {n} were {p} and {j} {q}."),
    "pronoun": _pronoun("answered questions on Tuesday"),
    "pronoun after a place": _pronoun("answered questions in Ostrane on Tuesday"),
}


# Cases in which a long search found that a relation does not hold.
FOUND = (
    Case(
        "Velmora's defence ministry",
        "it",
        Loss("Kastavian gunners", "killed", "", 26_825, "people"),
    ),
)


def iter_cases() -> Iterator[Case]:
    """Yield the cases that the shares are measured on: every 97th that can be made, and FOUND."""
    everything = product(SPEAKERS, LOST, BOUNDS, AGENTS, NUMBERS, VERBS)
    for at, ((speaker, pronoun), lost, bound, agent, number, verb) in enumerate(everything):
        if at % 97 == 0:
            yield Case(speaker, pronoun, Loss(agent, verb, bound, number, lost))
    yield from FOUND


def iter_golden() -> Iterator[tuple[str, str, str]]:
    """Yield the golden sentences as (id, day, text)."""
    for cause in sentences.list_causes():
        for case in sentences.load_cases(cause):
            yield case["id"], case["published"], case["text"]


def iter_turned(turn: str) -> Iterator[tuple[str, str, str, str]]:
    """Yield golden sentences of the form "X said that C" as (id, day, text, text in a turn)."""
    for name, day, text in iter_golden():
        match = re.search(_PLAIN, text)
        if match is None or re.search(r"\b(?:who|which|that|not) ", match[2] + match[3]):
            continue
        speaker = re.sub(r"^(The|An?) ", lambda m: m[0].lower(), match[2])
        yield name, day, text, text[: match.start(2)] + turned(turn, speaker, match[3])


def turned(turn: str, speaker: str, clause: str) -> str:
    """Return what a speaker said in another turn of the sentence."""
    words = {"x": speaker, "X": capital(speaker), "c": clause, "C": capital(clause)}
    return TURNS[turn].format(**words)


def spelled(text: str, figures: Iterable[str]) -> str:
    """Return a text with its claimed figures in words, those that do not open a sentence."""
    for figure in figures:
        if re.fullmatch(r"[1-9]\d?", figure) and int(figure) > 1:
            text = re.sub(rf"(?<=[a-z] ){figure}(?= [a-z])", spell(int(figure)), text)
    return text


def read(text: str, day: str = DAY) -> Reading:
    """Return the claims of a text in the fields that no rewording may change, in order."""
    record = {"text": text, "published": day, "id": "case"}
    return tuple(_essence(found) for found in sentences.read_case(record, _lexicon()))


@functools.cache
def _lexicon() -> sentences.Lexicon:
    return sentences.load_golden_lexicon()


def _essence(record: Record) -> tuple[object, ...]:
    quantity, victims, claimant = record["quantity"], record["victims"], record["claimant"]
    return (
        *(quantity["kind"], quantity["low"], quantity["high"], record["outcome"]),
        *(victims["party"], victims["class"], claimant and _name(claimant["name"])),
        *(tuple(_name(via["name"]) for via in record["via"]), record["polarity"]),
    )


def _name(name: str) -> str:
    return american(name.translate(MARKS).lower().removeprefix("the "))


def differences(base: Reading, other: Reading, free: Iterable[str] = ()) -> list[str]:
    """Return the fields in which two readings differ; ``found`` if not as many claims are there.

    Claims are taken by outcome and lower bound, so that clauses may change places.
    """
    if len(base) != len(other):
        return ["found"]
    ordered = (sorted(claims, key=lambda c: (str(c[3]), str(c[1]))) for claims in (base, other))
    pairs = list(zip(*ordered, strict=True))
    return [
        field
        for at, field in enumerate(FIELDS)
        if field not in free and any(old[at] != new[at] for old, new in pairs)
    ]


@dataclass(frozen=True)
class Trial:
    """A text and its rewording, read, and the fields in which the two differ."""

    id: str
    text: str
    reworded: str
    wrong: tuple[str, ...]


def try_made(relation: str, case: Case) -> Trial:
    """Return the trial of a relation on a case."""
    text, other = MADE[relation](case)
    wrong = differences(read(text), read(other), MAY_CHANGE.get(relation, ()))
    return Trial("made", text, other, tuple(wrong))


def iter_trials() -> Iterator[tuple[str, Trial]]:
    """Yield every trial with the name of its figure: "made active", "golden upper"."""
    for relation in MADE:
        for case in iter_cases():
            yield f"made {relation}", try_made(relation, case)
    for name, pair in _golden_pairs():
        id_, day, text, other = pair
        if other != text and (base := read(text, day)):
            free = MAY_CHANGE.get(name.removeprefix("golden "), ())
            wrong = differences(base, read(other, day), free)
            yield name, Trial(id_, text, other, tuple(wrong))


def _golden_pairs() -> Iterator[tuple[str, tuple[str, str, str, str]]]:
    for turn in TURNS:
        yield from ((f"golden {turn}", pair) for pair in iter_turned(turn))
    for name, change in CHANGES.items():
        yield from ((f"golden {name}", (i, day, t, change(t))) for i, day, t in iter_golden())
    for cause in sentences.list_causes():
        for case in sentences.load_cases(cause):
            figures = [claim["figure"] for claim in case.get("claim", ())]
            other = spelled(case["text"], figures)
            pair = case["id"], case["published"], case["text"], other
            yield "golden digits or words", pair


def measure() -> dict[str, list[Trial]]:
    """Return the trials by figure."""
    found: dict[str, list[Trial]] = {}
    for name, trial in iter_trials():
        found.setdefault(name, []).append(trial)
    return found


def list_shares(trials: dict[str, list[Trial]]) -> dict[str, float]:
    """Return the share of trials that hold, by figure."""
    return {name: sum(not t.wrong for t in rows) / len(rows) for name, rows in trials.items()}


def load_floors() -> dict[str, float]:
    """Return the floors by figure; none before the first were raised."""
    return sentences.read_floors(FLOORS)


def main() -> None:
    """Print the shares; with ``--list`` what does not hold, with ``--raise`` lift the floors."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors")
    parser.add_argument("--list", dest="shown", help="a figure, or the start of one")
    options = parser.parse_args()
    trials = measure()
    shares, floors = list_shares(trials), load_floors()
    for name, rows in trials.items() if options.shown else ():
        for trial in rows if name.startswith(options.shown) else ():
            if trial.wrong:
                wrong = ", ".join(trial.wrong)
                sys.stdout.write(f"{name}  {trial.id}  {wrong}\n  {trial.text}\n")
                sys.stdout.write(f"  {trial.reworded}\n")
    for name, share in shares.items():
        sys.stdout.write(f"{name:<36}{len(trials[name]):>5}{share:>8.4f}{floors.get(name, 0):>8}\n")
    if options.lift:
        lifted = {n: max(floors.get(n, 0), math.floor(s * 1000) / 1000) for n, s in shares.items()}
        FLOORS.write_text(json.dumps(lifted, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
