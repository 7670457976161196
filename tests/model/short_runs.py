"""Short runs, which the tests of checkpoints and logs share."""

from dataclasses import replace

from model.digits.data_source import DataSource
from model.training.presets import MODERN
from model.training.recipes import TrainingConfig
from model.training.run import Run
from model.training.setup import RunSetup

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
