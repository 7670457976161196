"""The page of a map, or a unit: the test digits in which it is largest and smallest, and its mean for each class."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QProgressBar, QStackedLayout, QWidget

from lenet_gui.base.elided_label import ElidedLabel, WrappedLabel
from lenet_gui.base.pointable import Scrolled
from lenet_gui.base.translate import tr
from lenet_gui.base.widgets import column, put_beside, widget_of, wrapped_label
from lenet_gui.findings.tiles import FindingTiles, Tile, TileRow, value_text
from lenet_gui.parameters.bars import BarsView
from lenet_gui.style.spacing import MARGIN
from lenet_gui.style.spoken import announce
from lenet_gui.style.text_size import bold
from model.digits.data_source import MNIST_TEST_DIGITS
from model.network.recognition import Recognition
from model.network.wiring import INPUT, NAMES, Unit, shape_of
from model.network.words.unit_names import map_name, unit_title

if TYPE_CHECKING:
    from model.digits.survey import Finding, Survey


class FindingsPanel(QWidget):
    """A click on a class's bar shows that class's digits alone, until it is clicked again."""

    taken = Signal(object)  # the Tile that was clicked, or chosen with Enter

    def __init__(self) -> None:
        super().__init__()
        self._survey: Survey | None = None
        self._unit: Unit | None = None
        """The map that is shown, by its first unit."""
        self._label: int | None = None
        self._answer: Recognition | None = None
        self.heading = ElidedLabel(self.tr("Map or unit"), quiet=False)
        self.heading.setFont(bold(self.heading.font()))
        self.on_canvas = ElidedLabel(self.tr("On the canvas"), quiet=True)
        self.tiles = FindingTiles(rows=2)
        self.tiles.taken.connect(self.taken)
        self.classes = BarsView(self.tr("Mean of each class"), 10, self._class_name, numbers_all=True)
        self.classes.chosen.connect(self._on_class)
        self._mean = WrappedLabel(self.tr("What the bars are"), quiet=True)
        self._nothing = wrapped_label(
            self.tr(
                "Point at a map of the network, or click on one, to see the test digits in which it has its largest "
                "and its smallest values: what it finds, and what it finds least."
            )
        )
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._reading = wrapped_label()
        self.progress = QProgressBar()
        self.progress.setRange(0, MNIST_TEST_DIGITS)
        self.progress.setAccessibleName(self.tr("Test digits read"))
        self._lay_out()
        self._show()

    def _lay_out(self) -> None:
        self._bars = widget_of(column(self._mean, self.classes, grows=self.classes, margin=0, spacing=2))
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setContentsMargins(0, 0, 0, 0)
        self._beside.setSpacing(2 * MARGIN)
        self._beside.addWidget(self.tiles, 1)
        self._beside.addWidget(self._bars)
        self._scrolled = Scrolled(widget_of(self._beside))
        parts = self.heading, self.on_canvas, self._scrolled
        found = column(*parts, grows=self._scrolled, margin=(MARGIN // 2, 5, MARGIN // 2, 2), spacing=MARGIN // 3)
        self._states = QStackedLayout()
        reading = widget_of(column(None, self._reading, self.progress, None))
        for part in (self._nothing, reading, widget_of(found)):
            self._states.addWidget(part)
        self.setLayout(self._states)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        needed = self.tiles.minimumSizeHint().width() + 2 * MARGIN + self._bars.minimumSizeHint().width()
        room = self.width() - self._scrolled.verticalScrollBar().sizeHint().width() - 8
        put_beside(self._beside, needed <= room)

    # What is shown

    @property
    def shows_findings(self) -> bool:
        """Whether a map was chosen, and the test digits have been read."""
        return self._unit is not None and self._survey is not None

    def show_survey(self, survey: "Survey | None") -> None:
        """Show what was found with the network in use; None while the test digits are read."""
        self._survey = survey
        self._reading.setText(self.tr("Reading MNIST's test digits ..."))
        self.progress.setValue(0)
        self.progress.show()
        self._show()

    def show_failure(self) -> None:
        """The test digits could not be read."""
        self._reading.setText(self.tr("MNIST's test digits could not be read. Open this page again to try again."))
        self.progress.hide()

    @Slot(object)
    def show_progress(self, digits: int) -> None:
        self.progress.setValue(digits)

    def show_unit(self, unit: Unit) -> None:
        """Show this unit's map; beside INPUT, which finds nothing, the last one stays."""
        shown = Unit(unit.layer, unit.map)
        if unit.layer != INPUT and shown != self._unit:
            self._unit = shown
            self._show()

    def show_recognition(self, answer: Recognition) -> None:
        self._answer = answer
        self._show_canvas()

    def _show_canvas(self) -> None:
        """The map's values on the canvas, to compare."""
        unit, answer = self._unit, self._answer
        if unit is None or answer is None or self._survey is None:
            return
        values = answer.layer(unit.layer)[unit.map]
        low, high = (value_text(unit, float(value)) for value in (values.min(), values.max()))
        text = self.tr("On the canvas: {value}") if low == high else self.tr("On the canvas: {low} to {high}")
        if answer.parameters is not self._survey.parameters:
            text += self.tr("; the test digits are read with the weights in use")
        elif answer.changes:
            text += self.tr("; the test digits are read without your changes")
        self.on_canvas.set_text(text.format(value=low, low=low, high=high))

    @Slot(int)
    def _on_class(self, label: int) -> None:
        self._label = None if label == self._label else label
        self.classes.mark(self._label)
        self._show()
        announce(self, self.heading.text)

    @staticmethod
    def _class_name(label: int) -> str:
        return tr("digit {digit}").format(digit=label)

    def _show(self) -> None:
        unit, survey = self._unit, self._survey
        self._states.setCurrentIndex(0 if unit is None else 1 if survey is None else 2)
        if unit is None or survey is None:
            return
        is_penalty, alone = unit.layer == NAMES[-1], shape_of(unit.layer)[1] == 1
        name = unit_title(unit, tr) if is_penalty else map_name(unit.layer, unit.map, tr)
        heading = self.tr("{map} in all {count} test digits")
        if self._label is not None:
            heading = self.tr("{map} in the test digits of class {label}")
        count = f"{len(survey.digits):,}"
        self.heading.set_text(heading.format(map=name, count=count, label=self._label))
        self._show_canvas()
        asked = unit.layer, unit.map, self._label
        largest = self._row(survey, self.tr("Largest values"), survey.largest(*asked))
        smallest = self._row(survey, self.tr("Smallest values"), survey.smallest(*asked))
        # Of penalties, the smallest is what was found.
        self.tiles.show_rows((smallest, largest) if is_penalty else (largest, smallest))
        means = self.tr("Mean value of each class. Click one to see it alone.")
        if not alone:
            means = self.tr("Mean largest value of each class. Click one to see it alone.")
        self._mean.set_text(means)
        self.classes.signed = not is_penalty
        self.classes.show_values(survey.means(unit.layer, unit.map))

    @staticmethod
    def _row(survey: "Survey", title: str, findings: "Sequence[Finding]") -> TileRow:
        positions = [finding.position for finding in findings]
        some = survey.digits.subset(np.array(positions, dtype=np.int64))
        fields, labels = some.fields(), some.labels.tolist()
        return TileRow(title, tuple(map(Tile, findings, fields, labels)))
