"""The factor of one map or unit: a button switches it off, a slider or a number scales it."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QSizePolicy, QSlider, QToolButton, QWidget

_STEPS = 20
"""Slider steps from one whole number to the next."""


class FactorRow(QWidget):
    """A factor, 0 to 2 by slider and -10 to 10 by number.

    Signals:
        factor_wanted: the factor, and whether the slider is being dragged.
        drag_ended: the slider was released.
    """

    factor_wanted = Signal(float, bool)
    drag_ended = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = QLabel()
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.off = QToolButton()
        self.off.setText(self.tr("Switch off"))
        self.off.setCheckable(True)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, 2 * _STEPS)
        self.slider.setMinimumWidth(60)
        self.number = QDoubleSpinBox()
        self.number.setRange(-10, 10)
        self.number.setSingleStep(0.1)
        self.number.setPrefix("× ")
        self.number.setKeyboardTracking(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._name, 3)
        layout.addWidget(self.off)
        layout.addWidget(self.slider, 4)
        layout.addWidget(self.number)
        self.off.clicked.connect(self._on_off)
        self.slider.valueChanged.connect(self._on_slider)
        self.slider.sliderReleased.connect(self.drag_ended)
        self.number.valueChanged.connect(self._on_number)
        self.show_factor("", None)

    def show_factor(self, name: str, factor: float | None) -> None:
        """Show a factor and what it belongs to; None where nothing can be changed."""
        self._name.setText(name)
        self._name.setToolTip(name)
        self.setEnabled(factor is not None)
        for widget, template in (
            (self.off, self.tr("Switch off {place}")),
            (self.slider, self.tr("Factor of {place}")),
            (self.number, self.tr("Factor of {place} as a number")),
        ):
            widget.setAccessibleName(template.format(place=name))
        value = 1.0 if factor is None else factor
        with QSignalBlocker(self.slider), QSignalBlocker(self.number):
            self.slider.setValue(round(value * _STEPS))
            self.number.setValue(value)
        self.off.setChecked(value == 0)

    @Slot(bool)
    def _on_off(self, off: bool) -> None:
        self.factor_wanted.emit(0.0 if off else 1.0, False)

    @Slot(int)
    def _on_slider(self, value: int) -> None:
        self.factor_wanted.emit(value / _STEPS, self.slider.isSliderDown())

    @Slot(float)
    def _on_number(self, value: float) -> None:
        self.factor_wanted.emit(value, False)
