"""What the window's child processes begin with in tests: imported once, then shared by forks; see ``conftest.py``.

torch takes seconds to import, and ``torch._dynamo``, which its first optimizer asks for, as long again.
"""

import os

import torch._dynamo  # noqa: F401

import model.teaching.teaching
import model.training.checkpoint
import model.training.run  # noqa: F401

# A window in a test has nothing else to do than to wait for them: they need not let others go first.
delattr(os, "nice")
