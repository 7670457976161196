"""Networks of torch's, what they read, and what is changed in them."""

import torch

from model.assets import shipped_weights
from model.network.changes import Changes
from model.network.parameters import Parameters
from model.network.records import Initialisation, Squashing
from model.network.weights import load_weights
from model.training.engine.lenet5 import LeNet5, network_of, parameters_of


def lively_network(squashing: Squashing = Squashing.TANH, seed: int = 5) -> LeNet5:
    """A network whose every parameter, biases and coefficients too, is drawn and away from nothing."""
    generator = torch.Generator().manual_seed(seed)
    network = LeNet5(squashing, Initialisation.SQRT_FAN_IN, generator)
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if name.endswith(("bias", "coefficient")):
                unit = torch.rand(parameter.shape, generator=generator)
                parameter.copy_(0.1 + 0.4 * unit)
                parameter[::2] *= -1
    return network


def lively_parameters(squashing: Squashing = Squashing.TANH, seed: int = 5) -> Parameters:
    """Those of :func:`lively_network`."""
    return parameters_of(lively_network(squashing, seed))


def gains_of(changes: Changes) -> dict[str, torch.Tensor]:
    """The changes as the torch network takes them."""
    return {name: torch.from_numpy(gains) for name, gains in changes.gains().items()}


def default_network(name: str = "default") -> LeNet5:
    """The network with the default weights, or others that come with the program."""
    return network_of(load_weights(shipped_weights(name))[0])


def random_fields(count: int, seed: int = 7) -> torch.Tensor:
    """(count, 1, 32, 32) over the network's input range."""
    ink = torch.rand((count, 1, 32, 32), generator=torch.Generator().manual_seed(seed))
    return 1.275 * ink - 0.1
