"""The engine's own predictions on documents that gold names and whose texts lie at hand.

Not here: the score (``scores.py``). Invariant: a document is read only if its name is the stem of
exactly that text file; what is not found is named, and never scored as missed.
"""

from collections.abc import Collection
from pathlib import Path

from counterclaim.errors import EmptyInputError, InputError
from counterclaim.evaluate.stated import Gold, Stated, stated_of
from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.lexicon import Lexicon
from counterclaim.model.documents import Document
from counterclaim.read.meta import Meta, load_meta, with_meta
from counterclaim.read.plain import read_text_file
from counterclaim.read.skips import Skip

TEXTS = "articles"  # the folder beside the gold file, unless another is named
META_ENDING = ".meta.jsonl"


def find_texts(gold_file: Path, folder: Path | None = None) -> dict[str, Path]:
    """Return the text files by the names of their documents (the stem).

    Raises :class:`~counterclaim.errors.EmptyInputError` where the folder is missing or has none.
    """
    place = folder if folder is not None else gold_file.parent / TEXTS
    hint = "name the folder of the texts with --texts, or give PREDICTED.jsonl"
    if not place.is_dir():
        raise EmptyInputError(f"{place}: there is no such folder of texts", hint)
    found = {path.stem: path for path in sorted(place.rglob("*.txt")) if path.is_file()}
    if not found:
        raise EmptyInputError(f"{place}: it holds no .txt files", hint)
    return found


def find_meta(gold_file: Path, named: Path | None = None) -> dict[str, Meta]:
    """Return what is known of the documents: from a file named, else from one beside the gold."""
    if named is not None:
        return load_meta(named)
    own = gold_file.with_suffix("").with_suffix(META_ENDING)
    beside = [own] if own.is_file() else sorted(gold_file.parent.glob(f"*{META_ENDING}"))
    return load_meta(beside[0]) if len(beside) == 1 else {}


def predict(
    texts: dict[str, Path],
    documents: Collection[str],
    *,
    lexicon: Lexicon,
    known: dict[str, Meta] | None = None,
) -> tuple[list[Stated], list[Skip]]:
    """Return what the engine finds in the texts of some documents, and those it could not read."""
    claims: list[Stated] = []
    skips: list[Skip] = []
    for doc in sorted(documents):
        if doc not in texts:
            skips.append(Skip(source=doc, reason="its text is not found"))
            continue
        try:
            document: Document = with_meta(read_text_file(texts[doc]), known or {})
        except InputError as error:
            skips.append(Skip(source=doc, reason=error.message))
            continue
        for sighting in extract_sightings(document, lexicon):
            stated = stated_of(sighting, doc)
            if isinstance(stated, Stated):
                claims.append(stated)
    return claims, skips


def without(gold: Gold, skips: Collection[Skip]) -> Gold:
    """Return gold without the documents that could not be read."""
    left_out = {skip.source for skip in skips}
    return Gold(
        documents=gold.documents - left_out,
        claims=tuple(claim for claim in gold.claims if claim.doc not in left_out),
    )
