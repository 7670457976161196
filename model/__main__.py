"""``python -m model`` is ``lenet``."""

import sys

from model.cli import main

sys.exit(main())
