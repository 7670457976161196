"""How many processor threads a run should use: measured just before it starts, on copies."""

import copy
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Protocol

import numpy as np
import torch

from model.digits.datasets import Digits
from model.limits import MOST_THREADS_USED
from model.training.engine.lenet5 import LeNet5
from model.training.loop import Training, TrainingError, patterns_a_report
from model.training.optimizers.soap import TURNED_EVERY
from model.training.progress import Progress
from model.training.recipes import Optimizer
from model.training.setup import RunSetup

FEWEST_DIGITS = 30_000
"""A run that shows fewer digits than this is over before measuring could pay off."""
TURN_DIGITS = 512
_FEWEST_ROUNDS, _MOST_ROUNDS = 2, 10
_WORTH = 0.02
"""Measuring may take about this part of the run."""
CLEARLY = 0.95
"""More threads are used only where they need less than this part of the time of fewer."""
HOPELESS = 1.3
"""Measuring ends early where, from the second round on, more threads need this many times the time of fewer."""
_HOPELESS_AT_ONCE = 4.0
"""It ends after the first batch if that takes this many times as long: beside busy processes it may be fifty."""


def use_threads(threads: int) -> None:
    """Compute on so many threads from now on, whatever a file or an option asks for."""
    torch.set_num_threads(min(threads, MOST_THREADS_USED))


def available() -> int:
    """How many threads the machine and ``OMP_NUM_THREADS`` allow this process, of those that are of use."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    asked = os.environ.get("OMP_NUM_THREADS", "")
    return min(MOST_THREADS_USED, cores, int(asked) if asked.isdecimal() and int(asked) else cores)


def fastest_threads(network: LeNet5, digits: Digits, setup: RunSetup) -> int:
    """The number of threads that is fastest as the machine is now; takes up to a second or two.

    A thread of torch's that waits keeps its core busy: beside other busy processes two threads can take five times as
    long as one, while on a quiet machine they are faster.
    """
    if not more_can_pay(setup, len(digits)):
        return 1
    few = digits.subset(np.arange(min(len(digits), max(setup.config.batch_size, TURN_DIGITS))))
    before = torch.get_num_threads()
    try:
        trials = Trials(network, few, setup)
        return fastest(trials, available(), rounds_for(len(digits) * setup.config.passes))
    except TrainingError:
        return 1  # the recipe is at fault, and the run itself will say so
    finally:
        torch.set_num_threads(before)


def more_can_pay(setup: RunSetup, digits: int) -> bool:
    """Whether more than one thread may be faster, where a pass shows so many digits."""
    config = setup.config
    return setup.device == "cpu" and config.batch_size > 1 and digits * config.passes >= FEWEST_DIGITS


def rounds_for(patterns: int) -> int:
    """How often to try each number of threads before a run of so many patterns."""
    return min(max(int(_WORTH * patterns / (2 * TURN_DIGITS)), _FEWEST_ROUNDS), _MOST_ROUNDS)


class Trials:
    """A run's updates on copies of its network, a few at a time, to see how long they take.

    ``begun`` has, by the number of threads, how long a trial took up to its first report: with SDLM, it estimates the
    curvature there. ``seconds`` has how long each turn took. ``check`` is called before a turn; what it raises ends it.
    """

    def __init__(
        self, network: LeNet5, digits: Digits, setup: RunSetup, check: Callable[[], None] = lambda: None
    ) -> None:
        config, self._check = setup.config, check
        self._config, self._engine = replace(config, passes=10_000), setup.engine
        self._network, self._digits = network, digits
        self._reports = max(1, TURN_DIGITS // patterns_a_report(config))
        if config.optimizer is Optimizer.SOAP:  # in each turn its axes are corrected as often
            self._reports += -self._reports % TURNED_EVERY
        self._trials: dict[int, Iterator[Progress]] = {}
        self.begun: dict[int, float] = {}
        self.seconds: defaultdict[int, list[float]] = defaultdict(list)

    @property
    def turn_patterns(self) -> int:
        return self._reports * patterns_a_report(self._config)

    def begin(self, threads: int) -> float:
        """Train on the first batch with so many threads, if that has not been done; the seconds that it took."""
        torch.set_num_threads(threads)
        if threads not in self._trials:
            trial = Training(copy.deepcopy(self._network), self._digits, None, self._config, self._engine)
            self._trials[threads] = trial.run()
            started = time.perf_counter()
            next(self._trials[threads])  # the first batch makes the buffers, for this number of threads
            self.begun[threads] = time.perf_counter() - started
        return self.begun[threads]

    def turn(self, threads: int) -> float:
        """Train on ``turn_patterns`` with so many threads, which torch keeps; the seconds that it took."""
        self._check()
        self.begin(threads)
        started = time.perf_counter()
        for _ in islice(self._trials[threads], self._reports):
            pass
        self.seconds[threads].append(time.perf_counter() - started)
        return self.seconds[threads][-1]


class Tries(Protocol):
    """Tries numbers of threads; each returns the seconds that it took."""

    def begin(self, threads: int) -> float:
        """A little, the first time."""

    def turn(self, threads: int) -> float:
        """A turn."""


def fastest(tries: Tries, most: int, rounds: int) -> int:
    """Try 1 and 2 threads in turn, then 2 and 4, and so on as long as more are clearly faster.

    Args:
        tries: works with so many threads.
        most: no more threads than this.
        rounds: how often to try each number.
    """
    chosen = 1
    while chosen < most:
        more = min(2 * chosen, most)
        if not _is_faster(tries, more, chosen, rounds):
            break
        chosen = more
    return chosen


def _is_faster(tries: Tries, more: int, fewer: int, rounds: int) -> bool:
    if tries.begin(fewer) * _HOPELESS_AT_ONCE < tries.begin(more):
        return False
    seconds_of_fewer = seconds_of_more = 0.0
    won = 0
    for number in range(rounds):
        one, other = tries.turn(fewer), tries.turn(more)
        seconds_of_fewer, seconds_of_more = seconds_of_fewer + one, seconds_of_more + other
        won += other < one
        if number and seconds_of_more > HOPELESS * seconds_of_fewer:
            return False
    # Beside busy processes a few rounds may go well by chance, but not nearly all of them.
    return seconds_of_more < CLEARLY * seconds_of_fewer and won >= rounds - rounds // 4
