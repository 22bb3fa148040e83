"""Disputes and claims as tables for a terminal of 80 columns.

Invariant: rows come by figure, then by name; no side has a place or a colour of its own.
"""

from collections.abc import Iterator, Mapping, Sequence
from string import ascii_lowercase

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from counterclaim.cli.claim_facts import (
    INFERRED_NOTE,
    counted,
    figure_text,
    period_text,
    question_text,
    said_text,
    seen_text,
    who_text,
)
from counterclaim.model.claims import Claim
from counterclaim.model.disputes import Dispute, PairVerdict

_ROWS = 14  # claims of a dispute that are shown; the widest and the latest
_REASONS = 4  # verdicts that are told in words
_SETS = 3
_FIGURE = 14  # characters that a column of figures may have before it breaks between words
_WIDEST_FIGURE = 24  # characters: "(1,000,000-999,999,999)" fits
_MOVES = 8
_VERDICTS = {
    "contradict": "cannot both be true",
    "compatible": "can both be true",
    "agree": "agree",
    "unlinked": "are not compared",
}


def print_dispute(console: Console, number: int, dispute: Dispute) -> None:
    """Print one dispute: the question, its claims by letter, and the verdicts in words."""
    title = Text(f"{number}. {question_text(dispute.question)}", style="bold")
    if dispute.widest is not None:
        title.append(f"; {dispute.widest:,.1f} times apart", style="not bold")
    console.print(title)
    claims = _shown_claims(dispute)
    letters = letters_of(claims)
    console.print(claims_table(claims, letters))
    left = len(dispute.claims) - len(claims)
    if left:
        _say(console, f"and {counted(left, 'more claim')}; --format json has all of them")
    told = [pair for pair in dispute.verdicts if pair.a in letters and pair.b in letters]
    for pair in told[:_REASONS]:
        _say(console, verdict_text(pair, letters))
    left = len(dispute.verdicts) - min(_REASONS, len(told))
    if left:
        _say(console, f"and {counted(left, 'more pair')}")
    # Of several questions claims are weighed, of one the claimants, each with all that he says.
    is_one_question = len({claim.question for claim in dispute.claims}) == 1
    noun = "Claimants" if is_one_question else "Claims"
    for line in sets_text(dispute.possible_sets, letters, noun=noun):
        _say(console, line)
    if dispute.changes:
        _say(console, f"The least that would have to move: {_moves_text(dispute, letters)}")
    _say(console, dispute.id, style="dim")
    console.print()


def claims_table(claims: Sequence[Claim], labels: Mapping[str, str] | None = None) -> Table:
    """Return claims as rows: who, how many, which days, when published, in how many documents.

    ``labels`` gives a first column by claim id.
    """
    table = Table(box=None, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), expand=True)
    if labels is not None:
        table.add_column("", no_wrap=True)
    table.add_column("who says", overflow="fold", ratio=1)
    figures = [figure_text(claim) for claim in claims]
    table.add_column("how many", overflow="fold", width=figures_width(figures))
    table.add_column("days", no_wrap=True)
    table.add_column("published", no_wrap=True)
    table.add_column("docs", justify="right", no_wrap=True)
    for claim in claims:
        is_old = claim.superseded_by is not None
        cells = [
            Text(who_text(claim), style="dim" if is_old else ""),
            Text(figure_text(claim), style="dim" if is_old else "bold"),
            Text("\n".join(part for part in (period_text(claim), said_text(claim)) if part)),
            Text(seen_text(claim)),
            Text(str(claim.n_independent)),
        ]
        table.add_row(*([Text(labels.get(claim.id, ""))] if labels is not None else []), *cells)
    return table


def figures_width(figures: Sequence[str]) -> int:
    """Return how wide a column of figures has to be so that no number breaks, in characters."""
    longest = max((len(word) for text in figures for word in text.split()), default=0)
    whole = max(map(len, figures), default=0)
    return max(len("how many"), min(max(longest, _FIGURE), whole, _WIDEST_FIGURE))


def letters_of(claims: Sequence[Claim]) -> dict[str, str]:
    """Return a letter per claim, by its id."""
    return {claim.id: letter for claim, letter in zip(claims, _letters(), strict=False)}


def verdict_text(pair: PairVerdict, labels: Mapping[str, str]) -> str:
    """Return a verdict in words: which two, whether both can be true, and why."""
    both = f"{labels.get(pair.a, pair.a)} and {labels.get(pair.b, pair.b)}"
    soft = " (by a convention of the language)" if _rests_on_words(pair) else ""
    return f"{both} {_VERDICTS[pair.verdict]}: {pair.reason}{soft}"


def sets_text(
    sets: Sequence[Sequence[str]], labels: Mapping[str, str], *, noun: str = "Claims"
) -> list[str]:
    """Return the largest sets of claims that can all be right, in words.

    ``noun`` is "Claimants" where a set is one of claimants, by their latest claims.
    """
    if len(sets) > 1 and all(len(ids) == 1 for ids in sets):
        return ["No two of the latest claims can both be right."]
    that = "who" if noun == "Claimants" else "that"
    found = []
    for ids in sets[:_SETS]:
        words = f"{noun} {that} can all" if len(ids) > 1 else f"{noun[:-1]} {that} can"
        found.append(f"{words} be right: {_named(ids, labels)}")
    return found


def footnote(claims: Sequence[Claim]) -> str:
    """Return what the signs in the table mean, "" if none is used."""
    return INFERRED_NOTE if any(claim.is_as_of_inferred for claim in claims) else ""


def _rests_on_words(pair: PairVerdict) -> bool:
    return pair.rests_on == "soft" and pair.verdict == "contradict"


def _shown_claims(dispute: Dispute) -> list[Claim]:
    """Return the claims that are told first: those of verdicts, else the first in order."""
    if len(dispute.claims) <= _ROWS:
        return list(dispute.claims)
    wanted = [name for pair in dispute.verdicts[:_REASONS] for name in (pair.a, pair.b)]
    wanted += [name for ids in dispute.possible_sets[:_SETS] for name in ids]
    wanted += [claim.id for claim in dispute.claims if claim.superseded_by is None]
    chosen = set(list(dict.fromkeys(wanted))[:_ROWS])
    return [claim for claim in dispute.claims if claim.id in chosen]


def _moves_text(dispute: Dispute, letters: Mapping[str, str]) -> str:
    """Return the moves of the claims that are shown, and how many people move in all."""
    told = [c for c in dispute.changes if c.claim in letters][:_MOVES]
    moves = [f"{letters[c.claim]} {c.direction} by {c.by:,}" for c in told]
    left = len(dispute.changes) - len(told)
    if left:
        n_people = sum(c.by for c in dispute.changes)
        people = "1 person" if n_people == 1 else f"{n_people:,} people"
        moves.append(f"{counted(left, 'more claim')}, {people} in all")
    return ", ".join(moves)


def _letters() -> Iterator[str]:
    """Yield a, b, ..., z, aa, ab, ...: labels without a rank."""
    yield from ascii_lowercase
    yield from (a + b for a in ascii_lowercase for b in ascii_lowercase)


def _named(ids: Sequence[str], letters: Mapping[str, str]) -> str:
    known = [letters[one] for one in ids if one in letters]
    left = len(ids) - len(known)
    return ", ".join(known) + (f" and {left} more" if left else "")


def _say(console: Console, text: str, style: str = "") -> None:
    console.print(Padding(Text(text, style=style), (0, 0, 0, 3)))
