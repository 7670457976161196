"""Training: one run as an iterator of progress, in plain Python; to stop the run, stop iterating."""

import copy
import time
from collections.abc import Iterator, Mapping

import numpy as np
import torch
from torch import Tensor

from model.digits.datasets import Digits
from model.digits.distorter import Distorter
from model.digits.evaluation import Counting
from model.limits import LARGEST_WEIGHT, RATE_FACTORS
from model.network.architecture import NOT_A_DIGIT
from model.network.records import Evaluation
from model.strokes.extras import Extras
from model.training.engine.flat_parameters import FlatParameters
from model.training.engine.lenet5 import LeNet5, parameters_of
from model.training.optimizers.fused import refuse_foreign
from model.training.optimizers.plain import PlainSteps
from model.training.optimizers.schedules import rate_at
from model.training.optimizers.updates import GradientSteps, LevenbergMarquardtSteps, Memory, Stepper
from model.training.progress import GUESSING_PERCENT, PassResult, Progress
from model.training.recipes import Optimizer, TrainingConfig
from model.training.setup import Engine

ONE_PATTERN_CHUNK = 64
"""With one pattern an update, how many are made between two reports."""

LEARNED_PERCENT = 50.0
"""Below this training error the network has learned; if it guesses afterwards, it has lost that again."""

State = dict[str, Tensor]


class TrainingError(Exception):
    """A run cannot continue; the text says why and what to change."""


def refuse_runaway(network: LeNet5, rate: float) -> None:
    """Check weights before they are measured or kept.

    Raises:
        TrainingError: a weight is not finite, or far too large.
    """
    # "Not more" would let NaN pass.
    if not all(bool((p.abs() <= LARGEST_WEIGHT).all()) for p in network.parameters()):
        raise TrainingError(
            f"The weights diverged, beyond {LARGEST_WEIGHT:g}: the rate {rate:g} is too high for this recipe."
        )


def patterns_a_report(config: TrainingConfig) -> int:
    """How many patterns are trained on between two reports."""
    return ONE_PATTERN_CHUNK if config.batch_size == 1 else config.batch_size


def _stepper_for(network: LeNet5, flat: FlatParameters, config: TrainingConfig, engine: Engine) -> Stepper:
    if engine is Engine.PLAIN:
        return PlainSteps(network, config)
    match config.optimizer:
        case Optimizer.SDLM:
            return LevenbergMarquardtSteps(network, flat, config)
        case Optimizer.SGD | Optimizer.ADAMW | Optimizer.SOAP:
            return GradientSteps(network, flat, config)


class Training:
    """One training run.

    Args:
        network: where to start, on the device to train on; trained in place, so pass a copy of one in use.
        digits: what to train on.
        held_out: measured after each pass, never trained on; may be None.
        config: the recipe.
        engine: how gradients are computed.
        extras: what a pass shows besides, prepared for the next pass; may be None.
        test: measured after each pass to be looked at, see :class:`PassResult`; may be None.

    ``rate_factor`` multiplies the schedule's rate from the next update on and may be changed at any time.
    ``last`` is the result of the last whole pass, ``best`` that of the pass with the lowest held-out error.
    """

    def __init__(
        self,
        network: LeNet5,
        digits: Digits,
        held_out: Digits | None,
        config: TrainingConfig,
        engine: Engine = Engine.FAST,
        extras: Extras | None = None,
        test: Digits | None = None,
    ) -> None:
        self.network = network
        self.average = copy.deepcopy(network)
        self.last = copy.deepcopy(network)
        self.best = copy.deepcopy(network)
        self.best_pass: PassResult | None = None
        self.passes: list[PassResult] = []
        self.rate_factor = 1.0
        self._held_out, self._test = held_out, test
        self._config = config
        self._device = network.c1.weight.device
        self._extras, self._count = extras, len(digits)
        images, labels = np.require(digits.fields(), requirements="W"), digits.labels
        if extras is not None:
            images, labels = np.concatenate([images, extras.images]), np.concatenate([labels, extras.labels])
        self._ink = torch.from_numpy(images)[:, None].to(self._device)
        self._labels = torch.from_numpy(labels.astype(np.int64)).to(self._device)
        self._generator = torch.Generator().manual_seed(config.seed)
        self._distort = Distorter(config.distortion, self._generator, self._device)
        self._flat, self._flat_average = FlatParameters(network), FlatParameters(self.average)
        self._stepper = _stepper_for(network, self._flat, config, engine)
        self._updates_a_pass = -(-len(self._labels) // config.batch_size)
        self.updates = 0

    @property
    def total_updates(self) -> int:
        """How many updates the whole run has."""
        return self._updates_a_pass * self._config.passes

    @property
    def result(self) -> LeNet5:
        """The result so far: the running average, where the recipe has one."""
        return self.average if self._config.averaging else self.network

    @property
    def next_rate(self) -> float:
        """The rate of the update that is next; at the end of the run, of the last one."""
        update = min(self.updates, self.total_updates - 1)
        return self.rate_factor * rate_at(self._config, update, self._updates_a_pass)

    def memory(self) -> Memory:
        """What the next update is made of besides its rate and the gradient."""
        return self._stepper.memory()

    # What a checkpoint holds

    def state(self) -> State:
        """All that the rest of the run depends on, between two passes; ``passes`` is apart."""
        state = {"generator": self._generator.get_state(), "rate_factor": torch.tensor(self.rate_factor).double()}
        for part, values in (
            ("network", self.network.state_dict()),
            ("average", self.average.state_dict()),
            ("best", self.best.state_dict()),
            ("stepper", self._stepper.state()),
        ):
            state |= {f"{part}/{name}": value.detach().cpu().clone() for name, value in values.items()}
        return state

    def restore(self, state: Mapping[str, Tensor], passes: list[PassResult]) -> None:
        """Continue where :meth:`state` was taken; the rest of the run is then the same bit for bit.

        Raises:
            ValueError, RuntimeError: the state is not one of this network and recipe.
        """
        parts: dict[str, State] = {"stepper": {}}
        for key, value in state.items():
            part, _, name = key.partition("/")
            parts.setdefault(part, {})[name] = value
        # The stepper refuses what is not its own.
        refuse_foreign(
            *({k: v for k, v in one.items() if not k.startswith("stepper/")} for one in (state, self.state()))
        )
        self.network.load_state_dict(parts["network"])
        self.average.load_state_dict(parts["average"])
        self.last.load_state_dict(self.result.state_dict())
        self.best.load_state_dict(parts["best"])
        self._stepper.restore(parts["stepper"])
        self._generator.set_state(state["generator"])
        self.rate_factor = float(state["rate_factor"])
        least, most = RATE_FACTORS
        if not least <= self.rate_factor <= most:
            raise ValueError(f"rate_factor must be {least:g} to {most:g}, not {self.rate_factor:g}")
        self.passes = list(passes)
        self.updates = self._updates_a_pass * len(passes)
        for result in passes:
            self._note_if_best(result, keep=False)

    # The run

    def _note_if_best(self, result: PassResult, keep: bool = True) -> None:
        # Without held-out digits nothing says which pass is best: the last one counts.
        best = self.best_pass
        if best and best.held_out and result.held_out and result.held_out.errors >= best.held_out.errors:
            return
        self.best_pass = result
        if keep:
            self.best.load_state_dict(self.result.state_dict())

    def _refuse_if_lost(self, result: PassResult) -> None:
        # Squashed values are bounded, so weights that run away end in a dead network more often than in a NaN.
        best = min((earlier.training_error_percent for earlier in self.passes), default=100.0)
        if best < LEARNED_PERCENT and result.training_error_percent > GUESSING_PERCENT:
            raise TrainingError(
                f"The weights diverged in pass {result.number}: the training error went from {best:.1f} % to"
                f" {result.training_error_percent:.1f} %. The rate {result.rate:g} is too high for this recipe."
            )

    @torch.no_grad()
    def _follow_average(self, updates: int) -> None:
        # A short memory at first, or the random start would linger in the average.
        decay = min(self._config.averaging, (1 + self.updates) / (10 + self.updates)) ** updates
        self._flat_average.values.lerp_(self._flat.values, 1 - decay)

    def _ink_of(self, positions: Tensor) -> Tensor:
        return self._ink.index_select(0, positions.to(self._device)).div(255)

    def _renew_extras(self, number: int) -> Iterator[int]:
        """Yields how many are done."""
        if self._extras is None:
            return
        yield from self._extras.prepare(number)
        self._ink[self._count :, 0] = torch.from_numpy(self._extras.images).to(self._device)
        self._labels[self._count :] = torch.from_numpy(self._extras.labels.astype(np.int64)).to(self._device)

    def _begin_pass(self) -> Tensor:
        """The pass's order, as positions."""
        if self._config.optimizer is Optimizer.SDLM:
            some = torch.randperm(len(self._labels), generator=self._generator)[: self._config.curvature_patterns]
            self._stepper.begin_pass(self._ink_of(some))
        return torch.randperm(len(self._labels), generator=self._generator)

    def _update(self, positions: Tensor, rate: float) -> tuple[float, int]:
        labels = self._labels[positions.to(self._device)]
        loss, wrong = self._stepper.update(self._distort(self._ink_of(positions), labels), labels, rate)
        updates = len(positions) if self._config.batch_size == 1 else 1
        self.updates += updates
        if self._config.averaging:
            self._follow_average(updates)
        return loss, wrong

    def _counting(self, digits: Digits) -> Counting:
        return Counting(parameters_of(self.result), digits, threads=torch.get_num_threads())

    def run(self) -> Iterator[Progress]:
        """Train to the end; a progress after every batch, with a pass's figures after its last.

        Raises:
            TrainingError: the loss is no longer a number, the weights have run away, or the network has lost what it
                had learned.
        """
        while len(self.passes) < self._config.passes:
            yield from self._run_pass(len(self.passes) + 1)

    def _run_pass(self, number: int) -> Iterator[Progress]:
        started = time.perf_counter()
        seconds, loss_sum, misread, seen, seen_digits = 0.0, 0.0, 0, 0, 0
        for _ in self._renew_extras(number):
            seconds += time.perf_counter() - started
            yield Progress(self.updates, self.total_updates, number, self.passes[-1].training_loss, 0.0)
            started = time.perf_counter()
        for positions in torch.split(self._begin_pass(), patterns_a_report(self._config)):
            rate = self.rate_factor * rate_at(self._config, self.updates, self._updates_a_pass)
            loss, wrong = self._update(positions, rate)
            loss_sum, misread, seen = loss_sum + loss, misread + wrong, seen + len(positions)
            seen_digits += int((self._labels[positions.to(self._device)] != NOT_A_DIGIT).sum())
            if not np.isfinite(loss_sum):
                raise TrainingError(
                    f"The loss is no longer a number (pass {number}, update {self.updates}): the rate {rate:g} is too"
                    " high for this recipe."
                )
            progress = Progress(self.updates, self.total_updates, number, loss_sum / seen, rate)
            # The time until the caller asks for more is not the pass's.
            seconds += time.perf_counter() - started
            yield progress
            started = time.perf_counter()
        refuse_runaway(self.result, rate)
        measured: list[Evaluation | None] = []
        for digits in (self._held_out, self._test):
            counting = None if digits is None else self._counting(digits)
            for _ in counting or ():
                seconds += time.perf_counter() - started
                yield progress
                started = time.perf_counter()
            measured.append(None if counting is None else counting.result)
        seconds += time.perf_counter() - started
        held_out, test = measured
        error, test_error = 100 * misread / max(seen_digits, 1), None if test is None else test.error_percent
        finished = PassResult(number, loss_sum / seen, error, rate, seconds, held_out, test_error)
        self._refuse_if_lost(finished)
        self.passes.append(finished)
        self.last.load_state_dict(self.result.state_dict())
        self._note_if_best(finished)
        yield Progress(self.updates, self.total_updates, number, loss_sum / seen, rate, finished)
