"""``python -m model`` is ``lenet``."""

import sys

if not sys.flags.safe_path:
    del sys.path[0]  # the current folder: no file of the person's may be imported because of its name

from model.cli.entry import main

sys.exit(main())
