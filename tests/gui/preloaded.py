"""What the window's child processes begin with in tests: imported once, then shared by forks; see ``conftest.py``.

torch takes seconds to import, and ``torch._dynamo``, which its first optimizer asks for, as long again. What a run
costs is measured here as briefly as can be: the tests of the window do not depend on how long it takes.
"""

import os
from unittest.mock import patch

import torch._dynamo  # noqa: F401

import model.teaching.teaching
import model.training.checkpoint
import model.training.run  # noqa: F401
from model.digits.datasets import mnist_test, mnist_training
from model.training import foretell, threads
from tests.model.mnist_once import unpack_mnist_once

# A window in a test has nothing else to do than to wait for them: they need not let others go first.
delattr(os, "nice")

unpack_mnist_once()
mnist_training()
mnist_test()

patch.object(threads, "TURN_DIGITS", 64).start()
patch.multiple(foretell, MEASURED_ON=1500, available=lambda: 1, _LEAST_TURNS=1, _LEAST_S=0.0).start()
