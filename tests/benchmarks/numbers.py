"""Runs ``whole_numbers.py``, which says what it measures.

Python has a module of this name, and a script's own folder comes first where it looks for modules: for this script the
project's folder takes that place, and for the other scripts here the file stands in for the module.
"""

import sys
from importlib.machinery import PathFinder
from importlib.util import module_from_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent

if __name__ == "__main__":
    sys.path[0] = str(HERE.parents[1])

    from tests.benchmarks.whole_numbers import main

    main()
elif __name__ == "numbers":
    found = PathFinder.find_spec(__name__, [folder for folder in sys.path if Path(folder).resolve() != HERE])
    assert found is not None
    assert found.loader is not None
    sys.modules[__name__] = module_from_spec(found)
    found.loader.exec_module(sys.modules[__name__])
