"""How many threads a run uses: measured once at its start, kept afterwards."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from model.digits.datasets import mnist_training
from model.limits import MOST_THREADS_USED
from model.training import threads
from model.training.presets import MODERN, PAPER_1998
from model.training.run import Run
from model.training.setup import AUTOMATIC, RunSetup
from tests.model.networks import lively_network
from tests.model.short_runs import BRIEF, after, setup_of

LONG = replace(MODERN, passes=1000)


class Machine:
    """Takes so many seconds with each number of threads."""

    def __init__(self, seconds: dict[int, float]) -> None:
        self._seconds = seconds
        self.tried: list[int] = []

    def begin(self, threads: int) -> float:
        return self._seconds[threads]

    def turn(self, threads: int) -> float:
        self.tried.append(threads)
        return self._seconds[threads]


@pytest.mark.parametrize(
    ("seconds", "most", "chosen"),
    [
        ({1: 1.0}, 1, 1),
        ({1: 1.0, 2: 0.85}, 2, 2),
        ({1: 1.0, 2: 0.96}, 2, 1),
        ({1: 1.0, 2: 5.0}, 2, 1),
        ({1: 1.0, 2: 0.6, 3: 0.5}, 3, 3),
        ({1: 1.0, 2: 0.6, 4: 0.4, 8: 0.5}, 16, 4),
    ],
)
def test_more_threads_are_used_only_where_they_are_clearly_faster(
    seconds: dict[int, float], most: int, chosen: int
) -> None:
    assert threads.fastest(Machine(seconds), most, 10) == chosen


@pytest.mark.parametrize(("seconds", "tries"), [(0.5, 20), (2.0, 4), (5.0, 0)])
def test_what_is_far_too_slow_is_not_measured_for_long(seconds: float, tries: int) -> None:
    machine = Machine({1: 1.0, 2: seconds})
    threads.fastest(machine, 2, 10)
    assert len(machine.tried) == tries


def test_a_short_run_measures_less() -> None:
    rounds = [threads.rounds_for(60_000 * passes) for passes in (1, 2, 5, 1000)]
    assert rounds == sorted(rounds)
    assert rounds[0] < rounds[-1]


@pytest.mark.parametrize(
    "setup",
    [RunSetup(LONG, device="cuda"), RunSetup(PAPER_1998), RunSetup(replace(MODERN, passes=1))],
    ids=["elsewhere", "one pattern an update", "short"],
)
def test_one_thread_is_used_where_more_cannot_pay(setup: RunSetup, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "fastest", lambda *_: 7)
    digits = mnist_training().subset(np.arange(1000))
    assert threads.fastest_threads(lively_network(setup.config.squashing), digits, setup) == 1


def test_measuring_changes_neither_the_network_nor_torchs_threads() -> None:
    network, before = lively_network(LONG.squashing), torch.get_num_threads()
    digits = mnist_training().subset(np.arange(600))
    chosen = threads.fastest_threads(network, digits, RunSetup(LONG))
    assert 1 <= chosen <= threads.available()
    assert torch.get_num_threads() == before
    for mine, untouched in zip(network.parameters(), lively_network(LONG.squashing).parameters(), strict=True):
        torch.testing.assert_close(mine, untouched, rtol=0, atol=0)


def test_a_recipe_that_explodes_is_left_to_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threads, "available", lambda: 2)
    wild = replace(LONG, rate=10.0, averaging=0.0)
    digits = mnist_training().subset(np.arange(600))
    assert threads.fastest_threads(lively_network(wild.squashing), digits, RunSetup(wild)) in (1, 2)


def test_no_more_threads_are_started_than_are_of_use() -> None:
    # A damaged checkpoint may ask for a thousand; where they cannot be started, torch ends the process.
    before = torch.get_num_threads()
    try:
        threads.use_threads(1000)
        assert torch.get_num_threads() == MOST_THREADS_USED
    finally:
        torch.set_num_threads(before)


def test_the_environments_limit_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    assert threads.available() == 1
    monkeypatch.setenv("OMP_NUM_THREADS", "many")
    assert threads.available() >= 1


def test_the_number_is_noted_and_kept_on_resume(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("model.training.run.fastest_threads", lambda *_: 2)
    setup = replace(setup_of(replace(BRIEF, passes=2), 200), threads=AUTOMATIC)
    run = after(Run(setup, tmp_path / "checkpoint"), passes=1)
    assert run.log.setup.threads == 2
    monkeypatch.setattr("model.training.run.fastest_threads", lambda *_: 1)
    assert Run.resume(tmp_path / "checkpoint").log.setup.threads == 2
    assert Run(replace(setup, threads=1)).log.setup.threads == 1
    torch.set_num_threads(1)
