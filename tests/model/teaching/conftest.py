"""The network that is taught."""

import pytest

from model.training.engine.lenet5 import LeNet5
from tests.model.networks import default_network


@pytest.fixture(scope="session")
def shipped() -> LeNet5:
    return default_network("mnist")  # it misreads what it is taught here
