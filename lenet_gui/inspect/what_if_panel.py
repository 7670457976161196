"""What if a map or unit were off, weaker or stronger? The answer follows at once, the test-set error on request."""

from functools import partial

from PySide6.QtCore import QSignalBlocker, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QDoubleSpinBox,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedLayout,
    QToolButton,
    QWidget,
)

from lenet_gui.base.form_fields import Slider
from lenet_gui.base.pointable import Scrolled, bring_into_view
from lenet_gui.base.translate import tool_tip, tr
from lenet_gui.base.widgets import column, enable, let_wheel_pass, row, widget_of, wrapped_label
from lenet_gui.inspect.change_history import ChangeHistory
from lenet_gui.inspect.change_list import ChangeList
from lenet_gui.inspect.without_each import WithoutEachView, summary_of
from lenet_gui.style.dressed import Dressed
from lenet_gui.style.flow import Flow
from lenet_gui.style.lit import make_switch
from lenet_gui.style.spacing import MARGIN
from lenet_gui.style.spoken import announce
from model.digits.data_source import MNIST_TEST_DIGITS
from model.network.changes import Changes
from model.network.records import Evaluation, WithoutEach
from model.network.wiring import HIDDEN, Unit, shape_of
from model.network.words.unit_names import place_name

_STEPS = 100
"""Slider steps from one whole number to the next: screen readers read them as percent."""


class FactorRow(Dressed):
    """A factor, 0 to 2 by slider, or as far as it is, and -10 to 10 by number; ``sample`` is the longest name."""

    factor_wanted = Signal(float, bool)  # the factor, and whether the slider is being dragged

    def __init__(self, sample: str) -> None:
        super().__init__()
        self._name, self._sample = QLabel(), sample
        self.off = QToolButton()
        self.off.setText(self.tr("Off"))
        make_switch(self.off)
        self.slider = Slider()
        self.slider.setSingleStep(_STEPS // 20)
        self.slider.setPageStep(_STEPS // 2)
        self.slider.setMinimumWidth(40)
        self.number = QDoubleSpinBox()
        let_wheel_pass(self.number)
        self.number.setRange(-10, 10)
        self.number.setSingleStep(0.1)
        self.number.setPrefix("× ")
        self.number.setKeyboardTracking(False)
        self.setLayout(row(self._name, self.off, self.slider, self.number, grows=self.slider, margin=0))
        self.off.clicked.connect(lambda off: self.factor_wanted.emit(0.0 if off else 1.0, False))
        self.slider.valueChanged.connect(self._on_slider)
        self.number.valueChanged.connect(lambda factor: self.factor_wanted.emit(factor, False))
        self._dress()
        self.show_factor("", None)

    def _dress(self) -> None:
        # Controls stay in line, and in place, whatever unit is chosen.
        self._name.setFixedWidth(self.fontMetrics().horizontalAdvance(self._sample))

    def show_factor(self, name: str, factor: float | None) -> None:
        """Show a factor and what it belongs to; None where nothing can be changed."""
        self._name.setText(name)
        self._name.setToolTip(name)
        self.setEnabled(factor is not None)
        for widget, template in (
            (self.off, self.tr("Switch off {place}")),
            (self.slider, self.tr("Factor of {place} in percent")),
            (self.number, self.tr("Factor of {place} as a number")),
        ):
            widget.setAccessibleName(template.format(place=name))
        value = 1.0 if factor is None else factor
        with QSignalBlocker(self.slider), QSignalBlocker(self.number):
            steps = round(value * _STEPS)
            if not self.slider.isSliderDown():  # it reaches to the factor: from its end, a key would lead far away
                self.slider.setRange(min(0, steps), max(2 * _STEPS, steps))
            self.slider.setValue(steps)
            self.number.setValue(value)
        self.off.setChecked(value == 0)

    @Slot(int)
    def _on_slider(self, value: int) -> None:
        self.factor_wanted.emit(value / _STEPS, self.slider.isSliderDown())


class WhatIfPanel(QWidget):
    """Factors of the chosen map and unit, the list of changes, and the error of the changed network."""

    each_wanted = Signal(str)  # the layer without each of whose maps the error is to be measured

    def __init__(self, history: ChangeHistory) -> None:
        super().__init__()
        self._history = history
        self._unit: Unit | None = None
        self.map_row, self.unit_row = (FactorRow(self._named(27, 27)) for _ in range(2))
        self.list = ChangeList()
        self.undo, self.redo = QToolButton(), QToolButton()
        self.undo.setText(self.tr("Undo"))
        self.redo.setText(self.tr("Redo"))
        self.undo_all = QPushButton(self.tr("Undo all changes"))
        self.measure = QPushButton(self.tr("Measure error on 10,000 test digits"))
        self.measure_each = QPushButton()
        self._asked = self.measure
        self.each = WithoutEachView()
        self.cancel = QPushButton(self.tr("Cancel"))
        self.progress = QProgressBar()
        self.progress.setRange(0, MNIST_TEST_DIGITS)
        self.progress.setAccessibleName(self.tr("Test digits read"))
        hint = self.tr("Choose a unit between INPUT and OUTPUT, then switch it or its map off, or scale it.")
        self._hint, self._outcome = wrapped_label(hint), wrapped_label()
        self._lay_out()
        self._wire()
        self.show_unit(None)
        self._on_changed(history.changes)

    def _lay_out(self) -> None:
        buttons = Flow([self.undo, self.redo, self.undo_all, self.measure, self.measure_each], gap=6)
        bar = widget_of(row(self.progress, self.cancel, grows=self.progress, margin=0))
        self._states = QStackedLayout()
        for page in (QWidget(), bar, self._outcome):
            self._states.addWidget(page)
        lists = row(self.list, self.each, margin=0)
        lists.setStretch(0, 1)
        lists.setStretch(1, 2)
        parts = self._hint, self.map_row, self.unit_row, lists, buttons, self._states
        rows = column(*parts, grows=lists, margin=MARGIN // 2)
        self.setLayout(column(Scrolled(widget_of(rows)), margin=0))

    def _wire(self) -> None:
        self._history.changed.connect(self._on_changed)
        self._history.stepped.connect(self._offer)
        self.undo.clicked.connect(self._history.stack.undo)
        self.redo.clicked.connect(self._history.stack.redo)
        for each in (self.map_row, self.unit_row):
            each.factor_wanted.connect(partial(self._scale, each))
            each.slider.sliderReleased.connect(self._history.end_drag)
        self.undo_all.clicked.connect(self._history.undo_all)
        self.measure.clicked.connect(self._on_measure)
        self.measure_each.clicked.connect(self._on_each)
        self.list.taken_out.connect(lambda place: self._history.set_factor(place, 1.0))

    @property
    def outcome(self) -> str:
        return self._outcome.text()

    def show_unit(self, unit: Unit | None) -> None:
        """Show the factors of this unit and its map; INPUT and OUTPUT cannot be changed."""
        self._unit = unit if unit is not None and unit.layer in HIDDEN else None
        self._hint.setVisible(self._unit is None)
        self.each.mark(self._unit)
        self._show_factors()

    @Slot()
    def _on_measure(self) -> None:
        self._asked = self.measure
        self.each.forget_unfinished()

    @Slot()
    def _on_each(self) -> None:
        if self._unit is not None:
            self._asked = self.measure_each
            self.each.forget_unfinished()
            self.each_wanted.emit(self._unit.layer)

    def _show_factors(self) -> None:
        changes, unit = self._history.changes, self._unit
        self.measure_each.setEnabled(unit is not None)
        layer = "C3" if unit is None else unit.layer
        each = self.tr("Without each map of {layer}"), self.tr("Without each unit of {layer}")
        self.measure_each.setText(each[shape_of(layer)[1] == 1].format(layer=layer))
        tip = self.tr("Measures the error on the test digits with one after the other of {layer} switched off.")
        self.measure_each.setToolTip(tool_tip(tip.format(layer=layer)))
        if unit is None:
            self.map_row.show_factor(self.tr("map"), None)
            self.unit_row.show_factor(self.tr("unit"), None)
            return
        place = (unit.layer, unit.map)
        self.map_row.show_factor(place_name(place, tr), changes.factor_of(place))
        alone = shape_of(unit.layer)[1] == 1
        self.unit_row.setVisible(not alone)
        self.unit_row.show_factor(self._named(unit.row, unit.column), changes.factor_of(unit))

    def _named(self, row: int, column: int) -> str:
        return self.tr("its row {row}, column {column}").format(row=row, column=column)

    @Slot(object)
    def _on_changed(self, changes: Changes) -> None:
        self.list.show_changes(changes)
        self._offer()
        self._switch(0)
        self._show_factors()

    @Slot()
    def _offer(self) -> None:
        """Enable the buttons that have something to do."""
        stack, changed = self._history.stack, bool(self._history.changes)
        may: dict[QWidget, bool] = {self.undo: stack.canUndo(), self.redo: stack.canRedo()}
        may |= dict.fromkeys((self.undo_all, self.measure), changed)
        able = [button for button in may if may[button]]
        for button in able:
            button.setEnabled(True)
        focus = self.window().focusWidget()
        if focus is not None and not may.get(focus, True):
            next(iter(able), self.list).setFocus()  # a button that is disabled would let it go out of the drawer
        for button in may:
            button.setEnabled(may[button])
        enable(self.measure, changed, self.tr("Nothing is changed"))

    def _scale(self, row: FactorRow, factor: float, dragging: bool) -> None:
        unit = self._unit
        if unit is not None:
            self._history.set_factor(unit if row is self.unit_row else (unit.layer, unit.map), factor, dragging)

    @Slot(object)
    def show_progress(self, progress: int | WithoutEach) -> None:
        """How many test digits are read, or what is known so far of each map."""
        if isinstance(progress, WithoutEach):
            self.each.show_found(progress)
        else:
            self.progress.setValue(progress)
            self._show_state(1)

    @Slot(object)
    def show_each(self, found: WithoutEach) -> None:
        self._tell(summary_of(found))
        # Rather than the outcome, where there is no room for both.
        QTimer.singleShot(0, self, lambda: bring_into_view(self.each))

    @Slot(object, object)
    def show_outcome(self, changed: Evaluation, unchanged: Evaluation) -> None:
        self._tell(
            self.tr("Changed: {changed} % of {count} test digits misread. Unchanged: {before} %.").format(
                changed=f"{changed.error_percent:.2f}",
                before=f"{unchanged.error_percent:.2f}",
                count=f"{changed.count:,}",
            )
        )

    def _tell(self, outcome: str) -> None:
        self._outcome.setText(outcome)
        announce(self, outcome)
        self._show_state(2)

    def _switch(self, state: int) -> None:
        if self.window().focusWidget() is self.cancel:
            self._asked.setFocus()  # or it would go out of the drawer
        if state == 0:
            self.each.forget_unfinished()
        self._states.setCurrentIndex(state)

    def _show_state(self, state: int) -> None:
        if state != self._states.currentIndex():
            self._switch(state)
            QTimer.singleShot(0, self, self._scroll_to_state)  # when it has its place

    @Slot()
    def _scroll_to_state(self) -> None:
        """In a low drawer it lies below the edge."""
        state = self._states.currentWidget()
        if state is not None:
            bring_into_view(state)

    def show_no_outcome(self) -> None:
        self._switch(0)
