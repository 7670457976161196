"""All parameters of a network as one vector: what is done to all alike is then one operation instead of twelve."""

import torch
from torch import Tensor, nn


class FlatParameters:
    """Moves a network's parameters and gradients into one vector each; the network's own become views of them.

    Args:
        network: changed in place; it computes as before.

    Attributes:
        values: (60000,) for LeNet-5, a parameter for optimizers, with its ``grad``.
        gradient: (60000,), the same memory as ``values.grad``.
    """

    def __init__(self, network: nn.Module) -> None:
        self._shapes = {name: parameter.shape for name, parameter in network.named_parameters()}
        flat = torch.cat([parameter.detach().flatten() for parameter in network.parameters()])
        self.values = nn.Parameter(flat)
        self.gradient = torch.zeros_like(flat)
        self.values.grad = self.gradient
        values, slopes = self.views(flat), self.views(self.gradient)
        for name, parameter in network.named_parameters():
            parameter.data = values[name]
            parameter.grad = slopes[name]

    def views(self, vector: Tensor) -> dict[str, Tensor]:
        """Each parameter's part of a vector, in the parameter's shape."""
        parts = torch.split(vector, [shape.numel() for shape in self._shapes.values()])
        return {name: part.view(shape) for (name, shape), part in zip(self._shapes.items(), parts, strict=True)}

    def layer(self, name: str) -> slice:
        """Where in a vector a layer's parameters lie, one behind the other in the network's order."""
        begins, length = 0, 0
        for parameter, shape in self._shapes.items():
            if parameter.startswith(f"{name}."):
                length += shape.numel()
            elif not length:
                begins += shape.numel()
        return slice(begins, begins + length)

    def vector(self, values: dict[str, float]) -> Tensor:
        """A vector that holds one figure for all of each parameter."""
        flat = torch.empty_like(self.gradient)
        for name, view in self.views(flat).items():
            view.fill_(values[name])
        return flat
