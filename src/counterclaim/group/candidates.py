"""Candidates: which of many texts are worth an exact comparison, found by their signatures.

Not here: the comparison (``shingles``). Invariant: the candidates depend on the signatures and on
their order only, and a bucket of any size costs no more than ``N_HUBS`` looks per text.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from counterclaim.group.signatures import (
    N_BANDS,
    Counts,
    Hashes,
    Keys,
    Signature,
    count_least_equal,
    make_keys,
    stack_hashes,
)

# In a bucket each text is compared with its first 32 texts only. Thousands of texts share a band
# if they are one page, when the first 32 join them all, or one boilerplate, when real copies
# among them meet in the bands that the boilerplate does not hold.
N_HUBS = 32
_CHUNK = 1 << 15  # pairs; 32 MB of numbers at a time

Indices = npt.NDArray[np.int64]


def find_candidates(signatures: Sequence[Signature]) -> list[tuple[int, int]]:
    """Return the pairs of positions, smaller first, that are worth the exact comparison.

    Time grows with n log n in the texts, and with the pairs that share a band.
    """
    places = [at for at, signed in enumerate(signatures) if not signed.is_empty]
    if len(places) < 2:
        return []
    hashes = stack_hashes([signatures[at] for at in places])
    n_shingles = np.array([signatures[at].n_shingles for at in places])
    keys = make_keys(hashes)
    n = len(places)
    found = np.zeros(0, dtype=np.int64)
    for band in range(N_BANDS):
        met = np.concatenate([found[:0], *_meet_in(keys[:, band], n)])
        new = np.setdiff1d(met, found, assume_unique=True)
        found = np.union1d(found, _sieve(new, hashes, n_shingles))
    return [(places[code // n], places[code % n]) for code in found.tolist()]


def _meet_in(keys: Keys, n: int) -> Iterator[Indices]:
    """Yield the pairs that share a key, coded as ``first * n + second``, hub by hub."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    is_first = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    starts = np.flatnonzero(is_first)[np.cumsum(is_first) - 1]
    ranks = np.arange(n) - starts
    for hub in range(N_HUBS):
        members = np.flatnonzero(ranks > hub)
        if not len(members):
            return
        yield order[starts[members] + hub] * n + order[members]


def _sieve(pairs: Indices, hashes: Hashes, n_shingles: Counts) -> Indices:
    """Return the pairs of which as many hashes are equal as copies of their lengths have."""
    n = len(hashes)
    kept = [pairs[:0]]
    for start in range(0, len(pairs), _CHUNK):
        chunk = pairs[start : start + _CHUNK]
        a, b = chunk // n, chunk % n
        n_equal = np.count_nonzero(hashes[a] == hashes[b], axis=1)
        kept.append(chunk[n_equal >= count_least_equal(n_shingles[a], n_shingles[b])])
    return np.concatenate(kept)
