"""The size of all text, which the person chooses, and the few sizes beside the usual one."""

from enum import Enum

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics, QRawFont
from PySide6.QtWidgets import QApplication

from lenet_gui.style.flat_style import FlatStyle

PERCENTAGES = (100, 125, 150, 200)
"""What can be chosen; 100 is the system's own size."""


class Role(Enum):
    """What a text is for; the value is its size in usual ones."""

    NOTE = 0.88
    """Figures beside pictures."""
    LEAD = 1.35
    """The one sentence that a view comes down to."""


def font_for(role: Role, usual: QFont) -> QFont:
    font = QFont(usual)
    font.setPointSizeF(usual.pointSizeF() * role.value)
    if role is Role.LEAD:
        font.setWeight(QFont.Weight.DemiBold)
    return font


def bold(usual: QFont) -> QFont:
    font = QFont(usual)
    font.setBold(True)
    return font


def oblique(usual: QFont) -> QFont:
    font = QFont(usual)
    font.setItalic(True)
    return font


def letters(count: int, metrics: QFontMetrics) -> int:
    """The width of so many letters of a text.

    A font's average counts all its letters, those of other scripts too; in some fonts these are much wider.
    """
    usual = "etaoinshrdlu"
    return min(count * metrics.averageCharWidth(), count * metrics.horizontalAdvance(usual) // len(usual))


class TextSize(QObject):
    """Keeps the application's font at the chosen part of the system's."""

    changed = Signal(int)  # the new percentage; all text has it by then

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self._usual = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        self.percent = PERCENTAGES[0]
        self._held: list[QRawFont] = []

    def hold_faces(self) -> None:
        """Keep regular, bold and oblique in use.

        As soon as one face is no longer used, Qt forgets all it has read with FreeType, and reads what is in use a
        second time, and a third: 1.5 MB each.
        """
        self._held = [QRawFont.fromFont(font) for font in (self._usual, bold(self._usual), oblique(self._usual))]

    def choose(self, percent: int) -> None:
        """Show all text at one of ``PERCENTAGES``."""
        if percent not in PERCENTAGES:
            raise ValueError(f"the size of text must be one of {PERCENTAGES}, not {percent}")
        font = QFont(self._usual)
        font.setPointSizeF(self._usual.pointSizeF() * percent / 100)
        if font.pointSizeF() != self._application.font().pointSizeF():
            self._application.setFont(font)
            self._application.setStyle(FlatStyle(percent))
        if percent != self.percent:
            self.percent = percent
            self.changed.emit(percent)

    def step(self, larger: bool) -> None:
        """One size up or down, if there is one."""
        place = PERCENTAGES.index(self.percent) + (1 if larger else -1)
        if 0 <= place < len(PERCENTAGES):
            self.choose(PERCENTAGES[place])
