"""The training criterion, a function of the ten penalties, and its figures, as plain data."""

from dataclasses import dataclass
from enum import StrEnum


class Loss(StrEnum):
    """The training criterion (section II.C)."""

    MEAN_SQUARED_ERROR = "mse"
    """Eq. 8: only the penalty of the right class, the squared distance between F6 and its code."""
    MAXIMUM_A_POSTERIORI = "map"
    """Eq. 9: also pushes up the wrong classes' penalties, but hardly those above j, the penalty of rubbish."""

    @property
    def has_rubbish(self) -> bool:
        """Whether it has a class for what is no digit, labelled 10."""
        return self is Loss.MAXIMUM_A_POSTERIORI


@dataclass(frozen=True)
class Criterion:
    """A loss with its figures.

    ``rubbish_j`` is the j of eq. 9; every penalty is first divided by ``penalty_scale``. Eq. 8 has neither.
    """

    loss: Loss
    rubbish_j: float
    penalty_scale: float
