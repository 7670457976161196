"""What the network can do without: the error without each map of a layer, as bars."""

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from lenet_gui.base.translate import tr
from lenet_gui.base.widgets import column, wrapped_label
from lenet_gui.parameters.bars import BarsView
from model.network.records import WithoutEach
from model.network.wiring import Unit, shape_of
from model.network.words.unit_names import map_name


def _percent(error: float) -> str:
    return f"{error:.2f} %"


class _Bars(BarsView):
    """One bar for each map or unit, those that are not measured yet without a height."""

    def __init__(self, layer: str) -> None:
        super().__init__(tr("Misread without each map"), shape_of(layer)[0], lambda place: map_name(layer, place, tr))
        self.signed = False
        self._errors: tuple[float, ...] = ()

    def show_errors(self, errors: tuple[float, ...]) -> None:
        self._errors = errors
        values = np.zeros(self._count, dtype=np.float32)
        values[: len(errors)] = errors
        self.show_values(values)

    @property
    def is_whole(self) -> bool:
        return len(self._errors) == self._count

    def words_of(self, place: int) -> str:
        known = place < len(self._errors)
        error = _percent(self._errors[place]) if known else tr("not measured yet")
        return tr("without {place}: {error}").format(place=self._name_of(place), error=error)


class WithoutEachView(QWidget):
    """Bars of one layer, with a line that says what they are; hidden until something is known."""

    chosen = Signal(object)  # the first Unit of the map whose bar was clicked, or chosen with Enter

    def __init__(self) -> None:
        super().__init__()
        self._layer, self._bars = "", _Bars("C1")
        self._marked: Unit | None = None
        self._title = wrapped_label()
        self._column = column(self._title, self._bars, grows=self._bars, margin=0, spacing=2)
        self.setLayout(self._column)
        self.forget()

    @property
    def title(self) -> str:
        return self._title.text()

    def forget(self) -> None:
        """What was shown is no longer so."""
        self._layer = ""
        self.hide()

    def forget_unfinished(self) -> None:
        """No more will be known: a part says little."""
        if self._layer and not self._bars.is_whole:
            self.forget()

    def show_found(self, found: WithoutEach) -> None:
        """Show what is known so far."""
        if found.layer != self._layer:
            self._show_layer(found.layer)
        map_title = tr("Misread without each map of {layer}, in % (with all: {whole})")
        unit_title = tr("Misread without each unit of {layer}, in % (with all: {whole})")
        title = unit_title if shape_of(found.layer)[1] == 1 else map_title
        self._title.setText(title.format(layer=found.layer, whole=f"{found.whole:.2f}"))
        self._bars.show_errors(found.errors)
        self.show()

    def mark(self, unit: Unit | None) -> None:
        """Mark the bar of a unit's map, if it is of this layer."""
        self._marked = unit
        self._bars.mark(unit.map if unit is not None and unit.layer == self._layer else None)

    def _show_layer(self, layer: str) -> None:
        self._layer, before, self._bars = layer, self._bars, _Bars(layer)
        self._bars.chosen.connect(lambda place: self.chosen.emit(Unit(layer, place)))
        self._column.replaceWidget(before, self._bars)
        before.hide()
        before.deleteLater()
        self.mark(self._marked)


def summary_of(found: WithoutEach) -> str:
    """Which map is missed most, and which least."""
    most, least = (found.errors.index(pick(found.errors)) for pick in (max, min))
    text = tr("Missed most: {most}, {high} of the test digits misread without it. Least: {least}, {low}.")
    return text.format(
        most=map_name(found.layer, most, tr),
        high=_percent(found.errors[most]),
        least=map_name(found.layer, least, tr),
        low=_percent(found.errors[least]),
    )
