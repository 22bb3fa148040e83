"""``python -m counterclaim`` is the command ``counterclaim``."""

import sys

from counterclaim.cli.main import main

sys.exit(main())
