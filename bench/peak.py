"""Prints the peak memory in megabytes of reading N articles of a folder: ``peak.py FOLDER N``."""

import json
import resource
import sys
from pathlib import Path

from counterclaim.extract.extractor import extract_sightings
from counterclaim.lexicon.load import load_lexicon
from counterclaim.model.documents import Document
from counterclaim.model.records import to_record


def main() -> None:
    """Read the articles one after the other, as records that nobody keeps."""
    folder, n_articles = Path(sys.argv[1]), int(sys.argv[2])
    lexicon = load_lexicon()
    for number in range(n_articles):
        path = folder / f"{number:05}.txt"
        document = Document(text=path.read_text(encoding="utf-8"), source=path.name)
        for sighting in extract_sightings(document, lexicon):
            json.dumps(to_record(sighting))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(peak / (1024 if sys.platform == "linux" else 1024 * 1024))


if __name__ == "__main__":
    main()
