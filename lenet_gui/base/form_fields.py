"""Form fields: boxes, lists and sliders that keep exact values and ignore the wheel without focus."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QValidator
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QLabel,
    QSlider,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QWidget,
)

from lenet_gui.base.translate import tool_tip
from lenet_gui.base.widgets import ComboBox, let_wheel_pass


class Combo(ComboBox):
    """A list that shrinks with the form, what does not fit ending in dots."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(9)

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        shown = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, shown, self).width() - 2
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)


class Choice(Combo):
    """One of an enumeration's members, by its text; one without a text by its value."""

    edited = Signal()  # the person chose another

    def __init__(self, kind: type[StrEnum], texts: Mapping[Any, str]) -> None:
        super().__init__()
        self._members = tuple(kind)
        for member in self._members:
            self.addItem(texts.get(member, member.value))
        self.currentIndexChanged.connect(self.edited)

    @property
    def exact(self) -> StrEnum:
        return self._members[self.currentIndex()]

    def set_exact(self, member: StrEnum) -> None:
        """Choose a member without a signal."""
        with QSignalBlocker(self):
            self.setCurrentIndex(self._members.index(member))

    def set_text(self, member: StrEnum, text: str) -> None:
        self.setItemText(self._members.index(member), text)


def _read_typed(box: QAbstractSpinBox) -> None:
    # Forms read all their boxes at each change, and reading a text takes as long as all else about a box.
    if box.lineEdit().isModified():
        box.interpretText()


class Count(QSpinBox):
    """A whole number."""

    edited = Signal()  # the person changed it

    def __init__(self, limits: tuple[float, float], step: int = 1) -> None:
        super().__init__()
        let_wheel_pass(self)
        self.setKeyboardTracking(False)
        self.setGroupSeparatorShown(True)
        self.setRange(int(limits[0]), int(limits[1]))
        self.setSingleStep(step)
        self.valueChanged.connect(self.edited)

    @property
    def exact(self) -> int:
        """The number, with what has just been typed."""
        _read_typed(self)
        return self.value()

    def set_exact(self, value: int) -> None:
        """Show another without a signal."""
        with QSignalBlocker(self):
            self.setValue(value)


class ExactSpinBox(QDoubleSpinBox):
    """A number that is shown rounded but kept exactly, until the person changes it.

    Args:
        limits: smallest and largest.
        decimals: how many are shown.
        step: one step of the arrows, as shown.
        shown_per_unit: 100 shows a fraction in percent.
    """

    edited = Signal()  # the person changed it

    def __init__(
        self, limits: tuple[float, float], decimals: int, step: float = 1.0, shown_per_unit: float = 1.0
    ) -> None:
        super().__init__()
        self._shown_per_unit = shown_per_unit
        let_wheel_pass(self)
        # Otherwise typing "5e-4" would emit 5 first.
        self.setKeyboardTracking(False)
        self.setDecimals(decimals)
        self.setRange(limits[0] * shown_per_unit, limits[1] * shown_per_unit)
        self.setSingleStep(step)
        self._exact = self.value() / shown_per_unit
        self.valueChanged.connect(self._on_value)

    @property
    def exact(self) -> float:
        """The number, with what has just been typed."""
        _read_typed(self)
        return self._exact

    def set_exact(self, value: float) -> None:
        """Show another without a signal."""
        with QSignalBlocker(self):
            self.setValue(value * self._shown_per_unit)
        self._exact = value

    def validate(self, text: str, position: int, /) -> tuple[QValidator.State, str, int]:
        # Whichever sign a person is used to: "0,5" is never 5, as it would be with a sign between thousands.
        point = self.locale().decimalPoint()
        return super().validate(text.replace(",", point).replace(".", point), position)

    @Slot(float)
    def _on_value(self, value: float) -> None:
        self._exact = value / self._shown_per_unit
        self.edited.emit()


class Slider(QSlider):
    """A slider that needs focus for the wheel."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        let_wheel_pass(self)


def narrow_form() -> QFormLayout:
    """A form whose fields fill the width and move below their labels where both do not fit."""
    form = QFormLayout()
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    form.setHorizontalSpacing(12)
    form.setVerticalSpacing(8)
    form.setContentsMargins(0, 0, 0, 0)
    return form


def explain(widget: QWidget, tip: str) -> None:
    """Explain a widget in its tool tip and to screen readers."""
    widget.setToolTip(tool_tip(tip))
    widget.setAccessibleDescription(tip)


def add_row(form: QFormLayout, label: str, field: QWidget, tip: str) -> None:
    """Add a row: its label with a mnemonic, the field with its name, and what it does as a tool tip of both."""
    form.addRow(label, field)
    # As high as the field, then: Qt gives a label at most 7/4 of its height, and puts it at the top of the row.
    form.labelForField(field).setContentsMargins(0, 1, 0, 1)
    field.setAccessibleName(label.replace("&", ""))
    for widget in (field, form.labelForField(field)):
        explain(widget, tip)


def set_applies(form: QFormLayout, field: QWidget, applies: bool) -> None:
    field.setEnabled(applies)
    form.labelForField(field).setEnabled(applies)


def add_heading(form: QFormLayout, text: str) -> None:
    """Add a row that names the group below it."""
    heading = QLabel(f"<b>{text}</b>")
    heading.setContentsMargins(0, 10 if form.rowCount() else 0, 0, 0)
    form.addRow(heading)
