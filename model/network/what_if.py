"""A network with its changes, to be evaluated like any other."""

from torch import Tensor, from_numpy, nn

from model.network.changes import Changes
from model.network.lenet5 import LeNet5


class ChangedNetwork(nn.Module):
    """Shares the network's weights; only the values on their way through are scaled."""

    def __init__(self, network: LeNet5, changes: Changes) -> None:
        super().__init__()
        self._network = network
        self._gains = gains_of(network, changes)

    def forward(self, x: Tensor) -> Tensor:
        """(B, 1, 32, 32) -> (B, 10), the penalties."""
        return self._network.activations(x, self._gains)["OUTPUT"]


def gains_of(network: LeNet5, changes: Changes) -> dict[str, Tensor]:
    """The changes as :meth:`LeNet5.activations` takes them, on the network's own device."""
    device = network.c1.weight.device
    return {name: from_numpy(gains).to(device) for name, gains in changes.gains().items()}
