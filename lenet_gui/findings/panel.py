"""The page of a map, or a unit: the test digits in which it is largest and smallest, and its mean for each class."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from PySide6.QtCore import Slot

from lenet_gui.base.elided_label import WrappedLabel
from lenet_gui.base.translate import figure, tr
from lenet_gui.base.widgets import column, widget_of
from lenet_gui.findings.survey_panel import SurveyPanel
from lenet_gui.findings.tiles import DigitTiles, Tile, TileRow
from lenet_gui.parameters.bars import BarsView
from lenet_gui.style.spoken import announce
from model.digits.survey import Finding, Survey
from model.network.recognition import Recognition
from model.network.wiring import INPUT, OUTPUT, Unit, shape_of
from model.network.words.unit_names import map_name, unit_title


def _figure(unit: Unit, value: float) -> str:
    """Without a sign where it is a penalty."""
    return f"{value:.1f}" if unit.layer == OUTPUT else figure(value, 2)


class FindingsPanel(SurveyPanel):
    """A click on a class's bar shows that class's digits alone, until it is clicked again."""

    def __init__(self) -> None:
        mean = WrappedLabel(tr("What the bars are"), quiet=True)
        classes = BarsView(tr("Mean of each class"), 10, self._class_name, numbers_all=True)
        hint = tr(
            "Point at a map of the network, or click on one, to see the test digits in which it has its largest and "
            "its smallest values: what it finds, and what it finds least."
        )
        bars = widget_of(column(mean, classes, grows=classes, margin=0, spacing=2))
        super().__init__(tr("Map or unit"), tr("On the canvas"), hint, DigitTiles(rows=2), bars)
        self._mean, self.classes = mean, classes
        self.classes.chosen.connect(self._on_class)
        self._unit: Unit | None = None
        """The map that is shown, by its first unit."""
        self._label: int | None = None
        self._answer: Recognition | None = None
        self.refresh()

    @property
    def has_subject(self) -> bool:
        return self._unit is not None

    def show_unit(self, unit: Unit) -> None:
        """Show this unit's map; beside INPUT, which finds nothing, the last one stays."""
        shown = Unit(unit.layer, unit.map)
        if unit.layer != INPUT and shown != self._unit:
            self._unit = shown
            self.refresh()

    def show_recognition(self, answer: Recognition) -> None:
        self._answer = answer
        self._show_canvas()

    def _show_canvas(self) -> None:
        """The map's values on the canvas, to compare."""
        unit, answer = self._unit, self._answer
        if unit is None or answer is None or self.survey is None:
            return
        values = answer.layer(unit.layer)[unit.map]
        low, high = (_figure(unit, float(value)) for value in (values.min(), values.max()))
        text = self.tr("On the canvas: {value}") if low == high else self.tr("On the canvas: {low} to {high}")
        if answer.parameters is not self.survey.parameters:
            text += self.tr("; the test digits are read with the weights in use")
        elif answer.changes:
            text += self.tr("; the test digits are read without your changes")
        self.note.set_text(text.format(value=low, low=low, high=high))

    @Slot(int)
    def _on_class(self, label: int) -> None:
        self._label = None if label == self._label else label
        self.classes.mark(self._label)
        self.refresh()
        announce(self, self.heading.text)

    @staticmethod
    def _class_name(label: int) -> str:
        return tr("digit {digit}").format(digit=label)

    def show_digits(self, survey: Survey) -> None:
        unit = self._unit
        assert unit is not None
        is_penalty, alone = unit.layer == OUTPUT, shape_of(unit.layer)[1] == 1
        name = unit_title(unit, tr) if is_penalty else map_name(unit.layer, unit.map, tr)
        heading = self.tr("{map} in all {count} test digits")
        if self._label is not None:
            heading = self.tr("{map} in the test digits of class {label}")
        count = f"{len(survey.digits):,}"
        self.heading.set_text(heading.format(map=name, count=count, label=self._label))
        self._show_canvas()
        asked = unit.layer, unit.map, self._label
        largest = self._row(survey, unit, self.tr("Largest values"), survey.largest(*asked))
        smallest = self._row(survey, unit, self.tr("Smallest values"), survey.smallest(*asked))
        # Of penalties, the smallest is what was found.
        self.tiles.show_rows((smallest, largest) if is_penalty else (largest, smallest))
        means = self.tr("Mean value of each class. Click one to see it alone.")
        if not alone:
            means = self.tr("Mean largest value of each class. Click one to see it alone.")
        self._mean.set_text(means)
        self.classes.signed = not is_penalty
        self.classes.show_values(survey.means(unit.layer, unit.map))

    def _row(self, survey: Survey, unit: Unit, title: str, findings: Sequence[Finding]) -> TileRow:
        positions = [finding.position for finding in findings]
        some = survey.digits.subset(np.array(positions, dtype=np.int64))
        template = self.tr("{unit}: {value}")
        tiles = []
        for (position, found, value), field, label in zip(findings, some.fields(), some.labels.tolist(), strict=True):
            words = template.format(unit=unit_title(found, tr), value=_figure(unit, value))
            tiles.append(Tile(position, field, label, value, words, found))
        return TileRow(title, tiles, partial(_figure, unit))
