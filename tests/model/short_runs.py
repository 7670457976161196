"""Short runs and a full disk: what the tests of checkpoints and logs share."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from model.digits.data_source import DataSource
from model.training.presets import MODERN
from model.training.recipes import TrainingConfig
from model.training.run import Run
from model.training.setup import RunSetup

# Windows has no limits of this kind to make a full disk of: what takes this from here is skipped there.
resource = pytest.importorskip("resource")

BRIEF = replace(MODERN, passes=4, averaging=0.9, held_out=100, seed=7)


def setup_of(config: TrainingConfig, count: int = 500) -> RunSetup:
    return RunSetup(config, DataSource(count=count), threads=1)


def finished(run: Run) -> Run:
    for _ in run.go():
        pass
    return run


def after(run: Run, passes: int, updates: int = 0) -> Run:
    """Leave a run in the middle of a pass."""
    for progress in run.go():
        if len(run.training.passes) >= passes:
            updates -= not progress.finished_pass
            if updates < 0:
                break
    return run


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
