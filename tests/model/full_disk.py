"""A full disk."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def full_disk(largest: int = 1024) -> Iterator[None]:
    """No file can grow beyond so many bytes: writing more fails as it does on a full disk."""
    if sys.platform == "win32":
        pytest.skip("there a process has no limit of file size")
    import resource

    before, writes = resource.getrlimit(resource.RLIMIT_FSIZE), sys.dont_write_bytecode
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    # Python would keep the beginning of a module that is imported meanwhile, and fail to load it from then on.
    sys.dont_write_bytecode = True
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        sys.dont_write_bytecode = writes
        signal.signal(signal.SIGXFSZ, handler)
