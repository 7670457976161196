"""Stochastic diagonal Levenberg-Marquardt (appendix C): a rate of its own for every weight.

    rate_k = eta / (mu + h_k)

``h_k`` estimates the second derivative of the loss by weight k: the Gauss-Newton diagonal, carried back from layer to
layer with squared weights and squared slopes, summed over the connections that share the weight, averaged over some
hundred patterns.
"""

import torch
from torch import Tensor
from torch.nn import functional

from model.network.architecture import TANH_AMPLITUDE, TANH_SLOPE
from model.network.records import Squashing
from model.training.engine.criterion import Criterion, Loss
from model.training.engine.lenet5 import LeNet5, Subsampling, to_input

Curvature = dict[str, Tensor]
"""h of every parameter, by its name and in its shape; never negative."""

_CHUNK = 100


def _squared_slope(f: Tensor, squashing: Squashing) -> Tensor:
    """The square of the squashing function's slope where its value is ``f``."""
    if squashing is Squashing.TANH:
        return (TANH_AMPLITUDE * TANH_SLOPE - TANH_SLOPE / TANH_AMPLITUDE * f.square()).square()
    return (f - f.square()).square()


def output_curvature(criterion: Criterion) -> float:
    """The loss's second derivative by each of F6's values.

    Eq. 8 gives 2, exactly. The exact one of eq. 9 vanishes where a digit is read well; with it, rates rise to eta / mu
    on a trained network, and training breaks down (see model/training/README.md). Its first term alone, y_D over the
    penalty scale, gives 2 / scale, which is used.
    """
    match criterion.loss:
        case Loss.MEAN_SQUARED_ERROR:
            return 2.0
        case Loss.MAXIMUM_A_POSTERIORI:
            return 2.0 / criterion.penalty_scale


def _through_subsampling(layer: Subsampling, h_sums: Tensor, below: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """For a subsampling layer: h of its coefficients and biases, and h by the values below it.

    The coefficient is one factor of the unit's sum, so it is the sum that is squared. (Four connections that share a
    weight, each counted by itself, give a quarter of that and learn worse: see model/training/README.md.)
    """
    sums = 4 * functional.avg_pool2d(below, 2)
    coefficient = (h_sums * sums.square()).sum(dim=(0, 2, 3))
    bias = h_sums.sum(dim=(0, 2, 3))
    h_below = functional.interpolate(h_sums * layer.coefficient.square()[:, None, None], scale_factor=2.0)
    return coefficient, bias, h_below


def _over_connections(h_sums: Tensor, below: Tensor) -> Tensor:
    """h of a convolution's weights, (maps, inputs of a unit): summed over the units that share each weight."""
    patches = functional.unfold(below.square(), 5)  # (B, inputs of a unit, units of a map)
    return torch.einsum("bou,biu->oi", h_sums.flatten(2), patches)


@torch.no_grad()
def curvature(network: LeNet5, ink: Tensor, criterion: Criterion) -> Curvature:
    """h of every parameter, averaged over patterns.

    Args:
        network: as it is now.
        ink: (N, 1, 32, 32), 0 to 1.
        criterion: the loss.
    """
    total = {name: torch.zeros_like(parameter) for name, parameter in network.named_parameters()}
    for chunk in torch.split(ink, _CHUNK):
        for name, h in _sum_over(network, to_input(chunk), criterion).items():
            total[name] += h
    return {name: h / len(ink) for name, h in total.items()}


def _sum_over(network: LeNet5, x: Tensor, criterion: Criterion) -> Curvature:
    layers = network.activations(x)
    c1, s2, c3, s4, c5 = (layers[name] for name in ("C1", "S2", "C3", "S4", "C5"))

    def bent(name: str) -> Tensor:
        return _squared_slope(layers[name], network.squashing)

    h: Curvature = {}
    # Each h_x below is by the layer's weighted sums, before squashing.
    h_f6 = output_curvature(criterion) * bent("F6")  # (B, 84)
    h["f6.weight"], h["f6.bias"] = h_f6.T @ c5.square(), h_f6.sum(dim=0)
    h_c5 = h_f6 @ network.f6.weight.square() * bent("C5")  # (B, 120)
    flat = s4.flatten(1)
    h["c5.weight"] = (h_c5.T @ flat.square()).view_as(network.c5.weight)
    h["c5.bias"] = h_c5.sum(dim=0)
    h_s4 = (h_c5 @ network.c5.weight.flatten(1).square()).view_as(s4) * bent("S4")
    h["s4.coefficient"], h["s4.bias"], h_c3 = _through_subsampling(network.s4, h_s4, c3)
    h_c3 = h_c3 * bent("C3")  # (B, 16, 10, 10)
    dense = _over_connections(h_c3, s2)  # (16, 150)
    h["c3.weight"] = dense.view(96, 5, 5)[network.c3.kernel_slots]
    h["c3.bias"] = h_c3.sum(dim=(0, 2, 3))
    h_s2 = functional.conv_transpose2d(h_c3, network.c3.dense_weight().square()) * bent("S2")
    h["s2.coefficient"], h["s2.bias"], h_c1 = _through_subsampling(network.s2, h_s2, c1)
    h_c1 = h_c1 * bent("C1")  # (B, 6, 28, 28)
    h["c1.weight"] = _over_connections(h_c1, x).view_as(network.c1.weight)
    h["c1.bias"] = h_c1.sum(dim=(0, 2, 3))
    return h


def unit_rates(h: Curvature, mu: float) -> Curvature:
    """The rate of every parameter where eta is 1, since eta may change within a pass: 1 / (mu + h)."""
    return {name: 1 / (mu + value) for name, value in h.items()}
