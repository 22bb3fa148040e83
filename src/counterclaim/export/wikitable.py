"""``wikitable``: disputes as MediaWiki tables, a row per claimant's latest claim.

Rows go by figure, then by name: no side comes first. Not here: superseded claims, and questions
whose answers can all be true. Invariant: nothing of a text is read as markup, since every sign that
could be is written as a character reference.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from counterclaim.export.cells import is_web_address, printable
from counterclaim.export.release import Release, instant_text, last_day
from counterclaim.export.resources import Resource
from counterclaim.model.claims import Claim
from counterclaim.model.disputes import Dispute
from counterclaim.model.kept import DocumentFacts
from counterclaim.model.quantities import Quantity

_MARKUP = re.compile(r"""[&<>|{}\[\]'"=!*#:;~_`\\]""")
_MAGIC_LINK = re.compile(r"\b(RFC|PMID|ISBN)\s")
_HEADS = ("Claimant", "Figure as worded", "Bounds", "Period", "Said on", "Source")


def write_wikitable(release: Release, folder: Path) -> list[Resource]:
    """Write a table per dispute of a release into one page of wikitext."""
    path = folder / "disputes.wiki"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"<!-- known as of {instant_text(release.as_of)} -->\n")
        for dispute in release.disputes:
            if not dispute.is_contradictory:
                continue  # side by side, what agrees or is not linked would look disputed
            file.write("\n".join(_iter_lines(dispute)) + "\n\n")
        file.write("<references />\n")
    return [Resource(path=path.name, media="text/x-wiki", title="Disputes as wikitext")]


def wiki_text(text: str) -> str:
    """Return text that MediaWiki prints as it stands, on one line.

    >>> wiki_text("{{a|b}} [[c]] <ref>")
    '&#123;&#123;a&#124;b&#125;&#125; &#91;&#91;c&#93;&#93; &#60;ref&#62;'
    """
    line = " ".join(printable(text).split())
    found = _MARKUP.sub(lambda match: f"&#{ord(match[0])};", line)
    if found.startswith(("-", "+")):  # at the head of a cell these could end its row
        found = f"&#{ord(found[0])};{found[1:]}"
    return _MAGIC_LINK.sub(r"\1&#32;", found)


def bounds_text(quantity: Quantity) -> str:
    """Return the bounds in signs: "498", "2,001 or more", "5,400–5,999", "open"."""
    low, high = quantity.low, quantity.high
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,}–{high:,}"
    if low is not None:
        return f"{low:,} or more"
    return "open" if high is None else f"{high:,} or fewer"


def _iter_lines(dispute: Dispute) -> Iterator[str]:
    yield '{| class="wikitable"'
    yield f"|+ {_caption(dispute)}"
    yield "! " + " !! ".join(_HEADS)
    latest = [claim for claim in dispute.claims if claim.superseded_by is None]
    for claim in sorted(latest, key=_by_figure):
        yield "|-"
        for cell in _cells(claim):
            yield f"| {cell}"
    yield "|}"


def _caption(dispute: Dispute) -> str:
    question = dispute.question
    facts = (question.party, question.class_, question.group, question.place, question.frame)
    about = ", ".join(wiki_text(fact) for fact in facts if fact)
    part = "a part, " if question.is_part else ""
    return f"How many {wiki_text(question.outcome or 'lost')}: {part}{about}"


def _by_figure(claim: Claim) -> tuple[bool, int, str, str]:
    point = claim.quantity.point
    return (point is None, point or 0, (claim.claimant or "").casefold(), claim.id)


def _cells(claim: Claim) -> Iterator[str]:
    who = wiki_text(claim.claimant) if claim.claimant is not None else "''the text itself''"
    yield f"{who} (a denial)" if claim.polarity == "denied" else who
    yield wiki_text(claim.quantity.text)
    soft = " (by convention)" if claim.quantity.is_soft else ""
    yield f"{bounds_text(claim.quantity)}{soft}"
    yield _period(claim)
    yield str(claim.stated_on or "")
    yield "".join(_reference(document) for document in _origins(claim))


def _period(claim: Claim) -> str:
    start, end = claim.start, last_day(claim)
    if start == end:
        return str(end or "")
    inferred = " (inferred)" if claim.is_as_of_inferred else ""
    parts = (f"from {start}" if start else "", f"to {end}{inferred}" if end else "")
    return " ".join(part for part in parts if part)


def _origins(claim: Claim) -> Iterator[DocumentFacts]:
    """Yield the first document of each copy group."""
    seen = set()
    for kept in claim.sightings:
        if kept.document.lineage not in seen:
            seen.add(kept.document.lineage)
            yield kept.document


def _reference(document: DocumentFacts) -> str:
    title = wiki_text(document.title or "")
    if document.url and is_web_address(document.url):
        address = quote(printable(document.url), safe="%/:?#@!$&()*+,;=-.")
        # Tildes are a signature, double underscores switches, in the middle of an address too.
        address = address.replace("~", "%7E").replace("__", "%5F%5F")
        title = f"[{address} {title or 'article'}]"
    published = document.published
    when = "" if published is None else str(published.end)
    if published is not None and not published.is_day:
        when = f"{published.start} to {published.end}"
    facts = (wiki_text(document.outlet or ""), title, when)
    told = ", ".join(fact for fact in facts if fact) or wiki_text(document.source)
    return f"<ref>{told}</ref>" if told else ""
