"""One update of the weights, by each of the optimizers; what :class:`model.training.loop.Training` calls."""

from collections.abc import Callable, Mapping
from typing import Protocol

import torch
from torch import Tensor

from model.network.architecture import NOT_A_DIGIT
from model.training.engine.batched import Batched
from model.training.engine.flat_parameters import FlatParameters
from model.training.engine.lenet5 import LeNet5, to_input
from model.training.engine.one_pattern import OnePattern, flatten
from model.training.engine.sdlm import curvature, unit_rates
from model.training.optimizers.fused import FusedSteps, refuse_foreign
from model.training.optimizers.soap import SoapSteps
from model.training.recipes import Optimizer, TrainingConfig


class Stepper(Protocol):
    """Updates a network in place."""

    def begin_pass(self, ink: Tensor) -> None:
        """Prepare a pass, on digits (N, 1, 32, 32), 0 to 1; N is 0 where none are needed."""

    def update(self, ink: Tensor, labels: Tensor, rate: float) -> tuple[float, int]:
        """Train on patterns (N, 1, 32, 32), 0 to 1, with an update for each batch of the recipe's size.

        Returns:
            The sum of their losses, and how many digits were misread before their update.
        """

    def state(self) -> dict[str, Tensor]:
        """What the next update needs besides the weights."""

    def restore(self, state: Mapping[str, Tensor]) -> None:
        """Back to where :meth:`state` was taken.

        Raises:
            ValueError: the state is not one of this network and recipe.
        """

    def memory(self) -> "Memory":
        """What the next update is made of besides the gradient; nothing where there is none yet."""


Memory = dict[str, dict[str, Tensor]]
"""By what it is, and by the parameter's name: torch's ``exp_avg``, ``exp_avg_sq`` and ``momentum_buffer``, or SDLM's
``unit_rates``, 1 / (mu + h). SOAP's is by block, see :mod:`model.training.optimizers.soap`."""


def misread_of(penalties: Tensor, labels: Tensor) -> int:
    """How many digits are misread, (B, 10) and (B,); what is no digit does not count."""
    return int(((penalties.argmin(dim=1) != labels) & (labels != NOT_A_DIGIT)).sum())


def _in_batches(
    batched: Batched, ink: Tensor, labels: Tensor, size: int, step: Callable[[], object]
) -> tuple[float, int]:
    """Take the gradient of each batch and a step; see :meth:`Stepper.update`."""
    loss_sum, misread = 0.0, 0
    for some, right in zip(torch.split(ink, size), torch.split(labels, size), strict=True):
        loss, penalties = batched.pass_batch(some, right)
        step()
        loss_sum += float(loss) * len(right)
        misread += misread_of(penalties, right)
    return loss_sum, misread


class GradientSteps:
    """AdamW, SGD with momentum, or SOAP: one update a batch."""

    def __init__(self, network: LeNet5, flat: FlatParameters, config: TrainingConfig) -> None:
        self._steps: FusedSteps | SoapSteps
        if config.optimizer is Optimizer.SOAP:
            self._steps = SoapSteps(network, config.weight_decay)
        else:
            self._steps = FusedSteps([flat.values], config.optimizer, config.weight_decay, config.momentum)
        self._flat = flat
        self._batched = Batched(network, flat, config.criterion)
        self._batch_size = config.batch_size

    def begin_pass(self, ink: Tensor) -> None:
        """Nothing to do."""

    def memory(self) -> Memory:
        if isinstance(self._steps, SoapSteps):
            return self._steps.memory()
        state = {name.removeprefix("0."): value for name, value in self.state().items()}
        return {name: self._flat.views(value) for name, value in state.items() if value.dim()}

    def update(self, ink: Tensor, labels: Tensor, rate: float) -> tuple[float, int]:
        return _in_batches(self._batched, ink, labels, self._batch_size, lambda: self._steps.step(rate))

    def state(self) -> dict[str, Tensor]:
        return self._steps.state()

    def restore(self, state: Mapping[str, Tensor]) -> None:
        self._steps.restore(state)


class LevenbergMarquardtSteps:
    """SDLM: every weight has its own rate, estimated again before each pass.

    One pattern an update runs without autograd and without torch, see :mod:`model.training.engine.one_pattern`.
    """

    def __init__(self, network: LeNet5, flat: FlatParameters, config: TrainingConfig) -> None:
        self._network, self._flat, self._config = network, flat, config
        one_by_one = config.batch_size == 1 and network.c1.weight.device.type == "cpu"
        self._one_pattern = OnePattern(network, config.criterion) if one_by_one else None
        self._batched = None if one_by_one else Batched(network, flat, config.criterion)
        self._unit_rates: Tensor | None = None

    def begin_pass(self, ink: Tensor) -> None:
        """Estimate the curvature on these digits."""
        h = curvature(self._network, ink, self._config.criterion)
        rates = unit_rates(h, self._config.mu)
        self._unit_rates = torch.cat([rates[name].flatten() for name, _ in self._network.named_parameters()])
        self._one_pattern_rates = flatten(rates)

    def update(self, ink: Tensor, labels: Tensor, rate: float) -> tuple[float, int]:
        """With one pattern an update, as many updates as there are digits."""
        if self._one_pattern is not None:
            loss, wrong = self._one_pattern.run(to_input(ink).numpy(), labels.numpy(), self._one_pattern_rates * rate)
            self._one_pattern.write_back()
            return loss, wrong
        assert self._batched is not None
        assert self._unit_rates is not None
        values, gradient, rates = self._flat.values.data, self._flat.gradient, self._unit_rates
        return _in_batches(
            self._batched, ink, labels, self._config.batch_size, lambda: values.addcmul_(gradient, rates, value=-rate)
        )

    def state(self) -> dict[str, Tensor]:
        """Nothing: between passes there are only the weights."""
        return {}

    def memory(self) -> Memory:
        return {} if self._unit_rates is None else {"unit_rates": self._flat.views(self._unit_rates)}

    def restore(self, state: Mapping[str, Tensor]) -> None:
        """The weights have changed under it."""
        refuse_foreign(state, {})
        if self._one_pattern is not None:
            self._one_pattern.read_again()
