"""What the tests of several commands read."""

from pathlib import Path

import pytest
from PIL import Image

from model.digits.datasets import mnist_test


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """The file of a picture with a 2."""
    path = tmp_path / "two.png"
    Image.fromarray(mnist_test().images[1]).save(path)
    return path
