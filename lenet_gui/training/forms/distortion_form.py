"""How strongly the training digits are distorted, and what that looks like."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from lenet_gui.base.form_fields import Figure, Slider, explain
from lenet_gui.training.forms.distortion_preview import DistortionPreview
from lenet_gui.training.forms.setting_rows import translated
from model.digits.distortion import Distortion
from model.settings import Setting, Unit, settings_of

_SHOWN = {Unit.PIXELS: (1, 10, 2), Unit.PERCENT: (100, 100, 1), Unit.DEGREES: (1, 1, 1)}
"""Of each unit: what 1 is shown as, the slider's stops for each 1, the decimals in the box."""


class Strength(QObject):
    """One strength, from 0 on: a slider for the eye, a box for the exact figure.

    Args:
        setting: what is known of it.

    Signals:
        edited: the person changed it.
    """

    edited = Signal()

    def __init__(self, setting: Setting, parent: QObject | None = None) -> None:
        super().__init__(parent)
        unit, name = setting.unit or Unit.PERCENT, translated(setting.title)
        shown_per_unit, self._stops_per_unit, decimals = _SHOWN[unit]
        suffixes = {Unit.PIXELS: self.tr(" px"), Unit.PERCENT: self.tr(" %"), Unit.DEGREES: self.tr("°")}
        self.slider = Slider()
        self.slider.setRange(0, round(setting.high * self._stops_per_unit))
        self.slider.setPageStep(max(1, self.slider.maximum() // 10))
        self.slider.setMinimumWidth(60)
        self.slider.setAccessibleName(name)
        self.box = Figure((0.0, setting.high), decimals, shown_per_unit / self._stops_per_unit, shown_per_unit)
        self.box.setSuffix(suffixes[unit])
        self.box.setAccessibleName(self.tr("{strength}, as a figure").format(strength=name))
        self.slider.valueChanged.connect(self._on_slider)
        self.box.edited.connect(self._on_box)

    @property
    def exact(self) -> float:
        """The strength."""
        return self.box.exact

    def set_exact(self, value: float) -> None:
        """Show another without a signal."""
        self.box.set_exact(value)
        self._move_slider()

    def _move_slider(self) -> None:
        blocked = self.slider.blockSignals(True)
        self.slider.setValue(round(self.box.exact * self._stops_per_unit))
        self.slider.blockSignals(blocked)

    @Slot(int)
    def _on_slider(self, stop: int) -> None:
        self.box.set_exact(stop / self._stops_per_unit)
        self.edited.emit()

    @Slot()
    def _on_box(self) -> None:
        self._move_slider()
        self.edited.emit()


class DistortionForm(QWidget):
    """The eight strengths with a preview.

    Signals:
        changed: a strength has changed.
        preview_wanted: something else is to be shown in ``preview``; once after any number of changes in a row.
        more: other digits are wanted in the preview.
    """

    changed = Signal()
    preview_wanted = Signal()
    more = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout()
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self.strengths: dict[str, Strength] = {}
        self._add_strengths()
        self.preview = DistortionPreview()
        self.preview.setToolTip(self.tr("Some training digits with these distortions, drawn by chance anew each time."))
        self.other_digits = QPushButton(self.tr("Other digits"))
        self.other_digits.setToolTip(self.tr("Show other training digits."))
        self.other_digits.clicked.connect(self._on_other_digits)
        below = QHBoxLayout()
        below.addWidget(self.other_digits)
        below.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addLayout(self._grid)
        layout.addWidget(self.preview)
        layout.addLayout(below)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._want_preview)

    def _add_strengths(self) -> None:
        for row, (name, setting) in enumerate(settings_of(Distortion).items()):
            strength = self.strengths[name] = Strength(setting, self)
            strength.edited.connect(self._on_edited)
            label = QLabel(translated(setting.title))
            label.setBuddy(strength.slider)
            parts: tuple[QWidget, ...] = (label, strength.slider, strength.box)
            for column, part in enumerate(parts):
                explain(part, translated(setting.text))
                self._grid.addWidget(part, row, column)

    @property
    def distortion(self) -> Distortion:
        """The strengths as they stand."""
        return Distortion(**{name: strength.exact for name, strength in self.strengths.items()})

    def set_distortion(self, distortion: Distortion) -> None:
        """Show other strengths."""
        if distortion != self.distortion:
            for name, strength in self.strengths.items():
                strength.set_exact(getattr(distortion, name))
            self._on_edited()

    def ask_for_preview(self) -> None:
        """Have ``preview`` shown anew: it is of other digits now."""
        self._later.start(0)

    @Slot()
    def _on_edited(self) -> None:
        self.ask_for_preview()
        self.changed.emit()

    @Slot()
    def _want_preview(self) -> None:
        self.preview_wanted.emit()

    @Slot()
    def _on_other_digits(self) -> None:
        self.more.emit()
