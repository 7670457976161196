"""The same penalties at a lower price: the forward pass that training runs.

The squashing function's two constants are folded into the neighbouring weights (A tanh(S a) costs two more walks over
every activation, and two more on the way back), the 2x2 sum is an average pooling whose factor 4 sits in the
coefficient, C5 is the matrix product that it is, and the RBF distance is expanded into one matrix product. The result
equals :meth:`model.lenet5.LeNet5.forward` to rounding.
"""

import torch
from torch import Tensor
from torch.nn import functional

from model.lenet5 import TANH_AMPLITUDE, TANH_SLOPE, LeNet5, Subsampling
from model.records import Squashing


def penalties(network: LeNet5, x: Tensor) -> Tensor:
    """(B, 1, 32, 32) -> (B, 10), with gradients to the network's own parameters."""
    tanh = network.squashing is Squashing.TANH
    bend = torch.tanh if tanh else torch.sigmoid
    slope = TANH_SLOPE if tanh else 1.0
    amplitude = TANH_AMPLITUDE if tanh else 1.0
    both = slope * amplitude

    def subsample(layer: Subsampling, t: Tensor) -> Tensor:
        coefficient = (layer.coefficient * (4 * both))[:, None, None]
        return torch.addcmul((layer.bias * slope)[:, None, None], functional.avg_pool2d(t, 2), coefficient)

    t = bend(functional.conv2d(x, network.c1.weight * slope, network.c1.bias * slope))  # (B, 6, 28, 28)
    t = bend(subsample(network.s2, t))  # (B, 6, 14, 14)
    t = bend(functional.conv2d(t, network.c3.dense_weight() * both, network.c3.bias * slope))  # (B, 16, 10, 10)
    t = bend(subsample(network.s4, t)).flatten(1)  # (B, 400)
    t = bend(functional.linear(t, network.c5.weight.flatten(1) * both, network.c5.bias * slope))  # (B, 120)
    f6 = amplitude * bend(functional.linear(t, network.f6.weight * both, network.f6.bias * slope))  # (B, 84)
    codes = network.output.codes
    # |x - w|^2 = |x|^2 - 2 x.w + |w|^2, and every code has 84 cells of +-1.
    return f6.square().sum(dim=1, keepdim=True) - 2 * f6 @ codes.T + codes.shape[1]
