"""The kernels of a table: which map reads which, and the description of each."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from PySide6.QtCore import QCoreApplication

from lenet_gui.base.translate import translate
from lenet_gui.parameters.kernel_layout import HEAD, Spot
from model.network.parameters import Parameters
from model.network.records import FloatArray
from model.network.wiring import INPUT, is_before, shape_of
from model.network.words.figures import figure
from model.network.words.unit_names import map_name, map_names

Name = tuple[str, int]
"""Layer and map."""


@dataclass(frozen=True, eq=False)
class KernelSet:
    """The kernels between maps of two neighbouring layers; none without parameters."""

    rows: tuple[Name, ...]
    columns: tuple[Name, ...]
    parameters: Parameters | None = None

    @property
    def _columns_read(self) -> bool:
        return is_before(self.rows[0][0], self.columns[0][0])

    @cached_property
    def kernels(self) -> dict[Spot, FloatArray]:
        """A kernel (5, 5) where one map reads the other."""
        if self.parameters is None:
            return {}
        readers, sources = (self.columns, self.rows) if self._columns_read else (self.rows, self.columns)
        return {
            Spot(place, at) if self._columns_read else Spot(at, place): kernel
            for at, reader in enumerate(readers)
            for place, (_, index) in enumerate(sources)
            if (kernel := self.parameters.kernels(*reader).get(index)) is not None
        }

    def name_at(self, head: Spot) -> Name:
        return self.columns[head.column] if head.row == HEAD else self.rows[head.row]

    def head_of(self, name: Name) -> Spot | None:
        """A map's head, if it has one."""
        if name in self.columns:
            return Spot(HEAD, self.columns.index(name))
        return Spot(self.rows.index(name), HEAD) if name in self.rows else None

    def chosen_at(self, spot: Spot) -> Name:
        """The map that a tile stands for: a head's own, or the map that a kernel belongs to."""
        if HEAD in spot[:2]:
            return self.name_at(spot)
        return self.columns[spot.column] if self._columns_read else self.rows[spot.row]

    def belonging(self, spot: Spot) -> set[Spot]:
        """The tiles to highlight: a map with its partners, or the partners of both maps of a kernel."""
        rows = {kernel.row for kernel in self.kernels if kernel.column == spot.column}
        columns = {kernel.column for kernel in self.kernels if kernel.row == spot.row}
        lit = {Spot(row, HEAD) for row in rows} | {Spot(HEAD, column) for column in columns}
        if HEAD in spot[:2]:
            return lit | {spot.tile} | {k for k in self.kernels if k.row == spot.row or k.column == spot.column}
        return lit

    def _partners(self, head: Spot) -> list[int]:
        if head.row == HEAD:
            return [self.rows[k.row][1] for k in sorted(self.kernels) if k.column == head.column]
        return [self.columns[k.column][1] for k in sorted(self.kernels) if k.row == head.row]

    def words_of(self, spot: Spot) -> str:
        if HEAD in spot[:2]:
            return self._words_of_head(spot)
        row, column = self.rows[spot.row], self.columns[spot.column]
        reader, source = (column, row) if self._columns_read else (row, column)
        names = {"reader": map_name(*reader, translate), "source": map_name(*source, translate)}
        kernel = self.kernels.get(spot.tile)
        if kernel is None:
            return QCoreApplication.translate("Parameters", "{reader} does not read {source}").format(**names)
        if spot.weight is None:
            template = QCoreApplication.translate(
                "Parameters", "{reader} reads {source}: 25 weights, {low} to {high}, sum {sum}"
            )
            low, high, total = float(kernel.min()), float(kernel.max()), float(kernel.sum(dtype=np.float64))
            return template.format(**names, low=figure(low), high=figure(high), sum=figure(total))
        template = QCoreApplication.translate(
            "Parameters", "{reader} from {source}, row {row}, column {column}:  weight {weight}"
        )
        return template.format(
            **names, row=spot.weight[0], column=spot.weight[1], weight=figure(float(kernel[spot.weight]))
        )

    def _words_of_head(self, head: Spot) -> str:
        layer, index = self.name_at(head)
        other = (self.rows if head.row == HEAD else self.columns)[0][0]
        # Only one C5 unit is in the table.
        partners = list(range(shape_of("C5")[0])) if other == "C5" else self._partners(head)
        name, others = map_name(layer, index, translate), map_names(other, partners, translate)
        if is_before(other, layer):
            template = QCoreApplication.translate("Parameters", "{map} reads {others}; bias {bias}")
            bias = self.parameters.bias(layer, index) if self.parameters is not None else 0.0
            return template.format(map=name, others=others, bias=figure(bias))
        return QCoreApplication.translate("Parameters", "{map} is read by {others}").format(map=name, others=others)


def _maps_of(layer: str) -> tuple[Name, ...]:
    return tuple((layer, index) for index in range(shape_of(layer)[0]))


def c1_kernels(parameters: Parameters | None = None) -> KernelSet:
    """One row, for INPUT."""
    return KernelSet(_maps_of(INPUT), _maps_of("C1"), parameters)


def c3_kernels(parameters: Parameters | None = None) -> KernelSet:
    """The paper's Table I: S2 maps down, C3 maps across."""
    return KernelSet(_maps_of("S2"), _maps_of("C3"), parameters)


def c5_kernels(unit: int, parameters: Parameters | None = None) -> KernelSet:
    """One unit's kernels, one for each S4 map."""
    return KernelSet((("C5", unit),), _maps_of("S4"), parameters)
