"""What the window's child processes begin with in tests: imported once, then shared by forks; see ``conftest.py``.

torch takes seconds to import. Two things are left out, on which the tests of the window would spend a quarter of their
time: what a run costs is not measured, and at its end a tenth of the test digits is read. ``tests/model`` does both.
"""

import os
from unittest.mock import patch

import model.teaching.teaching
import model.training.checkpoint
import model.training.run  # noqa: F401
from model.digits.datasets import mnist_test, mnist_training
from model.training import foretell
from tests.model.mnist_once import few_test_digits, unpack_mnist_once

# A window in a test has nothing else to do than to wait for them: they need not let others go first.
delattr(os, "nice")

unpack_mnist_once()
few_test_digits().__enter__()  # for as long as the process lives
mnist_training()
mnist_test()

cost = foretell.Cost(start=0.3, round=0.1, pass_=0.0, pattern=5e-5, read=5e-5, drawn=1e-4)
patch.object(foretell.Foreteller, "_measured", lambda *_: cost).start()
