"""One answer of the network with the values of all layers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import numpy as np

from model.network.architecture import BACKGROUND, INK_RANGE, NOT_A_DIGIT
from model.network.changes import NO_CHANGES, Changes
from model.network.parameters import Parameters
from model.network.records import FloatArray, Rejection
from model.network.wiring import HIDDEN, INPUT, OUTPUT, Unit, shape_of

if TYPE_CHECKING:
    from numpy.typing import NDArray


def _parts() -> dict[str, slice]:
    sizes = {name: maps * side**2 for name in HIDDEN for maps, side in [shape_of(name)]}
    ends = list(accumulate(sizes.values(), initial=0))
    return {name: slice(*place) for name, place in zip(sizes, pairwise(ends), strict=True)}


PARTS = _parts()
"""Where each layer from C1 to F6 lies in a line of all their values."""


class Verdict(StrEnum):
    """The outcome for a drawing."""

    BLANK = "blank"
    NO_DIGIT = "no-digit"
    """Refused; rubbish is likelier than any digit."""
    DOUBTFUL = "doubtful"
    """Refused; one digit is likelier than rubbish, which is likelier than any other."""
    UNSURE = "unsure"
    """Refused; two digits are likelier than rubbish."""
    DIGIT = "digit"


@dataclass(frozen=True)
class Recognition:
    """One answer of the network with the values of all layers.

    ``ink`` is the 32x32 picture that the network read, 0 for background and 1 for full ink. ``values`` are the squashed
    values of all layers from C1 to F6 in one line; ``PARTS`` says where each is. ``penalties`` (10,) are squared
    distances in F6's units, in double precision; the smallest wins. ``parameters`` and ``changes`` are those of the
    network that answered. ``unchanged`` (10,) are the penalties without the changes, where somebody had them computed.
    """

    ink: FloatArray
    values: FloatArray
    penalties: NDArray[np.float64]
    rejection: Rejection
    seconds: float
    parameters: Parameters
    changes: Changes = NO_CHANGES
    unchanged: NDArray[np.float64] | None = None

    @property
    def f6(self) -> FloatArray:
        """(84,)."""
        return self.values[PARTS["F6"]]

    @cached_property
    def ranking(self) -> tuple[int, ...]:
        """The ten digits, smallest penalty first."""
        return tuple(self.penalties.argsort(kind="stable").tolist())

    @property
    def digit(self) -> int:
        """The class of the smallest penalty, whatever the verdict."""
        return self.ranking[0]

    @property
    def penalty(self) -> float:
        """The smallest penalty."""
        return float(self.penalties[self.ranking[0]])

    @property
    def margin(self) -> float:
        """The second smallest penalty minus the smallest."""
        return float(self.penalties[self.ranking[1]] - self.penalties[self.ranking[0]])

    @cached_property
    def verdict(self) -> Verdict:
        """What the network says to the drawing, by the posterior's shares; refused below ``least_share``."""
        if not self.ink.any():
            return Verdict.BLANK
        best, second = self.shares[list(self.ranking[:2])]
        rubbish = self.shares[NOT_A_DIGIT]
        if best >= self.rejection.least_share:
            return Verdict.DIGIT
        if rubbish >= best:
            return Verdict.NO_DIGIT
        return Verdict.UNSURE if second > rubbish else Verdict.DOUBTFUL

    def contradicts(self, label: int) -> bool:
        """Whether the network is sure that the drawing is another digit."""
        return self.verdict is Verdict.DIGIT and self.digit != label

    @cached_property
    def shares(self) -> NDArray[np.float64]:
        """(11,): the posterior of each digit, and of rubbish last, see :class:`model.network.records.Rejection`."""
        return self.rejection.shares(self.penalties)

    def layer(self, name: str) -> FloatArray:
        """(maps, side, side): a layer's values, INPUT in the network's own scale, OUTPUT the penalties.

        Raises:
            KeyError: there is no layer of this name; ``NAMES`` in :mod:`model.network.wiring` has all.
        """
        if name == INPUT:
            values = INK_RANGE * self.ink + BACKGROUND
        elif name == OUTPUT:
            values = self.penalties.astype(np.float32)
        else:
            values = self.values[PARTS[name]]
        layer: FloatArray = values.reshape(*shape_of(name), -1)
        return layer

    def value_of(self, unit: Unit) -> float:
        """A unit's value; a penalty as precise as it was computed, which a layer's single precision rounds."""
        if unit.layer == OUTPUT:
            return float(self.penalties[unit.map])
        return float(self.layer(unit.layer)[unit.map, unit.row, unit.column])
