"""What if: maps and units scaled or switched off, while the weights stay the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np

from model.network.records import FloatArray
from model.network.wiring import HIDDEN, Unit, shape_of

LARGEST_FACTOR = 10.0

Place = tuple[str, int] | Unit
"""A whole map, as (layer, map), or one unit of it."""


@dataclass(frozen=True)
class Changes:
    """Factors on squashed values, in C1 to F6. A unit in a changed map is scaled by both factors.

    Raises:
        ValueError: a place cannot be changed, or a factor is not in -10 to 10.
    """

    factors: Mapping[Place, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for place, factor in self.factors.items():
            layer = place.layer if isinstance(place, Unit) else place[0]
            if layer not in HIDDEN:
                raise ValueError(f"only {', '.join(HIDDEN)} can be changed, not {layer}")
            Unit(layer, place.map if isinstance(place, Unit) else place[1])
            if not abs(factor) <= LARGEST_FACTOR:
                raise ValueError(f"a factor must be -{LARGEST_FACTOR:g} to {LARGEST_FACTOR:g}, not {factor:g}")
        object.__setattr__(self, "factors", MappingProxyType(dict(self.factors)))

    def __bool__(self) -> bool:
        return bool(self.factors)

    def __hash__(self) -> int:
        return hash(frozenset(self.factors.items()))

    def with_factor(self, place: Place, factor: float) -> Changes:
        """With one more change; a factor of 1 removes the change."""
        rest = {other: value for other, value in self.factors.items() if other != place}
        return replace(self, factors=rest if factor == 1 else rest | {place: factor})

    def factor_of(self, place: Place) -> float:
        """The factor of exactly this place; 1 if unchanged."""
        return self.factors.get(place, 1.0)

    def gain_of(self, unit: Unit) -> float:
        """What a unit's squashed value is multiplied by: its map's factor times its own."""
        return self.factor_of((unit.layer, unit.map)) * self.factor_of(unit)

    def gains(self) -> dict[str, FloatArray]:
        """(maps, side, side) for each layer with a change."""
        found: dict[str, FloatArray] = {}
        for place, factor in self.factors.items():
            layer = place.layer if isinstance(place, Unit) else place[0]
            maps, side = shape_of(layer)
            gains = found.setdefault(layer, np.ones((maps, side, side), dtype=np.float32))
            if isinstance(place, Unit):
                gains[place.map, place.row, place.column] *= factor
            else:
                gains[place[1]] *= factor
        return found


NO_CHANGES = Changes()


def maps_of(layer: str) -> list[Place]:
    """All maps of a layer; of C5 and F6, all units."""
    return [(layer, number) for number in range(shape_of(layer)[0])]


def place_from_text(text: str) -> Place:
    """``C3.7``, a map, or ``C3.7.2.5``, the unit in its row 2 and column 5; ValueError for anything else."""
    layer, *numbers = text.strip().split(".")
    if not (len(numbers) in (1, 3) and all(number.isdecimal() for number in numbers)):
        raise ValueError(f"{text!r} is neither a map, as C3.7, nor a unit, as C3.7.2.5")
    indices = [int(number) for number in numbers]
    unit = Unit(layer.upper(), *indices)
    return unit if len(indices) == 3 else (unit.layer, unit.map)


def changes_from_text(texts: list[str]) -> Changes:
    """From ``PLACE=FACTOR``, as ``C3.7=0``, or ValueError; the last factor of a place counts."""
    changes = NO_CHANGES
    for text in texts:
        place, _, factor = text.partition("=")
        try:
            number = float(factor)
        except ValueError:
            raise ValueError(f"{text!r} is not PLACE=FACTOR, as C3.7=0") from None
        changes = changes.with_factor(place_from_text(place), number)
    return changes


def texts_of(changes: Changes) -> list[str]:
    """As :func:`changes_from_text` reads them."""
    return [f"{text_of(place)}={str(float(factor)).removesuffix('.0')}" for place, factor in changes.factors.items()]


def text_of(place: Place) -> str:
    """As :func:`place_from_text` reads it."""
    if isinstance(place, Unit):
        return f"{place.layer}.{place.map}.{place.row}.{place.column}"
    return f"{place[0]}.{place[1]}"
