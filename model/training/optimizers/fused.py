"""AdamW and SGD by torch's own functions, each update with one call for all parameters.

Not by the classes of ``torch.optim``: with the first of them torch loads its compiler, which takes a second and 60 MB
and is not used.
"""

from collections.abc import Mapping, Sequence

import torch
from torch import Tensor
from torch.optim.adamw import adamw
from torch.optim.sgd import sgd

from model.training.recipes import Optimizer


def refuse_foreign(state: Mapping[str, Tensor], expected: Mapping[str, Tensor]) -> None:
    """Check what comes from a file, before torch writes into it.

    Raises:
        ValueError: an entry is missing, is there besides, has another shape or type, or is not finite; it is named.
    """
    for name in sorted(state.keys() | expected.keys()):
        if name not in state or name not in expected:
            raise ValueError(f"{name} {'is missing' if name in expected else 'must not be there'}")
        found, right = state[name], expected[name]
        if (found.dtype, found.shape) != (right.dtype, right.shape):
            kinds = (f"{str(each.dtype).removeprefix('torch.')} {tuple(each.shape)}" for each in (right, found))
            raise ValueError("{} must be {}, not {}".format(name, *kinds))
        if found.is_floating_point() and not torch.isfinite(found).all():
            raise ValueError(f"{name} holds values that are not finite")


class FusedSteps:
    """Follows the gradient of some parameters, which they have as ``grad``, by AdamW or SGD; changes them in place.

    AdamW's weight decay is decoupled from the gradient. Momentum is SGD's alone.
    """

    def __init__(
        self, parameters: Sequence[Tensor], optimizer: Optimizer, weight_decay: float = 0.0, momentum: float = 0.0
    ) -> None:
        self._parameters = list(parameters)
        self._optimizer, self._decay, self._momentum = optimizer, weight_decay, momentum
        self._state = self._fresh()
        self._has_begun = False

    def _fresh(self) -> dict[str, list[Tensor]]:
        """By the names that torch gives them."""
        match self._optimizer:
            case Optimizer.SDLM | Optimizer.SOAP:
                raise ValueError(f"this makes steps of sgd and adamw, not of {self._optimizer}")
            case Optimizer.SGD:
                return {"momentum_buffer": self._zeros()} if self._momentum else {}
            case Optimizer.ADAMW:
                steps = [torch.zeros((), device=one.device) for one in self._parameters]
                return {"step": steps, "exp_avg": self._zeros(), "exp_avg_sq": self._zeros()}

    def _zeros(self) -> list[Tensor]:
        return [torch.zeros_like(one, requires_grad=False) for one in self._parameters]

    @torch.no_grad()
    def step(self, rate: float) -> None:
        gradients = [one.grad for one in self._parameters if one.grad is not None]
        match self._optimizer:
            case Optimizer.SDLM | Optimizer.SOAP:
                pass  # refused above
            case Optimizer.SGD:
                buffers: list[Tensor | None] = [*self._state.get("momentum_buffer", [None] * len(gradients))]
                sgd(
                    self._parameters,
                    gradients,
                    buffers,
                    fused=True,
                    weight_decay=self._decay,
                    momentum=self._momentum,
                    lr=rate,
                    dampening=0.0,
                    nesterov=False,
                    maximize=False,
                )
            case Optimizer.ADAMW:
                state = self._state
                adamw(
                    self._parameters,
                    gradients,
                    state["exp_avg"],
                    state["exp_avg_sq"],
                    [],
                    state["step"],
                    fused=True,
                    amsgrad=False,
                    beta1=0.9,
                    beta2=0.999,
                    lr=rate,
                    weight_decay=self._decay,
                    eps=1e-8,
                    maximize=False,
                )
        self._has_begun = True

    def state(self) -> dict[str, Tensor]:
        """What the next update needs besides the weights; nothing before the first."""
        return self._entries(self._state) if self._has_begun else {}

    def restore(self, state: Mapping[str, Tensor]) -> None:
        """Back to where :meth:`state` was taken.

        Raises:
            ValueError: the state is not one of these parameters and this optimizer.
        """
        fresh = self._fresh()
        refuse_foreign(state, self._entries(fresh))
        self._state = {
            name: [state[f"{place}.{name}"].clone().to(one.device) for place, one in enumerate(entries)]
            for name, entries in fresh.items()
        }
        self._has_begun = True

    @staticmethod
    def _entries(state: Mapping[str, list[Tensor]]) -> dict[str, Tensor]:
        return {f"{place}.{name}": one for name, entries in state.items() for place, one in enumerate(entries)}
