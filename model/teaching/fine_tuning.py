"""Moves the head of a trained network towards a person's digits, while holding it to its answers on MNIST.

Only C5 and F6 are trained: on the writers that the recipe was chosen on, training all layers was no better, and S4's
values need be computed only once. MNIST digits are mixed in, not with their labels but with the F6 values that the
network gave them before. That forgets half as much as training on their labels again.
"""

from collections.abc import Iterator

import torch
from torch import Tensor

from model.teaching.head import Head
from model.teaching.report import TeachingConfig
from model.training.engine.loss import maximum_a_posteriori


class FineTuning:
    """One fit: iterate to the end, then take ``head``.

    Args:
        start: the head to start from; it is not changed.
        own: (V, N, 400), S4's values of the person's digits, each in V distortions.
        labels: (N,), int64.
        mnist: (M, 400), S4's values of digits to be held to.
    """

    def __init__(
        self, start: Head, own: Tensor, labels: Tensor, mnist: Tensor, config: TeachingConfig, seed: int
    ) -> None:
        self.head = start.copied()
        self._own, self._labels, self._mnist, self._config = own, labels, mnist, config
        with torch.no_grad():
            self._f6 = start.f6(mnist)
        self._generator = torch.Generator().manual_seed(seed)

    def _drawn(self, below: int, count: int) -> Tensor:
        return torch.randint(below, (count,), generator=self._generator)

    def _loss(self) -> Tensor:
        config = self._config
        variants, count = self._own.shape[:2]
        which, variant = self._drawn(count, config.own_per_batch), self._drawn(variants, config.own_per_batch)
        others = self._drawn(len(self._mnist), config.mnist_per_batch)
        f6 = self.head.f6(torch.cat([self._own[variant, which], self._mnist[others]]))
        own, held = f6[: config.own_per_batch], f6[config.own_per_batch :]
        learned = maximum_a_posteriori(
            self.head.penalties_of(own), self._labels[which], config.rubbish_j, config.penalty_scale
        )
        moved = (held - self._f6[others]).square().sum(dim=1).mean()
        return learned + config.hold * moved

    def __iter__(self) -> Iterator[int]:
        """Yields how many updates are done."""
        parameters = self.head.parameters
        for parameter in parameters:
            parameter.requires_grad_()
        optimizer = torch.optim.AdamW(parameters, lr=self._config.rate, weight_decay=0.0, fused=True)
        for step in range(self._config.steps):
            optimizer.param_groups[0]["lr"] = self._config.rate * (1 - step / self._config.steps)
            optimizer.zero_grad()
            loss = self._loss()
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            yield step + 1
        for parameter in parameters:
            parameter.requires_grad_(False)
