"""What all tests share: no screen, settings of their own, one torch thread."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
import torch


@pytest.fixture(autouse=True, scope="session")
def _one_torch_thread() -> None:
    """As in the window; and two test threads on two cores would fight each other."""
    torch.set_num_threads(1)
