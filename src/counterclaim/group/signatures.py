"""Signatures: a text in half a kilobyte, by which its copies are looked up.

Not here: the exact comparison that decides (``shingles``); a signature only says what is worth
comparing. Invariant: the same words give the same bytes in every process and on every machine.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from rensa import RMinHash

from counterclaim.errors import RecordError
from counterclaim.group.shingles import (
    CONTAINMENT_FLOOR,
    FEW_SHINGLES,
    JACCARD_FLOOR,
    MANY_SHINGLES,
    SHARED_FLOOR,
    SHORT_CONTAINMENT_FLOOR,
    Shingled,
)

N_HASHES = 128  # 512 bytes
# Two hashes a band find 98 of 100 pairs at a Jaccard of 0.25, where an edited cut of 60 % lies;
# 32 bands of four find 12. What they let through besides is sieved: docs/copies.md.
BAND_ROWS = 2
N_BANDS = N_HASHES // BAND_ROWS
# Standard deviations below the number of equal hashes that the least similar copy of two texts of
# their lengths would have: a pair that has fewer is not compared. One copy in 700 at that border
# is lost. Texts of 400 words with one standing paragraph of 50 have 8 equal hashes of 128, and a
# copy needs 27.
SIEVE_WIDTH = 3.0

_VERSION = 1
_SEED = 20220302
_WORDS_BYTES = 16
_HEAD = 1 + _WORDS_BYTES + 4
_LENGTH = _HEAD + 4 * N_HASHES
# The finaliser of SplitMix64: each band's two hashes and its position, mixed into 64 bits.
_STEP, _MIX_1, _MIX_2 = (
    np.uint64(0x9E3779B97F4A7C15),
    np.uint64(0xBF58476D1CE4E5B9),
    np.uint64(0x94D049BB133111EB),
)

Hashes = npt.NDArray[np.uint32]
Keys = npt.NDArray[np.int64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Signature:
    """The MinHash of a text's shingles and a digest of all its words, as bytes to be stored.

    One byte of version, 16 of the words' BLAKE2b, the number of shingles and 128 hashes, each in
    four bytes, the lowest first. The bytes of a text without words are the version only.
    """

    data: bytes

    def __post_init__(self) -> None:
        if len(self.data) not in (1, _LENGTH) or self.data[0] != _VERSION:
            raise RecordError(
                f"{len(self.data)} bytes are no signature of version {_VERSION}",
                "sign the text again",
            )

    @property
    def is_empty(self) -> bool:
        """Whether the text has no words; it is nothing's copy."""
        return len(self.data) == 1

    @property
    def words_digest(self) -> bytes:
        """The digest of the words: equal for texts that differ in case and punctuation only."""
        return self.data[1 : 1 + _WORDS_BYTES]

    @property
    def n_shingles(self) -> int:
        """How many shingles the text has."""
        return int.from_bytes(self.data[1 + _WORDS_BYTES : _HEAD], "little")

    @property
    def hashes(self) -> Hashes:
        """The 128 hashes, or none."""
        return np.frombuffer(self.data, dtype="<u4", offset=min(len(self.data), _HEAD))


def sign(cut: Shingled) -> Signature:
    """Return the signature of a text that is cut already.

    >>> from counterclaim.group.shingles import cut_shingles
    >>> one, other = map(cut_shingles, ("Nine soldiers died.", "nine soldiers: died"))
    >>> len(sign(one).data), sign(one) == sign(other)
    (533, True)
    """
    if not cut.shingles:
        return Signature(bytes([_VERSION]))
    minhash = RMinHash(num_perm=N_HASHES, seed=_SEED)
    minhash.update(list(cut.shingles))
    digest = hashlib.blake2b(cut.words.encode("utf-8", "surrogatepass"), digest_size=_WORDS_BYTES)
    hashes = np.asarray(minhash.digest(), dtype="<u4")
    n_shingles = len(cut.shingles).to_bytes(4, "little")
    return Signature(bytes([_VERSION]) + digest.digest() + n_shingles + hashes.tobytes())


def make_keys(hashes: Hashes) -> Keys:
    """Return the keys of many texts: rows of ``N_HASHES`` numbers into rows of ``N_BANDS``."""
    wide = hashes.astype(np.uint64)
    positions = np.arange(1, N_BANDS + 1, dtype=np.uint64) * _STEP
    key = ((wide[:, 0::BAND_ROWS] << np.uint64(32)) | wide[:, 1::BAND_ROWS]) + positions
    key = (key ^ (key >> np.uint64(30))) * _MIX_1
    key = (key ^ (key >> np.uint64(27))) * _MIX_2
    keys: Keys = (key ^ (key >> np.uint64(31))).view(np.int64)
    return keys


def count_least_equal(n_a: Counts, n_b: Counts) -> npt.NDArray[np.float64]:
    """Return how many equal hashes copies have at least, by the shingles of one and the other.

    The thresholds are those of :func:`~counterclaim.group.shingles.is_copy`.
    """
    shorter = np.minimum(n_a, n_b).astype(np.float64)
    floors = (SHORT_CONTAINMENT_FLOOR, CONTAINMENT_FLOOR)
    share = np.interp(shorter, (FEW_SHINGLES, MANY_SHINGLES), floors)
    n_shared = np.minimum(shorter, np.maximum(SHARED_FLOOR, share * shorter))
    jaccard = np.maximum(JACCARD_FLOOR, n_shared / (n_a + n_b - n_shared))
    width = np.sqrt(N_HASHES * jaccard * (1 - jaccard))
    least: npt.NDArray[np.float64] = N_HASHES * jaccard - SIEVE_WIDTH * width
    return least


def stack_hashes(signatures: Sequence[Signature]) -> Hashes:
    """Return the numbers of many signatures, a row each; none of them may be empty."""
    joined = b"".join(signed.data[_HEAD:] for signed in signatures)
    return np.frombuffer(joined, dtype="<u4").reshape(len(signatures), N_HASHES)
