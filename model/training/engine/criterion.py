"""What a gradient is taken of: the criterion, a function of the ten penalties, and its figures, as plain data."""

from dataclasses import dataclass
from enum import StrEnum


class Loss(StrEnum):
    """The training criterion (section II.C)."""

    MEAN_SQUARED_ERROR = "mse"
    """Eq. 8: the right class's penalty, which is the squared distance of F6 to its code, and nothing else."""
    MAXIMUM_A_POSTERIORI = "map"
    """Eq. 9: besides, the wrong classes' penalties are pushed up, hardly where they are beyond rubbish's, j."""

    @property
    def has_rubbish(self) -> bool:
        """Whether it has a class for what is no digit, labelled 10."""
        return self is Loss.MAXIMUM_A_POSTERIORI


@dataclass(frozen=True)
class Criterion:
    """A loss with its figures.

    ``rubbish_j`` is the j of eq. 9, ``penalty_scale`` what every penalty is divided by first; eq. 8 has neither.
    """

    loss: Loss
    rubbish_j: float
    penalty_scale: float
