"""Start the window from the source tree: ``python main.py``."""

import sys

from lenet_gui.start import main

if __name__ == "__main__":
    sys.exit(main())
