"""Digests: one canonical form of plain data, and its SHA-256.

Not here: what is hashed, and what for. Invariant: equal data have one form, on every system: keys
sorted, no spaces, every character as itself in UTF-8.
"""

import hashlib
import json


def canonical_json(value: object) -> str:
    """Return plain data as canonical JSON.

    >>> canonical_json({"b": [1, None], "a": "é"})
    '{"a":"é","b":[1,null]}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256_of(text: str) -> str:
    """Return the hexadecimal SHA-256 of a text in UTF-8, lone surrogates kept as they are."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
