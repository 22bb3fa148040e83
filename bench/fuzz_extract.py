"""Fuzzes the extractor with atheris, by hand.

    pip install atheris; python bench/fuzz_extract.py -max_total_time=300

Every input is read as a document; an exception, or a span that does not read back, stops the run.
"""

import json
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["counterclaim"]):
    from counterclaim.extract.extractor import extract_sightings
    from counterclaim.lexicon.load import load_lexicon
    from counterclaim.model.documents import Document
    from counterclaim.model.periods import Window
    from counterclaim.model.records import from_record, to_record

PIECES = json.loads(
    (Path(__file__).resolve().parents[1] / "tests/property/pieces.json").read_text(encoding="utf-8")
)
LEXICON = load_lexicon()
DATES = (None, *(Window.parse(text) for text in ("2022-03-02", "2022-03", "2022", "1999-12-31")))


def read_one(data: bytes) -> None:
    """Read one text made of pieces and of arbitrary characters."""
    provider = atheris.FuzzedDataProvider(data)
    published = DATES[provider.ConsumeIntInRange(0, len(DATES) - 1)]
    parts: list[str] = []
    while provider.remaining_bytes() and len(parts) < 400:
        choice = provider.ConsumeIntInRange(0, len(PIECES) + 7)
        part = PIECES[choice] if choice < len(PIECES) else provider.ConsumeUnicode(4)
        parts.append(part + " " * provider.ConsumeBool())
    text = "".join(parts)
    for sighting in extract_sightings(Document(text=text, published=published), LEXICON):
        sighting.check(text)
        if from_record(to_record(sighting)) != sighting:
            raise AssertionError(text)


if __name__ == "__main__":
    atheris.Setup(sys.argv, read_one)
    atheris.Fuzz()
