"""LeNet-5 in torch, exactly as published (LeCun, Bottou, Bengio, Haffner, Proc. IEEE 86(11), 1998, section II.B).

Seven layers with 60,000 trainable parameters in all, and 840 fixed values in the Euclidean RBF output. The subsampling
layers add (not average) 2x2 units and have a coefficient and a bias of their own; C3 is wired by Table I; the squashing
function follows *every* layer up to F6; the smallest of the ten output penalties names the digit.

This is the network that training trains, and the reference for :mod:`model.network.forward`, which reads digits.
"""

from collections.abc import Mapping
from types import MappingProxyType

import torch
from torch import Tensor, nn
from torch.nn import functional

from model.network.architecture import BACKGROUND, C3_PAIRS, FIELD_SIZE, INK_RANGE, TABLE_I, TANH_AMPLITUDE, TANH_SLOPE
from model.network.parameters import Parameters
from model.network.rbf_codes import rbf_codes
from model.network.records import FloatArray, Initialisation, Squashing

NO_GAINS: Mapping[str, Tensor] = MappingProxyType({})


def to_input(ink: Tensor) -> Tensor:
    """Bring ink, 0 to 1 and of any shape, into the scale that the network was made for."""
    return INK_RANGE * ink + BACKGROUND


def squash(a: Tensor, squashing: Squashing) -> Tensor:
    """The squashing function, of any shape: A tanh(S a) (appendix A), so that f(+-1) = +-1; or 1 / (1 + e^-a)."""
    if squashing is Squashing.TANH:
        return TANH_AMPLITUDE * torch.tanh(TANH_SLOPE * a)
    return torch.sigmoid(a)


class Convolution(nn.Module):
    """A 5x5 convolution from every input map to every output map; C1 and C5."""

    def __init__(self, maps_in: int, maps_out: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(maps_out, maps_in, 5, 5))
        self.bias = nn.Parameter(torch.empty(maps_out))

    def forward(self, x: Tensor) -> Tensor:
        """(B, maps_in, H, W) -> (B, maps_out, H-4, W-4), before squashing."""
        if x.shape[2:] == self.weight.shape[2:]:
            # One place for the kernel, as in C5: a product of matrices, and found faster.
            return functional.linear(x.flatten(1), self.weight.flatten(1), self.bias)[:, :, None, None]
        return functional.conv2d(x, self.weight, self.bias)

    def fan_ins(self) -> Tensor:
        """Inputs of one unit, shaped to be multiplied with ``weight``."""
        return torch.tensor(float(self.weight[0].numel()))


class TableConvolution(nn.Module):
    """A 5x5 convolution in which each output map reads only its own input maps; C3 with Table I.

    Only the 60 kernels that exist are parameters; there is nothing to mask.
    """

    kernel_slots: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(len(C3_PAIRS), 5, 5))
        self.bias = nn.Parameter(torch.empty(len(TABLE_I)))
        slots = torch.tensor([c3_map * 6 + s2_map for c3_map, s2_map in C3_PAIRS])
        self.register_buffer("kernel_slots", slots, persistent=False)

    def dense_weight(self) -> Tensor:
        """(16, 6, 5, 5): the 60 kernels in their places, zeros where Table I has no connection."""
        flat = self.weight.new_zeros(96, 25).index_copy(0, self.kernel_slots, self.weight.view(60, 25))
        return flat.view(16, 6, 5, 5)

    def forward(self, x: Tensor) -> Tensor:
        """(B, 6, 14, 14) -> (B, 16, 10, 10), before squashing."""
        return functional.conv2d(x, self.dense_weight(), self.bias)

    def fan_ins(self) -> Tensor:
        """75, 100 or 150 for each of the 60 kernels, shaped to be multiplied with ``weight``."""
        return torch.tensor([25.0 * len(TABLE_I[c3_map]) for c3_map, _ in C3_PAIRS]).view(60, 1, 1)


class Subsampling(nn.Module):
    """The sum of each 2x2 block, times the map's coefficient, plus the map's bias; S2 and S4."""

    def __init__(self, maps: int) -> None:
        super().__init__()
        self.coefficient = nn.Parameter(torch.empty(maps))
        self.bias = nn.Parameter(torch.empty(maps))

    def forward(self, x: Tensor) -> Tensor:
        """(B, maps, H, W) -> (B, maps, H/2, W/2), before squashing."""
        sums = 4 * functional.avg_pool2d(x, 2)
        return sums * self.coefficient[:, None, None] + self.bias[:, None, None]


class FullConnection(nn.Module):
    """Every output unit reads every input unit; F6."""

    def __init__(self, units_in: int, units_out: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(units_out, units_in))
        self.bias = nn.Parameter(torch.empty(units_out))

    def forward(self, x: Tensor) -> Tensor:
        """(B, units_in) -> (B, units_out), before squashing."""
        return functional.linear(x, self.weight, self.bias)

    def fan_ins(self) -> Tensor:
        """Inputs of one unit."""
        return torch.tensor(float(self.weight.shape[1]))


class EuclideanRBF(nn.Module):
    """The output: squared Euclidean distance to each class's fixed code, no half and no root (eq. 7)."""

    codes: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("codes", torch.from_numpy(rbf_codes().copy()), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        """(B, 84) -> (B, 10), penalties."""
        return (x[:, None, :] - self.codes).square().sum(dim=2)


class LeNet5(nn.Module):
    """The network of Fig. 2, input to penalties.

    Args:
        squashing: the function after each layer up to F6.
        initialisation: how wide the first weights are drawn, see :class:`model.network.records.Initialisation`.
        generator: where the random first weights come from; the global generator is never touched.
    """

    def __init__(
        self,
        squashing: Squashing = Squashing.TANH,
        initialisation: Initialisation = Initialisation.AS_PRINTED,
        generator: torch.Generator | None = None,
    ) -> None:
        super().__init__()
        self.squashing = squashing
        self.c1 = Convolution(1, 6)
        self.s2 = Subsampling(6)
        self.c3 = TableConvolution()
        self.s4 = Subsampling(16)
        self.c5 = Convolution(16, 120)
        self.f6 = FullConnection(120, 84)
        self.output = EuclideanRBF()
        self.initialise(initialisation, generator or torch.Generator().manual_seed(0))

    @torch.no_grad()
    def initialise(self, initialisation: Initialisation, generator: torch.Generator) -> None:
        """Draw new weights, uniform; biases, of which the paper says nothing, start at zero."""
        for layer in (self.c1, self.c3, self.c5, self.f6):
            unit = torch.rand(layer.weight.shape, generator=generator) * 2 - 1
            fan_ins = layer.fan_ins()
            divisor = fan_ins if initialisation is Initialisation.AS_PRINTED else fan_ins.sqrt()
            layer.weight.copy_(unit * 2.4 / divisor)
            layer.bias.zero_()
        for subsampling in (self.s2, self.s4):
            unit = torch.rand(subsampling.coefficient.shape, generator=generator) * 2 - 1
            if initialisation is Initialisation.AS_PRINTED:
                subsampling.coefficient.copy_(unit * 2.4 / 4)  # four inputs a unit
            else:
                subsampling.coefficient.fill_(0.25)  # starts as a plain average
            subsampling.bias.zero_()
        if self.squashing is Squashing.LOGISTIC and initialisation is Initialisation.SQRT_FAN_IN:
            self._restate_for_logistic()

    def _restate_for_logistic(self) -> None:
        """The same start in the logistic function's units, as 1/(1 + e^-a) = (1 + tanh(a/2)) / 2.

        Its slope is 4.6 times smaller than the scaled tanh's and its values lie about 1/2; drawn as for the tanh, the
        signal and its gradient would die on the way through six of them.
        """
        gain = 2 * TANH_SLOPE
        self.c1.weight.mul_(gain)
        for layer in (self.c3, self.c5, self.f6):
            layer.weight.mul_(gain * 2 * TANH_AMPLITUDE)
        # Inputs lie about 1/2: the bias takes that away, so that units start in the middle of their curve.
        self.c3.bias.copy_(self.c3.dense_weight().sum(dim=(1, 2, 3)) / -2)
        self.c5.bias.copy_(self.c5.weight.sum(dim=(1, 2, 3)) / -2)
        self.f6.bias.copy_(self.f6.weight.sum(dim=1) / -2)
        for subsampling in (self.s2, self.s4):
            subsampling.coefficient.mul_(gain * 2 * TANH_AMPLITUDE)
            subsampling.bias.copy_(subsampling.coefficient * 4 / -2)

    def activations(self, x: Tensor, gains: Mapping[str, Tensor] = NO_GAINS) -> dict[str, Tensor]:
        """Every layer's values for a batch of fields.

        Args:
            x: (B, 1, 32, 32) in the paper's scale, background -0.1 and ink 1.175.
            gains: "what if": for layers by name, what their squashed values are multiplied by, as
                (maps, side, side).

        Returns:
            The layers by name, in order: C1 (B, 6, 28, 28), S2 (B, 6, 14, 14), C3 (B, 16, 10, 10), S4 (B, 16, 5, 5),
            C5 (B, 120), F6 (B, 84), all squashed, and OUTPUT (B, 10), the penalties.

        Raises:
            ValueError: ``x`` has another shape.
        """
        if x.shape[1:] != (1, FIELD_SIZE, FIELD_SIZE):
            raise ValueError(f"LeNet-5 reads fields of shape (B, 1, 32, 32), not {tuple(x.shape)}")

        def f(name: str, a: Tensor) -> Tensor:
            values = squash(a, self.squashing)
            return values * gains[name] if name in gains else values

        c1 = f("C1", self.c1(x))  # (B, 6, 28, 28)
        s2 = f("S2", self.s2(c1))  # (B, 6, 14, 14)
        c3 = f("C3", self.c3(s2))  # (B, 16, 10, 10)
        s4 = f("S4", self.s4(c3))  # (B, 16, 5, 5)
        c5 = f("C5", self.c5(s4)).flatten(1)  # (B, 120)
        f6 = f("F6", self.f6(c5)[:, :, None, None]).flatten(1)  # (B, 84)
        penalties = self.output(f6)  # (B, 10)
        return {"C1": c1, "S2": s2, "C3": c3, "S4": s4, "C5": c5, "F6": f6, "OUTPUT": penalties}

    def forward(self, x: Tensor) -> Tensor:
        """(B, 1, 32, 32) -> (B, 10), the penalties; the smallest names the digit."""
        return self.activations(x)["OUTPUT"]


def arrays_of(tensors: Mapping[str, Tensor]) -> dict[str, FloatArray]:
    """Tensors as arrays in this machine's memory; shared where they lie there already."""
    return {name: tensor.detach().cpu().numpy() for name, tensor in tensors.items()}


def parameters_of(network: LeNet5) -> Parameters:
    """A copy of a network's parameters, from whatever device it is on."""
    arrays = arrays_of(dict(network.named_parameters()))
    return Parameters.from_named(network.squashing, {name: values.copy() for name, values in arrays.items()})


def network_of(parameters: Parameters) -> LeNet5:
    """A new network with a copy of these parameters."""
    network = LeNet5(parameters.squashing)
    fill(network, parameters.named())
    return network


@torch.no_grad()
def fill(network: LeNet5, arrays: Mapping[str, FloatArray]) -> None:
    """Copy values, named as the network's parameters, into it."""
    for name, parameter in network.named_parameters():
        # A copy, as torch warns of memory that is read-only.
        parameter.copy_(torch.from_numpy(arrays[name].copy()).view(parameter.shape))
