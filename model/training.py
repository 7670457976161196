"""Training: one run as an iterator of progress, in plain Python; whoever stops asking has stopped the run."""

import copy
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from model import folded
from model.datasets import Digits
from model.distort import Distorter
from model.evaluation import evaluate
from model.lenet5 import LeNet5, to_input
from model.loss import maximum_a_posteriori, mean_squared_error
from model.recipes import Loss, Optimizer, Schedule, TrainingConfig
from model.records import Evaluation


class TrainingError(Exception):
    """A run cannot go on; the text says why and what to change."""


@dataclass(frozen=True)
class PassResult:
    """The figures of one finished pass over the training digits.

    ``training_loss`` and ``training_error_percent`` are taken while training, on distorted digits, before each step.
    ``held_out`` is measured with the weights that would come out now; None where no digit was held out.
    """

    number: int
    training_loss: float
    training_error_percent: float
    rate: float
    seconds: float
    held_out: Evaluation | None


@dataclass(frozen=True)
class Progress:
    """Where a run stands after a step. ``loss`` is the mean of this pass so far."""

    step: int
    steps: int
    loss: float
    rate: float
    finished_pass: PassResult | None = None


class Training:
    """One training run.

    Args:
        network: where to start; trained in place, so hand over a copy of one in use.
        digits: what to train on.
        held_out: measured after each pass, never trained on; may be None.
        config: the recipe.
    """

    def __init__(self, network: LeNet5, digits: Digits, held_out: Digits | None, config: TrainingConfig) -> None:
        self.network = network
        self.average = copy.deepcopy(network)
        self._held_out = held_out
        self._config = config
        self._ink = torch.from_numpy(np.array(digits.fields()))[:, None]
        self._labels = torch.from_numpy(digits.labels.astype(np.int64))
        self._generator = torch.Generator().manual_seed(config.seed)
        self._distort = Distorter(config.distortion, self._generator)
        self._steps_a_pass = -(-len(digits) // config.batch_size)
        self._step = 0
        parameters = list(network.parameters())
        if config.optimizer is Optimizer.ADAMW:
            self._optimizer: torch.optim.Optimizer = torch.optim.AdamW(
                parameters, lr=config.rate, weight_decay=config.weight_decay, fused=True
            )
        else:
            self._optimizer = torch.optim.SGD(
                parameters, lr=config.rate, momentum=config.momentum, weight_decay=config.weight_decay, fused=True
            )
        self._schedule = self._schedule_of(config)

    @property
    def steps(self) -> int:
        """Steps of the whole run."""
        return self._steps_a_pass * self._config.passes

    @property
    def result(self) -> LeNet5:
        """The network that comes out now: the running average, where the recipe has one."""
        return self.average if self._config.averaging else self.network

    def _schedule_of(self, config: TrainingConfig) -> torch.optim.lr_scheduler.LRScheduler:
        if config.schedule is Schedule.ONE_CYCLE:
            return torch.optim.lr_scheduler.OneCycleLR(
                self._optimizer, max_lr=config.rate, total_steps=self.steps + 1, cycle_momentum=False
            )
        return torch.optim.lr_scheduler.ConstantLR(self._optimizer, factor=1.0)

    def _loss(self, penalties: Tensor, labels: Tensor) -> Tensor:
        if self._config.loss is Loss.MEAN_SQUARED_ERROR:
            return mean_squared_error(penalties, labels)
        return maximum_a_posteriori(penalties, labels, self._config.rubbish_j, self._config.penalty_scale)

    @torch.no_grad()
    def _follow_average(self) -> None:
        # A short memory at first, or the random start would linger in the average.
        decay = min(self._config.averaging, (1 + self._step) / (10 + self._step))
        average: list[Tensor] = list(self.average.parameters())
        current: list[Tensor] = list(self.network.parameters())
        torch._foreach_lerp_(average, current, 1 - decay)

    def _one_step(self, batch: Tensor) -> tuple[Tensor, Tensor]:
        """Train on the digits at these positions; returns their mean loss and how many were misread before."""
        labels = self._labels[batch]
        ink = self._distort(self._ink[batch].float().div_(255))
        penalties = folded.penalties(self.network, to_input(ink))
        loss = self._loss(penalties, labels)
        self._optimizer.zero_grad()
        torch.autograd.backward(loss)
        self._optimizer.step()
        self._schedule.step()
        self._step += 1
        if self._config.averaging:
            self._follow_average()
        return loss.detach(), (penalties.argmin(dim=1) != labels).sum()

    def run(self) -> Iterator[Progress]:
        """Train; a progress after every step, with a pass's figures after its last.

        Raises:
            TrainingError: the loss is no longer a number.
        """
        config = self._config
        for number in range(1, config.passes + 1):
            started = time.perf_counter()
            order = torch.randperm(len(self._labels), generator=self._generator)
            loss_sum, misread, seen = 0.0, 0, 0
            for batch in torch.split(order, config.batch_size):
                rate = float(self._optimizer.param_groups[0]["lr"])
                loss, wrong = self._one_step(batch)
                loss_sum += float(loss) * len(batch)
                misread += int(wrong)
                seen += len(batch)
                if not np.isfinite(loss_sum):
                    raise TrainingError(
                        f"The loss is no longer a number (pass {number}, step {self._step}): the rate {rate:g} is too"
                        " high for this recipe."
                    )
                if seen < len(self._labels):
                    yield Progress(self._step, self.steps, loss_sum / seen, rate)
            measured = evaluate(self.result, self._held_out) if self._held_out is not None else None
            seconds = time.perf_counter() - started
            finished = PassResult(number, loss_sum / seen, 100 * misread / seen, rate, seconds, measured)
            yield Progress(self._step, self.steps, loss_sum / seen, rate, finished)
