"""How many processor threads a run should use: measured just before it starts, on copies."""

import copy
import os
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

import numpy as np
import torch

from model.digits.datasets import Digits
from model.training.engine.lenet5 import LeNet5
from model.training.loop import Training, TrainingError
from model.training.progress import Progress
from model.training.setup import RunSetup

FEWEST_DIGITS = 30_000
"""A run that shows fewer digits than this is over before measuring could pay off."""
TURN_DIGITS = 512
ROUNDS = 10
CLEARLY = 0.95
"""More threads are used only where they need less than this part of the time of fewer."""
HOPELESS = 1.3
"""Measuring ends early where, from the second round on, more threads need this many times the time of fewer."""


def available() -> int:
    """How many threads the machine and ``OMP_NUM_THREADS`` allow this process."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    asked = os.environ.get("OMP_NUM_THREADS", "")
    return min(cores, int(asked)) if asked.isdecimal() and int(asked) else cores


def fastest_threads(network: LeNet5, digits: Digits, setup: RunSetup) -> int:
    """The number of threads that is fastest as the machine is now; takes up to a second or two.

    A thread of torch's that waits keeps its core busy: beside other busy processes two threads can take five times as
    long as one, while on a quiet machine they are faster.

    Args:
        network: where the run starts; it is copied.
        digits: what it trains on.
        setup: its recipe, device and engine.
    """
    config = setup.config
    too_short = len(digits) * config.passes < FEWEST_DIGITS
    if setup.device != "cpu" or config.batch_size == 1 or too_short:
        return 1
    few = digits.subset(np.arange(min(len(digits), max(config.batch_size, TURN_DIGITS))))
    batches = max(1, TURN_DIGITS // config.batch_size)
    trials: dict[int, Iterator[Progress]] = {}

    def turn(threads: int) -> float:
        torch.set_num_threads(threads)
        if threads not in trials:
            trial = Training(copy.deepcopy(network), few, None, replace(config, passes=10_000), setup.engine)
            trials[threads] = trial.run()
            next(trials[threads])  # the first batch makes the buffers, for this number of threads
        started = time.perf_counter()
        for _ in islice(trials[threads], batches):
            pass
        return time.perf_counter() - started

    before = torch.get_num_threads()
    try:
        return fastest(turn, available())
    except TrainingError:
        return 1  # the recipe is at fault, and the run itself will say so
    finally:
        torch.set_num_threads(before)


def fastest(turn: Callable[[int], float], most: int) -> int:
    """Try 1 and 2 threads in turn, then 2 and 4, and so on as long as more are clearly faster.

    Args:
        turn: works with so many threads, and returns the seconds that it took.
        most: no more threads than this.
    """
    chosen = 1
    while chosen < most:
        more = min(2 * chosen, most)
        if not _is_faster(turn, more, chosen):
            break
        chosen = more
    return chosen


def _is_faster(turn: Callable[[int], float], more: int, fewer: int) -> bool:
    seconds_of_fewer = seconds_of_more = 0.0
    for number in range(ROUNDS):
        seconds_of_fewer += turn(fewer)
        seconds_of_more += turn(more)
        if number and seconds_of_more > HOPELESS * seconds_of_fewer:
            return False
    return seconds_of_more < CLEARLY * seconds_of_fewer
