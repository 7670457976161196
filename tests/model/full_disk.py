"""A full disk."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

# Windows has no limits of this kind to make a full disk of: what takes this from here is skipped there.
resource = pytest.importorskip("resource")


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can grow beyond a kilobyte: writing more fails as it does on a full disk."""
    before, writes = resource.getrlimit(resource.RLIMIT_FSIZE), sys.dont_write_bytecode
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    # Python would keep the first kilobyte of a module that is imported meanwhile, and fail to load it from then on.
    sys.dont_write_bytecode = True
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        sys.dont_write_bytecode = writes
        signal.signal(signal.SIGXFSZ, handler)
