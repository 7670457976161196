"""One factor: switched off by a button, scaled by a slider or a figure."""

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QDoubleSpinBox, QHBoxLayout, QLabel, QSizePolicy, QSlider, QToolButton, QWidget

_STEPS = 20
"""Slider steps from one whole number to the next."""


class FactorRow(QWidget):
    """A factor of 0 to 2 for one place.

    Signals:
        factor_wanted: the factor, and whether the slider is being dragged.
        drag_ended: the slider was let go.
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
        self.figure = QDoubleSpinBox()
        self.figure.setRange(-10, 10)
        self.figure.setSingleStep(0.1)
        self.figure.setPrefix("× ")
        self.figure.setKeyboardTracking(False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._name, 3)
        layout.addWidget(self.off)
        layout.addWidget(self.slider, 4)
        layout.addWidget(self.figure)
        self.off.clicked.connect(self._on_off)
        self.slider.valueChanged.connect(self._on_slider)
        self.slider.sliderReleased.connect(self.drag_ended)
        self.figure.valueChanged.connect(self._on_figure)
        self.show_factor("", None)

    def show_factor(self, name: str, factor: float | None) -> None:
        """Show a place's factor; None where there is no place to change."""
        self._name.setText(name)
        self._name.setToolTip(name)
        self.setEnabled(factor is not None)
        for widget, template in (
            (self.off, self.tr("Switch off {place}")),
            (self.slider, self.tr("Factor of {place}")),
            (self.figure, self.tr("Factor of {place} as a figure")),
        ):
            widget.setAccessibleName(template.format(place=name))
        value = 1.0 if factor is None else factor
        with QSignalBlocker(self.slider), QSignalBlocker(self.figure):
            self.slider.setValue(round(value * _STEPS))
            self.figure.setValue(value)
        self.off.setChecked(value == 0)

    @Slot(bool)
    def _on_off(self, off: bool) -> None:
        self.factor_wanted.emit(0.0 if off else 1.0, False)

    @Slot(int)
    def _on_slider(self, value: int) -> None:
        self.factor_wanted.emit(value / _STEPS, self.slider.isSliderDown())

    @Slot(float)
    def _on_figure(self, value: float) -> None:
        self.factor_wanted.emit(value, False)
