"""What all tests share: no screen, settings of their own, one thread for numpy and for torch."""

import gc
import os
import signal
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# As in the program; read when numpy is first imported, which torch does. With more threads that wait for each other,
# the suite's processes slow each other down tenfold.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# Set in many containers: each of the tests' processes would compile all that it imports.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

import numpy as np
import pytest
from hypothesis import HealthCheck, settings

from tests.model import mnist_once

# No test fails by the clock, however busy the machine is.
settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machine")


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: for a tenth of their time, tests wait for timers and other processes."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return processors + 1


@pytest.fixture(autouse=True, scope="session")
def _one_torch_thread() -> None:
    """As in the window; and two test threads on two cores would fight each other."""
    import torch  # not for the process that only hands out tests

    torch.set_num_threads(1)


@pytest.fixture(autouse=True, scope="session")
def _no_needless_work() -> None:
    """Work that no test asks for takes a tenth of their time."""
    mnist_once.unpack_mnist_once()
    # pytest-qt writes out all that a signal carried, for a message that is hardly ever shown.
    np.set_printoptions(threshold=1, edgeitems=1)
    # What is imported stays, so garbage collection need not go through torch each time.
    gc.freeze()


@pytest.fixture
def few_test_digits() -> Iterator[None]:
    """For runs of which nothing is asked but that they end."""
    with mnist_once.few_test_digits():
        yield


@pytest.fixture
def heard() -> Iterator[None]:
    """Children hear what ends a program, also where whoever started the tests has it ignored: a shell, or nohup."""
    names = [name for name in ("SIGINT", "SIGHUP") if name in signal.Signals.__members__]
    before = {name: signal.signal(signal.Signals[name], signal.default_int_handler) for name in names}
    yield
    for name, handler in before.items():
        signal.signal(signal.Signals[name], handler)
