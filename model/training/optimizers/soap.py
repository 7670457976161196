"""SOAP: AdamW along axes in which the entries of a gradient vary independently of each other.

By N. Vyas et al., "SOAP: Improving and Stabilizing Shampoo using Adam" (2024, arXiv:2409.11321). A layer's parameters
are a matrix: a row for each map or unit, with its weights and then its bias. Two running means say how gradients G vary
together, G G^T from row to row and G^T G from column to column; their eigenvectors are the axes. The gradient is turned
into them, followed there as by AdamW, and turned back.

Each map of C3 is a matrix of one row, as Table I gives them different inputs.
"""

from collections.abc import Mapping
from itertools import groupby

import torch
from torch import Tensor, nn

from model.network.architecture import TABLE_I
from model.training.engine.lenet5 import LeNet5
from model.training.optimizers.fused import refuse_foreign
from model.training.step.soap import EPSILON, FORGETTING

TURNED_EVERY = 10
"""Updates between two corrections of the axes."""
DAMPING = 1e-4
"""Added to every variance, in parts of their mean: where gradients hardly vary, the axes stay, whatever is rounded."""

State = dict[str, Tensor]


def corrected(covariance: Tensor, axes: Tensor) -> tuple[Tensor, Tensor]:
    """Axes, (K, N, N), nearer to the eigenvectors of a covariance, by one step of orthogonal iteration.

    Args:
        covariance: (K, N, N).
        axes: the columns of (K, N, N).

    Returns:
        The new axes, the one with the largest variance first, and (K, N) which of the old ones each comes from.
    """
    mean = covariance.diagonal(dim1=1, dim2=2).mean(dim=1)[:, None, None]
    moved = covariance @ axes + DAMPING * mean * axes
    order = (axes * moved).sum(dim=1).argsort(dim=1, descending=True)
    new, _ = torch.linalg.qr(moved.gather(2, order[:, None, :].expand_as(moved)))
    return new, order


class Block:
    """Some rows of a layer, as K matrices (K, M, N), with what is remembered of their gradients.

    Args:
        weight, bias: the layer's parameters.
        weights, biases: which entries of these, flat.
        count: K.

    ``state`` has the running means of G G^T and G^T G, ``rows`` (K, M, M) and ``columns`` (K, N, N), their axes, and
    along these the running means of the gradient and of its square, ``mean`` and ``square`` (K, M, N).
    """

    def __init__(self, weight: nn.Parameter, bias: nn.Parameter, weights: slice, biases: slice, count: int) -> None:
        self._weight, self._bias, self._weights, self._biases, self._count = weight, bias, weights, biases, count
        like = torch.zeros_like(torch.cat(self._parts(weight.data, bias.data), dim=2))
        _, rows, columns = like.shape
        self.state: State = {"mean": like, "square": like.clone()}
        for name, side in (("rows", rows), ("columns", columns)):
            self.state[name] = like.new_zeros(count, side, side)
            self.state[f"{name}_axes"] = torch.eye(side, dtype=like.dtype, device=like.device).repeat(count, 1, 1)

    def _parts(self, weight: Tensor, bias: Tensor) -> list[Tensor]:
        biases = bias[self._biases].view(self._count, -1, 1)
        return [weight.flatten()[self._weights].view(*biases.shape[:2], -1), biases]

    def _turn(self, matrices: Tensor) -> Tensor:
        return self.state["rows_axes"].mT @ matrices @ self.state["columns_axes"]

    def _turn_back(self, matrices: Tensor) -> Tensor:
        return self.state["rows_axes"] @ matrices @ self.state["columns_axes"].mT

    def step(self, rate: float, weight_decay: float, update: int) -> None:
        """Follow the gradient; ``update`` counts from 1."""
        assert self._weight.grad is not None
        assert self._bias.grad is not None
        state = self.state
        gradient = torch.cat(self._parts(self._weight.grad, self._bias.grad), dim=2)
        for name, product in (("rows", gradient @ gradient.mT), ("columns", gradient.mT @ gradient)):
            state[name].lerp_(product, 1 - FORGETTING)
        turned = self._turn(gradient)
        state["mean"].lerp_(turned, 1 - FORGETTING)
        state["square"].lerp_(turned.square_(), 1 - FORGETTING)
        # Both start at 0: what that takes off at first is put back.
        missing = 1 - FORGETTING**update
        direction = self._turn_back(state["mean"] / missing / (state["square"] / missing).sqrt_().add_(EPSILON))
        changes = direction[..., :-1], direction[..., -1:]
        for values, change in zip(self._parts(self._weight.data, self._bias.data), changes, strict=True):
            values.mul_(1 - rate * weight_decay).sub_(change, alpha=rate)
        if update % TURNED_EVERY == 0:
            self._correct()

    def _correct(self) -> None:
        state = self.state
        mean = self._turn_back(state["mean"])
        for name, dim in (("rows", 1), ("columns", 2)):
            axes, order = corrected(state[name], state[f"{name}_axes"])
            state[f"{name}_axes"].copy_(axes)
            order = order.unsqueeze(3 - dim).expand_as(state["square"])
            state["square"].copy_(state["square"].gather(dim, order))
        state["mean"].copy_(self._turn(mean))


def _blocks_of(network: LeNet5) -> dict[str, Block]:
    """Each layer's, named as in a checkpoint; C3's by the number of maps that are read."""
    everything = slice(None)
    c1, s2, c3, s4, c5, f6 = network.c1, network.s2, network.c3, network.s4, network.c5, network.f6
    blocks = {
        "c1": Block(c1.weight, c1.bias, everything, everything, 1),
        "s2": Block(s2.coefficient, s2.bias, everything, everything, 1),
        "s4": Block(s4.coefficient, s4.bias, everything, everything, 1),
        "c5": Block(c5.weight, c5.bias, everything, everything, 1),
        "f6": Block(f6.weight, f6.bias, everything, everything, 1),
    }
    cells = maps = 0
    for inputs, alike in groupby(len(sources) for sources in TABLE_I):
        count = len(list(alike))
        size = 25 * inputs * count
        kernels = slice(cells, cells + size)
        blocks[f"c3.{inputs}"] = Block(c3.weight, c3.bias, kernels, slice(maps, maps + count), count)
        cells, maps = cells + size, maps + count
    return blocks


class SoapSteps:
    """Follows the gradient that a network's parameters have as ``grad``; changes them in place."""

    def __init__(self, network: LeNet5, weight_decay: float) -> None:
        self._blocks = _blocks_of(network)
        self._decay = weight_decay
        self._updates = 0

    @torch.no_grad()
    def step(self, rate: float) -> None:
        self._updates += 1
        for block in self._blocks.values():
            block.step(rate, self._decay, self._updates)

    def state(self) -> State:
        """What the next update needs besides the weights; nothing before the first."""
        return self._entries() if self._updates else {}

    def memory(self) -> dict[str, State]:
        """What is remembered, by what it is and then by block; nothing before the first update."""
        blocks = self._blocks.items() if self._updates else ()
        return {
            key: {name: block.state[key] for name, block in blocks}
            for key in ("rows_axes", "columns_axes", "mean", "square")
        }

    def restore(self, state: Mapping[str, Tensor]) -> None:
        """Back to where :meth:`state` was taken.

        Raises:
            ValueError: the state is not one of this network and optimizer.
        """
        refuse_foreign(state, self._entries())
        if state["updates"] < 1:
            raise ValueError(f"updates must be 1 or more, not {int(state['updates'])}")
        for name, block in self._blocks.items():
            for key, value in block.state.items():
                value.copy_(state[f"{name}.{key}"])
        self._updates = int(state["updates"])

    def _entries(self) -> State:
        inside = {f"{name}.{key}": value for name, block in self._blocks.items() for key, value in block.state.items()}
        return inside | {"updates": torch.tensor(self._updates)}
