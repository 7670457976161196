"""``python -m lenet_gui`` is ``lenet-gui``."""

import sys

if __name__ == "__main__":
    if not sys.flags.safe_path:
        del sys.path[0]  # the current folder: no file of the person's may be imported because of its name

    from lenet_gui.start import main

    sys.exit(main())
