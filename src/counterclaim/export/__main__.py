"""``python -m counterclaim.export``: print the page of the data dictionary."""

import sys

from counterclaim.export.dictionary import dictionary_page
from counterclaim.export.formats import described_tables

if __name__ == "__main__":
    sys.stdout.write(dictionary_page(described_tables()))
