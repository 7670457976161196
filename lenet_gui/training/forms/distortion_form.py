"""How strongly the training digits are distorted, and what that looks like."""

from dataclasses import fields

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from lenet_gui.base.form_fields import Figure, Slider, explain
from lenet_gui.training.forms.distortion_preview import DistortionPreview
from model.digits.distortion import DISTORTION_LIMITS, Distortion


class Strength(QObject):
    """One strength, from 0 on: a slider for the eye, a box for the exact figure.

    Args:
        name: for screen readers.
        high: the strongest.
        suffix: the unit, as it follows the figure.
        shown_per_unit: 100 shows a fraction in percent.
        stops_per_unit: how finely the slider moves.
        decimals: how many the box shows.

    Signals:
        edited: the person changed it.
    """

    edited = Signal()

    def __init__(
        self,
        name: str,
        high: float,
        suffix: str,
        shown_per_unit: float,
        stops_per_unit: int,
        decimals: int,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stops_per_unit = stops_per_unit
        self.slider = Slider()
        self.slider.setRange(0, round(high * stops_per_unit))
        self.slider.setPageStep(max(1, self.slider.maximum() // 10))
        self.slider.setMinimumWidth(60)
        self.slider.setAccessibleName(name)
        self.box = Figure((0.0, high), decimals, shown_per_unit / stops_per_unit, shown_per_unit)
        self.box.setSuffix(suffix)
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
        pixels, percent, degrees = (self.tr(" px"), 1, 10, 2), (self.tr(" %"), 100, 100, 1), (self.tr("°"), 1, 1, 1)
        known = {
            "shift_px": (
                self.tr("Shift"),
                pixels,
                self.tr("How far a digit is moved at most, across and down (section III.B)."),
            ),
            "scale": (
                self.tr("Scale"),
                percent,
                self.tr("By how much a digit grows or shrinks at most (section III.B)."),
            ),
            "squeeze": (
                self.tr("Squeeze"),
                percent,
                self.tr("By how much one axis grows at most while the other shrinks (section III.B)."),
            ),
            "shear": (
                self.tr("Shear"),
                percent,
                self.tr(
                    "How much a digit is slanted at most: sideways shift for each pixel of height (section III.B)."
                ),
            ),
            "rotation_degrees": (
                self.tr("Rotation"),
                degrees,
                self.tr("How far a digit is turned at most, either way. The paper did not turn its digits."),
            ),
            "elastic_px": (
                self.tr("Elastic"),
                pixels,
                self.tr(
                    "Each crossing of a 6 x 6 grid moves by up to this much, and the ink between follows smoothly. "
                    "The paper did not bend its digits."
                ),
            ),
            "thickness": (
                self.tr("Thickness"),
                percent,
                self.tr(
                    "By how much strokes grow or shrink at most: 100 % is a whole pixel on each side. "
                    "The paper did not change its strokes."
                ),
            ),
            "flags": (
                self.tr("Flags"),
                percent,
                self.tr(
                    "How many of the ones get a flag, and of the sevens a bar, as Europe writes them "
                    "and MNIST's writers hardly did."
                ),
            ),
        }
        for row, field in enumerate(fields(Distortion)):
            text, unit, tip = known[field.name]
            strength = Strength(text, DISTORTION_LIMITS[field.name], *unit, parent=self)
            strength.edited.connect(self._on_edited)
            self.strengths[field.name] = strength
            label = QLabel(text)
            label.setBuddy(strength.slider)
            parts: tuple[QWidget, ...] = (label, strength.slider, strength.box)
            for column, part in enumerate(parts):
                explain(part, tip)
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
