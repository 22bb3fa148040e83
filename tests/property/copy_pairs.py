"""Pairs of texts that are copies or are not, made and labelled: what finding copies is measured on.

Not here: how texts are made and edited (``newsroom``). Invariant: the same pairs on every run.
"""

import hashlib
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import newsroom

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "articles"
_SINGLE = (("cut",), ("reorder",), ("headline",), ("figures",), ("agency",), ("byline",), ("trim",))
_SEVERAL = (
    ("headline", "agency"),
    ("cut", "headline", "byline"),
    ("cut", "figures", "agency"),
    ("reorder", "headline", "figures"),
    ("trim", "headline", "box"),
    ("cut", "trim", "agency"),
    ("reorder", "trim", "figures", "byline"),
    ("cut", "headline", "figures", "agency", "trim"),
    ("cut", "reorder", "headline", "byline", "box"),
    newsroom.EDITS,
)
EDITS = (*_SINGLE, *_SEVERAL)


@dataclass(frozen=True)
class Pair:
    """Two texts, what was done to the one to get the other, and whether they are copies."""

    kind: str
    a: str
    b: str
    is_copy: bool


def edited_pairs() -> list[Pair]:
    """Return 240 invented reports and all golden texts, each with an edited copy."""
    bases = [(newsroom.make_report(n), EDITS[n % len(EDITS)]) for n in range(240)]
    for n, path in enumerate(sorted(GOLDEN.glob("*.txt"))):
        base = newsroom.split(path.read_text(encoding="utf-8"))
        bases += [(base, EDITS[(7 * n + more) % len(EDITS)]) for more in range(5)]
    return [
        Pair(
            "+".join(names),
            newsroom.join(base),
            newsroom.edit(base, names, random.Random(f"edit {n}")),
            is_copy=True,
        )
        for n, (base, names) in enumerate(bases)
    ]


def unrelated_pairs(n_each: int = 400) -> list[Pair]:
    """Return ``n_each`` pairs of each kind that are not copies, from plain to hard."""
    made: list[Pair] = []
    for n in range(n_each):
        texts = {kind: make(n) for kind, make in _UNRELATED.items()}
        made += [Pair(kind, a, b, is_copy=False) for kind, (a, b) in texts.items()]
    return made


def _plain(n: int) -> tuple[str, str]:
    chance = random.Random(f"plain {n}")
    other = chance.randrange(10_000, 20_000)
    return newsroom.join(newsroom.make_report(n)), newsroom.join(newsroom.make_report(other))


def _same_event(n: int) -> tuple[str, str]:
    """Two writers on one event, who quote one statement of some 45 words."""
    chance = random.Random(f"same_event {n}")
    facts = newsroom.invent_facts(chance)
    quote = _statement(facts, chance)
    one, other = (
        newsroom.write_report(facts, chance.randrange(180, 600), chance) for _ in range(2)
    )
    return newsroom.join([*one[:3], [quote], *one[3:]]), newsroom.join([*other, [quote]])


def _same_background(n: int) -> tuple[str, str]:
    """Two reports of one outlet from 250 words on, with one paragraph of 40 to 60 words."""
    chance = random.Random(f"same_background {n}")
    paragraph = _background(chance)
    texts = [newsroom.make_report(1_000 + 2 * n + i, chance.randrange(250, 600)) for i in (0, 1)]
    one, other = (newsroom.join([*text[:-1], [paragraph], text[-1]]) for text in texts)
    return one, other


def _same_box(n: int) -> tuple[str, str]:
    """Two reports of one outlet with its box of 60 words."""
    chance = random.Random(f"same_box {n}")
    texts = [newsroom.make_report(4_000 + 2 * n + i, chance.randrange(120, 500)) for i in (0, 1)]
    one, other = (newsroom.join(newsroom.add_box(text)) for text in texts)
    return one, other


def _live_blogs(n: int) -> tuple[str, str]:
    """Two live blogs of one day: one statement in full, different entries around it."""
    chance = random.Random(f"live_blogs {n}")
    facts = newsroom.invent_facts(chance)
    statement = _statement(facts, chance)
    blogs = []
    for _ in range(2):
        entries = [
            f"{chance.randrange(24):02}:{chance.randrange(60):02}\n{' '.join(paragraph)}"
            for paragraph in newsroom.write_report(facts, chance.randrange(300, 700), chance)
        ]
        entries.insert(chance.randrange(len(entries)), statement)
        blogs.append("\n\n".join(["Live: the war, hour by hour", *entries, newsroom.BOX]))
    return blogs[0], blogs[1]


def _same_template(n: int) -> tuple[str, str]:
    """The communiqués of two days."""
    return newsroom.make_communique(2 * n), newsroom.make_communique(2 * n + 1)


def _statement(facts: dict[str, str], chance: random.Random) -> str:
    return (
        f"“We have done what any state would do,” {facts['head']} said in a statement. “Those who "
        f"sent the order for {facts['place']} will be found, wherever they are, and those who now "
        f"count the dead may be certain that {facts['side']} counts with them, name by "
        f"{chance.choice(['name', 'grave', 'house'])}.”"
    )


def _background(chance: random.Random) -> str:
    facts = newsroom.invent_facts(chance)
    return (
        f"The war between {facts['side']} and {facts['foe']} broke out four years ago over the "
        f"waters of the {facts['river']} and has cost {chance.randrange(9, 90)},000 lives by the "
        "most careful estimates, although neither government lets observers visit the front, and "
        "both have been accused of hiding their losses. Peace talks have failed three times."
    )


_UNRELATED = {
    "plain": _plain,
    "same event": _same_event,
    "same background": _same_background,
    "same box": _same_box,
    "live blogs": _live_blogs,
    "same template": _same_template,
}


@dataclass(frozen=True)
class Scores:
    """How groups that were found agree with the true ones, over all pairs of documents."""

    precision: float
    recall: float
    f1: float
    rand: float  # adjusted Rand index


def score_groups(found: dict[str, str], truth: dict[str, str]) -> Scores:
    """Return the agreement of two groupings of the same ids, each as id to group."""
    both = _n_pairs(Counter((found[id_], truth[id_]) for id_ in truth))
    in_found, in_truth = _n_pairs(Counter(found.values())), _n_pairs(Counter(truth.values()))
    expected = in_found * in_truth / (len(truth) * (len(truth) - 1) / 2)
    return Scores(
        precision=both / in_found,
        recall=both / in_truth,
        f1=2 * both / (in_found + in_truth),
        rand=(both - expected) / ((in_found + in_truth) / 2 - expected),
    )


def _n_pairs(sizes: Counter[Any]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes.values())


def make_lineages(n_bases: int = 150) -> tuple[dict[str, str], dict[str, str]]:
    """Return texts by id, and for each id its lineage: reports, their copies and copies of those.

    Every third report has no copy; the others have one to five, each of an earlier member.
    """
    texts: dict[str, str] = {}
    truth: dict[str, str] = {}
    for n in range(n_bases):
        chance = random.Random(f"lineage {n}")
        members = [newsroom.make_report(50_000 + n)]
        for _ in range(0 if n % 3 == 0 else chance.randrange(1, 6)):
            # Three in four are copies of the first; the rest are copies of a copy.
            parent = members[0] if chance.random() < 0.75 else chance.choice(members)
            members.append(newsroom.split(newsroom.edit(parent, chance.choice(EDITS), chance)))
        for member in members:
            text = newsroom.join(member)
            id_ = hashlib.sha256(f"{n} {len(texts)} {text}".encode()).hexdigest()
            texts[id_], truth[id_] = text, f"lineage {n}"
    return texts, truth
