"""How strongly the training digits are distorted, how often each kind of rubbish is made, and what that looks like."""

from collections.abc import Callable
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from lenet_gui.base.form_fields import ExactSpinBox, Slider, explain
from lenet_gui.base.timers import timer
from lenet_gui.base.translate import tool_tip, tr
from lenet_gui.base.widgets import button, column, row
from lenet_gui.training.forms.pattern_preview import PatternPreview
from lenet_gui.training.forms.resettable import ResetButton
from model.digits.distortion import Distortion
from model.settings import QT_TR_NOOP, DisplayUnit, Setting, settings_of
from model.strokes.rubbish import RubbishMix

_SHOWN = {
    DisplayUnit.PIXELS: (QT_TR_NOOP(" px"), 1, 10, 2),
    DisplayUnit.PERCENT: (QT_TR_NOOP(" %"), 100, 100, 1),
    DisplayUnit.DEGREES: (QT_TR_NOOP("°"), 1, 1, 1),
}
"""For each unit: its sign, what 1 is shown as, the slider's stops for each 1, the decimals in the box."""
PREVIEW_ROWS = 3
"""More would make the strengths much longer than the settings beside them."""
Strengths = TypeVar("Strengths", Distortion, RubbishMix)


class Strength(QObject):
    """One strength, from 0 on: a slider for the eye, a box for the exact figure."""

    edited = Signal()  # the person changed it

    def __init__(self, setting: Setting, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sign, shown_per_unit, self._stops_per_unit, decimals = _SHOWN[setting.unit or DisplayUnit.PERCENT]
        self.slider = Slider()
        self.slider.setRange(0, round(setting.high * self._stops_per_unit))
        self.slider.setPageStep(max(1, self.slider.maximum() // 10))
        self.slider.setMinimumWidth(36)
        self.slider.setAccessibleName(name)
        self.box = ExactSpinBox((0.0, setting.high), decimals, shown_per_unit / self._stops_per_unit, shown_per_unit)
        self.box.setSuffix(tr(sign))
        self.box.setAccessibleName(self.tr("{strength}, as a figure").format(strength=name))
        self.slider.valueChanged.connect(self._on_slider)
        self.box.edited.connect(self._on_box)

    @property
    def exact(self) -> float:
        return self.box.exact

    def set_exact(self, value: float) -> None:
        """Show another without a signal."""
        self.box.set_exact(value)
        self._move_slider()

    def _move_slider(self) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(round(self.box.exact * self._stops_per_unit))

    @Slot(int)
    def _on_slider(self, stop: int) -> None:
        self.box.set_exact(stop / self._stops_per_unit)
        self.edited.emit()

    @Slot()
    def _on_box(self) -> None:
        self._move_slider()
        self.edited.emit()


class StrengthsForm(QWidget, Generic[Strengths]):
    """The strengths of a record, each a setting, with a preview of what they make.

    Args:
        kind: the record.
        tip: what the preview shows.
        other: what its button says.
    """

    changed = Signal()  # a strength has changed
    # a seed that says which digits to show in ``preview``; once after any number of changes in a row
    preview_wanted = Signal(int)

    def __init__(self, kind: type[Strengths], tip: str, other: str) -> None:
        super().__init__()
        self._kind: Callable[..., Strengths] = kind
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        self.strengths: dict[str, Strength] = {}
        self.resets: dict[str, ResetButton] = {}
        self._base: Strengths = self._kind()
        for line, (name, setting) in enumerate(settings_of(kind).items()):
            title = tr(setting.title)
            strength = self.strengths[name] = Strength(setting, title, self)
            strength.edited.connect(self._on_edited)
            label = QLabel(title)
            label.setBuddy(strength.slider)
            parts: tuple[QWidget, ...] = (label, strength.slider, strength.box)
            for place, part in enumerate(parts):
                explain(part, tr(setting.text))
                grid.addWidget(part, line, place)
            self.resets[name] = reset = ResetButton(title, partial(self._set_back, name), label)
            grid.addWidget(reset, line, len(parts))
        self._seed = 1
        self.preview = PatternPreview(most_rows=PREVIEW_ROWS)
        self.preview.setToolTip(tool_tip(tip))
        self.other_digits = button(other, self._on_other_digits, tip)
        self.setLayout(column(grid, self.preview, row(self.other_digits, None), margin=0, spacing=10))
        self._later = timer(self, 0, lambda: self.preview_wanted.emit(self._seed))

    @property
    def values(self) -> Strengths:
        return self._kind(**{name: strength.exact for name, strength in self.strengths.items()})

    def set_values(self, values: Strengths) -> None:
        if values != self.values:
            for name, strength in self.strengths.items():
                strength.set_exact(getattr(values, name))
            self._on_edited()

    def mark_changes(self, base: Strengths) -> None:
        """Mark the strengths that differ from this record's, which they can be set back to."""
        self._base = base
        for name, reset in self.resets.items():
            reset.show_changed(self._is_changed(name))

    def _is_changed(self, name: str) -> bool:
        return bool(self.strengths[name].exact != getattr(self._base, name))

    @property
    def changed_strengths(self) -> int:
        return sum(map(self._is_changed, self.strengths))

    def _set_back(self, name: str) -> None:
        self.strengths[name].set_exact(getattr(self._base, name))
        self._on_edited()

    def show_preview(self, shown: bool) -> None:
        for part in (self.preview, self.other_digits):
            part.setVisible(shown)

    def ask_for_preview(self) -> None:
        """Ask for a new ``preview``, of other digits."""
        self._later.start()

    @Slot()
    def _on_other_digits(self) -> None:
        self._seed += 1
        self.preview_wanted.emit(self._seed)

    @Slot()
    def _on_edited(self) -> None:
        self.ask_for_preview()
        self.changed.emit()
