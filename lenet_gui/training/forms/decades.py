"""A box for a number that ranges over decades: a rate, a decay."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale
from PySide6.QtGui import QValidator

from lenet_gui.base.form_fields import Figure

STEP_FACTOR = 1.25
"""One step of a figure that ranges over decades."""


class DecadesFigure(Figure):
    """A number that ranges over decades: shown with up to six digits.

    The arrows stop along an ascending ladder or, where that is empty, go by ``STEP_FACTOR``.
    """

    def __init__(self, limits: tuple[float, float], ladder: Sequence[float] = ()) -> None:
        super().__init__(limits, decimals=15)
        self._ladder = ladder

    def _locale(self) -> QLocale:
        locale, option = QLocale(self.locale()), QLocale.NumberOption
        locale.setNumberOptions(option.OmitGroupSeparator | option.OmitLeadingZeroInExponent)
        return locale

    def _parsed(self, text: str) -> float | None:
        if self.specialValueText() and text == self.specialValueText():
            return self.minimum()
        for locale in (self._locale(), QLocale.c()):
            value, understood = locale.toDouble(text.strip())
            if understood:
                return value
        return None

    def textFromValue(self, value: float, /) -> str:
        return self._locale().toString(value, "g", 6)

    def valueFromText(self, text: str, /) -> float:
        # A text that nobody touched must not round the number behind it.
        if text == self.textFromValue(self.value()):
            return self.value()
        value = self._parsed(text)
        return self.value() if value is None else value

    def validate(self, text: str, position: int, /) -> tuple[QValidator.State, str, int]:
        value = self._parsed(text)
        if value is not None and self.minimum() <= value <= self.maximum():
            return QValidator.State.Acceptable, text, position
        known = set("0123456789.,eE+- ") | set(self.specialValueText())
        state = QValidator.State.Intermediate if set(text) <= known else QValidator.State.Invalid
        return state, text, position

    def stepBy(self, steps: int, /) -> None:
        value = self.value()
        if not self._ladder:
            value = float(f"{value * STEP_FACTOR**steps:.3g}")
        elif steps > 0:
            above = [rung for rung in self._ladder if rung > value] or [self.maximum()]
            value = above[min(steps, len(above)) - 1]
        else:
            below = [rung for rung in self._ladder if rung < value] or [self.minimum()]
            value = below[max(steps, -len(below))]
        self.setValue(value)
        self.selectAll()
