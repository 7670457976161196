"""Training as in a textbook, with torch's autograd: the reference that the fast engine is tested against.

What the speed of :mod:`model.training.engine` buys, both on one thread: this takes 2.5 times as long with the modern
recipe (batches of 128, distorted), and 6 times as long at one pattern an update, as in the paper.
``lenet train --engine plain`` uses it.
"""

from collections.abc import Mapping

import torch
from torch import Tensor

from model.training.engine.lenet5 import LeNet5, to_input
from model.training.engine.loss import mean_loss
from model.training.engine.sdlm import Curvature, curvature, unit_rates
from model.training.optimizers.fused import refuse_foreign
from model.training.optimizers.soap import SoapSteps
from model.training.optimizers.updates import Memory, misread_of
from model.training.recipes import Optimizer, TrainingConfig


class PlainSteps:
    """One update a batch, with torch's autograd: forward, loss, backward, step."""

    def __init__(self, network: LeNet5, config: TrainingConfig) -> None:
        self._network, self._config = network, config
        self._steps = self._steps_for(config)
        self._rates: Curvature = {}

    def _steps_for(self, config: TrainingConfig) -> "TorchSteps | SoapSteps":
        parameters, decay = list(self._network.parameters()), config.weight_decay
        match config.optimizer:
            case Optimizer.SDLM:  # its rates are in the gradient
                return TorchSteps(torch.optim.SGD(parameters, lr=config.rate))
            case Optimizer.SGD:
                sgd = torch.optim.SGD(parameters, lr=config.rate, momentum=config.momentum, weight_decay=decay)
                return TorchSteps(sgd)
            case Optimizer.ADAMW:
                return TorchSteps(torch.optim.AdamW(parameters, lr=config.rate, weight_decay=decay))
            case Optimizer.SOAP:
                return SoapSteps(self._network, decay)

    def begin_pass(self, ink: Tensor) -> None:
        """SDLM: estimate the curvature h on these digits; each weight's rate is eta / (mu + h) (appendix C)."""
        if self._config.optimizer is Optimizer.SDLM:
            self._rates = unit_rates(curvature(self._network, ink, self._config.criterion), self._config.mu)

    def memory(self) -> Memory:
        if self._rates:
            return {"unit_rates": self._rates}
        if isinstance(self._steps, SoapSteps):
            return self._steps.memory()
        memory: Memory = {}
        names = [name for name, _ in self._network.named_parameters()]
        for key, value in self.state().items():
            index, what = key.split(".", 1)
            if value.dim():  # all but the number of updates
                memory.setdefault(what, {})[names[int(index)]] = value
        return memory

    def update(self, ink: Tensor, labels: Tensor, rate: float) -> tuple[float, int]:
        """Update once for each batch of the recipe's size."""
        size, loss_sum, misread = self._config.batch_size, 0.0, 0
        for x, right in zip(torch.split(to_input(ink), size), torch.split(labels, size), strict=True):
            penalties = self._network(x)  # (B, 1, 32, 32) -> (B, 10)
            loss = mean_loss(penalties, right, self._config.criterion)
            self._network.zero_grad()
            torch.autograd.backward(loss)
            if self._config.optimizer is Optimizer.SDLM:
                for name, parameter in self._network.named_parameters():
                    parameter.grad = parameter.grad * self._rates[name] if parameter.grad is not None else None
            self._steps.step(rate)
            loss_sum += float(loss.detach()) * len(right)
            misread += misread_of(penalties.detach(), right)
        return loss_sum, misread

    def state(self) -> dict[str, Tensor]:
        return self._steps.state()

    def restore(self, state: Mapping[str, Tensor]) -> None:
        self._steps.restore(state)


class TorchSteps:
    """One of torch's own optimizers, its state as one dictionary of tensors."""

    def __init__(self, optimizer: torch.optim.Optimizer) -> None:
        self._optimizer = optimizer

    def step(self, rate: float) -> None:
        for group in self._optimizer.param_groups:
            group["lr"] = rate
        self._optimizer.step()

    def state(self) -> dict[str, Tensor]:
        states = self._optimizer.state_dict()["state"]
        return {
            f"{index}.{key}": value
            for index, values in states.items()
            for key, value in values.items()
            if value is not None
        }

    def restore(self, state: Mapping[str, Tensor]) -> None:
        # A step at rate 0 moves no weight, and makes entries as torch needs them.
        self.step(0.0)
        refuse_foreign(state, self.state())
        whole = self._optimizer.state_dict()
        by_parameter: dict[int, dict[str, Tensor]] = {}
        for name, value in state.items():
            index, key = name.split(".", 1)
            by_parameter.setdefault(int(index), {})[key] = value.clone()
        self._optimizer.load_state_dict({**whole, "state": by_parameter})
