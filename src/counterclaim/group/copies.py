"""Copies: documents that share one text's lineage, grouped under the earliest published.

Not here: what makes two texts copies (``shingles``) and how pairs are found fast (``signatures``,
``candidates``). Invariants: nothing depends on the order in which documents or pairs are given;
no document is in a group of which it is not the copy of more than half of the core.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import combinations
from types import MappingProxyType

from counterclaim.group.candidates import find_candidates
from counterclaim.group.shingles import Shingled, compare_shingles, cut_shingles, is_copy
from counterclaim.group.signatures import Signature, sign
from counterclaim.model.kept import DocumentFacts

# A document joins a group if it is a copy of more than half of the group's five best connected
# members. Two texts that only share a third are never joined through it: one of two is no more
# than half. Five, since in a group of hundreds few pairs are looked at.
CORE_SIZE = 5
_MAX_VERSIONS = 200  # texts of one address that are tied to each other
_N_KEPT_CUT = 2_000  # texts whose shingles are held at a time, 40 kB each

_Order = tuple[bool, dt.date, dt.date, str]


def group_copies(
    documents: Iterable[DocumentFacts], pairs: Iterable[tuple[str, str]]
) -> dict[str, str]:
    """Return, for the id of each document, that of its group's origin.

    The origin is the earliest published, among them the one with the smaller id; documents
    without a date come after those with one. A document without copies is its own origin.
    ``pairs`` are ids of verified copies; those of unknown documents are left out. Documents of
    one address are versions of one, whatever changed in them.

    >>> early, late = DocumentFacts(id="a1"), DocumentFacts(id="b2")
    >>> group_copies([late, early], [("b2", "a1")])
    {'a1': 'a1', 'b2': 'a1'}
    """
    facts = {document.id: document for document in documents}
    partners: dict[str, set[str]] = {id_: set() for id_ in facts}
    for a, b in (*pairs, *_versions(facts.values())):
        if a != b and a in facts and b in facts:
            partners[a].add(b)
            partners[b].add(a)
    order = {id_: _published_order(document) for id_, document in facts.items()}
    groups = _gather(partners, order)
    origins = {id_: min(group, key=order.__getitem__) for group in groups for id_ in group}
    return {id_: origins[id_] for id_ in sorted(facts)}


def _versions(documents: Iterable[DocumentFacts]) -> Iterator[tuple[str, str]]:
    """Yield pairs of documents of one address: another text there is a version, no new witness."""
    at: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        if document.url:
            at[document.url].append(document.id)
    for ids in at.values():
        yield from combinations(sorted(ids)[:_MAX_VERSIONS], 2)


def _gather(partners: Mapping[str, set[str]], order: Mapping[str, _Order]) -> list[list[str]]:
    """Return the groups, each with its core first; the best connected documents choose first."""
    groups: list[list[str]] = []
    number_of: dict[str, int] = {}
    for id_ in sorted(partners, key=lambda id_: (-len(partners[id_]), order[id_])):
        number = _choose_group(partners[id_], groups, number_of)
        if number is None:
            number = len(groups)
            groups.append([])
        groups[number].append(id_)
        number_of[id_] = number
    return groups


def _choose_group(
    partners: set[str], groups: list[list[str]], number_of: Mapping[str, int]
) -> int | None:
    """Return the group of which the document is most a copy, the first of several, or ``None``."""
    n_copied: dict[int, int] = defaultdict(int)
    for partner in partners:
        number = number_of.get(partner)
        if number is not None and partner in groups[number][:CORE_SIZE]:
            n_copied[number] += 1
    shares = {
        number: n / len(groups[number][:CORE_SIZE])
        for number, n in n_copied.items()
        if 2 * n > len(groups[number][:CORE_SIZE])
    }
    return min(shares, key=lambda number: (-shares[number], number), default=None)


def _published_order(document: DocumentFacts) -> _Order:
    published = document.published
    if published is None:
        return (True, dt.date.max, dt.date.max, document.id)
    return (False, published.start, published.end, document.id)


def find_copies(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the pairs of ids whose texts are copies, each and all in order.

    Every pair is verified by the exact comparison. Not every pair of a large group is looked at:
    of texts that share a band, those with the 32 smallest ids are compared with all, so that
    thousands of copies of one page stay linear; :func:`group_copies` makes one group of them.

    >>> text = "Nine soldiers died when their lorry hit a mine on the road to Hradov, " * 3
    >>> find_copies({"b": text, "a": text.upper(), "c": "Nothing new was heard."})
    [('a', 'b')]
    """
    cut = lru_cache(maxsize=_N_KEPT_CUT)(lambda id_: cut_shingles(texts[id_]))
    signed = {id_: sign(cut_shingles(text)) for id_, text in texts.items()}
    return sorted(pair for pair, is_one in judge_candidates(signed, cut) if is_one)


def judge_candidates(
    signed: Mapping[str, Signature],
    cut: Callable[[str], Shingled],
    known: Mapping[tuple[str, str], bool] = MappingProxyType({}),
) -> Iterator[tuple[tuple[str, str], bool]]:
    """Yield each pair of ids that is worth a comparison, in order, and whether they are copies.

    Parameters
    ----------
    signed
        The signature of each text, by its id.
    cut
        Gives the shingles of a text; asked for only where signatures do not settle it.
    known
        Verdicts that need not be reached again.
    """
    ids = sorted(signed)
    met = [(ids[a], ids[b]) for a, b in find_candidates([signed[id_] for id_ in ids])]
    # In the order of the second: the first are few in a large bucket, and their shingles stay.
    for pair in sorted(met, key=lambda pair: (pair[1], pair[0])):
        a, b = pair
        is_one = known.get(pair)
        if is_one is None:
            has_equal_words = signed[a].words_digest == signed[b].words_digest
            is_one = has_equal_words or is_copy(compare_shingles(cut(a), cut(b)))
        yield pair, is_one
