"""Training as in a textbook, with torch's autograd: the reference that the fast engine is tested against.

What the speed of :mod:`model.training.engine` buys, both on one thread: this takes 2.5 times as long with the modern
recipe (batches of 128, distorted), and 6 times as long at one pattern an update, as in the paper.
``lenet train --engine plain`` uses it.
"""

import torch
from torch import Tensor

from model.training.engine.lenet5 import LeNet5, to_input
from model.training.engine.loss import mean_loss
from model.training.engine.sdlm import Curvature, curvature, rates
from model.training.optimizers.updates import Memory, OptimizerSteps, misread_of
from model.training.recipes import Optimizer, TrainingConfig


class PlainSteps(OptimizerSteps):
    """One update a batch, with torch's autograd: forward, loss, backward, step.

    Args:
        network: trained in place.
        config: the recipe.
    """

    def __init__(self, network: LeNet5, config: TrainingConfig) -> None:
        super().__init__(list(network.parameters()), config, fused=False)
        self._network, self._config = network, config
        self._rates: Curvature = {}

    def begin_pass(self, ink: Tensor) -> None:
        """SDLM: estimate the curvature h on these digits; each weight's rate is eta / (mu + h) (appendix C)."""
        if self._config.optimizer is Optimizer.SDLM:
            self._rates = rates(curvature(self._network, ink, self._config.criterion), 1.0, self._config.mu)

    def memory(self) -> Memory:
        if self._rates:
            return {"unit_rates": self._rates}
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
            self.step(rate)
            loss_sum += float(loss.detach()) * len(right)
            misread += misread_of(penalties.detach(), right)
        return loss_sum, misread
