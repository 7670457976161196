"""A network's parameters with the squashing function's constants in them, for the batched gradient.

f(a) = A s(S a) + B, where s is the logistic function 1/(1 + e^-a), computes either squashing function: A tanh(S a) is
2A s(2S a) - A. Layers then pass on s alone: S goes into a layer's own weights and bias, A into the next layer's
weights, and B into its bias. The field is ink as it comes, 0 to 1: its scale goes into C1 in the same way.
"""

import torch

from model.network.architecture import BACKGROUND, C3_PAIRS, INK_RANGE, TANH_AMPLITUDE, TANH_SLOPE
from model.network.records import Squashing
from model.training.engine.flat_parameters import FlatParameters
from model.training.engine.lenet5 import LeNet5


class Folding:
    """Folds a network's parameters, and unfolds their gradient.

    Attributes:
        amplitude, offset: A and B.
        vector: the folded parameters in the network's order, and a 0 behind them.
        values: by name, views of ``vector``.
        slopes: by name, views of the flat gradient: the derivative by the folded parameters until :meth:`unfold`.
    """

    def __init__(self, network: LeNet5, flat: FlatParameters) -> None:
        tanh = network.squashing is Squashing.TANH
        slope, self.amplitude = (2 * TANH_SLOPE, 2 * TANH_AMPLITUDE) if tanh else (1.0, 1.0)
        self.offset = -TANH_AMPLITUDE if tanh else 0.0
        names = flat.views(flat.values)
        factors = {name: slope * (1.0 if name.endswith("bias") else self.amplitude) for name in names}
        factors["c1.weight"] = slope * INK_RANGE
        self._flat, self._factors = flat, flat.vector(factors)
        self.vector = self._factors.new_zeros(len(self._factors) + 1)
        self._folded = self.vector[:-1]
        self.values, self.slopes = flat.views(self._folded), flat.views(flat.gradient)
        # What a bias takes over for each unit that it reads: of the background, or of the offset of the layer below.
        self._background, self._share = BACKGROUND / INK_RANGE, self.offset / self.amplitude
        self._ones = {units: self.vector.new_ones(units) for units in (25, 120, 400)}
        self._c3_maps = torch.tensor([c3_map for c3_map, _ in C3_PAIRS], device=self.vector.device)
        kernels = {"c1": (6, 25), "c3": (60, 25), "c5": (120, 400)}
        self._kernels, self._kernel_slopes = (
            {layer: of[f"{layer}.weight"].view(shape) for layer, shape in kernels.items()}
            for of in (self.values, self.slopes)
        )

    @torch.no_grad()
    def fold(self) -> None:
        """Fold the parameters as they stand."""
        w, kernels, share = self.values, self._kernels, self._share
        torch.mul(self._flat.values, self._factors, out=self._folded)
        w["c1.bias"].addmv_(kernels["c1"], self._ones[25], alpha=self._background)
        w["s2.bias"].add_(w["s2.coefficient"], alpha=4 * share)
        w["c3.bias"].index_add_(0, self._c3_maps, torch.mv(kernels["c3"], self._ones[25]), alpha=share)
        w["s4.bias"].add_(w["s4.coefficient"], alpha=4 * share)
        w["c5.bias"].addmv_(kernels["c5"], self._ones[400], alpha=share)
        w["f6.bias"].addmv_(w["f6.weight"], self._ones[120], alpha=share)

    def unfold(self) -> None:
        """From the gradient by the folded parameters to that by the parameters as they stand."""
        d, kernels, share = self.slopes, self._kernel_slopes, self._share
        kernels["c1"].add_(d["c1.bias"][:, None], alpha=self._background)
        d["s2.coefficient"].add_(d["s2.bias"], alpha=4 * share)
        kernels["c3"].add_(d["c3.bias"].index_select(0, self._c3_maps)[:, None], alpha=share)
        d["s4.coefficient"].add_(d["s4.bias"], alpha=4 * share)
        kernels["c5"].add_(d["c5.bias"][:, None], alpha=share)
        d["f6.weight"].add_(d["f6.bias"][:, None], alpha=share)
        self._flat.gradient.mul_(self._factors)
