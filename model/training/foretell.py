"""How long a run will take here, measured in about a second before it starts."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch

from model.digits.data_source import MNIST_TEST_DIGITS, DataKind, DataSource
from model.digits.datasets import Digits, mnist_training
from model.digits.evaluation import Counting
from model.digits.reading import count_digits, read_source, some_digits
from model.strokes.extras import RENEWED_AFTER, Extras
from model.strokes.reading import PenPattern, read_pen_patterns
from model.training.engine.lenet5 import LeNet5, parameters_of
from model.training.recipes import Optimizer, Schedule, TrainingConfig
from model.training.setup import Counts, RunSetup, counts_of
from model.training.threads import Trials, available, fastest, more_can_pay, rounds_for

MEASURED_ON = 16_384
"""MNIST's digits to measure on: no trial comes to the end of its pass."""
_ROUNDS = 4
"""Half as many as before a run: here it matters less which number of threads is taken."""
_LEAST_TURNS, _MOST_TURNS, _LEAST_S = 4, 40, 0.3
_READ, _DRAWN, _OF_SOURCE = 1024, 32, 8
_A_FEW_STROKES = tuple(
    PenPattern(label, "", tuple(np.array(line, dtype=np.float64) for line in lines))
    for label, lines in (
        (4, (((3, 0), (2, 3), (0, 6), (7, 6)), ((5, 3), (5, 6), (5, 10)))),
        (3, (((0, 1), (3, 0), (5, 2), (2, 5), (5, 7), (3, 10), (0, 9)),)),
        (7, (((0, 0), (6, 0), (4, 4), (2, 10)),)),
    )
)
"""What drawing costs can be measured with, where no file of strokes has been chosen."""


@dataclass(frozen=True)
class Cost:
    """What a recipe costs here, in seconds.

    At the start, and of each round of choosing threads; of each pass, each pattern in it and each digit that is read
    after it; of drawing a pattern.
    """

    start: float
    round: float
    pass_: float
    pattern: float
    read: float
    drawn: float


class _Enough(Exception):
    """Enough digits of a source have been read; it has so many."""


class Foreteller:
    """Measures what recipes cost here, and remembers it.

    Args:
        check: called again and again while it measures; what it raises ends the measuring.
    """

    def __init__(self, check: Callable[[], None] = lambda: None) -> None:
        self._check = check
        self._costs: dict[RunSetup, Cost] = {}
        self._sources: dict[DataSource, float] = {}
        self._digits: Digits | None = None
        self._reading_s = 0.0
        self._patterns: tuple[tuple[str, ...], tuple[PenPattern, ...]] = ((), _A_FEW_STROKES)

    def counts(self, setup: RunSetup) -> Counts:
        """What a pass of the run shows; quick.

        Raises:
            DataError: its digits cannot be used.
        """
        own = setup.own
        digits = own.count if own is not None and own.share is None else count_digits(setup.data)
        shown = 0
        if own is not None and own.share is not None:
            shown = own.times(max(0, digits - setup.config.held_out)) * own.count
        return counts_of(setup.config, digits, shown)

    def seconds(self, setup: RunSetup) -> float:
        """About how long a run will take, as busy as the machine is now.

        Raises:
            DataError: its digits, or its files of pen strokes, cannot be used.
        """
        counts, config = self.counts(setup), setup.config
        reading = self._source_s(setup) if setup.own is None or setup.own.share is not None else 0.0
        cost = self._cost_of(setup, counts)
        watched = counts.held_out + (MNIST_TEST_DIGITS if setup.test_error else 0)
        a_pass = cost.pass_ + counts.trained_on * cost.pattern + watched * cost.read
        drawn = counts.extras * (1 + (config.passes - 1) / RENEWED_AFTER)
        start = cost.start + rounds_for(counts.trained_on * config.passes) * cost.round
        return start + config.passes * a_pass + drawn * cost.drawn + reading

    def _cost_of(self, setup: RunSetup, counts: Counts) -> Cost:
        key = _what_costs(setup, more_can_pay(setup, counts.trained_on))
        if key not in self._costs:
            before = torch.get_num_threads()
            try:
                self._costs[key] = self._measured(key, counts)
            finally:
                torch.set_num_threads(before)
        return self._costs[key]

    def _measured(self, setup: RunSetup, counts: Counts) -> Cost:
        config = setup.config
        if self._digits is None:
            mnist_training()  # the first time, modules and the file have to be found
            started = time.perf_counter()
            self._digits = mnist_training().subset(slice(0, MEASURED_ON))
            self._reading_s = time.perf_counter() - started
        self._check()
        network = LeNet5(config.squashing, config.initialisation, torch.Generator().manual_seed(1)).to(setup.device)
        trials = Trials(network, self._digits, setup, self._check)
        started = time.perf_counter()
        threads = setup.threads or (fastest(trials, available(), _ROUNDS) if config.passes > 1 else 1)
        choosing = time.perf_counter() - started
        taken = trials.seconds[threads]
        while len(taken) < _LEAST_TURNS or (len(taken) < _MOST_TURNS and sum(taken) < _LEAST_S):
            trials.turn(threads)
        pattern = statistics.median(taken) / trials.turn_patterns
        sdlm = config.optimizer is Optimizer.SDLM
        return Cost(
            self._reading_s,
            choosing / _ROUNDS,
            max(0.0, trials.begun[threads] - pattern * trials.turn_patterns) if sdlm else 0.0,
            pattern,
            self._read_s(network, threads),
            self._drawn_s(setup, counts),
        )

    def _read_s(self, network: LeNet5, threads: int) -> float:
        assert self._digits is not None
        counting = Counting(parameters_of(network), self._digits.subset(slice(0, _READ)), threads=threads)
        started = time.perf_counter()
        for _ in counting:
            self._check()
        return (time.perf_counter() - started) / _READ

    def _drawn_s(self, setup: RunSetup, counts: Counts) -> float:
        assert self._digits is not None
        if not counts.extras:
            return 0.0
        patterns = self._patterns_of(setup.data.strokes)
        pen = max(1, round(_DRAWN * counts.pen / counts.extras)) if counts.pen else 0
        extras = Extras(patterns, pen, _DRAWN - pen, setup.config.rubbish_mix, self._digits.images, 1)
        # All are drawn, and then all again: the first time, much has to be loaded.
        for number in (1, 1 + RENEWED_AFTER):
            started = time.perf_counter()
            for _ in extras.prepare(number):
                self._check()
        return (time.perf_counter() - started) / _DRAWN

    def _patterns_of(self, strokes: tuple[str, ...]) -> tuple[PenPattern, ...]:
        if self._patterns[0] != strokes:
            found = tuple(pattern for source in strokes for pattern in read_pen_patterns(source))
            has_digits = any(pattern.label is not None for pattern in found)
            self._patterns = strokes, found if has_digits else (*_A_FEW_STROKES, *found)
        return self._patterns[1]

    def _source_s(self, setup: RunSetup) -> float:
        """How long it takes to read all digits of its source, if that counts; what is wrong with a source is told."""
        data, seed = setup.data, setup.config.split_seed
        if data.kind is DataKind.MNIST:
            return 0.0
        if not data.kind.is_slow_to_read:
            some_digits(data, seed, 0, _OF_SOURCE)
            return 0.0
        if data not in self._sources:
            self._sources[data] = self._read_source_s(data, seed)
        return self._sources[data]

    def _read_source_s(self, data: DataSource, seed: int) -> float:
        read_at: list[float] = []

        def note(_done: int, of: int) -> None:
            self._check()
            read_at.append(time.perf_counter())
            if len(read_at) > _OF_SOURCE:
                raise _Enough(of)

        try:
            count = len(read_source(data, seed, note))
        except _Enough as enough:
            (count,) = enough.args
        # Listing a large folder takes long, too, and so does the first picture, for which modules are loaded.
        return statistics.median(np.diff(read_at)) * count


def _what_costs(setup: RunSetup, more_can_pay: bool) -> RunSetup:
    """The setup with all that makes no difference for what a pattern costs as in any other.

    It has one pass where one thread is fastest anyway.
    """
    config, standard = setup.config, TrainingConfig(optimizer=setup.config.optimizer)
    config = replace(
        standard,
        batch_size=config.batch_size,
        averaging=0.999 if config.averaging else 0.0,
        curvature_patterns=config.curvature_patterns,
        distortion=config.distortion,
        rubbish_mix=config.rubbish_mix,
        loss=config.loss,
        rubbish_j=config.rubbish_j,
        squashing=config.squashing,
        # So small that no trial runs away.
        rate=1e-6,
        schedule=Schedule.CONSTANT,
        passes=2 if more_can_pay else 1,
        pen_share=config.pen_share,
        rubbish_share=config.rubbish_share,
    )
    data = DataSource(strokes=setup.data.strokes)
    return RunSetup(config, data, device=setup.device, threads=setup.threads, engine=setup.engine)
